"""Which denial denies which claim, across articles.

Two claims that differ contradict one another far less often than it seems, so nothing is told by negations or figures:
only what a source denies is shown as denied, and only where the denial takes up the words of the claim, and the claim
is about who denies it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from briefer.digest.aligning import Aligned
from briefer.digest.identities import Identity
from briefer.digest.material import Said, Weights
from briefer.model import Polarity

SHARED = 2  # telling words that are no names, which a denial takes up
ABOUT = 0.4  # share of a denial by weight that the claim has
PLAIN = 0.75  # share from which on a denial need not be that of the accused


def deny(
    aligned: Sequence[Aligned],
    claims: Sequence[Said],
    who: Mapping[int, int],
    identities: Sequence[Identity],
    weights: Weights,
) -> list[list[int]]:
    """Return for each aligned claim the places of the claims that deny it, in order, one a source and article."""
    places = {(one.text.n, one.claim.id): at for at, one in enumerate(claims)}
    denials = [at for at, one in enumerate(claims) if one.claim.polarity is Polarity.DENIED]
    found: list[list[int]] = []
    for one in aligned:
        members = [one.head, *(report for report, _ in one.reports)]
        mine = who.get(places[one.head.text.n, one.head.claim.id])
        about: list[int] = []
        if one.head.claim.polarity is not Polarity.DENIED:
            told = {(each.text.n, other) for each in members for other in each.claim.caveats}
            about = [
                at
                for at in denials
                if (mine is None or who.get(at) != mine)
                and _denies(claims[at], who.get(at), members, identities, weights, told)
            ]
        found.append(_one_each(about, claims, who))
    return found


def _denies(
    denial: Said,
    denier: int | None,
    members: Sequence[Said],
    identities: Sequence[Identity],
    weights: Weights,
    told: Set[tuple[int, str]],
) -> bool:
    """Tell whether a denial takes up one of the reports of a claim, and whether that is about who denies it.

    `told` are the denials that the claims' own articles tie to it: of these, one that names who is accused is enough.
    """
    if denier is None:
        return False
    names = {word for word in identities[denier].words if len(word) > 2}
    known = (denial.text.n, denial.claim.id) in told
    for one in members:
        shared = denial.terms & one.terms
        accused = any(_is_named(name, one.terms) for name in names)
        if known and accused and denial.text.n == one.text.n:
            return True
        if len(denial.plain & one.plain) < SHARED:
            continue
        share = weights.sum(shared) / (denial.weight or 1.0)
        if share >= PLAIN or (share >= ABOUT and (accused or known)):
            return True
    return False


def _is_named(name: str, terms: frozenset[str]) -> bool:
    return name in terms or any(len(term) > 4 and name.startswith(term[:-1]) for term in terms)


def _one_each(found: Sequence[int], claims: Sequence[Said], who: Mapping[int, int]) -> list[int]:
    """Return the first denial of each source in each article."""
    best: dict[tuple[int, int | None], int] = {}
    for at in found:
        best.setdefault((claims[at].text.n, who.get(at)), at)
    return sorted(best.values())
