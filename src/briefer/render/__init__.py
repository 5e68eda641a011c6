"""Turns briefs into text; one table maps names to renderers."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Protocol, cast

from briefer.model import Brief
from briefer.render.views import (
    COLUMNS,
    DEFAULT,
    FORMATS,
    GATHERING,
    TABLES,
    View,
    file_encoding,
    file_suffix,
    format_of,
)

__all__ = [
    "COLUMNS",
    "DEFAULT",
    "FORMATS",
    "GATHERING",
    "TABLES",
    "View",
    "file_encoding",
    "file_suffix",
    "head",
    "join",
    "render",
]


class Renderer(Protocol):
    """The interface of this package's modules; `header` only if the table says so."""

    def render(self, brief: Brief, view: View) -> str:
        """Return the brief as text that ends with a line feed."""

    def header(self, view: View) -> str:
        """Return what stands once above several briefs."""


def render(brief: Brief, view: View) -> str:
    """Render a brief as the view says; the same brief and view always give the same bytes."""
    from briefer.render.harmless import printed

    module = "template" if view.template else "overview" if view.overview else FORMATS[view.format].module
    made = _renderer(module).render(brief, view)
    return made if view.template else printed(made, coloured=view.colour)


def head(view: View) -> str:
    """Return the header above several briefs in one output, which are rendered with `header=False`."""
    format = format_of(view)
    return "" if view.template or not format.headed else _renderer(format.module).header(view)


def join(briefs: Sequence[str], view: View) -> str:
    """Join several rendered briefs into one text."""
    format = FORMATS[view.format]
    if len(briefs) == 1 or view.template:
        return "".join(briefs)
    if format.array:
        return "[\n" + ",\n".join(brief.rstrip("\n") for brief in briefs) + "\n]\n"
    return format.between.join(briefs)


def _renderer(module: str) -> Renderer:
    return cast(Renderer, import_module(f"briefer.render.{module}"))
