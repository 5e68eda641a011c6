"""A noun phrase that somebody calls so, the text does not say who: "the alleged theft of …"."""

from __future__ import annotations

from briefer.claims.parts.nominals import Nominal, nominal_attribution
from briefer.claims.parts.scanning import Scan
from briefer.claims.rules import Found, Rule
from briefer.construction import Construction, Marker
from briefer.grammar.phrases import phrase_after

CONSTRUCTION = Construction("attributive adjective", Marker.ADJECTIVE)


def find(here: Scan, word: Nominal) -> Found:
    """Return the noun phrase behind the adjective."""
    position, family = word
    parse, tags = here.parse, here.parse.tags
    if position <= here.first or tags[position - 1] not in "DL":
        return None
    phrase = phrase_after(parse, position + 1, here.last)
    if phrase is None or tags[phrase[1] - 1] not in "nN":
        return None
    return nominal_attribution(here, CONSTRUCTION, family, None, (position, position + 1), (parse.span(phrase),))


RULE = Rule(CONSTRUCTION, at_nominal=find, section="attributive")
EXAMPLES = """
> He was held over the [alleged] <theft of the keys>.
! They alleged nothing.
"""
