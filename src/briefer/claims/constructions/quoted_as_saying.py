"""Somebody else's quotation: "“…,” the Courier quoted X as saying"."""

from __future__ import annotations

from briefer.claims.parts.cues import Cue, attribution
from briefer.claims.parts.quotations import can_be_said, passage_ending, quotation
from briefer.claims.parts.quoted_sources import quoted_after
from briefer.claims.parts.scanning import Scan
from briefer.claims.parts.subjects import subject_of
from briefer.claims.rules import STOP, Found, Rule
from briefer.construction import Complement, Construction, Marker, Order

CONSTRUCTION = Construction("quoted as saying", Marker.VERB, Order.BEFORE, Complement.QUOTE)


def find(here: Scan, cue: Cue) -> Found:
    """Return the quotation before the report: the words of who is quoted. Words behind "saying" are found with that."""
    source = subject_of(here, cue)[0]
    if source is None or here.parse.words.lower[cue.at] not in here.listed("quoting"):
        return None
    quoted = quoted_after(here, cue.end)
    if quoted is None:
        return None
    passage = passage_ending(here, source[0] - 1) if source[0] > here.first else None
    if passage is None or not can_be_said(here, passage):
        return STOP
    return attribution(here, CONSTRUCTION, cue, quoted, quotation(here, passage, cue.end))


RULE = Rule(CONSTRUCTION, place=40, at_cue=find)
EXAMPLES = """
> <“The bridge is safe,”> the Courier [quoted] {the mayor} as saying.
! The Courier quoted the mayor at length.
"""
