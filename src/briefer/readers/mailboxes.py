"""Mailboxes in the mbox format (RFC 4155): mails one after another, read as a stream."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from briefer.errors import FormatError
from briefer.readers.items import Item, Reading
from briefer.readers.opening import too_large

RE_QUOTED = re.compile(rb">+From ")


def expand(stream: BinaryIO, item: Item, reading: Reading) -> Iterator[Item]:
    """Yield the mails, numbered from 1; raises FormatError for what is no mailbox."""
    if not (line := stream.readline(reading.max_bytes)).startswith(b"From "):
        raise FormatError("this is not a mailbox", input=item.label, hint="rename a single mail to .eml")
    number = 0
    while line:
        number += 1
        lines: list[bytes] = []
        size = 0
        blank = False
        while line := stream.readline(reading.max_bytes):
            if blank and line.startswith(b"From "):
                break
            size += len(line)
            if size <= reading.max_bytes:
                lines.append(line[1:] if RE_QUOTED.match(line) else line)
            else:
                lines.clear()
            blank = not line.strip(b"\r\n")
        label = f"{item.label}:{number}"
        yield Item(
            name=f"{item.name}/{number}",
            label=label,
            path=f"{item.path}/{number}.eml" if item.path else f"{number}.eml",
            data=b"".join(lines),
            error=too_large(reading, label) if size > reading.max_bytes else None,
        )
