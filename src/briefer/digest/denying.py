"""Which denial denies which claim, across articles.

Two claims that differ contradict one another far less often than it seems, so nothing is told by negations or figures:
only what a source denies is shown as denied, and only where the denial takes up the words of the claim, and the claim
is about who denies it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set

from briefer.digest.aligning import Aligned
from briefer.digest.identities import Identity, share_words
from briefer.digest.material import Said, Weights
from briefer.languages import load_words
from briefer.model import Kind, Polarity

SHARED = 2  # telling words that are no names, which a denial takes up
ABOUT, ACCUSED = 0.5, 0.35  # share of a denial by weight that the claim has; that accuses who denies it
PLAIN = 0.75  # share from which on a denial need not be that of the accused
OF_CLAIM = 0.3  # share of the claim by weight that the denial takes up
STEM = 5  # letters in which two forms of a word agree
FAMILY = "deny"  # of cues that deny by themselves, as "denied" and "dismissed" do
ANSWERING = frozenset({FAMILY, "assert"})  # of those that answer an accusation: "called it false"
ACCUSING = frozenset({Kind.ALLEGATION, Kind.CRITICISM, Kind.BELIEF})


def deny(
    aligned: Sequence[Aligned],
    claims: Sequence[Said],
    who: Mapping[int, int],
    identities: Sequence[Identity],
    weights: Weights,
) -> list[list[int]]:
    """Return for each aligned claim the places of the claims that deny it, in order, one a source and article."""
    places = {(one.text.n, one.claim.id): at for at, one in enumerate(claims)}
    denials: dict[str, list[int]] = defaultdict(list)  # by the terms that they have
    for at, one in enumerate(claims):
        if one.claim.polarity is Polarity.DENIED:
            for term in sorted(one.plain):
                denials[term].append(at)
    found: list[list[int]] = []
    for each in aligned:
        members = [each.head, *(report for report, _ in each.reports)]
        mine = who.get(places[each.head.text.n, each.head.claim.id])
        about: list[int] = []
        if each.head.claim.polarity is not Polarity.DENIED:
            told = {(one.text.n, other) for one in members for other in one.claim.caveats}
            terms = frozenset().union(*(one.plain for one in members))
            shared = Counter(at for term in terms for at in denials.get(term, ()))
            likely = {at for at, count in shared.items() if count >= SHARED}
            likely |= {places[key] for key in told if key in places}
            about = [
                at
                for at in sorted(likely)
                if claims[at].claim.polarity is Polarity.DENIED
                and not _are_one_side(mine, who.get(at), identities)
                and _denies(claims[at], identities[who[at]], members, weights, told)
            ]
        found.append(_one_each(about, claims, who))
    return found


def _are_one_side(one: int | None, denier: int | None, identities: Sequence[Identity]) -> bool:
    """Tell whether who says a claim may be who denies it, or on the same side; nobody at all denies nothing."""
    if denier is None:
        return True
    return one is not None and (one == denier or share_words(identities[one], identities[denier]))


def _denies(
    denial: Said, denier: Identity, members: Sequence[Said], weights: Weights, told: Set[tuple[int, str]]
) -> bool:
    """Tell whether a denial takes up one of the reports of a claim, and whether that is about who denies it.

    `told` are the denials that the claims' own articles tie to it: one that names who is accused answers an accusation,
    even if it only points at it ("denied the report").
    """
    known = (denial.text.n, denial.claim.id) in told
    family = denial.claim.cue.family if denial.claim.cue else ""
    for one in members:
        if _denies_itself(one, denial) or _overlap(one, denial):
            continue
        accused = any(_is_named(name, one.terms) for name in denier.words)
        if known and accused and family in ANSWERING and denial.text.n == one.text.n and _accuses(one):
            return True
        if family != FAMILY or len(denial.plain & one.plain) < SHARED:
            continue
        shared = weights.sum(denial.terms & one.terms)
        share = shared / (denial.weight or 1.0)
        if shared < OF_CLAIM * one.weight:
            continue
        needed = ACCUSED if accused and _accuses(one) else ABOUT if accused or known else PLAIN
        if share >= needed:
            return True
    return False


def _overlap(one: Said, other: Said) -> bool:
    return one.text.n == other.text.n and one.claim.start < other.claim.end and other.claim.start < one.claim.end


def _accuses(one: Said) -> bool:
    return one.claim.kind in ACCUSING or not one.words.isdisjoint(load_words("en", "digest.txt", "accusing"))


def _denies_itself(one: Said, denial: Said) -> bool:
    """Tell whether a claim says itself that it is not so, or that somebody denies it."""
    if not one.words.isdisjoint(load_words("en", "digest.txt", "denying")):
        return True
    return any(term[:STEM] == other[:STEM] for term in one.negated - denial.negated for other in denial.terms)


def _is_named(name: str, terms: frozenset[str]) -> bool:
    return name in terms or any(len(term) > STEM - 1 and name.startswith(term[:-1]) for term in terms)


def _one_each(found: Sequence[int], claims: Sequence[Said], who: Mapping[int, int]) -> list[int]:
    """Return the first denial of each source in each article."""
    best: dict[tuple[int, int | None], int] = {}
    for at in found:
        best.setdefault((claims[at].text.n, who.get(at)), at)
    return sorted(best.values())
