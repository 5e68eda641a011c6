"""Where briefs go: a folder, one JSON Lines file, or standard output; nothing half-written under its final name."""

from __future__ import annotations

import errno
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import BinaryIO, Protocol

from briefer.batch.work import Failure, Result
from briefer.errors import OutputError
from briefer.render import SUFFIXES

FAILURES = "failures.jsonl"
LONGEST = 180  # bytes of a part of a name: file systems allow 255, and our endings come on top


class Output(Protocol):
    """Takes the results one by one, in input order."""

    def write(self, result: Result) -> Failure | None:
        """Store a brief; return the failure of the input, if it has one."""


@contextmanager
def put(path: Path) -> Iterator[BinaryIO]:
    """Open a file that appears under its name only when all of it is written; on an error nothing is left."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with temporary.open("wb") as file:
            yield file
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def is_output(target: str) -> Callable[[Path], bool]:
    """Return a test for the files that a run into `target` writes: no run into it takes them for its inputs."""
    place = Path(target).resolve()
    if target == "-":
        return lambda path: False
    if target.lower().endswith(".jsonl"):
        written = {place, _failures_beside(place)}
        return lambda path: path.suffix.lower() == ".jsonl" and path.resolve() in written
    ends = tuple(f".brief{suffix}" for suffix in SUFFIXES.values())
    return lambda path: path.name.endswith((*ends, FAILURES)) and path.resolve().is_relative_to(place)


def _failures_beside(path: Path) -> Path:
    return path.with_name(f"{path.stem}.{FAILURES}")


class _Failures:
    """Collects failures in a file of its own, which exists only when there are any."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.rows: list[str] = []

    def add(self, failure: Failure) -> None:
        self.rows.append(json.dumps(asdict(failure), ensure_ascii=False))

    def close(self) -> None:
        if not self.rows:
            self.path.unlink(missing_ok=True)
            return
        with put(self.path) as file:
            file.write("".join(row + "\n" for row in self.rows).encode("utf-8", "backslashreplace"))


class _Stream:
    def __init__(self, write: Callable[[bytes], object], failures: _Failures | None) -> None:
        self.write_bytes = write
        self.failures = failures

    def write(self, result: Result) -> Failure | None:
        if result.rendered is not None:
            self.write_bytes(result.rendered.encode("utf-8"))
        elif result.failure and self.failures:
            self.failures.add(result.failure)
        return result.failure


class _Folder:
    def __init__(self, folder: Path, suffix: str, failures: _Failures) -> None:
        self.folder = folder
        self.suffix = suffix
        self.failures = failures
        self.taken: set[str] = set()

    def write(self, result: Result) -> Failure | None:
        failure = result.failure
        if result.rendered is not None:
            target = self.folder / self._name(result.name)
            try:
                target.parent.mkdir(parents=True, exist_ok=True)
                with put(target) as file:
                    file.write(result.rendered.encode("utf-8"))
            except OSError as error:
                failure = Failure(
                    result.name, "output", f"cannot write {target} ({error.strerror})", "check the space and the folder"
                )
        if failure:
            self.failures.add(failure)
        return failure

    def _name(self, name: str) -> str:
        """Return a relative name that stays inside the folder and was not given out before."""
        parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", "..", ".")]
        safe = "/".join(_safe(part) for part in parts)
        base = safe or "unnamed"
        candidate, number = base, 1
        while candidate.casefold() in self.taken:
            number += 1
            candidate = f"{base}-{number}"
        self.taken.add(candidate.casefold())
        return f"{candidate}.brief{self.suffix}"


def _safe(part: str) -> str:
    """Return a part of a path as any file system takes it."""
    kept = "".join(c if c.isprintable() and c not in ':*?"<>|' else "_" for c in part)
    return kept.encode("utf-8")[:LONGEST].decode("utf-8", "ignore")


@contextmanager
def to(target: str, format: str) -> Iterator[Output]:
    """Open the output that `target` names: `-`, a name ending in .jsonl, or a folder, which is made if need be.

    Raises OutputError when it cannot be written.
    """
    try:
        if target == "-":
            if sys.stdout is None:
                raise OSError(errno.EBADF, "it is closed")
            yield _Stream(sys.stdout.buffer.write, None)
            sys.stdout.buffer.flush()
        elif target.lower().endswith(".jsonl"):
            path = Path(target)
            failures = _Failures(_failures_beside(path))
            path.parent.mkdir(parents=True, exist_ok=True)
            with put(path) as file:
                yield _Stream(file.write, failures)
            failures.close()
        else:
            folder = Path(target)
            folder.mkdir(parents=True, exist_ok=True)
            failures = _Failures(folder / FAILURES)
            yield _Folder(folder, SUFFIXES[format], failures)
            failures.close()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(
            f"cannot be written ({error.strerror})",
            input="standard output" if target == "-" else target,
            hint="check the folder and the space left",
        ) from error
