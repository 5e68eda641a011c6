"""Processes as tests look at them: what one prints on a terminal, which ones live, and what is waited for."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, Any

PATIENCE = 600  # seconds after which a process counts as hanging, however busy the machine is
PARENT, SESSION = 1, 3  # fields of /proc/PID/stat behind the name


def on_terminal(command: Sequence[str], *streams: str, columns: int = 80, **options: Any) -> tuple[int, str]:
    """Return the exit code of a command and all that it prints on a terminal, which its `streams` are."""
    import fcntl
    import pty
    import struct
    import termios

    parent, child = pty.openpty()
    fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    process = subprocess.Popen(command, **dict.fromkeys(streams, child), **options)
    os.close(child)
    printed = b""
    while True:
        try:
            data = os.read(parent, 65536)
        except OSError:  # Linux says EIO once the other side is closed
            break
        if not data:
            break
        printed += data
    os.close(parent)
    return process.wait(timeout=PATIENCE), printed.decode().replace("\r\n", "\n")


def living(field: int, value: int) -> set[int]:
    """Return the living processes in whose stat a field, `PARENT` or `SESSION`, has a value."""
    found = set()
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[field]) == value and fields[0] != "Z":
            found.add(int(path.parent.name))
    return found


def waiting_bytes(pipe: IO[bytes]) -> int:
    """Return how many bytes have been written to a pipe that its reader has not taken yet."""
    import fcntl
    import termios

    return int.from_bytes(fcntl.ioctl(pipe, termios.FIONREAD, bytes(4)), sys.byteorder)


def wait_for(condition: Callable[[], bool]) -> None:
    """Wait until a condition holds; it is no failure of the program that the machine is busy."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.01)
