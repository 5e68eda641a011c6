"""A Parquet file of claims, one a row, with the columns of CSV: written as a whole, and read back by document."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

from briefer import extras
from briefer.databases.rows import Row
from briefer.render.records import COLUMNS, kept_name

WHAT = "Parquet files"
MARK = b"briefer:rows"  # the key under which a file of ours tells how many rows each document has
TAIL = 8  # bytes at the end: how long the part is that tells of the file, and a magic number
GROUP = 20_000  # rows that are held in memory, and then written
NUMBERS, TRUTHS = frozenset({"key", "paragraph", "start", "end"}), frozenset({"anonymous"})


class Writer:
    """A new file, to which documents are added in their order.

    What a column of a corpus holds shows as it comes; what is written already follows, should the rest need another
    type. Raises ExtraMissingError without pyarrow, and OSError as files do.
    """

    def __init__(self, path: Path, keep: Sequence[str]) -> None:
        self.arrow: Any = extras.load("pyarrow", WHAT)
        self.parquet: Any = extras.load("pyarrow.parquet", WHAT)
        self.path = path
        self.kept = [kept_name(name) for name in keep]
        self.types = {name: self._fixed(name) for name in COLUMNS} | dict.fromkeys(self.kept, self.arrow.null())
        self.rows: list[Row] = []
        self.counts: list[int] = []
        self.writer: Any = None

    def add(self, pack: bytes) -> None:
        """Add the claims of a document."""
        found = json.loads(pack)
        self.rows += found
        self.counts.append(len(found))
        if len(self.rows) >= GROUP:
            self._write()

    def complete(self) -> None:
        """Write the rest, and close the file."""
        self._write()
        self.writer.add_key_value_metadata({MARK: json.dumps(self.counts, separators=(",", ":"))})
        self.close()

    def close(self) -> None:
        """Close the file as it is."""
        if self.writer:
            self.writer.close()

    def _write(self) -> None:
        columns = dict(zip(self.types, zip(*self.rows, strict=True), strict=True)) if self.rows else {}
        types = {**self.types, **{name: self._wider(name, columns.get(name, ())) for name in self.kept}}
        if types != self.types:
            self.types = types
            self._write_again()
        if self.writer is None:
            self.writer = self._new(self.path)
        arrays = [self._array(columns.get(name, ()), type) for name, type in self.types.items()]
        self.writer.write_table(self.arrow.table(arrays, names=list(self.types)))
        self.rows = []

    def _new(self, path: Path) -> Any:  # noqa: ANN401 - an optional package
        return self.parquet.ParquetWriter(path, self.arrow.schema(list(self.types.items())), compression="zstd")

    def _write_again(self) -> None:
        """Write what is written already with the types that hold now."""
        if self.writer is None:
            return
        self.writer.close()
        before = self.path.with_name(f"{self.path.name}.before.part")
        self.path.replace(before)
        self.writer = self._new(self.path)
        with self.parquet.ParquetFile(before) as file:
            for group in range(file.num_row_groups):
                self.writer.write_table(file.read_row_group(group).cast(self.writer.schema))
        before.unlink()

    def _fixed(self, name: str) -> Any:  # noqa: ANN401
        return self.arrow.int64() if name in NUMBERS else self.arrow.bool_() if name in TRUTHS else self.arrow.string()

    def _wider(self, name: str, values: Sequence[object]) -> Any:  # noqa: ANN401
        """Return the type that holds a column's values so far and these: text, where no other does."""
        kinds = {self._type(value) for value in values} | {self.types[name]}
        kinds.discard(self.arrow.null())
        if not kinds:
            return self.arrow.null()
        if len(kinds) == 1:
            return kinds.pop()
        return self.arrow.float64() if kinds == {self.arrow.int64(), self.arrow.float64()} else self.arrow.string()

    def _type(self, value: object) -> Any:  # noqa: ANN401
        types = {bool: self.arrow.bool_(), int: self.arrow.int64(), float: self.arrow.float64()}
        return self.arrow.null() if value is None else types.get(type(value), self.arrow.string())

    def _array(self, values: Sequence[Any], type: Any) -> Any:  # noqa: ANN401
        if type == self.arrow.string():
            values = [value if value is None or isinstance(value, str) else json.dumps(value) for value in values]
        return self.arrow.array(values, type)


class Reader:
    """A file that an earlier run made, as it was when it was opened; raises OSError if it cannot be read."""

    def __init__(self, path: Path) -> None:
        parquet: Any = extras.load("pyarrow.parquet", WHAT)
        try:
            self.file = parquet.ParquetFile(path)
            counts: list[int] = json.loads(self.file.metadata.metadata[MARK])
        except (ValueError, KeyError, TypeError) as error:
            raise OSError(f"it is damaged ({error})") from error
        self.count = len(counts)
        self.ends = list(accumulate(counts))
        self.groups = self._groups()
        self.first = self.last = 0  # which rows are at hand
        self.rows: list[dict[str, object]] = []

    def read(self, number: int) -> bytes | None:
        """Return the pack of a document, counted from 0, quickest in their order; None where that fails."""
        if not 0 <= number < self.count:
            return None
        start, end = (self.ends[number - 1] if number else 0), self.ends[number]
        try:
            found = [list(row.values()) for row in self._between(start, end)]
        except (OSError, ValueError):
            return None
        return (json.dumps(found, separators=(",", ":")) + "\n").encode("ascii")

    def close(self) -> None:
        """Close the file."""
        self.file.close()

    def _between(self, start: int, end: int) -> Iterator[dict[str, object]]:
        while start < end:
            if not self.first <= start < self.last:
                group = next(at for at, (first, last) in enumerate(self.groups) if first <= start < last)
                self.first, self.last = self.groups[group]
                self.rows = self.file.read_row_group(group).to_pylist()
            until = min(end, self.last)
            yield from self.rows[start - self.first : until - self.first]
            start = until

    def _groups(self) -> list[tuple[int, int]]:
        metadata = self.file.metadata
        ends = list(accumulate(metadata.row_group(at).num_rows for at in range(metadata.num_row_groups)))
        return list(zip([0, *ends], ends, strict=False))


def place(part: Path, path: Path) -> None:
    """Put a new file in its place; raises OSError."""
    part.replace(path)


def check() -> None:
    """Raise ExtraMissingError without pyarrow, which is imported late: it has threads, and workers fork without."""
    extras.check("pyarrow", WHAT)


def is_own(path: Path) -> bool:
    """Return whether a file is one that briefer made; raises OSError if it cannot be read."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - TAIL))
        length = int.from_bytes(file.read(4), "little")
        if file.read(4) != b"PAR1":
            return False
        file.seek(max(0, size - TAIL - length))
        return MARK in file.read(length)
