"""What a plain statement does by what it says: "the board must resign" demands, "I never took a crown" denies.

Looked at is the main clause of the first sentence of what is said. Each act is a record with sentences that have it and
one that has not; the first that holds is the kind of the claim.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from briefer.claims.attributions import Attribution
from briefer.claims.judging.finite import finite_in
from briefer.construction import Complement
from briefer.grammar.nouns import singular
from briefer.grammar.parsing import Parse, Tokens
from briefer.grammar.phrases import phrase_after
from briefer.languages import load_sections, load_words
from briefer.model import Kind, Source, SourceType
from briefer.remembering import Remembered

OPENING = "CKRTx\"'.,-"  # classes of tokens before the subject of what is said
CLOSING = "WBH;:."  # of tokens that end its main clause
NEAR = 5  # tokens from a verb to what completes it
PAIR = " pair"
FAR = 12  # tokens from the head of a subject to its verb


@cache
def _signs(language: str) -> Remembered[frozenset[str]]:
    """Return for each word the sections of `speech_acts.txt` that list it or its singular.

    The opening word of a pair, such as "war" of "war crimes", has the section with `PAIR` behind its name.
    """
    listed: dict[str, set[str]] = {}
    for section in load_sections(language, "speech_acts.txt"):
        for entry in load_words(language, "speech_acts.txt", section):
            word, space, _ = entry.partition(" ")
            listed.setdefault(word, set()).add(section + PAIR if space else section)

    def told(word: str) -> frozenset[str]:
        negated = ("negation",) if word.endswith("n't") else ()
        return frozenset().union(listed.get(word, ()), listed.get(singular(word, language), ()), negated)

    return Remembered(told)


def _places(parse: Parse, runs: Sequence[Tokens]) -> dict[str, list[int]]:
    """Return the tokens that each section of the data file lists; sections that list none are left out."""
    signs, lower = _signs(parse.language), parse.words.lower
    signed = parse.places("speech_acts.txt", signs.__getitem__)
    places: dict[str, list[int]] = {}
    for first, last in runs:
        for at in signed[bisect_left(signed, first) : bisect_left(signed, last)]:
            for section in signs[lower[at]]:
                places.setdefault(section, []).append(at)
    return places


class Clause(NamedTuple):
    """The subject of a clause, its first verb and its end, as tokens."""

    subject: Tokens
    verb: int
    end: int


@dataclass(slots=True)
class Said:
    """The main clause of what is said: its subject, its first verb and its end, as tokens."""

    parse: Parse
    attribution: Attribution
    source: Source | None
    places: dict[str, list[int]]  # of what is said: the tokens that a section lists, for those that list any
    subject: Tokens
    verb: int
    end: int
    own: bool  # whether the subject is the source itself

    def words(self, section: str) -> frozenset[str]:
        """Return the words of a section of `speech_acts.txt`."""
        return _listed(self.parse, section)

    def has(self, section: str, first: int | None = None, last: int | None = None) -> int:
        """Return the first token of the clause with a word of a section, -1 for none; plurals count as singulars."""
        places = self.places.get(section)
        if places is None:
            return -1
        start, end = self.verb if first is None else first, self.end if last is None else min(last, self.end)
        return next((at for at in places if start <= at < end), -1)

    def has_pair(self, section: str) -> bool:
        """Tell whether two words of the clause, its subject left out, are one entry of a section."""
        lower, listed = self.parse.words.lower, self.words(section)
        return any(
            self.verb <= at < self.end - 1 and f"{lower[at]} {lower[at + 1]}" in listed
            for at in self.places.get(section + PAIR, ())
        )

    def is_negated(self, last: int | None = None) -> bool:
        """Tell whether the clause is negated, before token `last` where one is given."""
        return self.has("negation", self.subject[0], last) >= 0


class Act(NamedTuple):
    """A kind of claim, and what tells that the words said are of it; it asks for a word of one of the `signs`."""

    kind: Kind
    holds: Callable[[Said], bool]
    signs: frozenset[str]  # sections of `speech_acts.txt`


def act_of(parse: Parse, attribution: Attribution, runs: Sequence[Tokens], source: Source | None) -> Kind | None:
    """Return the kind that a plain statement has by what it says, None where it merely states."""
    end = runs[0][1]
    if len(runs) > 1 and runs[1][0] < parse.words.bounds[attribution.sentence + 1]:
        end = runs[1][1]  # "The plan, he said, must go"
    speaker = [attribution.source] if attribution.source else []
    places = _places(parse, [(runs[0][0], end), *speaker])
    acts = [act for act in ACTS if not act.signs.isdisjoint(places)]
    clause = _main_clause(parse, runs[0], end) if acts else None
    if clause is None:
        return None
    said = Said(parse, attribution, source, places, *clause, _is_own(parse, clause))
    return next((act.kind for act in acts if act.holds(said)), None)


def _main_clause(parse: Parse, opening_run: Tokens, last: int) -> Clause | None:
    """Return the main clause of what is said, past an adverbial and "I think"; it goes on up to token `last`."""
    start, end = opening_run
    tags = parse.tags
    opening = start
    while opening < end and tags[opening] in "T\"'":
        opening += 1
    if opening < end and tags[opening] in "BHS" and (comma := tags.find(",", opening, min(end, opening + FAR))) > 0:
        start = comma + 1  # "If they come, | they will pay", "In May, | the firm"
    clause = _clause_from(parse, start, last)
    if clause and clause.verb < clause.end and parse.words.lower[clause.verb] in _listed(parse, "opinion"):
        thought = _clause_from(parse, clause.verb + 1, last) if _is_own(parse, clause) else None
        return thought or clause  # "I think | the plan must go"
    return clause


def _listed(parse: Parse, section: str) -> frozenset[str]:
    return load_words(parse.language, "speech_acts.txt", section)


def _is_own(parse: Parse, clause: Clause) -> bool:
    """Tell whether the subject is the source itself: "I", "we", and in indirect speech "he" and "she"."""
    start, end = clause.subject
    word = parse.words.lower[start]
    if end - start > 1:
        return False
    if word in _listed(parse, "first person"):
        return True
    return not parse.quoted[start] and word in _listed(parse, "third person")


def _clause_from(parse: Parse, start: int, end: int) -> Clause | None:
    """Return the clause that begins at a token, None where no subject is seen."""
    tags = parse.tags
    while start < end and tags[start] in OPENING:
        start += 1
    if start + 1 < end and tags[start] == "D" and tags[start + 1] in '("':
        closing = tags.find(")", start + 1, end) if tags[start + 1] == "(" else start + 1
        start = closing + 1 if closing > start else start  # "his [Mr Roe's] | remarks", "a “| truce that lasts”"
    subject = phrase_after(parse, start, end)
    if subject is None and start < end and (tags[start] in "PO" or tags[start - 1] == ")"):
        subject = (start, start + 1)
    if subject is None:
        return None
    inside = finite_in(parse, *subject)
    subject = (subject[0], inside) if inside and inside > subject[0] else subject
    verb = subject[1]
    while verb < end and tags[verb] not in "AVv" and verb - subject[1] < FAR:
        verb += 1
    stop = verb
    while stop < end and tags[stop] not in CLOSING:
        stop += 1
    return Clause(subject, verb, stop)


def demands(said: Said) -> bool:
    """Tell whether somebody shall do something: "the board must resign", "he wants the board to resign"."""
    lower, tags = said.parse.words.lower, said.parse.tags
    if said.verb >= said.end or said.is_negated(said.verb + NEAR):
        return False
    if said.own and (at := said.has("appealing", last=said.verb + 8)) >= 0:
        return tags.startswith(("I", "S"), at + 1) or not lower[at].startswith(
            "appeal"
        )  # not "will appeal the verdict"
    if said.own and said.has_pair("condition"):
        return True
    if said.own and (at := said.has("wanting", last=said.verb + 2)) >= 0:
        asked = said.has("known", at, at + 5) < 0  # "wants people | to know that"
        return asked and tags[at + 1 : at + 2] not in ("", "I", ".", ",")
    at = said.has("obliging", last=said.verb + 3)
    if at < 0 or lower[said.subject[0]] in said.words("impersonal"):
        return False
    if lower[at] in ("have", "has") and said.is_negated():
        return False  # "have to think not only of the dam"
    behind = [word for word in lower[at + 1 : at + 4] if word[0].isalnum()][:2]  # "must “happen now”"
    if (
        not behind
        or (lower[at] not in ("must", "should") and behind[0] != "to")
        or behind[0] in said.words("predicted")
    ):
        return False
    return not any(
        word in ("have", "be", "been") and not tags.startswith(("V", "v"), place + 1)
        for place, word in enumerate(behind, at + 1)
    )


def denies(said: Said) -> bool:
    """Tell whether an accusation is denied: "the charge is false", "he had no part in it", "it was not us"."""
    lower = said.parse.words.lower
    if said.attribution.construction.complement is Complement.PREDICATE:
        return _is_called_false(said)
    false = said.has("false", last=said.verb + 2 * NEAR) if said.verb < said.end else -1
    if false >= 0 and not said.is_negated():
        return _is_copular(said) and _is_predicate(said, false)
    if said.own and (at := said.has("denying", last=said.verb + 3)) >= 0 and not said.is_negated():
        return said.has("rumour", at) >= 0 or (lower[at].startswith("den") and bool(said.parse.quoted[at]))
    if said.has("rumour", *said.subject) >= 0 and said.has("doubtful", last=said.verb + NEAR) >= 0:
        return _is_copular(said)
    if said.has("rumour", *said.subject) >= 0 and _ends_untrue(said):
        return True
    if not said.is_negated():
        return False
    if said.has_pair("untrue"):
        return True
    if said.has("true", last=said.verb + NEAR) >= 0 and _is_copular(said):
        return True
    if any(_is_no_wrong(said, at) for at in range(said.verb, said.end)):
        return True
    if lower[said.subject[0]] == "it" and said.has("oneself", last=said.verb + NEAR) >= 0:
        return True
    at = said.has("involved", last=said.verb + 8) if said.own else -1
    if at < 0 or not said.is_negated(at) or said.has("telling", last=at) >= 0 or _is_passive(said):
        return False
    if lower[at].startswith("know") and any(tag in "HB" for tag in said.parse.tags[at + 1 : at + 4]):
        return False  # "I do not know for sure if"
    return not said.parse.tags.startswith(("H", "T", "K", ".", ","), at + 1)


def _is_called_false(said: Said) -> bool:
    """Tell whether somebody calls an accusation false: "called it a lie", "called the charge baseless"."""
    behind, end = said.subject[1], said.end
    if (at := said.has("rumour", *said.subject)) >= 0:
        return said.has("false", at + 1, end) >= 0 or said.has("disproved", at + 1, end) >= 0
    pointing = said.parse.words.lower[said.subject[0]] in said.words("pointing")
    return pointing and said.subject[1] - said.subject[0] == 1 and said.has("disproved", behind, end) >= 0


def _is_predicate(said: Said, at: int) -> bool:
    """Tell whether a word says it of the subject: "is false", "is a lie", not "was lured under false claims"."""
    return not any(tag in "SV" for tag in said.parse.tags[said.verb : at])


def _ends_untrue(said: Said) -> bool:
    """Tell whether the verdict stands behind a clause in the subject: "rumours that it sinks | are not true"."""
    lower, at = said.parse.words.lower, said.end - 1
    if said.has("false", at) == at:
        return said.has("being", at - 1, at) >= 0
    return said.has("true", at) == at and said.has("negation", at - 1, at) >= 0 and lower[at - 1] != "without"


def accuses(said: Said) -> bool:
    """Tell whether somebody else is said to have done wrong: "the firm bribed two clerks"."""
    lower = said.parse.words.lower
    if said.verb >= said.end or said.own or said.attribution.construction.complement is Complement.PREDICATE:
        return False
    if lower[said.subject[0]] in said.words("impersonal"):
        return False
    if _is_prosecution(said):
        return lower[said.verb] not in said.words("hypothetical")  # "a witness can only speak when asked"
    if said.is_negated():
        return False
    if said.has_pair("charge"):
        return True
    if (at := said.has("answerable", last=said.verb + 3)) >= 0 and said.parse.tags.startswith(
        "S", at + 1 - (lower[at] == "behind")
    ):
        return _is_copular(said) and said.has("harm", at, at + FAR) >= 0
    wrong = said.has("wrong", last=said.verb + FAR)
    if wrong >= 0 and lower[wrong] in said.words("looming") and said.parse.tags.startswith("I", wrong + 1):
        return False  # "the flood threatened to undermine"
    if wrong < 0 or said.has("hypothetical", last=min(wrong, said.verb + 3)) >= 0:
        return False
    by = any(lower[at] == "by" for at in range(said.verb, said.end))
    return by or not _is_passive(said)


def criticises(said: Said) -> bool:
    """Tell whether something is called bad: "the plan is a disgrace", "described the plan as absurd"."""
    predicate = said.attribution.construction.complement is Complement.PREDICATE
    if predicate:
        return said.has("bad", said.subject[0]) >= 0
    if said.verb >= said.end or (said.own and said.parse.words.lower[said.subject[0]] != "it"):
        return False
    if said.is_negated():
        return said.has_pair("neglect")
    if said.has_pair("excess") or _is_failure(said):
        return True
    bad = said.has("bad", last=said.verb + 8) if _is_copular(said) else -1
    return bad >= 0 and not set(said.parse.tags[said.verb : bad]) & set("SF")  # not "common in disaster zones"


def threatens(said: Said) -> bool:
    """Tell whether somebody is made to suffer: "Norland will pay a heavy price", "we will strike every harbour"."""
    if said.verb >= said.end or said.is_negated() or said.parse.words.lower[said.verb] not in said.words("would"):
        return False
    if said.own:
        return said.has("striking", last=said.verb + 3) >= 0
    if said.source is None or said.source.type not in (SourceType.PERSON, SourceType.ORGANISATION):
        return False  # analysts foretell it
    at = said.has("suffering", last=said.verb + 4)
    return at >= 0 and said.has("suffered", at + 1, at + 1 + NEAR) >= 0


def promises(said: Said) -> bool:
    """Tell whether the source binds itself: "we will not rest until", "I will never abandon the town"."""
    lower = said.parse.words.lower
    if not said.own or lower[said.subject[0]] not in said.words("first person"):
        return False
    if said.verb >= said.end or lower[said.verb] not in said.words("will"):
        return False
    return said.is_negated() and said.has("binding", last=said.verb + NEAR) >= 0


def _is_failure(said: Said) -> bool:
    """Tell whether somebody "failed his pupils", or it is "a failure of leadership", "just another attempt to"."""
    tags, lower = said.parse.tags, said.parse.words.lower
    at = said.has("failing", last=said.verb + 3)
    if at >= 0 and tags.startswith(("D", "O"), at + 1):
        return True
    if not _is_copular(said) or said.has("cause", *said.subject) >= 0:
        return False
    if (at := said.has("failure", last=said.verb + NEAR)) >= 0 and tags.startswith("F", at + 1):
        return True
    at = said.has("attempt", last=said.verb + NEAR)
    return at > 0 and tags.startswith("I", at + 1) and lower[at - 1] in said.words("mere")


def _is_no_wrong(said: Said, at: int) -> bool:
    """Tell whether a "not" stands right before what would be wrong: "a tragedy, but not a murder"."""
    lower = said.parse.words.lower
    return lower[at] == "not" and lower[at - 1] not in said.words("will") and said.has("wrong", at + 1, at + 3) >= 0


def _is_copular(said: Said) -> bool:
    return said.parse.words.lower[said.verb] in said.words("being")


def _is_passive(said: Said) -> bool:
    tags, lower = said.parse.tags, said.parse.words.lower
    return any(lower[at] in said.words("being") and tags[at + 1] in "Vv" for at in range(said.verb, said.end - 1))


def _is_prosecution(said: Said) -> bool:
    """Tell whether the source is one that does nothing but accuse: prosecutors, a charge sheet."""
    source = said.attribution.source
    if source is None:
        return False
    words = said.words("prosecution")
    return any(singular(word) in words for word in said.parse.words.lower[source[0] : source[1]])


# The first that holds counts.
ACTS = (
    Act(
        Kind.DENIAL,
        denies,
        frozenset({"false", "disproved", "denying", "rumour", f"untrue{PAIR}", "true", "wrong", "oneself", "involved"}),
    ),
    Act(Kind.THREAT, threatens, frozenset({"striking", "suffering"})),
    Act(Kind.DEMAND, demands, frozenset({"appealing", f"condition{PAIR}", "wanting", "obliging"})),
    Act(Kind.PROMISE, promises, frozenset({"binding"})),
    Act(Kind.ALLEGATION, accuses, frozenset({"prosecution", f"charge{PAIR}", "answerable", "wrong"})),
    Act(
        Kind.CRITICISM,
        criticises,
        frozenset({"bad", f"neglect{PAIR}", f"excess{PAIR}", "failing", "failure", "attempt"}),
    ),
)
