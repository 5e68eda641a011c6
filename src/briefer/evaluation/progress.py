"""How far an evaluation has come, shown on a terminal and nowhere else."""

from __future__ import annotations

from typing import TextIO

ERASE = "\r\x1b[K"


class Counter:
    """The number of rows done, on the last line of a terminal."""

    def __init__(self, file: TextIO | None) -> None:
        self.file = file if file is not None and file.isatty() else None

    def show(self, done: int) -> None:
        """Show that so many rows are done."""
        if self.file:
            self.file.write(f"{ERASE}{done} rows")
            self.file.flush()

    def clear(self) -> None:
        """Take the number away, so that something else can be printed."""
        if self.file:
            self.file.write(ERASE)
            self.file.flush()
