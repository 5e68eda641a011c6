"""Plain text: the decoded file as it is, unless it holds what only looks like prose."""

from __future__ import annotations

from dataclasses import replace

from briefer.model import Document
from briefer.readers import books, margins, spoken
from briefer.readers.decoding import decode
from briefer.readers.items import Origin


def read(data: bytes, origin: Origin) -> Document:
    """Return the whole text; line ends, odd characters and all.

    Captions and records of meetings and chats are read as what was said in them; the numbers of lines are left out.
    """
    decoded = decode(data, origin)
    text = decoded.text
    found = spoken.find(text) or books.find(text) or Document(margins.without_numbers(text), sha256="")
    return replace(found, encoding=decoded.encoding, warnings=decoded.warnings)
