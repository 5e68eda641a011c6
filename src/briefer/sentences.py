"""Sentence spans: sentencex, guarded, with rules of our own on top."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefer.model import Block, Sentence

RE_EXOTIC_SPACE = re.compile(r"[\x0b\x0c\x1c-\x1f\x85\xa0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff]")
RE_FALLBACK = re.compile(r"(?<=[.!?。！？])[\"”’»)]*\s+|(?<=[。！？])")


def split(text: str, language: str) -> list[tuple[int, int]]:
    """Return the sentence spans of one paragraph, in order; only white space lies between them."""
    import sentencex

    spaced = RE_EXOTIC_SPACE.sub(" ", text)  # one for one, so offsets hold; sentencex panics on some of them
    try:
        ends = [boundary["end_index"] for boundary in sentencex.get_sentence_boundaries(language, spaced)]
    except BaseException as error:  # noqa: BLE001 - a Rust panic arrives as a BaseException
        if isinstance(error, KeyboardInterrupt | SystemExit):
            raise
        ends = [match.end() for match in RE_FALLBACK.finditer(spaced)]
    spans = []
    start = 0
    for end in [*ends, len(text)]:
        while start < end and text[start].isspace():
            start += 1
        stop = end
        while stop > start and text[stop - 1].isspace():
            stop -= 1
        if stop > start:
            spans.append((start, stop))
        start = max(start, end)
    return spans


def segment(text: str, blocks: Sequence[Block], language: str) -> tuple[Sentence, ...]:
    """Return the sentences of all blocks in text order; none of them crosses a block."""
    sentences: list[Sentence] = []
    for block in blocks:
        for start, end in split(text[block.start : block.end], language):
            sentences.append(
                Sentence(len(sentences), block.start + start, block.start + end, block.role, block.paragraph)
            )
    return tuple(sentences)
