"""What every ranking method takes and gives back."""

from __future__ import annotations

from typing import NamedTuple

from briefer.model import Role, Score, Sentence
from briefer.words import Words

# Blocks that are about the article, not of it: never in a summary, not even of a text that has nothing else.
FURNITURE = frozenset({Role.BOILERPLATE, Role.BYLINE, Role.BIO})


class Article(NamedTuple):
    """A text cut into sentences and words, as the ranking methods need it."""

    text: str
    sentences: tuple[Sentence, ...]
    words: Words  # of those sentences
    headline: str | None  # None when the article has no title
    language: str

    def body(self) -> list[int]:
        """Return the indices of the sentences that a summary may take, in text order.

        They are those of the body; a text without one (headings only, captions only) offers what else it has.
        """
        found = [sentence.index for sentence in self.sentences if sentence.role is Role.BODY]
        return found or [sentence.index for sentence in self.sentences if sentence.role not in FURNITURE]


class Ranking(NamedTuple):
    """One score per sentence of the document, whatever its role, and what the user should know about them."""

    scores: tuple[Score, ...]
    warnings: tuple[str, ...] = ()
    redundancy: float = 0.0  # what a sentence loses, off its score, when a chosen one has all its terms
    by_part: bool = False  # whether each part of a long text shall give its share, rather than the best win outright
