"""Bytes to documents: one module a format, one table from suffix or content to reader."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from briefer.errors import BrieferError, EmptyInputError, FormatError
from briefer.model import Document
from briefer.readers import opening
from briefer.readers.formats import FORMATS, PLAIN, SNIFFED, recognise
from briefer.readers.items import MAX_BYTES, NOTHING, USUAL, Item, Known, Origin, Reading

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
    "read_bytes",
    "read_item",
    "read_markup",
    "read_text",
]

DEPTH = 3  # of containers within containers: a corpus in an archive in an archive


class Reader(Protocol):
    """What a module of this package offers whose format holds one document."""

    def read(self, data: bytes, origin: Origin) -> Document:
        """Return the document that the bytes hold; `sha256`, `id` and `path` are filled in by the caller."""


class Several(Protocol):
    """What a module of this package offers whose format holds several documents."""

    def expand(self, item: Item, reading: Reading) -> Iterator[Item]:
        """Yield what is inside, in its order, as a stream; what is a container itself is opened by the caller."""


def read(
    path: str | Path, *, encoding: str | None = None, fix_text: bool = False, max_bytes: int = MAX_BYTES
) -> Document:
    """Return the document in a file; the options are the fields of `Reading`.

    Raises InputMissingError, InputUnreadableError, TooLargeError, FormatError, DecodingError, ExtraMissingError or
    EmptyInputError.
    """
    name = str(path)
    return read_item(Item(name=name, label=name, path=name), Reading(encoding, fix_text, max_bytes))


def expand(item: Item, reading: Reading = USUAL, depth: int = DEPTH) -> Iterator[Item]:
    """Yield the documents of an item: itself, or the rows of a corpus, the entries of a feed, the files of an archive.

    What cannot be read becomes an item with an error; nothing is raised.
    """
    try:
        if item.error is None and item.text is None and item.html is None:
            format = recognise(opening.head(item, SNIFFED), item.path)
            if format.several:
                if not depth:
                    raise FormatError("archives are nested too deeply", hint="unpack it first")
                for inner in cast(Several, import_module(f"briefer.readers.{format.module}")).expand(item, reading):
                    yield from expand(inner, reading, depth - 1)
                return
    except BrieferError as error:
        error.input = error.input or item.label
        item = item._replace(error=error)
    yield item


def read_item(item: Item, reading: Reading = USUAL) -> Document:
    """Return the document of an item; raises its error if it has one, else what `read` raises."""
    if item.error:
        raise item.error
    if item.html is not None:
        return read_markup(item.html, id=item.id, known=item.known)
    if item.text is not None:
        return read_text(item.text, id=item.id, known=item.known)
    found = read_bytes(opening.load(item, reading), path=item.path, id=item.id, reading=reading)
    return _with(found, item.known)


def read_bytes(
    data: bytes,
    *,
    path: str | None = None,
    id: str | None = None,
    reading: Reading = USUAL,
) -> Document:
    """Return the document in `data`: by what it begins like, else by the suffix of `path`, else as plain text.

    Raises FormatError, DecodingError, ExtraMissingError or EmptyInputError.
    """
    format = recognise(data[:SNIFFED], path)
    if format.several:
        format = PLAIN
    reader = cast(Reader, import_module(f"briefer.readers.{format.module}"))
    found = reader.read(data, Origin(path, reading))
    return _identified(found, data, path, path if id is None else id)


def read_markup(html: str, *, id: str | None = None, known: Known = NOTHING) -> Document:
    """Return the document of a web page that is already decoded; raises FormatError or EmptyInputError."""
    from briefer.readers import html as pages

    found = _with(pages.read_markup(html, id), known)
    return _identified(found, html.encode("utf-8", "surrogatepass"), None, id)


def read_text(text: str, *, id: str | None = None, known: Known = NOTHING) -> Document:
    """Return a document of a text that is already decoded, such as a row of a corpus.

    Raises EmptyInputError when there is nothing but white space.
    """
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError:  # two surrogates that meet are one character to whoever reads the brief
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
        data = text.encode("utf-8", "surrogatepass")
    return _identified(_with(Document(text=text, sha256=""), known), data, None, id)


def _with(found: Document, known: Known) -> Document:
    """Return the document with what is known from outside in place of what it says of itself."""
    fields = {name: value for name, value in known._asdict().items() if value}
    return replace(found, **fields) if fields else found


def _identified(found: Document, data: bytes, path: str | None, identity: str | None) -> Document:
    if not found.text or found.text.isspace():
        raise EmptyInputError("there is no text in it", input=identity, hint="check that it is the file you meant")
    return replace(found, sha256=hashlib.sha256(data).hexdigest(), id=identity, path=path)
