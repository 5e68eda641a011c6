"""Where a command writes: the format that a suffix names, and inputs that must not be overwritten."""

import os
import stat
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path, PurePath

from briefer.errors import OptionError
from briefer.render import DEFAULT, FORMATS, GATHERING, TABLES

OPTIONS = ("--output", "--out", "-o")
BY_SUFFIX = {format.suffix: name for name, format in FORMATS.items()} | {".htm": "html", ".markdown": "markdown"}
# Files that people may hope for; plain text under such a name would only confuse.
FOREIGN = frozenset({".pdf", ".docx", ".odt", ".epub", ".rtf", ".xlsx"})
SINGLE = frozenset({*GATHERING, ".html"})  # suffixes of files for a whole batch
STDIN = "-"


def format_for(output: Path | None, asked: str | None, template: str | None) -> str:
    """Return the format of one output: the one asked for, else the one its suffix names, else text.

    Raises OptionError for a kind of file that briefer does not write.
    """
    if asked or template or output is None:
        return asked or DEFAULT
    suffix = output.suffix.lower()
    if is_tables(output):
        raise OptionError(
            f"--output {output} holds the claims of a whole batch", hint=f"try `briefer batch FILE… -o {output}`"
        )
    if suffix in FOREIGN:
        endings = ", ".join(format.suffix for format in FORMATS.values())
        raise OptionError(
            f"--output {output}: briefer does not write {suffix}", hint=f"name a file ending in {endings}"
        )
    return BY_SUFFIX.get(suffix, DEFAULT)


def check_folder(output: str) -> None:
    """Refuse an output for a batch that is named like a single file; raises OptionError."""
    suffix = PurePath(output).suffix.lower()
    if output.endswith(("/", os.sep)) or suffix in GATHERING or is_page(output) or os.path.isdir(output):  # noqa: PTH112 - or a URL
        return
    if suffix in BY_SUFFIX or suffix in FOREIGN:
        files = ", ".join(format.suffix for format in (*FORMATS.values(), *TABLES.values()) if format.suffix in SINGLE)
        raise OptionError(
            f"--out {output} cannot hold a whole batch", hint=f"name a folder, or a file ending in {files}"
        )


def is_tables(output: Path | str) -> bool:
    """Return whether a file stores briefs as rows of tables, which a batch makes."""
    return GATHERING.get(PurePath(output).suffix.lower()) in TABLES


def is_page(output: str) -> bool:
    """Return whether the output of a batch is one page for all briefs."""
    named = BY_SUFFIX.get(PurePath(output).suffix.lower()) == "html" and "://" not in output
    return named and not os.path.isdir(output)  # noqa: PTH112 - which starts sooner


def protect(output: Path | str | None, inputs: Iterable[str | None]) -> None:
    """Refuse to overwrite an input, whatever links lead to it; "-" is standard input. Raises OptionError."""
    for name in inputs if output else ():
        if name and is_same(str(output), name):
            raise OptionError(
                f"--output {output} is also an input, and would be overwritten", hint="name another output"
            )


def is_same(one: Path | str, other: Path | str) -> bool:
    """Return whether two names lead to one regular file; "-" is standard input."""
    first = _status(one)
    second = _status(other) if first else None
    return first is not None and second is not None and os.path.samestat(first, second)


def _status(name: Path | str) -> os.stat_result | None:
    """Return the status of a regular file, None for anything else."""
    with suppress(OSError, ValueError, AttributeError):  # such as a NUL in the name, or no standard input at all
        found = os.fstat(sys.stdin.fileno()) if name == STDIN else os.stat(name)  # noqa: PTH116 - may be no path
        return found if stat.S_ISREG(found.st_mode) else None
    return None
