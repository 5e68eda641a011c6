"""Lists of references and captions of figures, as papers have them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefer.cleaning.patterns import Wording
from briefer.cleaning.piece import Piece, key
from briefer.deferring import Deferred

LONGEST_HEADING = 40  # characters of "7. References and Notes"
SHARE = 0.6  # of the pieces below such a heading that are entries
LOOKED_AT = 30
RE_FIGURE = Deferred(r"(?:fig\.|figure|table|abb\.|tab\.)\s?\d{1,2}[a-z]?\s?[:.]\s?(?=\S)")
RE_YEAR = Deferred(r"\b(?:1[89]|20)\d\d[a-z]?\b")
RE_ENTRY = Deferred(
    r"\[\w{1,8}\]|\d{1,3}\.?\s|[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?(?:,\s(?:[A-Z]\.|[A-Z]\w+)|\s[A-Z]{1,3}\b)"
    r"|[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){1,2}[.,]? [“\"]"
    r"|[A-Z]\.\s?(?:[A-Z]\.\s?)?[A-Z][\w'’-]+,"
)
RE_SOURCE = Deferred(
    r"\b(?:pp?\.|vol\.|no\.|doi\b|https?:|journal\b|proc\.|eds?\.|press\b|\d+ ?\(\d+\)|\d+: ?e?\d+|\d+[-–]\d+\.?$)"
    r"|[”\"] [—–] ",
    re.IGNORECASE,
)


def opens(pieces: Sequence[Piece], index: int, lower: str, words: Wording) -> bool:
    """Return whether a line heads a list of references: most of what follows are entries, not sentences."""
    if len(lower) > LONGEST_HEADING or key(lower).lstrip("0123456789. ") not in words.references:
        return False
    below = pieces[index + 1 : index + 1 + LOOKED_AT]
    return bool(below) and sum(is_entry(piece.text) for piece in below) >= SHARE * len(below)


def is_entry(text: str) -> bool:
    """Return whether a piece is an entry: a number or a name in front, a year, and what it appeared in."""
    if not RE_YEAR.search(text) or not RE_ENTRY.match(text):
        return False
    return text[0] == "[" or RE_SOURCE.search(text) is not None


def is_figure(lower: str) -> bool:
    """Return whether a piece is the caption of a figure or a table.

    >>> is_figure("fig. 1: map of the harbour"), is_figure("figure 1 shows the map")
    (True, False)
    """
    return RE_FIGURE.match(lower) is not None
