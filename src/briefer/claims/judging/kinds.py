"""What a source does in saying it: state, allege, deny, promise or demand."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from briefer.claims.attributions import Attribution
from briefer.claims.judging.speech_acts import act_of
from briefer.construction import Complement, Marker
from briefer.grammar.nouns import singular
from briefer.grammar.parsing import Parse, Tokens
from briefer.languages import load_sections, load_words
from briefer.model import Kind, Role, Source, SourceType

ASSERTED = frozenset(  # what is "dismissed" or "rejected" as clauses is denied
    {Complement.THAT, Complement.CLAUSE, Complement.QUOTED_CLAUSE, Complement.QUESTION}
)
# Families of cues.txt: "told them to go", "challenged them to publish".
COMMANDING = frozenset({"assert", "criticise", "deny", "find"})
INFINITIVES = (Kind.DEMAND, Kind.PROMISE, Kind.INTENTION)  # kinds that some verbs have with an infinitive only
SEVERE = frozenset({Kind.ALLEGATION, Kind.CRITICISM})
NEAR = 4  # tokens between "have" and its object
LONGEST_PHRASE = 6  # tokens from a verb to the noun of its object


def _words(parse: Parse, section: str) -> frozenset[str]:
    return load_words(parse.language, "kinds.txt", section)


@cache
def _kinds(language: str) -> tuple[dict[str, Kind], dict[str, Kind]]:
    """Return the kinds by family and, for the exceptions, by lemma."""
    families = dict(line.split() for line in load_sections(language, "kinds.txt")["family"])
    exceptions = (Kind.ALLEGATION, Kind.CRITICISM, Kind.DEMAND, Kind.QUESTION, Kind.INTENTION, Kind.STATEMENT)
    lemmas = {word: kind for kind in exceptions for word in load_words(language, "kinds.txt", kind)}
    return {family: Kind(kind) for family, kind in families.items()}, lemmas


class Reported(NamedTuple):
    """A report as rules of kind look at it; `usual` is the kind that its verb has by itself."""

    parse: Parse
    attribution: Attribution
    runs: Sequence[Tokens]  # of the content
    source: Source | None
    words: frozenset[str]  # of the content
    usual: Kind

    @property
    def complement(self) -> Complement | None:
        """Return the form of the content."""
        return self.attribution.construction.complement

    def listed(self, section: str) -> frozenset[str]:
        """Return the words of a section of `kinds.txt`."""
        return _words(self.parse, section)

    def holds(self, section: str) -> bool:
        """Tell whether the content has a word of a section of the data file, plurals as singulars."""
        wanted = self.listed(section)
        return any(word in wanted or singular(word) in wanted for word in self.words)


def kind_of(parse: Parse, attribution: Attribution, runs: Sequence[Tokens], source: Source | None) -> Kind:
    """Return what the source does in saying it, by the cue and, for plain statements, by what is said."""
    families, lemmas = _kinds(parse.language)
    usual = lemmas.get(attribution.lemma) or families.get(attribution.family, Kind.STATEMENT)
    words = frozenset[str]().union(*[parse.words.lower[first:last] for first, last in runs])
    report = Reported(parse, attribution, runs, source, words, usual)
    return next((kind for rule in RULES if (kind := rule(report))), usual)


def refusing(report: Reported) -> Kind | None:
    """Find "did not say", a refusal."""
    attribution = report.attribution
    return Kind.REFUSAL if attribution.negated and attribution.family in ("assert", "find") else None


def denying(report: Reported) -> Kind | None:
    """Find "denied", where it denies: not "nobody denies that", "never denied it", "delegates denied a seat"."""
    if report.usual is not Kind.DENIAL or report.attribution.lemma in report.listed("accusable"):
        return None
    return Kind.DENIAL if is_denied(report.parse, report.attribution, report.runs) else Kind.STATEMENT


def pleading(report: Reported) -> Kind | None:
    """Find "pleaded not guilty", and "pleaded guilty", which denies nothing."""
    if report.attribution.lemma not in ("plead", "enter a plea of") or report.complement is not Complement.OBJECT:
        return None
    return Kind.DENIAL if "not" in report.words else Kind.STATEMENT


def demanding_to_know(report: Reported) -> Kind | None:
    """Find "demanded to know how", "demanded why"."""
    asks = report.attribution.lemma == "demand" and report.complement is Complement.QUESTION
    return Kind.QUESTION if asks else None


def rejecting(report: Reported) -> Kind | None:
    """Find "rejected": an accusation, which is a denial, or a plan, which is criticism."""
    attribution = report.attribution
    if attribution.construction.marker is Marker.NOUN:
        return Kind.DENIAL if _is_rejected(report.parse, attribution.cue[0]) else None
    if attribution.lemma not in report.listed("accusable"):
        return None
    first, last = report.runs[0]
    pointing = last - first == 1 and report.parse.tags[first] in "PO"  # "rejected it"
    if _is_of_nobody(report.parse, attribution):
        return Kind.STATEMENT
    if attribution.negated or not (_holds_accusation(report) or report.complement in ASSERTED or pointing):
        return Kind.CRITICISM
    return Kind.DENIAL


def _holds_accusation(report: Reported) -> bool:
    """Tell whether an accusation is rejected: "the idea that it leaks", not "the idea of a truce", "a part in it"."""
    lower, (first, last) = report.parse.words.lower, report.runs[0]
    plans = any(
        lower[at] in report.listed("plan") and lower[at + 1] in ("of", "for", "to") for at in range(first, last - 1)
    )
    shares = any(
        lower[at] in report.listed("share") and lower[at - 1] not in report.listed("own") for at in range(first, last)
    )
    return report.holds("accusation") and not plans and not shares


def with_infinitive(report: Reported) -> Kind | None:
    """Find "told them to go", "agreed to go", "hoped to go"."""
    if not report.attribution.construction.infinitive:
        return None
    told = report.complement is Complement.OBJECT_INFINITIVE and report.attribution.family in COMMANDING
    if told:
        return Kind.DEMAND
    found = next(
        (kind for kind in INFINITIVES if report.attribution.lemma in report.listed(f"infinitive {kind}")), None
    )
    return Kind(found) if found else None


def threatening(report: Reported) -> Kind | None:
    """Find a response held out: "the army warned of reprisals", "we could strike in response"."""
    words = report.words
    if "consequences" in words and any(_foretells(report.parse, *run) for run in report.runs):
        words -= {"consequences"}
    if words.isdisjoint(report.listed("response")):
        return None
    organised = report.source is not None and report.source.type is SourceType.ORGANISATION
    if report.attribution.lemma == "warn" and organised:
        return Kind.THREAT
    held_out = report.usual is Kind.STATEMENT and words & report.listed("force") and words & report.listed("modal")
    return Kind.THREAT if held_out else None


def asking(report: Reported) -> Kind | None:
    """Find a statement that asks, such as "Who would pay for it?", with its question mark."""
    if report.usual is not Kind.STATEMENT or len(report.runs) > 1 or "?" not in report.words:
        return None
    return Kind.QUESTION if _asks(report.parse, report.runs[0]) else None


def acting(report: Reported) -> Kind | None:
    """Find what a plain statement does by what it says; a belief may accuse or criticise."""
    if report.usual not in (Kind.STATEMENT, Kind.BELIEF):
        return None
    act = act_of(report.parse, report.attribution, report.runs, report.source)
    if report.usual is Kind.STATEMENT:
        return act
    somebody = report.source is not None and report.source.type not in (SourceType.DOCUMENT, SourceType.UNKNOWN)
    return act if act in SEVERE and somebody else None  # a law that holds something illegal criticises nobody


# The first that tells a kind counts; where none does, the verb's own.
RULES = (
    refusing,
    denying,
    pleading,
    demanding_to_know,
    rejecting,
    with_infinitive,
    threatening,
    asking,
    acting,
)


def is_denied(parse: Parse, attribution: Attribution, runs: Sequence[Tokens]) -> bool:
    """Tell whether a verb of denial denies something: nobody does who "has never denied it" or is "denied entry"."""
    lower, tags, start = parse.words.lower, parse.tags, attribution.cue[0]
    if attribution.negated or not _words(parse, "unsaid").isdisjoint(lower[max(0, start - 2) : start]):
        return False  # "nor denied", "did not confirm or deny", "cannot deny"
    if _is_of_nobody(parse, attribution):
        return False
    first, last = runs[0]
    headline = parse.sentences[attribution.sentence].role is Role.HEADLINE
    if attribution.lemma != "deny" or not (attribution.construction.complement is Complement.OBJECT or headline):
        return True
    accused = any(singular(word) in _words(parse, "accusation") for word in lower[first:last])
    if lower[first].endswith(("self", "selves")):
        return False  # "denied himself sweets"
    if tags[first] in "PO" or lower[first].endswith("ing") or accused:
        return True  # "denied it", "denied paying bribes", "denied wrongdoing"
    return tags[first] in "DT" and not any(singular(word) in _words(parse, "refused") for word in lower[first:last])


def _is_of_nobody(parse: Parse, attribution: Attribution) -> bool:
    """Tell whether "nobody denies" it."""
    first, last = attribution.source or attribution.cue
    return not _words(parse, "nobody").isdisjoint(parse.words.lower[max(0, first - 1) : last])


def _foretells(parse: Parse, first: int, last: int) -> bool:
    """Tell whether consequences are foretold, not threatened: "it could have grave consequences"."""
    lower = parse.words.lower
    return any(
        lower[at] == "consequences" and not _words(parse, "effect").isdisjoint(lower[max(first, at - NEAR) : at - 1])
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
