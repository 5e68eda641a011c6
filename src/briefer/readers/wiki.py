"""Wiki markup of MediaWiki: running text and headings; templates, tables, references and lists of links left out."""

from __future__ import annotations

import re
from functools import cache
from html import unescape

from briefer.languages import load_sections
from briefer.model import Document, Mark, Role
from briefer.readers.decoding import decode
from briefer.readers.items import Origin

RE_COMMENT = re.compile(r"<!--.{0,20000}?-->", re.DOTALL)
RE_REFERENCE = re.compile(r"<ref\b[^<>]*/>|<ref\b[^<>]*>.{0,5000}?</ref>", re.DOTALL | re.IGNORECASE)
RE_TEMPLATE = re.compile(r"\{\{[^{}]*\}\}|\{\|[^{}]*\|\}")
FILE = r"\[\[(?:{}):(?:[^\[\]]++|\[\[[^\[\]]*+\]\])*+\]\]"
RE_LINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")
RE_ADDRESS = re.compile(r"\[https?://[^\s\]]+\s?([^\]]*)\]")
RE_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>|__[A-Z]+__")
RE_HEADING = re.compile(r"(={1,6})\s*(.+?)\s*\1")
RE_BOLD = re.compile(r"'{2,5}")
RE_NAMED = re.compile(r"'''([^'\n]{2,100})'''")
ITEMS = ("*", "#", ":", ";")
RE_ITEM = re.compile(r"[*#:;]+\s*")
DEPTH = 20  # of templates within templates


def read(data: bytes, origin: Origin) -> Document:
    """Return the text of a page, a blank line between paragraphs, its headings marked; its name as the title."""
    decoded = decode(data, origin)
    source = RE_REFERENCE.sub("", RE_COMMENT.sub("", decoded.text))
    for _ in range(DEPTH):
        source, count = RE_TEMPLATE.subn("", source)
        if not count:
            break
    source = RE_ADDRESS.sub(r"\1", RE_LINK.sub(r"\1", _files().sub("", source)))
    named = RE_NAMED.search(source)
    pieces: list[str] = []
    marks: list[Mark] = []
    at = 0
    left_out = 0  # level of a section of links, which goes on to the next heading of its level
    for line in RE_TAG.sub("", source).splitlines():
        words = " ".join(
            unescape(RE_BOLD.sub("", RE_ITEM.sub("", line, count=1) if line[:1] in "*#:;" else line)).split()
        )
        heading = RE_HEADING.fullmatch(words)
        if heading:
            level, words = len(heading[1]), heading[2]
            if left_out and level > left_out:
                continue
            left_out = level if words.casefold() in _sections() else 0
        if not words or left_out:
            continue
        if heading:
            marks.append(Mark(at, at + len(words), Role.HEADING))
        pieces.append(words)
        at += len(words) + 2
    return Document(
        "\n\n".join(pieces),
        sha256="",
        format="wiki",
        encoding=decoded.encoding,
        title=named[1] if named else None,
        marks=tuple(marks),
        warnings=decoded.warnings,
    )


@cache
def _sections() -> frozenset[str]:
    return frozenset(load_sections("", "wiki.txt")["left out"])


@cache
def _files() -> re.Pattern[str]:
    """Return what links to a picture or a category look like."""
    return re.compile(FILE.format("|".join(load_sections("", "wiki.txt")["namespace"])), re.IGNORECASE)
