"""One table from suffix to writer: an article in, a file of that kind out."""

from __future__ import annotations

from collections.abc import Callable

from formats import containers, exchange, markup, office, pdfs
from formats.article import Article

WRITERS: dict[str, Callable[[Article], bytes]] = {
    ".docx": office.docx,
    ".pptx": office.pptx,
    ".odt": office.odt,
    ".fodt": office.fodt,
    ".epub": office.epub,
    ".rtf": office.rtf,
    ".pdf": pdfs.pdf,
    ".md": markup.markdown,
    ".rst": markup.rst,
    ".txt": markup.text,
    ".tex": markup.latex,
    ".wiki": markup.wiki,
    ".html": exchange.html,
    ".mhtml": exchange.mhtml,
    ".plain.eml": exchange.mail,
    ".eml": exchange.newsletter,
    ".rss": exchange.rss,
    ".atom": exchange.atom,
    ".jsonl": exchange.jsonl,
    ".csv": exchange.table,
    ".nxml": exchange.jats,
    ".ipynb": exchange.notebook,
    ".md.gz": containers.gz,
    ".md.bz2": containers.bz,
    ".md.xz": containers.xz,
    ".md.zst": containers.zst,
    ".zip": containers.zipped,
    ".tar": containers.tar,
    ".tgz": containers.tgz,
}
