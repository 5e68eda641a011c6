"""What an output's name means, and which files a run to it writes."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from briefer import places
from briefer.errors import BrieferError, OptionError
from briefer.readers import Item
from briefer.readers.opening import opened
from briefer.render import FORMATS, GATHERING, TABLES, View, file_encoding, file_suffix, head

FAILURES = "failures"
MANIFEST = "manifest"
INDEX = "index.html"
RE_ROWS = re.compile(
    rf"(?:{FAILURES}|{MANIFEST})(?:-[0-9]+-of-[0-9]+)?\.jsonl"
)  # in a folder, also those of its shards
PAGES = (".html", ".htm")  # endings of an output that is one page for all briefs
FILES = tuple(GATHERING)  # endings of an output that is one file
BRIEF = b'{"schema": "briefer/'  # how a file of JSON briefs begins
STATE = ".briefer"  # the folder of what a run needs while it lasts


def is_file(target: str) -> bool:
    """Return whether an output is a single file for all briefs."""
    return target.lower().endswith(FILES)


def is_page(target: str) -> bool:
    """Return whether an output is one page for all briefs."""
    return target.lower().endswith(PAGES) and not os.path.isdir(target)  # noqa: PTH112 - it may be a URL


def beside(path: Path, what: str) -> Path:
    """Return the path of the list of failures, or of the manifest, beside a single-file output."""
    return path.with_name(f"{path.name.removesuffix('.jsonl')}.{what}.jsonl")


def is_output(target: str, view: View) -> Callable[[Path], bool]:
    """Return a test for the files that a run to `target` writes, which it must not take for inputs.

    The test raises OptionError for an input that the run would overwrite.
    """
    if target == "-":
        return lambda path: False
    target = places.local(target)
    if places.known(target):
        return _is_stored(target, view)
    place = _real(Path(target))
    if is_page(target):
        return _is_page(target, place)
    if is_file(target):
        return _is_written(target, place, view, _real)
    ends = _endings(view)

    def is_ours(path: Path) -> bool:
        name = path.name
        if name.endswith(ends):
            return _real(path).is_relative_to(place)
        if name == INDEX:
            return _real(path.parent) == place and is_own_page(path)
        return RE_ROWS.fullmatch(name) is not None and _real(path.parent) == place

    return is_ours


def _real(path: Path) -> Path:
    """Resolve a path; unlike `Path.resolve`, it does not raise for a link to itself."""
    return Path(os.path.realpath(path))


def _endings(view: View) -> tuple[str, ...]:
    return tuple({f".brief{suffix}" for suffix in (*(format.suffix for format in FORMATS.values()), file_suffix(view))})


def _is_written(target: str, place: Path, view: View, real: Callable[[Path], Path]) -> Callable[[Path], bool]:
    """Return the test for a single-file output at `place`; `real` resolves an input's path."""
    written = {place, beside(place, FAILURES), beside(place, MANIFEST)}

    def is_ours(path: Path) -> bool:
        if path.suffix.lower() not in FILES:
            return False
        found = real(path)
        if found == place and not _has_briefs(target, view):
            raise OptionError(f"--out {target} is also an input, and would be overwritten", hint="name another output")
        return found in written

    return is_ours


def _is_page(target: str, place: Path) -> Callable[[Path], bool]:
    """Return the test for a page at `place`, which an earlier run may have made."""

    def is_ours(path: Path) -> bool:
        if path.suffix.lower() not in PAGES or _real(path) != place:
            return False
        if place.exists() and not is_own_page(place):
            raise OptionError(f"--out {target} is also an input, and would be overwritten", hint="name another output")
        return True

    return is_ours


def _has_briefs(target: str, view: View) -> bool:
    """Return whether a file is empty or was written by an earlier run."""
    if view.format in TABLES:
        return True  # only a Parquet file may be a corpus, too: the output refuses one that is not ours
    mark = head(replace(view, keep=())).rstrip().encode(file_encoding(view)) or BRIEF
    try:
        with opened(Item(name=target, label=target, path=target)) as file:
            start = file.read(len(mark))
    except BrieferError:
        return True  # it is not there, or reading it will tell what is wrong
    return not start or start == mark


def _is_stored(target: str, view: View) -> Callable[[Path], bool]:
    """Return the test for an output in an object store; as paths, URLs lose a slash, which makes no difference here."""
    place = Path(target)
    if is_file(target):
        return _is_written(target, place, view, lambda path: path)
    ends = _endings(view)

    def is_ours(path: Path) -> bool:
        if path.parent == place and (path.name == INDEX or RE_ROWS.fullmatch(path.name)):
            return True
        return path.name.endswith(ends) and path.is_relative_to(place)

    return is_ours


def is_own_page(path: Path) -> bool:
    """Return whether briefer made a page, so that it may be replaced."""
    try:
        with path.open("rb") as file:
            return b'<meta name="generator" content="briefer">' in file.read(4096)
    except OSError:
        return False
