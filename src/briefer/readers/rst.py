"""reStructuredText, read with docutils: the words that the rendered page shows.

Everything that reads files or lets other things in is switched off, even docutils' own settings files; malformed markup
is kept as it stands. Code, comments, footnotes, citations and tables of contents are left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from briefer.errors import FormatError, TooLargeError
from briefer.extras import load
from briefer.model import Document, Role
from briefer.readers.decoding import decode
from briefer.readers.front_matter import day
from briefer.readers.items import Origin
from briefer.readers.paragraphs import BODY, Paragraphs, Style

LONGEST = 1024 * 1024  # characters; docutils reads about half a million in a second
LONGEST_BLOCK = 20_000  # characters without a blank line; docutils takes quadratic time on marks that stay open
MOST_TITLES = 5_000  # lines of nothing but marks; the time grows with the square of their number, too
SETTINGS = {
    "_disable_config": True,
    "file_insertion_enabled": False,
    "raw_enabled": False,
    "report_level": 5,
    "halt_level": 6,
    "warning_stream": False,
    "exit_status_level": 6,
    "syntax_highlight": "none",
    "line_length_limit": LONGEST_BLOCK,
    "traceback": True,
    "docinfo_xform": False,
}
# Elements of docutils without running text.
UNSEEN = frozenset(
    (
        *("comment", "literal_block", "doctest_block", "math_block", "raw", "image", "target", "pending"),
        *("substitution_definition", "footnote", "citation", "system_message", "decoration", "meta"),
        *("footnote_reference", "citation_reference", "label", "colspec"),
    )
)
# Elements that hold words rather than other blocks.
BLOCKS = frozenset(("paragraph", "title", "subtitle", "term", "caption", "rubric", "attribution", "field_name", "line"))
CONTENTS = "contents"  # the class of a list of contents
RE_UNDERLINE = re.compile(r"([!-/:-@\[-`{-~])\1*")
# The date of today, so that a text reads the same tomorrow.
RE_TODAY = re.compile(r"^([ \t]*\.\.[ \t]+\|[^|\n]{1,200}\|[ \t]+)date::.*$", re.MULTILINE)
RE_ROLE = re.compile(r":[\w:+.-]{1,60}:`([^`<>]{0,500}?)\s*(?:<[^<>`]{0,500}>)?`")
LANGUAGE, URL, DEK = ("language", "lang"), ("url", "link"), ("description", "summary", "subtitle")
AUTHORS = ("author", "authors")
RE_BETWEEN = re.compile(r"\s*[;\n]\s*")  # names; a comma may be part of one


class _Node(Protocol):
    """What is used of docutils' nodes."""

    tagname: str
    children: Sequence[_Node]
    parent: _Node

    def astext(self) -> str: ...
    def get(self, key: str, default: Sequence[str]) -> Sequence[str]: ...


def read(data: bytes, origin: Origin) -> Document:
    """Return the text of headings and paragraphs; the fields above the article tell authors, date and language.

    Raises ExtraMissingError without docutils, TooLargeError for what would take minutes, and FormatError for what
    docutils cannot read.
    """
    core = load("docutils.core", "reStructuredText files", input=origin.path)
    decoded = decode(data, origin)
    if len(decoded.text) > LONGEST:
        raise TooLargeError(
            f"it has more than {LONGEST:,} characters", input=origin.path, hint="split it, or save it as .txt"
        )
    lines = [line.rstrip() for line in RE_TODAY.sub(r"\1replace:: \\", decoded.text.replace("\0", "")).splitlines()]
    source = "\n".join(lines)
    if max(map(len, source.split("\n\n"))) > LONGEST_BLOCK:
        raise TooLargeError(
            f"one of its paragraphs has more than {LONGEST_BLOCK:,} characters",
            input=origin.path,
            hint="break it with blank lines, or save it as .txt",
        )
    if sum(RE_UNDERLINE.fullmatch(line) is not None for line in lines) > MOST_TITLES:
        raise TooLargeError(
            f"it has more than {MOST_TITLES:,} titles", input=origin.path, hint="split it, or save it as .txt"
        )
    paragraphs = Paragraphs()
    try:
        tree = core.publish_doctree(source, settings_overrides=SETTINGS)
        fields: dict[str, list[str]] = {}
        _walk(tree, 0, paragraphs, fields)
    except (
        Exception,
        RecursionError,
        SystemExit,
    ) as error:  # what odd markup can raise down there is not to be foreseen
        what = f"{type(error).__name__}: {error}".splitlines()[0][:200]
        raise FormatError(
            f"docutils cannot read it ({what})", input=origin.path, hint="rename it to .txt to read it as it is"
        ) from error
    text, marks = paragraphs.finish()
    return Document(
        text=text,
        sha256="",
        format="rst",
        encoding=decoded.encoding,
        language=_first(fields, LANGUAGE),
        dek=_first(fields, DEK),
        authors=tuple(
            name for key in AUTHORS for names in fields.get(key, ()) for name in RE_BETWEEN.split(names) if name
        ),
        published=day(_first(fields, ("date",))),
        url=_first(fields, URL),
        marks=marks,
        warnings=decoded.warnings,
    )


def _walk(node: _Node, level: int, paragraphs: Paragraphs, fields: dict[str, list[str]]) -> None:
    """Add what is below a node; `level` is that of the headings in it."""
    for child in node.children:
        kind = child.tagname
        if kind in UNSEEN or (kind == "topic" and CONTENTS in child.get("classes", ())):
            continue
        if kind == "field_list" and not paragraphs.has_prose():
            for field in child.children:
                name, body = field.children[0].astext().strip().lower(), field.children[1].astext().strip()
                fields.setdefault(name, []).append(body)
        elif kind in BLOCKS:
            paragraphs.add(_words(child), _style(child, level))
        elif kind == "line_block":
            lines: list[str] = []
            _lines(child, lines)
            paragraphs.add("\n".join(lines))
        else:
            _walk(child, level + (kind == "section"), paragraphs, fields)


def _style(node: _Node, level: int) -> Style:
    """Return what a block is: the title of the document, of a section, or of a box, a caption, or body text."""
    kind, within = node.tagname, node.parent.tagname
    if kind == "title" and within == "document":
        return Style(Role.HEADLINE)
    if kind == "subtitle":
        return Style(Role.DEK)
    if kind == "title" and within == "section":
        return Style(level=level)
    if kind in ("title", "rubric"):  # of a table, a box; without a place among the sections
        return Style(level=9)
    return Style(Role.CAPTION) if kind == "caption" else BODY


def _lines(node: _Node, lines: list[str]) -> None:
    for child in node.children:
        if child.tagname == "line":
            lines.append(_words(child))
        else:
            _lines(child, lines)


def _words(node: _Node) -> str:
    """Return the words of a block in one line."""
    pieces: list[str] = []
    _gather(node, pieces)
    return " ".join("".join(pieces).split())


def _gather(node: _Node, pieces: list[str]) -> None:
    for child in node.children:
        if child.tagname == "#text":
            pieces.append(child.astext())
        elif child.tagname == "problematic":  # a role of another program, such as Sphinx
            pieces.append(RE_ROLE.sub(r"\1", child.astext()))
        elif child.tagname not in UNSEEN:
            _gather(child, pieces)


def _first(fields: dict[str, list[str]], names: tuple[str, ...]) -> str | None:
    return next((" ".join(fields[name][0].split()) for name in names if any(fields.get(name, ()))), None)
