"""A loader of fragments for `llm` (https://llm.datasette.io): `llm -f brief:article.txt "…"` asks about a brief.

`llm` finds this module by its entry point and imports it; nothing else does.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import llm

from briefer import pipeline, readers
from briefer.errors import BrieferError
from briefer.render import View, render


def brief(path: str) -> llm.Fragment:
    """Return the brief of an article as Markdown: `llm -f brief:article.txt`.

    Raises ValueError, as `llm` has it, for what cannot be briefed.
    """
    try:
        made = pipeline.brief(readers.read(path), pipeline.Options())
    except BrieferError as error:
        raise ValueError(str(error)) from error
    return llm.Fragment(render(made, View("markdown")), source=path)


def register_fragment_loaders(register: Callable[[str, Any], None]) -> None:
    """Offer the loader under its prefix."""
    register("brief", brief)


register_fragment_loaders = llm.hookimpl(register_fragment_loaders)
