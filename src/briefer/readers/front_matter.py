"""Front matter of Markdown files: the YAML between two rules in which sites keep title, authors and date."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefer.readers.items import NOTHING, Known

# Only what opens with a key is front matter: two rules may as well stand around a part of the article.
RE_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n((?=[\w-]+[ \t]*:).*?\r?\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
LONGEST = 32 * 1024  # characters that are worth reading
MOST = 50  # authors
UNREAD = "the front matter is no valid YAML, so title, authors and date in it are not known"
TITLE, DEK = ("title",), ("subtitle", "dek", "description", "summary", "excerpt")
AUTHORS, DATE = ("authors", "author", "byline"), ("date", "published", "pubdate", "date_published")
LANGUAGE, URL = ("lang", "language", "locale"), ("url", "canonical_url", "canonical", "link")
RE_DAY = re.compile(r"\d{4}-\d\d-\d\d(?=\D|\Z)")


def split(text: str) -> tuple[str, str]:
    """Return the front matter, "" for none, and what follows it."""
    found = RE_FRONT_MATTER.match(text)
    return (found[1], text[found.end() :]) if found else ("", text)


def parse(text: str) -> tuple[Known, tuple[str, ...]]:
    """Return what front matter says of the article, and a warning if it cannot be read.

    All values are taken as the text that they are written in. Nothing is built from tags, and aliases are not
    followed further than a list of names, so that no front matter can grow.
    """
    if not text:
        return NOTHING, ()
    if len(text) > LONGEST:
        return NOTHING, (UNREAD,)
    import yaml  # 20 ms, and few files have front matter

    try:
        said = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - it builds nothing but text, lists and dicts
    except (yaml.YAMLError, RecursionError):
        return NOTHING, (UNREAD,)
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


def day(date: str | None) -> str | None:
    """Return a date without the time of day where it is written as ISO 8601 has it, else as it is.

    >>> day("2026-03-01T08:00:00Z"), day("1 March 2026")
    ('2026-03-01', '1 March 2026')
    """
    found = RE_DAY.match(date or "")
    return found[0] if found else date or None


def _first(fields: dict[str, object], names: tuple[str, ...]) -> str | None:
    return next((words for name in names if (words := _words(fields.get(name)))), None)


def _words(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) and value not in ("null", "~") else ""


def _names(value: object) -> Iterator[str]:
    """Yield the names in a text, in a list, or in what each entry calls `name`."""
    for entry in value[:MOST] if isinstance(value, list) else [value]:
        if words := _words(entry.get("name") if isinstance(entry, dict) else entry):
            yield words
