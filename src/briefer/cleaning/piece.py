"""A paragraph-like piece of text while its role is being found."""

from __future__ import annotations

import re

from briefer.model import Role

TERMINAL = ".!?…。！？"
CLOSING = "\"'”’»)』」]*"
BULLETS = "-*•‣◦▪·–—"
PAGE_PIECES = 15
PAGE_SHARE = 0.35
SENTENCE = 60  # characters from which a closed line counts as prose
LABEL = 60  # characters of the longest button or link
RUN = 140  # characters from which any line counts as prose: no link or label is that long


RE_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
WIDE = 3  # letters of an alphabet that say what one Chinese or Japanese character does


class Piece:
    """A piece with what is asked of it again and again: its words, whether a sentence ends it, its role so far.

    `asides` are the (start, end, role) of sentences within it that have another role. `length` is in characters, of
    which one that stands for a word counts for several. `after_blank`: a blank line stands before it. `fixed`: the
    reader knew the role from the format.
    """

    __slots__ = (
        "after_blank",
        "asides",
        "closed",
        "dateline",
        "end",
        "fixed",
        "length",
        "prose",
        "role",
        "start",
        "text",
    )

    def __init__(self, text: str, start: int, end: int, after_blank: bool) -> None:
        self.start = start
        self.end = end
        self.text = text[start:end]
        self.length = end - start if self.text.isascii() else _width(self.text)
        self.after_blank = after_blank
        self.dateline = 0
        self.asides: tuple[tuple[int, int, Role], ...] = ()
        self.fixed = False
        self.role = Role.BODY
        last = self.text[-1]
        self.closed = last in TERMINAL or (last in CLOSING and self.text.rstrip(CLOSING)[-1:] in TERMINAL)
        self.prose = self.length >= RUN or (self.closed and self.length >= SENTENCE)

    def is_label(self) -> bool:
        """Return whether the piece is short and unfinished, as buttons, links and headings are."""
        return self.length <= LABEL and not self.closed

    def lower(self) -> str:
        """Return the text in small letters, with straight apostrophes and single spaces for the odd ones."""
        return small(self.text)


def small(text: str) -> str:
    """Return a text in small letters, with straight apostrophes and single spaces for the odd ones."""
    return text.lower().replace("’", "'").replace("\xa0", " ")


def _width(text: str) -> int:
    return len(text) + (WIDE - 1) * len(RE_WIDE.findall(text)) if RE_WIDE.search(text) else len(text)


def mostly_labels(pieces: list[Piece]) -> bool:
    """Return whether so many pieces are short and unfinished that the text may be a pasted page."""
    if len(pieces) < PAGE_PIECES:
        return False
    return sum(piece.is_label() for piece in pieces) >= PAGE_SHARE * len(pieces)


def is_list_item(text: str) -> bool:
    """Return whether a line begins with a bullet, a hash, or a number or letter and a full stop or bracket.

    >>> is_list_item("- milk"), is_list_item("2) bread"), is_list_item("(b) salt"), is_list_item("A day out")
    (True, True, True, False)
    """
    first, space, _ = text[:6].partition(" ")
    if not space or not first:
        return False
    if first in BULLETS or not first.strip("#"):
        return True
    label = first.lstrip("(")
    return label[-1:] in (".", ")") and (label[:-1].isdecimal() or (len(label) == 2 and label[0].isalpha()))


def key(lower: str) -> str:
    """Return a line without the symbols, digits and punctuation at its ends, as the word lists have it.

    >>> key("» read more (12)")
    'read more'
    """
    return lower.strip(" \t.,:;!?…\"'“”‘’«»‹›<>()[]{}|/\\•·*+-–—_=→←↑↓▶►▼▲✓✕×©®™#0123456789\u200b\ufeff")
