"""Bytes to documents: one module a format, one table from suffix to reader."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import NamedTuple, Protocol, cast

from briefer.errors import EmptyInputError, InputMissingError, InputUnreadableError
from briefer.model import Document


class Origin(NamedTuple):
    """Where bytes came from: `path` as the user wrote it, None for standard input; `encoding` when the user set it."""

    path: str | None = None
    encoding: str | None = None


class Reader(Protocol):
    """What a module of this package offers."""

    def read(self, data: bytes, origin: Origin) -> Document:
        """Return the document that the bytes hold; `sha256`, `id` and `path` are filled in by the caller."""


DEFAULT_FORMAT = "plain"
FORMATS = {  # suffix -> module; anything else is tried as plain text
    ".txt": "plain",
    ".text": "plain",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
}
SNIFFED = 4096  # bytes at the beginning that may tell a format


def read(path: str | Path, *, encoding: str | None = None) -> Document:
    """Return the document in a file.

    Raises InputMissingError, InputUnreadableError, FormatError, DecodingError or EmptyInputError.
    """
    name = str(path)
    try:
        data = Path(path).read_bytes()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise InputMissingError("no such file", input=name, hint="check the path") from error
    except IsADirectoryError as error:
        raise InputUnreadableError(
            "this is a folder, not a file", input=name, hint="try `briefer batch FOLDER --out DIR`"
        ) from error
    except PermissionError as error:
        raise InputUnreadableError("permission denied", input=name, hint="check who may read the file") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = getattr(error, "strerror", None) or str(error)
        raise InputUnreadableError(f"cannot be read ({reason})", input=name, hint="check the file") from error
    return read_bytes(data, path=name, encoding=encoding)


def read_bytes(data: bytes, *, path: str | None = None, id: str | None = None, encoding: str | None = None) -> Document:
    """Return the document in `data`: a web page if it begins like one, else by the suffix of `path`, else plain text.

    Raises FormatError, DecodingError or EmptyInputError.
    """
    suffix = Path(path).suffix.lower() if path else ""
    module = "html" if _begins_like_html(data[:SNIFFED]) else FORMATS.get(suffix, DEFAULT_FORMAT)
    reader = cast(Reader, import_module(f"briefer.readers.{module}"))
    found = reader.read(data, Origin(path, encoding))
    return _identified(found, data, path, path if id is None else id)


def _begins_like_html(head: bytes) -> bool:
    """Return whether a page opens: a doctype or the root, below nothing but an XML declaration and comments."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.replace(b"\0", b"")[2:]
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    while head.startswith((b"<?xml", b"<!--")):
        head = head.partition(b"-->" if head.startswith(b"<!--") else b"?>")[2].lstrip()
    return head[:14].lower().startswith((b"<!doctype html", b"<html>", b"<html ", b"<html\n", b"<html\r", b"<html\t"))


def read_markup(
    html: str,
    *,
    id: str | None = None,
    title: str | None = None,
    language: str | None = None,
    published: str | None = None,
) -> Document:
    """Return the document of a web page that is already decoded; what is given wins over what the page says.

    Raises FormatError or EmptyInputError.
    """
    from briefer.readers import html as pages

    found = pages.read_markup(html, id)
    found = replace(
        found,
        title=title or found.title,
        language=language or found.language,
        published=published or found.published,
    )
    return _identified(found, html.encode("utf-8", "surrogatepass"), None, id)


def read_text(
    text: str,
    *,
    id: str | None = None,
    title: str | None = None,
    language: str | None = None,
    published: str | None = None,
) -> Document:
    """Return a document of a text that is already decoded, such as a row of a corpus.

    Raises EmptyInputError when there is nothing but white space.
    """
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError:  # two surrogates that meet are one character to whoever reads the brief
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
        data = text.encode("utf-8", "surrogatepass")
    found = Document(text=text, sha256="", title=title, language=language, published=published)
    return _identified(found, data, None, id)


def _identified(found: Document, data: bytes, path: str | None, identity: str | None) -> Document:
    if not found.text or found.text.isspace():
        raise EmptyInputError("there is no text in it", input=identity, hint="check that it is the file you meant")
    return replace(found, sha256=hashlib.sha256(data).hexdigest(), id=identity, path=path)
