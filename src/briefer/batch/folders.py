"""A folder of briefs, one file each, that mirrors the inputs' folders; its manifest grows as the run proceeds."""

from __future__ import annotations

import errno
import os
import zlib
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Any

from briefer.batch import manifest
from briefer.batch.kept import Kept, failures, remove
from briefer.batch.manifest import FAILED, Journal, Known, pack, unpack
from briefer.batch.naming import Names
from briefer.batch.sharding import WHOLE, Shard
from briefer.batch.targets import FAILURES, INDEX, MANIFEST, is_own_page
from briefer.batch.work import INDEXED, Failure, Plan, Result
from briefer.batch.writing import FATAL, put
from briefer.errors import InputMissingError, InputUnreadableError
from briefer.readers import Item
from briefer.render import file_encoding, file_suffix

# Errors of inputs, such as a folder, that may hide others: then nothing is known to be gone.
UNSEEN = frozenset({InputMissingError.kind, InputUnreadableError.kind})
HERE = 1  # the source of all briefs that are files of their own
RESERVED = frozenset({f"{FAILURES}.jsonl", f"{MANIFEST}.jsonl", INDEX})


class Folder(Kept):
    """Briefs in a folder; each is put in place and then recorded, in the order they arrive."""

    def __init__(self, folder: Path, state: Path, plan: Plan, force: bool, part: Shard, *, prune: bool = False) -> None:
        rows = folder / f"{MANIFEST}{part.label}.jsonl"
        super().__init__(state, plan, force, folder / f"{FAILURES}{part.label}.jsonl", rows)
        self.folder = folder
        self.prune = prune
        self.inside: set[Path] = set()  # where no link leads out
        self.indexed = plan.view.format == INDEXED and not plan.view.template and part == WHOLE
        self.encoding = file_encoding(plan.view)
        self.names = Names(
            file_suffix(plan.view), RESERVED, is_file=lambda path: (folder / path).is_file(), owns=part.owns
        )
        self.journal = Journal(rows)
        self.known: dict[bytes, bytes] = {}  # digest of the output's name -> record, of what earlier runs did
        for offset, length, row in manifest.rows(self.journal.path):
            if row["status"] == FAILED:
                continue
            known = Known(manifest.stamp(row), offset, length, HERE, 0, row["bytes"], row["crc32"])
            self.known[_key(row["output"])] = pack(known)

    def take(self, number: int, item: Item) -> bool:
        """Note an input; return whether its brief exists already, made from the same input in the same way."""
        output = self.names.give(item.name)
        made_of = self.made_of(item, output)
        old = self.known.pop(_key(output), None)
        if old and not self.force and not item.error:
            known = unpack(old)
            made_of["sha256"] = manifest.digest(item, self.reading)
            if manifest.stamp(made_of) == known.stamp and self._is_there(output, known):
                self.slots.add(self._called(known, item))
                return True
        self.slots.add()
        self.pending[number] = (made_of, old)
        return False

    def write(self, number: int, result: Result) -> Failure | None:
        """Put a brief in place, then record it."""
        made_of, _ = self.pending[number]
        if result.rendered is not None:
            data = result.rendered.encode(self.encoding)
            target = self.folder / made_of["output"]
            try:
                self._put(target, data)
            except OSError as error:
                if error.errno in FATAL:
                    raise
                failure = Failure(
                    made_of["input"],
                    "output",
                    f"cannot write {target} ({error.strerror})",
                    "check the space and the folder",
                )
                result = result._replace(rendered=None, failure=failure)
        if result.failure:
            self.prune &= result.failure.error not in UNSEEN
            self.failed(made_of, result, self.journal, number)
        else:
            row, length = self.journal.append(manifest.completed(made_of, result, data))
            self.slots.set(number, Known(row=row, length=length, source=HERE))
        del self.pending[number]
        return result.failure

    def finish(self) -> None:
        """Sort the manifest into input order; write the list of failures, and the index of pages."""
        if self.prune and not self.interrupted:
            self._prune()
        rows = list(self._rest())
        if rows or not self._in_order():
            self._rewrite(rows)
        path = self.journal.path
        with path.open("rb") as source:
            self.write_report(failures(source, self.slots.filled()))
        if self.indexed:
            self._write_index()

    def close(self) -> None:
        """Close the manifest."""
        self.journal.close()

    def _called(self, known: Known, item: Item) -> Known:
        """Return the record with the input's present name in its row, since it may have moved within its corpus."""
        if item.id is None:
            return known
        made = self.journal.read(known.row, known.length)
        if made["input"] == item.label:
            return known
        row, length = self.journal.append({**made, "input": item.label})
        return known._replace(row=row, length=length)

    def _is_there(self, output: str, known: Known) -> bool:
        try:
            data = (self.folder / output).read_bytes()
        except OSError:
            return False
        return len(data) == known.size and zlib.crc32(data) == known.crc32

    def _put(self, target: Path, data: bytes) -> None:
        if target.parent not in self.inside:
            if not Path(os.path.realpath(target.parent)).is_relative_to(os.path.realpath(self.folder)):
                raise OSError(errno.ELOOP, "a link leads out of the folder")
            self.inside = {target.parent}  # inputs come folder by folder
        try:
            with put(target, self.state) as file:
                file.write(data)
        except FileNotFoundError:
            target.parent.mkdir(parents=True, exist_ok=True)
            with put(target, self.state) as file:
                file.write(data)

    def _rest(self) -> Iterator[Known]:
        """Yield, in order, the records of earlier runs that do not concern this run's inputs."""
        old = [*self.known.values(), *(old for _, old in self.pending.values() if old)]
        yield from sorted(map(unpack, old), key=lambda known: known.row)

    def _prune(self) -> None:
        """Remove the briefs of inputs that are no longer there; what has been changed by hand stays."""
        for key, packed in list(self.known.items()):
            known = unpack(packed)
            output = str(self.journal.read(known.row, known.length)["output"])
            if self._is_there(output, known):
                remove(self.folder / output)
            del self.known[key]

    def _in_order(self) -> bool:
        end = 0
        for known in self.slots.filled():
            if known.row != end:
                return False
            end += known.length
        return end == self.journal.size

    def _rewrite(self, rest: list[Known]) -> None:
        path = self.journal.path
        slots = manifest.Slots()
        size = 0
        self.journal.close()  # some systems replace no file that is open
        with put(path, self.state) as target, path.open("rb") as source:
            for known in self.slots.filled():
                manifest.copy(source, known.row, known.length, target)
                slots.add(known._replace(row=size))
                size += known.length
            for known in rest:
                manifest.copy(source, known.row, known.length, target)
        self.slots = slots

    def _write_index(self) -> None:
        from briefer.render import folder

        place = self.folder / INDEX
        if place.exists() and not is_own_page(place):
            return  # a page of the user's own
        with self.journal.path.open("rb") as source, self.journal.path.open("rb") as again:
            done = (known for known in self.slots.filled() if known.source)
            page = folder.index(
                map(_indexed, manifest.rows_of(source, done)),
                failures(again, self.slots.filled()),
                self.folder.resolve().name or str(self.folder),
            )
        with put(place, self.state) as file:
            file.write(page.encode("utf-8"))


def _indexed(row: dict[str, Any]) -> dict[str, Any]:
    return {key: row[key] for key in ("input", "output", "entry")}


def _key(output: str) -> bytes:
    return blake2b(output.encode("utf-8", "surrogatepass"), digest_size=12).digest()
