"""The progress of an evaluation, shown on terminals only."""

from __future__ import annotations

from typing import TextIO

ERASE = "\r\x1b[K"


class Counter:
    """Shows the number of rows done on the terminal's last line."""

    def __init__(self, file: TextIO | None) -> None:
        self.file = file if file is not None and file.isatty() else None

    def show(self, done: int) -> None:
        """Show that so many rows are done."""
        if self.file:
            self.file.write(f"{ERASE}{done} rows")
            self.file.flush()

    def clear(self) -> None:
        """Erase the number, so that something else can be printed."""
        if self.file:
            self.file.write(ERASE)
            self.file.flush()
