"""Turns bytes into documents: one module per format, one table from suffix or content to reader."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from itertools import islice
from typing import BinaryIO, Protocol, cast

from briefer.errors import BrieferError, EmptyInputError, FormatError, OptionError
from briefer.model import Document
from briefer.readers import opening
from briefer.readers.decoding import repaired
from briefer.readers.formats import FORMATS, Format
from briefer.readers.items import MAX_BYTES, NOTHING, USUAL, Item, Known, Origin, Reading
from briefer.readers.recognising import SNIFFED, recognise

try:  # CPython's own, as in its `random`: to load OpenSSL, as hashlib does, takes longer than to hash an article
    from _sha2 import sha256
except ImportError:
    try:
        from _sha256 import sha256  # its name in Python 3.11
    except ImportError:
        from hashlib import sha256

__all__ = [
    "FORMATS",
    "NOTHING",
    "USUAL",
    "Item",
    "Known",
    "Origin",
    "Reader",
    "Reading",
    "Several",
    "expand",
    "read",
    "read_all",
    "read_bytes",
    "read_item",
    "read_markup",
    "read_text",
]

Given = str | os.PathLike[str] | bytes | BinaryIO  # what a caller of the library has: where an article is, or itself
DEPTH = 5  # what inputs within inputs may cost: a compressed corpus in a compressed archive, an archive in an archive
HINT_SEVERAL = "read it with briefer.read_all, or try `briefer batch`"


class Reader(Protocol):
    """The interface of modules whose format holds one document."""

    def read(self, data: bytes, origin: Origin) -> Document:
        """Return the document in the bytes; the caller fills in `sha256`, `id` and `path`."""


class Several(Protocol):
    """The interface of modules whose format holds several documents."""

    def expand(self, stream: BinaryIO, item: Item, reading: Reading) -> Iterator[Item]:
        """Yield the contents in order; the caller opens those that are containers themselves.

        `stream` is at the start of what `item` names. Each stream yielded must be read before the next is requested. An
        error in one document becomes an item with an error; one that spoils all the rest is raised.
        """


def read(source: Given, *, encoding: str | None = None, fix_text: bool = False, max_bytes: int = MAX_BYTES) -> Document:
    """Return the document in a file, in bytes, or in a stream that is open for bytes.

    `source` is a path, as text or as a `Path`, or the content itself; its first bytes decide the format. `encoding`
    overrides the detected one, `fix_text` repairs text that was decoded wrongly, and `max_bytes` is the largest size
    accepted, unpacked.

    Raises InputMissingError, InputUnreadableError, TooLargeError, FormatError, DecodingError, ExtraMissingError or
    EmptyInputError, all of them a BrieferError. A file with several documents, such as a corpus, is a FormatError.

    >>> read(b"<html><title>Low water</title><p>The ferry waits.</p></html>").title
    'Low water'
    """
    reading = Reading(encoding, fix_text, max_bytes)
    return _only(_given(source), reading)


def read_all(
    source: Given,
    *,
    encoding: str | None = None,
    fix_text: bool = False,
    max_bytes: int = MAX_BYTES,
    on_error: Callable[[BrieferError], object] | None = None,
) -> Iterator[Document]:
    """Yield the documents in a file one by one: rows of a corpus, entries of a feed, files in an archive.

    `source` and the options are those of `read`. Any other file holds one document. If a document cannot be read,
    `on_error` is called and the rest follows; without `on_error` the error is raised (CorpusError, or those of `read`),
    and that ends the documents.
    """
    reading = Reading(encoding, fix_text, max_bytes)
    for item in expand(_given(source), reading):
        try:
            document = read_item(item, reading)
        except BrieferError as error:
            error.input = error.input or item.label
            if on_error is None:
                raise
            on_error(error)
        else:
            yield document


def expand(item: Item, reading: Reading = USUAL, depth: int = DEPTH) -> Iterator[Item]:
    """Yield the documents in an item: itself, or a corpus's rows, a feed's entries, an archive's files.

    A document that cannot be read becomes an item with an error; nothing is raised.
    """
    try:
        if item.error is None and item.text is None and item.html is None:
            with opening.opened(item) as source:
                head, stream = opening.beginning(source, SNIFFED)
                format = recognise(head, item.path, reading.columns.text)
                if format.several:
                    if depth < format.cost:
                        raise FormatError("archives are nested too deeply", hint="unpack it first")
                    for inner in _several(format).expand(stream, item, reading):
                        yield from expand(inner, reading, depth - format.cost)
                    return
                if not opening.is_lasting(item, source):
                    item = item._replace(data=opening.limited(stream, reading, item.label), stream=None)
    except BrieferError as error:
        error.input = error.input or item.label
        item = item._replace(error=error, data=None, stream=None)
    except Exception as error:  # a bug of ours, which must not cost the other inputs their briefs
        if os.environ.get("BRIEFER_DEBUG"):
            raise
        what = f"internal error: {type(error).__name__}: {error}".splitlines()[0]
        bug = FormatError(what, input=item.label, hint="please report it, with the file")
        item = item._replace(error=bug, data=None, stream=None)
    yield item


def read_item(item: Item, reading: Reading = USUAL) -> Document:
    """Return an item's document; raises the item's error, if it has one, or those of `read`."""
    if item.error:
        raise item.error
    if item.html is not None:
        return read_markup(item.html, id=item.id, known=item.known, reading=reading)
    if item.text is not None:
        return read_text(item.text, id=item.id, known=item.known, reading=reading)
    data = opening.load(item, reading)
    format = recognise(data[:SNIFFED], item.path)
    if format.several:
        raise FormatError("this may hold several documents", input=item.label, hint=HINT_SEVERAL)
    reader = cast(Reader, import_module(f"briefer.readers.{format.module}"))
    found = _with(reader.read(data, Origin(item.path, reading)), item.known)
    return _identified(found, data, item.path, item.path if item.id is None else item.id)


def read_bytes(
    data: bytes,
    *,
    path: str | None = None,
    id: str | None = None,
    reading: Reading = USUAL,
) -> Document:
    """Return the document in `data`, whose first bytes decide its format, then the suffix of `path`, then plain text.

    Raises TooLargeError, FormatError, DecodingError, ExtraMissingError or EmptyInputError.
    """
    return _only(Item(name=path or "", label=path or "", path=path, data=data, id=id), reading)


def read_markup(html: str, *, id: str | None = None, known: Known = NOTHING, reading: Reading = USUAL) -> Document:
    """Return the document of a decoded web page; raises FormatError or EmptyInputError."""
    from briefer.readers import html as pages

    fixed, warnings = repaired(html, reading)
    found = _with(pages.read_markup(fixed, id, warnings=warnings), _repaired(known, reading))
    return _identified(found, html.encode("utf-8", "surrogatepass"), None, id)


def read_text(text: str, *, id: str | None = None, known: Known = NOTHING, reading: Reading = USUAL) -> Document:
    """Return the document of a decoded text, such as a row of a corpus.

    Raises EmptyInputError if there is nothing but white space.
    """
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError:  # two surrogates that meet are one character to whoever reads the brief
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
        data = text.encode("utf-8", "surrogatepass")
    text, warnings = repaired(text, reading)
    found = _with(Document(text=text, sha256="", warnings=warnings), _repaired(known, reading))
    return _identified(found, data, None, id)


def _given(source: Given) -> Item:
    """Return what a caller gave as an item; raises OptionError for what is neither a path nor bytes."""
    if isinstance(source, bytes | bytearray | memoryview):
        return Item(name="", label="", data=bytes(source))
    if isinstance(source, str | os.PathLike):
        path = os.fspath(source)
        return Item(name=path, label=path, path=path)
    if isinstance(source, io.TextIOBase):
        raise OptionError("this stream gives text, not bytes", hint="open it in mode 'rb', or brief the text itself")
    if not hasattr(source, "read"):
        raise OptionError(f"a {type(source).__name__} cannot be read", hint="give a path, bytes or a stream of bytes")
    name = getattr(source, "name", None)
    label = name if isinstance(name, str) else "a stream"
    return Item(name=label, label=label, path=name if isinstance(name, str) else None, stream=source)


def _only(item: Item, reading: Reading) -> Document:
    """Return the only document in an item, possibly inside an archive."""
    found = list(islice(expand(item, reading), 2))
    if len(found) == 1:
        return read_item(found[0], reading)
    what = "this holds several documents" if found else "it contains no document"
    raise FormatError(what, input=item.label or None, hint=HINT_SEVERAL)


def _several(format: Format) -> Several:
    return cast(Several, import_module(f"briefer.readers.{format.module}"))


def _repaired(known: Known, reading: Reading) -> Known:
    """Return the known metadata, with mojibake repaired if requested."""
    if not reading.fix_text:
        return known
    title, dek = (words and repaired(words, reading)[0] for words in (known.title, known.dek))
    return known._replace(title=title, dek=dek, authors=tuple(repaired(name, reading)[0] for name in known.authors))


def _with(found: Document, known: Known) -> Document:
    """Return the document with the metadata known from outside in place of its own."""
    fields = {name: value for name, value in known._asdict().items() if value}
    if known.warnings:
        fields["warnings"] = (*known.warnings, *found.warnings)
    return replace(found, **fields) if fields else found


def _identified(found: Document, data: bytes, path: str | None, identity: str | None) -> Document:
    if not found.text or found.text.isspace():
        raise EmptyInputError("it contains no text", input=identity, hint="check that this is the right file")
    return replace(found, sha256=sha256(data).hexdigest(), id=identity, path=path)
