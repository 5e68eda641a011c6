"""Cleaning: which role each block of a document plays; nothing is deleted or rewritten."""

from __future__ import annotations

from itertools import count

from briefer.cleaning import front, galleries, genres, inside, pieces, rest, unfinished
from briefer.cleaning.layout import Layout
from briefer.cleaning.patterns import Wording, wording
from briefer.cleaning.piece import Piece, mostly_labels
from briefer.model import Block, Byline, Document, Mark, Role, Span

__all__ = ["Layout", "clean", "keep"]

DASHES = " \t\xa0-–—_:"  # which part a dateline from the text
WHOLE = frozenset({Role.HEADLINE, Role.DEK, Role.HEADING})  # a mark of these is one block, however it is wrapped


def clean(document: Document, language: str) -> Layout:
    """Return the blocks of a document with their roles, and its front matter.

    Roles that the reader knew from the format (`document.marks`) stand. Raises LanguageDataError when language data
    is damaged.
    """
    found = _pieces(document)
    words = wording(language)
    special = genres.read(document.text, found)
    head = _page(found, document.title, words) if not special and mostly_labels(found) else None
    if head is None:
        head = front.read(found, document.title, words)
        rest.Below(document.text, found, head, words).read()
        if not special:
            galleries.read(found)
            unfinished.read(found)
    inside.read(found, words)
    return _layout(document.text, found, head)


def _page(found: list[Piece], title: str | None, words: Wording) -> front.Front | None:
    from briefer.cleaning import pages  # only pasted pages pay for it

    return pages.read(found, title, words) if pages.is_page(found, words) else None


def keep(document: Document) -> Layout:
    """Return the same blocks with every role `body`, for readers who want all of the text."""
    found = _pieces(document)
    return Layout(tuple(Block(piece.start, piece.end, Role.BODY, number) for number, piece in enumerate(found, 1)))


def _pieces(document: Document) -> list[Piece]:
    """Return the pieces of a document, cut at the edges of its marks as well."""
    text = document.text
    found: list[Piece] = []
    position = 0
    for mark in document.marks:
        _add(found, text, pieces.split(text, position, mark.start))
        _add_mark(found, text, mark)
        position = max(position, mark.end)
    _add(found, text, pieces.split(text, position) if position else pieces.split(text))
    return found


def _add(found: list[Piece], text: str, spans: list[tuple[int, int, bool]]) -> None:
    for start, end, after_blank in spans:
        found.append(Piece(text, start, end, after_blank))


def _add_mark(found: list[Piece], text: str, mark: Mark) -> None:
    first = len(found)
    spans = pieces.split(text, mark.start, mark.end)
    if mark.role in WHOLE and spans:
        spans = [(spans[0][0], spans[-1][1], True)]
    _add(found, text, spans)
    for piece in found[first:]:
        piece.role = mark.role
        piece.fixed = True


def _layout(text: str, found: list[Piece], head: front.Front) -> Layout:
    blocks: list[Block] = []
    dateline: Span | None = None
    for piece, number in zip(found, _numbers(found), strict=True):
        start = piece.start
        if piece.dateline and not (piece.asides and piece.asides[0][0] == start):  # "FILE - " opens a caption
            end = start + piece.dateline
            blocks.append(Block(start, end, Role.DATELINE, number))
            if dateline is None and text[start:end].strip(DASHES):
                dateline = Span(start, start + len(text[start:end].rstrip(DASHES)))
            start = end
            while start < piece.end and text[start].isspace():
                start += 1
        for first, last, role in piece.asides:
            if start < first:
                blocks.append(Block(start, start + len(text[start:first].rstrip()), piece.role, number))
            blocks.append(Block(first, last, role, number))
            start = last + len(text[last : piece.end]) - len(text[last : piece.end].lstrip())
        if start < piece.end:
            blocks.append(Block(start, piece.end, piece.role, number))
    byline = head.byline
    return Layout(
        tuple(blocks),
        _span(head.headline, ";"),
        _span(head.dek),
        Byline(byline.start, byline.end, tuple(Span(*name) for name in head.authors)) if byline else None,
        dateline,
        Span(*head.published) if head.published else None,
    )


def _numbers(found: list[Piece]) -> list[int]:
    """Return the numbers of the pieces as paragraphs: first the article, as readers count, then what is beside it."""
    beside = [piece.role is Role.BOILERPLATE for piece in found]
    inside, outside = count(1), count(len(found) - sum(beside) + 1)
    return [next(outside if aside else inside) for aside in beside]


def _span(piece: Piece | None, trailing: str = "") -> Span | None:
    if piece is None:
        return None
    return Span(piece.start, piece.end - (1 if trailing and piece.text[-1] == trailing else 0))
