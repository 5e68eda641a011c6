"""OpenDocument texts (.odt, .ott and, as a single XML file, .fodt), with all tracked changes accepted.

OASIS OpenDocument 1.3, part 3. Left out: notes, annotations, deleted and hidden text, indexes, headers and footers.
"""

from __future__ import annotations

import re

from briefer.errors import FormatError, TooLargeError
from briefer.model import Document
from briefer.readers.items import Origin
from briefer.readers.packages import BadMarkupError, Package, Texts, parse, pieces, value
from briefer.readers.paragraphs import BODY, Paragraphs, Style, by_name

KIND = "an OpenDocument text"
TEXT_TYPE = b"application/vnd.oasis.opendocument.text"
SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
# Name spaces of OpenDocument and the prefixes that they usually have.
NAMESPACES = {
    **{f"{SPACE}{name}:1.0": name for name in ("office", "text", "style", "table", "meta", "manifest")},
    f"{SPACE}drawing:1.0": "draw",
    f"{SPACE}svg-compatible:1.0": "svg",
    f"{SPACE}form:1.0": "form",
    "http://purl.org/dc/elements/1.1/": "dc",
}
TITLE, CREATOR, LAST_EDITOR = "dc:title", "meta:initial-creator", "dc:creator"
ABOUT = frozenset({"office:meta"})
# Left out with all that is in them.
UNSEEN = frozenset(
    (
        *("text:note", "office:annotation", "text:tracked-changes", "text:ruby-text", "text:number", "text:script"),
        *("text:table-of-content", "text:alphabetical-index", "text:illustration-index", "text:table-index"),
        *("text:object-index", "text:user-index", "text:bibliography", "text:hidden-text", "text:placeholder"),
        *("text:variable-decls", "text:sequence-decls", "text:user-field-decls", "office:forms", "office:scripts"),
        *("draw:image", "draw:object", "draw:object-ole", "draw:glue-point", "svg:title", "svg:desc"),
        *("table:covered-table-cell", "office:binary-data", "office:master-styles", "office:settings"),
        *("office:font-face-decls", "text:dde-connection-decls", "draw:plugin", "draw:applet", "form:form"),
    )
)
SPACES, TAB, BREAK = "\x01", "\x02", "\x03"  # stand for white space that does not fold; XML cannot have them itself
RE_FOLDED = re.compile(r"[ \t\r\n]+")
UNFOLD = str.maketrans({SPACES: " ", TAB: "\t", BREAK: "\n"})
MOST_SPACES = 100  # of one element, which may ask for a billion
DEEPEST_STYLE = 20
RE_ESCAPED = re.compile(r"_([0-9a-f]{2,4})_")


def read(data: bytes, origin: Origin) -> Document:
    """Return the text of an OpenDocument text; its title is one of its paragraphs, or unknown.

    Raises FormatError for other, encrypted or damaged OpenDocument files, and TooLargeError if it unpacks to too much.
    """
    properties = Texts(TITLE, CREATOR, LAST_EDITOR)
    paragraphs = Paragraphs()
    body = _Body(paragraphs, properties)
    if data.startswith(b"PK"):
        _read_package(data, origin, body)
    else:
        _read_flat(data, origin, body)
    text, marks = paragraphs.finish()
    return Document(
        text=text,
        sha256="",
        format="odt",
        title=paragraphs.confirmed(properties.first(TITLE)),
        authors=paragraphs.authors(properties.first(CREATOR) or properties.first(LAST_EDITOR)),
        marks=marks,
    )


def _read_package(data: bytes, origin: Origin, body: _Body) -> None:
    package = Package(data, origin, KIND)
    if "mimetype" in package:
        kind = package.read("mimetype").strip()
        if not kind.startswith(TEXT_TYPE):
            name = kind.rpartition(b".")[2].decode("ascii", "replace")[:40]
            raise FormatError(f"it is a {name!r} document, not a text", input=origin.path, hint="save it as plain text")
    if "META-INF/manifest.xml" in package:
        manifest = _Manifest()
        package.parse("META-INF/manifest.xml", manifest, NAMESPACES)
        if manifest.encrypted:
            raise FormatError("it is encrypted with a password", input=origin.path, hint="save it without the password")
    for name in ("meta.xml", "styles.xml"):
        if name in package:
            package.parse(name, body, NAMESPACES)
    package.parse("content.xml", body, NAMESPACES)


def _read_flat(data: bytes, origin: Origin, body: _Body) -> None:
    if len(data) > origin.reading.max_bytes:
        raise TooLargeError(
            f"it has more than {origin.reading.max_bytes:,} bytes", input=origin.path, hint="save it as plain text"
        )
    try:
        parse(pieces(data), body, NAMESPACES)
    except BadMarkupError as error:
        raise FormatError(f"it is not {KIND} ({error})", input=origin.path, hint="save it again") from error


class _Manifest:
    """Whether a part of the package is encrypted."""

    def __init__(self) -> None:
        self.encrypted = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.encrypted |= name == "manifest:encryption-data"

    def end(self, name: str) -> None:
        pass

    def data(self, text: str) -> None:
        pass


class _Styles:
    """What the styles of paragraphs are for: by their names, or by those of the styles that they are based on."""

    def __init__(self) -> None:
        self._parents: dict[str, tuple[str, str, int]] = {}
        self._known: dict[str, Style] = {}

    def add(self, attributes: dict[str, str]) -> None:
        name = value(attributes, "name")
        if not name or value(attributes, "family") != "paragraph":
            return
        level = value(attributes, "default-outline-level") or ""
        self._parents[name] = (
            value(attributes, "display-name") or "",
            value(attributes, "parent-style-name") or "",
            int(level) if len(level) == 1 and level.isdigit() else 0,
        )

    def resolve(self, name: str) -> Style:
        if name not in self._known:
            self._known[name] = self._resolve(name)
        return self._known[name]

    def _resolve(self, name: str) -> Style:
        for _ in range(DEEPEST_STYLE):
            shown, parent, level = self._parents.get(name, ("", "", 0))
            readable = RE_ESCAPED.sub(lambda match: chr(int(match[1], 16)), name)
            found = by_name(readable) or by_name(shown) or (Style(level=level) if level else None)
            if found or not parent:
                return found or BODY
            name = parent
        return BODY


class _Paragraph:
    """A paragraph while it is read; `inner` are those of text boxes that are anchored in it."""

    __slots__ = ("inner", "style", "words")

    def __init__(self, style: Style) -> None:
        self.style = style
        self.words: list[str] = []
        self.inner: list[tuple[str, Style]] = []

    def text(self) -> str:
        lines = RE_FOLDED.sub(" ", "".join(self.words)).split(BREAK)
        return "\n".join(line.strip(" ").translate(UNFOLD) for line in lines)


class _Body:
    """Makes paragraphs of the content, and hears of styles and properties on the way."""

    def __init__(self, paragraphs: Paragraphs, properties: Texts) -> None:
        self.paragraphs = paragraphs
        self.properties = properties
        self.styles = _Styles()
        self.open: list[_Paragraph] = []
        self.about = False

    def start(self, name: str, attributes: dict[str, str]) -> bool | None:
        if name in ("text:p", "text:h"):
            self.open.append(_Paragraph(self._style(name, attributes)))
        elif name == "text:s":
            count = value(attributes, "c") or "1"
            self.data(SPACES * min(MOST_SPACES, int(count) if len(count) < 4 and count.isdecimal() else 1))
        elif name == "text:tab":
            self.data(TAB)
        elif name == "text:line-break":
            self.data(BREAK)
        elif name == "style:style":
            self.styles.add(attributes)
        elif name in ABOUT:
            self.about = True
        elif self.about:
            self.properties.start(name, attributes)
        elif name in ("text:section", "text:hidden-paragraph"):
            return value(attributes, "display") == "none" or value(attributes, "is-hidden") == "true"
        else:
            return name in UNSEEN
        return None

    def _style(self, name: str, attributes: dict[str, str]) -> Style:
        style = self.styles.resolve(value(attributes, "style-name") or "")
        if name == "text:h" and style == BODY:
            level = value(attributes, "outline-level") or "1"
            return Style(level=int(level) if len(level) == 1 and level in "123456789" else 9)
        return style

    def end(self, name: str) -> None:
        if name in ("text:p", "text:h"):
            paragraph = self.open.pop()
            found = [(paragraph.text(), paragraph.style), *paragraph.inner]
            if self.open:
                self.open[-1].inner += found
                return
            for words, style in found:
                self.paragraphs.add(words, style)
        elif name in ABOUT:
            self.about = False
        elif self.about:
            self.properties.end(name)

    def data(self, text: str) -> None:
        if self.about:
            self.properties.data(text)
        elif self.open:
            self.open[-1].words.append(text)
