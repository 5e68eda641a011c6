"""What pdfium sees in a file: the pieces of text of each page with their places, and the metadata."""

from __future__ import annotations

import ctypes
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import NamedTuple

from briefer.errors import FormatError, TooLargeError
from briefer.extras import load
from briefer.readers.items import Origin
from briefer.readers.pdf.textpage import RE_CONTROL, Handle, Page, TextPage

MAX_PAGES = 10_000
GIVE_UP = 100  # pages in a row that cannot be loaded: a page tree that claims more than it has
LONGEST_FIELD = 2000  # bytes of one field of the metadata
FIELDS = ("Title", "Author", "Creator", "Producer")
logging.getLogger("pypdfium2").addHandler(logging.NullHandler())  # else it may write to standard error
_LOCK = threading.Lock()  # pdfium knows one thread only


class File(NamedTuple):
    """What is in a file: pages without text have no pieces; `fields` holds the metadata that is there."""

    pages: list[Page]
    fields: dict[str, str]


def extract(data: bytes, origin: Origin) -> File:
    """Return the pieces of text of all pages.

    Raises FormatError when the file is broken or needs a password, TooLargeError when there are more than `MAX_PAGES`
    pages or more text than `max_bytes`, ExtraMissingError without pypdfium2.
    """
    load("pypdfium2", "PDF files", input=origin.path)
    pdfium = load("pypdfium2.raw", "PDF files", input=origin.path)
    with _LOCK, _opened(pdfium, data, origin) as document:
        count = pdfium.FPDF_GetPageCount(document)
        if count > MAX_PAGES:
            raise TooLargeError(
                f"it has {count:,} pages, and at most {MAX_PAGES:,} are read", input=origin.path, hint="split it"
            )
        return File(
            list(_pages(pdfium, document, count, origin)),
            {name: value for name in FIELDS if (value := _field(pdfium, document, name))},
        )


@contextmanager
def _opened(pdfium: ModuleType, data: bytes, origin: Origin) -> Iterator[Handle]:
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        if pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD:
            raise FormatError(
                "this PDF is locked with a password",
                input=origin.path,
                hint="save a copy without one, such as `qpdf --decrypt --password=… IN OUT`",
            )
        raise FormatError("this PDF file cannot be read", input=origin.path, hint="it may be damaged or cut short")
    try:
        yield document
    finally:
        pdfium.FPDF_CloseDocument(document)


def _pages(pdfium: ModuleType, document: Handle, count: int, origin: Origin) -> Iterator[Page]:
    characters = 0
    failed = 0
    for number in range(count):
        page = pdfium.FPDF_LoadPage(document, number)
        if not page:
            failed += 1
            if failed >= GIVE_UP:
                break
            continue
        failed = 0
        try:
            text = pdfium.FPDFText_LoadPage(page)
            if not text:
                continue
            try:
                size = pdfium.FPDFText_CountChars(text)
                characters += max(0, size)
                if characters > origin.reading.max_bytes:
                    raise TooLargeError(
                        f"it holds more than {origin.reading.max_bytes:,} characters",
                        input=origin.path,
                        hint="split it, or raise --max-bytes",
                    )
                yield TextPage(pdfium, page, text, size).read()
            finally:
                pdfium.FPDFText_ClosePage(text)
        finally:
            pdfium.FPDF_ClosePage(page)


def _field(pdfium: ModuleType, document: Handle, name: str) -> str:
    buffer = ctypes.create_string_buffer(LONGEST_FIELD)
    size = pdfium.FPDF_GetMetaText(document, name.encode(), buffer, LONGEST_FIELD)
    if not 2 < size <= LONGEST_FIELD:
        return ""
    words = buffer.raw[: size - 2].decode("utf-16-le", "replace")
    return " ".join(RE_CONTROL.sub(" ", words).split())
