"""What is denied without a verb of denying: "we never sold it" answers who says that the firm sold it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefer.claims.comparing import STEM, Candidate, Overlaps
from briefer.claims.slices import tokens_of
from briefer.grammar.nouns import singular
from briefer.grammar.parsing import Parse
from briefer.languages import load_words
from briefer.model import Claim, Kind, Polarity, SourceType

# Set by hand, to be rather silent than wrong.
SHARED = 3  # telling words that two claims must have in common where one says "not" what the other says
SHARE = 0.6  # of the words of the claim that is contradicted
ANSWER = 2  # sentences behind an accusation in which "we did not" answers it
TELLING = frozenset({Kind.STATEMENT, Kind.ALLEGATION, Kind.BELIEF})


def named_by(claim: Claim) -> frozenset[str]:
    """Return the words by which others may name the source of a claim: a surname, the words of a body's name."""
    source = claim.source
    if source is None or not source.name:
        return frozenset()
    words = [word for word in source.name.lower().replace("’s", "").split() if len(word) > 2]
    if source.type is SourceType.PERSON:
        words = words[-1:]
    return frozenset(map(singular, words))


def told_as_denials(parse: Parse, candidates: Sequence[Candidate]) -> dict[str, Claim]:
    """Return by their ids the claims in which the accused says "I did not", as the denials they are."""
    found: dict[str, Claim] = {}
    for position, one in enumerate(candidates):
        claim = one.claim
        if claim.polarity is Polarity.NEGATED and claim.kind is Kind.STATEMENT and claim.cue and _is_own(parse, claim):
            before = candidates[:position]
            if any(answers_to(parse, one, other) for other in before):
                found[claim.id] = replace(claim, kind=Kind.DENIAL, polarity=Polarity.DENIED)
    return found


def answers_to(parse: Parse, one: Candidate, other: Candidate) -> bool:
    """Tell whether a claim says "not" to what another says its source did."""
    accusation = other.claim
    if other.speaker == one.speaker or named_by(one.claim).isdisjoint(other.words):
        return False
    if accusation.cue is None or accusation.polarity is not Polarity.AFFIRMED:
        return False
    if accusation.kind is Kind.ALLEGATION and 0 <= one.claim.sentence - accusation.sentence <= ANSWER:
        return True
    told = accusation.kind in (Kind.ALLEGATION, Kind.STATEMENT)
    return told and len(one.words & other.words) > 1 and _says_not(parse, one, other)


def contradicted(parse: Parse, candidates: Sequence[Candidate], position: int, overlaps: Overlaps) -> list[int]:
    """Return the places of the claims that another source contradicts: with most of their words, and a "not"."""
    one = candidates[position]
    return [
        at
        for at, shared in sorted(overlaps.of(position).items())
        if shared >= SHARED
        and (other := candidates[at]).speaker != one.speaker
        and other.claim.cue is not None
        and other.claim.polarity is Polarity.AFFIRMED
        and other.claim.kind in TELLING
        and (other.claim.end <= one.claim.start or one.claim.end <= other.claim.start)
        and shared >= SHARE * len(other.words)
        and _says_not(parse, one, other)
    ]


def _says_not(parse: Parse, one: Candidate, other: Candidate) -> bool:
    """Tell whether the first telling word behind the negation of a claim is one of another claim."""
    lower = parse.words.lower
    negations = load_words(parse.language, "polarity.txt", "negation")
    first, last = tokens_of(parse, one.claim.content[0])
    at = next((at for at in range(first, last) if lower[at] in negations or lower[at].endswith("n't")), last)
    words = map(singular, lower[at + 1 : last])
    negated = next((word for word in words if word in one.words), None)
    return negated is not None and negated[:STEM] in {word[:STEM] for word in other.words}


def _is_own(parse: Parse, claim: Claim) -> bool:
    """Tell whether a claim is about its source: "I did not", in reported words "it had not"."""
    first, last = tokens_of(parse, claim.content[0])
    while first < last and parse.tags[first] in "T\"',CK":
        first += 1
    own = load_words(parse.language, "speech_acts.txt", "first person")
    if first < last and not parse.quoted[first]:
        own |= load_words(parse.language, "speech_acts.txt", "third person")
    return first < last and parse.words.lower[first] in own
