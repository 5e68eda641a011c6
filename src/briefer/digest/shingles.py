"""Runs of five words, by which copied text is told (Broder, 1997), outside quotation marks.

What somebody said stands in every article that quotes it, and copies nothing; nor does a post that a page embeds.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence, Set
from itertools import groupby
from operator import attrgetter
from zlib import crc32

from briefer import quotations
from briefer.model import Brief, Role, Span

WORDS = 5  # of a shingle
SAMPLED = 4  # one of so many shingles leads to the articles that have it, too
BREAK = 0  # stands between runs of shingles whose words do not follow one another; no hash is 0
LONGEST_QUOTE = 2000  # code points
COPIED = frozenset({Role.BODY, Role.DEK})
RE_WORD = re.compile(r"\w+")
RE_EMBEDDED = re.compile(r"pic\.twitter\.com|https?://t\.co/|\(@\w+\)|\bTranscript provided\b|\bhttps?://\S+\Z")

Trace = Sequence[int]  # hashes of an article in text order, `BREAK` in front of every run of words


def trace(brief: Brief) -> array[int]:
    """Return the hashes of an article's shingles, four bytes each; those that touch a quotation are left out."""
    found = array("I")
    for _, run in _runs(brief):
        told = [word[0].lower().encode("utf-8", "surrogatepass") for word in run]
        found.append(BREAK)
        found.extend(crc32(b" ".join(told[at : at + WORDS])) or 1 for at in range(len(run) - WORDS + 1))
    return found


def places(brief: Brief) -> list[Span]:
    """Return where the shingles of an article stand: a span for every hash of its trace, an empty one for a break."""
    found: list[Span] = []
    for start, run in _runs(brief):
        found.append(Span(start, start))
        found += [
            Span(start + run[at].start(), start + run[at + WORDS - 1].end()) for at in range(len(run) - WORDS + 1)
        ]
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


def _runs(brief: Brief) -> Iterator[tuple[int, list[re.Match[str]]]]:
    """Yield the words that follow one another, outside quotations, and the place that theirs are counted from."""
    text = brief.document.text
    for _, group in groupby(brief.sentences, key=attrgetter("paragraph")):
        sentences = [sentence for sentence in group if sentence.role in COPIED]
        if not sentences:
            continue
        start = sentences[0].start
        words = text[start : sentences[-1].end]
        if RE_EMBEDDED.search(words):
            continue
        at = 0
        for opening, closing in [*quotations.find(words, LONGEST_QUOTE), (len(words), len(words))]:
            run = list(RE_WORD.finditer(words, at, opening))
            if len(run) >= WORDS:
                yield start, run
            at = closing + 1
