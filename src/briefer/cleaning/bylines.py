"""Who wrote the article: bylines with the authors' names, and lines about the writer."""

from __future__ import annotations

import re
from functools import cache
from itertools import chain

from briefer.cleaning.lines import LONGEST_LABEL, is_date
from briefer.cleaning.patterns import Wording
from briefer.cleaning.piece import Piece
from briefer.languages import DEFAULT, load_lines

LONGEST_BYLINE = 160  # characters
LONGEST_NAME = 5  # words
LONGEST_DATED = 100
DATE_END = " |/,;:·•-–—"  # between a date and the name
PARTING = r"\s*[|•·–—]\s*|\s+(?:-|by|on)\s+"  # names and dates of a byline
PARTED = r"(?:\s*[,;&·•]\s*|\s+and\s+|\s*\n\s*)++(?:and\s+)?[\d*†‡§¶∗]*\s*"  # names of the authors of a paper
WHOLE_NAME = (
    r"[^\W\d_a-z][\w.'’-]*(?:[ \xa0](?:de|der|den|del|la|van|von|ter|bin|al|da|dos)|[ \xa0][^\W\d_a-z][\w.'’-]*){1,4}"
)
MARKS = "0123456789*†‡§¶∗¹²³⁴⁵⁶⁷⁸⁹⁰,() "  # behind a name, for a note
LONGEST_SIGNATURE = 30
LONGEST_WHO = 110  # characters within which a bio says what the writer is
# Compiled by `re`, which remembers them, when a line first needs them: most articles have one byline or none.
WORD = r"[^\W\d_](?:[\w.'’-]*\w|\.)?\.?"


def authors(piece: Piece, lower: str, words: Wording) -> list[tuple[int, int]] | None:
    """Return the spans of the authors' names of a line such as "By Jane Doe and John Roe, staff writers".

    None when the line is no byline; an empty list when it names an outlet alone. Offsets are those of the document.
    """
    if piece.length > LONGEST_BYLINE:
        return None
    if not lower.startswith(words.byline_openers):
        return None
    opener = next(opener for opener in words.byline_openers if lower.startswith(opener))
    rest = piece.text[len(opener) :]
    stripped = rest.lstrip(" :\t\xa0.")
    if stripped == rest or not stripped:
        return None
    if opener in words.byline_labels and ":" not in rest[: len(rest) - len(stripped)]:
        return None  # "Author Jane Doe said" is a sentence; "Author: Jane Doe" is a byline
    names = names_at(piece, len(piece.text) - len(stripped), lower, words)
    if names is None or (piece.closed and (piece.text[-1] in "!?" or piece.length > LONGEST_LABEL)):
        return None
    return names


def dated_authors(piece: Piece, lower: str, words: Wording) -> list[tuple[int, int]] | None:
    """Return the spans of the authors' names of a line such as "May 3, 2031 | by Jane Doe", None if it is none."""
    if piece.length > LONGEST_DATED:
        return None
    date, by, _ = lower.partition(" by ")
    if not by or not is_date(date.rstrip(DATE_END), words):
        return None
    return names_at(piece, len(date) + len(by), lower, words) or []


def date_within(piece: Piece, lower: str, words: Wording) -> tuple[int, int] | None:
    """Return the span of the date in a byline such as "Jane Doe - May 3, 2031, 7:45 am", None if it has none."""
    start = 0
    for end, following in chain((match.span() for match in re.finditer(PARTING, lower)), ((len(lower), len(lower)),)):
        if is_date(lower[start:end], words):
            return piece.start + start, piece.start + end
        start = following
    return None


def names_at(piece: Piece, position: int, lower: str, words: Wording) -> list[tuple[int, int]] | None:
    """Return the names that stand from a position of the piece to its end or to a separator; None if others do."""
    text = piece.text
    names: list[tuple[int, int]] = []
    found = False
    if lower.startswith("the ", position):
        position += 4
    while position < piece.length:
        end, is_name = _name_end(text, lower, position, words)
        if end == position:
            return names if found else None
        found = True
        if is_name:
            names.append((piece.start + position, piece.start + end))
        gap = re.compile(words.byline_gap).match(text, end)
        if gap is None or gap.end() == end:
            return names if re.compile(words.byline_end).match(text, end) else None
        position = gap.end()
    return names if found else None


def _name_end(text: str, lower: str, position: int, words: Wording) -> tuple[int, bool]:
    """Return where the name ends that starts at a position, and whether it is a person's rather than a job or outlet.

    The end is the position itself where no name stands.
    """
    start = end = position
    count = 0
    is_name = True
    word = re.compile(WORD)
    while match := word.match(text, position):
        small = lower[position : match.end()].rstrip(".")
        if small in words.byline_links:
            break
        if small in words.byline_not or small in words.months or small in words.days:
            return start, False
        if small in words.byline_roles:
            is_name = False
        elif text[position].islower() and small not in words.byline_particles and (count or " " in text[position:]):
            return start, False
        count += 1
        end = position = match.end()
        while text[position : position + 1] in (" ", "\xa0"):
            position += 1
    return (end, is_name) if 0 < count <= LONGEST_NAME else (start, False)


def marked_authors(piece: Piece) -> list[tuple[int, int]] | None:
    """Return the spans of the names of a line in which marks may point to notes: "Jane Doe¹*, J. Roe² and Ann Lee".

    None when anything else stands in it.
    """
    names = []
    start = 0
    for gap in (*re.finditer(PARTED, piece.text), None):
        end = gap.start() if gap else len(piece.text)
        name = piece.text[start:end].rstrip(MARKS)
        if name and not re.fullmatch(WHOLE_NAME, name):
            return None
        if name:
            names.append((piece.start + start, piece.start + start + len(name)))
        start = gap.end() if gap else end
    return names or None


def signature(piece: Piece, lower: str, words: Wording, *, dated: bool) -> list[tuple[int, int]] | None:
    """Return the span of the name that signs a text in its last line, or in the line above the date of it.

    A line without a date has to open with a known given name.
    """
    if piece.length > LONGEST_SIGNATURE or piece.closed or not piece.text[:1].isupper():
        return None
    names = names_at(piece, 0, lower, words)
    if not names or len(names) > 1 or names[0] != (piece.start, piece.end):
        return None
    tokens = piece.text.split()
    if all(token[0].isupper() for token in tokens) and (dated or (len(tokens) > 1 and tokens[0].lower() in _given())):
        return names
    return None


@cache
def _given() -> frozenset[str]:
    return frozenset(name for line in load_lines(DEFAULT, "given_names.txt") for name in line.split()[1:])


def is_bio(piece: Piece, lower: str, words: Wording, names: list[str], text: str) -> bool:
    """Return whether a piece tells who the writer is.

    `names` are the authors known so far. Without a byline a piece such as "Jane Doe is a fellow at …" counts when the
    text names nobody so elsewhere.
    """
    if f"{lower} ".startswith(words.bio_openers) or any(phrase in lower for phrase in words.bio_inside):
        return True
    known = any(name in piece.text for name in names)
    if not known and (names or not text):
        return False
    start = lower if known else lower[:LONGEST_WHO]
    if not any(work in start for work in words.bio_work):
        return False
    if known:
        return True
    match = re.match(words.bio_who, piece.text)
    return match is not None and text.count(match[1]) == 1
