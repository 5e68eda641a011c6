"""Rows of corpora: articles in named fields, by the many names that corpora give these."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from briefer.errors import CorpusError
from briefer.languages import load_sections
from briefer.readers.items import Item, Known, failed

Fields = dict[str, object]
# Fields of a document.
OTHERS = ("title", "dek", "language", "date", "site", "url")
NAMING = ("name", "title", "url")  # what tells in an object what is meant, such as a source
RE_DAY = re.compile(r"(\d{4}-\d\d-\d\d)[T ]\d\d:\d\d")
# Elements that a page or a part of one opens with.
RE_MARKUP = re.compile(r"\s*<(?:!doctype|html|head|body|div|p|h\d|article|section|figure|span|ul)\b", re.IGNORECASE)
RE_OPENER = re.compile(r"by:?\s+", re.IGNORECASE)
RE_JOINT = re.compile(r"\s*;\s*|\s+and\s+")
BRIEF = "briefer/1"  # the schema of JSON briefs
HINT = 'give each row a "text" or "html"'
MOST_NAMED = 8  # fields that a message lists
LEAST_WORDS = 3  # of what may be a text, whatever it is called


def read(row: object, number: int, corpus: Item) -> Item:
    """Return the article of a row, or an item with an error where it contains no text."""
    where = f"{corpus.label}:{number}"
    fields: Fields = row if isinstance(row, dict) else {}
    kinds = _kinds(fields)
    by_kind = {kind: _words(fields[name]) for kind, name in kinds.items()}
    text, html = _content(fields, by_kind)
    if text is None and html is None:
        return failed(CorpusError("this row has no text", input=where, hint=_hint(fields)))
    identity = by_kind.get("id") or f"{number}"
    known = {kind: by_kind.get(kind) or None for kind in OTHERS}
    return Item(
        name=f"{corpus.name}/{identity}",
        label=f"{where} ({identity})",
        text=text,
        html=html,
        id=identity,
        known=Known(
            title=known["title"],
            dek=known["dek"],
            authors=_authors(fields.get(kinds.get("authors", ""))),
            published=_day(known["date"]),
            language=known["language"],
            site=known["site"],
            url=known["url"],
        ),
        brief=fields if fields.get("schema") == BRIEF and "sentences" in fields else None,
    )


def has_text(names: list[str]) -> bool:
    """Return whether one of the names of a table's columns is that of a text."""
    return any(_folded(name) in _names()[kind] for name in names for kind in ("text", "html"))


def _content(fields: Fields, by_kind: Mapping[str, str]) -> tuple[str | None, str | None]:
    """Return the text of a row, or else its page: both only where they are called exactly so, or are long enough."""
    exact = fields.get("text")
    if isinstance(exact, str):
        return exact, None
    page = fields.get("html")
    if isinstance(page, str):
        return None, page
    text, html = by_kind.get("text"), by_kind.get("html")
    if text and RE_MARKUP.match(text):
        text, html = None, text
    return (text, None) if text else (None, html or None)


def _kinds(fields: Fields) -> dict[str, str]:
    """Return which field holds what, by the names that are known; the surest of several that hold anything."""
    called = {_folded(name): name for name in reversed(fields)}
    found: dict[str, str] = {}
    for kind, names in _names().items():
        least = LEAST_WORDS if kind in ("text", "html") else 1
        for name in names:
            if name in called and len(_words(fields[called[name]]).split(maxsplit=least)) >= least:
                found[kind] = called[name]
                break
    return found


def _words(value: object) -> str:
    """Return a value as text: a list of paragraphs with blank lines between them, an object by its name."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, dict):
        return next((words for name in NAMING if (words := _words(value.get(name)))), "")
    if isinstance(value, list):
        return "\n\n".join(words for entry in value if (words := _words(entry)))
    return ""


def _authors(value: object) -> tuple[str, ...]:
    entries = value if isinstance(value, list) else [value]
    names: list[str] = []
    for entry in entries:
        words = _words(entry).strip()
        opener = RE_OPENER.match(words)
        names += RE_JOINT.split(words[opener.end() :]) if opener else [words]
    return tuple(name for name in names if name)


def _day(written: str | None) -> str | None:
    """Return the day of a time; a date that is written otherwise as it is."""
    found = RE_DAY.match(written or "")
    return found[1] if found else written


def _hint(fields: Fields) -> str:
    names = list(fields)[:MOST_NAMED]
    return f"{HINT}; it has {', '.join(names)}" if names and not {"text", "html"} & set(names) else HINT


@cache
def _names() -> dict[str, tuple[str, ...]]:
    return load_sections("", "corpora.txt")


def _folded(name: str) -> str:
    return "".join(filter(str.isalnum, name)).casefold()
