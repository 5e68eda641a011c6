"""What every ranking method takes and gives back."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from briefer import posts
from briefer.model import Role, Score, Sentence
from briefer.words import Words

# Blocks that are about the article, not of it: never in a summary, not even of a text that has nothing else.
FURNITURE = frozenset({Role.BOILERPLATE, Role.BYLINE, Role.BIO})
FEWEST = 2  # sentences of the article's own, below which a summary takes posts as well


class Article(NamedTuple):
    """A text cut into sentences and words, as the ranking methods need it."""

    text: str
    sentences: tuple[Sentence, ...]
    words: Words  # of those sentences
    headline: str | None  # None when the article has no title
    language: str

    def body(self) -> list[int]:
        """Return the indices of the sentences that a summary may take, in text order.

        They are those of the body but for posts of others in it; a text without one (headings only, captions only)
        offers what else it has.
        """
        found = [sentence for sentence in self.sentences if sentence.role is Role.BODY]
        own = self._own(found)
        told = own if len(own) >= FEWEST else found
        return [one.index for one in told or [one for one in self.sentences if one.role not in FURNITURE]]

    def _own(self, body: list[Sentence]) -> list[Sentence]:
        """Return the sentences that are the article's own words: posts of social networks are not."""
        spans = [post.whole for post in posts.find(self.text)]
        if not spans:
            return body
        ends = [end for _, end in spans]

        def is_own(one: Sentence) -> bool:
            at = bisect_right(ends, one.start)
            return at == len(spans) or spans[at][0] >= one.end

        return list(filter(is_own, body))


class Ranking(NamedTuple):
    """One score per sentence of the document, whatever its role, and what the user should know about them."""

    scores: tuple[Score, ...]
    warnings: tuple[str, ...] = ()
    redundancy: float = 0.0  # what a sentence loses, off its score, when a chosen one has all its terms
    by_part: bool = False  # whether each part of a long text shall give its share, rather than the best win outright
