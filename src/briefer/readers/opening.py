"""Files opened and read with every way to fail worded, and no more read than is allowed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from briefer.errors import InputMissingError, InputUnreadableError, TooLargeError
from briefer.readers.items import Item, Reading

RE_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


@contextmanager
def opened(item: Item) -> Iterator[BinaryIO]:
    """Open the bytes of an item, at their beginning; raises InputMissingError or InputUnreadableError."""
    if item.data is not None or item.path is None:
        yield BytesIO(item.data or b"")
        return
    name = item.path
    if RE_URL.match(name):
        raise InputUnreadableError(
            "briefer works offline and opens no URL", input=name, hint=f"try `curl -s {name} | briefer summarize -`"
        )
    try:
        with Path(name).open("rb") as file:
            yield file
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


def head(item: Item, size: int) -> bytes:
    """Return the first bytes of an item."""
    with opened(item) as file:
        return file.read(size)


def load(item: Item, reading: Reading) -> bytes:
    """Return the bytes of an item; raises TooLargeError beyond `max_bytes`, even when a file grows while it is read."""
    with opened(item) as file:
        return limited(file, reading, item.label)


def limited(file: BinaryIO, reading: Reading, name: str | None) -> bytes:
    """Return what is left in a stream; raises TooLargeError when that is more than `max_bytes`."""
    data = file.read(reading.max_bytes + 1)
    if len(data) > reading.max_bytes:
        raise TooLargeError(
            f"it has more than {reading.max_bytes:,} bytes", input=name, hint="split it, or raise --max-bytes"
        )
    return data
