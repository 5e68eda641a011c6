"""PDF files: articles set in columns as papers and magazines do, and pages drawn line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from formats.article import Article

WIDTH, HEIGHT, MARGIN, GUTTER = 595, 842, 60, 16
FONTS = {"": "Times-Roman", "b": "Times-Bold", "i": "Times-Italic", "c": "Courier"}
RE_PEN = re.compile(r"@(-?\d+) (-?\d+) (\d+)([bic]?)(?: (\d+))?")
LONG = 7  # letters of the shortest word that is parted at the end of a line


class Style(NamedTuple):
    """How an article is set: `head` stands above every page, its number below; `set_flush` on both sides."""

    columns: int = 1
    set_flush: bool = False
    hyphens: bool = False
    indent: float = 0.0
    gap: float = 6.0  # between paragraphs
    head: str = ""
    bottom: float = MARGIN
    size: float = 10.0


def pdf(article: Article) -> bytes:
    """Return a PDF of one column with a space between paragraphs."""
    return typeset(article)


def typeset(article: Article, style: Style = Style()) -> bytes:  # noqa: B008
    """Return a PDF of an article: headline and dek across the page, byline and paragraphs in columns."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(WIDTH, HEIGHT), invariant=1)
    Setter(canvas, style).run(article)
    canvas.save()
    return buffer.getvalue()


class Setter:
    """The pen on the page: column, height, and what ends a column or a page."""

    def __init__(self, canvas: Canvas, style: Style) -> None:
        self.canvas = canvas
        self.style = style
        self.measure = (WIDTH - 2 * MARGIN - (style.columns - 1) * GUTTER) / style.columns
        self.column = 0
        self.page = 0
        self.top = self.y = HEIGHT - MARGIN
        self._open_page()

    def run(self, article: Article) -> None:
        """Set the whole article."""
        for words, size, font in ((article.headline, 22.0, "b"), (article.dek, 13.0, "i")):
            if words:
                self._across(words, size, font)
        self.top = self.y
        if article.byline:
            self._paragraph(article.byline, "")
        for words, heading in article.paragraphs:
            self._paragraph(words, "b" if heading else "")
        self.canvas.showPage()

    def _open_page(self) -> None:
        self.page += 1
        self.column = 0
        self.top = self.y = HEIGHT - MARGIN
        if self.style.head:
            self.canvas.setFont("Times-Roman", 8)
            self.canvas.drawString(MARGIN, HEIGHT - 30, self.style.head)
            self.canvas.drawCentredString(WIDTH / 2, 30, f"Page {self.page}")

    def _down(self, distance: float) -> None:
        self.y -= distance
        if self.y >= self.style.bottom:
            return
        if self.column + 1 < self.style.columns:
            self.column += 1
            self.y = self.top
        else:
            self.canvas.showPage()
            self._open_page()
        self.y -= distance

    def _across(self, words: str, size: float, font: str) -> None:
        for line, _ in wrapped(words, WIDTH - 2 * MARGIN, FONTS[font], size, 0, hyphens=False):
            self.y -= 1.2 * size
            self.canvas.setFont(FONTS[font], size)
            self.canvas.drawString(MARGIN, self.y, line)
        self.y -= 0.8 * size

    def _paragraph(self, words: str, font: str) -> None:
        style = self.style
        indent = 0.0 if font else style.indent
        lines = list(wrapped(words, self.measure, FONTS[font], style.size, indent, hyphens=style.hyphens))
        for number, (line, width) in enumerate(lines):
            self._down(1.2 * style.size)
            text = self.canvas.beginText(
                MARGIN + self.column * (self.measure + GUTTER) + (0 if number else indent), self.y
            )
            text.setFont(FONTS[font], style.size)
            room = self.measure - (0 if number else indent) - width
            flush = style.set_flush and number + 1 < len(lines)
            text.setWordSpace(room / max(1, line.count(" ")) if flush else 0)
            text.textLine(line)
            self.canvas.drawText(text)
        if style.gap and self.y - style.gap > style.bottom:
            self.y -= style.gap


def wrapped(
    words: str, measure: float, font: str, size: float, indent: float, *, hyphens: bool
) -> Iterator[tuple[str, float]]:
    """Yield the lines of a paragraph, each with its width."""
    line, room = "", measure - indent
    left = words.split(" ")
    while left:
        word = left.pop(0)
        longer = f"{line} {word}" if line else word
        if stringWidth(longer, font, size) <= room:
            line = longer
            continue
        half = len(word) // 2
        if hyphens and len(word) >= LONG and word.isalpha():
            parted = f"{line} {word[:half]}-"
            if stringWidth(parted, font, size) <= room:
                line, word = parted, word[half:]
        yield line, stringWidth(line, font, size)
        line, room = "", measure
        left.insert(0, word)
    yield line, stringWidth(line, font, size)


def drawn(source: str, *, password: str | None = None, owner: str | None = None) -> bytes:
    r"""Return a PDF drawn by a few lines of text.

    `Title: …` and `Author: …` go to the metadata; `page` opens a page, turned by the degrees that may follow.
    `@72 700 10b 90` puts the pen at a place, with a size, a font (b, i or c) and a turn; what follows is drawn line by
    line from there, two spaces at the beginning make one em, and `^2^` is raised.
    """
    buffer = BytesIO()
    encryption = StandardEncryption(password or "", ownerPassword=owner) if owner else None
    canvas = Canvas(buffer, pagesize=(WIDTH, HEIGHT), invariant=1, encrypt=encryption)
    x = y = size = turn = 0
    font = ""
    for line in source.splitlines():
        key, _, value = line.partition(": ")
        pen = RE_PEN.fullmatch(line)
        if key == "Title":
            canvas.setTitle(value)
        elif key == "Author":
            canvas.setAuthor(value)
        elif line.partition(" ")[0] == "page":
            if pen is not None or y:
                canvas.showPage()
            canvas.setPageRotation(int(line[4:] or 0))
        elif pen:
            x, y, size, font, turn = int(pen[1]), int(pen[2]), int(pen[3]), FONTS[pen[4]], int(pen[5] or 0)
        else:
            _draw(canvas, line, x, y, size, font, turn)
            dx, dy = {0: (0, -1), 90: (1, 0), 180: (0, 1), 270: (-1, 0)}.get(turn, (0, -1))
            x, y = x + round(dx * 1.2 * size), y + round(dy * 1.2 * size)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _draw(canvas: Canvas, line: str, x: int, y: int, size: int, font: str, turn: int) -> None:
    indent = len(line) - len(line.lstrip())
    canvas.saveState()
    canvas.translate(x, y)
    canvas.rotate(turn)
    at = indent * size / 2
    for number, words in enumerate(line.strip().split("^")):
        small = 0.6 if number % 2 else 1.0
        canvas.setFont(font, size * small)
        canvas.drawString(at, 0.35 * size if number % 2 else 0, words)
        at += stringWidth(words, font, size * small)
    canvas.restoreState()
