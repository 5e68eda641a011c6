"""The manifest: one row per input, appended once its brief is in place, so that a run can resume another.

A row is a JSON object: `input` and `id`, `output` (the name of the brief, null for a failure), the input's `sha256`,
`options` (a fingerprint of everything that shapes the brief), briefer's `version`, the `time` of writing in UTC,
`status` (done or failed), `bytes` and `crc32` of the brief. A failure also has `error`, `message` and `hint`; a brief
on an index page has its `entry`.
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
from briefer.render.harmless import escaped

DONE, FAILED = "done", "failed"
# Fields of a row of `failures.jsonl`.
FAILURE_FIELDS = ("input", "error", "message", "hint")
BEGINNING = b'{"input": "'  # of every row
STAMP = 16  # bytes
BLOCK = 65536
# Tags of a template that name another.
RE_TAKEN = re.compile(r"""\{%[-+]?\s*(?:include|extends|import|from)\s+["']([^"'\n]+)["']""")


class Known(NamedTuple):
    """A finished brief, or a failure: what it was made from, and where its row and the brief itself are."""

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
    """Return a record as compact bytes, since there may be hundreds of thousands."""
    return PACKED.pack(*known)


def unpack(data: bytes) -> Known:
    """Return the record from packed bytes."""
    return Known(*PACKED.unpack(data))


class Slots:
    """A compact record for every input, by number."""

    def __init__(self) -> None:
        self._data = bytearray()

    def add(self, known: Known = NONE) -> None:
        """Append the record of the next input."""
        self._data += PACKED.pack(*known)

    def set(self, number: int, known: Known) -> None:
        """Replace a record."""
        PACKED.pack_into(self._data, number * PACKED.size, *known)

    def __len__(self) -> int:
        return len(self._data) // PACKED.size

    def get(self, number: int) -> Known:
        """Return a record, which is empty as long as its input is being briefed."""
        return Known(*PACKED.unpack_from(self._data, number * PACKED.size))

    def filled(self) -> Iterator[Known]:
        """Yield, in order, the records of the inputs that have one."""
        for fields in PACKED.iter_unpack(self._data):
            if fields[2]:
                yield Known(*fields)


def fingerprint(plan: Plan) -> str:
    """Return a short text that changes whenever options, view, reading or a template's text change."""
    parts = [repr(plan)]
    if plan.view.template:
        parts += (f"{name} {digest}" for name, digest in sorted(_templates(Path(plan.view.template)).items()))
    return sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _templates(path: Path) -> dict[str, str]:
    """Return the digests, by name, of a template and of those it includes from its folder."""
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
    """Return the fingerprint of everything but the text that shapes an item's brief, including known metadata."""
    path = None if item.id is None else item.path  # which is the input itself, if it has no id
    if item.known == NOTHING and path is None:
        return shared
    return sha256(f"{shared}\n{item.known!r}\n{path}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


def digest(item: Item, reading: Reading) -> str | None:
    """Return the SHA-256 that an item's document would have, or None if it cannot be read."""
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
    """Return a key that two rows share if their briefs are the same.

    The `input` of a row with an id includes its line number, which may change: feeds grow at the top.
    """
    # Fields of a row.
    made_of = [row.get(key) for key in ("id", "output", "sha256", "options", "version")]
    if row.get("id") is None:
        made_of.append(row.get("input"))
    return blake2b(json.dumps(made_of).encode("ascii"), digest_size=STAMP).digest()


def row(item: Item, output: str | None, digest: str | None, options: str) -> dict[str, Any]:
    """Return the part of a row that says what a brief is made from."""
    return {
        "input": item.label,
        "id": item.id,
        "output": output,
        "sha256": digest,
        "options": options,
        "version": __version__,
    }


def completed(made_of: dict[str, Any], result: Result, data: bytes) -> dict[str, Any]:
    """Return the complete row of a result; `data` is its brief as stored."""
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
    """A manifest that grows; rows are appended whole, and one that was torn by a kill is cut off."""

    def __init__(self, path: Path) -> None:
        """Open a manifest, or begin one; raises OSError."""
        self.path = path
        self._file = path.open("a+b", buffering=0)
        self.size = _whole(self._file)
        self._file.truncate(self.size)

    def append(self, row: dict[str, Any]) -> tuple[int, int]:
        """Append a row and return its offset and length; raises OSError, leaving nothing of the row behind."""
        line = (escaped(json.dumps(row, ensure_ascii=False)) + "\n").encode("utf-8")
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
    """Append to an unbuffered file of that size, all or nothing; return the number of bytes; raises OSError."""
    try:
        written = 0
        while written < len(data):
            written += file.write(data[written:])
    except OSError:
        file.truncate(size)
        raise
    return written


def rows(path: Path) -> Iterator[tuple[int, int, dict[str, Any]]]:
    """Yield offset, length and content of each row of a manifest; other lines are skipped."""
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
    """Return whether we may replace a manifest or list of failures: it is empty or holds one of our rows.

    The beginning of a row is enough, since a killed run may leave no more.
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
    """Raise OutputError if a file that the run would write is the user's own."""
    try:
        with path.open("rb") as lines:
            ours = is_own(lines)
    except FileNotFoundError:
        return
    if not ours:
        raise stranger(str(path))


def stranger(name: str) -> OutputError:
    """Return the error for a file that is not ours to replace."""
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
    """Return a failure's line in `failures.jsonl`."""
    fields = {key: row.get(key) for key in FAILURE_FIELDS}
    return (escaped(json.dumps(fields, ensure_ascii=False)) + "\n").encode("utf-8")


def _whole(file: BinaryIO) -> int:
    """Return the size of a file without an incomplete last line."""
    end = file.seek(0, os.SEEK_END)
    while end:
        start = max(0, end - BLOCK)
        file.seek(start)
        found = file.read(end - start).rfind(b"\n")
        if found >= 0:
            return start + found + 1
        end = start
    return 0
