"""Plain text: the decoded file as it is."""

from __future__ import annotations

from briefer.model import Document
from briefer.readers.decoding import decode
from briefer.readers.items import Origin


def read(data: bytes, origin: Origin) -> Document:
    """Return the whole text; line ends, odd characters and all."""
    decoded = decode(data, origin)
    return Document(decoded.text, sha256="", encoding=decoded.encoding, warnings=decoded.warnings)
