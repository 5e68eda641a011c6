"""How far content reaches: the rest of the sentence, or up to where the main clause goes on."""

from __future__ import annotations

from briefer.claims.parts.cues import Cue
from briefer.claims.parts.scanning import Scan
from briefer.deferring import Deferred
from briefer.grammar.clauses import content, trimmed
from briefer.grammar.patterns import pattern
from briefer.model import Span

LISTED = pattern(', [WORD VERB NAME NUM ADV]{1,3}+ (?: [, "] | ,? AND [NOUN VERB NUM]) | , WHILE ADV WHILE')
RE_MAIN_CLAUSE = Deferred(r",(?=R*(?:P|D{0,3}[NnZvL]{1,8}(?:[FS]D{0,2}[NnZvL]{1,8}){0,2})R*[AVv])")
LONGEST_CLAUSE = 200  # tokens of a clause before the main one


def to_end(here: Scan, start: int) -> Span | None:
    """Return the rest of the sentence, and of the quotation that it ends in."""
    span = content(here.parse, start, trimmed(here.parse, start, here.last))
    passage = here.parse.passages.at(span.end - 1) if span else None
    return Span(span.start, passage.end) if span and passage and passage.end > span.end else span


def form_beside(here: Scan, cue: Cue) -> str:
    """Return the form that a second verb beside a cue has: "did not answer but | said", "has asked and | said"."""
    for word in here.parse.words.lower[cue.start : cue.at]:
        if word in ("did", "didn't"):
            return "past"
        if word in ("does", "doesn't"):
            return "s"
    return cue.verb.form


def is_subordinate(here: Scan, subject: int) -> bool:
    """Tell whether the subject of a cue follows what opens a clause before the main one: "When | Roe said …, they"."""
    tags, opening = here.parse.tags, subject - 1
    if opening < here.first or tags[opening] not in "BH":
        return False
    return not tags[here.first : opening].strip("CKR,")


def main_clause_after(here: Scan, start: int) -> int | None:
    """Return the comma behind a token from which on a subject with a verb follows, None if there is none."""
    for match in RE_MAIN_CLAUSE.finditer(here.parse.tags, start, min(here.last, start + LONGEST_CLAUSE)):
        if not here.parse.quoted[match.start()]:
            return match.start()
    return None


def before_main_clause(here: Scan, start: int, stop: int) -> int:
    """Return where content ends: at the comma at which the main clause begins, or at `stop` if that comes first."""
    comma = main_clause_after(here, start)
    return stop if comma is None else min(comma, stop)


def before_comma(here: Scan, start: int, stop: int) -> int:
    """Return where a clause between commas ends: at the first one that stands in no list of adjectives or names."""
    parse = here.parse
    for comma in range(start + 1, stop):
        if parse.tags[comma] == "," and not parse.quoted[comma] and not LISTED.match(parse.tags, comma, stop):
            return comma
    return stop
