"""Cleaning: which role each block of a document plays; nothing is deleted or rewritten."""

from __future__ import annotations

import re

from briefer.cleaning import pieces
from briefer.cleaning.layout import Layout
from briefer.model import Block, Byline, Document, Role, Span

__all__ = ["Layout", "clean", "keep"]

RE_BYLINE = re.compile(r"(?:by|author|story by|written by)\b:?\s+", re.IGNORECASE)
RE_NAME = re.compile(r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){1,3}")
RE_BIO = re.compile(r"\b(?:follow (?:him|her|them)|is an? \w+ (?:reporter|editor|writer)|@\w+)\b")
RE_DATELINE = re.compile(r"(?:[A-Z][A-Z .,'’-]{1,40})?(?:\([A-Z][\w ]{1,20}\))?\s?(?:[—–]|--?)\s|\(CNN\)")
TERMINAL = ".!?"


def clean(document: Document, language: str) -> Layout:
    """Return the blocks of a document with their roles, and its front matter."""
    text = document.text
    spans = pieces.split(text)
    blocks: list[Block] = []
    headline = dek = dateline = None
    byline: Byline | None = None
    for number, (start, end) in enumerate(spans, 1):
        piece = text[start:end]
        role = Role.BODY
        closed = piece[-1] in TERMINAL
        if number == 1 and len(spans) > 1 and len(piece) < 200 and not closed:
            role, headline = Role.HEADLINE, Span(start, end)
        elif number == 2 and headline and len(piece) < 300 and not closed:
            role, dek = Role.DEK, Span(start, end)
        elif len(piece) < 120 and (match := RE_BYLINE.match(piece)) and not closed:
            names = RE_NAME.finditer(text, start + match.end(), end)
            byline = Byline(start, end, tuple(Span(name.start(), name.end()) for name in names))
            role = Role.BYLINE
        elif number == len(spans) and number > 2 and len(piece) < 300 and RE_BIO.search(piece):
            role = Role.BIO
        elif dateline is None and (match := RE_DATELINE.match(text, start, end)):
            dateline = Span(start, start + len(match[0].rstrip(" -—–")))
            blocks.append(Block(start, start + len(match[0].rstrip()), Role.DATELINE, number))
            start = match.end()
        if start < end:
            blocks.append(Block(start, end, role, number))
    return Layout(tuple(blocks), headline, dek, byline, dateline)


def keep(document: Document) -> Layout:
    """Return the same blocks with every role `body`, for readers who want all of the text."""
    spans = pieces.split(document.text)
    return Layout(tuple(Block(start, end, Role.BODY, number) for number, (start, end) in enumerate(spans, 1)))
