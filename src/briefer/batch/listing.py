"""Lists of inputs: one name per line, or NUL-terminated as from `find -print0` and `git ls-files -z`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from briefer.errors import OptionError

CHUNK = 65536
LONGEST = 1 << 20  # bytes without a name: no list, but a device or a binary file


def listed(source: str) -> Iterator[str]:
    """Yield the names in a list as they are read, from a file, or from standard input for "-".

    A list with a NUL in its first line is NUL-terminated; empty names are skipped. Raises OptionError if the list
    cannot be read.
    """
    try:
        if source != "-":
            with Path(source).open("rb", buffering=0) as file:
                yield from _names(file, source)
        elif sys.stdin is None:
            raise OptionError("--files-from -: standard input is closed", hint="pipe a list in, or name a file")
        else:
            yield from _names(sys.stdin.buffer, source)
    except OSError as error:
        raise OptionError(f"--files-from {source}: cannot be read ({error.strerror})", hint="check the name") from error


def _names(file: BinaryIO, source: str) -> Iterator[str]:
    read = getattr(file, "read1", file.read)  # what a pipe holds now, without waiting for more
    separator = b""
    rest = b""
    barren = 0
    while chunk := read(CHUNK):
        rest += chunk
        barren += len(chunk)
        if not separator:
            separator = b"\0" if b"\0" in rest else b"\n" if b"\n" in rest else b""
        if separator:
            *whole, rest = rest.split(separator)
            for name in _decoded(whole, separator):
                barren = len(rest)
                yield name
        if barren > LONGEST:
            raise OptionError(f"--files-from {source}: this is not a list of names", hint="write one name per line")
    yield from _decoded([rest], separator)


def _decoded(names: list[bytes], separator: bytes) -> Iterator[str]:
    for name in names:
        if separator != b"\0":
            name = name.removesuffix(b"\r")
        if name:
            yield os.fsdecode(name)
