"""Claims compared: how much two have in common, and which sources say the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import fsum
from typing import NamedTuple

from briefer.model import Claim, Kind

SAME = 0.6  # share of the smaller claim's words from which on two claims say the same
USUAL = 0.5  # taken off the weight of the article's most frequent word when claims are compared
COMMON = 30  # claims with a word from which on it tells no pair from another: keeps the comparison linear
# These neither support a claim nor are supported.
UNDECIDED = frozenset({Kind.REFUSAL, Kind.QUESTION, Kind.UNCERTAINTY})


class Candidate(NamedTuple):
    """A claim that may be key, with its telling words."""

    claim: Claim
    words: frozenset[str]
    weight: float  # of the words, those the whole article is about counted less
    score: float
    speaker: str  # one for each source, however often it is mentioned


def weigh(words: frozenset[str], topic: Mapping[str, float]) -> float:
    """Return how many words there are, those the whole article is about counted less.

    The sum is exact before it is rounded: the words come in the order of their hashes, which changes with every run.
    """
    return fsum([1 - USUAL * topic.get(word, 0.0) for word in words])


class Overlaps:
    """How many words two claims share, by way of an index, so that a book of claims stays linear."""

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        self.candidates = candidates
        self.index: dict[str, list[int]] = {}
        for position, candidate in enumerate(candidates):
            for word in candidate.words:
                self.index.setdefault(word, []).append(position)

    def of(self, position: int) -> Counter[int]:
        """Return {position of another claim: number of words shared}, words that stand in most claims left out."""
        shared: Counter[int] = Counter()
        for word in self.candidates[position].words:
            holders = self.index[word]
            if 1 < len(holders) <= COMMON:
                shared.update(holders)
        shared.pop(position, None)
        return shared


def similarity(one: Candidate, other: Candidate, topic: Mapping[str, float]) -> float:
    """Return the shared part of the smaller claim, 0 where one is too small to tell.

    What the whole article is about counts less: two claims that name the same party need not say the same.
    """
    shared = one.words & other.words
    if not shared or min(len(one.words), len(other.words)) < 2:
        return 0.0
    return weigh(shared, topic) / min(one.weight, other.weight)


def find_supports(
    candidates: Sequence[Candidate], overlaps: Overlaps, topic: Mapping[str, float]
) -> dict[str, tuple[str, ...]]:
    """Return for each claim the others in which another source says the same."""
    found: dict[str, list[str]] = {}
    for position, one in enumerate(candidates):
        if one.claim.kind in UNDECIDED or not one.claim.cue or one.claim.confidence != "high":
            continue
        for at in sorted(at for at, shared in overlaps.of(position).items() if shared > 1 and at > position):
            if _says_the_same(one, candidates[at], topic):
                found.setdefault(one.claim.id, []).append(candidates[at].claim.id)
                found.setdefault(candidates[at].claim.id, []).append(one.claim.id)
    return {identity: tuple(ids) for identity, ids in found.items()}


def _says_the_same(one: Candidate, other: Candidate, topic: Mapping[str, float]) -> bool:
    if len(one.words & other.words) < 4:
        return False
    a, b = one.claim, other.claim
    if a.polarity is not b.polarity or one.speaker == other.speaker:
        return False
    if b.kind in UNDECIDED or not b.cue or b.confidence != "high":
        return False
    if a.content[0].start < b.content[-1].end and b.content[0].start < a.content[-1].end:
        return False  # a report within a report is one voice
    return similarity(one, other, topic) >= SAME
