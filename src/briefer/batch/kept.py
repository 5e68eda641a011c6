"""What outputs with a manifest have in common: the records of earlier runs, and those this run adds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from briefer.batch import manifest
from briefer.batch.manifest import Journal, Known, Slots
from briefer.batch.work import Plan, Result
from briefer.batch.writing import put
from briefer.readers import Item

BLOCK = 1 << 20


class Kept:
    """A run's inputs by number: `slots` says where each row is, `pending` what the briefs in progress are made from.

    `state` is the folder for files that live until the run, or a later run that resumes it, is complete; `report` and
    `rows` are the list of failures and the manifest. Raises OutputError if either is the user's own file.
    """

    ordered = False
    interrupted = False

    def __init__(self, state: Path, plan: Plan, force: bool, report: Path, rows: Path) -> None:
        for path in (report, rows):
            manifest.check_own(path)
        self.state = state
        self.reading = plan.reading
        self.force = force
        self.report_path = report
        self.report: str | None = None
        self.shared = manifest.fingerprint(plan)
        self.slots = Slots()
        self.pending: dict[int, tuple[dict[str, Any], bytes | None]] = {}
        for left in state.glob("*.part"):  # of a run that was killed
            left.unlink(missing_ok=True)

    def made_of(self, item: Item, output: str) -> dict[str, Any]:
        """Return what an item's brief is made from, except the digest."""
        return manifest.row(item, output, None, manifest.options(self.shared, item))

    def failed(self, made_of: dict[str, Any], result: Result, journal: Journal, number: int) -> None:
        """Note a failure."""
        row, length = journal.append(manifest.completed(made_of, result, b""))
        self.slots.set(number, Known(row=row, length=length))

    def write_report(self, failures: Iterable[dict[str, Any]]) -> None:
        """Write `failures.jsonl`, or remove it if nothing failed."""
        rows = iter(failures)
        first = next(rows, None)
        if first is None:
            self.report_path.unlink(missing_ok=True)
            return
        with put(self.report_path, self.state) as file:
            file.write(manifest.failure_line(first))
            file.writelines(map(manifest.failure_line, rows))
        self.report = str(self.report_path)


def failures(source: BinaryIO, wanted: Iterable[Known]) -> Iterator[dict[str, Any]]:
    """Yield the rows of failures."""
    return manifest.rows_of(source, (known for known in wanted if not known.source))


def remove(*paths: Path) -> None:
    """Remove files, as far as they exist and can be removed."""
    for path in paths:
        with suppress(OSError):
            path.unlink(missing_ok=True)
