"""What choosing asks of the sentences again and again, each worked out once: terms, length in words, likeness."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from briefer.ranking.article import Article
from briefer.remembering import Remembered

COMPARED = 24  # latest chosen sentences that a candidate is compared with: bounds the cost of long summaries
WORDS = Remembered[bool](lambda token: token[0].isalnum())


class Measured:
    """The sentences of an article as they are weighed against each other."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self._words = bytes(article.words.told(WORDS.__getitem__))  # 1 for each token that is no mark
        self._terms: dict[int, frozenset[str]] = {}
        self._lengths: dict[int, int] = {}

    def terms(self, index: int) -> frozenset[str]:
        """Return the different terms of a sentence."""
        terms = self._terms.get(index)
        if terms is None:
            terms = self._terms[index] = frozenset(self.article.words.terms[index])
        return terms

    def length(self, index: int) -> int:
        """Return the length of a sentence in words, by the stricter of two counts."""
        length = self._lengths.get(index)
        if length is None:
            sentence, words = self.article.sentences[index], self.article.words
            spaced = len(self.article.text[sentence.start : sentence.end].split())
            length = self._lengths[index] = max(spaced, self._words.count(1, *words.bounds[index : index + 2]))
        return length

    def similarity(self, index: int, chosen: Sequence[int]) -> float:
        """Return the highest cosine between the terms of a sentence and those of one of the latest chosen ones."""
        own = self.terms(index)
        highest = 0.0
        for other in chosen[-COMPARED:]:
            others = self.terms(other)
            shared = len(own & others)
            if shared:
                highest = max(highest, shared / sqrt(len(own) * len(others)))
        return highest
