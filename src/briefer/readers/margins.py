"""Line numbers in the margin of a plain text: acts, depositions, texts that are read in class."""

from __future__ import annotations

import re
from itertools import pairwise

RE_NUMBERED = re.compile(r"([ \t]{0,8}(\d{1,4})(?:[ \t]+|$))(.*)")
FEWEST = 5  # numbers that count on
MOST_OTHER = 0.2  # of the lines, which may have none: titles, notes
WRAPPED = 0.25  # of the numbered lines that go on in small letters, as those of prose do
RE_ASKED = re.compile(r"\s*[QA][.:]?\s")  # "Q. Where were you?" of a deposition
TESTIMONY = 0.3  # of the numbered lines that open so
INDENT = 4  # columns that all lines leave free for a number at every fifth


def without_numbers(text: str) -> str:
    """Return a text without the numbers of its lines; the same text where there are none."""
    lines = text.splitlines()
    found = [RE_NUMBERED.match(line) for line in lines]
    numbers = [(number, match) for number, match in enumerate(found) if match]
    if len(numbers) >= FEWEST and _count_on(lines, numbers):
        return "\n".join(match[3] if match else line for line, match in zip(lines, found, strict=True))
    numbers = [(number, match) for number, match in numbers if match[3].strip()]
    if numbers and len(numbers) * 3 < len(lines) and _are_fifths(lines, numbers):
        gone = dict(numbers)
        return "\n".join(" " * len(gone[at][1]) + gone[at][3] if at in gone else line for at, line in enumerate(lines))
    return text


def _count_on(lines: list[str], numbers: list[tuple[int, re.Match[str]]]) -> bool:
    """Return whether nearly every line has a number, one more than the last, and most go on from line to line."""
    values = [int(match[2]) for _, match in numbers]
    rising = sum(two == one + 1 or (two == 1 and one > FEWEST) for one, two in pairwise(values))
    if rising < len(values) - 1:
        return False
    between = [line for line in lines[numbers[0][0] :] if line.strip()]
    small = sum(match[3][:1].islower() for _, match in numbers)
    asked = sum(RE_ASKED.match(match[3]) is not None for _, match in numbers)
    wrapped = small >= WRAPPED * len(values) or asked >= TESTIMONY * len(values)
    return len(values) >= (1 - MOST_OTHER) * len(between) and wrapped


def _are_fifths(lines: list[str], numbers: list[tuple[int, re.Match[str]]]) -> bool:
    """Return whether numbers stand at every fifth line, in a margin that the other lines leave free."""
    first = 5 if int(numbers[0][1][2]) == 5 else 10
    if any(int(match[2]) != first * (place + 1) for place, (_, match) in enumerate(numbers)):
        return False
    widths = {len(match[1].expandtabs()) for _, match in numbers}
    if len(widths) != 1 or (width := widths.pop()) < INDENT:
        return False
    at = {number for number, _ in numbers}
    body = [line.expandtabs() for number, line in enumerate(lines) if line.strip() and number not in at]
    indented = sum(len(line) - len(line.lstrip()) >= width for line in body)
    return indented >= max(FEWEST, (1 - MOST_OTHER) * len(body) - 1)
