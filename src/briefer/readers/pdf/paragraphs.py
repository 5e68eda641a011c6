"""Lines joined to paragraphs, also across columns and pages, and words that were parted at the end of a line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from briefer.readers.pdf.lines import HYPHEN, Line, usual_pitch

HYPHENS = (HYPHEN, "-", "‐")
LIKE = 1.06  # the most that the sizes of two lines of one paragraph differ by
INDENT = 0.7  # em: the least
DEEPEST_INDENT = 5  # em: what begins further in is centred or stands in a table
LOOSE = 1.25  # of the usual pitch: from here a gap parts paragraphs
LOOSE_DISPLAY = 1.75  # em: the same between the lines of a headline
DISPLAY = 1.12  # of the usual size: from here a line is one of a headline or heading
JUSTIFIED = 0.4  # of all lines end at the edge: then the column is set flush on both sides
SHORT = 0.3  # of the width of a ragged column: what a line leaves free that nothing but its end explains
FLUSH = 0.12  # em: the most that such a line ends before the edge
LOOK_BACK = 8  # paragraphs in which the beginning of one that goes on is looked for
TERMINAL = ".!?…:。！？؟۔"
GOING_ON = ",;–—&"
CLOSING = "\"'”’»)]」』*"
BULLETS = "•▪◦‣●■○▶►–—*\uf0b7\uf0a7"
LEADER = " . . . "  # between the name of a chapter and its page
RE_BRACKET = re.compile(r"[()\[\]{}]")
MIRRORED = str.maketrans("()[]{}", ")(][}{")
RE_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
RE_LAST = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*$")
RE_FIRST = re.compile(r"[^\W\d_]+")
RE_ITEM = re.compile(rf"(?:[{BULLETS}-]|\(?(?:\d{{1,3}}|[a-z])[.)])(?:\s|$)")


class Paragraph:
    """Lines that make one paragraph: `page` is the number of the page that it begins on, from 0.

    `room` is what its last line leaves free, and `most` what a line may leave free after which the paragraph goes on,
    both in points; `flush` tells that its lines end at the edge.
    """

    __slots__ = ("flush", "indented", "lines", "most", "page", "room")

    def __init__(self, line: Line, page: int) -> None:
        self.lines = [line]
        self.page = page
        self.indented = False
        self.flush = False
        self.room = self.most = 0.0

    @property
    def size(self) -> float:
        """The size of its first line in points."""
        return self.lines[0].size

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(line.bold for line in self.lines)

    @property
    def top(self) -> float:
        """The base of its first line in points above the bottom of the page."""
        return self.lines[0].base


class Column(list[Line]):
    """The lines of a column from the top down, with its edges and the ways of its typesetter."""

    def __init__(self, lines: list[Line], page: int, rtl: bool, body: float) -> None:
        super().__init__(lines)
        self.page = page
        self.rtl = rtl
        main = [line for line in lines if abs(line.size - body) < 0.06 * body] or lines
        self.end = max(_end(line, rtl) for line in main)
        whole = [_end(line, rtl) for line in main if not line.text.endswith(HYPHEN)]  # the hyphen is not counted there
        self.justified = sum(self.end - end < FLUSH * body for end in whole) > max(2.0, JUSTIFIED * len(whole))
        starts = sorted(_start(line, rtl) for line in main)
        self.start = starts[len(starts) // 10]


def build(columns: list[list[Line]], page: int, body: float, pitch: float, *, rtl: bool) -> list[list[Paragraph]]:
    """Return the paragraphs of each column of a page."""
    return [
        _paragraphs(Column([line for line in lines if line.text], page, rtl, body), body, pitch)
        for lines in columns
        if any(line.text for line in lines)
    ]


def pitch_of(columns: Iterable[list[Line]], body: float) -> float:
    """Return the usual distance from line to line of the text, in points."""
    return usual_pitch([line for lines in columns for line in lines], body)


def _paragraphs(column: Column, body: float, pitch: float) -> list[Paragraph]:
    found: list[Paragraph] = []
    for number, line in enumerate(column):
        previous = column[number - 1] if number else None
        following = column[number + 1] if number + 1 < len(column) else None
        if previous is None or _parts(column, found[-1], previous, line, following, body, pitch):
            found.append(Paragraph(line, column.page))
            found[-1].indented = _inwards(column, line) > INDENT * line.size
        else:
            found[-1].lines.append(line)
    for paragraph in found:
        last = paragraph.lines[-1]
        paragraph.flush = column.justified
        paragraph.room = _room(column, last)
        paragraph.most = 0.5 * last.size if column.justified else SHORT * (column.end - column.start)
    return found


def _parts(
    column: Column, paragraph: Paragraph, previous: Line, line: Line, following: Line | None, body: float, pitch: float
) -> bool:
    """Return whether a paragraph ends between two lines of a column."""
    if max(previous.size, line.size) > LIKE * min(previous.size, line.size):
        return True
    if previous.tabular or line.tabular or LEADER in previous.text:
        return True
    gap = previous.base - line.base
    if line.size > DISPLAY * body:
        return gap > LOOSE_DISPLAY * line.size or previous.bold != line.bold
    if gap > LOOSE * (pitch if abs(line.size - body) < 0.5 else 1.25 * line.size):
        return True
    if line.text[0] in BULLETS and RE_ITEM.match(line.text):
        return True
    if previous.text.endswith(HYPHENS):
        return False
    if line.bold and not previous.bold and ends(previous.text):
        return True
    if previous.bold != line.bold and _room(column, previous) > line.first + 0.5 * line.size:
        return True
    return _by_indent(column, paragraph, previous, line, following) or _by_short_line(column, previous, line)


def _by_indent(column: Column, paragraph: Paragraph, previous: Line, line: Line, following: Line | None) -> bool:
    em = line.size
    step = _inwards(column, line) - _inwards(column, previous)
    if step > INDENT * em:
        if step > DEEPEST_INDENT * em:
            return False
        goes_on = following is not None and abs(_inwards(column, following) - _inwards(column, line)) < 0.3 * em
        hangs = goes_on and not ends(previous.text)
        return not (hangs or RE_ITEM.match(paragraph.lines[0].text))
    if step < -INDENT * em:  # back from a first line to the edge, or the end of what was set in
        return len(paragraph.lines) > 1 and -step < DEEPEST_INDENT * em and ends(previous.text)
    if INDENT * em < _inwards(column, line) < DEEPEST_INDENT * em and ends(previous.text):  # as was the line before
        return not RE_ITEM.match(paragraph.lines[0].text)
    return False


def _by_short_line(column: Column, previous: Line, line: Line) -> bool:
    room = _room(column, previous)
    starts_small = line.text[0].islower()
    if column.justified:
        return room > 0.5 * line.size if ends(previous.text) else room > 1.2 * line.size and not starts_small
    if starts_small or room < 1.1 * line.first + 0.6 * line.size:
        return False
    return ends(previous.text) or room > SHORT * (column.end - column.start)


def _start(line: Line, rtl: bool) -> float:
    return -line.right if rtl else line.left


def _end(line: Line, rtl: bool) -> float:
    return -line.left if rtl else line.right


def _inwards(column: Column, line: Line) -> float:
    return _start(line, column.rtl) - column.start


def _room(column: Column, line: Line) -> float:
    return column.end - _end(line, column.rtl)


def ends(text: str) -> bool:
    """Return whether a sentence ends with a text."""
    return text.rstrip(CLOSING)[-1:] in TERMINAL if text.rstrip(CLOSING) else True


def joined(columns: list[list[Paragraph]], body: float) -> list[Paragraph]:
    """Return all paragraphs in order, those that go on in another column or on another page made one.

    What stands between the two parts (a caption, a box) follows them.
    """
    found: list[Paragraph] = []
    indents = sum(one.indented for paragraphs in columns for one in paragraphs[1:] if _is_body(one, body))
    plain = sum(not one.indented for paragraphs in columns for one in paragraphs[1:] if _is_body(one, body))
    for paragraphs in columns:
        for number, paragraph in enumerate(paragraphs):
            opens = _is_body(paragraph, body) and not any(_is_body(one, body) for one in paragraphs[:number])
            before = _unfinished(found, paragraph, body, indents > plain) if opens else None
            if before:
                before.lines += paragraph.lines
                before.room, before.most, before.flush = paragraph.room, paragraph.most, paragraph.flush
            else:
                found.append(paragraph)
    return found


def _unfinished(found: list[Paragraph], paragraph: Paragraph, body: float, by_indent: bool) -> Paragraph | None:
    """Return the paragraph that another one goes on with, if there is one."""
    for before in reversed(found[-LOOK_BACK:]):
        if not _is_body(before, body):
            if before.size > DISPLAY * body or (before.bold and before.size > 0.95 * body):
                return None  # a heading stands between
            continue
        text, first = before.lines[-1].text, paragraph.lines[0].text
        if before.lines[-1].tabular or paragraph.lines[0].tabular or RE_ITEM.match(first):
            return None
        if text.endswith(HYPHENS):
            return before
        least = before.most if before.flush else max(before.most, paragraph.lines[0].first + 0.5 * body)
        full = before.room < least and not paragraph.indented
        if ends(text):
            return before if full and (by_indent or before.flush) else None
        return before if full or first[0].islower() or text[-1] in GOING_ON else None
    return None


def _is_body(paragraph: Paragraph, body: float) -> bool:
    return body / LIKE <= paragraph.size <= body * LIKE and not (paragraph.bold and len(paragraph.lines) < 3)


def vocabulary(lines: Iterable[Line]) -> Counter[str]:
    """Return the words of a document in small letters, whole and with their hyphens, and how often each stands there.

    The two halves of a word that is parted at the end of a line are not counted.
    """
    words: Counter[str] = Counter()
    parted = False
    for line in lines:
        found = RE_WORD.findall(line.text.lower().rstrip(HYPHEN))
        if parted and found:
            del found[0]
        parted = line.text.endswith(HYPHENS)
        if parted and found:
            del found[-1]
        words.update(found)
    return words


def text_of(paragraph: Paragraph, words: Counter[str]) -> str:
    """Return a paragraph on one line; `words` decides whether a hyphen at the end of a line belongs to the word."""
    pieces: list[str] = []
    for line in paragraph.lines:
        following = line.text.strip()
        last = pieces[-1] if pieces else ""
        if last[-1:] in HYPHENS and last[-2:-1].isalnum():
            pieces[-1] = last[:-1]
            pieces.append(f"{_joint(last[:-1], following, words)}{following}")
        elif not last or (last[-1] in "—–/" and len(last) > 1 and not last[-2].isspace()):
            pieces.append(following)
        else:
            pieces.append(f" {following}")
    return "".join(pieces).replace(HYPHEN, "-")


def _joint(before: str, after: str, words: Counter[str]) -> str:
    """Return what stands between two lines that are parted at a hyphen: it goes unless it is a part of the word.

    A small letter follows a hyphen of the typesetter; it was there before when the document has the word with it
    elsewhere, and not without.
    """
    first = RE_FIRST.match(after)
    last = RE_LAST.search(before)
    if not first or not last or not first[0][0].islower():
        return "-"
    start, end = last[0].lower(), first[0].lower()
    whole = words[f"{start.rpartition('-')[2]}{end}"] + words[f"{start}{end}"]
    return "-" if words[f"{start}-{end}"] > whole else ""


def mirrored(text: str) -> str:
    """Return a text from right to left with its brackets as they are written, if they stand as they are drawn."""
    first = RE_BRACKET.search(text)
    return text.translate(MIRRORED) if first and first[0] in ")]}" else text
