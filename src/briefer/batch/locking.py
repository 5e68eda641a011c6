"""One run at a time per output: a lock that the system releases when its process ends."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from briefer.errors import OutputError

UNSUPPORTED = {errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}  # some network file systems lock nothing
WINDOW = 1 << 30  # where Windows locks a byte, beyond the number of the process, which others may then read

_held: set[str] = set()  # this process does not shut itself out of its own files


class OutputBusyError(OutputError):
    """Another run is writing to the same place."""

    kind = "busy"


@contextmanager
def held(path: Path, target: str) -> Iterator[None]:
    """Hold the lock `path` of the output `target`; raises OutputBusyError if another run holds it, or OSError.

    A file left by a dead process locks nothing.
    """
    name = str(path.resolve())
    if name in _held:
        raise _busy(target, str(os.getpid()))
    while True:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            file = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        except FileNotFoundError:  # its last owner tidies up
            continue
        try:
            _lock(file)
        except OSError as error:
            owner = os.read(file, 20).decode("ascii", "replace").strip()
            os.close(file)
            if error.errno in (errno.EACCES, errno.EAGAIN, errno.EDEADLK):
                raise _busy(target, owner) from None
            raise
        with suppress(OSError):
            if os.path.samestat(os.fstat(file), os.stat(path)):  # noqa: PTH116 - beside that of the open file
                break
        os.close(file)  # its owner removed it as we opened it
    _held.add(name)
    try:
        os.truncate(file, 0)
        os.write(file, f"{os.getpid()}\n".encode("ascii"))
        yield
    finally:
        _held.discard(name)
        if sys.platform == "win32":
            os.close(file)
            path.unlink(missing_ok=True)
        else:
            with suppress(OSError):
                path.unlink(missing_ok=True)  # before it is free: whoever opens it now sees that it is gone
            os.close(file)


def _lock(file: int) -> None:
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(file, WINDOW, os.SEEK_SET)
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
            os.lseek(file, 0, os.SEEK_SET)
        else:
            import fcntl

            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)  # unlike flock, our workers do not inherit it
    except OSError as error:
        if error.errno not in UNSUPPORTED:
            raise


def _busy(target: str, owner: str) -> OutputBusyError:
    who = f" (process {owner})" if owner else ""
    return OutputBusyError(
        f"another run{who} is writing to it", input=target, hint="wait until it has ended, or name another output"
    )
