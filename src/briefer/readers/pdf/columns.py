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
SLACK = 0.1  # of the lines of a column: so many may reach into the gutter beside it
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
    bands = _bands(pieces, rtl=rtl) if depth else None
    if bands is None:
        return [pieces] if pieces else []
    found: list[list[Line]] = []
    for across, left, right in bands:
        if across:
            found.append(across)
        for side in (right, left) if rtl else (left, right):
            found += columns(side, rtl=rtl, depth=depth - 1)
    return found


def _bands(pieces: list[Line], *, rtl: bool) -> list[Band] | None:
    """Return the bands of a page parted by its best gutter, from the top down; None where there is no gutter."""
    if len(pieces) < 2 * BESIDE:
        return None
    em = median_low(piece.size for piece in pieces)
    ordered = sorted(pieces, key=lambda piece: -piece.middle)
    for middle in _gutters(pieces, em, rtl=rtl):
        bands = _parted(ordered, middle, em)
        if _are_columns(bands, em):
            return bands
    return None


def _gutters(pieces: list[Line], em: float, *, rtl: bool) -> list[float]:
    """Return where gutters may be: what fewer lines cross than what is beside it, fewest first, then the widest.

    Each is given by a place near the edge at which the lines beyond it begin, which is sharper than where others end.
    """
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
    runs: list[tuple[int, int, int]] = []  # how many lines cross it, where it begins and ends
    at = 0
    for count, run in groupby(accumulate(steps[: BINS + 1])):
        end = at + len(list(run))
        runs.append((count, at, end))
        at = end
    before = list(accumulate((run[0] for run in runs), max))
    after = list(accumulate((run[0] for run in reversed(runs)), max))[::-1]
    lowest = [
        number
        for number in range(1, len(runs) - 1)
        if runs[number - 1][0] > runs[number][0] < runs[number + 1][0]  # the text's own edges are none
    ]
    found: list[tuple[int, float, float]] = []
    for number in sorted(lowest, key=lambda number: runs[number][0])[: 4 * CANDIDATES]:
        first = last = number
        most = runs[number][0]
        most += int(SLACK * (min(before[number], after[number]) - most))
        while first > 1 and runs[first - 1][0] <= most:
            first -= 1
        while last < len(runs) - 2 and runs[last + 1][0] <= most:
            last += 1
        near, far = left + runs[first][1] / scale, left + runs[last][2] / scale
        if far - near >= GUTTER * em:
            inset = min((far - near) / 2, 0.4 * em)
            found.append((runs[number][0], near - far, near + inset if rtl else far - inset))
    return [place for _, _, place in sorted(set(found))[:CANDIDATES]]


def _parted(ordered: list[Line], middle: float, em: float) -> list[Band]:
    """Return bands of lines: each opens with lines that cross the gutter, and the columns below them follow."""
    bands: list[Band] = [([], [], [])]
    above: Line | None = None  # a line across the gutter, not of the usual size, that may go on in a short line
    for number, piece in enumerate(ordered):
        crosses = piece.left < middle - OVERHANG * em and piece.right > middle + OVERHANG * em
        near = ordered[max(0, number - 2) : number + 3]
        if crosses and any(_is_beside(piece, other, middle) for other in near):
            crosses = False  # a line of a column that is too long
        elif crosses or (above and abs(piece.size - above.size) < 0.05 * above.size and _is_below(piece, above)):
            if bands[-1][1] or bands[-1][2]:
                bands.append(([], [], []))
            bands[-1][0].append(piece)
            above = piece if abs(piece.size - em) > 0.05 * em else None
            continue
        above = None
        bands[-1][1 if piece.left + piece.right < 2 * middle else 2].append(piece)
    return bands


def _is_below(piece: Line, above: Line) -> bool:
    """Return whether a piece stands right under another one."""
    return above.middle - piece.middle < 2 * above.size and above.left - above.size < piece.left < above.right


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
