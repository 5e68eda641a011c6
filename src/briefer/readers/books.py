"""Books of Project Gutenberg: their notices before and after the book are no part of it, and tell what it is."""

from __future__ import annotations

import re

from briefer.deferring import Deferred
from briefer.model import Document, Mark, Role

NAME = "PROJECT GUTENBERG"
RE_START = Deferred(r"^\*{3}\s?START OF (?:THE|THIS) PROJECT GUTENBERG[^\n]*$", re.MULTILINE | re.IGNORECASE)
RE_OLD_START = Deferred(r"^\*END\*?\s?THE SMALL PRINT![^\n]*$", re.MULTILINE | re.IGNORECASE)
RE_END = Deferred(
    r"^(?:\*{3}\s?END OF (?:THE|THIS) PROJECT GUTENBERG|End of (?:the |this )?Project Gutenberg)",
    re.MULTILINE | re.IGNORECASE,
)
RE_FIELD = Deferred(r"^(Title|Author|Language):[ \t]*(\S[^\n]*)$", re.MULTILINE)
RE_MAKER = Deferred(
    r"(?:Produced by|E-?text prepared by|This (?:e-?text|file) was|Transcribed (?:from|by)|\[?Illustration)",
    re.IGNORECASE,
)
RE_PARAGRAPH = Deferred(r"\S(?:[^\n]|\n(?!\s*\n))*")
HEAD = 20_000  # characters within which the book begins
FRONT = 10  # paragraphs of the book in which its title, its author and its makers stand


def find(text: str) -> Document | None:
    """Return a book with its notices marked as furniture; None for any other text."""
    head = text[:HEAD]
    if NAME not in head.upper():
        return None
    start = RE_START.search(head) or RE_OLD_START.search(head)
    if start is None:
        return None
    end = RE_END.search(text, start.end())
    fields = {match[1]: match[2].strip() for match in RE_FIELD.finditer(head, 0, start.start())}
    author = fields.get("Author")
    marks = [Mark(0, start.end(), Role.BOILERPLATE)]
    last = end.start() if end else len(text)
    at = start.end()
    for _ in range(FRONT):
        paragraph = RE_PARAGRAPH.search(text, at, last)
        if paragraph is None:
            break
        at = paragraph.end()
        if RE_MAKER.match(paragraph[0]) or (author and _is_byline(paragraph[0], author)):
            marks.append(Mark(paragraph.start(), at, Role.BOILERPLATE))
    if end:
        marks.append(Mark(end.start(), len(text), Role.BOILERPLATE))
    return Document(
        text,
        sha256="",
        title=fields.get("Title"),
        authors=(author,) if author else (),
        marks=tuple(marks),
    )


def _is_byline(words: str, author: str) -> bool:
    return " ".join(words.split()).casefold().removeprefix("by ") == author.casefold()
