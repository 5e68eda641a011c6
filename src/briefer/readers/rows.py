"""Rows of corpora: articles in named fields, by the many names that corpora give these."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping
from functools import cache

from briefer.errors import CorpusError
from briefer.languages import load_sections
from briefer.readers.items import Columns, Item, Known, Value, failed

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
LARGEST = 1 << 63  # of the whole numbers that databases and data frames hold
USUAL = Columns()


def read(row: object, number: int, corpus: Item, columns: Columns = USUAL) -> Item:
    """Return the article of a row, or an item with an error where it contains no text."""
    where = f"{corpus.label}:{number}"
    fields: Fields = row if isinstance(row, dict) else {}
    for name in (columns.text, columns.id):
        if name is not None and name not in fields:
            return failed(CorpusError(f"this row has no field {name!r}", input=where, hint=_listed(fields)))
    kinds = _kinds(fields, columns)
    by_kind = {kind: _words(fields[name]) for kind, name in kinds.items()}
    text, html = _content(by_kind) if columns.text else _content(by_kind, fields.get("text"), fields.get("html"))
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
            kept=tuple((name, plain(fields.get(name))) for name in columns.keep),
        ),
        brief=fields if fields.get("schema") == BRIEF and "sentences" in fields else None,
    )


def has_text(names: Iterable[str]) -> bool:
    """Return whether one of the names of a table's columns is that of a text."""
    return any(_folded(name) in _names()[kind] for name in names for kind in ("text", "html"))


def is_known(name: str) -> bool:
    """Return whether a column's name is that of anything we look for."""
    return any(_folded(name) in names for names in _names().values())


def check(names: list[str], columns: Columns, table: str) -> None:
    """Raise CorpusError where a table has no column of a name that was asked for, or none for the text."""
    shown = ", ".join(names[:MOST_NAMED])
    for name in (columns.text, columns.id, *columns.keep):
        if name is not None and name not in names:
            raise CorpusError(f"this table has no column {name!r}", input=table, hint=f"its columns are {shown}")
    if columns.text is None and not has_text(names):
        hint = f"name one of its columns with --text; they are {shown}"
        raise CorpusError("this table has no text column", input=table, hint=hint)


def plain(value: object) -> Value:
    """Return a value as a column of any output can hold it: what has parts becomes JSON, and no number NaN.

    >>> plain(3), plain(float("nan")), plain(["pier", "storm"])
    (3, None, '["pier", "storm"]')
    """
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= LARGEST:
        return str(value)
    if value is None or isinstance(value, str | int | float):
        return value
    return json.dumps(value, ensure_ascii=False, default=str)


def _content(by_kind: Mapping[str, str], exact: object = None, page: object = None) -> tuple[str | None, str | None]:
    """Return the text of a row, or else its page: both only where they are called exactly so, or are long enough."""
    if isinstance(exact, str):
        return exact, None
    if isinstance(page, str):
        return None, page
    text, html = by_kind.get("text"), by_kind.get("html")
    if text and RE_MARKUP.match(text):
        text, html = None, text
    return (text, None) if text else (None, html or None)


def _kinds(fields: Fields, columns: Columns) -> dict[str, str]:
    """Return which field holds what, by the names that are known; the surest of several that hold anything."""
    called = {_folded(name): name for name in reversed(fields)}
    found = {kind: name for kind, name in (("text", columns.text), ("id", columns.id)) if name is not None}
    for kind, names in _names().items():
        if kind in found or (kind == "html" and columns.text):
            continue
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
    if not fields or {"text", "html"} & set(fields):
        return HINT
    return f"{HINT}, or name it with --text; {_listed(fields)}"


def _listed(fields: Fields) -> str:
    return f"it has {', '.join(list(fields)[:MOST_NAMED])}" if fields else HINT


@cache
def _names() -> dict[str, tuple[str, ...]]:
    return load_sections("", "corpora.txt")


def _folded(name: str) -> str:
    return "".join(filter(str.isalnum, name)).casefold()
