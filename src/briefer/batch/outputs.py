"""Where briefs go: a folder, one file, or standard output; nothing half-written under its final name."""

from __future__ import annotations

import errno
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Protocol

from briefer import places
from briefer.batch import locking
from briefer.batch.sharding import WHOLE, Shard
from briefer.batch.work import Failure, Plan, Result
from briefer.errors import BrieferError, OptionError, OutputError
from briefer.readers import Item
from briefer.readers.opening import opened
from briefer.render import SUFFIXES, View, file_encoding, file_suffix, head

FAILURES = "failures"
MANIFEST = "manifest"
INDEX = "index.html"
RE_ROWS = re.compile(
    rf"(?:{FAILURES}|{MANIFEST})(?:-[0-9]+-of-[0-9]+)?\.jsonl"
)  # in a folder, also those of its shards
FILES = (".jsonl", ".csv")  # endings of an output that is one file
BRIEF = b'{"schema": "briefer/'  # how a file of JSON briefs begins
STATE = ".briefer"  # the folder of what a run needs while it lasts
# What befalls the next brief as well: the run ends, and nothing is lost.
FATAL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO})


class Output(Protocol):
    """Takes the inputs in their order, and then their results, `ordered` in the same order or in any."""

    ordered: bool
    interrupted: bool  # whether the run ended before its inputs did
    report: str | None  # the file that tells of the failures

    def take(self, number: int, item: Item) -> bool:
        """Note the input of that number; return whether its brief is there already, from an earlier run."""

    def write(self, number: int, result: Result) -> Failure | None:
        """Store the brief of the input of that number; return its failure, if it has one. Raises OSError."""

    def finish(self) -> None:
        """Put in place what stands for all inputs together; raises OSError."""


@contextmanager
def put(path: Path, within: Path | None = None) -> Iterator[BinaryIO]:
    """Open a file that appears under its name only when all of it is written; on an error nothing is left.

    Until then it lies in the folder `within`, or else beside its place.
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


def is_file(target: str) -> bool:
    """Return whether an output is one file for all briefs."""
    return target.lower().endswith(FILES)


def beside(path: Path, what: str) -> Path:
    """Return the place of the failures or the manifest of an output that is one file."""
    return path.with_name(f"{path.name.removesuffix('.jsonl')}.{what}.jsonl")


def is_output(target: str, view: View) -> Callable[[Path], bool]:
    """Return a test for the files that a run into `target` writes: no run into it takes them for its inputs.

    The test raises OptionError for an input that the run would replace by its briefs.
    """
    if target == "-":
        return lambda path: False
    target = places.local(target)
    if places.known(target):
        return _is_stored(target, view)
    place = _real(Path(target))
    if is_file(target):
        return _is_written(target, place, view, _real)
    ends = _endings(view)

    def is_ours(path: Path) -> bool:
        name = path.name
        if name.endswith(ends):
            return _real(path).is_relative_to(place)
        if name == INDEX:
            return _real(path.parent) == place and is_own_page(path)
        return RE_ROWS.fullmatch(name) is not None and _real(path.parent) == place

    return is_ours


def _real(path: Path) -> Path:
    """Return where a path leads to; unlike `Path.resolve` it raises nothing for a link to itself."""
    return Path(os.path.realpath(path))


def _endings(view: View) -> tuple[str, ...]:
    return tuple({f".brief{suffix}" for suffix in (*SUFFIXES.values(), file_suffix(view))})


def _is_written(target: str, place: Path, view: View, real: Callable[[Path], Path]) -> Callable[[Path], bool]:
    """Return the test for an output that is one file, at `place`; `real` tells where an input is."""
    written = {place, beside(place, FAILURES), beside(place, MANIFEST)}

    def is_ours(path: Path) -> bool:
        if path.suffix.lower() not in FILES:
            return False
        found = real(path)
        if found == place and not _has_briefs(target, view):
            raise OptionError(
                f"--out {target} is an input as well, and briefs would take its place", hint="name another output"
            )
        return found in written

    return is_ours


def _has_briefs(target: str, view: View) -> bool:
    """Return whether a file is what an earlier run wrote, or has nothing in it."""
    mark = head(view).encode(file_encoding(view)) or BRIEF
    try:
        with opened(Item(name=target, label=target, path=target)) as file:
            start = file.read(len(mark))
    except BrieferError:
        return True  # it is not there, or reading it will tell what is wrong
    return not start or start == mark


def _is_stored(target: str, view: View) -> Callable[[Path], bool]:
    """Return the test for an output in an object store; URLs as paths have lost a slash, which is all the same here."""
    place = Path(target)
    if is_file(target):
        return _is_written(target, place, view, lambda path: path)
    ends = _endings(view)

    def is_ours(path: Path) -> bool:
        if path.parent == place and (path.name == INDEX or RE_ROWS.fullmatch(path.name)):
            return True
        return path.name.endswith(ends) and path.is_relative_to(place)

    return is_ours


def is_own_page(path: Path) -> bool:
    """Return whether a page was made by briefer, and may be made anew."""
    try:
        with path.open("rb") as file:
            return b'<meta name="generator" content="briefer">' in file.read(4096)
    except OSError:
        return False


class _Stream:
    """Standard output: briefs in input order, no more."""

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
def to(target: str, plan: Plan, *, force: bool = False, part: Shard = WHOLE) -> Iterator[Output]:
    """Open the output that `target` names: `-`, a name ending in .jsonl or .csv, or a folder, made if need be.

    With `force` nothing counts as there already. Runs of different `part` may share a folder.

    Raises OutputError when it cannot be written, OutputBusyError when another run writes to it.
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
        if is_file(target):
            from briefer.batch.files import OneFile as Kind

            state = Path(target).with_name(f".{Path(target).name}{STATE}")
        else:
            from briefer.batch.folders import Folder as Kind  # type: ignore[assignment]

            Path(target).mkdir(parents=True, exist_ok=True)
            state = Path(target) / f"{STATE}{part.label}"
        try:
            with locking.held(state / "lock", target):
                output = Kind(Path(target), state, plan, force, part)
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
