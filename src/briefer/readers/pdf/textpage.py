"""The pieces of text of one page, with their places, as pdfium tells them."""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from statistics import median_low
from types import ModuleType
from typing import Any, NamedTuple

from briefer.readers.pdf.lines import EVEN, HYPHEN, Line, rows

GAP = 0.8  # em: the least gap that may part two columns or two cells
ROW = 0.15  # em that the base of a word may differ from that of the piece before it is a piece of its own
LARGEST = 2000  # points
FARTHEST = 1e6  # points: what stands beyond is on no page
BLANK = f" \t\xa0\u200b\u3000{HYPHEN}"  # what is no text on its own
SLANT = 0.1  # quarters that text may lean and still be read with what stands upright: scans are seldom straight
SLANTED = 4  # the turn of all other text
SPACED = 0.7  # of the words of a piece are one letter: it is one word or more with space between their letters
LETTERS = 3  # gaps that tell
WORD_GAP = 1.6  # of the space between letters: the least between words
SEPARATORS, UNITS = ".,:/-", "%‰°$€£+"  # within a number, and beside it
RE_TOKEN = re.compile(r"([^\s\x02￾]+)|(\r?\n|[\x02￾])")
RE_RTL = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
RE_BOLD = re.compile(rb"bold|black|heavy|demi|-medi\b|^(?:[A-Z]{6}\+)?(?:cmbx|sfbx)", re.IGNORECASE)
# Ligatures and the shapes of Arabic letters stand for the letters that people search for.
RE_SHAPES = re.compile(r"[ﬀ-ﬆﭐ-﷿ﹰ-ﻼ]+")
RE_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]|[\ud800-\udfff]")
Handle = Any  # what pdfium gives and takes back


class Page(NamedTuple):
    """The pieces of a page that run in its main direction, the lines that run in another, and its edges."""

    pieces: list[Line]
    turned: list[str]
    bottom: float
    top: float


class _Run:
    """A piece while it grows: its words and the gaps behind them, and where in the text it begins and ends."""

    __slots__ = ("base", "end", "first", "gaps", "left", "right", "size", "start", "turn", "words")

    def __init__(
        self, word: str, left: float, base: float, right: float, size: float, turn: int, start: int, end: int
    ) -> None:
        self.words = [word]
        self.gaps: list[float] = []
        self.left = left
        self.base = base
        self.right = right
        self.first = right - left
        self.size = size
        self.turn = turn
        self.start = start
        self.end = end


class TextPage:
    """One page while it is read; its calls to pdfium take most of the time, so there are two a word."""

    def __init__(self, pdfium: ModuleType, page: Handle, text: Handle, size: int) -> None:
        self.text = text
        self.size = size
        self.pdfium = pdfium
        self.page = page
        self.box = pdfium.FS_RECTF()
        self.matrix = pdfium.FS_MATRIX()
        self.x = ctypes.c_double()
        self.y = ctypes.c_double()
        self.flags = ctypes.c_int()
        self.name = ctypes.create_string_buffer(256)
        self.get_origin = pdfium.FPDFText_GetCharOrigin
        self.get_box = pdfium.FPDFText_GetLooseCharBox

    def read(self) -> Page:
        """Return the pieces of the page, those outside its edges left out."""
        words = self._words()
        self.direct = len(words) == self.size  # else some characters have no text, or are several
        turns: dict[int, list[Line]] = {}
        start = 0
        for line in words.splitlines(keepends=True) if RE_RTL.search(words) else (words,):
            rtl = RE_RTL.search(line) is not None
            for turn, piece in (self._rtl_pieces if rtl else self._pieces)(line, start):
                if not piece.text.strip(BLANK):
                    continue
                if abs(piece.left) + abs(piece.right) + abs(piece.base) < FARTHEST:  # false for what is no number, too
                    turns.setdefault(turn, []).append(piece)
            start += len(line)
        self.pdfium.FPDF_GetPageBoundingBox(self.page, self.box)
        edges = self.box.left, self.box.bottom, self.box.right, self.box.top
        main = max(turns, key=lambda turn: (turn != SLANTED, sum(len(piece.text) for piece in turns[turn])), default=0)
        left, bottom, right, top = _turned_box(edges, main)
        pieces = turns.pop(main, [])
        inside = [
            piece
            for piece in pieces
            if bottom - 1 < piece.middle < top + 1 and left - 1 < (piece.left + piece.right) / 2 < right + 1
        ]
        turned = [row.text for turn in sorted(turns) if turn != SLANTED for row in rows(turns[turn])]
        if SLANTED in turns:  # most likely a watermark
            turned.append(" ".join(piece.text for piece in turns[SLANTED]))
        return Page(inside or pieces, turned, bottom, top)

    def _words(self) -> str:
        if self.size <= 0:
            return ""
        buffer = (ctypes.c_ushort * (2 * self.size + 2))()
        units = self.pdfium.FPDFText_GetText(self.text, 0, self.size, buffer)
        return bytes(memoryview(buffer)[: max(0, units - 1)]).decode("utf-16-le", "surrogatepass")

    def _at(self, index: int) -> int:
        """Return the number of the character that stands at an index of the text."""
        return index if self.direct else max(0, self.pdfium.FPDFText_GetCharIndexFromTextIndex(self.text, index))

    def _pieces(self, words: str, offset: int) -> Iterator[tuple[int, Line]]:
        """Yield runs of words on one base line with no wide gap between them, each with its turn."""
        line: list[_Run] = []
        run: _Run | None = None
        text, x, y, box, get_origin, get_box = self.text, self.x, self.y, self.box, self.get_origin, self.get_box
        for found in RE_TOKEN.finditer(words):
            word = found[1]
            if word is None:
                if line:
                    yield from self._settled(line, words, offset, parted=found[2][-1] != "\n")
                    line, run = [], None
                continue
            start, end = found.span()
            first, last = start + offset, end + offset - 1
            if not self.direct:
                first, last = self._at(first), self._at(last)
            get_origin(text, first, x, y)
            get_box(text, last, box)
            if run:
                em = run.size
                left, base, right = _placed(run.turn, x.value, y.value, box)
                if -ROW * em < base - run.base < ROW * em:
                    gap = left - run.right
                    run.gaps.append(gap)
                    if -0.5 * em < gap < GAP * em:
                        run.words.append(word)
                        run.right = right
                        run.end = end
                    else:
                        run = None
                else:
                    run = None
            if not run:
                size, turn = self._size(first)
                left, base, right = _placed(turn, x.value, y.value, box)
                run = _Run(word, left, base, right, size, turn, start, end)
                line.append(run)
            if word[-1].isdecimal() and len(word) > 1:
                yield from self._cut(run, word, last)
        yield from self._settled(line, words, offset)

    def _settled(
        self, line: list[_Run], words: str, offset: int, *, parted: bool = False
    ) -> Iterator[tuple[int, Line]]:
        """Yield the pieces of a line: one, if it is set flush with spaces that are wide, but all the same.

        `parted`: its last word goes on in the next line.
        """
        if len(line) > 1:
            gaps = [gap for run in line for gap in run.gaps]
            count = sum(len(run.words) for run in line)
            if len(gaps) == count - 1 > 1 and 0 < max(gaps) < EVEN * min(gaps):
                whole = line[0]
                whole.words = [word for run in line for word in run.words]
                whole.right, whole.end = line[-1].right, line[-1].end
                line = [whole]
        for run in line:
            bold = self._bold(self._at(run.start + offset)) and self._bold(self._at(run.end - 1 + offset))
            left, right = (run.left, run.right) if run.left <= run.right else (run.right, run.left)
            piece = Line(_plain(" ".join(run.words)), left, right, run.base, run.size, bold)
            piece.first = run.first
            self._unspace(piece, run.turn, words, offset, run.start, run.end)
            if parted and run is line[-1]:
                piece.text = piece.text.removesuffix("-") + HYPHEN
            yield run.turn, piece

    def _unspace(self, piece: Line, turn: int, words: str, offset: int, start: int, end: int) -> None:
        """Put together a piece whose words are single letters, as headings with space between letters seem to be."""
        text = piece.text
        if (
            text[1:2] != " "
            or text.count(" ") < SPACED * len(text.split(" "))
            or sum(map(len, text.split())) > len(text) / (1 + SPACED)
        ):
            return
        tokens: list[tuple[float, float, str]] = []
        for found in RE_TOKEN.finditer(words, start, end):
            self.get_origin(self.text, self._at(found.start() + offset), self.x, self.y)
            self.get_box(self.text, self._at(found.end() - 1 + offset), self.box)
            left, _, right = _placed(turn, self.x.value, self.y.value, self.box)
            tokens.append((left, right, _plain(found[0])))
        gaps = [two[0] - one[1] for one, two in pairwise(tokens)]
        if len(gaps) >= LETTERS:
            least = WORD_GAP * max(median_low(gaps), 0.05 * piece.size)
            pairs = zip(gaps, tokens[1:], strict=True)
            piece.text = tokens[0][2] + "".join(f" {token[2]}" if gap > least else token[2] for gap, token in pairs)

    def _cut(self, run: _Run, word: str, last: int) -> Iterator[tuple[int, Line]]:
        """Yield the raised number at the end of a word, if it is one, as a piece of its own."""
        least = run.base + ROW * run.size
        self.get_origin(self.text, last, self.x, self.y)
        self.get_box(self.text, last, self.box)
        _, base, right = _placed(run.turn, self.x.value, self.y.value, self.box)
        if base < least:
            return
        left = right
        count = 0
        while count < len(word) - 1 and word[-count - 1].isdecimal():
            self.get_origin(self.text, last - count, self.x, self.y)
            start, level, _ = _placed(run.turn, self.x.value, self.y.value, self.box)
            if level < least:
                break
            left = start
            count += 1
        if count:
            yield run.turn, Line(word[-count:], left, right, base, self._size(last)[0], bold=False)
            run.words[-1] = word[:-count]
            run.right = left

    def _size(self, index: int) -> tuple[float, int]:
        """Return the size of a character in points and how many quarters it is turned by, counter-clockwise.

        Text between the quarters has the turn `SLANTED`.
        """
        size = self.pdfium.FPDFText_GetFontSize(self.text, index)
        turn = 0
        if self.pdfium.FPDFText_GetMatrix(self.text, index, self.matrix):
            matrix = self.matrix
            size *= math.hypot(matrix.c, matrix.d)
            if matrix.b or matrix.a <= 0:
                quarters = math.atan2(matrix.b, matrix.a) / (math.pi / 2)
                turn = round(quarters) % 4 if abs(quarters - round(quarters)) < SLANT else SLANTED
        if not 0.5 < size < LARGEST:  # fonts whose letters are drawn have no size
            size = abs(self.box.right - self.box.left if turn % 2 else self.box.top - self.box.bottom)
            size = size if 0.5 < size < LARGEST else 1.0
        return size, turn

    def _bold(self, index: int) -> bool:
        length = self.pdfium.FPDFText_GetFontInfo(self.text, index, self.name, 256, self.flags)
        if 0 < length <= 256 and RE_BOLD.search(self.name.value):
            return True
        return bool(self.flags.value & 1 << 18)  # ForceBold, PDF 32000-1, table 123

    def _rtl_pieces(self, words: str, offset: int) -> Iterator[tuple[int, Line]]:
        """Yield the pieces of a line with words from right to left, its letters in the order of their places."""
        piece: Line | None = None
        found: list[tuple[float, float, float, str, int]] = []
        for token in RE_TOKEN.finditer(words):
            if token[1]:
                first = self._at(token.start() + offset)
                letters = self._letters(token[1], token.start() + offset)
                left, right = min(letter[0] for letter in letters), max(letter[1] for letter in letters)
                found.append((-right, left, letters[0][2], _logical(letters), first))
        found.sort()
        for group in _in_reading_order(found):
            negative, left, base, word, first = group
            right = -negative
            if piece:
                gap = max(piece.left - right, left - piece.right)
                if gap < GAP * piece.size and abs(base - piece.base) < 0.5 * piece.size:
                    piece.text = f"{piece.text} {word}"
                    piece.left, piece.right = min(left, piece.left), max(right, piece.right)
                    continue
                yield 0, piece
            self.get_box(self.text, first, self.box)
            piece = Line(word, left, right, base, self._size(first)[0], self._bold(first))
        if piece:
            yield 0, piece

    def _letters(self, word: str, offset: int) -> list[tuple[float, float, float, str]]:
        letters = []
        for number, letter in enumerate(word):
            index = self._at(offset + number)
            self.get_box(self.text, index, self.box)
            self.get_origin(self.text, index, self.x, self.y)
            letters.append((self.box.left, self.box.right, self.y.value, letter))
        return letters


def _placed(turn: int, x: float, y: float, box: Handle) -> tuple[float, float, float]:
    """Return left, base and right of a word that begins at an origin and ends with a box, on the page set upright."""
    if turn in (0, SLANTED):
        return x, y, box.right
    if turn == 1:
        return y, -x, box.top
    if turn == 2:
        return -x, -y, -box.left
    return -y, x, -box.bottom


def _turned_box(edges: tuple[float, float, float, float], turn: int) -> tuple[float, float, float, float]:
    left, bottom, right, top = edges
    if turn in (0, SLANTED):
        return edges
    if turn == 1:
        return bottom, -right, top, -left
    if turn == 2:
        return -right, -top, -left, -bottom
    return -top, left, -bottom, right


def _is_rtl(word: str) -> bool:
    return RE_RTL.search(word) is not None


def _logical(letters: list[tuple[float, float, float, str]]) -> str:
    """Return letters as they are read: from right to left, but numbers and Latin words from left to right."""
    letters = sorted(letters, key=lambda letter: (-letter[1], -letter[0]))
    if not any(_is_rtl(letter[3]) for letter in letters):
        word = _plain("".join(letter[3] for letter in reversed(letters)))
        return f"{word[1:]}{word[0]}" if word[1:].isdecimal() and word[0] in "%‰٪" else word
    words: list[str] = []
    run: list[str] = []
    signs = [letter[3] for letter in letters]
    for letter, following in zip(signs, [*signs[1:], " "], strict=True):
        within = (run and letter in SEPARATORS and _is_ltr(following)) or (
            letter in UNITS and (run or _is_ltr(following))
        )
        if within or _is_ltr(letter):
            run.append(letter)
            continue
        words += reversed(run)
        run = []
        words.append(letter)
    return _plain("".join((*words, *reversed(run))))


def _is_ltr(letter: str) -> bool:
    return unicodedata.bidirectional(letter) in ("L", "EN", "AN")


def _in_reading_order(
    words: list[tuple[float, float, float, str, int]],
) -> Iterator[tuple[float, float, float, str, int]]:
    """Yield words that stand from right to left, but runs of words from left to right the other way round."""
    run: list[tuple[float, float, float, str, int]] = []
    for word in words:
        if _is_rtl(word[3]) or not any(map(str.isalnum, word[3])):
            yield from reversed(run)
            run = []
            yield word
        else:
            run.append(word)
    yield from reversed(run)


def _plain(word: str) -> str:
    if word.isascii():
        return word if word.isprintable() else RE_CONTROL.sub("", word)
    word = RE_SHAPES.sub(lambda found: unicodedata.normalize("NFKC", found[0]), word)
    return RE_CONTROL.sub("", word.replace(HYPHEN, ""))
