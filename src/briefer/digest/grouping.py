"""Which articles tell one story: average-link clustering of their profiles, over near neighbours alone.

The similarity of two groups is the mean cosine of their articles (average link; Sokal and Michener, 1958), which is
the product of the sums of their profiles: no matrix of all pairs is ever made.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from heapq import heapify, heappop, heappush, nsmallest

from briefer.digest.profiles import Profile

THRESHOLD = 0.15  # mean cosine down to which two groups are one story
SEVERAL = 4  # articles of a group, from which on it is held against what holds it together:
COHESION = 0.7  # share of the mean cosine within two groups, which that between them must have
NEIGHBOURS = 30  # articles whose stories an article may join at once
FLOOR = 0.05  # cosine below which two articles are no neighbours
FIRST = 64  # articles with a term that later ones are held against; the first of a large story lead to it
LOOKED_AT = 60  # articles likeliest by such terms, whose cosines are worked out


def group(profiles: Sequence[Profile], keys: Sequence[str]) -> list[list[int]]:
    """Return the groups of two and more articles as numbers of `profiles`, each in order, the largest group first.

    `keys` tell the articles apart whatever their order, so that it changes nothing.
    """
    order = sorted(range(len(profiles)), key=lambda at: (keys[at], profiles[at]))
    groups = _Groups([profiles[at] for at in order])
    groups.merge()
    found = [sorted(order[place] for place in members) for members in groups.members.values() if len(members) > 1]
    return sorted(found, key=lambda members: (-len(members), min(keys[at] for at in members)))


class _Groups:
    """The groups so far: their members, the sums of their profiles, and the nearness of each to its neighbours."""

    def __init__(self, profiles: Sequence[Profile]) -> None:
        self.members = {at: [at] for at in range(len(profiles))}
        self.sums = {at: dict(profile) for at, profile in enumerate(profiles)}
        self.inner = dict.fromkeys(self.members, 0.0)  # the cosines of all pairs within a group, added up
        self.near: dict[int, set[int]] = defaultdict(set)
        self.queue: list[tuple[float, int, int]] = []
        for one, other, cosine in _neighbours(profiles):
            self.near[one].add(other)
            self.near[other].add(one)
            self.queue.append((-cosine, one, other))
        heapify(self.queue)

    def merge(self) -> None:
        """Merge the nearest two groups again and again, as long as they are near enough."""
        name = len(self.members)  # every merged group gets a number of its own, so that what is outdated shows
        while self.queue:
            negative, one, other = heappop(self.queue)
            if one not in self.members or other not in self.members:
                continue
            if -negative < THRESHOLD:
                return
            if self._hold_together(one, other, -negative):
                self._join(one, other, -negative, name)
                name += 1

    def _hold_together(self, one: int, other: int, cosine: float) -> bool:
        """Tell whether two groups are near enough for what holds each of them together.

        Two accidents of one kind are alike, but by far not as much as the articles on each of them.
        """
        sizes = [len(self.members[at]) for at in (one, other)]
        if min(sizes) < SEVERAL:
            return True
        inner = [self.inner[at] * 2 / (size * (size - 1)) for at, size in zip((one, other), sizes, strict=True)]
        return cosine >= COHESION * min(inner)

    def _join(self, one: int, other: int, cosine: float, name: int) -> None:
        between = cosine * len(self.members[one]) * len(self.members[other])
        self.inner[name] = self.inner.pop(one) + self.inner.pop(other) + between
        self.members[name] = self.members.pop(one) + self.members.pop(other)
        large, small = self.sums.pop(one), self.sums.pop(other)
        if len(small) > len(large):
            large, small = small, large
        for term, weight in small.items():
            large[term] = large.get(term, 0.0) + weight
        self.sums[name] = large
        near = (self.near.pop(one) | self.near.pop(other)) - {one, other}
        self.near[name] = near
        for neighbour in sorted(near):
            self.near[neighbour] -= {one, other}
            self.near[neighbour].add(name)
            cosine = self._cosine(neighbour, name)
            if cosine >= THRESHOLD:
                heappush(self.queue, (-cosine, neighbour, name))

    def _cosine(self, one: int, other: int) -> float:
        small, large = sorted((self.sums[one], self.sums[other]), key=len)
        product = sum([weight * large[term] for term, weight in small.items() if term in large])
        return product / (len(self.members[one]) * len(self.members[other]))


def _neighbours(profiles: Sequence[Profile]) -> Iterable[tuple[int, int, float]]:
    """Yield each pair of near articles once, with the cosine of their profiles; the second comes later."""
    index: dict[str, list[tuple[int, float]]] = defaultdict(list)
    known: list[dict[str, float]] = []
    for at, profile in enumerate(profiles):
        cosines: dict[int, float] = defaultdict(float)
        for term, weight in profile:
            having = index[term]
            for other, its in having:
                cosines[other] += weight * its
            if len(having) < FIRST:
                having.append((at, weight))
        likely = nsmallest(LOOKED_AT, [(-cosine, other) for other, cosine in cosines.items() if cosine >= FLOOR])
        near = [(-_product(known[other], profile), other) for _, other in likely]
        for negative, other in nsmallest(NEIGHBOURS, near):
            yield other, at, -negative
        known.append(dict(profile))


def _product(one: Mapping[str, float], other: Profile) -> float:
    return sum([weight * one[term] for term, weight in other if term in one])
