"""Records of hearings and sittings: who speaks opens the paragraph, as in "Mr. ROE. I told them so."."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import pairwise

from briefer.cleaning.genres.lines import NAME, fix, openers
from briefer.cleaning.piece import Piece
from briefer.deferring import Deferred
from briefer.model import Role

FEWEST = 3  # paragraphs that open so
LONGEST_LABEL = 120  # characters
LONGEST_CALL = 140  # characters of what who presides says to lead through the sitting
OFFICE = r"The [A-Z]{3,}(?: [A-Z]{2,}){0,3}"  # "The CHAIRMAN", "The ACTING SPEAKER"
# "Jane Roe (Upper Marle) (Lab)", "The Minister for Roads (Jane Roe)"
RE_LINE = Deferred(
    rf"(?P<name>{NAME})(?P<seat>(?: \([^()\n]{{2,50}}\)){{1,2}})?:?|The [A-Z][^()\n.]{{3,70}} \((?P<holder>{NAME})\):?"
)


@cache
def _label() -> re.Pattern[str]:
    titles = "|".join(map(re.escape, openers("record title")))
    person = rf"(?i:{titles}) [A-Z][\w'’-]+(?: [A-Z][\w'’.-]*\w){{0,2}}(?: of [A-Z]\w+(?: [A-Z]\w+)?)?"
    return re.compile(rf"(?:(?P<office>{OFFICE})|{person})(?: [\[(][^\]()\n]{{1,60}}[\])])?\.(?=\s+[\[A-Z“\"])")


def read(text: str, pieces: list[Piece]) -> bool:
    """Take who speaks as a heading, and what only leads through the sitting as furniture."""
    found = [(piece, match) for piece in pieces if (match := _label().match(piece.text[:LONGEST_LABEL]))]
    if len(found) < FEWEST:
        return _read_lines(pieces)
    for piece, match in found:
        if match["office"] and piece.length <= LONGEST_CALL:
            fix([piece], Role.BOILERPLATE)
        else:
            piece.asides = ((piece.start, piece.start + match.end(), Role.HEADING),)
    for piece in pieces:
        lower = piece.lower().lstrip("[(")
        if piece.length <= LONGEST_CALL and any(phrase in lower for phrase in openers("record line")):
            fix([piece], Role.BOILERPLATE)
    return True


def _read_lines(pieces: list[Piece]) -> bool:
    """Take lines that name who speaks below them as headings, where one with an office or a seat comes back."""
    heads = [
        (piece, match)
        for piece, following in pairwise(pieces)
        if piece.length <= LONGEST_LABEL and following.closed and (match := RE_LINE.fullmatch(piece.text))
    ]
    told = {match["name"] or match["holder"] for _, match in heads if match["seat"] or match["holder"]}
    again = Counter(match["name"] or match["holder"] for _, match in heads)
    if len(heads) < FEWEST or not any(again[name] > 1 for name in told):
        return False
    fix((piece for piece, _ in heads), Role.HEADING)
    return True
