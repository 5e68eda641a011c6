"""The source behind "in the words of"."""

from __future__ import annotations

from briefer.claims.constructions.according_to import behind_preposition
from briefer.claims.parts.scanning import Scan
from briefer.claims.rules import STOP, Found, Rule
from briefer.construction import Complement, Construction, Marker, Order

CONSTRUCTION = Construction("in the words of", Marker.PREPOSITION, Order.AROUND, Complement.MAIN)
WORDS = ["the", "words", "of"]


def find(here: Scan, position: int) -> Found:
    """Return the attribution of "in the words of" at a token."""
    end = position + 1 + len(WORDS)
    if here.parse.words.lower[position + 1 : end] != WORDS:
        return None
    return behind_preposition(here, CONSTRUCTION, position, end) or STOP


RULE = Rule(CONSTRUCTION, at_word=find, words=frozenset({"in"}))
EXAMPLES = """
> In the words of {the mayor}, <the bridge is a disgrace>.
! They found it in the words.
"""
