"""A participle that opens the sentence, before its subject: "While saying that …, X left"."""

from __future__ import annotations

from briefer.claims.parts.complements import Report, complement
from briefer.claims.parts.cues import Cue
from briefer.claims.parts.extents import main_clause_after
from briefer.claims.parts.scanning import Scan
from briefer.claims.rules import Found, Rule
from briefer.construction import Construction, Marker
from briefer.grammar.phrases import phrase_after

CONSTRUCTION = Construction("participle first", Marker.PARTICIPLE)
OPENING = 3  # tokens before a participle that opens a sentence: "and while | saying"


def find(here: Scan, cue: Cue) -> Found:
    """Return the attribution of a participle that the subject follows."""
    tags = here.parse.tags
    if cue.start != cue.at or cue.start - here.first > OPENING:
        return None
    if tags[here.first : cue.start].strip("CKR") not in ("", "B", "S", "H"):
        return None
    comma = main_clause_after(here, cue.end)
    source = phrase_after(here.parse, comma + 1, here.last) if comma is not None else None
    if comma is None or source is None or tags[source[0]] == "O":
        return None
    before = Scan(here.parse, here.index, here.first, comma, here.covered)
    return complement(before, Report(cue, source, CONSTRUCTION))


RULE = Rule(CONSTRUCTION, place=20, at_cue=find)
EXAMPLES = """
> While [saying] <that the bridge was safe>, {the mayor} closed it.
> [Noting] <that it was late>, {the mayor} left the hall.
! Noting that it was late.
"""
