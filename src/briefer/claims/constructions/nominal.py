"""Attributions without a reporting verb: "X's claim that …", "is worried about …", "allegedly …", "seems to …"."""

from __future__ import annotations

from functools import cache

from briefer.claims.attributions import Attribution
from briefer.claims.constructions.reading import BE, Reading, floor_before
from briefer.grammar.clauses import clause_end, content, trimmed
from briefer.grammar.nouns import singular
from briefer.grammar.parsing import Tokens
from briefer.grammar.phrases import phrase_after, phrase_before, subject_before
from briefer.languages import load_lines
from briefer.model import Complement, Construction, Marker, Order, Span

NOUN = Construction("noun", Marker.NOUN)
ADJECTIVE = Construction("adjective", Marker.ADJECTIVE)
RAISING = Construction("raising verb", Marker.VERB, Order.AROUND)
ATTRIBUTIVE = Construction("attributive adjective", Marker.ADJECTIVE)
ADVERB = Construction("adverb", Marker.ADVERB, Order.AROUND)
POSSESSIVES = frozenset({"his", "her", "their", "its", "my", "our"})
OBJECT_PREPOSITIONS = frozenset({"of", "for", "about", "on", "over", "to", "against", "with", "at", "in", "by"})
BETWEEN = 3  # words that may stand between a possessor and the noun


@cache
def nominal_cues(language: str = "en") -> dict[str, tuple[str, str]]:
    """Return {lower-case singular: (kind, family)}; kind is noun, adjective, raising or adverb."""
    table: dict[str, tuple[str, str]] = {}
    kind = family = ""
    for line in load_lines(language, "nominal_cues.txt"):
        if line.startswith("["):
            kind, family = line.strip("[]").split()
            continue
        for word in line.split():
            table.setdefault(word, (kind, family))
    return table


def nominal_at(here: Reading, position: int) -> Attribution | None:
    """Return the attribution that a noun, an adjective or an adverb at a token makes, if it makes one."""
    word = here.parse.words.lower[position]
    entry = nominal_cues().get(word) or nominal_cues().get(singular(word))
    if entry is None:
        return None
    kind, family = entry
    return FINDERS[kind](here, position, family)


def _noun(here: Reading, position: int, family: str) -> Attribution | None:
    parse, tags = here.parse, here.parse.tags
    after = position + 1
    if tags[position] != "n" or after + 1 >= here.last:
        return None
    source = _possessor(here, position)
    cue = (position, after)
    if tags[after] == "T":
        if tags[after + 1] in "AVv" or (tags[after + 1] == "R" and tags[min(after + 2, here.last - 1)] in "AVv"):
            return None  # "a report that was leaked": a relative clause
        return _made(here, NOUN._replace(complement=Complement.THAT), family, source, cue, after)
    if source is None:
        return None
    word = parse.words.lower[after]
    if tags[after] == "I" and family in ("intend", "promise", "threaten", "decline", "order"):
        return _made(here, NOUN._replace(complement=Complement.INFINITIVE), family, source, cue, after)
    if word in OBJECT_PREPOSITIONS:
        return _made(
            here, NOUN._replace(complement=Complement.OBJECT), family, source, (position, after + 1), after + 1
        )
    return None


def _possessor(here: Reading, position: int) -> Tokens | None:
    """Return whose claim it is: "the mayor's own claim", "his claim"."""
    tags = here.parse.tags
    before = position - 1
    while before > here.first and position - before <= BETWEEN and tags[before] in "nvRG":
        before -= 1
    if before < here.first:
        return None
    if tags[before] == "L":
        return phrase_before(here.parse, before, floor_before(here, before))
    if here.parse.words.lower[before] in POSSESSIVES:
        return (before, before + 1)
    return None


def _adjective(here: Reading, position: int, family: str) -> Attribution | None:
    parse, tags = here.parse, here.parse.tags
    after = position + 1
    if after + 1 >= here.last or tags[position] not in "nvV":
        return None
    start = _group_start(here, position, "RA")
    if BE.isdisjoint(parse.words.lower[start:position]):
        return None
    subject = subject_before(parse, start, floor_before(here, start))
    if subject is None or parse.words.lower[subject[0][0]] in ("it", "there"):
        return None  # "it is clear": nobody says so but the author
    cue = (start, after)
    letter = tags[after]
    if letter in "TPH":
        return _made(here, ADJECTIVE._replace(complement=Complement.THAT), family, subject[0], cue, after)
    if letter == "I":
        return _made(here, ADJECTIVE._replace(complement=Complement.INFINITIVE), family, subject[0], cue, after)
    if parse.words.lower[after] in OBJECT_PREPOSITIONS:
        return _made(
            here, ADJECTIVE._replace(complement=Complement.OBJECT), family, subject[0], (start, after + 1), after + 1
        )
    return None


def _raising(here: Reading, position: int, family: str) -> Attribution | None:
    """Find "X seems to …": what is said is X and the rest, and nobody in the text says it."""
    start = _group_start(here, position, "RA")
    if position + 1 >= here.last or here.parse.tags[position + 1] in ".,;:-SF":
        return None
    return _around(here, RAISING, family, (start, position + 1), start)


def _attributive(here: Reading, position: int, family: str) -> Attribution | None:
    """Find "the alleged theft of …": a noun phrase that somebody, the text does not say who, calls so."""
    parse, tags = here.parse, here.parse.tags
    if position <= here.first or tags[position - 1] not in "DL":
        return None
    phrase = phrase_after(parse, position + 1, here.last)
    if phrase is None or tags[phrase[1] - 1] not in "nN":
        return None
    return _attribution(here, ATTRIBUTIVE, family, None, (position, position + 1), (parse.span(phrase),))


def _adverb(here: Reading, position: int, family: str) -> Attribution | None:
    """Find "X allegedly did …": the clause around the adverb, with no source."""
    return _around(here, ADVERB, family, (position, position + 1), _group_start(here, position, "A"))


def _group_start(here: Reading, position: int, letters: str) -> int:
    """Return where the auxiliaries (and adverbs) before a token begin."""
    while position > here.first and here.parse.tags[position - 1] in letters:
        position -= 1
    return position


def _around(here: Reading, made: Construction, family: str, cue: Tokens, group: int) -> Attribution | None:
    """Return the clause around a cue: its subject, which ends before token `group`, up to the cue, and the rest."""
    parse = here.parse
    subject = subject_before(parse, group, floor_before(here, group))
    after = cue[1]
    rest = content(parse, after, clause_end(parse, after, here.last)) if after < here.last else None
    if subject is None or rest is None:
        return None
    lead = parse.span((subject[0][0], cue[0]))
    return _attribution(here, made, family, None, cue, (lead, rest))


def _made(
    here: Reading, made: Construction, family: str, source: Tokens | None, cue: Tokens, start: int
) -> Attribution | None:
    end = clause_end(here.parse, start, here.last)
    span = content(here.parse, start, trimmed(here.parse, start, end))
    return _attribution(here, made, family, source, cue, (span,)) if span else None


def _attribution(
    here: Reading, made: Construction, family: str, source: Tokens | None, cue: Tokens, spans: tuple[Span, ...]
) -> Attribution:
    head = cue[1] - 1 if made.complement is Complement.OBJECT else cue[1]
    lemma = singular(here.parse.words.lower[head - 1])
    return Attribution(made, here.index, source, cue, lemma, family, spans, sure=False)


FINDERS = {"noun": _noun, "adjective": _adjective, "raising": _raising, "attributive": _attributive, "adverb": _adverb}
