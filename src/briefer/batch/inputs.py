"""Finding what to brief: folders, files, globs and JSON Lines corpora, in a fixed order."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from fnmatch import fnmatch
from pathlib import Path, PurePath

from briefer import places
from briefer.batch import stores
from briefer.errors import InputMissingError
from briefer.readers import USUAL, Item, Reading, expand
from briefer.readers.formats import supported
from briefer.readers.items import failed


def find(
    sources: Iterable[str],
    *,
    include: Iterable[str] = (),
    exclude: Iterable[str] = (),
    skip: Callable[[Path], bool] = lambda path: False,
    reading: Reading = USUAL,
) -> Iterator[Item]:
    """Yield the inputs of all sources in order; folders and globs sorted by name.

    What holds several documents, such as a corpus, comes document by document.

    `include` and `exclude` are globs over the path within a folder; `skip` tells files of folders and globs that are
    no inputs whatever their names, such as the briefs of an earlier run. A row or file that cannot be read becomes an
    input with an error, so that it is counted and reported like any other failure.
    """
    included, excluded = tuple(include), tuple(exclude)
    for source in sources:
        if places.known(source):
            yield from stores.find(source, lambda relative: _wanted(relative, included, excluded), reading)
            continue
        path = Path(source)
        if path.is_dir():
            for file in _walk(path):
                relative = file.relative_to(path)
                if _wanted(relative, included, excluded) and not _is_special(file) and not skip(file):
                    yield from expand(_item(file, str(relative)), reading)
        elif path.exists() or not glob.has_magic(source):
            yield from expand(_item(path, path.name), reading)
        else:
            matches = sorted(glob.glob(source, recursive=True))  # noqa: PTH207 - the pattern may be absolute
            if not matches:
                yield failed(InputMissingError("nothing matches", input=source, hint="check the pattern"))
            wanted = [match for match in matches if not skip(Path(match))]
            yield from find(wanted, include=included, exclude=excluded, skip=skip, reading=reading)


def _walk(folder: Path) -> Iterator[Path]:
    """Yield the files below a folder sorted by name; hidden ones and links to folders are left alone."""
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith("."):
                yield Path(place, name)


def _is_special(file: Path) -> bool:
    """Return whether a file is a pipe, a socket or a device, which may have no end, or nobody who writes to it."""
    try:
        mode = file.stat().st_mode
    except OSError:  # which is told when it is read
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode) or stat.S_ISCHR(mode) or stat.S_ISBLK(mode)


def _wanted(relative: PurePath, include: tuple[str, ...], exclude: tuple[str, ...]) -> bool:
    name = relative.as_posix()
    if any(fnmatch(name, pattern) or fnmatch(relative.name, pattern) for pattern in exclude):
        return False
    if include:
        return any(fnmatch(name, pattern) or fnmatch(relative.name, pattern) for pattern in include)
    return supported(relative.name)


def _item(path: Path, name: str) -> Item:
    return Item(name=name, label=str(path), path=str(path))
