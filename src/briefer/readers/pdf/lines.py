"""Pieces of text with their places on a page, and the lines that they make."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

HYPHEN = "\xad"  # what ends a line whose last word goes on in the next one
SAME_ROW = 0.45  # em between the middles of two pieces of one line
NO_SPACE = 0.12  # em: the widest gap within a word
CELL = 2.5  # em: the least gap between the cells of a table
MANY = 2  # gaps wider than a space that make a row of a table
EVEN = 1.2  # times the narrowest space of a line: the widest, where the line is set flush
CELL_TEXT = 40  # characters: the longest cell of a table is shorter
USUAL = 0.15  # of all distances between lines: from here one is usual
SMALLER = 0.87  # of the size of its line: a raised piece of that size is a superscript
DROP_CAP = 1.8  # of the usual size: the least of a large first letter
DROP_CAPS = 50  # on one page: more of them are something else
WHOLE = "AIOÀYÓ"  # first letters that are words
RE_CAP = re.compile(r"[\"'“‘«„]?[^\W\d_a-zß-ÿ]")
RE_RAISED = re.compile(r"[\d,*†‡§¶]{1,5}")
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class Line:
    """A piece of a line, or all of it, on a page turned so that its text runs from left to right or right to left.

    `left`, `right` and `base` (the line that the letters stand on, counted upwards) are in points, as is `size` (em).
    `tabular`: gaps as between the cells of a table stand in it.
    """

    __slots__ = ("base", "bold", "first", "left", "middle", "right", "size", "tabular", "text")

    def __init__(self, text: str, left: float, right: float, base: float, size: float, bold: bool) -> None:
        self.text = text
        self.left = left
        self.right = right
        self.base = base
        self.size = size
        self.bold = bold
        self.tabular = False
        self.middle = base + 0.35 * size
        self.first = right - left  # width of the first word

    def __repr__(self) -> str:
        return f"Line({self.text!r}, {self.left:.0f}-{self.right:.0f}, {self.base:.0f}, {self.size:.1f})"


def drop_caps(pieces: list[Line], body: float) -> list[Line]:
    """Return the pieces of a page with large first letters put in front of the lines that stand beside them."""
    large = [piece for piece in pieces if piece.size > DROP_CAP * body and RE_CAP.fullmatch(piece.text)]
    if not large or len(large) > DROP_CAPS:
        return pieces
    words = {word for piece in pieces for word in piece.text.lower().split()}
    gone: set[int] = set()
    for cap in large:
        beside = [
            piece
            for piece in pieces
            if piece is not cap
            and cap.right - 0.3 * body < piece.left < cap.right + 1.5 * body
            and cap.base - 0.3 * body < piece.middle < cap.base + 0.9 * cap.size
            and piece.size < 1.3 * body
        ]
        if beside:
            top = max(beside, key=lambda piece: piece.middle)
            first = top.text.split(" ")[0].lower()
            is_word = cap.text in WHOLE and first in words and f"{cap.text.lower()}{first}" not in words
            top.text = f"{cap.text} {top.text}" if is_word else f"{cap.text}{top.text}"
            for piece in beside:
                piece.left = cap.left
            gone.add(id(cap))
    return [piece for piece in pieces if id(piece) not in gone]


def usual_size(lines: Iterable[Line]) -> float:
    """Return the size, to half a point, of most of the text; 0.0 where there is none."""
    counts: dict[float, int] = {}
    for line in lines:
        size = round(2 * line.size) / 2
        counts[size] = counts.get(size, 0) + len(line.text)
    return max(counts, key=lambda size: (counts[size], -size), default=0.0)


def rows(pieces: list[Line], *, rtl: bool = False) -> list[Line]:
    """Return the lines, from the top down, that pieces of one column make."""
    found: list[Line] = []
    row: list[Line] = []
    main: Line | None = None
    for piece in sorted(pieces, key=lambda piece: -piece.middle):
        size = piece.size
        if main and main.middle - piece.middle < SAME_ROW * (size if size > main.size else main.size):
            row.append(piece)
            if size > main.size or (size == main.size and len(piece.text) > len(main.text)):
                main = piece
            continue
        if main:
            found.append(_line(row, main, rtl))
        row, main = [piece], piece
    if main:
        found.append(_line(row, main, rtl))
    return found


def _line(row: list[Line], main: Line, rtl: bool) -> Line:
    if len(row) == 1:
        return main
    row.sort(key=lambda piece: (-piece.right, piece.left) if rtl else (piece.left, piece.right))
    words = row[0].text
    gaps: list[float] = []
    previous = row[0]
    for piece in row[1:]:
        if words.endswith(HYPHEN):  # it is followed by more of its line
            words = f"{words[:-1]}-"
        gap = previous.left - piece.right if rtl else piece.left - previous.right
        raised = piece.size < SMALLER * main.size and piece.middle > main.middle + 0.1 * main.size
        if raised and RE_RAISED.fullmatch(piece.text) and gap < 0.5 * main.size:
            words += _superscript(words, piece.text)
        else:
            gaps.append(gap)
            space = "\t" if gap > CELL * main.size else " " if gap > NO_SPACE * main.size else ""
            words += space + piece.text
        if raised or rtl or piece.right > previous.right:
            previous = piece
    line = Line(
        words,
        min(piece.left for piece in row),
        max(piece.right for piece in row),
        main.base,
        main.size,
        all(piece.bold for piece in row),
    )
    line.tabular = _are_cells(gaps, main.size) and max(len(piece.text) for piece in row) < CELL_TEXT
    line.first = row[0].first
    return line


def _are_cells(gaps: list[float], em: float) -> bool:
    """Return whether the gaps in a line are those of a table rather than the wide spaces of a line set flush."""
    widest = max(gaps, default=0.0)
    if len(gaps) > 1 and widest < min(CELL * em, EVEN * min(gaps)):
        return False
    return widest > CELL * em or sum(gap > em for gap in gaps) >= MANY


def _superscript(before: str, raised: str) -> str:
    """Return a raised number as it is written where it is part of a quantity, else nothing: it refers to a note."""
    word = before.rpartition(" ")[2]
    if word[-1:].isdigit() or (len(word) <= 2 and word.isalpha()):
        return raised.translate(SUPERSCRIPTS)
    return ""


def usual_pitch(lines: list[Line], size: float) -> float:
    """Return the usual distance in points from line to line of a size; 1.2 em where nothing tells."""
    found = Counter(
        round(2 * (one.base - two.base)) / 2
        for one, two in pairwise(lines)
        if abs(one.size - size) < 0.5 and abs(two.size - size) < 0.5 and 0.8 * size < one.base - two.base < 3 * size
    )
    # Where paragraphs are short, most distances are those between them; within a paragraph the lines stand closest.
    usual = [pitch for pitch, count in found.items() if count >= USUAL * found.total()]
    return min(usual, default=1.2 * size)
