"""Unpacked data: limited in size, counted, and with a clear message for each kind of damage."""

from __future__ import annotations

import io
from typing import Any, BinaryIO

from briefer.errors import BrieferError, FormatError, TooLargeError
from briefer.readers.items import Reading

RATIO = 200  # bytes out of one byte in: text hardly reaches 20, and what a bomb unpacks to begins at 1000
BLOCK = 64 * 1024  # bytes that are unpacked at a time
PORTION = 8 * 1024  # packed bytes that are read at a time: newer Pythons ask for 128 KiB, and know a bomb the later


class Allowance:
    """How much packed data may unpack to in total: the size of any one document, or in proportion to its own."""

    def __init__(self, reading: Reading, name: str) -> None:
        self._free = reading.max_bytes
        self._name = name
        self._out = 0
        self.exceeded = False

    def spend(self, size: int, packed: int) -> None:
        """Note that `size` more bytes came out of what had `packed` bytes so far; raises TooLargeError beyond it."""
        self._out += size
        if self._out > self._free and self._out > RATIO * packed:
            self.exceeded = True
            raise TooLargeError(
                f"it unpacks to more than {RATIO} times its size",
                input=self._name,
                hint="unpack it yourself, if you trust it",
            )


class Counted(io.RawIOBase):
    """A source that tells how many bytes were read of it."""

    def __init__(self, source: BinaryIO) -> None:
        super().__init__()
        self._source = source
        self.count = 0

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - typeshed's own word for it
        """Fill the buffer; return the number of bytes, 0 at the end."""
        data = self._source.read(min(len(buffer), PORTION))
        self.count += len(data)
        buffer[: len(data)] = data
        return len(data)


class Unpacked(io.RawIOBase):
    """The unpacked bytes of a source; `broken` says that it ended in an error.

    `packed` is the number of packed bytes, or counts them during reading; without it nothing was packed. Reading raises
    FormatError if the data is damaged, and TooLargeError if it is a bomb.
    """

    def __init__(
        self,
        source: BinaryIO,
        what: str,
        name: str,
        allowance: Allowance | None = None,
        packed: int | Counted = 0,
    ) -> None:
        super().__init__()
        self._source = source
        self._what = what
        self._name = name
        self._allowance = allowance
        self._packed = packed
        self.broken = False

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - typeshed's own word for it
        """Fill the buffer; return the number of bytes, 0 at the end."""
        if self.broken:
            return 0
        try:
            data = self._source.read(len(buffer))
            if self._allowance:
                packed = self._packed if isinstance(self._packed, int) else self._packed.count
                self._allowance.spend(len(data), packed)
        except BrieferError:
            self.broken = True
            raise
        except Exception as error:  # what broken data can raise down there is not to be foreseen
            self.broken = True
            raise damaged(self._what, self._name, error) from error
        buffer[: len(data)] = data
        return len(data)


def damaged(what: str, name: str, error: Exception) -> FormatError:
    """Return the error of packed data that cannot be unpacked."""
    reason = ["it ends too early"] if isinstance(error, EOFError) else str(error).strip().splitlines()
    said = f" ({reason[0].rstrip('.')})" if reason else ""
    return FormatError(f"this {what} is damaged{said}", input=name, hint="check that it was copied whole")
