"""Plain text: the decoded file, unchanged, unless it is a transcript or has line numbers."""

from __future__ import annotations

from dataclasses import replace

from briefer.model import Document
from briefer.readers import books, margins, spacing, spoken
from briefer.readers.decoding import decode
from briefer.readers.items import Origin


def read(data: bytes, origin: Origin) -> Document:
    """Return the whole text, with its line ends and odd characters.

    From captions and exports of meetings and chats, return what was said; leave out line numbers and the blank
    lines that part wrapped lines.
    """
    decoded = decode(data, origin)
    text = decoded.text
    found = spoken.find(text) or books.find(text) or Document(_set_in_lines(text), sha256="")
    return replace(found, encoding=decoded.encoding, warnings=decoded.warnings)


def _set_in_lines(text: str) -> str:
    return spacing.without_doubling(margins.without_numbers(text))
