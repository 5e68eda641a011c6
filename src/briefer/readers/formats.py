"""Which reader takes what: by content where that is beyond doubt, else by the suffix, else as plain text."""

from __future__ import annotations

import re
from os.path import splitext
from pathlib import PurePath
from typing import NamedTuple


class Format(NamedTuple):
    """A kind of input: the module of this package that reads it, and whether one input may hold several documents.

    `cost` is what it takes of the depth to which inputs within inputs are opened.
    """

    module: str
    several: bool = False
    cost: int = 1


PLAIN = Format("plain")
MARKDOWN = Format("markdown")
HTML = Format("html")
MAIL = Format("mail")
MHTML = Format("mhtml")
MAILBOX = Format("mailboxes", several=True)
FEED = Format("feeds", several=True)
CORPUS = Format("corpora", several=True)
DOCX = Format("docx")
ODT = Format("odt")
EPUB = Format("epub")
RTF = Format("rtf")
RST = Format("rst")
PDF = Format("pdf")
COMPRESSED = Format("compressed", several=True)
TAR = Format("tars", several=True, cost=2)
ZIP = Format("zips", several=True, cost=2)
FORMATS = {  # suffix -> format
    ".txt": PLAIN,
    ".text": PLAIN,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
    ".rst": RST,
    ".docx": DOCX,
    ".docm": DOCX,
    ".dotx": DOCX,
    ".dotm": DOCX,
    ".doc": DOCX,
    ".odt": ODT,
    ".ott": ODT,
    ".fodt": ODT,
    ".epub": EPUB,
    ".rtf": RTF,
    ".pdf": PDF,
    ".eml": MAIL,
    ".mhtml": MHTML,
    ".mht": MHTML,
    ".mbox": MAILBOX,
    ".rss": FEED,
    ".atom": FEED,
    ".rdf": FEED,
    ".xml": FEED,
    ".jsonl": CORPUS,
    ".ndjson": CORPUS,
    ".json": CORPUS,
    ".zip": ZIP,
    ".tar": TAR,
    ".gz": COMPRESSED,
    ".bz2": COMPRESSED,
    ".xz": COMPRESSED,
    ".zst": COMPRESSED,
    ".tgz": COMPRESSED,
    ".tbz2": COMPRESSED,
    ".txz": COMPRESSED,
    ".tzst": COMPRESSED,
}
AMBIGUOUS = frozenset({".json", ".xml"})  # seldom articles: in a folder such files are left alone unless asked for
UNPACKED = {  # suffix -> what stands in its place once the data is no longer compressed
    **dict.fromkeys((".gz", ".bz2", ".xz", ".zst"), ""),
    **dict.fromkeys((".tgz", ".tbz2", ".txz", ".tzst"), ".tar"),
}
SNIFFED = 4096  # bytes at the beginning that may tell a format

MAGIC = {  # first bytes, two of them for a quick look -> what they must be in full, and the format
    b"\x1f\x8b": (b"\x1f\x8b", COMPRESSED),
    b"BZ": (b"BZh", COMPRESSED),
    b"\xfd7": (b"\xfd7zXZ\0", COMPRESSED),
    b"\x28\xb5": (b"\x28\xb5\x2f\xfd", COMPRESSED),
    b"PK": (b"PK\x03\x04", ZIP),
    b"%P": (b"%PDF-", PDF),
    b"\xd0\xcf": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", DOCX),  # of before 2007, or encrypted: it says so
    b"{\\": (b"{\\rtf", RTF),
}
PACKAGES = (  # the names that documents which are zip archives begin with, what comes soon after, and their format
    (b"mimetype", b"application/epub+zip", EPUB),
    (b"mimetype", b"application/vnd.oasis.opendocument.text", ODT),
    *((name, b"", DOCX) for name in (b"[Content_Types].xml", b"_rels/.rels", b"word/", b"docProps/")),
)
NAME_AT, SOON = 30, 200  # bytes: where the first name in an archive stands, and within which its contents begin
# Some programs put lines of their own in front of a PDF; a text about PDF has no such header with an object after it.
RE_PDF = re.compile(rb"%PDF-\d\.\d\s.{0,200}?\b\d+ \d+ obj\b", re.DOTALL)
PDF_AT = 1024  # bytes within which the header of a PDF stands
USTAR = slice(257, 262)  # where a header of a tar archive says that it is one
RE_ROOT = re.compile(rb"<(?:(rss|rdf:RDF)|(?:atom:)?(feed))[\s>]")
RE_ATOM = re.compile(rb"[\"']http://(?:www\.w3\.org/2005/Atom|purl\.org/atom/ns#)")
RE_CORPUS = re.compile(rb"[\[\s]{0,20}\{\s{0,20}\"")
RE_ROW = re.compile(rb"[{,]\s{0,20}\"(?:text|html|content_html|content_text)\"\s{0,20}:")
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


def recognise(head: bytes, path: str | None) -> Format:
    """Return the format of what begins with `head` and is called `path`."""
    named = _by_name(path)
    told = _by_content(head[:SNIFFED])
    if told is ZIP:
        named = named if any(named is format for *_, format in PACKAGES) else None
        return _package(head) or named or ZIP
    if told is MAIL and named is MHTML:  # which has the headers of a mail
        return named
    return told or named or PLAIN


def supported(name: str) -> bool:
    """Return whether a file of this name is read when nobody asked for it by name, such as one in a folder.

    >>> supported("storm.txt"), supported("storm.txt.gz"), supported("storm.gz"), supported("storm.csv.gz")
    (True, True, True, False)
    >>> supported("feed.rss"), supported("package.json")
    (True, False)
    """
    if _suffix(name) not in FORMATS or PurePath(name).name.startswith("~$"):  # what Word leaves beside an open document
        return False
    inner = suffix_beneath(name)
    return not inner or (inner in FORMATS and inner not in AMBIGUOUS)


def _by_name(path: str | None) -> Format | None:
    """Return the format that a suffix tells; compressed data would have told so by its content."""
    return FORMATS.get(suffix_beneath(path)) if path else None


def suffix_beneath(name: str) -> str:
    """Return the suffix that a file has once it is no longer compressed, in small letters.

    >>> suffix_beneath("rows.JSONL.gz"), suffix_beneath("news.tgz"), suffix_beneath("storm.gz")
    ('.jsonl', '.tar', '')
    """
    suffix = _suffix(name)
    if suffix not in UNPACKED:
        return suffix
    return UNPACKED[suffix] or _suffix(name[: -len(suffix)])


def _suffix(name: str) -> str:
    return splitext(name)[1].lower()  # noqa: PTH122 - a Path would cost several times as much


def _by_content(head: bytes) -> Format | None:
    magic = MAGIC.get(head[:2])
    if magic and head.startswith(magic[0]):
        return magic[1]
    if head[USTAR] == b"ustar":
        return TAR
    if b"%PDF-" in head[:PDF_AT] and RE_PDF.search(head):
        return PDF
    text = head.replace(b"\0", b"")[2:] if head[:2] in (b"\xff\xfe", b"\xfe\xff") else head
    text = text.removeprefix(b"\xef\xbb\xbf").lstrip()
    first = text[:1]
    if first == b"<":
        return _by_root(text)
    if first in (b"{", b"["):
        return CORPUS if RE_CORPUS.match(text) and RE_ROW.search(text) else None
    return _by_headers(text) if b":" in text[:64] or text.startswith(b"From ") else None


def _package(head: bytes) -> Format | None:
    """Return the format of a zip archive that is one document: by what it begins with, as all programs write them."""
    for name, contents, format in PACKAGES:
        if head.startswith(name, NAME_AT) and contents in head[NAME_AT : NAME_AT + SOON]:
            return format
    return None


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
