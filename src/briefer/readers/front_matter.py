"""Front matter of Markdown files: the YAML or TOML between two rules that holds title, authors and date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from briefer.readers.items import NOTHING, Known

# Only what opens with a key is front matter: two rules may as well stand around a part of the article.
RE_YAML = re.compile(r"---[ \t]*\r?\n((?=[\w-]+[ \t]*:).*?\r?\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
RE_TOML = re.compile(r"\+\+\+[ \t]*\r?\n((?=[\w-]+[ \t]*=).*?\r?\n)\+\+\+[ \t]*(?:\r?\n|\Z)", re.DOTALL)
LONGEST = 32 * 1024  # characters that are worth reading
MOST = 50  # authors
UNREAD = "the front matter cannot be read, so its title, authors and date are ignored"
# Keys that generators of sites use, the likeliest first.
TITLE, DEK = ("title",), ("subtitle", "dek", "description", "summary", "excerpt")
AUTHORS, DATE = ("authors", "author", "byline"), ("date", "published", "pubdate", "date_published")
LANGUAGE, URL = ("lang", "language", "locale"), ("url", "canonical_url", "canonical", "link")
RE_DAY = re.compile(r"\d{4}-\d\d-\d\d(?=\D|\Z)")


class Matter(NamedTuple):
    """Front matter as it is written, "" for none; in TOML or else in YAML."""

    text: str = ""
    toml: bool = False


def split(text: str) -> tuple[Matter, str]:
    """Return the front matter and what follows it."""
    for pattern in (RE_YAML, RE_TOML):
        if found := pattern.match(text):
            return Matter(found[1], pattern is RE_TOML), text[found.end() :]
    return Matter(), text


def parse(matter: Matter) -> tuple[Known, tuple[str, ...]]:
    """Return what front matter says about the article, and a warning if it cannot be read.

    All values are kept as the text they were written in. Tags build nothing, and aliases are followed no further than a
    list of names, so front matter cannot expand.
    """
    if not matter.text:
        return NOTHING, ()
    said = _load(matter) if len(matter.text) <= LONGEST else None
    if not isinstance(said, dict):
        return NOTHING, (UNREAD,)
    fields = {key.lower(): value for key, value in said.items() if isinstance(key, str)}
    url = _first(fields, URL) or ""
    return Known(
        title=_first(fields, TITLE),
        dek=_first(fields, DEK),
        authors=tuple(dict.fromkeys(next((names for key in AUTHORS if (names := list(_names(fields.get(key))))), []))),
        published=day(_first(fields, DATE)),
        language=_first(fields, LANGUAGE),
        url=url if url.startswith(("http://", "https://")) else None,
    ), ()


def _load(matter: Matter) -> object:
    """Return the fields of front matter; None where it is not well-formed."""
    if matter.toml:
        import tomllib

        try:
            return tomllib.loads(matter.text.replace("\r\n", "\n"))
        except (tomllib.TOMLDecodeError, RecursionError, ValueError):
            return None
    import yaml  # 20 ms, and few files have front matter

    try:
        return yaml.load(matter.text, Loader=yaml.BaseLoader)  # noqa: S506 - it builds nothing but text, lists, dicts
    except (yaml.YAMLError, RecursionError):
        return None


def day(written: str | None) -> str | None:
    """Return a date without the time of day where it is written as ISO 8601 has it, else as it is.

    >>> day("2026-03-01T08:00:00Z"), day("1 March 2026")
    ('2026-03-01', '1 March 2026')
    """
    found = RE_DAY.match(written or "")
    return found[0] if found else written or None


def _first(fields: dict[str, object], names: tuple[str, ...]) -> str | None:
    return next((words for name in names if (words := _words(fields.get(name)))), None)


def _words(value: object) -> str:
    if isinstance(value, date):  # TOML has a type for dates
        return value.isoformat()
    return " ".join(value.split()) if isinstance(value, str) and value not in ("null", "~") else ""


def _names(value: object) -> Iterator[str]:
    """Yield the names in a text, in a list, or in what each entry calls `name`."""
    for entry in value[:MOST] if isinstance(value, list) else [value]:
        if words := _words(entry.get("name") if isinstance(entry, dict) else entry):
            yield words
