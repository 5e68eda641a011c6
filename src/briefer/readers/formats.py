"""Which reader takes what: by content where that is beyond doubt, else by the suffix, else as plain text."""

from __future__ import annotations

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
TABLE = Format("tables", several=True)
NOTEBOOK = Format("notebooks")
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
    ".srt": PLAIN,
    ".vtt": PLAIN,
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
    ".csv": TABLE,
    ".tsv": TABLE,
    ".ipynb": NOTEBOOK,
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
AMBIGUOUS = frozenset(
    {".json", ".xml", ".csv", ".tsv"}
)  # seldom articles: in a folder such files are left alone unless asked for
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
PDF_AT = 1024  # bytes within which the header of a PDF stands
USTAR = slice(257, 262)  # where a header of a tar archive says that it is one


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
    text = head.replace(b"\0", b"")[2:] if head[:2] in (b"\xff\xfe", b"\xfe\xff") else head
    text = text.removeprefix(b"\xef\xbb\xbf").lstrip()
    if (
        text[:1] in (b"<", b"{", b"[")
        or b":" in text[:64]
        or _may_be_table(text)
        or text.startswith(b"From ")
        or b"%PDF-" in head[:PDF_AT]
    ):
        from briefer.readers import sniffing  # most articles begin with plain words

        return sniffing.recognise(head, text)
    return None


def _may_be_table(text: bytes) -> bool:
    """Return whether the first of the marks that part the columns of a table has no space behind it."""
    line = text[:64].partition(b"\n")[0]
    return any(line[at + 1 : at + 2].strip() for mark in (b",", b"\t", b";", b"|") if (at := line.find(mark)) > 0)


def _package(head: bytes) -> Format | None:
    """Return the format of a zip archive that is one document: by what it begins with, as all programs write them."""
    for name, contents, format in PACKAGES:
        if head.startswith(name, NAME_AT) and contents in head[NAME_AT : NAME_AT + SOON]:
            return format
    return None
