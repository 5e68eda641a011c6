"""Known formats that briefer does not read, each with advice on what to convert it to."""

from __future__ import annotations

from typing import NoReturn

from briefer.errors import FormatError
from briefer.readers.formats import suffix_beneath
from briefer.readers.items import Origin

OFFICE = "soffice --headless --convert-to"
KNOWN = {  # suffix -> what it is, and the way out
    ".ppt": ("a presentation from before 2007", f"convert it first: `{OFFICE} pdf FILE`"),
    ".odp": ("a presentation", f"convert it first: `{OFFICE} pdf FILE`"),
    ".xls": ("a workbook", f"convert it first: `{OFFICE} csv FILE`"),
    ".xlsx": ("a workbook", f"convert it first: `{OFFICE} csv FILE`"),
    ".ods": ("a workbook", f"convert it first: `{OFFICE} csv FILE`"),
    ".pages": ("an Apple Pages document", "export it as Word or PDF"),
    ".key": ("an Apple Keynote presentation", "export it as PDF"),
    ".numbers": ("an Apple Numbers spreadsheet", "export it as CSV"),
    ".msg": ("an Outlook mail", "save it as .eml or as text"),
    ".fb2": ("an e-book in FictionBook", "convert it first: `ebook-convert FILE book.epub`"),
    ".mobi": ("an e-book for Kindle", "convert it first: `ebook-convert FILE book.epub`"),
    ".azw3": ("an e-book for Kindle", "convert it first: `ebook-convert FILE book.epub`"),
    ".adoc": ("AsciiDoc", "convert it first: `asciidoctor FILE`, which makes a page"),
    ".asciidoc": ("AsciiDoc", "convert it first: `asciidoctor FILE`, which makes a page"),
    ".org": ("Org markup", "convert it first: `pandoc FILE -o FILE.md`"),
}


def read(data: bytes, origin: Origin) -> NoReturn:
    """Raise a FormatError that names the format and what to do."""
    what, hint = KNOWN[suffix_beneath(origin.path or "")]
    raise FormatError(f"this is {what}, which briefer does not read", input=origin.path, hint=hint)
