"""The reading order of a page: columns found by the white space between them, and what stands across them.

A cut of the page into bands and columns in turn, after the recursive X-Y cut (Nagy and Seth 1984), with the gutters
found first: rows of white space between paragraphs are as wide as those between a headline and the columns below it.
"""

from __future__ import annotations

from itertools import accumulate, groupby
from statistics import median_low

from briefer.readers.pdf.lines import Line

BINS = 1000  # steps across a page
DEEPEST = 8  # cuts within cuts
CANDIDATES = 8  # of gutters that are looked at closely
GUTTER = 0.6  # em: the narrowest
OVERHANG = 0.75  # em that a line of a column may reach over the middle of the gutter
NARROWEST = 6  # em: the least mean length of the lines of a column; those of tables and lists of figures are shorter
FILLED = 0.6  # of its column's width: the least mean length of lines of prose
BESIDE = 2  # lines that have others beside them: the least that make two columns
RUN = 5  # lines in a row that have others beside them: always columns
SHARE = 0.5  # of the lines that cross the gutter: with as many that do not, there are columns
TALL = 6  # lines of a column beside which even a single line makes another one
DISPLAY = 1.15  # of the usual size: from here a line belongs to a headline
Band = tuple[list[Line], list[Line], list[Line]]  # lines across the gutter, then those on its left and on its right


def columns(pieces: list[Line], *, rtl: bool = False, depth: int = DEEPEST) -> list[list[Line]]:
    """Return the pieces of a page parted into what is read from the top down, in the order of reading."""
    bands = _bands(pieces) if depth else None
    if bands is None:
        return [pieces] if pieces else []
    found: list[list[Line]] = []
    for across, left, right in bands:
        if across:
            found.append(across)
        for side in (right, left) if rtl else (left, right):
            found += columns(side, rtl=rtl, depth=depth - 1)
    return found


def _bands(pieces: list[Line]) -> list[Band] | None:
    """Return the bands of a page parted by its best gutter, from the top down; None where there is no gutter."""
    if len(pieces) < 2 * BESIDE:
        return None
    em = median_low(piece.size for piece in pieces)
    ordered = sorted(pieces, key=lambda piece: -piece.middle)
    for middle in _gutters(pieces, em):
        bands = _parted(ordered, middle, em)
        if _are_columns(bands, em):
            return bands
    return None


def _gutters(pieces: list[Line], em: float) -> list[float]:
    """Return where gutters may be: what fewer lines cross than what is beside it, fewest first, then the widest."""
    left = min(piece.left for piece in pieces)
    width = max(piece.right for piece in pieces) - left
    if not 2 * NARROWEST * em < width < float("inf"):
        return []
    scale = BINS / width
    steps = [0] * (BINS + 2)
    for piece in pieces:
        start = int((piece.left - left) * scale)
        steps[start] += 1
        steps[max(start, int((piece.right - left) * scale)) + 1] -= 1
    runs = [(count, len(list(run))) for count, run in groupby(accumulate(steps[: BINS + 1]))]
    found: list[tuple[int, int, float]] = []
    start = runs[0][1]
    for before, (count, length), after in zip(runs, runs[1:], runs[2:], strict=False):
        if before[0] > count < after[0] and length >= GUTTER * em * scale:
            found.append((count, -length, left + (start + length / 2) / scale))
        start += length
    return [middle for _, _, middle in sorted(found)[:CANDIDATES]]


def _parted(ordered: list[Line], middle: float, em: float) -> list[Band]:
    """Return bands of lines: each opens with lines that cross the gutter, and the columns below them follow."""
    bands: list[Band] = [([], [], [])]
    headline = 0.0  # the size of the headline that crosses the gutter and may go on in a short line
    for number, piece in enumerate(ordered):
        crosses = piece.left < middle - OVERHANG * em and piece.right > middle + OVERHANG * em
        if crosses and any(_is_beside(piece, other, middle) for other in ordered[max(0, number - 2) : number + 3]):
            crosses = False  # a line of a column that is too long
            bands[-1][1 if piece.left + piece.right < 2 * middle else 2].append(piece)
            continue
        if crosses or (headline and abs(piece.size - headline) < 0.05 * headline):
            if bands[-1][1] or bands[-1][2]:
                bands.append(([], [], []))
            bands[-1][0].append(piece)
            headline = piece.size if piece.size > DISPLAY * em else 0.0
            continue
        headline = 0.0
        bands[-1][1 if piece.left + piece.right < 2 * middle else 2].append(piece)
    return bands


def _is_beside(piece: Line, other: Line, middle: float) -> bool:
    """Return whether another piece stands on the same line, on one side of the gutter."""
    if abs(piece.middle - other.middle) > 0.3 * piece.size or piece is other:
        return False
    return other.left > max(middle, piece.right - piece.size) or other.right < min(middle, piece.left + piece.size)


def _are_columns(bands: list[Band], em: float) -> bool:
    """Return whether prose stands on both sides of a gutter rather than the cells of a table."""
    beside = 0
    most = 0
    whole = sum(piece.size < DISPLAY * em for across, _, _ in bands for piece in across)
    sides: tuple[list[Line], list[Line]] = ([], [])
    for _, left, right in bands:
        if not left or not right:
            continue
        top = min(left[0].middle, right[0].middle) + em / 2
        bottom = max(left[-1].middle, right[-1].middle) - em / 2
        pairs = [[piece for piece in side if bottom < piece.middle < top] for side in (left, right)]
        few, many = sorted(map(len, pairs))
        if few >= BESIDE or many > BESIDE:
            beside += few
            most = max(most, few)
            sides[0].extend(pairs[0])
            sides[1].extend(pairs[1])
        elif not whole and abs(left[0].middle - right[0].middle) < em and max(len(left), len(right)) >= TALL:
            beside += BESIDE  # the last lines of the last column
            sides[0].extend(left)
            sides[1].extend(right)
    if beside < BESIDE or (most < RUN and beside < SHARE * whole):
        return False  # wide spaces that happen to stand above one another
    return all(_is_prose(side, em) for side in sides)


def _is_prose(side: list[Line], em: float) -> bool:
    ends: dict[int, tuple[float, float]] = {}  # a line that is set flush may be in pieces
    for piece in side:
        row = round(2 * piece.base / em)
        left, right = ends.get(row, (piece.left, piece.right))
        ends[row] = min(left, piece.left), max(right, piece.right)
    mean = sum(right - left for left, right in ends.values()) / len(ends)
    width = max(piece.right for piece in side) - min(piece.left for piece in side)
    # The side may have columns of its own, whose lines fill a part of it each.
    return mean >= NARROWEST * em and (mean >= FILLED * width or width > 3 * NARROWEST * em)
