"""Claims compared: how much two have in common, and which sources say the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain
from math import fsum
from typing import NamedTuple

from briefer.model import Claim, Kind, SourceType

# Set by hand. A quarter more or less changes the key claims, or what stands beside them, of so many in a hundred mixed
# articles: SAME none, USUAL 4 to 8.
SAME = 0.6  # share of a claim's words from which on another says the same
LEAST_SHARED = 4  # telling words that two parties who say the same must share
USUAL = 0.5  # taken off the weight of the article's most frequent word when claims are compared
STEM = 5  # letters in which words of one family agree: "leaked" and "leaking", "Russia" and "Russian"
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
    announced: float = 0.0  # share of the headline's words that it has
    party: frozenset[str] = frozenset()  # telling words of the source's name
    quoted: bool = False  # whether it has the words that the headline quotes
    affiliation: frozenset[str] = frozenset()  # the same, with those of the whole phrase that tells who it is


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
        holders = [self.index[word] for word in self.candidates[position].words]
        shared = Counter(chain.from_iterable(having for having in holders if 1 < len(having) <= COMMON))
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
    """Tell whether two parties say the same: in the same words for the most part, and with the same figures.

    Where one speaks of the other, they may well be on two sides.
    """
    if len(one.words & other.words) < LEAST_SHARED:
        return False
    a, b = one.claim, other.claim
    if a.polarity is not b.polarity or not _are_two_parties(one, other):
        return False
    if b.kind in UNDECIDED or not b.cue or b.confidence != "high":
        return False
    if not (one.party.isdisjoint(other.words) and other.party.isdisjoint(one.words)):
        return False
    if _figures(one) != _figures(other):
        return False
    return weigh(one.words & other.words, topic) >= SAME * max(one.weight, other.weight)


def _figures(candidate: Candidate) -> set[str]:
    return {word for word in candidate.words if word[0].isdigit()}


def _are_two_parties(one: Candidate, other: Candidate) -> bool:
    """Tell whether two sources, both named, have no word in common, nor the initials that one goes by.

    What is said of them counts, too: "the company's spokesman" is the company, "Reed, of the union" the union.
    """
    names = [_name(candidate.claim) for candidate in (one, other)]
    if not all(names):
        return False
    known = [{*mine.affiliation, *map(str.lower, name)} for mine, name in zip((one, other), names, strict=True)]
    initials = ["".join(word[0] for word in name).lower() for name in names]
    return known[0].isdisjoint({*known[1], initials[1]}) and initials[0] not in known[1]


def _name(claim: Claim) -> list[str]:
    """Return the parts of a source's name, none for "the company" and for "an expert", who may be anybody.

    "Al-Qidra" and "Al Qidra" are one.
    """
    source = claim.source
    parts = (source.name or "").replace("-", " ").split() if source else []
    body = source is not None and source.type is SourceType.ORGANISATION and len(parts) > 1
    return parts if body or (parts and parts[-1][0].isupper()) else []
