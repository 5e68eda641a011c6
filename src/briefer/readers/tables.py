"""Tables with one article per row, separated by commas, semicolons, bars or tabs, below a header (RFC 4180)."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO, TextIO

from briefer.errors import CorpusError, DecodingError
from briefer.readers import rows
from briefer.readers.corpora import decoded, encoded
from briefer.readers.items import Item, Reading, failed

DELIMITERS = ",;\t|"
LONGEST_LINE = 100_000  # characters of the line of names


def expand(stream: BinaryIO, item: Item, reading: Reading) -> Iterator[Item]:
    """Yield the rows in order; an unusable row becomes an item with an error.

    Raises CorpusError if a column that is needed is missing, and DecodingError for an unknown encoding.
    """
    encoding, stream = encoded(stream, reading)
    with decoded(stream, encoding, item) as lines:
        try:
            yield from _rows(lines, item, reading)
        except UnicodeError as error:
            hint = "set --encoding, or leave it out"
            raise DecodingError(f"part of it is not valid {encoding}", input=item.label, hint=hint) from error


def _rows(lines: TextIO, item: Item, reading: Reading) -> Iterator[Item]:
    first = lines.readline(LONGEST_LINE)
    delimiter = Counter(mark for mark in first if mark in DELIMITERS).most_common(1)
    if not delimiter:
        raise CorpusError("this is not a table", input=item.label, hint="check the file")
    part = delimiter[0][0]
    names = [name.strip() for name in next(csv.reader([first], delimiter=part))]
    rows.check(names, reading.columns, item.label)
    csv.field_size_limit(min(reading.max_bytes, 2**31 - 1))
    table = csv.reader(lines, delimiter=part)
    number = 0
    while True:
        number += 1
        try:
            values = next(table)
        except StopIteration:
            return
        except csv.Error as error:  # a field beyond the limit, a NUL
            yield failed(CorpusError(f"this row cannot be read ({error})", input=f"{item.label}:{number}"))
            continue
        if any(values):
            yield rows.read(dict(zip(names, values, strict=False)), number, item, reading.columns)
