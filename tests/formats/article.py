"""An article as people write one, apart from any format; what the writers of all formats are given."""

from __future__ import annotations

from typing import NamedTuple

import briefer
from briefer.model import Document, Role


class Paragraph(NamedTuple):
    """The words of a paragraph, and whether it is a heading within the article."""

    text: str
    heading: bool = False


class Article(NamedTuple):
    """What an article is made of; headline, dek and byline are None where it has none."""

    headline: str | None
    dek: str | None
    byline: str | None
    paragraphs: tuple[Paragraph, ...]


def article(document: Document) -> Article:
    """Return the article that a document holds, by its blank lines and by what its brief says of the front."""
    brief = briefer.brief(document)
    headline = brief.headline.text if brief.headline and brief.headline.origin == "title" else None
    front = (headline, brief.dek and brief.dek.text, brief.byline and brief.byline.text)
    headings = {document.text[mark.start : mark.end] for mark in document.marks if mark.role is Role.HEADING}
    words = [" ".join(piece.split()) for piece in document.text.split("\n\n")]
    return Article(*front, tuple(Paragraph(piece, piece in headings) for piece in words if piece not in front))
