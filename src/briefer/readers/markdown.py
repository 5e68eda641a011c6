"""Markdown (CommonMark): the words that the rendered page shows."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from briefer import sampling
from briefer.model import Document, Mark, Role
from briefer.readers import front_matter
from briefer.readers.decoding import decode
from briefer.readers.items import Origin
from briefer.readers.listings import is_code

FEW_WORDS = 8  # of a text between fences that is an article, and of a paragraph that is indented
FINAL = ".!?…\"'”’»)"
RE_BLANK = re.compile(r"\n\s*\n")


def read(data: bytes, origin: Origin) -> Document:
    """Return the headings and paragraphs, with a blank line between them, but no code or raw HTML.

    Front matter gives the document's metadata, but its title only if no heading opens the text.
    """
    decoded = decode(data, origin)
    found = read_source(decoded.text)
    return replace(found, encoding=decoded.encoding, warnings=(*decoded.warnings, *found.warnings))


def read_source(source: str) -> Document:
    """Return the document of a Markdown source that is already decoded; what is preformatted only where it is all."""
    from markdown_it import MarkdownIt

    matter, body = front_matter.split(source)
    known, warnings = front_matter.parse(matter)
    body, sampled = _sample(body)
    pieces: list[str] = []
    listed: list[str] = []
    marks: list[Mark] = []
    at = 0
    heading = 0
    for token in MarkdownIt("commonmark", {"html": True}).enable("table").parse(body):
        if token.type == "heading_open":
            heading = int(token.tag[1:])
        elif token.type == "heading_close":
            heading = 0
        elif token.type == "fence":
            listed.append(token.content.strip("\n"))
        elif token.type == "code_block":
            for words in _indented(token.content):
                pieces.append(words)
                at += len(words) + 2
        elif token.type == "inline":
            words = "".join(_visible(child.type, child.content) for child in token.children or ()).strip()
            if not words:
                continue
            if heading:
                first = heading == 1 and not pieces
                marks.append(Mark(at, at + len(words), Role.HEADLINE if first else Role.HEADING))
            pieces.append(words)
            at += len(words) + 2
    if listed and len(pieces) == len(marks):  # nothing but headings: a letter between fences is the article
        pieces += [words for words in listed if len(words.split()) >= FEW_WORDS and not is_code(words)]
    titled = any(mark.role is Role.HEADLINE for mark in marks)
    return Document(
        text="\n\n".join(pieces),
        sha256="",
        format="markdown",
        language=known.language,
        title=None if titled else known.title,
        dek=known.dek,
        authors=known.authors,
        published=known.published,
        url=known.url,
        marks=tuple(marks),
        warnings=(*warnings, *sampled),
    )


def _sample(body: str) -> tuple[str, tuple[str, ...]]:
    """Return a source, or samples of its lines where they are too many for the parser, and what is to be said of it."""
    if body.count("\n") < sampling.PARAGRAPHS:
        return body, ()
    every = body.split("\n")
    lines = [at for at, line in enumerate(every) if line and not line.isspace()]
    places = sampling.places(len(lines), sampling.PARAGRAPHS)
    if len(places) == len(lines):
        return body, ()
    # A blank line between two that are kept stays, and one stands where others are left out.
    parts = [
        every[lines[at]] if lines[at] == lines[before] + 1 else f"\n{every[lines[at]]}"
        for before, at in pairwise((places[0], *places))
    ]
    return "\n".join(parts), (sampling.told(len(places), len(lines), "lines"),)


def _indented(content: str) -> list[str]:
    """Return the paragraphs of a block that is indented like code, where it is prose; else none."""
    if is_code(content):
        return []
    parts = [part.strip() for part in RE_BLANK.split(content)]
    prose = [part for part in parts if len(part.split()) >= FEW_WORDS and part[-1] in FINAL]
    return [" ".join(part.split()) for part in parts if part] if 2 * len(prose) >= len(parts) else []


def _visible(kind: str, content: str) -> str:
    if kind in ("text", "code_inline"):
        return content
    return " " if kind in ("softbreak", "hardbreak") or content[:3].lower() == "<br" else ""
