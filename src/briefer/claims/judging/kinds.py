"""What a source does in saying it: state, allege, deny, promise or demand."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from briefer.claims.attributions import Attribution
from briefer.claims.judging.speech_acts import act_of
from briefer.grammar.nouns import singular
from briefer.grammar.parsing import Parse, Tokens
from briefer.languages import load_sections, load_words
from briefer.model import Complement, Kind, Marker, Source, SourceType

ASSERTED = frozenset(  # what is "dismissed" or "rejected" as clauses is denied
    {Complement.THAT, Complement.CLAUSE, Complement.QUOTED_CLAUSE, Complement.QUESTION}
)
COMMANDING = frozenset(
    {"assert", "criticise", "deny", "find"}
)  # families: "told them to go", "challenged them to publish"
NEAR = 4  # tokens between "have" and its object
LONGEST_PHRASE = 6  # tokens from a verb to the noun of its object


def _words(section: str) -> frozenset[str]:
    return load_words("en", "kinds.txt", section)


@cache
def _kinds() -> tuple[dict[str, Kind], dict[str, Kind]]:
    """Return the kinds by family and, for the exceptions, by lemma."""
    families = dict(line.split() for line in load_sections("en", "kinds.txt")["family"])
    exceptions = (Kind.ALLEGATION, Kind.CRITICISM, Kind.DEMAND, Kind.QUESTION, Kind.INTENTION, Kind.STATEMENT)
    lemmas = {word: kind for kind in exceptions for word in _words(kind)}
    return {family: Kind(kind) for family, kind in families.items()}, lemmas


def kind_of(parse: Parse, attribution: Attribution, runs: Sequence[Tokens], source: Source | None) -> Kind:
    """Return what the source does in saying it, by the cue and, for plain statements, by what is said."""
    lemma = attribution.lemma
    families, lemmas = _kinds()
    kind = lemmas.get(lemma) or families.get(attribution.family, Kind.STATEMENT)
    if attribution.negated and attribution.family in ("assert", "find"):
        return Kind.REFUSAL
    if lemma == "demand" and attribution.construction.complement is Complement.QUESTION:
        return Kind.QUESTION  # "demanded to know how", "demanded why"
    words = {word for first, last in runs for word in parse.words.lower[first:last]}
    if "consequences" in words and any(_foretells(parse, *run) for run in runs):
        words.discard("consequences")
    if attribution.construction.marker is Marker.NOUN and _is_rejected(parse, attribution.cue[0]):
        return Kind.DENIAL
    if lemma in _words("accusable"):
        denies = any(singular(word) in _words("accusation") for word in words)
        clause = attribution.construction.complement in ASSERTED
        return Kind.DENIAL if denies or clause else Kind.CRITICISM
    if attribution.construction.infinitive:
        told = attribution.construction.complement is Complement.OBJECT_INFINITIVE
        commanding = told and attribution.family in COMMANDING
        if commanding or lemma in ("ask", "tell", "remind"):
            return Kind.DEMAND
        if lemma in ("agree", "offer", "volunteer"):
            return Kind.PROMISE
        if lemma in ("hope", "wish"):
            return Kind.INTENTION
    if lemma == "warn" and words & _words("response") and source and source.type is SourceType.ORGANISATION:
        return Kind.THREAT
    if kind is Kind.STATEMENT:
        if words & _words("force") and words & _words("modal") and words & _words("response"):
            return Kind.THREAT
        if len(runs) == 1 and "?" in words and _asks(parse, runs[0]):
            return Kind.QUESTION
        return act_of(parse, attribution, runs, source) or kind
    return kind


def _foretells(parse: Parse, first: int, last: int) -> bool:
    """Tell whether consequences are foretold, not threatened: "it could have grave consequences"."""
    lower = parse.words.lower
    return any(
        lower[at] == "consequences" and not _words("effect").isdisjoint(lower[max(first, at - NEAR) : at - 1])
        for at in range(first, last)
    )


def _is_rejected(parse: Parse, noun: int) -> bool:
    """Tell whether a noun that reports is the object of a denial: "dismissed the claim that …"."""
    at = noun - 1
    while at > 0 and noun - at < LONGEST_PHRASE and parse.tags[at] in "DnvRLNZ":
        at -= 1
    return parse.tags[at] in "VG" and any(verb.family == "deny" for verb in parse.verbs[parse.words.lower[at]])


def _asks(parse: Parse, run: Tokens) -> bool:
    return "?" in parse.words.texts[max(run[0], run[1] - 2) : run[1]]
