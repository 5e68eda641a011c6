"""Corpora: JSON Lines with one article a row, read as a stream."""

from __future__ import annotations

import json
from collections.abc import Iterator

from briefer.errors import CorpusError
from briefer.readers.items import Item, Known, Reading, failed
from briefer.readers.opening import opened

ROW_FIELDS = ("text", "html", "title", "language", "date", "url")


def expand(item: Item, reading: Reading) -> Iterator[Item]:
    """Yield the rows in order; a row that cannot be used becomes an item with an error."""
    with opened(item) as lines:
        for number, line in enumerate(lines, 1):
            text = line.decode(reading.encoding or ("utf-8-sig" if number == 1 else "utf-8"), "surrogateescape")
            if text.strip():
                yield _row(text, number, item)


def _row(line: str, number: int, corpus: Item) -> Item:
    where = f"{corpus.label}:{number}"
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return failed(CorpusError("this line is not JSON", input=where, hint="put one object on each line"))
    fields = _texts(row)
    if fields.keys().isdisjoint(("text", "html")):
        return failed(CorpusError("this row has no text", input=where, hint='give each row a "text" or "html"'))
    identity = row.get("id")
    identity = str(identity) if isinstance(identity, str | int) else f"{number}"
    return Item(
        name=f"{corpus.name}/{identity}",
        label=f"{where} ({identity})",
        text=fields.get("text"),
        html=None if "text" in fields else fields["html"],
        id=identity,
        known=Known(
            title=fields.get("title") or None,
            language=fields.get("language") or None,
            published=fields.get("date") or None,
            url=fields.get("url") or None,
        ),
    )


def _texts(row: object) -> dict[str, str]:
    """Return the fields of a row that briefer knows and that are text."""
    if not isinstance(row, dict):
        return {}
    return {key: value for key in ROW_FIELDS if isinstance(value := row.get(key), str)}
