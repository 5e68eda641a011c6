"""Somebody else's quotation in the passive: "“…,” X was quoted by the Courier as saying"."""

from __future__ import annotations

from briefer.claims.parts.cues import Cue, attribution
from briefer.claims.parts.quotations import can_be_said, passage_ending, quotation
from briefer.claims.parts.quoted_sources import AS_SAYING
from briefer.claims.parts.scanning import Scan, floor_before
from briefer.claims.rules import Found, Rule
from briefer.construction import Complement, Construction, Marker, Order
from briefer.grammar.phrases import phrase_after, subject_before

CONSTRUCTION = Construction("quoted by", Marker.PASSIVE, Order.BEFORE, Complement.QUOTE)


def find(here: Scan, cue: Cue) -> Found:
    """Return the quotation before the report: it is the subject's."""
    lower = here.parse.words.lower
    if lower[cue.at] not in here.listed("quoting"):
        return None
    end = cue.end
    if lower[end : end + 1] == ["by"] and (agent := phrase_after(here.parse, end + 1, here.last)):
        end = agent[1]
    subject = subject_before(here.parse, cue.start, floor_before(here, cue.start))
    if subject is None or tuple(lower[end : end + 2]) not in AS_SAYING or subject[0][0] <= here.first:
        return None
    passage = passage_ending(here, subject[0][0] - 1)
    if passage is None or not can_be_said(here, passage):
        return None
    made = attribution(here, CONSTRUCTION, cue, subject[0], quotation(here, passage, end + 2), end=end + 2)
    return made._replace(passive=False)  # who says so is told


RULE = Rule(CONSTRUCTION, place=5, at_cue=find)
EXAMPLES = """
> <“It is a shame,”> {the mayor} [was quoted as saying].
> <“It is a shame,”> {the mayor} [was quoted by the Courier as saying].
! The mayor was quoted at length.
! The mayor was quoted as saying that it rained.
"""
