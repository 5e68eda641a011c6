"""Briefs to text: one table from name to renderer."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Protocol, cast

from briefer.model import Brief
from briefer.render.views import COLUMNS, DEFAULT, FORMATS, GATHERING, View, file_encoding, file_suffix

__all__ = [
    "COLUMNS",
    "DEFAULT",
    "FORMATS",
    "GATHERING",
    "View",
    "file_encoding",
    "file_suffix",
    "head",
    "join",
    "render",
]


class Renderer(Protocol):
    """What a module of this package offers; HEADER only where the table says so."""

    HEADER: str

    def render(self, brief: Brief, view: View) -> str:
        """Return the brief as text that ends with a line feed."""


def render(brief: Brief, view: View) -> str:
    """Return the brief in the format of the view; the same bytes for the same brief and view."""
    return _renderer("template" if view.template else FORMATS[view.format].module).render(brief, view)


def head(view: View) -> str:
    """Return what stands once above several briefs in one output, which are rendered with `header=False`."""
    format = FORMATS[view.format]
    return "" if view.template or not format.headed else _renderer(format.module).HEADER


def join(briefs: Sequence[str], view: View) -> str:
    """Return several rendered briefs as one text."""
    format = FORMATS[view.format]
    if len(briefs) == 1 or view.template:
        return "".join(briefs)
    if format.array:
        return "[\n" + ",\n".join(brief.rstrip("\n") for brief in briefs) + "\n]\n"
    return format.between.join(briefs)


def _renderer(module: str) -> Renderer:
    return cast(Renderer, import_module(f"briefer.render.{module}"))
