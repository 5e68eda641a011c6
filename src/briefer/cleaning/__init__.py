"""Cleaning: which role each block of a document plays; nothing is deleted or rewritten."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, count, pairwise
from typing import NamedTuple

from briefer import sampling
from briefer.cleaning import front, galleries, genres, inside, pieces, rest, unfinished
from briefer.cleaning.layout import Layout
from briefer.cleaning.patterns import Wording, wording
from briefer.cleaning.piece import Piece, mostly_labels
from briefer.model import Block, Byline, Document, Role, Span

__all__ = ["Layout", "clean", "keep"]

DASHES = " \t\xa0-–—_:>"  # which part a dateline from the text
WHOLE = frozenset({Role.HEADLINE, Role.DEK, Role.HEADING})  # a mark of these is one block, however it is wrapped


def clean(document: Document, language: str) -> Layout:
    """Return the blocks of a document with their roles, and its front matter.

    Roles that the reader knew from the format (`document.marks`) stand. Raises LanguageDataError when language data
    is damaged.
    """
    found, sampled = _pieces(document)
    words = wording(language) if sampled.unread else wording(language).of(document.text)
    special = not sampled.unread and genres.read(document.text, found)
    if len(found) != sampled.number and not sampled.unread:  # pieces were joined or parted
        sampled = _Sampled(range(len(found)), len(found), ())
    head = _page(found, document.title, words) if not special and mostly_labels(found) else None
    if head is None:
        head = front.read(found, document.title, words)
        rest.Below(document.text, found, head, words).read()
        if not special:
            galleries.read(found)
            unfinished.read(found)
    inside.read(found, words)
    return _layout(document.text, found, head, sampled)


def _page(found: list[Piece], title: str | None, words: Wording) -> front.Front | None:
    from briefer.cleaning import pages  # only pasted pages pay for it

    return pages.read(found, title, words) if pages.is_page(found, words) else None


def keep(document: Document) -> Layout:
    """Return the same blocks with every role `body`, for readers who want all of the text."""
    found, sampled = _pieces(document)
    blocks = (
        Block(piece.start, piece.end, Role.BODY, place + 1) for piece, place in zip(found, sampled.places, strict=True)
    )
    return Layout(tuple(blocks), paragraphs=sampled.number, unread=sampled.unread)


class _Sampled(NamedTuple):
    """Which pieces of a document are read: their places among all, how many these are, and what lies between."""

    places: Sequence[int]
    number: int
    unread: tuple[Span, ...]


def _pieces(document: Document) -> tuple[list[Piece], _Sampled]:
    """Return the pieces of a document, cut at the edges of its marks as well; a sample where they are too many."""
    spans = _spans(document)
    places = sampling.places(len(spans), sampling.PARAGRAPHS)
    found = []
    for place in places:
        start, end, after_blank, role = spans[place]
        piece = Piece(document.text, start, end, after_blank)
        if role is not None:
            piece.role = role
            piece.fixed = True
        found.append(piece)
    unread = tuple(
        Span(spans[one + 1][0], spans[two - 1][1])
        for one, two in (pairwise(places) if len(places) < len(spans) else ())
        if two > one + 1
    )
    return found, _Sampled(places, len(spans), unread)


def _spans(document: Document) -> list[tuple[int, int, bool, Role | None]]:
    """Return (start, end, whether a blank line stands before, the role that is known) of all paragraphs."""
    text = document.text
    found: list[tuple[int, int, bool, Role | None]] = []
    position = 0
    for mark in document.marks:
        found += [(*span, None) for span in pieces.split(text, position, mark.start)]
        spans = pieces.split(text, mark.start, mark.end)
        if mark.role in WHOLE and spans:
            spans = [(spans[0][0], spans[-1][1], True)]
        found += [(*span, mark.role) for span in spans]
        position = max(position, mark.end)
    return found + [(*span, None) for span in (pieces.split(text, position) if position else pieces.split(text))]


def _layout(text: str, found: list[Piece], head: front.Front, sampled: _Sampled) -> Layout:
    blocks: list[Block] = []
    dateline: Span | None = None
    for piece, number in zip(found, _numbers(found, sampled), strict=True):
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
        sampled.number,
        sampled.unread,
    )


def _numbers(found: list[Piece], sampled: _Sampled) -> list[int]:
    """Return the numbers of the pieces as paragraphs: first the article, as readers count, then what is beside it.

    What is not read counts as article.
    """
    beside = [piece.role is Role.BOILERPLATE for piece in found]
    outside = count(sampled.number - sum(beside) + 1)
    before = accumulate(beside, initial=0)
    return [
        next(outside) if aside else place + 1 - passed
        for aside, place, passed in zip(beside, sampled.places, before, strict=False)
    ]


def _span(piece: Piece | None, trailing: str = "") -> Span | None:
    if piece is None:
        return None
    return Span(piece.start, piece.end - (1 if trailing and piece.text[-1] == trailing else 0))
