"""Briefs to text: one table from name to renderer."""

from __future__ import annotations

from importlib import import_module
from typing import Protocol, cast

from briefer.model import Brief
from briefer.render.views import COLUMNS, FORMATS, SUFFIXES, View, file_encoding, file_suffix

__all__ = ["COLUMNS", "FORMATS", "SUFFIXES", "View", "file_encoding", "file_suffix", "head", "render"]


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
