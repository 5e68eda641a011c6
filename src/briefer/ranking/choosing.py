"""Choosing: from scores to the sentences of a summary of a given length.

Redundancy is weighed as in maximal marginal relevance (Carbonell and Goldstein 1998): a sentence loses score for the
terms that it shares with a chosen one. Where the ranking asks for it, a long text is cut into as many parts as the
summary has sentences, so that the summary covers all of it. The cost is linear in the length of the text, whatever the
length of the summary.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import nlargest
from itertools import chain

from briefer.model import Length
from briefer.ranking.article import Article, Ranking
from briefer.ranking.covering import DUPLICATE, REPEATED, Cover, load_weights
from briefer.ranking.measured import COMPARED, Measured

LONG = 120  # sentences: from here on every part of the text gives its share; few news articles get there
CANDIDATES = 12  # best sentences that are weighed against each other
LEAST, MOST = 2, 5  # sentences of a summary whose length is left to us
THREE = 3  # of most news
FEWEST, USUAL, SHARE = 45, 100, 0.5  # words of such a summary: a share of a short article, else three long sentences
POOR = 0.0  # worth of a third sentence that a summary rather does without
COVERED = 400  # words up to which a summary is chosen so: more would cost more than linear time


def choose(
    article: Article, ranking: Ranking, length: Length, answers: frozenset[int] = frozenset()
) -> tuple[int, ...]:
    """Return the indices of the summary's sentences in text order.

    All are sentences of the body, if there is one. A number of words (runs of characters without white space, or
    tokens that are no marks, whichever are more) is never exceeded, even if that means no sentence at all; what is left
    of it goes to the best sentences that still fit. Without a length the summary has two to five sentences, three of
    most news. Repetitions of a chosen sentence are left out unless nothing else is there. `answers` are sentences in
    which somebody denies what the text says of him.
    """
    body = article.body()
    choice = _Choice(article, ranking)
    if length.words is not None:
        chosen = choice.fill(body, length.words, answers)
    elif length.sentences is not None:
        chosen = choice.best(body, length.sentences)
    elif length.ratio is not None:
        chosen = choice.best(body, max(1, round(length.ratio * len(body))))
    else:
        chosen = choice.fit(body, answers)
    return tuple(sorted(set(chosen)))


class _Choice:
    """The choosing of one summary: the scores, and the terms of the sentences once they have been compared."""

    def __init__(self, article: Article, ranking: Ranking) -> None:
        self.article = article
        self.redundancy = ranking.redundancy
        self.by_part = ranking.by_part
        self.scores = [score.value for score in ranking.scores]
        self.measured = Measured(article)

    def best(self, body: Sequence[int], count: int) -> list[int]:
        """Return the best sentences in the order in which they were chosen; fewer if the body has no more."""
        if count >= len(body):
            return list(body)
        chosen: list[int] = []
        if self.by_part and count > 1 and len(body) >= LONG:
            for part in range(count):
                self._extend(chosen, body[part * len(body) // count : (part + 1) * len(body) // count], 1)
        else:
            self._extend(chosen, body, count)
        if len(chosen) < count:  # the rest are repetitions
            taken = set(chosen)
            rest = [index for index in body if index not in taken]
            chosen += nlargest(count - len(chosen), rest, key=self.scores.__getitem__)
        return chosen

    def fit(self, body: Sequence[int], answers: frozenset[int]) -> list[int]:
        """Return as many sentences as fit the article: few long ones or more short ones, most of a long text."""
        if not self.by_part or len(body) >= LONG or len(body) <= LEAST:
            return self.best(body, MOST if len(body) >= LONG else THREE)
        size = sum(map(self.measured.length, body))
        words = round(min(USUAL, max(FEWEST, SHARE * size)))
        chosen = self._cover(body, "default").choose(words, answers, THREE, MOST, FEWEST, POOR)
        return chosen if len(chosen) >= LEAST else self.best(body, LEAST)

    def fill(self, body: Sequence[int], words: int, answers: frozenset[int]) -> list[int]:
        """Return the best sentences that together have no more than so many words."""
        if self.by_part and len(body) < LONG and words <= COVERED:
            return self._cover(body, "words").choose(words, answers)
        size = sum(map(self.measured.length, body)) or 1
        preferred = self.best(body, max(1, words * len(body) // size))
        chosen: list[int] = []
        left = words
        for index in chain(sorted(preferred, key=self.scores.__getitem__, reverse=True), self._others(body, preferred)):
            if left < 1:
                break
            if self.measured.length(index) <= left and self.measured.similarity(index, chosen) < DUPLICATE:
                chosen.append(index)
                left -= self.measured.length(index)
        return chosen

    def _cover(self, body: Sequence[int], purpose: str) -> Cover:
        return Cover(self.article, body, self.scores, self.measured, load_weights(purpose))

    def _others(self, body: Sequence[int], but: Sequence[int]) -> list[int]:
        """Return the other sentences, best first."""
        known = set(but)
        return sorted([index for index in body if index not in known], key=self.scores.__getitem__, reverse=True)

    def _extend(self, chosen: list[int], part: Sequence[int], count: int) -> None:
        """Append the best `count` sentences of a part to the chosen ones, each weighed against those before it."""
        candidates = self._candidates(part, max(CANDIDATES, 2 * count), chosen)
        worth = {index: self._worth(index, self.measured.similarity(index, chosen)) for index in candidates}
        for _ in range(count):
            best = max(worth, key=worth.__getitem__, default=None)
            if best is None or worth[best] == REPEATED:
                return
            chosen.append(best)
            del worth[best]
            if count > 1:
                for index, value in worth.items():
                    worth[index] = min(value, self._worth(index, self.measured.similarity(index, (best,))))

    def _candidates(self, part: Sequence[int], count: int, chosen: Sequence[int]) -> list[int]:
        """Return the best sentences of a part, best first: one of several with the same terms, none like one chosen."""
        found: list[int] = []
        known = {self.measured.terms(index) for index in chosen[-COMPARED:]}
        for index in self._descending(part, count):
            terms = self.measured.terms(index)
            if terms not in known:
                known.add(terms)
                found.append(index)
                if len(found) == count:
                    break
        return found

    def _descending(self, part: Sequence[int], first: int) -> Iterator[int]:
        """Yield the sentences of a part best first; all of them are sorted only for who wants more than the first."""
        yield from nlargest(first, part, key=self.scores.__getitem__)
        if len(part) > first:
            yield from sorted(part, key=self.scores.__getitem__, reverse=True)[first:]

    def _worth(self, index: int, similarity: float) -> float:
        """Return a sentence's score less what its similarity to a chosen one costs."""
        if similarity >= DUPLICATE:
            return REPEATED
        return self.scores[index] - self.redundancy * similarity * similarity
