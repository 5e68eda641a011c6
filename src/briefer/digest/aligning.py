"""Claims of several articles that say the same: of one source, in the same words, or by somebody else.

Each claim is compared with the best of those that say the same, never with the last of a chain; who shares no telling
word with it is not even looked at.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Mapping, Sequence
from typing import NamedTuple

from briefer.digest.identities import Identity, are_two
from briefer.digest.material import Said, Weights
from briefer.digest_model import Relation
from briefer.languages import load_words
from briefer.model import Claim, Polarity, SourceType

SAME_WORDS = 0.6  # share of the shorter claim's runs of words that make two claims the same words
WORDED = 4  # runs that a claim must have for that
SAME_SOURCE = 0.5  # Dice coefficient, by weight, from which on two claims of one source are one
WITHIN = 0.8  # share of the smaller claim that the other has, from which on they are one as well
REPEATED = 0.7  # that share where the sources may be one or two
OTHER_SOURCE = 0.62  # Dice coefficient of claims of two sources
NAMED = 0.3  # what a claim of somebody with a name gains as the one that stands for all
TELLING, MORE = 2, 3  # words that are no names, which two claims of one source or of two must share
USUAL = 200  # claims with a term from which on it leads to none
QUOTED = 6  # runs that two quotations share, at least, if they are to be one: eight words
FIRST = 20  # claims with a run that later ones are held against


class Aligned(NamedTuple):
    """A claim and the reports of it in other articles, one an article."""

    head: Said
    reports: tuple[tuple[Said, Relation], ...]


def align(
    claims: Sequence[Said], who: Mapping[int, int], identities: Sequence[Identity], weights: Weights
) -> list[Aligned]:
    """Return the claims that stand for all, best first, each with its reports.

    `who` gives the place of a claim's source among the identities, by the claim's place; own voices have none.
    """
    undecided = load_words("en", "digest.txt", "undecided")
    eligible = [at for at, one in enumerate(claims) if one.claim.kind not in undecided]
    named = {at for at in eligible if at in who and identities[who[at]].named}
    order = sorted(
        eligible,
        key=lambda at: (-_worth(claims[at]) - NAMED * (at in named), claims[at].text.n, claims[at].claim.start),
    )
    index: dict[str, list[int]] = defaultdict(list)  # places in `heads`
    heads: list[int] = []
    members: list[list[tuple[int, Relation]]] = []
    for at in order:
        one = claims[at]
        shared: Counter[int] = Counter()
        for term in one.terms:
            if len(index[term]) < USUAL:
                shared.update(index[term])
        best: tuple[float, int, Relation] | None = None
        for head in sorted(head for head, count in shared.items() if count > 1):
            other = claims[heads[head]]
            relation = _relation(one, other, who.get(at), who.get(heads[head]), identities, weights)
            if relation:
                value = dice(one, other, weights)
                if best is None or value > best[0]:
                    best = (value, head, relation)
        if best:
            members[best[1]].append((at, best[2]))
            continue
        for term in one.terms:
            index[term].append(len(heads))
        heads.append(at)
        members.append([])
    return [
        Aligned(claims[head], _one_an_article(claims[head], [(claims[at], relation) for at, relation in found]))
        for head, found in zip(heads, members, strict=True)
    ]


def dice(one: Said, other: Said, weights: Weights) -> float:
    """Return how much of two claims is shared, by weight: 0 to 1."""
    return 2 * weights.sum(one.terms & other.terms) / ((one.weight + other.weight) or 1.0)


def in_same_words(one: Said, other: Said) -> bool:
    """Tell whether two claims have the same words for the most part."""
    shorter = min(len(one.runs), len(other.runs))
    return shorter >= WORDED and len(one.runs & other.runs) >= SAME_WORDS * shorter


def quoted_alike(claims: Sequence[Said], among: Container[int]) -> list[tuple[int, int]]:
    """Return the pairs of claims of two articles that quote the same words, by their places, which are `among` some."""
    index: dict[tuple[str, ...], list[int]] = defaultdict(list)
    found: list[tuple[int, int]] = []
    for at, one in enumerate(claims):
        if at not in among or not one.claim.quotes:
            continue
        shared: Counter[int] = Counter()
        for run in one.runs:
            shared.update(index[run])
            if len(index[run]) < FIRST:
                index[run].append(at)
        found += [
            (other, at)
            for other in sorted(other for other, count in shared.items() if count >= QUOTED)
            if claims[other].text.n != one.text.n and in_same_words(claims[other], one)
        ]
    return found


def is_own_voice(claim: Claim) -> bool:
    """Tell whether nobody is named for a claim but the article itself."""
    return claim.source is None or claim.source.type is SourceType.AUTHOR


def _worth(one: Said) -> float:
    """Return what a claim weighs as the one that stands for all: key claims first."""
    return one.claim.score + (one.claim.id in one.text.brief.key_claims)


def _relation(
    one: Said, other: Said, mine: int | None, its: int | None, identities: Sequence[Identity], weights: Weights
) -> Relation | None:
    """Return how two claims belong together, None where they do not say the same."""
    a, b = one.claim, other.claim
    if (a.polarity is Polarity.DENIED) is not (b.polarity is Polarity.DENIED):
        return None
    shared = one.terms & other.terms
    if one.negated & shared != other.negated & shared:
        return None
    same = in_same_words(one, other)
    if mine is not None and mine == its:
        return Relation.SAME_SOURCE if same or _says_the_same(one, other, weights) else None
    if mine is not None and its is not None and are_two(identities[mine], identities[its]):
        apart = one.text.n != other.text.n and a.polarity is not Polarity.DENIED
        if _has_a_turn(one) or _has_a_turn(other):
            return None  # who asks in an interview repeats what others said
        if _speaks_of_itself(one, identities[mine]) or _speaks_of_itself(other, identities[its]):
            return None  # hardly anybody does by name: the source may be another one
        quoted = same and (a.quotes or b.quotes or one.text.group == other.text.group)  # one voice, wrongly named once
        return Relation.OTHER_SOURCE if apart and not quoted and _agrees(one, other, weights) else None
    if same and _figures_agree(one, other):
        return Relation.SAME_WORDS
    return Relation.SAME_WORDS if mine is not None and its is not None and _repeats(one, other, weights) else None


def _has_a_turn(one: Said) -> bool:
    """Tell whether a claim is what somebody says in his turn of an interview: "Roe: …"."""
    source = one.claim.source
    return source is not None and source.end is not None and one.text.text.startswith(":", source.end)


def _speaks_of_itself(one: Said, source: Identity) -> bool:
    return source.type is SourceType.PERSON and source.name.lower().rpartition(" ")[2] in one.terms


def _says_the_same(one: Said, other: Said, weights: Weights) -> bool:
    shared = one.terms & other.terms
    if len(one.plain & other.plain) < TELLING or not _figures_agree(one, other):
        return False
    if dice(one, other, weights) >= SAME_SOURCE:
        return True
    smaller = min(one.weight, other.weight)
    return len(one.plain & other.plain) >= MORE and weights.sum(shared) >= WITHIN * smaller


def _repeats(one: Said, other: Said, weights: Weights) -> bool:
    """Tell whether two claims are so alike that it does not matter who says them: the sources may be one or two."""
    if len(one.plain & other.plain) < MORE or not _figures_agree(one, other):
        return False
    smaller = min(one.weight, other.weight)
    return weights.sum(one.terms & other.terms) >= REPEATED * smaller and dice(one, other, weights) >= OTHER_SOURCE


def _agrees(one: Said, other: Said, weights: Weights) -> bool:
    if len(one.plain & other.plain) < MORE or one.figures != other.figures or one.negated != other.negated:
        return False
    return dice(one, other, weights) >= OTHER_SOURCE


def _figures_agree(one: Said, other: Said) -> bool:
    """Tell whether two claims give the same figures, as far as both give some."""
    return one.figures <= other.figures or other.figures <= one.figures


def _one_an_article(head: Said, found: Sequence[tuple[Said, Relation]]) -> tuple[tuple[Said, Relation], ...]:
    """Return the best report of each other article, in the order of the articles."""
    best: dict[tuple[int, bool], tuple[Said, Relation]] = {}
    for one, relation in found:
        key = (one.text.n, relation is Relation.OTHER_SOURCE)
        if (one.text.n != head.text.n or relation is Relation.OTHER_SOURCE) and key not in best:
            best[key] = (one, relation)
    return tuple(best[key] for key in sorted(best))
