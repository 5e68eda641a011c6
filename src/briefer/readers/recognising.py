"""Chooses the reader: by content if that is certain, otherwise by suffix, otherwise plain text."""

from __future__ import annotations

import re

from briefer.readers.formats import (
    COMPRESSED,
    CORPUS,
    DOCX,
    EPUB,
    FORMATS,
    MAIL,
    MHTML,
    ODT,
    PARQUET,
    PDF,
    PDF_AT,
    PLAIN,
    REFUSED,
    RTF,
    TABLE,
    TAR,
    ZIP,
    Format,
    suffix_beneath,
)

SNIFFED = 4096  # bytes at the beginning that may tell a format

MAGIC = {  # first bytes, two of them for a quick look -> what they must be in full, and the format
    b"\x1f\x8b": (b"\x1f\x8b", COMPRESSED),
    b"BZ": (b"BZh", COMPRESSED),
    b"\xfd7": (b"\xfd7zXZ\0", COMPRESSED),
    b"\x28\xb5": (b"\x28\xb5\x2f\xfd", COMPRESSED),
    b"PK": (b"PK\x03\x04", ZIP),
    b"%P": (b"%PDF-", PDF),
    b"PA": (b"PAR1", PARQUET),
    b"\xd0\xcf": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", DOCX),  # of before 2007, or encrypted: it says so
    b"{\\": (b"{\\rtf", RTF),
}
PACKAGES = (  # the names that documents which are zip archives begin with, what comes soon after, and their format
    (b"mimetype", b"application/epub+zip", EPUB),
    (b"mimetype", b"application/vnd.oasis.opendocument.text", ODT),
    *((name, b"", DOCX) for name in (b"[Content_Types].xml", b"_rels/.rels", b"word/", b"docProps/")),
)
RE_CELL = re.compile(rb"[^,;\t|\"\r]+")  # of the first line of a table
NAME_AT, SOON = 30, 200  # bytes: where the first name in an archive stands, and within which its contents begin
USTAR = slice(257, 262)  # where a header of a tar archive says that it is one


MANIFEST = (b'{"input": "', b'"sha256": ', b'"options": ', b'"status": ')
BRIEF = (b'"schema": "briefer/1"', b'"schema":"briefer/1"')
OURS = (
    *(b'"schema": "briefer/', b'"schema":"briefer/', b'<meta name="generator" content="briefer'),
    b"brief,path,url,published,headline,claim,key,text,",  # as our CSV begins
)
DATABASE, PROGRAM = b"SQLite format 3\0", b"BRIE"  # how a database begins, and the program that ours name
PROGRAM_AT = slice(68, 72)


def recognise(head: bytes, path: str | None, column: str | None = None) -> Format:
    """Return the format of a file that begins with `head` and is called `path`.

    `column` is the name of what holds the text in a corpus, if that is known: JSON and tables with it are corpora.
    """
    named = _by_name(path)
    if column and named is None and (corpus := _with_column(head.lstrip(), column.encode())):
        return corpus
    told = _by_content(head[:SNIFFED])
    if named is REFUSED and told in (None, ZIP, DOCX):
        return REFUSED
    if told is ZIP:
        named = named if any(named is format for *_, format in PACKAGES) else None
        return _package(head) or named or ZIP
    if told is MAIL and named is MHTML:  # which has the headers of a mail
        return named
    return told or named or PLAIN


def _with_column(start: bytes, column: bytes) -> Format | None:
    """Return the format of a corpus that has a column."""
    if start.startswith((b"{", b"[")):
        return CORPUS if column in start else None
    cells = RE_CELL.findall(start.partition(b"\n")[0])
    return TABLE if len(cells) > 1 and column in cells else None


def is_document(head: bytes) -> bool:
    """Return whether a file without a known suffix certainly begins like a document (archives do not count)."""
    told = _by_content(head[:SNIFFED])
    return told is not None and told not in (ZIP, TAR, COMPRESSED, DOCX) and not is_ours(head)


def is_ours(head: bytes) -> bool:
    """Return whether a file is one of our briefs, indexes, manifests or databases."""
    beginning = head[:SNIFFED]
    if beginning.startswith(DATABASE):
        return beginning[PROGRAM_AT] == PROGRAM
    return any(mark in beginning for mark in OURS) or all(mark in beginning for mark in MANIFEST)


def is_brief(head: bytes) -> bool:
    """Return whether a file begins with a JSON brief of ours."""
    return head.lstrip(b"[ \t\r\n").removeprefix(b"{").lstrip().startswith(BRIEF)


def _by_name(path: str | None) -> Format | None:
    """Return the format that a suffix tells; compressed data would have told so by its content."""
    return FORMATS.get(suffix_beneath(path)) if path else None


def _by_content(head: bytes) -> Format | None:
    magic = MAGIC.get(head[:2])
    if magic and head.startswith(magic[0]):
        return magic[1]
    if head[USTAR] == b"ustar":
        return TAR
    text = head.replace(b"\0", b"")[2:] if head[:2] in (b"\xff\xfe", b"\xfe\xff") else head
    text = text.removeprefix(b"\xef\xbb\xbf").lstrip()
    if (
        text[:1] in (b"<", b"{", b"[", b"\\")
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
