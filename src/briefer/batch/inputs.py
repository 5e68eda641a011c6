"""Finds what to brief: folders, files, globs and JSON Lines corpora, in a fixed order."""

from __future__ import annotations

import glob
import os
import re
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from enum import IntEnum
from fnmatch import fnmatch
from pathlib import Path, PurePath
from typing import NamedTuple

from briefer import places
from briefer.batch import stores
from briefer.errors import BrieferError, InputMissingError, InputUnreadableError
from briefer.readers import USUAL, Item, Reading, expand
from briefer.readers.formats import FORMATS, supported
from briefer.readers.items import failed
from briefer.readers.opening import RE_URL
from briefer.readers.recognising import SNIFFED, is_brief, is_document, is_ours

LINES = (".jsonl", ".ndjson")  # corpora with a row a line
MADE = frozenset({".json", ".jsonl", ".html"})  # suffixes of briefs that tell by their content that they are some
# Pictures, sound, films, programs: not opened to see whether they are documents after all.
PICTURES = frozenset({".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".mp3", ".mp4", ".mov", ".avi", ".exe", ".so"})
RE_BRIEF = re.compile(r"\.brief\.[a-z]{2,8}\Z")  # as a folder of briefs calls them
STDIN, PIPE = "-", "standard input"
ANY_DEPTH = "**"  # the part of a glob that stands for any number of folders
BLOCK = 1 << 20


class Selection(NamedTuple):
    """Which files in folders are inputs.

    `include` and `exclude` are globs for paths within a folder; `skip` recognises files that are never inputs, not even
    when named (shells expand globs too), such as the briefs of an earlier run. With `briefs`, JSON briefs are inputs.
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    skip: Callable[[Path], bool] = lambda path: False
    pass_over: Callable[[str], object] = lambda path: None
    briefs: bool = False

    def takes(self, file: Path, relative: PurePath) -> bool:
        """Return whether a file in a folder is an input, by its name or else by its first bytes."""
        if self.wants(relative):
            return not _is_made(file) or (self.briefs and is_brief(_head(file)))
        if self.briefs and relative.suffix == ".json" and not self.include and is_brief(_head(file)):
            return not self._is_excluded(relative)
        if self.include or self._is_excluded(relative) or RE_BRIEF.search(relative.name):
            return False
        head = _head(file)
        if (not relative.suffix or relative.suffix.lower() not in PICTURES) and is_document(head):
            return True
        if not is_ours(head):
            self.pass_over(str(file))
        return False

    def _is_excluded(self, relative: PurePath) -> bool:
        name = relative.as_posix()
        return any(fnmatch(name, pattern) or fnmatch(relative.name, pattern) for pattern in self.exclude)

    def wants(self, relative: PurePath) -> bool:
        """Return whether a file's path within the folder makes it an input."""
        name = relative.as_posix()
        if self._is_excluded(relative):
            return False
        if self.include:
            return any(fnmatch(name, pattern) or fnmatch(relative.name, pattern) for pattern in self.include)
        return supported(relative.name)


def find(
    sources: Iterable[str],
    *,
    include: Iterable[str] = (),
    exclude: Iterable[str] = (),
    skip: Callable[[Path], bool] = lambda path: False,
    pass_over: Callable[[str], object] = lambda path: None,
    reading: Reading = USUAL,
    listed: bool = False,
    briefs: bool = False,
) -> Iterator[Item]:
    """Yield the inputs of all sources in order, with folders and globs sorted by name.

    A file with several documents, such as a corpus, yields them one by one.

    `include`, `exclude`, `skip` and `briefs` are those of a `Selection`. A row or file that cannot be read becomes an
    input with an error, so that it is counted and reported like any other failure. `listed` sources are names, never
    globs, and their briefs are filed below the folders they name.
    """
    selection = Selection(tuple(include), tuple(exclude), skip, pass_over, briefs)
    for source in map(places.local, sources):
        if source == STDIN and not listed:
            yield from expand(Item(name=PIPE, label=PIPE, stream=getattr(sys.stdin, "buffer", None)), reading)
            continue
        if places.known(source):
            yield from stores.find(source, selection.wants, reading, lambda url: selection.skip(Path(url)))
            continue
        for found in _files(source, selection, listed):
            if isinstance(found, BrieferError):
                yield failed(found)
            else:
                yield from expand(Item(name=found.name, label=found.path, path=found.path), reading)


def _is_made(file: Path) -> bool:
    """Return whether a file is one of our briefs, indexes, manifests or lists of failures."""
    if RE_BRIEF.search(file.name):
        return file.is_file()
    if file.suffix.lower() == ".parquet":
        from briefer.databases import parquet

        with suppress(OSError):  # which is reported when it is briefed
            return parquet.is_own(file)
        return False
    return file.suffix.lower() in MADE and is_ours(_head(file))


def _head(file: Path) -> bytes:
    """Return a file's first bytes, or none if it cannot be read, which is reported when it is briefed."""
    try:
        with file.open("rb") as stream:
            return stream.read(SNIFFED)
    except OSError:
        return b""


class Found(NamedTuple):
    """A file's path, and the name to file its brief under."""

    path: str
    name: str


def count(sources: Iterable[str], selection: Selection) -> int | None:
    """Count the inputs; None if that would mean reading them, as for archives and object stores.

    Corpus rows are counted by line ends.
    """
    total = 0
    for source in sources:
        if source == STDIN or places.known(source):
            return None
        for found in _files(source, selection, False):
            suffix = PurePath(found.name).suffix.lower() if isinstance(found, Found) else ""
            if suffix in LINES and isinstance(found, Found):
                if (lines := _lines(found.path)) is None:
                    return None
                total += lines
            elif suffix in FORMATS and FORMATS[suffix].several:
                return None
            else:
                total += 1
    return total


def _lines(path: str) -> int | None:
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):  # noqa: PTH116 - what a pipe holds is gone once it is read
            return None
        with Path(path).open("rb") as file:
            return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(BLOCK), b""))
    except OSError:
        return 1  # the failure that it will be


def _files(source: str, selection: Selection, listed: bool) -> Iterator[Found | BrieferError]:
    """Yield the files that a source names, in order, or the reason why there are none."""
    path = Path(source)
    if RE_URL.match(source):  # to be refused when it is opened, in words for it
        yield Found(source, source)
    elif os.path.isdir(source):  # noqa: PTH112 - a name with a NUL is none, and no error
        for relative in _walk(source):
            if isinstance(relative, BrieferError):
                yield relative
                continue
            file = path / relative
            if not selection.skip(file) and selection.takes(file, PurePath(relative)):
                yield Found(str(file), str(file) if listed else relative)
    elif listed or os.path.exists(source) or not glob.has_magic(source):  # noqa: PTH110
        if "\0" in source or not selection.skip(path):  # what has a NUL in its name is no file
            yield Found(str(path), source if listed else path.name)
    elif ANY_DEPTH in path.parts:
        yield from _at_any_depth(path, selection)
    else:
        matches = sorted(glob.glob(source))  # noqa: PTH207 - the pattern may be absolute
        if not matches:
            yield InputMissingError("nothing matches", input=source, hint="check the pattern")
        for match in matches:
            yield from _files(match, selection, False)


def _at_any_depth(pattern: Path, selection: Selection) -> Iterator[Found | BrieferError]:
    """Yield the files that match a glob with "**", and those in folders that match, each once.

    Python's `glob` would follow links to folders, which may lead in circles.
    """
    first = pattern.parts.index(ANY_DEPTH)
    base, patterns = os.path.join("", *pattern.parts[:first]), pattern.parts[first:]  # noqa: PTH118
    hidden = any(map(_is_hidden, patterns))
    matched = False
    for folder in sorted(glob.glob(base)) if glob.has_magic(base) else [base]:  # noqa: PTH207
        for relative in _walk(folder, hidden) if os.path.isdir(folder or ".") else ():  # noqa: PTH112
            if isinstance(relative, BrieferError):
                yield relative
                continue
            parts = PurePath(relative).parts
            depth = _depth(parts, patterns)
            if depth is None:
                continue
            within = PurePath(*parts[depth:])  # the folder that matches, if it is not the file itself
            file = Path(folder, relative)
            if depth == len(parts) or (selection.wants(within) and not any(map(_is_hidden, within.parts))):
                matched = True
                if not selection.skip(file):
                    yield Found(str(file), str(within) if within.name else file.name)
    if not matched:
        yield InputMissingError("nothing matches", input=str(pattern), hint="check the pattern")


def _depth(parts: Sequence[str], patterns: Sequence[str]) -> int | None:
    """Return the smallest number of parts of a path that match all patterns; hidden parts need an explicit dot.

    >>> _depth(["2026", "may", "a.txt"], ["**", "m*"]), _depth(["a.txt"], ["**", "*.md"]), _depth([".a"], ["**", "*"])
    (2, None, None)
    """

    def reached(starts: Iterable[int]) -> set[int]:
        found = set(starts)
        for start in sorted(found):
            while start < len(patterns) and patterns[start] == ANY_DEPTH:
                start += 1
                found.add(start)
        return found

    at = reached([0])  # places in `patterns`, of which all before are matched
    for depth, part in enumerate(parts):
        if len(patterns) in at:
            return depth
        at = reached(
            here + (patterns[here] != ANY_DEPTH)
            for here in at
            if (not _is_hidden(part) or _is_hidden(patterns[here]))
            and (patterns[here] == ANY_DEPTH or fnmatch(part, patterns[here]))
        )
    return len(parts) if len(patterns) in at else None


def _is_hidden(part: str) -> bool:
    return part.startswith(".")


def _walk(folder: str, hidden: bool = False) -> Iterator[str | BrieferError]:
    """Yield the paths of files within a folder, sorted by name, a folder's files before its folders.

    Skips hidden files unless asked for, links to folders (which may lead in circles), pipes, sockets and devices. A
    folder that cannot be read yields an error in its place.
    """
    waiting = [""]
    while waiting:
        inner = waiting.pop()
        place = os.path.join(folder, inner) or "."  # noqa: PTH118 - one of very many
        try:
            with os.scandir(place) as entries:
                wanted = (entry for entry in entries if hidden or not _is_hidden(entry.name))
                found = sorted((entry.name, _kind(entry)) for entry in wanted)
        except OSError as error:
            yield InputUnreadableError(
                f"the folder cannot be read ({error.strerror})", input=place, hint="check who may read it"
            )
            continue
        for name, kind in found:
            if kind is Kind.FILE:
                yield os.path.join(inner, name)  # noqa: PTH118
        waiting += [os.path.join(inner, name) for name, kind in reversed(found) if kind is Kind.FOLDER]  # noqa: PTH118


class Kind(IntEnum):
    """How we treat an entry of a folder."""

    FILE = 1
    FOLDER = 2
    OTHER = 3


def _kind(entry: os.DirEntry[str]) -> Kind:
    try:
        if entry.is_file():
            return Kind.FILE
        if entry.is_dir(follow_symlinks=False):
            return Kind.FOLDER
        if entry.is_symlink() and not os.path.exists(entry.path):  # noqa: PTH110
            return Kind.FILE  # which is missing, and will be reported
    except OSError:
        return Kind.FILE  # reading it will tell what is wrong
    return Kind.OTHER
