"""What other formats are packed in."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile

import zstandard

from formats import markup
from formats.article import Article
from formats.packing import packed


def gz(article: Article) -> bytes:
    """Return Markdown in gzip."""
    return gzip.compress(markup.markdown(article))


def bz(article: Article) -> bytes:
    """Return Markdown in bzip2."""
    return bz2.compress(markup.markdown(article))


def xz(article: Article) -> bytes:
    """Return Markdown in xz."""
    return lzma.compress(markup.markdown(article))


def zst(article: Article) -> bytes:
    """Return Markdown in Zstandard."""
    return zstandard.ZstdCompressor().compress(markup.markdown(article))


def zipped(article: Article) -> bytes:
    """Return Markdown in a zip archive, beside a picture."""
    return packed({"news/photo.jpg": b"\xff\xd8", "news/article.md": markup.markdown(article)})


def tarred(files: dict[str, bytes]) -> bytes:
    """Return a tar archive."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, data in files.items():
            header = tarfile.TarInfo(name)
            header.size = len(data)
            archive.addfile(header, io.BytesIO(data))
    return buffer.getvalue()


def tar(article: Article) -> bytes:
    """Return Markdown in a tar archive."""
    return tarred({"news/article.md": markup.markdown(article)})


def tgz(article: Article) -> bytes:
    """Return Markdown in a compressed tar archive."""
    return gzip.compress(tar(article))
