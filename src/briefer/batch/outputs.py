"""Where briefs go: a folder, one file, standard output, or an object store."""

from __future__ import annotations

import errno
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

from briefer import places
from briefer.batch import locking
from briefer.batch.sharding import WHOLE, Shard
from briefer.batch.targets import STATE, is_file, is_page
from briefer.batch.work import Failure, Plan, Result
from briefer.errors import OutputError
from briefer.readers import Item
from briefer.render import View, head


class Output(Protocol):
    """Takes the inputs in order, and then their results: in the same order if `ordered`, otherwise in any."""

    ordered: bool
    interrupted: bool  # whether the run ended before its inputs did
    report: str | None  # the file that tells of the failures

    def take(self, number: int, item: Item) -> bool:
        """Note the input with that number; return whether an earlier run has already briefed it."""

    def write(self, number: int, result: Result) -> Failure | None:
        """Store the brief of the input with that number; return its failure, if any. Raises OSError."""

    def finish(self) -> None:
        """Put in place whatever covers all inputs together; raises OSError."""


class _Stream:
    """Standard output: briefs in input order, nothing else."""

    ordered = True
    interrupted = False
    report: str | None = None

    def __init__(self, view: View) -> None:
        if sys.stdout is None:
            raise OSError(errno.EBADF, "it is closed")
        self._out = sys.stdout.buffer
        self._head = head(view).encode("utf-8")

    def take(self, number: int, item: Item) -> bool:
        return False

    def write(self, number: int, result: Result) -> Failure | None:
        if result.rendered is not None:
            self._print(result.rendered.encode("utf-8"))
        return result.failure

    def finish(self) -> None:
        self._print(b"")
        self._out.flush()

    def _print(self, data: bytes) -> None:
        rest = memoryview(self._head + data)
        self._head = b""
        while rest:  # without a buffer, not all may be written at once
            rest = rest[self._out.write(rest) :]


@contextmanager
def to(target: str, plan: Plan, *, force: bool = False, part: Shard = WHOLE, prune: bool = False) -> Iterator[Output]:
    """Open the output that `target` names: `-`, a name ending in .jsonl, .csv or .html, or a folder.

    A folder is created if missing, and runs for different `part`s may share it. With `force`, earlier results do not
    count. With `prune`, a folder loses the briefs of inputs that are gone.

    Raises OutputError if it cannot be written, and OutputBusyError if another run is writing to it.
    """
    target = places.local(target)
    try:
        if target == "-":
            yield _Stream(plan.view)
            return
        if places.known(target):
            from briefer.batch import remote

            with remote.to(target, plan, force=force, part=part) as stored:
                yield stored
            return
        if is_page(target):
            from briefer.batch.page import Page

            yield Page(Path(target))
            return
        if is_file(target):
            from briefer.batch.files import OneFile as Kind

            state = Path(target).with_name(f".{Path(target).name}{STATE}")
        else:
            from briefer.batch.folders import Folder as Kind  # type: ignore[assignment]

            Path(target).mkdir(parents=True, exist_ok=True)
            state = Path(target) / f"{STATE}{part.label}"
        try:
            with locking.held(state / "lock", target):
                more = {"prune": prune} if prune else {}
                output = Kind(Path(target), state, plan, force, part, **more)
                try:
                    yield output
                finally:
                    output.close()
        finally:
            with suppress(OSError):  # what is left in it is for the next run, or another run's
                state.rmdir()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(
            f"cannot be written ({error.strerror})",
            input="standard output" if target == "-" else target,
            hint="check the folder and the space left",
        ) from error
