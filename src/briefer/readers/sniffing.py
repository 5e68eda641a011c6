"""Formats told by words rather than by magic numbers: markup, JSON, headers of mails, a PDF behind lines of its own."""

from __future__ import annotations

import re

from briefer.readers import rows
from briefer.readers.formats import (
    CORPUS,
    FEED,
    HTML,
    JOURNAL,
    LATEX,
    MAIL,
    MAILBOX,
    MHTML,
    NOTEBOOK,
    ODT,
    PDF,
    PDF_AT,
    TABLE,
    WIKI,
    Format,
)

# Some programs put lines of their own in front of a PDF; a text about PDF has no such header with an object after it.
RE_PDF = re.compile(rb"%PDF-\d\.\d\s.{0,200}?\b\d+ \d+ obj\b", re.DOTALL)
RE_ROOT = re.compile(rb"<(?:(rss|rdf:RDF)|(?:atom:)?(feed))[\s>]")
# JATS, by the kind of article that it says or by its parts, and NITF.
RE_JOURNAL = re.compile(rb"<nitf[\s>]|<article\b[^>]{0,1000}\barticle-type=|<article\b[^>]{0,1000}>\s{0,200}<front>")
RE_ATOM = re.compile(rb"[\"']http://(?:www\.w3\.org/2005/Atom|purl\.org/atom/ns#)")
RE_CORPUS = re.compile(rb"[\[\s]{0,20}\{\s{0,20}\"")
RE_KEY = re.compile(rb"[{,]\s{0,20}\"([A-Za-z_][\w -]{0,40})\"\s{0,20}:")
RE_CELLS = re.compile(rb"\"(?:cell_type|nbformat)\"\s{0,20}:")
RE_COLUMNS = re.compile(rb"\"?[A-Za-z_][\w .-]{0,40}\"?(?:([,;\t|])\"?[A-Za-z_][\w .-]{0,40}\"?)+[ \t]*\r?\n")
RE_HEADERS = re.compile(rb"(?:[A-Za-z][\w.-]{1,60}:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)+")
RE_NAME = re.compile(rb"^([A-Za-z][\w.-]{1,60}):", re.MULTILINE)
SENT = {b"from", b"to", b"subject", b"date"}  # headers that letters and press releases have as well
POSTED = {  # headers that only machines write
    *(b"message-id", b"mime-version", b"received", b"return-path", b"delivered-to", b"content-type", b"x-mailer"),
    *(b"dkim-signature", b"references", b"in-reply-to", b"list-id", b"user-agent"),
}
MANY = 3  # of those headers, and it is a mail even if its sender stands further below
RE_SAVED = re.compile(rb"^(?:Snapshot-Content-Location:|From: \"?<?Saved by)", re.MULTILINE | re.IGNORECASE)
RE_RELATED = re.compile(rb"^Content-Type:\s*multipart/related", re.MULTILINE | re.IGNORECASE)


def recognise(head: bytes, text: bytes) -> Format | None:
    """Return the format of what begins with `head`, if that is beyond doubt; `text` is it without mark and space."""
    if b"%PDF-" in head[:PDF_AT] and RE_PDF.search(head):
        return PDF
    first = text[:1]
    if first == b"<":
        return _by_root(text)
    if text.startswith(b"\\documentclass"):
        return LATEX
    if text.startswith(b"{{"):
        return WIKI if b"[[" in text else None
    if first in (b"{", b"["):
        return _by_keys(text)
    if found := RE_COLUMNS.match(text):
        return TABLE if rows.has_text(_names(found[0].split(found[1]))) else None
    return _by_headers(text)


def _by_keys(text: bytes) -> Format | None:
    """Return the format of JSON by the names in it: a corpus has texts, a notebook has cells."""
    if not RE_CORPUS.match(text):
        return None
    keys = _names(RE_KEY.findall(text))
    if "cells" in keys and RE_CELLS.search(text):
        return NOTEBOOK
    return CORPUS if rows.has_text(keys) else None


def _names(written: list[bytes]) -> list[str]:
    return [name.decode("ascii", "replace").strip(' "\r\n') for name in written]


def _by_root(text: bytes) -> Format | None:
    """Return the format of what opens with a doctype or a root, below nothing but declarations and comments."""
    while text.startswith((b"<?", b"<!--")):
        text = text.partition(b"-->" if text.startswith(b"<!--") else b"?>")[2].lstrip()
    if text[:14].lower().startswith((b"<!doctype html", b"<html>", b"<html ", b"<html\n", b"<html\r", b"<html\t")):
        return HTML
    if text[:9].lower() == b"<!doctype":  # of a feed: RSS 0.91 has one
        text = text.partition(b"]>" if b"[" in text.partition(b">")[0] else b">")[2].lstrip()
    if text.startswith(b"<office:document"):
        return ODT
    if RE_JOURNAL.match(text):
        return JOURNAL
    root = RE_ROOT.match(text)
    return FEED if root and (root[1] or RE_ATOM.search(text)) else None


def _by_headers(text: bytes) -> Format | None:
    """Return the format of what opens with the headers of a mail; a text may well open with some that look so."""
    mailbox = text.startswith(b"From ")
    if mailbox:
        text = text.partition(b"\n")[2]
    headers = RE_HEADERS.match(text)
    if headers is None:
        return None
    names = {name.lower() for name in RE_NAME.findall(headers[0])}
    if RE_RELATED.search(headers[0]) and RE_SAVED.search(headers[0]):
        return MHTML
    posted = len(names & POSTED)
    if posted >= MANY or (posted and len(names & SENT) > 1):
        return MAILBOX if mailbox else MAIL
    return None
