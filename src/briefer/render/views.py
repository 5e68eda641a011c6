"""What output formats there are, and how a brief is shown in one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from briefer.errors import OptionError

FORMATS = {  # name -> module
    "text": "text",
    "markdown": "markdown",
    "json": "json",
    "jsonl": "json",
    "html": "html",
    "csv": "csv",
}
COLUMNS = 80  # where no terminal tells its own width
SUFFIXES = {"text": ".txt", "markdown": ".md", "json": ".json", "jsonl": ".jsonl", "html": ".html", "csv": ".csv"}
TEMPLATE_ENDINGS = (".j2", ".jinja", ".jinja2")  # left out of the name of what a template makes


@dataclass(frozen=True, slots=True)
class View:
    """How a brief is shown: `width` in columns, `full` with text and sentences, `explain` with scores and rules.

    `template` is the path of a template of the user's own, which takes the place of the format. `header` is for CSV:
    whether the names of the columns come first.
    """

    format: str = "text"
    full: bool = False
    explain: bool = False
    width: int = COLUMNS
    colour: bool = False
    template: str | None = None
    header: bool = True

    def __post_init__(self) -> None:
        if self.format not in FORMATS:
            raise OptionError(f"unknown format {self.format!r}", hint=f"try one of {', '.join(FORMATS)}")


def file_suffix(view: View) -> str:
    """Return the ending of a file that holds such a brief.

    >>> file_suffix(View(template="sheets/check.md.j2"))
    '.md'
    """
    if not view.template:
        return SUFFIXES[view.format]
    path = PurePath(view.template)
    if path.suffix.lower() in TEMPLATE_ENDINGS:
        path = path.with_suffix("")
    return path.suffix or SUFFIXES["text"]


def file_encoding(view: View) -> str:
    """Return the encoding of a file of such briefs: only with a byte order mark does Excel take CSV for UTF-8."""
    return "utf-8-sig" if view.format == "csv" and not view.template else "utf-8"
