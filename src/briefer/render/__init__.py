"""Briefs to text: one table from name to renderer."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath
from typing import Protocol, cast

from briefer.errors import OptionError
from briefer.model import Brief

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


class Renderer(Protocol):
    """What a module of this package offers."""

    def render(self, brief: Brief, view: View) -> str:
        """Return the brief as text that ends with a line feed."""


def render(brief: Brief, view: View) -> str:
    """Return the brief in the format of the view; the same bytes for the same brief and view."""
    name = "template" if view.template else FORMATS[view.format]
    renderer = cast(Renderer, import_module(f"briefer.render.{name}"))
    return renderer.render(brief, view)


def head(view: View) -> str:
    """Return what stands once above several briefs in one output, which are rendered with `header=False`."""
    if view.template or view.format != "csv":
        return ""
    from briefer.render.csv import HEADER

    return HEADER


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
