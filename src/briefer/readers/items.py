"""What to read, and how: records shared by readers, batch and command line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, BinaryIO, NamedTuple

from briefer.errors import BrieferError

MAX_BYTES = 64 * 1024 * 1024


Value = str | int | float | bool | None  # of a column that is kept


class Columns(NamedTuple):
    """Which fields of a corpus hold the text and the id, where the usual names do not tell, and which are kept."""

    text: str | None = None
    id: str | None = None
    keep: tuple[str, ...] = ()


class Reading(NamedTuple):
    """How to read inputs.

    `encoding` is the user's choice, `fix_text` repairs mojibake, `max_bytes` limits the unpacked size of a document,
    `columns` says what the fields of a corpus hold.
    """

    encoding: str | None = None
    fix_text: bool = False
    max_bytes: int = MAX_BYTES
    columns: Columns = Columns()


USUAL = Reading()


class Origin(NamedTuple):
    """Where bytes came from (`path` as the user wrote it, None for standard input), and how to read them."""

    path: str | None = None
    reading: Reading = USUAL


class Known(NamedTuple):
    """Metadata known from outside a document, which overrides the document's own."""

    title: str | None = None
    dek: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    language: str | None = None
    site: str | None = None
    url: str | None = None
    kept: tuple[tuple[str, Value], ...] = ()  # columns of its corpus
    encoding: str | None = None  # of what it is a part of
    warnings: tuple[str, ...] = ()  # of reading that, besides the document's own


NOTHING = Known()


class Item(NamedTuple):
    """One thing to read: bytes (`data`), a decoded `text` or `html`, or the file at `path`; or an error instead.

    `name` is the relative path its brief is filed under, `label` its name in messages, `id` its name in the brief.
    `stream` is an open source at its start, such as standard input or a file in an archive: it can be read once, and
    items from `expand` have none. With `data` or `stream`, `path` is only a name, such as `news.zip/storm.txt`.
    `brief` is the full JSON brief that the text came in, for callers that can use it as it is.
    """

    name: str
    label: str
    path: str | None = None
    data: bytes | None = None
    stream: BinaryIO | None = None
    text: str | None = None
    html: str | None = None
    id: str | None = None
    known: Known = NOTHING
    error: BrieferError | None = None
    brief: Mapping[str, Any] | None = None


def failed(error: BrieferError, name: str | None = None) -> Item:
    """Return an item for an unreadable input, so that it is counted and reported like any other."""
    label = error.input or name or ""
    return Item(name=name or label, label=label, error=error)


def is_risky(item: Item) -> bool:
    """Return whether a C library reads the input, which a malicious file may crash."""
    return (item.path or "").lower().endswith(".pdf") or (item.data or b"").startswith(b"%PDF")


def weight(item: Item) -> int:
    """Return roughly how many bytes an item carries: none if it is a file."""
    return len(item.data or item.text or item.html or "")
