"""Line numbers in the margin of a page, as bills, preprints and depositions have them: no part of the text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from briefer.readers.pdf.lines import Line

FEWEST = 4  # numbers on a page
ALIGNED = 2.0  # points by which the edges of numbers in one column differ
STEPS = (1, 2, 5, 10)


def without(pieces: list[Line]) -> list[Line]:
    """Return the pieces of a page without the numbers of its lines."""
    numbers = [piece for piece in pieces if piece.text.isdecimal() and len(piece.text) <= FEWEST]
    if len(numbers) < FEWEST:
        return pieces
    for edge in ("left", "right"):
        column = _column(numbers, edge)
        gone = set(map(id, column))
        others = [piece for piece in pieces if id(piece) not in gone]
        beside = all(piece.left > max(number.right for number in column) for piece in _at(others, column))
        if len(column) >= FEWEST and others and beside and _count_on(column):
            return others
    return pieces


def _column(numbers: Sequence[Line], edge: str) -> list[Line]:
    """Return the numbers, from the top down, that share the left or right edge with most others."""
    best: list[Line] = []
    for one in numbers:
        found = [other for other in numbers if abs(getattr(other, edge) - getattr(one, edge)) <= ALIGNED]
        best = found if len(found) > len(best) else best
    return sorted(best, key=lambda piece: -piece.base)


def _at(others: Sequence[Line], column: Sequence[Line]) -> list[Line]:
    """Return the pieces between the first and the last number."""
    return [piece for piece in others if column[-1].base <= piece.base <= column[0].base]


def _count_on(column: Sequence[Line]) -> bool:
    steps = {int(two.text) - int(one.text) for one, two in pairwise(column)}
    return len(steps) == 1 and steps.pop() in STEPS
