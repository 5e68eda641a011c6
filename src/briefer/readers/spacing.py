"""Blank lines behind every line of a wrapped text, as old programs and copies out of mails have them."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

RE_BREAK = re.compile(r"\r\n|\n|\r")
FEWEST = 4  # lines
LONGEST = 140  # characters of a line: nobody wraps wider than that
SHORTEST = 12  # of the widest line: nobody wraps narrower
SMALL = 0.3  # of the pairs of lines, whose second begins with a small letter
TWICE = 2  # such pairs
FULL = 0.6  # of the widest line, from which a line was wrapped
TITLE = 0.8  # of it, below which the first line stands alone
ENDS = (".", "!", "?", "…", ":", '."', ".”", "?”", "!”")


class Line(NamedTuple):
    """A line's words, and how many blank lines stand before it."""

    words: str
    blanks: int


def without_doubling(text: str) -> str:
    r"""Return a text with its paragraphs on a line each, if a blank line parts all of its wrapped lines; else the same.

    >>> without_doubling("The pier was shut\n\non Monday after it\n\nhad lost a pile in\n\nthe night.\n\n")
    'The pier was shut on Monday after it had lost a pile in the night.'
    >>> without_doubling("It rains.\n\nThe pier is shut.\n\nNobody fishes.\n\nIt is late.")
    'It rains.\n\nThe pier is shut.\n\nNobody fishes.\n\nIt is late.'
    """
    text = text.replace("\r\r\n", "\n")  # a line end of Windows, written as text once more
    if text.count("\n\n") + text.count("\r\n\r\n") + text.count("\r\r") < FEWEST - 1:
        return text
    lines = _lines(text)
    usual = min((line.blanks for line in lines[1:]), default=0)
    width = max((len(line.words) for line in lines), default=0)
    if not usual or len(lines) < FEWEST or not SHORTEST <= width <= LONGEST or not _is_wrapped(lines, usual, width):
        return text
    found = [lines[0].words]
    for number, (before, line) in enumerate(pairwise(lines)):
        if line.blanks == usual and _goes_on(before.words, line.words, width, first=not number):
            found[-1] += f" {line.words}"
        else:
            found.append(line.words)
    return "\n\n".join(found)


def _lines(text: str) -> list[Line]:
    found: list[Line] = []
    blanks = 0
    for line in RE_BREAK.split(text):
        if words := line.strip():
            found.append(Line(words, blanks))
            blanks = 0
        else:
            blanks += 1
    return found


def _is_wrapped(lines: list[Line], usual: int, width: int) -> bool:
    """Return whether many of the lines go on in small letters, behind one that is long and ends no sentence."""
    pairs = [(one.words, two.words) for one, two in pairwise(lines) if two.blanks == usual]
    full = [len(one) >= FULL * width and not one.endswith(ENDS) for one, _ in pairs]
    small = sum(two[0].islower() for (_, two), is_full in zip(pairs, full, strict=True) if is_full)
    if len(pairs) < len(lines) - 1 and small and all(full):  # paragraphs stand further apart
        return True
    return small >= max(TWICE, SMALL * len(pairs))


def _goes_on(before: str, words: str, width: int, *, first: bool) -> bool:
    """Return whether a line goes on with the one before it rather than begin a paragraph."""
    if words[0].islower() and not before.endswith(ENDS):
        return True
    if first and len(before) < TITLE * width:
        return False
    return len(before) + 1 + len(words.split(" ", 1)[0]) > TITLE * width
