"""Briefs to text: one table from name to renderer."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Protocol, cast

from briefer.errors import OptionError
from briefer.model import Brief

FORMATS = {"text": "text", "markdown": "markdown", "json": "json", "jsonl": "json", "html": "html"}  # name -> module
COLUMNS = 80  # where no terminal tells its own width
SUFFIXES = {"text": ".txt", "markdown": ".md", "json": ".json", "jsonl": ".jsonl", "html": ".html"}


@dataclass(frozen=True, slots=True)
class View:
    """How a brief is shown: `width` in columns, `full` with text and sentences, `explain` with scores and rules."""

    format: str = "text"
    full: bool = False
    explain: bool = False
    width: int = COLUMNS
    colour: bool = False

    def __post_init__(self) -> None:
        if self.format not in FORMATS:
            raise OptionError(f"unknown format {self.format!r}", hint=f"try one of {', '.join(FORMATS)}")


class Renderer(Protocol):
    """What a module of this package offers."""

    def render(self, brief: Brief, view: View) -> str:
        """Return the brief as text that ends with a line feed."""


def render(brief: Brief, view: View) -> str:
    """Return the brief in the format of the view; the same bytes for the same brief and view."""
    renderer = cast(Renderer, import_module(f"briefer.render.{FORMATS[view.format]}"))
    return renderer.render(brief, view)
