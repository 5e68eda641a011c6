"""Presentations (.pptx): what stands on the slides, in their order; Office Open XML, ECMA-376 part 1, as docx.

Left out: the speaker's notes, numbers, dates and footers of slides, charts.
"""

from __future__ import annotations

import posixpath
from urllib.parse import unquote

from briefer.model import Document
from briefer.readers.packages import Package, value
from briefer.readers.paragraphs import BODY, Paragraphs, Style

TRANSITIONAL, STRICT = "http://schemas.openxmlformats.org", "http://purl.oclc.org/ooxml"
RELATIONS = ("officeDocument/2006/relationships", "officeDocument/relationships")  # name spaces of the ids
NAMESPACES = {
    f"{TRANSITIONAL}/presentationml/2006/main": "p",
    f"{STRICT}/presentationml/main": "p",
    f"{TRANSITIONAL}/drawingml/2006/main": "a",
    f"{STRICT}/drawingml/main": "a",
    f"{TRANSITIONAL}/package/2006/relationships": "rel",
}
TITLES = frozenset({"title", "ctrTitle"})
FURNITURE = frozenset({"sldNum", "dt", "ftr", "hdr"})  # placeholders of the number, the date, the footer
MOST_SLIDES = 5_000


def read(package: Package, main: str) -> Document:
    """Return the text of a presentation whose main part is `main`; the titles of slides are headings.

    Raises FormatError if it is damaged, and TooLargeError if it unpacks to too much.
    """
    package.kind = "a presentation"
    order, targets = _Slides(), _Targets()
    package.parse(main, order, NAMESPACES)
    folder, name = posixpath.split(main)
    package.parse(posixpath.join(folder, "_rels", f"{name}.rels"), targets, NAMESPACES)
    paragraphs = Paragraphs()
    for identity in order.found[:MOST_SLIDES]:
        part = posixpath.normpath(posixpath.join("/", folder, unquote(targets.found.get(identity, ""))))
        if part in package:
            package.parse(part, _Slide(paragraphs), NAMESPACES)
    text, marks = paragraphs.finish()
    return Document(text=text, sha256="", format="pptx", marks=marks)


class _Slides:
    """The ids of the slides, in the order in which they are shown."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "p:sldId":
            self.found += (own for key, own in attributes.items() if key.rpartition(" ")[0].endswith(RELATIONS))

    def end(self, name: str) -> None:
        pass

    def data(self, text: str) -> None:
        pass


class _Targets:
    """The parts that relations lead to, by their ids."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "rel:Relationship" and attributes.get("TargetMode") != "External":
            self.found[attributes.get("Id", "")] = attributes.get("Target", "")

    def end(self, name: str) -> None:
        pass

    def data(self, text: str) -> None:
        pass


class _Slide:
    """Takes the paragraphs of a slide: those of its title, and all others."""

    def __init__(self, paragraphs: Paragraphs) -> None:
        self._paragraphs = paragraphs
        self._style = BODY
        self._words: list[str] | None = None  # of the open paragraph
        self._written = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "p:sp":
            self._style = BODY
        elif name == "p:ph":
            kind = value(attributes, "type")
            self._style = Style(level=1) if kind in TITLES else Style(left_out=True) if kind in FURNITURE else BODY
        elif name == "a:p":
            self._words = []
        elif name == "a:t":
            self._written = True
        elif name in ("a:br", "a:tab") and self._words is not None:
            self._words.append(" ")

    def end(self, name: str) -> None:
        if name == "a:t":
            self._written = False
        elif name == "a:p" and self._words is not None:
            self._paragraphs.add(" ".join("".join(self._words).split()), self._style)
            self._words = None

    def data(self, text: str) -> None:
        if self._written and self._words is not None:
            self._words.append(text)
