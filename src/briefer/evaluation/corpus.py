"""Reads a JSON Lines corpus with references, and says what is wrong with a row."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import NamedTuple, TypeAlias

from briefer import readers
from briefer.errors import BrieferError, CorpusError, InputMissingError, InputUnreadableError
from briefer.model import Document

TEXTS = ("text", "article")  # fields that are looked for when none is named, in this order
REFERENCES = ("summary", "highlights", "reference", "references")
SEVERAL = "references"  # a list of texts under this name is one of references, under the others one of sentences
BOM = b"\xef\xbb\xbf"

Reference: TypeAlias = str | tuple[str, ...]  # a text, or its sentences


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields that hold the text and its references; None means the usual names."""

    text: str | None = None
    references: str | None = None
    several: bool = False  # whether a list of texts is one of references


class Line(NamedTuple):
    """A line of a corpus, with its name in messages."""

    label: str
    number: int
    data: bytes


class Sample(NamedTuple):
    """A text and its human summaries."""

    document: Document
    references: tuple[Reference, ...]


def lines(path: Path, limit: int | None = None) -> Iterator[Line]:
    """Yield up to `limit` lines of a corpus, without blank ones.

    Raises InputMissingError or InputUnreadableError.
    """
    name = str(path)
    try:
        with path.open("rb") as file:
            numbered = ((number, data) for number, data in enumerate(file, 1) if data.strip())
            for number, data in islice(numbered, limit):
                yield Line(f"{name}:{number}", number, data.removeprefix(BOM) if number == 1 else data)
    except FileNotFoundError as error:
        raise InputMissingError("no such file", input=name, hint="check the path") from error
    except OSError as error:
        raise InputUnreadableError(f"cannot be read ({error.strerror})", input=name, hint="check the file") from error


def parse(line: Line, fields: Fields) -> Sample:
    """Return the sample on a line; raises CorpusError or EmptyInputError."""
    row = _row(line)
    field, given = _field(row, fields.references, REFERENCES, "reference", line.label)
    references = _references(given, fields.several or field == SEVERAL)
    if not references:
        raise CorpusError(f'"{field}" is neither a text nor a list of texts', input=line.label, hint="check the row")
    name, text = _field(row, fields.text, TEXTS, "text", line.label)
    if not isinstance(text, str):
        raise CorpusError(f'"{name}" is not a text', input=line.label, hint="check the row")
    title, language = (
        value if key != field and isinstance(value := row.get(key), str) and value.strip() else None
        for key in ("title", "language")
    )
    try:
        document = readers.read_text(text, known=readers.Known(title=title, language=language))
    except BrieferError as error:
        error.input = line.label
        raise
    return Sample(document, references)


def _row(line: Line) -> dict[str, object]:
    try:
        row = json.loads(line.data.decode("utf-8"))
    except UnicodeDecodeError:
        raise CorpusError("this line is not UTF-8", input=line.label, hint="convert the corpus to UTF-8") from None
    except (ValueError, RecursionError):
        raise CorpusError("this line is not JSON", input=line.label, hint="put one object on each line") from None
    if not isinstance(row, dict):
        raise CorpusError("this row is not an object", input=line.label, hint="put one object on each line")
    return row


def _field(
    row: dict[str, object], wanted: str | None, usual: tuple[str, ...], what: str, label: str
) -> tuple[str, object]:
    """Return name and value of the first of the fields that is present and not empty."""
    names = (wanted,) if wanted else usual
    for name in names:
        if value := row.get(name):
            return name, value
    option = "--text" if usual is TEXTS else "--references"
    found = ", ".join(f'"{name}"' for name in names)
    raise CorpusError(f"this row has no {what} under {found}", input=label, hint=f"name the field with {option}")


def _references(given: object, several: bool) -> tuple[Reference, ...]:
    """Return a row's references, or none if the value makes no sense.

    A list of lists must be several references; a list of texts is one reference split into sentences, or several.
    """
    if isinstance(given, list) and (several or any(isinstance(item, list) for item in given)):
        found = [_reference(item) for item in given]
        return tuple(reference for reference in found if reference) if None not in found else ()
    reference = _reference(given)
    return (reference,) if reference else ()


def _reference(given: object) -> Reference | None:
    """Return one reference, empty if it has no words, or None if the value is neither a text nor a list of texts."""
    if isinstance(given, str):
        return given.strip()
    if isinstance(given, list) and all(isinstance(item, str) for item in given):
        return tuple(item for item in given if item.strip())
    return None
