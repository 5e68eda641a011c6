"""The manifest: a row an input, appended once its brief is in place, so that a run can go on where another stopped.

A row is a JSON object: `input` and `id`, `output` (the name of its brief, null for a failure), `sha256` of the input,
`options` (a fingerprint of all that shapes the brief), briefer's `version`, `time` of writing in UTC, `status` (done or
failed), `bytes` and `crc32` of the brief. A failure has `error`, `message` and `hint`; what goes on an index page has
its `entry`.
"""

from __future__ import annotations

import json
import os
import re
import struct
import time
from collections.abc import Iterable, Iterator
from hashlib import blake2b, sha256
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, TypeGuard

from briefer import __version__
from briefer.batch.work import Plan, Result
from briefer.errors import BrieferError, OutputError
from briefer.readers import NOTHING, Item
from briefer.readers.items import Reading
from briefer.readers.opening import load

DONE, FAILED = "done", "failed"
FAILURE_FIELDS = ("input", "error", "message", "hint")
BEGINNING = b'{"input": "'  # of every row
STAMP = 16  # bytes
BLOCK = 65536
RE_TAKEN = re.compile(r"""\{%[-+]?\s*(?:include|extends|import|from)\s+["']([^"'\n]+)["']""")


class Known(NamedTuple):
    """A brief that is there, or a failure: what it was made of, where its row is, and where it is itself."""

    stamp: bytes = b""
    row: int = 0  # offset in a manifest
    length: int = 0
    source: int = 0  # which of several files, 0 for a failure
    brief: int = 0  # offset in that file
    size: int = 0
    crc32: int = 0


NONE = Known()
PACKED = struct.Struct(f"<{STAMP}sQLBQQL")


def pack(known: Known) -> bytes:
    """Return a record as bytes, of which a hundred thousand take little memory."""
    return PACKED.pack(*known)


def unpack(data: bytes) -> Known:
    """Return the record of packed bytes."""
    return Known(*PACKED.unpack(data))


class Slots:
    """A record for every input, by its number, in little memory."""

    def __init__(self) -> None:
        self._data = bytearray()

    def add(self, known: Known = NONE) -> None:
        """Append the record of the next input."""
        self._data += PACKED.pack(*known)

    def set(self, number: int, known: Known) -> None:
        """Replace a record."""
        PACKED.pack_into(self._data, number * PACKED.size, *known)

    def filled(self) -> Iterator[Known]:
        """Yield, in order, the records of the inputs that have one."""
        for fields in PACKED.iter_unpack(self._data):
            if fields[2]:
                yield Known(*fields)


def fingerprint(plan: Plan) -> str:
    """Return a short text that differs whenever options, view or reading do, or the words of a template."""
    parts = [repr(plan)]
    if plan.view.template:
        parts += (f"{name} {digest}" for name, digest in sorted(_templates(Path(plan.view.template)).items()))
    return sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _templates(path: Path) -> dict[str, str]:
    """Return the digests of a template and of those in its folder that it takes in, by name."""
    found: dict[str, str] = {}
    waiting = [path.name]
    while waiting:
        name = waiting.pop()
        try:
            data = (path.parent / name).read_bytes() if name not in found else b""
        except (OSError, ValueError):
            continue  # which is told when it is used
        if name not in found:
            found[name] = sha256(data).hexdigest()
            waiting += (match[1] for match in RE_TAKEN.finditer(data.decode("utf-8", "replace")))
    return found


def options(shared: str, item: Item) -> str:
    """Return the fingerprint of all that shapes the brief of an item beside its text: also what is known of it."""
    path = None if item.id is None else item.path  # which is the input itself, if it has no id
    if item.known == NOTHING and path is None:
        return shared
    return sha256(f"{shared}\n{item.known!r}\n{path}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


def digest(item: Item, reading: Reading) -> str | None:
    """Return the SHA-256 that the document of an item would have, None when it cannot be read."""
    markup = item.html if item.html is not None else item.text
    if markup is None:
        try:
            data = load(item, reading)
        except BrieferError:
            return None
    elif item.html is not None:
        data = markup.encode("utf-8", "surrogatepass")
    else:
        try:
            data = markup.encode("utf-8")
        except UnicodeEncodeError:
            return None  # two surrogates that meet are read as one character: rare enough to be done again
    return sha256(data).hexdigest()


def stamp(row: dict[str, Any]) -> bytes:
    """Return what is the same for two rows when the brief of one is that of the other.

    The input of a row with an id tells its line, which changes when others are put before it: a feed grows at its top.
    """
    made_of = [row.get(key) for key in ("id", "output", "sha256", "options", "version")]
    if row.get("id") is None:
        made_of.append(row.get("input"))
    return blake2b(json.dumps(made_of).encode("ascii"), digest_size=STAMP).digest()


def row(item: Item, output: str | None, digest: str | None, options: str) -> dict[str, Any]:
    """Return the part of a row that tells what a brief is made of."""
    return {
        "input": item.label,
        "id": item.id,
        "output": output,
        "sha256": digest,
        "options": options,
        "version": __version__,
    }


def completed(made_of: dict[str, Any], result: Result, data: bytes) -> dict[str, Any]:
    """Return the whole row of a result; `data` is its brief as it is stored."""
    import zlib  # only runs that keep a manifest need it

    row = {**made_of, "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())}
    if result.failure:
        failure = result.failure
        row |= {"output": None, "sha256": None, "status": FAILED, "bytes": 0, "crc32": 0}
        row |= {"error": failure.error, "message": failure.message, "hint": failure.hint}
    else:
        row |= {"sha256": result.sha256, "status": DONE, "bytes": len(data), "crc32": zlib.crc32(data)}
        if result.entry is not None:
            row["entry"] = result.entry
    return row


class Journal:
    """A manifest that grows: rows are appended whole; what was torn when a run was killed is cut off."""

    def __init__(self, path: Path) -> None:
        """Open a manifest, or begin one; raises OSError."""
        self.path = path
        self._file = path.open("a+b", buffering=0)
        self.size = _whole(self._file)
        self._file.truncate(self.size)

    def append(self, row: dict[str, Any]) -> tuple[int, int]:
        """Append a row and return its offset and length; raises OSError, and then nothing of it stays."""
        line = (json.dumps(row, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")
        offset = self.size
        self.size += append(self._file, line, offset)
        return offset, len(line)

    def read(self, offset: int, length: int) -> dict[str, Any]:
        """Return a row; raises OSError."""
        return read(self._file, offset, length)

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def append(file: BinaryIO, data: bytes, size: int) -> int:
    """Append to an unbuffered file of that size, all or nothing; return the number of bytes, raises OSError."""
    try:
        written = 0
        while written < len(data):
            written += file.write(data[written:])
    except OSError:
        file.truncate(size)
        raise
    return written


def rows(path: Path) -> Iterator[tuple[int, int, dict[str, Any]]]:
    """Yield offset, length and content of each row of a manifest; lines that are none are passed over."""
    offset = 0
    with path.open("rb") as lines:
        for line in lines:
            try:
                row = json.loads(line)
            except (ValueError, RecursionError):
                row = None
            if _is_row(row) and line.endswith(b"\n"):
                yield offset, len(line), row
            offset += len(line)


def _is_row(row: object) -> TypeGuard[dict[str, Any]]:
    if not isinstance(row, dict) or not isinstance(row.get("input"), str):
        return False
    if row.get("status") == FAILED:
        return True
    numbers = {"bytes": 1 << 63, "crc32": 1 << 32}
    return (
        row.get("status") == DONE
        and isinstance(row.get("output"), str)
        and all(isinstance(row.get(key), int) and 0 <= row[key] < limit for key, limit in numbers.items())
    )


def is_own(lines: Iterable[bytes]) -> bool:
    """Return whether a manifest, or a list of failures, is ours to replace: it holds a row of ours, or nothing at all.

    The beginning of a row, which is all that a run may leave when it is killed, is enough.
    """
    empty = True
    for line in lines:
        empty = False
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            if line.startswith(BEGINNING) or BEGINNING.startswith(line):
                return True
        else:
            if _is_row(row) or (isinstance(row, dict) and tuple(row) == FAILURE_FIELDS):
                return True
    return empty


def check_own(path: Path) -> None:
    """Raise OutputError when a file that a run writes is the user's own."""
    try:
        with path.open("rb") as lines:
            ours = is_own(lines)
    except FileNotFoundError:
        return
    if not ours:
        raise stranger(str(path))


def stranger(name: str) -> OutputError:
    """Return the error of a file that is not ours to replace."""
    return OutputError(
        "this file was not written by briefer, and would be overwritten", input=name, hint="name another output"
    )


def copy(source: BinaryIO, offset: int, length: int, target: BinaryIO) -> None:
    """Copy a piece of one file to another; raises OSError."""
    source.seek(offset)
    target.write(source.read(length))


def read(source: BinaryIO, offset: int, length: int) -> dict[str, Any]:
    """Return the content of a row of an open manifest."""
    source.seek(offset)
    row: dict[str, Any] = json.loads(source.read(length))
    return row


def rows_of(source: BinaryIO, wanted: Iterable[Known]) -> Iterator[dict[str, Any]]:
    """Yield the content of rows of an open manifest."""
    for known in wanted:
        yield read(source, known.row, known.length)


def failure_line(row: dict[str, Any]) -> bytes:
    """Return the line of `failures.jsonl` that tells of a failure."""
    fields = {key: row.get(key) for key in FAILURE_FIELDS}
    return (json.dumps(fields, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")


def _whole(file: BinaryIO) -> int:
    """Return the size of a file without its last line, if that has no end."""
    end = file.seek(0, os.SEEK_END)
    while end:
        start = max(0, end - BLOCK)
        file.seek(start)
        found = file.read(end - start).rfind(b"\n")
        if found >= 0:
            return start + found + 1
        end = start
    return 0
