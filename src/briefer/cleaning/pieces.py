"""Paragraph-like pieces of a text, by its blank lines and line breaks alone."""

from __future__ import annotations

from itertools import pairwise

from briefer.cleaning.piece import is_list_item

# Page break and paragraph separator part paragraphs as a blank line does; all other line ends are single breaks.
PARAGRAPH_ENDS = "\x0c\u2029"
MIN_WRAPPED_PAIRS = 3
WIDE = 0.75  # of the width, which a group of lines reaches somewhere if it was wrapped
LISTED = 3  # lines from which a group without a small letter at any start is a list, not a wrapped paragraph
BROKEN = 40  # characters of a line from which a small letter at the start of the next one goes on with it
MAX_WIDTH = 140  # columns: nobody wraps by hand wider than that


class Line:
    """A line without its surrounding white space; `after_blank` tells that a blank line stands before it."""

    __slots__ = ("after_blank", "end", "indent", "start")

    def __init__(self, start: int, end: int, indent: int, after_blank: bool) -> None:
        self.start = start
        self.end = end
        self.indent = indent
        self.after_blank = after_blank


def split(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int, bool]]:
    """Return (start, end, whether a blank line stands before) of the paragraphs between start and end, in order.

    Only white space lies between them. A blank line parts paragraphs; a single line break does so too, unless the
    text was wrapped at a column.
    """
    lines = _lines(text, start, len(text) if end is None else end)
    width = _wrap_width(text, lines)
    if not width:
        return _rejoined(text, lines)
    pieces: list[tuple[int, int, bool]] = []
    for block in _blocks(lines):
        joined = len(block) < LISTED or any(text[line.start].islower() for line in block[1:])
        for number, line in enumerate(block):
            if number and joined and not _is_new(text, block[number - 1], line, width):
                pieces[-1] = (pieces[-1][0], line.end, pieces[-1][2])
            else:
                pieces.append((line.start, line.end, line.after_blank))
    return pieces


def _rejoined(text: str, lines: list[Line]) -> list[tuple[int, int, bool]]:
    """Return the lines as paragraphs, but for those that go on in the middle of a sentence of a long line above."""
    broken = [not line.after_blank and _goes_on(text, before, line) for before, line in pairwise(lines)]
    if sum(broken) < MIN_WRAPPED_PAIRS and not (any(broken) and _are_explained(text, lines, broken)):
        return [(line.start, line.end, line.after_blank) for line in lines]
    pieces: list[tuple[int, int, bool]] = []
    for line, goes_on in zip(lines, (False, *broken), strict=True):
        if goes_on:
            pieces[-1] = (pieces[-1][0], line.end, pieces[-1][2])
        else:
            pieces.append((line.start, line.end, line.after_blank))
    return pieces


def _are_explained(text: str, lines: list[Line], broken: list[bool]) -> bool:
    """Return whether each line goes on in the middle of a sentence, or opens a paragraph or an item of a list."""
    return all(
        goes_on or line.after_blank or is_list_item(text[line.start : line.start + 6])
        for goes_on, line in zip(broken, lines[1:], strict=True)
    )


def _goes_on(text: str, before: Line, line: Line) -> bool:
    """Return whether a line begins small behind one that is long and ends with a letter, a digit or a comma."""
    if (
        not text[line.start].islower()
        or before.end - before.start < BROKEN
        or is_list_item(text[line.start : line.start + 6])
    ):
        return False
    return (text[before.end - 1].isalnum() or text[before.end - 1] in ",-") and line.indent <= before.indent + 1


def _blocks(lines: list[Line]) -> list[list[Line]]:
    """Return the lines in groups with no blank line within."""
    blocks: list[list[Line]] = []
    for line in lines:
        if line.after_blank or not blocks:
            blocks.append([])
        blocks[-1].append(line)
    return blocks


def _lines(text: str, start: int, end: int) -> list[Line]:
    lines: list[Line] = []
    position = start
    blank = True
    region = text if start == 0 and end == len(text) else text[start:end]
    for line in region.splitlines(keepends=True):
        length = len(line)
        stripped = line.lstrip()
        if stripped:
            indent = length - len(stripped)
            first = position + indent
            lines.append(Line(first, first + len(stripped.rstrip()), indent, blank))
            blank = line[-1] in PARAGRAPH_ENDS
        else:
            blank = True
        position += length
    return lines


def _wrap_width(text: str, lines: list[Line]) -> int:
    """Return the column at which the lines were wrapped, 0 if they were not.

    In wrapped text most breaks are forced (the next word would not have fitted) and fall within a sentence, so that
    many lines begin with a small letter; pasted pages, lists and poems fail one or the other.
    """
    pairs = [(one, two) for one, two in pairwise(lines) if not two.after_blank]
    if len(pairs) < MIN_WRAPPED_PAIRS:
        return 0
    lengths = sorted(one.end - one.start for one, _ in pairs)
    width = lengths[len(lengths) * 95 // 100]
    if not 20 <= width <= MAX_WIDTH:
        return 0
    wide = [block for block in _blocks(lines) if max(line.end - line.start for line in block) >= WIDE * width]
    pairs = [pair for block in wide for pair in pairwise(block)]  # titles, lists and menus between say nothing
    if len(pairs) < MIN_WRAPPED_PAIRS:
        return 0
    small = sum(text[two.start].islower() for _, two in pairs)
    forced = sum((one.end - one.start) >= 0.75 * width for one, _ in pairs)
    return width if small >= 0.3 * len(pairs) and forced >= 0.6 * len(pairs) else 0


def _is_new(text: str, previous: Line, line: Line, width: int) -> bool:
    if line.indent > previous.indent or is_list_item(text[line.start : line.start + 6]):
        return True
    if text[line.start].islower():
        return False
    space = text.find(" ", line.start, line.end)
    word = (space if space > 0 else line.end) - line.start
    return previous.end - previous.start + 1 + word <= 0.8 * width
