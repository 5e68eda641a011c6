"""Documents that are zip files of XML: nothing is unpacked to disk, and declared sizes are never trusted.

expat reads the XML as a stream and fetches nothing; a document type with its own declarations is refused, so no entity
can expand. No tree is built, so only the resulting text takes memory.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable, Iterator
from html import unescape
from io import BytesIO
from typing import NoReturn, Protocol
from xml.parsers import expat

from briefer.errors import FormatError, TooLargeError
from briefer.readers.items import Origin
from briefer.readers.unpacking import RATIO

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # opens binary Office files, and new ones that are encrypted
CHUNK = 64 * 1024
MOST_PARTS = 10_000
FROM_SIZE = 8 * 1024 * 1024  # unpacked bytes of a part from which on their ratio to the packed ones is judged
DEEPEST = 1_000  # elements within elements
NESTED = "its elements are nested too deeply"
LONGEST_TAG = 4 * 1024 * 1024  # bytes: a tag is held in memory with all of its attributes
DAMAGE = (  # what zipfile raises for damaged archives: of the second row, the first for what it does not support
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, OSError),
    *(NotImplementedError, RuntimeError, ValueError, OverflowError, IndexError, KeyError),
)


class Handler(Protocol):
    """What takes the pieces of an XML part in their order; names are "prefix:local" for namespaces that are known."""

    def start(self, name: str, attributes: dict[str, str]) -> bool | None:
        """Take the start of an element; True leaves out all that is in it, and its end."""

    def end(self, name: str) -> None:
        """Take the end of an element."""

    def data(self, text: str) -> None:
        """Take a piece of text."""


class Package:
    """The parts of a zip file by their names, of which no more is unpacked than `max_bytes` altogether."""

    def __init__(self, data: bytes, origin: Origin, kind: str) -> None:
        self.origin = origin
        self.kind = kind  # what errors call it, such as "a Word document"
        self._left = origin.reading.max_bytes
        if not data.startswith(b"PK"):
            raise FormatError(f"it is not {kind}", input=origin.path, hint="check what the file is, and its suffix")
        if data.count(b"PK\x01\x02") > MOST_PARTS:
            raise FormatError(
                f"it has more than {MOST_PARTS:,} parts", input=origin.path, hint="save it again, or as plain text"
            )
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
            self._parts = {_key(part.filename): part for part in reversed(self._zip.infolist())}
        except DAMAGE as error:
            raise self.damaged("its end or its list of parts is missing") from error

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._parts

    def damaged(self, what: str) -> FormatError:
        """Return the error to raise for a document that cannot be read."""
        return FormatError(
            f"it is a damaged {self.kind.partition(' ')[2]} ({what})",
            input=self.origin.path,
            hint="save it again, or as plain text",
        )

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield the bytes of a part; raises FormatError or TooLargeError."""
        part = self._parts.get(_key(name))
        if part is None:
            raise self.damaged(f"{_short(name)} is missing")
        if part.flag_bits & 1:
            raise FormatError(
                "it is encrypted with a password", input=self.origin.path, hint="save it without the password"
            )
        if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise self.damaged("a compression that these documents do not use")
        size = 0
        try:
            with self._zip.open(part) as file:
                while chunk := file.read(min(CHUNK, self._left + 1)):
                    size += len(chunk)
                    self._left -= len(chunk)
                    if self._left < 0:
                        self._refuse(f"it unpacks to more than {self.origin.reading.max_bytes:,} bytes")
                    if size > FROM_SIZE and size > RATIO * part.compress_size:
                        self._refuse(f"it unpacks to more than {RATIO} times its size")
                    yield chunk
        except DAMAGE as error:
            raise self.damaged(f"{_short(name)} cannot be unpacked") from error

    def _refuse(self, message: str) -> NoReturn:
        raise TooLargeError(message, input=self.origin.path, hint="split it, or save it as plain text")

    def read(self, name: str) -> bytes:
        """Return the bytes of a part; raises FormatError or TooLargeError."""
        return b"".join(self.chunks(name))

    def parse(self, name: str, handler: Handler, namespaces: dict[str, str]) -> None:
        """Give the XML of a part to a handler; raises FormatError or TooLargeError."""
        try:
            parse(self.chunks(name), handler, namespaces)
        except BadMarkupError as error:
            raise self.damaged(f"{_short(name)}: {error}") from error


class BadMarkupError(Exception):
    """The XML is not well-formed, or is built to do harm."""


class _Stream:
    """Between expat and a handler: short names, elements left out, a bound on the depth."""

    def __init__(self, handler: Handler, namespaces: dict[str, str]) -> None:
        self.handler = handler
        self.namespaces = namespaces
        self.names: dict[str, str] = {}
        self.depth = 0
        self.skipped = 0  # depth of the element that is left out
        self.parser = expat.ParserCreate(None, " ")
        self.parser.buffer_text = True
        self.listen()
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.SkippedEntityHandler = self.entity

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise BadMarkupError(NESTED)
        if self.handler.start(self.names.get(name) or self.short(name), attributes):
            self.skipped = self.depth
            self.parser.CharacterDataHandler = None
            self.parser.StartElementHandler = self.start_within
            self.parser.EndElementHandler = self.end_within

    def end(self, name: str) -> None:
        self.handler.end(self.names.get(name) or self.short(name))
        self.depth -= 1

    def start_within(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise BadMarkupError(NESTED)

    def end_within(self, name: str) -> None:
        if self.skipped == self.depth:
            self.skipped = 0
            self.listen()
        self.depth -= 1

    def listen(self) -> None:
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.handler.data

    def entity(self, name: str, is_parameter: bool) -> None:
        if not self.skipped and not is_parameter:  # one that a document type declares which is never fetched
            self.handler.data(unescape(f"&{name};"))

    def short(self, name: str) -> str:
        space, _, local = name.rpartition(" ")
        short = f"{self.namespaces.get(space, '?')}:{local}"
        if len(self.names) < 10_000:
            self.names[name] = short
        return short

    def doctype(self, name: str, system: str | None, public: str | None, has_internal_subset: int) -> None:
        if has_internal_subset:
            raise BadMarkupError("it declares its own entities")


def parse(chunks: Iterable[bytes], handler: Handler, namespaces: dict[str, str]) -> None:
    """Give XML to a handler, as a stream; `namespaces` maps their names to prefixes. Raises BadMarkupError."""
    stream = _Stream(handler, namespaces)
    parser = stream.parser
    fed = 0
    try:
        for chunk in chunks:
            fed += len(chunk)
            parser.Parse(chunk, False)
            if fed - parser.CurrentByteIndex > LONGEST_TAG:
                raise BadMarkupError("one of its tags is too long")
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError) as error:  # the last two: encodings that nobody knows
        raise BadMarkupError(f"not well-formed XML: {error}".splitlines()[0]) from error


def pieces(data: bytes) -> Iterator[bytes]:
    """Yield data that is in memory already piece by piece, as `parse` wants it."""
    return (data[at : at + CHUNK] for at in range(0, len(data), CHUNK))


def value(attributes: dict[str, str], local: str) -> str | None:
    """Return an attribute by its name without namespace."""
    for name, found in attributes.items():
        if name == local or name.endswith(f" {local}"):
            return found
    return None


class Texts:
    """A handler that keeps the words of the elements that it was asked for, in the order they come."""

    def __init__(self, *wanted: str) -> None:
        self.found: dict[str, list[str]] = {name: [] for name in wanted}
        self._open: list[str] | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Open an element that was asked for."""
        if name in self.found:
            self._open = []

    def end(self, name: str) -> None:
        """Keep the words of an element that was asked for."""
        if name in self.found and self._open is not None:
            words = " ".join("".join(self._open).split())
            if words:
                self.found[name].append(words)
            self._open = None

    def data(self, text: str) -> None:
        """Take words within an element that was asked for."""
        if self._open is not None:
            self._open.append(text)

    def first(self, name: str) -> str | None:
        """Return the first of its elements that has words."""
        return self.found[name][0] if self.found[name] else None


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _short(name: str) -> str:
    """Return a name of a part fit for a message: one line, no longer than needed."""
    name = "".join(mark if mark.isprintable() else "?" for mark in name.lstrip("/"))
    return name if len(name) <= 60 else f"{name[:57]}..."
