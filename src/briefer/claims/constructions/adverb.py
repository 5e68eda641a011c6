"""The clause around an adverb that reports, with no source: "X allegedly did …"."""

from __future__ import annotations

from briefer.claims.parts.nominals import Nominal, around, group_start
from briefer.claims.parts.scanning import Scan
from briefer.claims.rules import Found, Rule
from briefer.model import Construction, Marker, Order

CONSTRUCTION = Construction("adverb", Marker.ADVERB, Order.AROUND)


def find(here: Scan, word: Nominal) -> Found:
    """Return the clause around the adverb."""
    position, family = word
    return around(here, CONSTRUCTION, family, (position, position + 1), group_start(here, position, "A"))


RULE = Rule(CONSTRUCTION, at_nominal=find, section="adverb")
EXAMPLES = """
> <The mayor> [allegedly] <took the keys>.
! The mayor quickly took the keys.
"""
