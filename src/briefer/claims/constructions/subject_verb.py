"""The plain report: "X said that …", "X called it a mistake", "X told Y: “…”"."""

from __future__ import annotations

from briefer.claims.parts.complements import Report, complement
from briefer.claims.parts.cues import Cue
from briefer.claims.parts.scanning import Scan
from briefer.claims.parts.subjects import subject_of
from briefer.claims.rules import Found, Rule
from briefer.construction import Complement, Construction, Marker

CONSTRUCTION = Construction("subject-verb", Marker.VERB)


def find(here: Scan, cue: Cue) -> Found:
    """Return the attribution of a cue with its subject before it and its content behind it."""
    source = subject_of(here, cue)[0]
    made = complement(here, Report(cue, source, CONSTRUCTION)) if source else None
    if source and made and made.construction.complement is Complement.OBJECT and _is_supposed(here, source[0]):
        return None
    return made


def _is_supposed(here: Scan, at: int) -> bool:
    """Tell whether a subject stands behind "if": "even if the council | rejects the plan, the work will go on"."""
    return at > here.first and here.parse.words.lower[at - 1] in here.listed("supposing")


RULE = Rule(CONSTRUCTION, place=90, at_cue=find)
EXAMPLES = """
> {The mayor} [said] <that the bridge was safe>.
> {The mayor} [told] /residents/ <the bridge was safe>.
> {The mayor} [said]: <“The bridge is safe.”>
> {The union} [accused] <the firm of lying>.
> {The council} [urged] <drivers to stay at home>.
> {The bank} this week [said] <it expects growth>.
> {Residents who lost homes} [said] <they were angry>.
> {A manager who asked not to be named} [said] <the shop would close>.
! If the council rejects the plan, the work will go on.
! The mayor said.
! The vote challenged itself to run.
! The runner challenged herself to finish.
! The fact that the mayor blames the firm does not mean much.
"""
