"""Plain text: the decoded file as it is, unless it holds what only looks like prose."""

from __future__ import annotations

from dataclasses import replace

from briefer.model import Document
from briefer.readers import spoken
from briefer.readers.decoding import decode
from briefer.readers.items import Origin


def read(data: bytes, origin: Origin) -> Document:
    """Return the whole text; line ends, odd characters and all.

    Captions and records of meetings and chats are read as what was said in them.
    """
    decoded = decode(data, origin)
    found = spoken.find(decoded.text) or Document(decoded.text, sha256="")
    return replace(found, encoding=decoded.encoding, warnings=decoded.warnings)
