"""Claims compared: which sources say the same, and which claims speak against another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import fsum
from typing import NamedTuple

from briefer.languages import load_words
from briefer.model import Claim, Kind, Marker, Polarity

SAME = 0.6  # share of the smaller claim's words from which on two claims say the same
ABOUT = 0.5  # share of a denial's words from which on it is about a claim
FEW = 3  # telling words of a denial that is only understood by what stands before it
USUAL = 0.5  # taken off the weight of the article's most frequent word when claims are compared
DOUBTED = 0.6  # share of a claim's words that the author's doubt takes up
COMMON = 30  # claims with a word from which on it tells no pair from another: keeps the comparison linear
# These neither support a claim nor are supported.
UNDECIDED = frozenset({Kind.REFUSAL, Kind.QUESTION, Kind.UNCERTAINTY})


def _vague() -> frozenset[str]:
    return load_words("en", "key_claims.txt", "vague")


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


def find_caveats(candidates: Sequence[Candidate], overlaps: Overlaps) -> dict[str, tuple[str, ...]]:
    """Return for each claim the denials of it, and the author's own doubts about it.

    A denial is about a claim when it takes up the claim's words; when it says little, and that of the claim right
    before it, which is about the source of the denial; or when it names nothing ("denied the allegations") and the
    claim right before it is an accusation that another source makes.
    """
    found: dict[str, list[str]] = {}
    for position, against in enumerate(candidates):
        denies = against.claim.polarity is Polarity.DENIED
        if not denies and not (
            against.claim.kind is Kind.UNCERTAINTY and against.claim.construction.marker is Marker.WORDING
        ):
            continue
        near = set(overlaps.of(position))
        if denies and against.words <= _vague():
            near.update(range(max(0, position - 3), position))
        for at in sorted(near):
            if at != position and _is_against(against, candidates[at], denies=denies):
                found.setdefault(candidates[at].claim.id, []).append(against.claim.id)
    return {identity: tuple(ids) for identity, ids in found.items()}


def _is_against(against: Candidate, other: Candidate, *, denies: bool) -> bool:
    claim = other.claim
    if claim.polarity is Polarity.DENIED or claim.cue is None or other.speaker == against.speaker:
        return False
    shared = len(against.words & other.words)
    if not denies:
        return shared > 2 and shared / len(other.words) >= DOUBTED
    if shared > 1 and shared / len(against.words) >= ABOUT:
        return True
    if 0 <= against.claim.sentence - claim.sentence <= 1 and claim.start < against.claim.start:
        name = frozenset(against.speaker.lower().split())
        said = against.words - name
        if len(said) <= FEW and not said.isdisjoint(other.words) and not name.isdisjoint(other.words):
            return True  # whom the claim is about denies it at once: "denied having accepted anything"
    near = 0 <= against.claim.paragraph - claim.paragraph <= 1 and claim.content[0].start < against.claim.start
    return against.words <= _vague() and near and claim.kind in (Kind.ALLEGATION, Kind.CRITICISM)
