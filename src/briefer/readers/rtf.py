"""Rich Text Format (Microsoft, version 1.9.1): text, title and author, in one pass over the file.

Left out: pictures, headers and footers, foot- and endnotes, comments, hidden and deleted text, what fields are computed
from. Code pages are those of the fonts; a character that a page does not have becomes U+FFFD.
"""

from __future__ import annotations

import codecs
import re
from functools import cache
from typing import NamedTuple

from briefer.errors import FormatError
from briefer.languages import load_sections
from briefer.model import Document
from briefer.readers.items import Origin
from briefer.readers.paragraphs import BODY, Paragraphs, Style, by_name, symbol

DEEPEST = 2_000  # groups within groups
LONGEST_NAME = 200  # characters of a style's or a font's name, a title, an author
MOST_NAMES = 10_000  # styles and fonts
RE_TOKEN = re.compile(
    r"\\([A-Za-z]{1,32})(-?[0-9]{1,10})? ?|\\'([0-9A-Fa-f]{2})|\\([^A-Za-z])|([{}])|[\r\n\0]+|([^\\{}\r\n\0]+)|\\",
    re.DOTALL,
)
RE_EDGE = re.compile(r"\\bin([0-9]{1,10}) ?|\\.|[{}]", re.DOTALL)
BOXES = frozenset({"shptxt", "dptxbxtext"})
SEEN = frozenset({"shpinst", "ud", *BOXES})  # groups with \* that hold text of the document
NAMED = frozenset({"fonttbl", "stylesheet", "title", "author"})  # groups whose text names something
ENDS = frozenset({"par", "sect", "page", "cell", "nestcell", "row", "nestrow", "column"})
MARKS = {"~": "\xa0", "_": "-", "{": "{", "}": "}", "\\": "\\"}
SYMBOL = 2  # the \fcharset of fonts of symbols
FAMILIES = {"ansi": "cp1252", "mac": "mac_roman", "pc": "cp437", "pca": "cp850"}


@cache
def _table(section: str) -> dict[str, str]:
    """Return what the words of a section of the data stand for."""
    lines = load_sections("", "rtf.txt")[section]
    return {word: meaning for word, _, meaning in (line.partition(" ") for line in lines)}


class _Group(NamedTuple):
    """What a group inherits, and gives back at its end; `place` is "" for the text of the document."""

    place: str = ""
    font: int = -1
    skip: int = 1  # characters that stand in for a \u, for programs that do not know it
    hidden: bool = False
    deleted: bool = False


class _Box(NamedTuple):
    """What is to go on where a text box ends: at which depth, and the paragraph around it."""

    depth: int
    words: list[str]
    style: int
    outline: int


def read(data: bytes, origin: Origin) -> Document:
    """Return the text of an RTF file; its title is a paragraph of it, or not known.

    Raises FormatError for what is none, and for groups that are nested too deeply.
    """
    text = data.decode("latin-1")
    start = re.match(r"(?:ï»¿)?\s*\{\\rtf", text)
    if not start:
        raise FormatError("it is not an RTF file", input=origin.path, hint="check what the file is, and its suffix")
    reader = _Reader(text, origin)
    ended = reader.read(text.index("{"))
    found, marks = reader.paragraphs.finish()
    return Document(
        text=found,
        sha256="",
        format="rtf",
        encoding=reader.codec,
        title=reader.paragraphs.confirmed(reader.names.get("title")),
        authors=reader.paragraphs.authors(reader.names.get("author")),
        marks=marks,
        warnings=() if ended else ("the file is cut short, and its end may be missing",),
    )


class _Reader:
    """Goes through the file once; `codec` is the code page of the file, for fonts that name none."""

    def __init__(self, text: str, origin: Origin) -> None:
        self.text = text
        self.unseen = frozenset(_table("unseen"))
        self.characters = {word: chr(int(code)) for word, code in _table("character").items()}
        self.known_charsets = {int(number): codec for number, codec in _table("charset").items()}
        self.origin = origin
        self.paragraphs = Paragraphs()
        self.names: dict[str, str] = {}
        self.codec = "cp1252"
        self.charsets: dict[int, str] = {}
        self.symbols: dict[int, str] = {}  # names of fonts of symbols
        self.styles: dict[int, Style] = {}
        self.state = _Group()
        self.stack: list[_Group] = []
        self.words: list[str] = []  # of the paragraph
        self.raw = bytearray()  # at its end, still to be decoded
        self.name: list[str] = []  # of what is being named
        self.number, self.charset, self.level = 0, 1, 0  # of what is being named
        self.style, self.outline = -1, 0  # of the paragraph
        self.default_font = -1
        self.skipping = 0
        self.boxes: list[_Box] = []  # text boxes that are open
        self.held: list[tuple[str, Style]] = []  # their paragraphs, which follow the one that they are anchored in

    def read(self, position: int) -> bool:
        """Read the group that opens here; return whether it has an end."""
        match, size = RE_TOKEN.match, len(self.text)
        while position < size:
            token = match(self.text, position)
            if token is None:
                break
            position = token.end()
            word, number, code, mark, brace, words = token.groups()
            if words is not None:
                self._take(words)
            elif word is not None:
                position = self._control(word, int(number) if number else None, position)
            elif code is not None:
                self._take(chr(int(code, 16)))
            elif brace == "{":
                self.skipping = 0
                self._open()
            elif brace == "}":
                self.skipping = 0
                if not self.stack:
                    break
                self._close()
                if not self.stack:
                    break
            elif mark is not None:
                position = self._mark(mark, position)
        ended = not self.stack
        self._end_paragraph()
        return ended

    def _open(self) -> None:
        if len(self.stack) >= DEEPEST:
            raise FormatError(
                "its groups are nested too deeply", input=self.origin.path, hint="save it again, or as plain text"
            )
        self._flush()
        self.stack.append(self.state)

    def _close(self) -> None:
        self._flush()
        if self.boxes and self.boxes[-1].depth == len(self.stack):
            self._end_paragraph()
            _, self.words, self.style, self.outline = self.boxes.pop()
        place = self.state.place
        self.state = self.stack.pop()
        if place in NAMED and (place != self.state.place or place in ("fonttbl", "stylesheet")):
            self._named(place)

    def _mark(self, mark: str, position: int) -> int:
        if mark == "*":
            following = RE_TOKEN.match(self.text, position)
            if following is None or following[1] not in SEEN:
                return self._leave(position)
        elif mark in "\r\n":
            self._control("par", None, position)
        elif mark in MARKS:
            self._put(MARKS[mark])
        return position

    def _leave(self, position: int) -> int:
        """Return where the closing brace of this group stands; binary data within is jumped over."""
        depth = 0
        while edge := RE_EDGE.search(self.text, position):
            position = edge.end()
            if edge[1]:
                position += int(edge[1])
            elif edge[0] == "{":
                depth += 1
            elif edge[0] == "}":
                if not depth:
                    return position - 1
                depth -= 1
        return len(self.text)

    def _control(self, word: str, number: int | None, position: int) -> int:
        if word in self.unseen:
            return self._leave(position)
        if word not in self.characters:
            self.skipping = 0
        state = self.state
        if word in NAMED:
            self._flush()
            self.state = state._replace(place=word)
            self.name, self.number, self.charset, self.level = [], -1, 1, 0
        elif word == "bin":
            return position + max(0, number or 0)
        elif word == "u":
            self._unicode(number or 0)
        elif word == "uc":
            self.state = state._replace(skip=min(max(0, number or 0), 10))
        elif word in self.characters:
            self._put(self.characters[word])
        elif word == "upr":  # the same text twice: in the code page, and then as Unicode
            following = RE_EDGE.match(self.text, position)
            if following and following[0] == "{":
                return self._leave(following.end()) + 1
        elif state.place:
            self._naming(word, number)
        elif word in ENDS:
            self._end_paragraph()
        elif word in BOXES:
            self._flush()
            self.boxes.append(_Box(len(self.stack), self.words, self.style, self.outline))
            self.words, self.style, self.outline = [], -1, 0
        elif word == "f":
            self._flush()
            self.state = state._replace(font=number or 0)
        else:
            self._format(word, number)
        return position

    def _format(self, word: str, number: int | None) -> None:
        state = self.state
        if word == "pard":
            self.style, self.outline = -1, 0
        elif word == "s":
            self.style = number or 0
        elif word == "outlinelevel":
            self.outline = (number or 0) + 1 if 0 <= (number or 0) < 9 else 0
        elif word == "v":
            self._flush()
            self.state = state._replace(hidden=number != 0)
        elif word == "deleted":
            self._flush()
            self.state = state._replace(deleted=number != 0)
        elif word == "plain":
            self._flush()
            self.state = state._replace(hidden=False, deleted=False, font=-1)
        elif word == "ansicpg":
            self.codec = _known(f"cp{number}") or self.codec
        elif word == "deff":
            self.default_font = number or 0
        elif word in FAMILIES:
            self.codec = FAMILIES[word]

    def _naming(self, word: str, number: int | None) -> None:
        """Take what is told of a font or a style beside its name."""
        place = self.state.place
        if word == ("f" if place == "fonttbl" else "s"):
            self.number = number or 0
        elif word == "fcharset":
            self.charset = number or 0
        elif word == "outlinelevel":
            self.level = (number or 0) + 1 if 0 <= (number or 0) < 9 else 0
        elif word in ("cs", "ds", "ts"):
            self.number = -1  # a style of characters or tables

    def _named(self, place: str) -> None:
        name = "".join(self.name).strip().rstrip(";").strip()
        self.name = []
        if place in ("title", "author"):
            self.names[place] = name
        elif self.number >= 0 and name and len(self.charsets) + len(self.styles) < MOST_NAMES:
            if place == "fonttbl":
                if self.charset == SYMBOL:
                    self.symbols[self.number] = name
                elif self.charset in self.known_charsets:
                    self.charsets[self.number] = self.known_charsets[self.charset]
            else:
                self.styles[self.number] = by_name(name) or Style(level=self.level)
        self.number, self.charset, self.level = -1, 1, 0

    def _take(self, words: str) -> None:
        """Take characters as the code page has them."""
        if self.skipping:
            skipped = min(self.skipping, len(words))
            self.skipping -= skipped
            words = words[skipped:]
        if words:
            if self.state.place in ("fonttbl", "stylesheet") and ";" in words:
                self._entries(words)
            else:
                self.raw += words.encode("latin-1")

    def _entries(self, words: str) -> None:
        """Take names that semicolons end, also where no group stands around each."""
        *whole, rest = words.split(";")
        for name in whole:
            self.raw += name.encode("latin-1")
            self._flush()
            self._named(self.state.place)
        self.raw += rest.encode("latin-1")

    def _unicode(self, code: int) -> None:
        code = code + 0x10000 if code < 0 else code
        if 0xF020 <= code <= 0xF0FF:
            self._put(symbol(code, self.symbols.get(self.state.font, "")))
        elif 0 < code <= 0x10FFFF:
            self._put(chr(code))
        self.skipping = self.state.skip

    def _put(self, words: str) -> None:
        """Take characters that are Unicode already."""
        if self.skipping:
            self.skipping -= 1
            return
        self._flush()
        self._write(words)

    def _flush(self) -> None:
        if not self.raw:
            return
        raw, self.raw = self.raw, bytearray()
        font = self.state.font if self.state.font >= 0 else self.default_font
        if not self.state.place and font in self.symbols:
            self._write("".join(symbol(0xF000 + code, self.symbols[font]) for code in raw))
        else:
            self._write(raw.decode(self.charsets.get(font, self.codec), "replace"))

    def _write(self, words: str) -> None:
        if not self.state.place:
            if not (self.state.hidden or self.state.deleted):
                self.words.append(words)
        elif len(self.name) < LONGEST_NAME:
            self.name.append(words[:LONGEST_NAME])

    def _end_paragraph(self) -> None:
        self._flush()
        words = "".join(self.words)
        self.words = []
        if any("\ud800" <= mark <= "\udfff" for mark in words):  # a character beyond U+FFFF comes as two
            words = words.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        style = self.styles.get(self.style, BODY)
        if style == BODY and self.outline:
            style = Style(level=self.outline)
        if self.boxes:
            self.held.append((words, style))
            return
        self.paragraphs.add(words, style)
        for words, style in self.held:
            self.paragraphs.add(words, style)
        self.held.clear()


def _known(name: str) -> str | None:
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "utf-8" if name == "cp65001" else None
