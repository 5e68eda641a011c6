"""A cue in the infinitive behind another verb: "X seemed to think that …", "X went on to say that …"."""

from __future__ import annotations

from briefer.claims.parts.complements import Report, complement
from briefer.claims.parts.cues import Cue
from briefer.claims.parts.scanning import Scan, floor_before
from briefer.claims.rules import Found, Rule
from briefer.construction import Construction, Marker
from briefer.grammar.phrases import subject_before

CONSTRUCTION = Construction("infinitive", Marker.INFINITIVE)


def find(here: Scan, cue: Cue) -> Found:
    """Return the attribution of a cue in the infinitive."""
    subject = subject_before(here.parse, cue.start, floor_before(here, cue.start))
    return complement(here, Report(cue, subject[0], CONSTRUCTION)) if subject else None


RULE = Rule(CONSTRUCTION, at_cue=find)
EXAMPLES = """
> {The mayor} [went on to say] <that the bridge was safe>.
> {The firm} [was about to announce] <that it would leave Marle>.
! The firm, they say, chose a weak leader to claim the land.
> {The crews} [began to think] <that the storm was over>.
! The mayor took the stage to say farewell.
"""
