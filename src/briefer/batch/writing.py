"""Files that appear under their names only once complete."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

# What befalls the next brief as well: the run ends, and nothing is lost.
FATAL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO})


@contextmanager
def put(path: Path, within: Path | None = None) -> Iterator[BinaryIO]:
    """Open a file that appears under its name only once it is complete; an error leaves nothing behind.

    Until then it is in the folder `within`, or beside its final place.
    """
    temporary = within / f"{os.getpid()}.part" if within else path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with temporary.open("wb") as file:
            yield file
        temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
