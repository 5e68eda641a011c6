"""One table from suffix to writer: an article in, a file of that kind out."""

from __future__ import annotations

from collections.abc import Callable

from formats import markup, office
from formats.article import Article

WRITERS: dict[str, Callable[[Article], bytes]] = {
    ".docx": office.docx,
    ".odt": office.odt,
    ".fodt": office.fodt,
    ".epub": office.epub,
    ".rtf": office.rtf,
    ".md": markup.markdown,
    ".rst": markup.rst,
    ".txt": markup.text,
}
