"""Which claims are disputed: what a denial is about, and what the author doubts.

A denial takes up the words of what it denies ("denied that the dam leaked"), or it only points at it ("denied the
charges", "it was false from beginning to end"): then it is about the accusation that names who denies it, or else about
the one that stands right before it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from briefer.claims.comparing import STEM, Candidate, Overlaps
from briefer.claims.contradicting import answers_to, contradicted, named_by
from briefer.claims.slices import tokens_of
from briefer.construction import Marker
from briefer.grammar.nouns import singular
from briefer.grammar.parsing import Parse
from briefer.languages import load_words
from briefer.model import Claim, Kind, Polarity

# Set by hand; a quarter more or less changes nothing beside the key claims of a hundred mixed articles.
ABOUT = 0.5  # share of a denial's words from which on it is about a claim
DOUBTED = 0.6  # share of a claim's words that the author's doubt takes up
CORE = 1  # first telling word of a denial, which the other claim has: what is denied, not where and when
FEW = 3  # telling words of a denial that is only understood by what stands before it
LEAD = 3  # sentences with which an article opens: what they say of somebody is what he denies later on
NEAR = 2  # paragraphs behind an accusation in which a denial that names nothing answers it
NEAR_SENTENCES = 4  # the same where a paragraph is long
RE_OWNER = re.compile(r"(?:the |a )?(?P<owner>[A-Z][\w.-]*+(?: [A-Z][\w.-]*+){0,3})'s? (?:\w+ )??(?P<noun>\w+)")
RE_NOT = re.compile(r"\bnot (?:an? )?([a-z]{4,})")
PLEADING = frozenset({"plead", "enter a plea of"})  # who pleads answers a charge, and nothing else that is told of him
ACCUSING = frozenset({Kind.ALLEGATION, Kind.CRITICISM})


def find_caveats(parse: Parse, candidates: Sequence[Candidate], overlaps: Overlaps) -> dict[str, tuple[str, ...]]:
    """Return for each claim the ids of the denials of it, and of the author's own doubts about it, in text order."""
    found: dict[str, list[str]] = {}
    for position, against in enumerate(candidates):
        claim = against.claim
        if claim.polarity is Polarity.DENIED:
            about = _denied(parse, candidates, position, overlaps)
        elif claim.polarity is Polarity.NEGATED and claim.cue:
            about = contradicted(parse, candidates, position, overlaps)
        elif claim.kind is Kind.UNCERTAINTY and claim.construction.marker is Marker.WORDING:
            about = [at for at in sorted(overlaps.of(position)) if _is_doubted(against, candidates[at])]
        else:
            continue
        for at in about:
            found.setdefault(candidates[at].claim.id, []).append(claim.id)
    return {identity: tuple(ids) for identity, ids in found.items()}


def _is_doubted(doubt: Candidate, other: Candidate) -> bool:
    shared = len(doubt.words & other.words)
    apart = doubt.claim.sentence != other.claim.sentence
    return apart and _is_open(doubt, other) and shared > 2 and shared / len(other.words) >= DOUBTED


def _is_open(against: Candidate, other: Candidate) -> bool:
    """Tell whether a claim can be disputed by another: it denies nothing itself, and somebody else makes it."""
    claim = other.claim
    return claim.polarity is not Polarity.DENIED and claim.cue is not None and other.speaker != against.speaker


def _denied(parse: Parse, candidates: Sequence[Candidate], position: int, overlaps: Overlaps) -> list[int]:
    """Return the places of the claims that a denial is about."""
    against = candidates[position]
    if not against.words.isdisjoint(load_words(parse.language, "disputes.txt", "earlier")):
        return []
    if against.claim.construction.name == "denied aside":  # it denies what stands before it in its sentence
        before = [at for at in range(position) if candidates[at].claim.sentence == against.claim.sentence]
        return [at for at in before if _is_open(against, candidates[at])][-1:]
    if owner := _owner(parse, against.claim):
        of_owner = [at for at in range(position) if _is_open(against, candidates[at]) and owner & candidates[at].party]
        alike = [at for at in of_owner if len(candidates[at].words & against.words - owner) > 1]
        if of_owner:
            return alike or of_owner[-1:]
    others = [
        at
        for at in sorted(overlaps.of(position))
        if _is_open(against, candidates[at]) and not _is_within(against.claim, candidates[at].claim)
    ]
    about = [
        at
        for at in others
        if _takes_up(parse, against, candidates[at])
        or _at_once(against, candidates[at])
        or _negates(parse, against, candidates[at])
    ]
    if about:
        return about
    earlier = [
        at
        for at in range(position)
        if _is_open(against, candidates[at]) and not _is_within(against.claim, candidates[at].claim)
    ]
    if _points(parse, against):
        return _pointed_at(parse, candidates, against, earlier)
    if _is_deed(parse, against):
        return _answered(candidates, against, earlier)
    return [at for at in earlier if not _is_said(against) and answers_to(parse, against, candidates[at])][-1:]


def _pointed_at(parse: Parse, candidates: Sequence[Candidate], against: Candidate, earlier: list[int]) -> list[int]:
    """Return the place of the claim that a denial only points at: an accusation of who denies, or the nearest."""
    named = [at for at in earlier if _names(candidates[at], against) and not _tells_denial(parse, candidates[at].claim)]
    accusing = [at for at in named if candidates[at].claim.kind in ACCUSING]
    if _says_which(parse, against):
        return _answered(candidates, against, earlier)
    part = load_words(parse.language, "disputes.txt", "part")
    pleads = against.claim.cue is not None and against.claim.cue.lemma in PLEADING
    acting = [] if pleads else [at for at in named if _acts(parse, candidates[at], against)]
    if not (acting or pleads):  # "the strike hit fighters of Norland", and the next sentence
        acting = [at for at in named[-1:] if against.claim.sentence - candidates[at].claim.sentence <= 1]
    if not against.words.isdisjoint(part):  # in what is told of, not in all
        acting = [at for at in acting if candidates[at].words & against.words]
    if accused := accusing or acting:
        last, first = candidates[accused[-1]].claim, candidates[accused[0]].claim
        if _is_near(last, against.claim):
            return accused[-1:]
        return accused[:1] if _is_charge(parse, first) or first.sentence <= LEAD else []
    near = [at for at in earlier if _is_near(candidates[at].claim, against.claim)]
    charges = [at for at in near if candidates[at].claim.kind is Kind.ALLEGATION]
    if against.claim.source and against.claim.source.name and against.claim.source.name[0].isupper():
        charges = [at for at in charges if not _is_charge(parse, candidates[at].claim)]  # it names another
    return charges[-1:]


def _answered(candidates: Sequence[Candidate], against: Candidate, earlier: list[int]) -> list[int]:
    """Return the place of the accusation right before a denial that names who denies."""
    return [
        at
        for at in earlier
        if candidates[at].claim.kind in ACCUSING
        and _names(candidates[at], against)
        and _is_near(candidates[at].claim, against.claim)
    ][-1:]


def _is_said(against: Candidate) -> bool:
    """Tell whether the verb itself denies."""
    return against.claim.cue is not None and against.claim.cue.family == "deny"


def _is_deed(parse: Parse, against: Candidate) -> bool:
    """Tell whether somebody denies having done a thing: "denied using the school as a store"."""
    return parse.words.lower[tokens_of(parse, against.claim.content[0])[0]].endswith("ing")


def _owner(parse: Parse, denial: Claim) -> frozenset[str]:
    """Return the words of the name whose claim is denied: "dismissed Norvale's claim", "the claims by Norvale"."""
    said = parse.text[denial.content[0].start : denial.content[-1].end].replace("’", "'")
    match = RE_OWNER.match(said)
    nouns = load_words(parse.language, "disputes.txt", "told")
    if match is None or singular(match["noun"].lower()) not in nouns:
        return frozenset()
    return frozenset(singular(word.lower()) for word in match["owner"].split())


def _says_which(parse: Parse, against: Candidate) -> bool:
    """Tell whether a denial goes on to say what it denies: "denies claims that it sent troops"."""
    said = parse.text[against.claim.content[0].start : against.claim.content[-1].end].lower().split()
    nouns = load_words(parse.language, "disputes.txt", "told")
    return any(singular(word) in nouns and after == "that" for word, after in pairwise(said))


def _acts(parse: Parse, other: Candidate, against: Candidate) -> bool:
    """Tell whether who denies is the subject of a claim, and not merely spoken of in it."""
    words = named_by(against.claim)
    named = False
    for at in range(*tokens_of(parse, other.claim.content[0])):
        named = named or singular(parse.words.lower[at]) in words
        if parse.tags[at] in "AVv":
            foretold = parse.words.lower[at] in load_words(parse.language, "speech_acts.txt", "would")
            return named and not foretold
    return False


def _is_within(denial: Claim, other: Claim) -> bool:
    """Tell whether a claim reports a denial, and holds it."""
    return other.start <= denial.content[0].start and denial.content[-1].end <= other.end


def _tells_denial(parse: Parse, claim: Claim) -> bool:
    """Tell whether a claim itself tells that somebody denied something: "the director shot down the report"."""
    tokens = range(*tokens_of(parse, claim.content[0]))
    return any(cue.family == "deny" for at in tokens if parse.tags[at] == "V" for cue in parse.cues_at(at))


def _is_charge(parse: Parse, claim: Claim) -> bool:
    """Tell whether the verb itself accuses: "accused the firm of", "blamed the firm"."""
    return claim.cue is not None and claim.cue.lemma in load_words(parse.language, "kinds.txt", "allegation")


def _takes_up(parse: Parse, against: Candidate, other: Candidate) -> bool:
    """Tell whether a claim has most words of a denial, and the first one of them."""
    shared = len(against.words & other.words)
    if shared < 2 or shared / len(against.words) < ABOUT:
        return False
    stems = {word[:STEM] for word in other.words}
    return not stems.isdisjoint(word[:STEM] for word in _core(parse, against))


def _at_once(against: Candidate, other: Candidate) -> bool:
    """Tell whether whom a claim names denies it in the same sentence or the next: "denied having accepted anything"."""
    if not 0 <= against.claim.sentence - other.claim.sentence <= 1 or other.claim.start > against.claim.start:
        return False
    said = against.words - set(against.speaker.lower().split())
    return len(said) <= FEW and not said.isdisjoint(other.words) and _names(other, against)


def _negates(parse: Parse, against: Candidate, other: Candidate) -> bool:
    """Tell whether a denial says that an accusation's own word does not hold: "a tragedy, but not a murder"."""
    if other.claim.kind is not Kind.ALLEGATION:
        return False
    first = against.claim.content[0]
    match = RE_NOT.search(parse.text, first.start, first.end)
    return match is not None and match[1].lower()[:STEM] in {word[:STEM] for word in other.words}


def _core(parse: Parse, against: Candidate) -> list[str]:
    """Return the first telling words of a denial in their order; who denies it is none, nor "any part in"."""
    name = against.speaker.lower().split()
    said = parse.text[against.claim.content[0].start : against.claim.content[-1].end].lower()
    general = load_words(parse.language, "disputes.txt", "general")
    words = [word for word in against.words if word not in name and word not in general and word in said]
    return sorted(words, key=said.index)[:CORE]


def _points(parse: Parse, against: Candidate) -> bool:
    """Tell whether a denial only points at what it denies: "the charges", "it", "the whole story is false"."""
    first = against.claim.content[0]
    said = parse.text[first.start : against.claim.content[-1].end].lower().split()
    words = {word.strip(".,;:'\"“”‘’") for word in said}
    if said[0] != "that" and said[-1:] != ["that"]:
        words.discard("that")  # "a count of those | that were hurt"
    if words.isdisjoint(load_words(parse.language, "disputes.txt", "pointing")):
        return len(against.words) <= 1
    return words.isdisjoint(load_words(parse.language, "disputes.txt", "specifying"))


def _names(other: Candidate, denier: Candidate) -> bool:
    """Tell whether a claim names the source of a denial."""
    return not named_by(denier.claim).isdisjoint(other.words)


def _is_near(claim: Claim, denial: Claim) -> bool:
    return 0 <= denial.paragraph - claim.paragraph <= NEAR and 0 <= denial.sentence - claim.sentence <= NEAR_SENTENCES


def answers(caveats: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """Return the ids of the claims that dispute another one: where that is printed, they are."""
    return frozenset(identity for ids in caveats.values() for identity in ids)
