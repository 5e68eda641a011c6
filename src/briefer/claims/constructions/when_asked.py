"""A question put to the subject of the main clause: "Asked about X, …", "when asked by X whether …"."""

from __future__ import annotations

from briefer.claims.attributions import Attribution
from briefer.claims.parts.asides import content_start
from briefer.claims.parts.complements import Report, rest_of
from briefer.claims.parts.cues import Cue
from briefer.claims.parts.extents import main_clause_after
from briefer.claims.parts.scanning import Scan
from briefer.claims.rules import STOP, Found, Rule
from briefer.construction import Complement, Construction, Marker
from briefer.grammar.phrases import phrase_after

CONSTRUCTION = Construction("when asked", Marker.VERB)


def find(here: Scan, cue: Cue) -> Found:
    """Return the question that is put to the subject of the main clause."""
    if cue.verb.lemma != "ask" or cue.verb.form != "past" or cue.start != cue.at:
        return None
    if cue.start != here.first and here.parse.words.lower[cue.start - 1] != "when":
        return None
    return _question(here, cue) or STOP


def _question(here: Scan, cue: Cue) -> Attribution | None:
    parse, tags = here.parse, here.parse.tags
    comma = main_clause_after(here, cue.end)
    before = here if comma is None else Scan(parse, here.index, here.first, comma, here.covered)
    at, agent = cue.end, None
    if at < before.last and parse.words.lower[at] == "by":
        agent = phrase_after(parse, at + 1, before.last)
        at = agent[1] if agent else at
    start = content_start(before, at)
    if start is None:
        return None
    report = Report(cue, agent, CONSTRUCTION, inserted=True)
    if tags[start] == "H":
        return rest_of(before, report, Complement.QUESTION, start, sure=False)
    if tags[start] == "I":
        return rest_of(before, report, Complement.INFINITIVE, start, sure=False)
    if parse.words.lower[start] == "about":
        return rest_of(before, report, Complement.PREPOSITION, start + 1, end=None if agent else start + 1, sure=False)
    return None


RULE = Rule(CONSTRUCTION, place=20, at_cue=find)
EXAMPLES = """
> [Asked about] <the bridge>, the mayor said that it was safe.
> When [asked] by {the Courier} <whether the bridge was safe>, the mayor nodded.
! The crew asked for help, the mayor said.
"""
