"""Which reader takes what: by content where that is beyond doubt, else by the suffix, else as plain text."""

from __future__ import annotations

from pathlib import PurePath
from typing import NamedTuple


class Format(NamedTuple):
    """A kind of input: the module of this package that reads it, and whether one file holds several documents."""

    module: str
    several: bool = False


PLAIN = Format("plain")
MARKDOWN = Format("markdown")
HTML = Format("html")
CORPUS = Format("corpora", several=True)
FORMATS = {  # suffix -> format
    ".txt": PLAIN,
    ".text": PLAIN,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
    ".jsonl": CORPUS,
}
SNIFFED = 4096  # bytes at the beginning that may tell a format


def recognise(head: bytes, path: str | None) -> Format:
    """Return the format of what begins with `head` and is called `path`."""
    if _begins_like_html(head[:SNIFFED]):
        return HTML
    return FORMATS.get(PurePath(path).suffix.lower(), PLAIN) if path else PLAIN


def _begins_like_html(head: bytes) -> bool:
    """Return whether a page opens: a doctype or the root, below nothing but an XML declaration and comments."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.replace(b"\0", b"")[2:]
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    while head.startswith((b"<?xml", b"<!--")):
        head = head.partition(b"-->" if head.startswith(b"<!--") else b"?>")[2].lstrip()
    return head[:14].lower().startswith((b"<!doctype html", b"<html>", b"<html ", b"<html\n", b"<html\r", b"<html\t"))
