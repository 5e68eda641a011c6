"""Finding what to brief: folders, files, globs and JSON Lines corpora, in a fixed order."""

from __future__ import annotations

import glob
import json
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path, PurePath

from briefer.errors import BrieferError, CorpusError, InputMissingError, InputUnreadableError
from briefer.readers import FORMATS

CORPUS = ".jsonl"
ROW_FIELDS = ("text", "html", "title", "language", "date")


@dataclass(frozen=True, slots=True)
class Input:
    """One thing to brief: a file (`path`), a row of a corpus (`text` or `html`), or what was wrong with it (`error`).

    `name` is the relative path under which a brief is filed, `label` what messages call the input.
    """

    name: str
    label: str
    path: str | None = None
    text: str | None = None
    html: str | None = None
    id: str | None = None
    title: str | None = None
    language: str | None = None
    published: str | None = None
    error: BrieferError | None = None


def find(
    sources: Iterable[str],
    *,
    include: Iterable[str] = (),
    exclude: Iterable[str] = (),
    skip: Callable[[Path], bool] = lambda path: False,
) -> Iterator[Input]:
    """Yield the inputs of all sources in order; folders and globs sorted by name, corpora row by row.

    `include` and `exclude` are globs over the path within a folder; `skip` tells files of folders and globs that are
    no inputs whatever their names, such as the briefs of an earlier run. A row or file that cannot be read becomes an
    input with an error, so that it is counted and reported like any other failure.
    """
    included, excluded = tuple(include), tuple(exclude)
    for source in sources:
        path = Path(source)
        if path.is_dir():
            for file in _walk(path):
                relative = file.relative_to(path)
                if _wanted(relative, included, excluded) and not skip(file):
                    yield from _file(file, str(relative))
        elif path.exists() or not glob.has_magic(source):
            yield from _file(path, path.name)
        else:
            matches = sorted(glob.glob(source, recursive=True))  # noqa: PTH207 - the pattern may be absolute
            if not matches:
                yield _failed(InputMissingError("nothing matches", input=source, hint="check the pattern"))
            wanted = [match for match in matches if not skip(Path(match))]
            yield from find(wanted, include=included, exclude=excluded, skip=skip)


def _walk(folder: Path) -> Iterator[Path]:
    """Yield the files below a folder sorted by name; hidden ones and links to folders are left alone."""
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith("."):
                yield Path(place, name)


def _wanted(relative: PurePath, include: tuple[str, ...], exclude: tuple[str, ...]) -> bool:
    name = relative.as_posix()
    if any(fnmatch(name, pattern) or fnmatch(relative.name, pattern) for pattern in exclude):
        return False
    if include:
        return any(fnmatch(name, pattern) or fnmatch(relative.name, pattern) for pattern in include)
    return relative.suffix.lower() in FORMATS or relative.suffix.lower() == CORPUS


def _file(path: Path, name: str) -> Iterator[Input]:
    if path.suffix.lower() == CORPUS:
        yield from _rows(path, name)
    else:
        yield Input(name=name, label=str(path), path=str(path))


def _rows(path: Path, name: str) -> Iterator[Input]:
    try:
        with path.open(encoding="utf-8-sig", errors="surrogateescape") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _row(line, number, path, name)
    except FileNotFoundError:
        yield _failed(InputMissingError("no such file", input=str(path), hint="check the path"))
    except OSError as error:
        yield _failed(
            InputUnreadableError(f"cannot be read ({error.strerror})", input=str(path), hint="check the file")
        )


def _row(line: str, number: int, path: Path, name: str) -> Input:
    where = f"{path}:{number}"
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return _failed(CorpusError("this line is not JSON", input=where, hint="put one object on each line"))
    fields = _texts(row)
    if fields.keys().isdisjoint(("text", "html")):
        return _failed(CorpusError("this row has no text", input=where, hint='give each row a "text" or "html"'))
    identity = row.get("id")
    identity = str(identity) if isinstance(identity, str | int) else f"{number}"
    return Input(
        name=f"{name}/{identity}",
        label=f"{where} ({identity})",
        text=fields.get("text"),
        html=None if "text" in fields else fields["html"],
        id=identity,
        title=fields.get("title") or None,
        language=fields.get("language") or None,
        published=fields.get("date") or None,
    )


def _texts(row: object) -> dict[str, str]:
    """Return the fields of a row that briefer knows and that are text."""
    if not isinstance(row, dict):
        return {}
    return {key: value for key in ROW_FIELDS if isinstance(value := row.get(key), str)}


def _failed(error: BrieferError) -> Input:
    return Input(name=error.input or "", label=error.input or "", error=error)
