"""A verb that takes the doubt on itself: "X seems to …"; nobody in the text says it."""

from __future__ import annotations

from briefer.claims.parts.nominals import Nominal, around, group_start
from briefer.claims.parts.scanning import Scan
from briefer.claims.rules import Found, Rule
from briefer.construction import Construction, Marker, Order

CONSTRUCTION = Construction("raising verb", Marker.VERB, Order.AROUND)


def find(here: Scan, word: Nominal) -> Found:
    """Return the clause around the verb."""
    position, family = word
    start = group_start(here, position, "RA")
    if position + 1 >= here.last or here.parse.tags[position + 1] in ".,;:-SF":
        return None
    return around(here, CONSTRUCTION, family, (start, position + 1), start)


RULE = Rule(CONSTRUCTION, at_nominal=find, section="raising")
EXAMPLES = """
> <The bridge> [seems] <to be safe>.
! It seems.
"""
