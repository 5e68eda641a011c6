"""What the kinds have in common: their words, roles given for good, lines that are short or are names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from briefer.cleaning.piece import Piece
from briefer.languages import DEFAULT, load_sections
from briefer.model import Role

# A person's name: two to five words with a capital, initials and particles among them.
NAME = r"(?:[A-Z][\w.'’-]*)(?: (?:(?:de|der|den|del|la|van|von|ter|bin|al)\b|[A-Z][\w.'’-]*)){1,4}"
LONGEST = 160  # characters of a line


@cache
def section(name: str) -> frozenset[str]:
    """Return the entries of a section of `genres.txt`."""
    return frozenset(load_sections(DEFAULT, "genres.txt")[name])


@cache
def openers(name: str) -> tuple[str, ...]:
    """Return the entries of a section of `genres.txt`, for `startswith` and `endswith`."""
    return load_sections(DEFAULT, "genres.txt")[name]


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Return what finds an entry of a section as a whole word."""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, openers(name)))})(?!\w)")


def fix(pieces: Iterable[Piece], role: Role) -> None:
    """Give pieces a role for good."""
    for piece in pieces:
        piece.role = role
        piece.fixed = True


def is_short(piece: Piece) -> bool:
    """Return whether a piece is a line rather than a paragraph."""
    return piece.length <= LONGEST and not piece.prose


def joined(text: str, pieces: list[Piece], first: int, last: int) -> Piece:
    """Put one piece in the place of those from `first` to before `last`, and return it."""
    whole = Piece(text, pieces[first].start, pieces[last - 1].end, pieces[first].after_blank)
    pieces[first:last] = [whole]
    return whole


def unwrapped(text: str, pieces: list[Piece]) -> list[Piece]:
    """Return the lines of pieces that were taken for wrapped paragraphs, as pieces of their own."""
    found = []
    for piece in pieces:
        at = piece.start
        for number, line in enumerate(piece.text.split("\n")):
            if line.strip():
                start = at + len(line) - len(line.lstrip())
                found.append(Piece(text, start, at + len(line.rstrip()), piece.after_blank and not number))
            at += len(line) + 1
    return found
