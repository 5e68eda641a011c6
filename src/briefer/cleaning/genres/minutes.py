"""Minutes of meetings: the heading, who was there, points of the agenda, and sentences that decide nothing."""

from __future__ import annotations

import re

from briefer.cleaning.genres.lines import fix, is_short, openers, pattern, section
from briefer.cleaning.lines import is_date
from briefer.cleaning.patterns import wording
from briefer.cleaning.piece import Piece, is_list_item, key
from briefer.deferring import Deferred
from briefer.languages import DEFAULT
from briefer.model import Role

HEAD = 8  # lines, one of which says that these are minutes
FRONT = 40  # lines within which it stands who was there
TAIL = 6  # lines at the end within which it stands who wrote them
LONGEST_POINT = 90  # characters of a point of the agenda
LONGEST_LABEL = 40  # characters before the colon
LONGEST_PROCEDURE = 220
FEWEST = 2  # signs of minutes beside the heading
# "Minutes of …", "Board Minutes - 4 May"; none of "Ten minutes that …"
RE_TITLE = Deferred(
    r"\b(?:minutes(?=\s*(?:of|for|from|held)\b|\s*[:–—(,-]|\s*\d|\s*$)|meeting notes|record of proceedings)",
    re.IGNORECASE,
)
RE_POINT = Deferred(r"(?:item )?(?:\d{1,2}(?:\.\d{1,2}){0,2}|[IVX]{1,5}|[A-Z])[.):]?\s+(?=\S)", re.IGNORECASE)
RE_WHEN = Deferred(r"\d{1,2}[:.]\d\d|\d\s?[ap]\.?m\b", re.IGNORECASE)


def read(text: str, pieces: list[Piece]) -> bool:
    """Give the heading, the lists and the formalities of minutes their roles."""
    title = next((number for number, piece in enumerate(pieces[:HEAD]) if _is_title(piece)), None)
    if title is None:
        return False
    signs = sum(_is_attendance(piece) or _is_procedure(piece) for piece in pieces)
    if signs < FEWEST:
        return False
    _read_front(pieces, title)
    for piece in pieces[title + 1 :]:
        if piece.role is Role.BOILERPLATE and piece.fixed:
            continue
        if _is_attendance(piece) or _is_procedure(piece):
            fix([piece], Role.BOILERPLATE)
        elif _is_point(piece):
            fix([piece], Role.HEADING)
    last = max(title + 1, len(pieces) - TAIL)
    end = next(
        (n for n in range(last, len(pieces)) if pieces[n].lower().startswith(openers("minutes end"))), len(pieces)
    )
    fix((piece for piece in pieces[end:] if not piece.prose), Role.BOILERPLATE)
    return True


def _is_title(piece: Piece) -> bool:
    return is_short(piece) and not piece.closed and RE_TITLE.search(piece.text) is not None


def _read_front(pieces: list[Piece], title: int) -> None:
    """Take the lines down to the first point or paragraph: title, place and hour, and who was there."""
    words = wording(DEFAULT)
    for piece in pieces[:title]:
        if not is_date(piece.lower(), words):
            fix([piece], Role.BOILERPLATE)
    fix(pieces[title : title + 1], Role.HEADLINE)
    listing = False
    for piece in pieces[title + 1 : FRONT]:
        if piece.prose and not _is_attendance(piece):
            break
        if is_date(piece.lower(), words):
            continue
        attendance = _is_attendance(piece)
        if _is_point(piece) and not attendance:
            break
        listing = (listing or attendance) and not piece.closed
        if (
            attendance
            or listing
            or RE_WHEN.search(piece.text)
            or pattern("where").search(piece.lower())
            or not piece.closed
        ):
            fix([piece], Role.BOILERPLATE)
        else:
            break


def _is_attendance(piece: Piece) -> bool:
    """Return whether a line tells who was there: "Members present: …", "Absent"."""
    label, colon, _ = piece.lower()[: LONGEST_LABEL + 1].partition(":")
    names = section("attendance")
    if not colon:
        return is_short(piece) and key(label) in names
    words = key(label)
    return words in names or words.endswith((" present", " absent")) or words.split(" ")[-1] in ("attendees",)


def _is_procedure(piece: Piece) -> bool:
    lower = piece.lower()
    return piece.length <= LONGEST_PROCEDURE and any(phrase in lower for phrase in openers("procedure"))


def _is_point(piece: Piece) -> bool:
    text = piece.text
    if piece.length > LONGEST_POINT or piece.closed or text[-1] in ",;":
        return False
    return RE_POINT.match(text) is not None or is_list_item(text[:8]) or text.isupper()
