"""How the briefs of a run become one file: joined as they are, or stored as the rows of tables.

Either way a brief on its own is a piece of bytes, from which the file is made, and which can be read back from it.
"""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from briefer.errors import OutputError
from briefer.render import TABLES, View, file_encoding, head


class Writer(Protocol):
    """A file in the making; raises OSError."""

    def add(self, piece: bytes) -> None:
        """Add a brief."""

    def complete(self) -> None:
        """Finish the file and close it."""

    def close(self) -> None:
        """Close the file as it is."""


class Whole(Protocol):
    """A file that an earlier run made."""

    end: int  # the place behind its last brief

    def read(self, place: int, size: int) -> bytes | None:
        """Return a brief of that size; None if there is none."""

    def close(self) -> None:
        """Close the file."""


class Binding(Protocol):
    """A kind of file for all briefs; a brief has a place in it, from `first` on."""

    first: int
    early: bool  # whether the file is made while briefs come in, since it takes some time

    def after(self, place: int, size: int) -> int:
        """Return the place behind a brief of that size."""

    def open(self, path: Path) -> Whole | None:
        """Return the file of an earlier run, None if it cannot be read. Raises OutputError for somebody else's."""

    def begin(self, path: Path) -> Writer:
        """Begin a new file."""

    def place(self, part: Path, path: Path) -> None:
        """Put a new file in its place; raises OSError."""


def of(view: View) -> Binding:
    """Return how briefs of a view are bound; raises ExtraMissingError where a package is missing."""
    return Tables(view) if view.format in TABLES else Joined(head(view).encode(file_encoding(view)))


class Joined:
    """Briefs one behind the other, below a head."""

    early = False

    def __init__(self, head: bytes) -> None:
        self.head = head
        self.first = len(head)

    def after(self, place: int, size: int) -> int:
        """Return the place behind a brief: its offset and its size."""
        return place + size

    def open(self, path: Path) -> Whole:
        """Return the file of an earlier run."""
        return _JoinedWhole(path, self.head)

    def begin(self, path: Path) -> Writer:
        """Begin a new file."""
        return _JoinedWriter(path, self.head)

    def place(self, part: Path, path: Path) -> None:
        """Put a new file in its place; raises OSError."""
        part.replace(path)


class _JoinedWriter:
    def __init__(self, path: Path, head: bytes) -> None:
        self.file = path.open("wb")
        self.file.write(head)

    def add(self, piece: bytes) -> None:
        self.file.write(piece)

    def complete(self) -> None:
        self.file.flush()
        os.fsync(self.file.fileno())
        self.file.close()

    def close(self) -> None:
        self.file.close()


class _JoinedWhole:
    def __init__(self, path: Path, head: bytes) -> None:
        self.file = path.open("rb")
        ours = self.file.read(len(head)) == head
        self.end = os.fstat(self.file.fileno()).st_size if ours else -1

    def read(self, place: int, size: int) -> bytes | None:
        self.file.seek(place)
        return self.file.read(size)

    def close(self) -> None:
        self.file.close()


class Tables:
    """Briefs as the rows of tables; the place of a brief is its number."""

    first = 0
    early = True

    def __init__(self, view: View) -> None:
        self.keep = view.keep
        self.kind = cast(_Kind, import_module(f"briefer.databases.{TABLES[view.format].module}"))
        self.kind.check()

    def after(self, place: int, size: int) -> int:
        """Return the number of the next brief."""
        return place + 1

    def open(self, path: Path) -> Whole | None:
        """Return the file of an earlier run, None if it cannot be read. Raises OutputError for somebody else's."""
        if path.stat().st_size and not self.kind.is_own(path):
            raise OutputError("this file was not made by briefer", input=str(path), hint="name another output")
        try:
            return _TablesWhole(self.kind.Reader(path))
        except OSError:
            return None  # it is damaged, or of another version: it is made anew

    def begin(self, path: Path) -> Writer:
        """Begin a new file."""
        return self.kind.Writer(path, self.keep)

    def place(self, part: Path, path: Path) -> None:
        """Put a new file in its place; raises OSError."""
        self.kind.place(part, path)


class _Reader(Protocol):
    count: int

    def read(self, number: int) -> bytes | None: ...
    def close(self) -> None: ...


class _Kind(Protocol):
    """The interface of modules that store rows."""

    def check(self) -> None: ...
    def is_own(self, path: Path) -> bool: ...
    def place(self, part: Path, path: Path) -> None: ...
    def Reader(self, path: Path) -> _Reader: ...  # noqa: N802 - they are classes
    def Writer(self, path: Path, keep: tuple[str, ...]) -> Writer: ...  # noqa: N802


class _TablesWhole:
    def __init__(self, reader: _Reader) -> None:
        self.reader = reader
        self.end = reader.count

    def read(self, place: int, size: int) -> bytes | None:
        return self.reader.read(place)

    def close(self) -> None:
        self.reader.close()
