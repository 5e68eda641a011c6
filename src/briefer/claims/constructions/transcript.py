"""Interviews and transcripts: paragraphs that open with "NAME:" are the words of that name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefer.claims.attributions import Attribution
from briefer.claims.rules import Rule
from briefer.grammar.parsing import Parse
from briefer.model import Construction, Marker, Role, Sentence

CONSTRUCTION = Construction("transcript", Marker.COLON)
RE_OPENER = re.compile(r"[NZ]{1,5}:")  # over the letters of a paragraph's first tokens
LONGEST_OPENER = 6  # tokens
FEWEST = 2  # turns that make a transcript


def find(parse: Parse) -> dict[int, Attribution]:
    """Return {sentence: its attribution} for all turns; empty when the article is no interview or transcript.

    Each sentence of a turn is a claim of its speaker. A single "Name:" is rather a label, so it takes two turns to make
    a transcript, and one of the speakers twice or in capitals, or no paragraph without a speaker.
    """
    found: dict[int, Attribution] = {}
    openers: list[str] = []
    paragraphs = _paragraphs([sentence for sentence in parse.sentences if sentence.role is Role.BODY])
    for opening, following in paragraphs:
        first = parse.words.bounds[opening.index]
        match = RE_OPENER.match(parse.tags, first, min(first + LONGEST_OPENER, len(parse.tags)))
        if match is None:
            continue
        colon = match.end() - 1
        openers.append(parse.span((first, colon)).of(parse.text))
        for sentence in (opening, *following):
            start = max(colon + 1, parse.words.bounds[sentence.index])
            end = parse.words.bounds[sentence.index + 1]
            if start < end:
                content = (parse.span((start, end)),)
                found[sentence.index] = Attribution(
                    CONSTRUCTION, sentence.index, (first, colon), (colon, colon + 1), ":", "assert", content
                )
    shouted = any(opener.isupper() for opener in openers)
    spoken = shouted or len(set(openers)) < len(openers) or len(openers) == len(paragraphs)
    return found if len(openers) >= FEWEST and spoken else {}


def _paragraphs(sentences: Sequence[Sentence]) -> list[tuple[Sentence, list[Sentence]]]:
    """Return the first sentence of each paragraph with the ones that follow in it."""
    paragraphs: list[tuple[Sentence, list[Sentence]]] = []
    for sentence in sentences:
        if paragraphs and paragraphs[-1][0].paragraph == sentence.paragraph:
            paragraphs[-1][1].append(sentence)
        else:
            paragraphs.append((sentence, []))
    return paragraphs


RULE = Rule(CONSTRUCTION, in_document=find)
EXAMPLES = """
> {ROE}[:] <The bridge is safe.> ¶ POE: Are you sure? ¶ ROE: I am.
! Note: The bridge is old. ¶ It was built by the town.
"""
