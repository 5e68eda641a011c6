"""A noun that reports: "X's claim that …", "his promise to …", "the finding that …"."""

from __future__ import annotations

from briefer.claims.parts.nominals import Nominal, governs, rest_behind
from briefer.claims.parts.scanning import Scan, floor_before
from briefer.claims.rules import Found, Rule
from briefer.construction import Complement, Construction, Marker
from briefer.grammar.parsing import Tokens
from briefer.grammar.phrases import phrase_before

CONSTRUCTION = Construction("noun", Marker.NOUN)
BETWEEN = 3  # words that may stand between a possessor and the noun


def find(here: Scan, nominal: Nominal) -> Found:
    """Return the attribution of a noun with its content behind it."""
    position, family = nominal
    tags = here.parse.tags
    after = position + 1
    if tags[position] != "n" or after + 1 >= here.last:
        return None
    source = _possessor(here, position)
    cue = (position, after)
    if tags[after] == "T":
        if tags[after + 1] in "AVv" or (tags[after + 1] == "R" and tags[min(after + 2, here.last - 1)] in "AVv"):
            return None  # "a report that was leaked": a relative clause
        return rest_behind(here, CONSTRUCTION.taking(Complement.THAT), family, source, cue, after)
    if source is None:
        return None
    # Families of nominal_cues.txt whose infinitive is what is said, not what the noun is for.
    if tags[after] == "I" and family in ("intend", "promise", "threaten", "decline", "order"):
        return rest_behind(here, CONSTRUCTION.taking(Complement.INFINITIVE), family, source, cue, after)
    if governs(here, after):
        return rest_behind(
            here, CONSTRUCTION.taking(Complement.OBJECT), family, source, (position, after + 1), after + 1
        )
    return None


def _possessor(here: Scan, position: int) -> Tokens | None:
    """Return whose claim it is: "the mayor's own claim", "his claim"."""
    tags = here.parse.tags
    before = position - 1
    while before > here.first and position - before <= BETWEEN and tags[before] in "nvRG":
        before -= 1
    if before < here.first:
        return None
    if tags[before] == "L":
        return phrase_before(here.parse, before, floor_before(here, before))
    if here.parse.words.lower[before] in here.listed("possessive"):
        return (before, before + 1)
    return None


RULE = Rule(CONSTRUCTION, at_nominal=find, section="noun")
EXAMPLES = """
> It was {the mayor}'s [claim] <that the bridge is safe>.
> The mayor forgot {his} [promise] <to mend the bridge>.
! A report that was leaked on Monday caused a stir.
! The claim was dropped.
"""
