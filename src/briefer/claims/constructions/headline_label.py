"""A headline that opens with who says it: "Mayor: Bridge Will Open"."""

from __future__ import annotations

from briefer.claims.attributions import Attribution
from briefer.claims.parts.extents import to_end
from briefer.claims.parts.scanning import Scan
from briefer.claims.parts.verbal import RE_VERBAL
from briefer.claims.rules import Found, Rule
from briefer.construction import Construction, Marker
from briefer.grammar.phrases import phrase_after

CONSTRUCTION = Construction("headline label", Marker.COLON)
LONGEST_LABEL = 8  # tokens before the colon of a headline that opens with who says it


def find(here: Scan) -> Found:
    """Find the label of a headline: "Mayor: Bridge Will Open"."""
    parse = here.parse
    colon = parse.tags.find(":", here.first, min(here.first + LONGEST_LABEL, here.last))
    source = phrase_after(parse, here.first, colon) if colon > here.first else None
    if source is None or source[1] != colon or RE_VERBAL.search(parse.tags, here.first, colon):
        return None
    span = to_end(here, colon + 1)
    if span is None:
        return None
    return Attribution(CONSTRUCTION, here.index, source, (colon, colon + 1), ":", "assert", (span,), sure=False)


RULE = Rule(CONSTRUCTION, at_headline=find)
EXAMPLES = """
> {Mayor}[:] <Bridge Will Open in May> ¶ The bridge over the Lune will open in May. ¶ Work on it began two years ago.
! Mayor Is Opening It: Crowds Cheer ¶ The bridge over the Lune was opened on Monday. ¶ Work on it began two years ago.
"""
