"""Parquet files with one article per row, as data sets are exchanged; read a batch of rows at a time."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO

from briefer import extras
from briefer.readers import rows
from briefer.readers.items import Item, Reading, failed
from briefer.readers.opening import limited, too_large
from briefer.readers.unpacking import damaged

ROWS = 64  # at a time, so that memory stays flat however large the file is


def expand(stream: BinaryIO, item: Item, reading: Reading) -> Iterator[Item]:
    """Yield the rows in order; an unusable row becomes an item with an error.

    Raises CorpusError if a column that is needed is missing, FormatError if the file is damaged, and ExtraMissingError
    without pyarrow. Only a source that cannot be read twice, such as a pipe, is held in memory as a whole.
    """
    parquet: Any = extras.load("pyarrow.parquet", "Parquet files", input=item.label)
    if not stream.seekable():
        stream = io.BytesIO(limited(stream, reading, item.label))
    number = 0
    for batch in _batches(parquet, stream, item, reading):
        for row in batch:
            number += 1
            if any(isinstance(value, str) and len(value) > reading.max_bytes for value in row.values()):
                yield failed(too_large(reading, f"{item.label}:{number}"))
            else:
                yield rows.read(row, number, item, reading.columns)


def _batches(parquet: Any, stream: BinaryIO, item: Item, reading: Reading) -> Iterator[list[dict[str, object]]]:  # noqa: ANN401 - an optional package
    """Yield rows, with no more than the columns that may tell anything."""
    try:
        file = parquet.ParquetFile(stream)
        names = [str(name) for name in file.schema_arrow.names]
    except Exception as error:  # what broken data can raise down there is not to be foreseen
        raise damaged("Parquet file", item.label, error) from error
    columns = reading.columns
    rows.check(names, columns, item.label)
    asked = {columns.text, columns.id, *columns.keep}
    batches = file.iter_batches(ROWS, columns=[name for name in names if name in asked or rows.is_known(name)])
    while True:
        try:
            batch = next(batches, None)
            found = [] if batch is None else [_values(row) for row in batch.to_pylist()]
        except Exception as error:
            raise damaged("Parquet file", item.label, error) from error
        if batch is None:
            return
        yield found


def _values(row: dict[str, object]) -> dict[str, object]:
    """Return a row with times and bytes as text."""
    return {name: _written(value) for name, value in row.items()}


def _written(value: object) -> object:
    if isinstance(value, date):  # a time, too
        return value.isoformat()
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value
