"""What every ranking method takes and gives back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefer.model import Score, Sentence
from briefer.words import Words


@dataclass(frozen=True, slots=True)
class Article:
    """A text cut into sentences and words, as the ranking methods need it."""

    text: str
    sentences: Sequence[Sentence]
    words: Words  # of those sentences
    headline: str | None  # None when the article has no title
    language: str


@dataclass(frozen=True, slots=True)
class Ranking:
    """One score per sentence of the document, whatever its role, and what the user should know about them."""

    scores: tuple[Score, ...]
    warnings: tuple[str, ...] = ()
