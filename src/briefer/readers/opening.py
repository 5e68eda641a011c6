"""Opens and reads inputs, with a clear message for each kind of failure and a limit on their size."""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from briefer.deferring import Deferred
from briefer.errors import InputMissingError, InputUnreadableError, TooLargeError
from briefer.readers.items import Item, Reading

RE_URL = Deferred(r"[A-Za-z][A-Za-z0-9+.-]+://")


@contextmanager
def opened(item: Item) -> Iterator[BinaryIO]:
    """Open an item's bytes, at their start; raises InputMissingError or InputUnreadableError."""
    if item.stream is not None:
        with _worded(item.label):
            yield item.stream
    elif item.data is not None or item.path is None:
        yield io.BytesIO(item.data or b"")
    elif RE_URL.match(item.path):
        with _opened_url(item.path) as stream:
            yield stream
    else:
        with _opened_file(item.path, item.path) as stream:
            yield stream


@contextmanager
def _opened_url(url: str) -> Iterator[BinaryIO]:
    from briefer import places  # which one article on a disk need not wait for

    if (path := places.local(url)) != url:
        with _opened_file(path, url) as stream:
            yield stream
        return
    if not places.known(url):
        import shlex

        raise InputUnreadableError(
            "briefer works offline and opens no web address",
            input=url,
            hint=f"try `curl -sL {shlex.quote(url)} | briefer summarize -`",
        )
    with places.opened(url) as stream:
        yield stream


@contextmanager
def _opened_file(path: str, name: str) -> Iterator[BinaryIO]:
    """Open a file; `name` is what errors call it."""
    with _worded(name), Path(path).open("rb") as file:
        yield file


@contextmanager
def _worded(name: str) -> Iterator[None]:
    """Turn errors from opening and reading into one line."""
    try:
        yield
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


def beginning(stream: BinaryIO, size: int) -> tuple[bytes, BinaryIO]:
    """Return the first bytes of a stream, and a stream that has them still before it."""
    if stream.seekable():
        at = stream.tell()
        head = stream.read(size)
        stream.seek(at)
        return head, stream
    head = stream.read(size)
    return head, io.BufferedReader(Again(head, stream))


def is_lasting(item: Item, stream: BinaryIO) -> bool:
    """Return whether an item can be opened a second time: a pipe cannot."""
    if item.stream is not None:
        return False
    if item.data is not None or item.path is None:
        return True
    try:
        return stat.S_ISREG(os.fstat(stream.fileno()).st_mode)
    except (OSError, AttributeError):  # an object of a store has no number
        return True


def load(item: Item, reading: Reading) -> bytes:
    """Return an item's bytes; raises TooLargeError beyond `max_bytes`, even if the file grows meanwhile."""
    with opened(item) as stream:
        return limited(stream, reading, item.label)


def limited(stream: BinaryIO, reading: Reading, name: str | None) -> bytes:
    """Return the rest of a stream; raises TooLargeError if it is larger than `max_bytes`."""
    data = stream.read(reading.max_bytes + 1)
    if len(data) > reading.max_bytes:
        raise too_large(reading, name)
    return data


def too_large(reading: Reading, name: str | None) -> TooLargeError:
    """Return the error of what has more than `max_bytes`."""
    return TooLargeError(
        f"it has more than {reading.max_bytes:,} bytes", input=name, hint="split it, or raise --max-bytes"
    )


class Again(io.RawIOBase):
    """What was read of a stream already, and then the rest of it."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        super().__init__()
        self._head = memoryview(head)
        self._rest = rest

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - typeshed's own word for it
        """Fill the buffer with what comes next; return the number of bytes, 0 at the end."""
        if self._head:
            size = min(len(buffer), len(self._head))
            buffer[:size] = self._head[:size]
            self._head = self._head[size:]
            return size
        data = self._rest.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)
