"""Corpora: JSON Lines with one article per row, read as a stream; JSON files with one article, a list, or a feed."""

from __future__ import annotations

import codecs
import io
import json
from collections.abc import Iterator
from typing import Any, BinaryIO, TextIO

from briefer.errors import CorpusError, DecodingError
from briefer.readers import rows
from briefer.readers.decoding import BYTE_ORDER_MARKS
from briefer.readers.formats import suffix_beneath
from briefer.readers.items import Item, Reading, failed
from briefer.readers.opening import beginning, too_large

LINES = (".jsonl", ".ndjson")
JSON_FEED = "https://jsonfeed.org/version/"
FEED_FIELDS = {"text": "content_text", "html": "content_html", "date": "date_published", "dek": "summary"}


def expand(stream: BinaryIO, item: Item, reading: Reading) -> Iterator[Item]:
    """Yield the rows in order; an unusable row becomes an item with an error.

    JSON that is not JSON Lines is read as a whole. Raises TooLargeError if that has more than `max_bytes`, CorpusError
    if none of its lines is JSON either, and DecodingError for an unknown encoding.
    """
    encoding, stream = encoded(stream, reading)
    lined = item.path is not None and suffix_beneath(item.path) in LINES
    with decoded(stream, encoding, item) as lines:
        try:
            yield from _rows(lines, item, reading) if lined else _json(lines, item, reading)
        except UnicodeError as error:
            hint = "set --encoding, or leave it out"
            raise DecodingError(f"part of it is not valid {encoding}", input=item.label, hint=hint) from error


def encoded(stream: BinaryIO, reading: Reading) -> tuple[str, BinaryIO]:
    """Return a stream's encoding, as requested or by its mark, and the stream, still at its start."""
    head, stream = beginning(stream, 4)
    mark = next((name for bytes, name in BYTE_ORDER_MARKS if head.startswith(bytes)), "utf-8")
    return reading.encoding or mark, stream


def decoded(stream: BinaryIO, encoding: str, item: Item) -> TextIO:
    """Return a stream's text; undecodable bytes become lone surrogates, so that the other rows can still be read."""
    try:
        name = "utf-8-sig" if codecs.lookup(encoding).name == "utf-8" else encoding
        return io.TextIOWrapper(stream, name, errors="surrogateescape", newline="\n")
    except LookupError as error:
        raise DecodingError(
            f"unknown encoding {encoding!r}", input=item.label, hint="try utf-8, latin-1 or cp1252"
        ) from error


def _rows(lines: TextIO, corpus: Item, reading: Reading, line: str = "") -> Iterator[Item]:
    """Yield the values on the lines, the first of which may have been read already."""
    number = 0
    while line := line or lines.readline(reading.max_bytes + 1):
        number += 1
        if len(line) > reading.max_bytes:
            while line and line[-1] != "\n":
                line = lines.readline(reading.max_bytes)
            yield failed(too_large(reading, f"{corpus.label}:{number}"))
        elif not line.isspace():
            yield _parsed(line, number, corpus, reading)
        line = ""


def _json(lines: TextIO, item: Item, reading: Reading) -> Iterator[Item]:
    """Yield the articles in JSON of any shape; if its first line is an object, it is JSON Lines."""
    first = lines.readline(reading.max_bytes + 1)
    value = _loaded(first)
    if isinstance(value, dict) and not _is_feed(value):
        yield from _rows(lines, item, reading, first)
        return
    text = first + lines.read(max(reading.max_bytes + 1 - len(first), 0))
    if len(text) > reading.max_bytes:
        raise too_large(reading, item.label)
    value = value or _loaded(text)
    if isinstance(value, list):
        for number, row in enumerate(value, 1):
            yield rows.read(row, number, item, reading.columns)
    elif isinstance(value, dict):
        yield from _feed(value, item) if _is_feed(value) else [rows.read(value, 1, item, reading.columns)]
    elif any(isinstance(_loaded(line), dict) for line in text.split("\n") if line.startswith("{")):
        yield from _rows(io.StringIO(text, newline="\n"), item, reading)
    else:  # one line for a file that is cut short or no JSON at all, not one for each of its lines
        raise CorpusError("this is not JSON, or it is cut short", input=item.label, hint="check the file")


def _is_feed(value: dict[str, object]) -> bool:
    return isinstance(value.get("items"), list) and str(value.get("version")).startswith(JSON_FEED)


def _feed(feed: dict[str, Any], item: Item) -> Iterator[Item]:
    """Yield the entries of a JSON Feed (jsonfeed.org)."""
    for number, entry in enumerate(feed["items"], 1):
        row = dict(entry) if isinstance(entry, dict) else {}
        for name, other in FEED_FIELDS.items():
            row[name] = row.pop(other, None)
        row["date"] = str(row["date"] or "")[:10]  # the day of a time
        authors = row.get("authors") or feed.get("authors")
        if isinstance(authors, list):
            row["authors"] = [author.get("name") for author in authors if isinstance(author, dict)]
        yield rows.read({"site": feed.get("title"), "language": feed.get("language"), **row}, number, item)


def _loaded(line: str) -> object:
    """Return a line's value, or None if it is not JSON."""
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _parsed(line: str, number: int, corpus: Item, reading: Reading) -> Item:
    row = _loaded(line)
    if row is None and line.strip() != "null":
        where = f"{corpus.label}:{number}"
        return failed(CorpusError("this line is not JSON", input=where, hint="put one object on each line"))
    return rows.read(row, number, corpus, reading.columns)
