"""A SQLite database of briefs: written as a whole beside its place, and read back document by document."""

from __future__ import annotations

import errno
import json
import os
import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from briefer import __version__
from briefer.databases.rows import Row
from briefer.readers.recognising import DATABASE, PROGRAM, is_ours

SCHEMA = "briefer/database-1"
SQL = Path(__file__).parents[1] / "data" / "claims.sql"
APPLICATION = int.from_bytes(PROGRAM, "big")  # tells our databases from those of others
HEAD = 100  # bytes in which a database tells what it is
EACH = 10_000_000  # ids of a document's rows, more than any has
PAGES = 64 * 1024 * 1024  # bytes of pages that are held in memory
FULL = "database or disk is full"
BESIDE = ("-journal", "-wal", "-shm")  # endings of what SQLite keeps beside a database that is in use
THEIRS, VIEWS = "/* columns of the corpus */", "/* their columns */"
RE_COLUMN = re.compile(r"^  (\w+) [A-Z]+", re.MULTILINE)
# Tables with rows of their own for each document, in the order of a pack.
TABLES = ("sentences", "sources", "claims", "spans", "relations")


class Writer:
    """A new database, to which documents are added in their order; raises OSError, as files do."""

    def __init__(self, path: Path, keep: Sequence[str]) -> None:
        self.count = 0
        made, self.indexes = schema(keep).split("\n-- What makes joins quick")
        with _as_file_errors():
            self.base = sqlite3.connect(path, isolation_level=None)
            for pragma in ("journal_mode=OFF", "synchronous=OFF", "locking_mode=EXCLUSIVE", "encoding='UTF-8'"):
                self.base.execute(f"PRAGMA {pragma}")  # it is thrown away if anything goes wrong
            self.base.execute(f"PRAGMA cache_size=-{PAGES // 1024}")
            self.base.execute(f"PRAGMA application_id={APPLICATION}")
            self.base.execute("PRAGMA user_version=1")
            self.base.execute("BEGIN")
            for statement in _statements(made):
                self.base.execute(statement)
            about = {"schema": SCHEMA, "made_by": f"briefer {__version__}"}
            self.base.executemany("INSERT INTO about VALUES (?, ?)", about.items())
            found = self.base.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
            self.insert = {
                table: _insert(table, len(self.base.execute(f"PRAGMA table_info({table})").fetchall()))
                for (table,) in found
                if not table.startswith(("claims_fts", "sentences_fts"))
            }

    def add(self, pack: bytes) -> None:
        """Add the rows of a document."""
        self.count += 1
        document, *tables = json.loads(pack)
        text, base = document[TEXT], self.count * EACH
        rows = dict(zip(TABLES, _with_ids(tables, self.count, base, text), strict=True))
        with _as_file_errors():
            self.base.execute(self.insert["documents"], (self.count, *document))
            for table, found in rows.items():
                self.base.executemany(self.insert[table], found)
            self.base.execute(SEARCHED["claims"], (base, base + EACH))
            self.base.execute(SEARCHED["sentences"], (base, base + EACH))

    def extend(self, script: str, tables: Mapping[str, Sequence[Sequence[Any]]]) -> None:
        """Make more tables, and fill them."""
        with _as_file_errors():
            for statement in _statements(script):
                self.base.execute(statement)
            for table, found in tables.items():
                if found:
                    self.base.executemany(_insert(table, len(found[0])), found)

    def complete(self) -> None:
        """Add what covers all documents, and close the file."""
        with _as_file_errors():
            for statement in _statements(self.indexes.partition("\n")[2]):
                self.base.execute(statement)
            self.base.execute("COMMIT")
            self.base.close()

    def close(self) -> None:
        """Close the file as it is."""
        self.base.close()


TEXT = 15  # the place of the text among the values of a document
# The full-text search of a document's rows.
SEARCHED = {
    table: f"INSERT INTO {table}_fts (rowid, {words}) SELECT id, {words} FROM {table} WHERE id >= ? AND id < ?"  # noqa: S608
    for table, words in (("claims", "text, source"), ("sentences", "text"))
}


class Reader:
    """A database that an earlier run made; raises OSError if it cannot be read."""

    def __init__(self, path: Path) -> None:
        with _as_file_errors():
            self.base = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
            (self.count,) = self.base.execute("SELECT count(*) FROM documents").fetchone()

    def read(self, number: int) -> bytes | None:
        """Return the pack of a document, counted from 0; None if it is not as it was written."""
        try:
            document, *tables = self._rows(number + 1)
        except (sqlite3.Error, ValueError, IndexError, TypeError):
            return None
        return (json.dumps([document, *tables], separators=(",", ":")) + "\n").encode("ascii")

    def close(self) -> None:
        """Close the file."""
        self.base.close()

    def _rows(self, number: int) -> Iterator[Any]:
        """Yield what a pack holds: the document, then the rows of each table."""
        base = number * EACH
        (found,) = self.base.execute("SELECT * FROM documents WHERE id = ?", (number,))
        yield found[1:]
        for table, without in PACKED.items():
            rows = self.base.execute(
                f"SELECT * FROM {table} WHERE id >= ? AND id < ? ORDER BY id",  # noqa: S608 - a name of ours
                (base, base + EACH),
            )
            yield [without(row, base) for row in rows]


def _with_ids(tables: Sequence[list[Row]], number: int, base: int, text: str) -> Iterator[list[Row]]:
    """Yield the rows of each table as they are stored: with ids that no other document has, and with words."""
    sentences, sources, claims, spans, relations = tables
    yield [[base + n, number, n, start, stop, text[start:stop], *rest] for n, start, stop, *rest in sentences]
    yield [[base + n, number, *rest] for n, rest in enumerate(sources, 1)]
    yield [
        [
            *(base + n, number, claim, key, start, stop, text[start:stop], base + sentence, kind),
            *(source and base + source, *rest),
        ]
        for n, (claim, key, start, stop, sentence, kind, source, *rest) in enumerate(claims, 1)
    ]
    yield [
        [base + n, number, base + claim, part, start, stop, text[start:stop]]
        for n, (claim, part, start, stop) in enumerate(spans, 1)
    ]
    yield [[base + n, number, base + claim, what, base + other] for n, (claim, what, other) in enumerate(relations, 1)]


# The way back: a row as it is stored, and the id that its document's begin with.
PACKED: dict[str, Callable[[tuple[Any, ...], int], Row]] = {
    "sentences": lambda row, base: [*row[2:5], *row[6:]],
    "sources": lambda row, base: [*row[2:]],
    "claims": lambda row, base: [*row[2:6], row[7] - base, row[8], row[9] and row[9] - base, *row[10:]],
    "spans": lambda row, base: [row[2] - base, *row[3:6]],
    "relations": lambda row, base: [row[2] - base, row[3], row[4] - base],
}


def place(part: Path, path: Path) -> None:
    """Put a new database in its place; raises OSError.

    What SQLite keeps beside a database belongs to the one that goes: it would be taken for changes of the new one.
    """
    for ending in BESIDE:
        path.with_name(f"{path.name}{ending}").unlink(missing_ok=True)
    part.replace(path)


def check() -> None:
    """Do nothing: Python brings SQLite along."""


def is_own(path: Path) -> bool:
    """Return whether a file is a database that briefer made; raises OSError if it cannot be read."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    return head.startswith(DATABASE) and is_ours(head)


def schema(keep: Sequence[str] = ()) -> str:
    """Return the SQL that makes the tables, with columns of a corpus that are kept."""
    written = SQL.read_text(encoding="utf-8")
    names = [_quoted(name) for name in columns(keep)]
    table = "".join(f",\n  {name}" for name in names)
    return written.replace(f"\n  {THEIRS}", table).replace(f" {VIEWS}", "".join(f", d.{name}" for name in names))


def columns(keep: Sequence[str]) -> list[str]:
    """Return what columns of a corpus are called beside ours, whatever their capitals.

    >>> columns(["topic", "Topic", "url"])
    ['topic', 'corpus_Topic', 'corpus_url']
    """
    taken = {name.casefold() for name in RE_COLUMN.findall(SQL.read_text(encoding="utf-8"))} | VIEWED
    names: list[str] = []
    for name in keep:
        while name.casefold() in taken:
            name = f"corpus_{name}"
        taken.add(name.casefold())
        names.append(name)
    return names


VIEWED = {"document", "denied_by", "denial", "denial_id"}  # columns that only views have


def _quoted(name: str) -> str:
    return '"' + name.replace("\0", "").replace('"', '""') + '"'


def _insert(table: str, count: int) -> str:
    return f"INSERT INTO {table} VALUES ({', '.join('?' * count)})"  # noqa: S608 - a name of ours


def _statements(script: str) -> Iterator[str]:
    """Yield the statements of a script; `executescript` would commit."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


@contextmanager
def _as_file_errors() -> Iterator[None]:
    """Turn errors of the database into those of its file."""
    try:
        yield
    except sqlite3.Error as error:
        if FULL in str(error):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from error
        raise OSError(errno.EIO, str(error)) from error
