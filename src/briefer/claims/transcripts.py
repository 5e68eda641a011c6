"""Interviews and transcripts: paragraphs that open with "NAME:" are the words of that name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefer.claims.scene import Attribution, Scene
from briefer.model import Role, Sentence, Span

RE_OPENER = re.compile(r"[NZ]{1,5}:")  # over the letters of a paragraph's first tokens
LONGEST_OPENER = 6  # tokens
FEWEST = 2  # turns that make a transcript


def turns(scene: Scene) -> dict[int, Attribution]:
    """Return {first sentence of a turn: its attribution}; empty when the article is no interview or transcript.

    The content has one span a sentence. A single "Name:" is rather a label, so it takes two to make a transcript, and
    one of the speakers twice or in capitals.
    """
    found: dict[int, Attribution] = {}
    openers: list[str] = []
    for opening, following in _paragraphs(scene.sentences):
        first = scene.words.bounds[opening.index]
        match = RE_OPENER.match(scene.tags, first, min(first + LONGEST_OPENER, len(scene.tags)))
        if match is None or opening.role is not Role.BODY:
            continue
        colon = match.end() - 1
        spans = _content(scene, colon, [opening, *following])
        if spans:
            openers.append(scene.span((first, colon)).of(scene.text))
            found[opening.index] = Attribution(
                "transcript", opening.index, (first, colon), (colon, colon + 1), ":", "assert", tuple(spans)
            )
    shouted = any(opener.isupper() for opener in openers)
    return found if len(found) >= FEWEST and (shouted or len(set(openers)) < len(openers)) else {}


def _paragraphs(sentences: Sequence[Sentence]) -> list[tuple[Sentence, list[Sentence]]]:
    """Return the first sentence of each paragraph with the ones that follow in it."""
    paragraphs: list[tuple[Sentence, list[Sentence]]] = []
    for sentence in sentences:
        if paragraphs and paragraphs[-1][0].paragraph == sentence.paragraph:
            paragraphs[-1][1].append(sentence)
        else:
            paragraphs.append((sentence, []))
    return paragraphs


def _content(scene: Scene, colon: int, sentences: Sequence[Sentence]) -> list[Span]:
    """Return one span a sentence, the first from behind the colon."""
    spans: list[Span] = []
    for sentence in sentences:
        first, last = scene.words.bounds[sentence.index], scene.words.bounds[sentence.index + 1]
        first = max(first, colon + 1)
        if first < last:
            spans.append(scene.span((first, last)))
    return spans
