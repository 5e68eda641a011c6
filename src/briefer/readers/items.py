"""What is to be read, and how: the records that readers, batch and command line share."""

from __future__ import annotations

from typing import BinaryIO, NamedTuple

from briefer.errors import BrieferError

MAX_BYTES = 64 * 1024 * 1024


class Reading(NamedTuple):
    """How inputs are read.

    `encoding` is the user's own word for it, `fix_text` asks for the repair of mojibake, `max_bytes` bounds one
    document once it is unpacked.
    """

    encoding: str | None = None
    fix_text: bool = False
    max_bytes: int = MAX_BYTES


USUAL = Reading()


class Origin(NamedTuple):
    """Where bytes came from: `path` as the user wrote it, None for standard input; and how they are to be read."""

    path: str | None = None
    reading: Reading = USUAL


class Known(NamedTuple):
    """What is known of a document from outside it, which wins over what the document says of itself."""

    title: str | None = None
    dek: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    language: str | None = None
    site: str | None = None
    url: str | None = None
    encoding: str | None = None  # of what it is a part of
    warnings: tuple[str, ...] = ()  # of reading that, besides the document's own


NOTHING = Known()


class Item(NamedTuple):
    """One thing to read: bytes (`data`), a decoded `text` or `html`, else the file at `path`; or why it cannot be read.

    `name` is the relative path under which its brief is filed, `label` what messages call it, `id` what its brief does.
    `stream` is an open source at its beginning, such as standard input or a file within an archive: it is read once,
    and what `expand` yields has none. With `data` or `stream`, `path` is but a name, such as `news.zip/storm.txt`.
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


def failed(error: BrieferError, name: str | None = None) -> Item:
    """Return the item of something that cannot be read, so that it is counted and reported like any other."""
    label = error.input or name or ""
    return Item(name=name or label, label=label, error=error)
