"""Kinds of text that are no articles: records, opinions, bills, threads, poems, whose furniture is of its own kind.

A module a kind. Its `read` looks at the pieces of a text, and where they are of its kind gives those that are no
sentences their roles for good; the rest is read as in any article. It may join pieces, or part them.
"""

from __future__ import annotations

from collections.abc import Callable

from briefer.cleaning.genres import bills, calls, interviews, minutes, opinions, papers, poems, records, threads
from briefer.cleaning.piece import Piece

Read = Callable[[str, list[Piece]], bool]
GENRES: tuple[Read, ...] = tuple(
    kind.read for kind in (threads, calls, records, minutes, opinions, bills, interviews, papers, poems)
)


def read(text: str, pieces: list[Piece]) -> bool:
    """Give the pieces of such a text their roles; return whether it is of one of the kinds."""
    return any(genre(text, pieces) for genre in GENRES)
