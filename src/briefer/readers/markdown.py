"""Markdown by CommonMark: the words that a reader of the rendered page would see."""

from __future__ import annotations

import re

from briefer.model import Document, Mark, Role
from briefer.readers.decoding import decode
from briefer.readers.items import Origin

# Only what opens with a key is front matter: two rules may as well stand around a part of the article.
RE_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(?=[\w-]+[ \t]*:).*?\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)


def read(data: bytes, origin: Origin) -> Document:
    """Return the text of headings and paragraphs, a blank line between them; code and raw HTML are left out."""
    from markdown_it import MarkdownIt

    decoded = decode(data, origin)
    pieces: list[str] = []
    marks: list[Mark] = []
    at = 0
    heading = 0
    for token in MarkdownIt("commonmark", {"html": True}).enable("table").parse(_body(decoded.text)):
        if token.type == "heading_open":
            heading = int(token.tag[1:])
        elif token.type == "heading_close":
            heading = 0
        elif token.type == "inline":
            words = "".join(_visible(child.type, child.content) for child in token.children or ()).strip()
            if not words:
                continue
            if heading:
                first = heading == 1 and not pieces
                marks.append(Mark(at, at + len(words), Role.HEADLINE if first else Role.HEADING))
            pieces.append(words)
            at += len(words) + 2
    return Document(
        text="\n\n".join(pieces),
        sha256="",
        format="markdown",
        encoding=decoded.encoding,
        marks=tuple(marks),
        warnings=decoded.warnings,
    )


def _body(text: str) -> str:
    """Return the text without YAML front matter, which CommonMark would show as a heading."""
    found = RE_FRONT_MATTER.match(text)
    return text[found.end() :] if found else text


def _visible(kind: str, content: str) -> str:
    if kind in ("text", "code_inline"):
        return content
    return " " if kind in ("softbreak", "hardbreak") or content[:3].lower() == "<br" else ""
