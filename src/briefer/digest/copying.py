"""Articles that share text: which they are, how much of it, and where.

Articles of an agency are printed by many; who counts them as many voices is misled. Candidates are found by sampled
shingles in a sorted list, so that no two articles are compared that share none; the share is measured on all shingles.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import combinations, groupby
from typing import NamedTuple

from briefer.digest import shingles
from briefer.digest.shingles import Sample, Shingle
from briefer.model import Brief, Span

COPIED = 0.35  # share of the shorter article's own words from which on it is copied, or the other is
LIKELY = 0.2  # share of its sampled shingles from which on a pair is looked at
LEAST = 20  # shingles in common, fewer where they are nearly all: an opening of the house may be the same
NEARLY, FEWEST = 0.9, 5  # that share, and how many they are then
KEPT = 64  # articles whose shingles are kept while pairs are compared
USUAL = 60  # articles that have a shingle from which on it is nobody's text but a formula


class Pair(NamedTuple):
    """Two articles by their places, the first before the second; the passages that they share, in each of them."""

    one: int
    other: int
    share: float  # of the words of the shorter, outside quotations
    spans: tuple[tuple[Span, ...], tuple[Span, ...]]


def find(samples: Sequence[Sample], brief_of: Callable[[int], Brief]) -> list[Pair]:
    """Return the pairs of articles that share text, in order; `brief_of` is asked for the candidates alone."""
    found: list[Pair] = []

    @lru_cache(maxsize=KEPT)
    def shingles_of(at: int) -> list[Shingle]:
        return shingles.of(brief_of(at))

    for one, other in sorted(_candidates(samples)):
        pair = compare(shingles_of(one), shingles_of(other))
        if pair:
            share, spans = pair
            found.append(Pair(one, other, share, spans))
    return found


def compare(
    one: Sequence[Shingle], other: Sequence[Shingle]
) -> tuple[float, tuple[tuple[Span, ...], tuple[Span, ...]]] | None:
    """Return the share of the shorter text that both have, and the passages; None where it is too little to tell."""
    shared = {shingle.hash for shingle in one} & {shingle.hash for shingle in other}
    if len(shared) < FEWEST:
        return None
    spans = tuple(_joined(shingle for shingle in side if shingle.hash in shared) for side in (one, other))
    sizes = [_size(_joined(side)) for side in (one, other)]
    shorter = 0 if sizes[0] <= sizes[1] else 1
    share = _size(spans[shorter]) / (sizes[shorter] or 1)
    enough = share >= (COPIED if len(shared) >= LEAST else NEARLY)
    return (share, (spans[0], spans[1])) if enough else None


def groups(number: int, pairs: Iterable[tuple[int, int]]) -> list[int]:
    """Return for each of so many articles the first one of its text group.

    >>> groups(4, [(1, 3)])
    [0, 1, 2, 1]
    """
    first = list(range(number))

    def of(at: int) -> int:
        while first[at] != at:
            first[at] = at = first[first[at]]
        return at

    for one, other in pairs:
        low, high = sorted((of(one), of(other)))
        first[high] = low
    return [of(at) for at in range(number)]


def _candidates(samples: Sequence[Sample]) -> Iterable[tuple[int, int]]:
    places = sorted(value << 32 | at for at, sample in enumerate(samples) for value in sample)
    shared: Counter[tuple[int, int]] = Counter()
    for _, group in groupby(places, key=lambda place: place >> 32):
        having = [place & 0xFFFFFFFF for place in group]
        if 1 < len(having) <= USUAL:
            shared.update(combinations(having, 2))
    return [
        (one, other)
        for (one, other), count in shared.items()
        if count >= max(2, LIKELY * min(len(samples[one]), len(samples[other])))
    ]


def _joined(shingles: Iterable[Shingle]) -> tuple[Span, ...]:
    """Return the passages that overlapping shingles make, in text order."""
    found: list[Span] = []
    for shingle in shingles:
        if found and shingle.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, shingle.end))
        else:
            found.append(Span(shingle.start, shingle.end))
    return tuple(found)


def _size(spans: Iterable[Span]) -> int:
    return sum(span.end - span.start for span in spans)
