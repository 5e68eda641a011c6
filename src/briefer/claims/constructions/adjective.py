"""An adjective that reports: "X is worried that …", "X is confident of …"."""

from __future__ import annotations

from briefer.claims.parts.nominals import Nominal, governs, group_start, rest_behind
from briefer.claims.parts.scanning import Scan, floor_before
from briefer.claims.rules import Found, Rule
from briefer.construction import Complement, Construction, Marker
from briefer.grammar.phrases import subject_before

CONSTRUCTION = Construction("adjective", Marker.ADJECTIVE)


def find(here: Scan, word: Nominal) -> Found:
    """Return the attribution of an adjective behind a form of "be"."""
    position, family = word
    parse, tags = here.parse, here.parse.tags
    after = position + 1
    if after + 1 >= here.last or tags[position] not in "nvV":
        return None
    start = group_start(here, position, "RA")
    if here.listed("be").isdisjoint(parse.words.lower[start:position]):
        return None
    subject = subject_before(parse, start, floor_before(here, start))
    if subject is None or parse.words.lower[subject[0][0]] in ("it", "there"):
        return None  # "it is clear": nobody says so but the author
    cue = (start, after)
    letter = tags[after]
    if letter in "TPH":
        return rest_behind(here, CONSTRUCTION.taking(Complement.THAT), family, subject[0], cue, after)
    if letter == "I":
        return rest_behind(here, CONSTRUCTION.taking(Complement.INFINITIVE), family, subject[0], cue, after)
    if governs(here, after):
        return rest_behind(
            here, CONSTRUCTION.taking(Complement.OBJECT), family, subject[0], (start, after + 1), after + 1
        )
    return None


RULE = Rule(CONSTRUCTION, at_nominal=find, section="adjective")
EXAMPLES = """
> {Residents} [are afraid] <that the bridge may fall>.
> {The mayor} [is confident of] <a quick repair>.
> {The guard} [was convinced] <that the gate was open>.
! It is clear that the bridge is old.
! The worried residents left.
"""
