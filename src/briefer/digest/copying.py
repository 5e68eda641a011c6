"""Articles that share text: which they are, how much of it, and where.

Articles of an agency are printed by many; who counts them as many voices is misled. Candidates are found by sampled
shingles in a sorted list, so that no two articles are compared that share none. Of those that have a shingle only the
first few are candidates: what a hundred papers print is found by the first of them, and a formula leads to few.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from briefer.digest import shingles
from briefer.digest.shingles import Trace
from briefer.model import Span

COPIED = 0.35  # share of the shorter article's own words from which on it is copied, or the other is
LIKELY = 0.2  # share of its sampled shingles from which on a pair is looked at
LEAST = 20  # shingles in common, fewer where they are nearly all: an opening of the house may be the same
NEARLY, FEWEST = 0.9, 5  # that share, and how many they are then
FIRST = 8  # articles with a shingle that the later ones are compared with
NEAREST = 4  # earlier articles that an article is compared with, those that share most


class Pair(NamedTuple):
    """Two articles by their places, the first before the second, and the share of the shorter one that both have."""

    one: int
    other: int
    share: float  # of the words outside quotations


def find(traces: Sequence[Trace]) -> list[Pair]:
    """Return the pairs of articles that share text, in order: each article with the nearest of those before it."""
    found: list[Pair] = []
    for other, candidates in _candidates(traces).items():
        for one in candidates:
            share = compare(traces[one], traces[other])
            if share:
                found.append(Pair(one, other, share))
    return sorted(found)


def compare(one: Trace, other: Trace) -> float | None:
    """Return the share of the shorter text that both have; None where it is too little to tell."""
    shared = {*one} & {*other} - {shingles.BREAK}
    if len(shared) < FEWEST:
        return None
    shorter = min(one, other, key=shingles.size)
    share = shingles.size(shorter, shared) / (shingles.size(shorter) or 1)
    return share if share >= (COPIED if len(shared) >= LEAST else NEARLY) else None


def passages(places: Sequence[Span], one: Trace, other: Trace) -> tuple[Span, ...]:
    """Return the passages of an article that another has, too, in text order, given the places of its shingles."""
    known = {*other} - {shingles.BREAK}
    found: list[Span] = []
    for span, value in zip(places, one, strict=True):
        if value not in known:
            continue
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, span.end)
        else:
            found.append(span)
    return tuple(found)


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


def _candidates(traces: Sequence[Trace]) -> Mapping[int, Sequence[int]]:
    """Return for each article the earlier ones that it may share text with, the likeliest first."""
    sizes: list[int] = []
    places: list[int] = []
    for at, trace in enumerate(traces):
        sample = shingles.sample(trace)
        sizes.append(len(sample))
        places += [value << 32 | at for value in sample]
    places.sort()
    shared: Counter[int] = Counter()
    for _, group in groupby(places, key=lambda place: place >> 32):
        having = [place & 0xFFFFFFFF for place in group]
        for place, one in enumerate(having[:FIRST]):
            shared.update([other << 32 | one for other in having[place + 1 :]])
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for pair, count in shared.items():
        other, one = pair >> 32, pair & 0xFFFFFFFF
        if count >= max(2, LIKELY * min(sizes[one], sizes[other])):
            found[other].append((-count, one))
    return {other: [one for _, one in sorted(rows)[:NEAREST]] for other, rows in found.items()}
