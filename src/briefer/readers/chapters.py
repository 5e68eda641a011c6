"""Chapters of e-books: XHTML read as a stream, or as HTML where it is not well-formed."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping

from briefer.errors import DecodingError
from briefer.model import Role
from briefer.readers.decoding import decode
from briefer.readers.packages import BadMarkupError, Package, parse, pieces
from briefer.readers.paragraphs import BODY, Paragraphs, Style

XHTML, OPS = "http://www.w3.org/1999/xhtml", "http://www.idpf.org/2007/ops"
NAMESPACES = {XHTML: "h"}
HEAD = 1_024  # bytes in which a chapter declares its encoding
RE_ENCODING = re.compile(rb"""(?:<\?xml[^>]{0,200}?\bencoding|charset)\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE)
RE_DECLARATION = re.compile(r"<\?xml[^>]{0,300}>|<!DOCTYPE[^>\[]{0,300}(?:\[[^\]]{0,9999}\]\s*)?>", re.IGNORECASE)
LARGEST_HTML = 4 * 1024 * 1024  # bytes: lxml holds a tag with all of its attributes, at 30 times their size
RE_SPACE = re.compile(r"[ \t\r\n\f]+")
RE_SPACES = re.compile(r"  +")
RE_EDGE = re.compile(r" ?\n ?")
# Elements of XHTML that show no text of the chapter.
UNSEEN = frozenset(
    (
        *("script", "style", "template", "head", "iframe", "object", "svg", "math", "audio", "video", "canvas"),
        *("select", "button", "textarea", "input", "map", "noscript", "nav", "rp", "rt"),
    )
)
# Elements within a line.
INLINE = frozenset(
    (
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i"),
        *("img", "ins", "kbd", "label", "mark", "q", "ruby", "rb", "s", "samp", "small", "span", "strike", "strong"),
        *("sub", "sup", "time", "tt", "u", "var", "wbr", "image"),
    )
)
# Values of epub:type and role: left out, or marked as boilerplate with all that is in them.
NOTES = frozenset(
    (
        *("footnote", "footnotes", "endnote", "endnotes", "rearnote", "rearnotes", "noteref", "pagebreak", "page-list"),
        *("doc-footnote", "doc-endnote", "doc-endnotes", "doc-noteref", "doc-pagebreak", "toc", "landmarks", "cover"),
        *("doc-toc", "doc-cover", "loi", "lot", "index", "doc-index", "doc-pagelist"),
    )
)
# Values of epub:type whose text is none of the book.
LEGAL = frozenset(
    ("copyright-page", "imprint", "imprimatur", "colophon", "doc-colophon", "seriespage", "titlepage", "halftitlepage")
)
HEADINGS = {f"h{level}": Style(level=level) for level in range(1, 7)}
STYLES = {**HEADINGS, "figcaption": Style(Role.CAPTION), "caption": Style(Role.CAPTION)}
TYPES = {"title": Style(level=1), "subtitle": Style(Role.DEK)} | dict.fromkeys(LEGAL, Style(Role.BOILERPLATE))
DEEPEST = 1_000  # elements within elements


def read(package: Package, name: str, paragraphs: Paragraphs) -> None:
    """Add the paragraphs of a chapter; raises FormatError or TooLargeError."""
    data = package.read(name)
    chapter = _Chapter()
    try:
        parse(pieces(data), chapter, NAMESPACES)
    except BadMarkupError:
        chapter = _Chapter()
        _parse_html(data, package, name, chapter)
    for words, style in chapter.finish():
        paragraphs.add(words, style)


def _parse_html(data: bytes, package: Package, name: str, chapter: _Chapter) -> None:
    """Read a chapter as browsers do, who forgive what XML forbids."""
    from lxml import etree

    if len(data) > LARGEST_HTML:
        raise package.damaged(f"a large chapter is not well-formed XHTML: {posixpath.basename(name)[:60]}")
    declared = RE_ENCODING.search(data[:HEAD])
    try:
        text = decode(data, package.origin, declared[1].decode("ascii") if declared else None).text
    except DecodingError:
        text = data.decode("utf-8", "replace")
    parser = etree.HTMLParser(target=_Html(chapter), encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        for chunk in pieces(RE_DECLARATION.sub("", text, count=2).replace("\0", "").encode("utf-8", "replace")):
            parser.feed(chunk)
        parser.close()
    except etree.LxmlError as error:
        raise package.damaged(f"a chapter cannot be parsed: {posixpath.basename(name)[:60]}") from error


class _Html:
    """Between lxml and a chapter: elements left out, a bound on the depth."""

    def __init__(self, chapter: _Chapter) -> None:
        self.chapter = chapter
        self.depth = 0
        self.skipped = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.depth += 1
        if not self.skipped and (
            self.depth > DEEPEST or self.chapter.start(f"h:{tag.rpartition(':')[2]}", dict(attributes))
        ):
            self.skipped = self.depth

    def end(self, tag: str) -> None:
        if not self.skipped:
            self.chapter.end(f"h:{tag.rpartition(':')[2]}")
        elif self.skipped == self.depth:
            self.skipped = 0
        self.depth -= 1

    def data(self, text: str) -> None:
        if not self.skipped:
            self.chapter.data(text)

    def close(self) -> None:
        pass


class _Chapter:
    """Makes paragraphs of what stands between the edges of blocks, with white space as a browser shows it."""

    def __init__(self) -> None:
        self._found: list[tuple[str, Style]] = []
        self._line: list[str] = []
        self._styles: list[Style] = [BODY]  # of the blocks that are open

    def start(self, name: str, attributes: dict[str, str]) -> bool | None:
        tag = name[2:]
        types = _types(attributes)
        if tag in UNSEEN or not NOTES.isdisjoint(types) or "hidden" in attributes:
            return True
        if tag == "br":
            self._line.append("\n")
        elif tag not in INLINE:
            self._end_line()
            own = next((TYPES[kind] for kind in types if kind in TYPES), None) or STYLES.get(tag)
            outer = self._styles[-1]
            self._styles.append(outer if own is None or outer.role is Role.BOILERPLATE else own)
        return None

    def end(self, name: str) -> None:
        tag = name[2:]
        if tag != "br" and tag not in INLINE:
            self._end_line()
            if len(self._styles) > 1:
                self._styles.pop()

    def data(self, text: str) -> None:
        self._line.append(RE_SPACE.sub(" ", text))

    def _end_line(self) -> None:
        if self._line:
            words = RE_EDGE.sub("\n", RE_SPACES.sub(" ", "".join(self._line))).strip()
            self._line = []
            if words:
                self._found.append((words, self._styles[-1]))

    def finish(self) -> list[tuple[str, Style]]:
        """Return the paragraphs of the chapter."""
        self._end_line()
        return self._found


def _types(attributes: dict[str, str]) -> list[str]:
    """Return what an element says it is, beside its name."""
    if not attributes:
        return []
    kinds = [attributes.get("role", ""), attributes.get("epub:type", ""), attributes.get(f"{OPS} type", "")]
    return " ".join(kinds).split()
