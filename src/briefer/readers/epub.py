"""E-books (EPUB 2 and 3): the chapters of a book in reading order, as one document.

Left out: navigation, covers, everything outside the reading order, notes and page numbers; the copyright page and other
lists are boilerplate. Title, authors, language and date come from the package file.
"""

from __future__ import annotations

import posixpath
import re
from typing import NamedTuple
from urllib.parse import unquote

from briefer.errors import FormatError
from briefer.model import Document
from briefer.readers import chapters
from briefer.readers.front_matter import day
from briefer.readers.items import Origin
from briefer.readers.packages import Package, value
from briefer.readers.paragraphs import Paragraphs, is_title

KIND = "an e-book"
OPF, DC = "http://www.idpf.org/2007/opf", "http://purl.org/dc/elements/1.1/"
NAMESPACES = {
    OPF: "opf",
    DC: "dc",
    "urn:oasis:names:tc:opendocument:xmlns:container": "container",
    "http://www.w3.org/2001/04/xmlenc#": "enc",
}
CONTAINER, ENCRYPTION = "META-INF/container.xml", "META-INF/encryption.xml"
# What scrambles fonts alone, and hinders nobody from reading.
OF_FONTS = frozenset({"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"})
CHAPTERS = frozenset({"application/xhtml+xml", "text/html", "application/x-dtbook+xml", "text/x-oeb1-document"})
GUIDES = frozenset({"cover", "toc", "loi", "lot", "index"})  # of an EPUB 2, what its parts are that are no chapter
RE_COVER = re.compile(r"cover(?:[-_. ]?(?:page|image|xhtml|html))?")
MOST_CHAPTERS = 5_000
AUTHOR = "aut"  # the MARC code for the role


def read(data: bytes, origin: Origin) -> Document:
    """Return the text of an e-book, a blank line between paragraphs, its headings marked.

    Raises FormatError for damaged or copy-protected ones, and TooLargeError if it unpacks to too much.
    """
    package = Package(data, origin, KIND)
    _refuse_protected(package)
    book = _Book()
    name = _package_file(package)
    package.parse(name, book, NAMESPACES)
    names = [_located(package, posixpath.dirname(name), part) for part in book.order()]
    if not names:
        raise package.damaged("its reading order is empty")
    paragraphs = Paragraphs()
    there = [name for name in dict.fromkeys(names) if name in package][:MOST_CHAPTERS]
    if not there:
        raise package.damaged("its chapters are missing")
    for part in there:
        chapters.read(package, part, paragraphs)
    title = book.title()
    text, marks = paragraphs.finish(title)
    return Document(
        text=text,
        sha256="",
        format="epub",
        language=book.first("dc:language"),
        title=title,
        authors=book.authors(),
        published=book.published(),
        marks=marks,
        warnings=() if len(there) == len(set(names)) else ("some chapters of the book are missing",),
    )


def _located(package: Package, folder: str, address: str) -> str:
    """Return the name of the part at an address, whose escapes some programs have in the name as well."""
    names = [posixpath.normpath(posixpath.join("/", folder, part)) for part in (unquote(address), address)]
    return next((name for name in names if name in package), names[0])


def _refuse_protected(package: Package) -> None:
    if ENCRYPTION not in package:
        return
    encryption = _Attributes("enc:EncryptionMethod", "Algorithm")
    package.parse(ENCRYPTION, encryption, NAMESPACES)
    if not OF_FONTS.issuperset(encryption.found):
        raise FormatError(
            "it is protected against copying (DRM), and its words are encrypted",
            input=package.origin.path,
            hint="get a copy without protection",
        )


def _package_file(package: Package) -> str:
    container = _Attributes("container:rootfile", "full-path")
    package.parse(CONTAINER, container, NAMESPACES)
    if not container.found or not container.found[0]:
        raise package.damaged("it does not name its package file")
    return posixpath.normpath(posixpath.join("/", container.found[0]))


class _Attributes:
    """Keeps one attribute of the elements of a name."""

    def __init__(self, element: str, attribute: str) -> None:
        self.element, self.attribute = element, attribute
        self.found: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == self.element:
            self.found.append(value(attributes, self.attribute) or "")

    def end(self, name: str) -> None:
        pass

    def data(self, text: str) -> None:
        pass


class _Part(NamedTuple):
    href: str
    type: str
    properties: frozenset[str]


class _Said(NamedTuple):
    """Something that the package says of the book, and the attributes of the element."""

    words: str
    attributes: dict[str, str]


class _Book:
    """What the package file tells: metadata, parts, their order."""

    def __init__(self) -> None:
        self.said: dict[str, list[_Said]] = {}
        self.refined: dict[tuple[str, str], str] = {}  # (id, property) -> value
        self.parts: dict[str, _Part] = {}
        self.spine: list[tuple[str, bool]] = []
        self.guides: set[str] = set()
        self._open: tuple[str, dict[str, str]] | None = None
        self._words: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "opf:item":
            self.parts[attributes.get("id", "")] = _Part(
                attributes.get("href", "").partition("#")[0],
                attributes.get("media-type", "").lower(),
                frozenset(attributes.get("properties", "").split()),
            )
        elif name == "opf:itemref":
            self.spine.append((attributes.get("idref", ""), attributes.get("linear", "yes").lower() != "no"))
        elif name == "opf:reference":
            if attributes.get("type", "").lower() in GUIDES:
                self.guides.add(attributes.get("href", "").partition("#")[0])
        elif name.startswith("dc:") or name == "opf:meta":
            self._open, self._words = (name, attributes), []

    def end(self, name: str) -> None:
        if self._open is None or self._open[0] != name:
            return
        words = " ".join("".join(self._words).split())
        attributes = self._open[1]
        if name == "opf:meta":
            key = (attributes.get("refines", "").lstrip("#"), attributes.get("property", ""))
            self.refined.setdefault(key, words)
        elif words:
            self.said.setdefault(name, []).append(_Said(words, attributes))
        self._open = None

    def data(self, text: str) -> None:
        if self._open:
            self._words.append(text)

    def first(self, name: str) -> str | None:
        """Return the first that the package says under a name."""
        return self.said[name][0].words if name in self.said else None

    def title(self) -> str | None:
        """Return the main title, which only needs to be named as such where there are several."""
        titles = [said for said in self.said.get("dc:title", []) if is_title(said.words)]
        main = [said.words for said in titles if self._refinement(said, "title-type") == "main"]
        return next(iter(main or [said.words for said in titles]), None)

    def authors(self) -> tuple[str, ...]:
        """Return who wrote it: creators with that role, or else those without one."""
        creators = self.said.get("dc:creator", [])
        roles = [self._refinement(said, "role") for said in creators]
        wanted = AUTHOR if AUTHOR in roles else None
        return tuple(dict.fromkeys(said.words for said, role in zip(creators, roles, strict=True) if role == wanted))

    def published(self) -> str | None:
        """Return the date of publication; an EPUB 2 may have others beside it."""
        dates = [(value(said.attributes, "event"), said.words) for said in self.said.get("dc:date", [])]
        for wanted in ("publication", None):
            for event, words in dates:
                if event == wanted:
                    return day(words)
        return None

    def _refinement(self, said: _Said, name: str) -> str | None:
        return value(said.attributes, name) or self.refined.get((said.attributes.get("id", ""), name))

    def order(self) -> list[str]:
        """Return the addresses of the chapters in reading order; navigation and cover only if there is nothing else."""
        spine = [(self.parts[name], linear) for name, linear in self.spine if name in self.parts]
        spine = [(part, linear) for part, linear in spine if part.type in CHAPTERS]
        read = [part.href for part, linear in spine if linear and not self._is_furniture(part)]
        return read or [part.href for part, _ in spine]

    def _is_furniture(self, part: _Part) -> bool:
        stem = posixpath.splitext(posixpath.basename(part.href))[0].lower()
        return "nav" in part.properties or part.href in self.guides or bool(RE_COVER.fullmatch(stem))
