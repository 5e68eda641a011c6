"""A report in a relative clause to its source: "X, who said that …"."""

from __future__ import annotations

from briefer.claims.parts.complements import Report, complement
from briefer.claims.parts.cues import Cue
from briefer.claims.parts.scanning import Scan
from briefer.claims.parts.subjects import subject_of
from briefer.claims.rules import STOP, Found, Rule
from briefer.construction import Construction, Marker

CONSTRUCTION = Construction("relative clause", Marker.VERB)


def find(here: Scan, cue: Cue) -> Found:
    """Return the attribution of a cue whose subject is a relative pronoun."""
    source, relative = subject_of(here, cue)
    if source is None or not relative:
        return None
    return complement(here, Report(cue, source, CONSTRUCTION, relative=True)) or STOP


RULE = Rule(CONSTRUCTION, place=50, at_cue=find)
EXAMPLES = """
> It pleased {the mayor}, who [said] <that the bridge was safe>.
> {A diver} who [said] <the piles were rotten> was dismissed.
> The plan has drawn criticism from {critics}, who [say] <it is unfair>.
! The mayor, who built it, said that it rained.
"""
