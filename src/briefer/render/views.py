"""The table of output formats, and the options for showing a brief."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import NamedTuple

from briefer.errors import OptionError


class Format(NamedTuple):
    """An output format: the module that renders it, its suffix, and how several briefs share an output.

    `between` separates several briefs in one text; an `array` makes them one JSON value. `unfit` says what several
    briefs would be if one stream cannot hold them; `gathers` means that one file may hold a whole batch; `headed` means
    that the module's `header` stands once above them all.
    """

    module: str
    suffix: str
    encoding: str = "utf-8"
    between: str = ""
    array: bool = False
    unfit: str = ""
    gathers: bool = False
    headed: bool = False


FORMATS = {  # the command line offers these, in this order
    "text": Format("text", ".txt", between="\n" + "=" * 80 + "\n\n"),
    "markdown": Format("markdown", ".md", between="\n---\n\n"),
    "json": Format("json", ".json", array=True, unfit="several JSON values"),
    "jsonl": Format("json", ".jsonl", gathers=True),
    "html": Format("html", ".html", unfit="several pages"),
    # Only with a byte order mark does Excel take CSV for UTF-8.
    "csv": Format("csv", ".csv", encoding="utf-8-sig", gathers=True, headed=True),
    "annotations": Format("annotations", ".jsonld", array=True, unfit="several JSON values"),
    "brat": Format("brat", ".ann", unfit="annotations of several texts"),
}
# What stores briefs as rows of tables, in one file for a whole batch: no text, so that no option offers them.
TABLES = {
    "db": Format("sqlite", ".db"),
    "parquet": Format("parquet", ".parquet"),
}
DEFAULT = "text"
GATHERING = {  # suffix -> name of what one file may gather
    **{format.suffix: name for name, format in FORMATS.items() if format.gathers},
    **{format.suffix: name for name, format in TABLES.items()},
    **dict.fromkeys((".sqlite", ".sqlite3"), "db"),
}
COLUMNS = 80  # where no terminal tells its own width
TEMPLATE_ENDINGS = (".j2", ".jinja", ".jinja2")  # left out of the name of what a template makes


@dataclass(frozen=True, slots=True)
class View:
    """How to show a brief: `width` in columns, `full` with text and sentences, `explain` with scores and rules.

    `template` is the path of the user's own template, which replaces the format. `header` and `raw` are for CSV:
    whether the column names come first, and whether cells that a spreadsheet would run stay as they are.
    `overview` is for HTML: a brief is a section of one page for many. `keep` names the columns of a corpus that
    CSV has, too.
    """

    format: str = DEFAULT
    full: bool = False
    explain: bool = False
    width: int = COLUMNS
    colour: bool = False
    template: str | None = None
    header: bool = True
    raw: bool = False
    overview: bool = False
    keep: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.format not in FORMATS and self.format not in TABLES:
            raise OptionError(f"unknown format {self.format!r}", hint=f"try one of {', '.join(FORMATS)}")


def file_suffix(view: View) -> str:
    """Return the suffix of a file that holds such a brief.

    >>> file_suffix(View(template="sheets/check.md.j2"))
    '.md'
    """
    if not view.template:
        return format_of(view).suffix
    path = PurePath(view.template)
    if path.suffix.lower() in TEMPLATE_ENDINGS:
        path = path.with_suffix("")
    return path.suffix or FORMATS[DEFAULT].suffix


def file_encoding(view: View) -> str:
    """Return the encoding of a file that holds such briefs."""
    return "utf-8" if view.template else format_of(view).encoding


def format_of(view: View) -> Format:
    """Return the format that a view names."""
    return TABLES.get(view.format) or FORMATS[view.format]
