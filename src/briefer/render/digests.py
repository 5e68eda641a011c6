"""Digests to text: one table from name to renderer."""

from __future__ import annotations

from importlib import import_module
from typing import Protocol, cast

from briefer.digest_model import Digest
from briefer.render.harmless import printed
from briefer.render.views import COLUMNS

FORMATS = {  # name -> the module of this package that renders it, and the suffix of a file of it
    "text": ("digest_text", ".txt"),
    "markdown": ("digest_markdown", ".md"),
    "json": ("digest_json", ".json"),
    "html": ("digest_html", ".html"),
}
DEFAULT = "text"


class Renderer(Protocol):
    """What the modules offer."""

    def render(self, digest: Digest, width: int, colour: bool, full: bool) -> str:
        """Return the digest as text that ends with a line feed."""


def render(digest: Digest, format: str, *, width: int = COLUMNS, colour: bool = False, full: bool = False) -> str:
    """Return the digest in a format; the same bytes for the same digest. `full` is for JSON: with all briefs."""
    module = cast(Renderer, import_module(f"briefer.render.{FORMATS[format][0]}"))
    return printed(module.render(digest, width, colour, full), coloured=colour)
