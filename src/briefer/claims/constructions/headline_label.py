"""A headline that opens with who says it: "Mayor: Bridge Will Open"."""

from __future__ import annotations

import re

from briefer.claims.attributions import Attribution
from briefer.claims.parts.extents import to_end
from briefer.claims.parts.scanning import Scan
from briefer.claims.parts.verbal import RE_VERBAL
from briefer.claims.rules import Found, Rule
from briefer.construction import Construction, Marker
from briefer.grammar.clauses import content
from briefer.grammar.nouns import nouns, singular
from briefer.grammar.phrases import PEOPLE, phrase_after
from briefer.model import SourceType

CONSTRUCTION = Construction("headline label", Marker.COLON)
SPEAKING = frozenset({*PEOPLE, SourceType.DOCUMENT})
RE_TELLING = re.compile(r"[AVvPI]")  # a verb, or "to" before one
LONGEST_LABEL = 8  # tokens before the colon of a headline that opens with who says it


def find(here: Scan) -> Found:
    """Find the label of a headline: "Mayor: Bridge Will Open"."""
    parse = here.parse
    last = parse.tags.rfind(":", max(here.first + 1, here.last - LONGEST_LABEL), here.last)
    if last > 0 and (made := _label_behind(here, last)):
        return made
    colon = parse.tags.find(":", here.first, min(here.first + LONGEST_LABEL, here.last))
    source = phrase_after(parse, here.first, colon) if colon > here.first else None
    if source is None or source[1] != colon or RE_VERBAL.search(parse.tags, here.first, colon):
        return None
    head = singular(parse.words.lower[colon - 1])
    if parse.tags[colon - 1] != "N" and nouns(parse.language).kind(head) not in SPEAKING:
        return None  # "Tram crash: Police seek driver"
    span = to_end(here, colon + 1)
    if span is None or parse.tags[colon + 1] == "H":
        return None  # "The Harbour Papers: Where the money went"
    return Attribution(CONSTRUCTION, here.index, source, (colon, colon + 1), ":", "assert", (span,), sure=False)


def _label_behind(here: Scan, colon: int) -> Found:
    """Find the label at the end of a headline: "Bridge Will Open in May: Mayor"."""
    parse = here.parse
    alone = here.last == colon + 2  # "…: Report": a noun that might be a verb elsewhere
    source = (colon + 1, here.last) if alone else phrase_after(parse, colon + 1, here.last)
    head = singular(parse.words.lower[source[1] - 1]) if source else ""
    if source is None or source[1] < here.last or not RE_TELLING.search(parse.tags, here.first, colon):
        return None
    named = alone and parse.tags[source[0]] == "N" and parse.words.texts[source[0]] in parse.words.texts[here.last :]
    if not named and nouns(parse.language).types.get(head) not in SPEAKING:
        return None
    span = content(parse, here.first, colon)
    if span is None:
        return None
    return Attribution(CONSTRUCTION, here.index, source, (colon, colon + 1), ":", "assert", (span,), sure=False)


RULE = Rule(CONSTRUCTION, at_headline=find)
EXAMPLES = """
> {Mayor}[:] <Bridge Will Open in May> ¶ The bridge over the Lune will open in May. ¶ Work on it began two years ago.
> <Bridge Was Closed for Months>[:] {Report} ¶ The bridge over the Lune was closed. ¶ Work on it began two years ago.
> <Vote to clear the air>[:] {Roe} ¶ The council will vote, Ada Roe said on Monday. ¶ Work on it began two years ago.
! Tram crash: Police seek driver ¶ The police seek the driver of a tram. ¶ Work on it began two years ago.
! The Harbour Papers: Where the money went ¶ The Harbour Papers tell of banks. ¶ Work on it began two years ago.
! Bridge Was Closed: Town Cheers ¶ The bridge over the Lune was closed on Monday. ¶ Work on it began two years ago.
! Mayor Is Opening It: Crowds Cheer ¶ The bridge over the Lune was opened on Monday. ¶ Work on it began two years ago.
"""
