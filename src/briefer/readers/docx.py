"""Word documents (.docx and its relatives), with all tracked changes accepted.

Office Open XML, ECMA-376 part 1; both its namespaces, transitional and strict. Left out: headers and footers of pages,
foot- and endnotes, comments, hidden and deleted text, what fields are computed from, alternative forms of drawings.
"""

from __future__ import annotations

import posixpath
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote

from briefer.errors import FormatError
from briefer.model import Document
from briefer.readers.items import Origin
from briefer.readers.packages import OLE, BadMarkupError, Package, Texts, parse, pieces, value
from briefer.readers.paragraphs import BODY, Paragraphs, Style, by_name, symbol

KIND = "a Word document"
TRANSITIONAL, STRICT = "http://schemas.openxmlformats.org", "http://purl.oclc.org/ooxml"
NAMESPACES = {
    f"{TRANSITIONAL}/wordprocessingml/2006/main": "w",
    f"{STRICT}/wordprocessingml/main": "w",
    f"{TRANSITIONAL}/officeDocument/2006/math": "m",
    f"{STRICT}/officeDocument/math": "m",
    f"{TRANSITIONAL}/markup-compatibility/2006": "mc",
    f"{TRANSITIONAL}/package/2006/relationships": "rel",
    "http://purl.org/dc/elements/1.1/": "dc",
}
OTHERS = {  # what the main part of other Office documents is called, and what errors call them
    "workbook": "a spreadsheet",
    "visio": "a drawing",
}
MAIN = "word/document.xml"
TITLE, CREATOR = "dc:title", "dc:creator"
# Left out with all that is in them; deletions, moves and old properties wherever they stand.
UNSEEN = frozenset(
    ("mc:Fallback", "w:del", "w:moveFrom", "w:rt", "w:instrText", "w:delText", "w:tabs", "w:sectPr", "w:tblPr")
)
CHARACTERS = {
    "w:tab": "\t",
    "w:ptab": "\t",
    "w:br": "\n",
    "w:cr": "\n",
    "w:noBreakHyphen": "-",
}
OFF = frozenset({"0", "false", "off"})
DEEPEST_STYLE = 20  # styles based on styles
LARGEST_KEPT = 1024 * 1024  # bytes of styles that are worth keeping for the next document


def read(data: bytes, origin: Origin) -> Document:
    """Return the text of a Word document; its title is one of its paragraphs, or unknown.

    Raises FormatError for other, encrypted or damaged Office documents, and TooLargeError if it unpacks to too much.
    """
    if data.startswith(OLE):
        raise _old(data, origin)
    package = Package(data, origin, KIND)
    main = _related(package, "", "officeDocument") or MAIN
    if "presentation" in posixpath.basename(main):
        from briefer.readers import pptx

        return pptx.read(package, main)
    for name, other in OTHERS.items():
        if name in posixpath.basename(main):
            raise FormatError(f"it is {other}, not {KIND}", input=origin.path, hint="save its text as plain text")
    paragraphs = Paragraphs()
    body = _Body(paragraphs, _styles(package, main))
    package.parse(main, body, NAMESPACES)
    body.finish()
    properties = Texts(TITLE, CREATOR)
    core = _related(package, "", "core-properties")
    if core and core in package:
        package.parse(core, properties, NAMESPACES)
    text, marks = paragraphs.finish()
    return Document(
        text=text,
        sha256="",
        format="docx",
        title=paragraphs.confirmed(properties.first(TITLE)),
        authors=paragraphs.authors(properties.first(CREATOR)),
        marks=marks,
    )


def _old(data: bytes, origin: Origin) -> FormatError:
    """Return the error for a compound file, by the streams that it names."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return FormatError("it is encrypted with a password", input=origin.path, hint="save it without the password")
    word = "WordDocument".encode("utf-16-le") in data
    return FormatError(
        "it is an old Word file (.doc)" if word else "it is an old binary Office file",
        input=origin.path,
        hint="save it as .docx" if word else "save its text as .docx or plain text",
    )


class _Relations:
    """Where a part's relations lead to, by the last word of their type."""

    def __init__(self) -> None:
        self.targets: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "rel:Relationship" and attributes.get("TargetMode") != "External":
            kind = attributes.get("Type", "").rpartition("/")[2]
            self.targets.setdefault(kind, attributes.get("Target", ""))

    def end(self, name: str) -> None:
        pass

    def data(self, text: str) -> None:
        pass


def _related(package: Package, part: str, kind: str) -> str | None:
    """Return the name of the part that another one ("" for the package) names as its `kind`; None if it names none."""
    folder, name = posixpath.split(part)
    where = posixpath.join(folder, "_rels", f"{name}.rels")
    if where not in package:
        return None
    relations = _Relations()
    package.parse(where, relations, NAMESPACES)
    target = relations.targets.get(kind)
    return posixpath.normpath(posixpath.join("/", folder, unquote(target))) if target else None


class _Style(NamedTuple):
    name: str
    based_on: str | None
    level: int


class _Styles:
    """What the styles of paragraphs are for, by their ids: by name, by outline level, or by the style below."""

    def __init__(self) -> None:
        self.default = ""
        self._styles: dict[str, _Style] = {}
        self._id: str | None = None
        self._name = ""
        self._based_on: str | None = None
        self._level = 0

    def start(self, name: str, attributes: dict[str, str]) -> bool | None:
        if name == "w:style":
            self._id = value(attributes, "styleId") if value(attributes, "type") == "paragraph" else None
            self._name, self._based_on, self._level = "", None, 0
            if self._id and value(attributes, "default") in ("1", "true", "on"):
                self.default = self._id
            return self._id is None
        if name == "w:name":
            self._name = value(attributes, "val") or ""
        elif name == "w:basedOn":
            self._based_on = value(attributes, "val")
        elif name == "w:outlineLvl":
            self._level = _level(attributes)
        return name in ("w:latentStyles", "w:rPr", "w:tblPr")

    def end(self, name: str) -> None:
        if name == "w:style" and self._id:
            self._styles[self._id] = _Style(self._name, self._based_on, self._level)

    def data(self, text: str) -> None:
        pass

    def resolve(self, identity: str) -> Style:
        """Return what a style is for."""
        identity = identity or self.default
        for _ in range(DEEPEST_STYLE):
            style = self._styles.get(identity)
            if style is None:
                return by_name(identity) or BODY
            found = by_name(style.name) or (Style(level=style.level) if style.level else None)
            if found:
                return found
            if not style.based_on:
                break
            identity = style.based_on
        return BODY


def _level(attributes: dict[str, str]) -> int:
    """Return the level of a heading from 1 on; 0 for body text."""
    level = value(attributes, "val") or ""
    return int(level) + 1 if len(level) == 1 and level in "012345678" else 0


def _styles(package: Package, main: str) -> _Styles:
    name = _related(package, main, "styles")
    if not name or name not in package:
        return _Styles()
    data = package.read(name)
    try:
        return (_parsed if len(data) <= LARGEST_KEPT else _parsed.__wrapped__)(data)
    except BadMarkupError as error:
        raise package.damaged(f"its styles: {error}") from error


@lru_cache(maxsize=4)
def _parsed(styles: bytes) -> _Styles:
    """Return the styles of a part; documents from one template have the same, and most of their XML is styles."""
    found = _Styles()
    parse(pieces(styles), found, NAMESPACES)
    return found


class _Paragraph:
    """A paragraph while it is read; `inner` are those of text boxes that are anchored in it."""

    __slots__ = ("inner", "joined", "level", "style", "words")

    def __init__(self) -> None:
        self.words: list[str] = []
        self.style = ""
        self.level = 0
        self.joined = False  # with what follows: its end was deleted, or it is the large first letter of the next one
        self.inner: list[tuple[str, Style]] = []


class _Body:
    """Makes paragraphs of the main part."""

    def __init__(self, paragraphs: Paragraphs, styles: _Styles) -> None:
        self.paragraphs = paragraphs
        self.styles = styles
        self.known: dict[str, Style] = {}
        self.open: list[_Paragraph] = []
        self.carried: list[str] = []
        self.runs: list[bool] = []  # whether each open run is hidden
        self.fields: list[bool] = []  # whether each open field has come to its result
        self.properties = 0  # depth of paragraph properties
        self.placeholder = False
        self.reading = False

    def start(self, name: str, attributes: dict[str, str]) -> bool | None:
        if name in ("w:t", "m:t"):
            self.reading = True
        elif name == "w:r":
            self.runs.append(False)
        elif name == "w:p":
            self.open.append(_Paragraph())
        elif name == "w:pPr":
            self.properties += 1
        elif self.properties:
            return self._property(name, attributes)
        elif name in CHARACTERS:
            self._write(CHARACTERS[name])
        elif name == "w:vanish" and self.runs:
            self.runs[-1] = (value(attributes, "val") or "").lower() not in OFF
        elif name == "w:sym":
            self._write(_symbol(attributes))
        elif name == "w:fldChar":
            self._field(value(attributes, "fldCharType"))
        elif name == "w:showingPlcHdr":
            self.placeholder = (value(attributes, "val") or "").lower() not in OFF
        elif name == "w:sdtContent" and self.placeholder:
            self.placeholder = False
            return True
        else:
            return name in UNSEEN or name.endswith("Change")
        return None

    def _property(self, name: str, attributes: dict[str, str]) -> bool:
        paragraph = self.open[-1] if self.open else None
        if paragraph is None:
            return False
        if name == "w:pStyle":
            paragraph.style = value(attributes, "val") or ""
        elif name == "w:outlineLvl":
            paragraph.level = _level(attributes)
        elif name in ("w:del", "w:moveFrom") or (
            name == "w:framePr" and value(attributes, "dropCap") in ("drop", "margin")
        ):
            paragraph.joined = True
        return name in UNSEEN or name.endswith("Change")

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self.fields.append(False)
        elif kind == "separate" and self.fields:
            self.fields[-1] = True
        elif kind == "end" and self.fields:
            self.fields.pop()

    def end(self, name: str) -> None:
        if name in ("w:t", "m:t"):
            self.reading = False
        elif name == "w:r":
            if self.runs:
                self.runs.pop()
        elif name == "w:pPr":
            self.properties -= 1
        elif name == "w:p":
            self._close(self.open.pop())

    def _close(self, paragraph: _Paragraph) -> None:
        self.fields = [field for field in self.fields if field]  # an instruction does not outlive its paragraph
        if paragraph.joined and not self.open:
            self.carried += paragraph.words
            for words, style in paragraph.inner:
                self.paragraphs.add(words, style)
            return
        if paragraph.style not in self.known:
            self.known[paragraph.style] = self.styles.resolve(paragraph.style)
        style = self.known[paragraph.style]
        if paragraph.level and style == BODY:
            style = Style(level=paragraph.level)
        if self.open:
            self.open[-1].inner += [("".join(paragraph.words), style), *paragraph.inner]
            return
        self.paragraphs.add("".join([*self.carried, *paragraph.words]), style)
        self.carried = []
        for words, inner in paragraph.inner:
            self.paragraphs.add(words, inner)

    def finish(self) -> None:
        """Add what was to be joined with a paragraph that did not come."""
        self.paragraphs.add("".join(self.carried))

    def data(self, text: str) -> None:
        if self.reading:  # where the XML was broken into lines, Word shows a space
            self._write(text.replace("\n", " "))

    def _write(self, text: str) -> None:
        if self.open and not any(self.runs) and all(self.fields):
            self.open[-1].words.append(text)


def _symbol(attributes: dict[str, str]) -> str:
    try:
        code = int(value(attributes, "char") or "", 16)
    except ValueError:
        return ""
    return symbol(code, value(attributes, "font") or "")
