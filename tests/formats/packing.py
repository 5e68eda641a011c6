"""Zip files made in memory, as documents and archives need them."""

from __future__ import annotations

import zipfile
from io import BytesIO
from xml.sax.saxutils import escape

__all__ = ["escape", "packed"]


def packed(parts: dict[str, str | bytes], *, stored: tuple[str, ...] = ("mimetype",)) -> bytes:
    """Return a zip file with these parts, in this order; the date of each is the same in every run."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return buffer.getvalue()
