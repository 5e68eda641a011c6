"""Content beside "as reported by X", whose verb stands before its source."""

from __future__ import annotations

from briefer.claims.constructions.as_clause import noted
from briefer.claims.parts.cues import Cue
from briefer.claims.parts.scanning import Scan
from briefer.claims.rules import Found, Rule
from briefer.construction import Complement, Construction, Marker, Order
from briefer.grammar.phrases import phrase_after

CONSTRUCTION = Construction("as reported by", Marker.VERB, Order.AROUND, Complement.MAIN)


def find(here: Scan, cue: Cue) -> Found:
    """Return the attribution of a past form with "as" before it and "by" behind."""
    if cue.verb.form != "past" or here.parse.words.lower[cue.end : cue.end + 1] != ["by"]:
        return None
    agent = phrase_after(here.parse, cue.end + 1, here.last)
    return noted(here, cue, CONSTRUCTION, cue.start, agent) if agent else None


RULE = Rule(CONSTRUCTION, place=10, at_cue=find)
EXAMPLES = """
> <The bridge will close>, as [reported] by {the Courier}.
> As [reported] by {the Courier}, <the bridge will close>.
! The bridge, claimed by two towns, will close.
"""
