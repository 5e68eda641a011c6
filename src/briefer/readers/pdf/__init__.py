"""PDF files, read with pdfium: the text in reading order, as paragraphs.

Text that no page shows is ignored. So are the metadata's date, which says when the file was made, not when the article
was published, and its language, which most programs set to their own.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from briefer.errors import EmptyInputError
from briefer.model import Document, Mark, Role
from briefer.readers.items import Origin
from briefer.readers.pdf import furniture, numbering, paragraphs, roles
from briefer.readers.pdf.columns import columns
from briefer.readers.pdf.lines import Line, drop_caps, rows, usual_size
from briefer.readers.pdf.pdfium import File, extract
from briefer.readers.pdf.risks import extract_apart, is_risky
from briefer.readers.pdf.textpage import RE_RTL, Page

BLANK = 0.3  # of the pages: from here it is said that they hold no text
UNREADABLE = 0.2  # of the letters that are none
RE_ODD = re.compile("[\ufffd\ue000-\uf8ff]")  # no letters: what stands for unknown ones, and the private area
RTL = 0.5  # of the pieces


class Reading(NamedTuple):
    """The text of a file in its order: `notes` are footnotes, then what stands in the margins."""

    found: list[paragraphs.Paragraph]
    texts: list[str]
    notes: list[str]
    body: float


def read(data: bytes, origin: Origin) -> Document:
    """Return the paragraphs of a PDF in reading order, then footnotes and running heads as boilerplate.

    Raises FormatError (damaged, or locked with a password), EmptyInputError (only images of text), TooLargeError or
    ExtraMissingError.
    """
    file = extract_apart(data, origin) if is_risky(data) else extract(data, origin)
    if not any(page.pieces for page in file.pages):
        what = "its pages hold only images" if file.pages else "none of its pages can be read"
        raise EmptyInputError(
            f"there is no text in this PDF: {what}", input=origin.path, hint="try `ocrmypdf IN.pdf OUT.pdf` first"
        )
    reading = _ordered(file)
    title = roles.believable_title(file.fields.get("Title", ""))
    first = next(page for page in file.pages if page.pieces)
    known = roles.assign(reading.found, reading.texts, reading.body, first.top - first.bottom, title)
    marks: list[Mark] = []
    at = 0
    for number, text in enumerate(reading.texts):
        if number in known:
            marks.append(Mark(at, at + len(text), known[number]))
        at += len(text) + 2
    for text in reading.notes:
        marks.append(Mark(at, at + len(text), Role.BOILERPLATE))
        at += len(text) + 2
    return Document(
        text="\n\n".join((*reading.texts, *reading.notes)),
        sha256="",
        format="pdf",
        title=title if title and Role.HEADLINE not in known.values() else None,
        authors=roles.believable_authors(file.fields.get("Author", "")),
        url=furniture.address(reading.notes),
        marks=tuple(marks),
        warnings=_warnings(file, reading.texts),
    )


def _ordered(file: File) -> Reading:
    file = file._replace(pages=[page._replace(pieces=numbering.without(page.pieces)) for page in file.pages])
    body = usual_size(piece for page in file.pages for piece in page.pieces)
    margins = furniture.Margins(file.pages, body)
    rtl = _is_rtl(file.pages)
    pages: list[list[list[Line]]] = []
    notes: list[str] = []
    below: list[str] = []
    for page in file.pages:
        pieces, furnished = margins.part(page)
        notes += [*(row.text for row in furnished), *page.turned]
        pages.append([])
        for column in columns(drop_caps(pieces, body), rtl=rtl):
            lines = rows(column, rtl=rtl)
            end = roles.footnotes(lines, body)
            pages[-1].append(lines[:end])
            below += _notes(lines[end:], len(pages), body)
    lines = [line for page in pages for column in page for line in column]
    pitch = paragraphs.pitch_of((column for page in pages for column in page), body)
    words = paragraphs.vocabulary(lines)
    built = [one for number, page in enumerate(pages) for one in paragraphs.build(page, number, body, pitch, rtl=rtl)]
    found = paragraphs.joined(built, body)
    texts = [paragraphs.text_of(paragraph, words) for paragraph in found]
    found, texts = [one for one, text in zip(found, texts, strict=True) if text], [text for text in texts if text]
    if rtl:
        texts = [paragraphs.mirrored(text) for text in texts]
    return Reading(found, texts, below + furniture.once(notes), body)


def _notes(lines: list[Line], page: int, body: float) -> list[str]:
    """Return the footnotes at the bottom of a column, each on one line."""
    found: list[str] = []
    for line in lines:
        if not found or roles.RE_MARKER.match(line.text):
            found.append(line.text)
        else:
            found[-1] = f"{found[-1]} {line.text}"
    return found


def _is_rtl(pages: list[Page]) -> bool:
    pieces = [piece for page in pages for piece in page.pieces]
    return sum(RE_RTL.search(piece.text) is not None for piece in pieces) > RTL * len(pieces)


def _warnings(file: File, texts: list[str]) -> tuple[str, ...]:
    found: list[str] = []
    blank = sum(not page.pieces for page in file.pages)
    if blank >= BLANK * len(file.pages):
        found.append(f"{blank} of {len(file.pages)} pages hold no text; if they are scanned, try `ocrmypdf` first")
    letters = sum(map(len, texts))
    odd = sum(len(RE_ODD.findall(text)) for text in texts)
    if odd > UNREADABLE * letters:
        found.append("the file does not say which letters many of its glyphs stand for; try `ocrmypdf --force-ocr`")
    return tuple(found)
