"""The files within an archive: which of them are read, and what they are called."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from briefer.errors import BrieferError, FormatError
from briefer.readers.formats import supported
from briefer.readers.items import Item


class Member(NamedTuple):
    """A file within an archive, under its name there; `content` opens when it is read, or there is an error."""

    name: str
    content: BinaryIO | None
    error: BrieferError | None = None


def wanted(name: str) -> bool:
    """Return whether a file is read: one of a known suffix that is not hidden, as in a folder.

    >>> wanted("news/storm.txt"), wanted("__MACOSX/news/._storm.txt"), wanted("news/photo.jpg")
    (True, False, False)
    """
    parts = name.replace("\\", "/").split("/")
    if any((part.startswith(".") and part not in (".", "..")) or part == "__MACOSX" for part in parts):
        return False
    return supported(parts[-1])


def called(archive: Item, name: str) -> str:
    """Return what messages call a file of an archive."""
    return f"{archive.label}/{name}"


def items(members: Iterator[Member], archive: Item) -> Iterator[Item]:
    """Yield the files of an archive; raises FormatError when there is none of a kind that is read."""
    empty = True
    for name, content, error in members:
        empty = False
        path = f"{archive.path}/{name}" if archive.path else name
        item = Item(name=f"{archive.name}/{name}", label=called(archive, name), path=path, stream=content, error=error)
        yield item
        if content:
            content.close()
    if empty:
        raise FormatError("it contains no file that briefer reads", input=archive.label, hint="unpack it to see why")
