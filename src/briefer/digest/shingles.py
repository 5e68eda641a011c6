"""Runs of five words, by which copied text is told (Broder, 1997), outside quotation marks.

What somebody said stands in every article that quotes it, and copies nothing; nor does a post that a page embeds.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence, Set
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple
from zlib import crc32

from briefer import quotations
from briefer.model import Brief, Role

WORDS = 5  # of a shingle
SAMPLED = 4  # one of so many shingles leads to the articles that have it, too
BREAK = 0  # stands between runs of shingles whose words do not follow one another; no hash is 0
LONGEST_QUOTE = 2000  # code points
COPIED = frozenset({Role.BODY, Role.DEK})
RE_WORD = re.compile(r"\w+")
RE_EMBEDDED = re.compile(r"pic\.twitter\.com|https?://t\.co/|\(@\w+\)|\bTranscript provided\b|\bhttps?://\S+\Z")

Trace = Sequence[int]  # hashes of an article in text order, `BREAK` where its shingles do not overlap


class Shingle(NamedTuple):
    """A run of words: its hash and where it stands."""

    hash: int
    start: int
    end: int


def of(brief: Brief) -> list[Shingle]:
    """Return the shingles of an article proper in text order, those that touch a quotation left out."""
    text = brief.document.text
    found: list[Shingle] = []
    for _, group in groupby(brief.sentences, key=attrgetter("paragraph")):
        sentences = [sentence for sentence in group if sentence.role in COPIED]
        if sentences:
            found += _paragraph(text, sentences[0].start, sentences[-1].end)
    return found


def trace(shingles: Sequence[Shingle]) -> array[int]:
    """Return the hashes of an article's shingles, four bytes each."""
    found = array("I")
    end = 0
    for shingle in shingles:
        if shingle.start > end:
            found.append(BREAK)
        found.append(shingle.hash)
        end = shingle.end
    return found


def sample(trace: Trace) -> set[int]:
    """Return the hashes of one in four, the same ones in every article."""
    return {value for value in trace if value and value % SAMPLED == 0}


def size(trace: Trace, shared: Set[int] | None = None) -> int:
    """Return the number of words that shingles cover: all, or those in `shared`.

    >>> size([7, 8, 9, 0, 5]), size([7, 8, 9, 0, 5], {7, 9})
    (12, 7)
    """
    covered = left = 0  # `left`: words of the next shingle that are covered already
    for value in trace:
        if value == BREAK:
            left = 0
        elif shared is None or value in shared:
            covered += WORDS - left
            left = WORDS - 1
        elif left:
            left -= 1
    return covered


def _paragraph(text: str, start: int, end: int) -> Iterator[Shingle]:
    words = text[start:end]
    if RE_EMBEDDED.search(words):
        return
    at = 0
    for opening, closing in [*quotations.find(words, LONGEST_QUOTE), (len(words), len(words))]:
        run = [(match[0].lower(), match.start(), match.end()) for match in RE_WORD.finditer(words, at, opening)]
        for first in range(len(run) - WORDS + 1):
            part = run[first : first + WORDS]
            value = crc32(" ".join([word for word, _, _ in part]).encode("utf-8", "surrogatepass")) or 1
            yield Shingle(value, start + part[0][1], start + part[-1][2])
        at = closing + 1
