"""One file for all briefs, in input order: they are gathered beside it, and what is bound of them replaces it.

Meanwhile each brief is appended to a file of pieces, and then recorded, so that a run can be killed at any moment and
the next one continues with every recorded piece. A piece only counts if its checksum is right.
"""

from __future__ import annotations

import errno
import os
import zlib
from pathlib import Path
from typing import Any, BinaryIO

from briefer.batch import binding, manifest
from briefer.batch.binding import Whole, Writer
from briefer.batch.kept import Kept, failures, remove
from briefer.batch.manifest import FAILED, Journal, Known, pack, unpack
from briefer.batch.sharding import Shard
from briefer.batch.targets import FAILURES, MANIFEST, beside
from briefer.batch.work import Failure, Plan, Result
from briefer.batch.writing import put
from briefer.readers import Item

WHOLE, PIECES = 1, 2  # where a brief is: in the file of an earlier run, or beside it
ROWS = 3  # the manifest of that file


class OneFile(Kept):
    """Briefs in one file, which a complete run replaces; an interrupted run leaves the old one."""

    def __init__(self, path: Path, state: Path, plan: Plan, force: bool, part: Shard) -> None:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))  # which would be found at the end only
        self.path = path
        self.manifest = beside(path, MANIFEST)
        super().__init__(state, plan, force, beside(path, FAILURES), self.manifest)
        self.binding = binding.of(plan.view)
        self.whole: Whole | None = None  # as an earlier run left it
        self.writer: Writer | None = None  # of the file that will replace it
        self.part = state / f"{os.getpid()}.bound.part"
        self.bound = 0  # inputs whose briefs it has
        self.known: dict[bytes, bytes] = {}  # stamp -> record, of what earlier runs did
        self.sources: dict[int, BinaryIO] = {}
        self.journal = Journal(state / "manifest.jsonl")
        self.pieces = (state / "pieces").open("a+b", buffering=0)
        try:
            self._know_whole()
            self._know_pieces()
        except BaseException:
            self.close()
            raise

    def take(self, number: int, item: Item) -> bool:
        """Note an input; return whether a brief made from the same input in the same way exists already."""
        made_of = self.made_of(item, self.path.name)
        if self.known and not self.force and not item.error:
            made_of["sha256"] = manifest.digest(item, self.reading)
            old = self.known.get(manifest.stamp(made_of))
            if old and (data := self._found(unpack(old))) is not None:
                self.slots.add(unpack(old))
                made = self._row(unpack(old)) if item.id is not None else made_of
                if made["input"] != item.label:  # it has moved in its corpus
                    self._append(number, {**made, "input": item.label}, data)
                return True
        self.slots.add()
        self.pending[number] = (made_of, None)
        return False

    def write(self, number: int, result: Result) -> Failure | None:
        """Append a brief to the pieces, then record it."""
        made_of, _ = self.pending[number]
        if result.rendered is None:
            self.failed(made_of, result, self.journal, number)
        else:
            data = result.rendered.encode("utf-8")
            self._append(number, manifest.completed(made_of, result, data), data)
            if self.binding.early:
                self._bind()
        del self.pending[number]
        return result.failure

    def finish(self) -> None:
        """Put the file in place, with its manifest and the list of failures; after an interruption, only that list."""
        rows = {WHOLE: self.manifest, PIECES: self.journal.path}
        with self.journal.path.open("rb") as source:
            found = (known for known in self.slots.filled() if not known.source)
            self.write_report(failures(source, found))
        if self.interrupted:
            return
        if not self._is_unchanged():
            self._bind().complete()
            self.writer = None
            with self.part.open("rb") as file:
                os.fsync(file.fileno())
            self._close_sources()  # some systems replace no file that is open
            self.binding.place(self.part, self.path)
            with put(self.manifest, self.state) as target:
                opened = {source: path.open("rb") for source, path in rows.items() if path.exists()}
                try:
                    for known in self.slots.filled():
                        manifest.copy(opened[known.source or PIECES], known.row, known.length, target)
                finally:
                    for source in opened.values():
                        source.close()
        self.close()
        remove(self.state / "pieces", self.journal.path)

    def close(self) -> None:
        """Close all files; an interrupted run that has done nothing leaves nothing behind."""
        self._close_sources()
        if self.writer:
            self.writer.close()
        remove(self.part)
        self.pieces.close()
        self.journal.close()
        if not self.journal.size:
            remove(self.state / "pieces", self.journal.path)

    def _close_sources(self) -> None:
        for source in self.sources.values():
            source.close()
        self.sources.clear()
        if self.whole:
            self.whole.close()
            self.whole = None

    def _know_whole(self) -> None:
        """Index the briefs in an earlier run's file."""
        if not self.path.is_file():
            return
        self.whole = self.binding.open(self.path)
        if not self.whole or not self.manifest.is_file():
            return
        self.sources[ROWS] = self.manifest.open("rb")
        place = self.binding.first
        for offset, length, row in manifest.rows(self.manifest):
            if row["status"] != FAILED:
                place = self.binding.after(place, self._know(WHOLE, offset, length, row, place))

    def _know_pieces(self) -> None:
        """Index the briefs that an interrupted run left, and cut off what it did not record."""
        self.sources[PIECES] = (self.state / "pieces").open("rb")
        self.size = 0
        for offset, length, row in manifest.rows(self.journal.path):
            if row["status"] != FAILED:
                self.size += self._know(PIECES, offset, length, row, self.size)
        self.pieces.truncate(self.size)

    def _know(self, source: int, offset: int, length: int, row: dict[str, Any], brief: int) -> int:
        known = Known(manifest.stamp(row), offset, length, source, brief, row["bytes"], row["crc32"])
        self.known[known.stamp] = pack(known)
        return known.size

    def _append(self, number: int, row: dict[str, Any], data: bytes) -> None:
        offset = self.size
        self.size += manifest.append(self.pieces, data, offset)
        place, length = self.journal.append(row)
        self.slots.set(number, Known(b"", place, length, PIECES, offset, len(data), row["crc32"]))

    def _bind(self) -> Writer:
        """Return the new file, with the briefs that are there, up to the first that is missing; raises OSError."""
        if self.writer is None:
            self.writer = self.binding.begin(self.part)
        while self.bound < len(self.slots) and (known := self.slots.get(self.bound)).length:
            if known.source:
                piece = self._found(known)
                if piece is None:
                    raise OSError(errno.EIO, "what an earlier run left of it changes meanwhile")
                self.writer.add(piece)
            self.bound += 1
        return self.writer

    def _found(self, known: Known) -> bytes | None:
        """Return a brief, or None if it is not what was written."""
        if known.source == WHOLE:
            data = self.whole.read(known.brief, known.size) if self.whole else None
        else:
            source = self.sources[known.source]
            source.seek(known.brief)
            data = source.read(known.size)
        return data if data is not None and len(data) == known.size and zlib.crc32(data) == known.crc32 else None

    def _row(self, known: Known) -> dict[str, Any]:
        if known.source == PIECES:
            return self.journal.read(known.row, known.length)
        return manifest.read(self.sources[ROWS], known.row, known.length)

    def _is_unchanged(self) -> bool:
        """Return whether the file already holds exactly these briefs in this order."""
        if self.whole is None or ROWS not in self.sources:
            return False
        place, row = self.binding.first, 0
        for known in self.slots.filled():
            if known.source != WHOLE or known.brief != place or known.row != row:
                return False
            place = self.binding.after(place, known.size)
            row += known.length
        return place == self.whole.end and row == self.manifest.stat().st_size
