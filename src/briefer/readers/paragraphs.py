"""The text of a document that comes in paragraph by paragraph, with the roles that its format knows."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from briefer.languages import load_sections
from briefer.model import Mark, Role

LONGEST_HEADING = 300  # characters; longer ones are prose in a style that somebody liked the look of
LONGEST_FRONT, MOST_FRONT = 120, 6  # characters of a line above the headline, and how many there may be
MOST_ABOVE = 12  # lines above a title, beyond which they are no letterhead
FINAL = (".", "!", "?", "…", '."', ".”", ".’")
SHORTEST_DEK = 8  # words; a shorter subtitle that ends like no sentence may be a name or a date
SOFT_HYPHEN = "\xad"
LINE_ENDS = str.maketrans({"\r": "\n", "\x0b": "\n", "\x0c": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"})
# What the font Symbol shows for 0x20 to 0x7E and 0xA1 to 0xFE: Adobe's encoding, by the table that Unicode publishes.
SYMBOLS = (
    " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_\u203eαβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼",
    "ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑",
)


class Style(NamedTuple):
    """What a paragraph is by its style: a role, or a heading of a level from 1 on, or nothing that belongs here."""

    role: Role | None = None
    level: int = 0
    left_out: bool = False
    code: bool = False  # left out as well, unless it is all there is


BODY = Style()


class Paragraphs:
    """The paragraphs so far; `finish` gives the text and its marks."""

    def __init__(self) -> None:
        self._found: list[tuple[str, Style]] = []
        self._coded = False  # whether code or other preformatted text is among them

    def add(self, words: str, style: Style = BODY) -> None:
        """Add a paragraph, without soft hyphens and white space at its ends, unless nothing is left of it."""
        words = words.translate(LINE_ENDS).replace(SOFT_HYPHEN, "").strip()
        while "\n\n" in words or "\n " in words:  # a blank line would end the paragraph
            words = words.replace("\n ", "\n").replace("\n\n", "\n")
        if words and not style.left_out:
            self._found.append((words, style))
            self._coded = self._coded or style.code

    def confirmed(self, title: str | None) -> str | None:
        """Return a title that a word processor has noted if one of the first paragraphs is it; None for another one.

        What the properties of a file say is often the title of the document that it was made from. Where a heading is
        the headline already, nothing needs to be told.
        """
        if not title or self._headline() >= 0:
            return None
        wanted = " ".join(title.split()).casefold()
        return title if any(" ".join(words.split()).casefold() == wanted for words, _ in self._found[:10]) else None

    def bylines(self) -> tuple[str, ...]:
        """Return the paragraphs in a style for authors; some programs give each author one."""
        return tuple(words for words, style in self._found if style.role is Role.BYLINE)

    def authors(self, noted: str | None) -> tuple[str, ...]:
        """Return the authors who have a paragraph each, or else those whom the word processor has noted."""
        bylines = self.bylines()
        return bylines if len(bylines) > 1 else people(noted)

    def has_prose(self) -> bool:
        """Return whether anything but headings has come."""
        return any(not style.level and style.role is None for _, style in self._found)

    def finish(self, title: str | None = None) -> tuple[str, tuple[Mark, ...]]:
        """Return the text, a blank line between paragraphs, and the marks of those whose role is known.

        `title` is what the document is surely called, where the format tells: then no other heading is the headline.
        """
        if self._coded:
            self._drop_code()
        headline = self._titled(title) if title else self._headline()
        several = len(self.bylines()) > 1
        marks: list[Mark] = []
        at = 0
        dek = False
        for index, (words, style) in enumerate(self._found):
            role = Role.HEADLINE if index == headline else _role(words, style)
            if index < headline <= MOST_ABOVE and style == BODY and _is_furniture(words):
                role = Role.BOILERPLATE  # a letterhead, "For immediate release"
            if role is Role.DEK:
                role = Role.HEADING if dek else role
                dek = True
            if role is Role.BYLINE and several:  # a byline is one line; who they are is told beside the text
                role = Role.BOILERPLATE
            if role:
                marks.append(Mark(at, at + len(words), role))
            at += len(words) + 2
        return "\n\n".join(words for words, _ in self._found), tuple(marks)

    def _drop_code(self) -> None:
        """Leave out what is preformatted; where no other prose is, it is the article, such as a letter pasted in."""
        prose = any(_is_prose(words) for words, style in self._found if style == BODY)
        self._found = [
            (words, BODY if style.code else style) for words, style in self._found if not (prose and style.code)
        ]

    def _titled(self, title: str) -> int:
        """Return the first heading that is the title; -1 for none."""
        wanted = "".join(filter(str.isalnum, title.casefold()))
        for index, (words, style) in enumerate(self._found):
            heading = style.level or style.role is Role.HEADLINE
            if heading and "".join(filter(str.isalnum, words.casefold())) == wanted:
                return index
        return -1

    def _headline(self) -> int:
        """Return the first paragraph in a style for titles, or else the one heading of level 1; -1 for none.

        Any other heading is the headline only where it opens the text; one below prose is none.
        """
        first = next((i for i, (words, style) in enumerate(self._found) if _is(Role.HEADLINE, words, style)), -1)
        if first >= 0:
            return first
        levels = [style.level for words, style in self._found if style.level and len(words) <= LONGEST_HEADING]
        if not levels:
            return -1
        top = min(levels)
        first = next(
            i for i, (words, style) in enumerate(self._found) if style.level == top and len(words) <= LONGEST_HEADING
        )
        above = [words for words, style in self._found[:first] if style.role is not Role.BOILERPLATE]
        alone = top == 1 and levels.count(top) == 1 and len(above) <= MOST_FRONT
        return first if not above or (alone and not any(map(_is_prose, above))) else -1


def _is_prose(words: str) -> bool:
    return len(words) > LONGEST_FRONT or words.endswith(FINAL)


def _is_furniture(words: str) -> bool:
    return not _is_prose(words) and not any(map(str.isdigit, words))  # what has digits may be the date


def _is(role: Role, words: str, style: Style) -> bool:
    return style.role is role and len(words) <= LONGEST_HEADING


def _role(words: str, style: Style) -> Role | None:
    if style.level or style.role is Role.HEADLINE:
        return Role.HEADING if len(words) <= LONGEST_HEADING else None
    if style.role is Role.DEK:
        finished = words.endswith(FINAL) or words.count(" ") >= SHORTEST_DEK
        return Role.DEK if finished else None
    return style.role


@cache
def _named() -> dict[str, Style]:
    wording = load_sections("", "word_processors.txt")
    styles = {name: Style(left_out=True) for name in wording["left-out"]}
    styles |= {name: Style(code=True) for name in wording["code"]}
    for role in (Role.HEADLINE, Role.DEK, Role.BYLINE, Role.CAPTION):
        styles |= dict.fromkeys(wording[role.value], Style(role))
    return styles | {f"heading{level}": Style(level=level) for level in range(1, 10)}


def by_name(name: str) -> Style | None:
    """Return what a style of this name is for; None when the name tells nothing.

    >>> by_name("heading 2")
    Style(role=None, level=2, left_out=False, code=False)
    """
    return _named().get(name.partition(",")[0].replace(" ", "").replace("_", "").lower())


def people(names: str | None) -> tuple[str, ...]:
    """Return the authors that a word processor has noted: names of two words or more that are no program's."""
    nobody = load_sections("", "word_processors.txt")["nobody"]
    found = []
    for name in (names or "").replace("\n", ";").split(";"):
        name = " ".join(name.split())
        named = 2 <= len(name.split(" ")) <= 5 and len(name) <= 60 and name.lower() not in nobody
        if named and not any(mark.isdigit() or mark in "@/\\_<>{}[]" for mark in name):
            found.append(name)
    return tuple(dict.fromkeys(found))


def is_title(title: str) -> bool:
    """Return whether a title is one, rather than a program's word for none."""
    return title.lower() not in load_sections("", "word_processors.txt")["untitled"]


def symbol(code: int, font: str) -> str:
    """Return the character of a symbol font; nothing for fonts of pictures, whose codes stand for no letters."""
    if not 0xF000 <= code <= 0xF0FF and code > 0xFF:
        return "" if 0xD800 <= code <= 0xF8FF or code > 0x10FFFF else chr(code)
    code &= 0xFF
    if not font.lower().startswith("symbol"):
        return ""
    row, first = (SYMBOLS[0], 0x20) if code < 0x80 else (SYMBOLS[1], 0xA1)
    return row[code - first] if 0 <= code - first < len(row) else ""
