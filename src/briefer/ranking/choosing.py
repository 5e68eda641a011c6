"""Choosing: from scores to the sentences of a summary of a given length.

Redundancy is weighed as in maximal marginal relevance (Carbonell and Goldstein 1998): a sentence loses score for the
terms that it shares with a chosen one. Where the ranking asks for it, a long text is cut into as many parts as the
summary has sentences, so that the summary covers all of it. The cost is linear in the length of the text, whatever the
length of the summary.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from heapq import nlargest
from itertools import chain
from math import inf, sqrt

from briefer.model import Length
from briefer.ranking.article import Article, Ranking
from briefer.ranking.openings import Openings

LONG = 120  # sentences: from here on every part of the text gives its share; few news articles get there
CANDIDATES = 12  # best sentences that are weighed against each other
COMPARED = 24  # latest chosen sentences that a candidate is compared with: bounds the cost of long summaries
REPEATED = -inf  # the worth of a sentence that repeats a chosen one
DUPLICATE = 0.75  # similarity from which on a sentence repeats a chosen one
LEAST, MOST = 2, 5  # sentences of a summary whose length is left to us
FEWEST, USUAL, SHARE = 45, 82, 0.4  # words of such a summary: a share of a short article, else as three usual sentences
# What a sentence is worth to a summary of so many words, beside its score and in its measure. Searched on the key
# facts of benchmarks/ranking.md with GUM and CNN as checks; the scores have a standard deviation of about 4.
NEW = 3.0  # if all that it shares with the rest of the text is told by no chosen one
COVERING = 20.0  # for the whole of what the most spread terms of the text stand for
TERMS = 40  # terms that make this whole
REPEATING = 3.0  # what it loses for the terms of a chosen one, times the similarity squared
LEANING = 2.0  # what it loses where it opens with a word for something that only the sentence before it names
TURNING = 2.0  # what it gains where it turns round what the text has said
ANSWERING = 2.0  # what it gains where somebody denies what the text says of him
POOR = 2.0  # worth of a sentence that a summary whose length is left to us rather does without
WEIGHED = 30  # best sentences that are weighed
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
        self.terms: dict[int, frozenset[str]] = {}
        self.lengths: dict[int, int] = {}  # in words

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
            return self.best(body, MOST if len(body) >= LONG else LEAST + 1)
        size = sum(map(self._words, body))
        chosen = self.cover(body, round(min(USUAL, max(FEWEST, SHARE * size))), answers, MOST, POOR)
        return chosen if len(chosen) >= LEAST else self.best(body, LEAST)

    def fill(self, body: Sequence[int], words: int, answers: frozenset[int]) -> list[int]:
        """Return the best sentences that together have no more than so many words."""
        if self.by_part and len(body) < LONG and words <= COVERED:
            return self.cover(body, words, answers)
        size = sum(map(self._words, body)) or 1
        preferred = self.best(body, max(1, words * len(body) // size))
        chosen: list[int] = []
        left = words
        for index in chain(sorted(preferred, key=self.scores.__getitem__, reverse=True), self._others(body, preferred)):
            if left < 1:
                break
            if self._words(index) <= left and self._similarity(index, chosen) < DUPLICATE:
                chosen.append(index)
                left -= self._words(index)
        return chosen

    def cover(
        self, body: Sequence[int], words: int, answers: frozenset[int], most: int = WEIGHED, least: float = -inf
    ) -> list[int]:
        """Return the sentences of up to so many words that are best and cover most of what the text keeps telling.

        Greedy, as for any submodular gain (Lin and Bilmes 2011): each sentence counts for what the chosen ones lack.
        """
        spread = Counter([term for index in body for term in self._terms(index)])
        weight = {term: count - 1 for term, count in spread.items()}
        whole = sum(nlargest(TERMS, weight.values())) or 1
        openings = Openings(self.article)
        base = {
            index: self.scores[index] + TURNING * openings.turns(index) + ANSWERING * (index in answers)
            for index in nlargest(WEIGHED, body, key=self.scores.__getitem__)
        }
        leaning = {index for index in base if openings.leans(index)}
        weights = {index: sum([weight[term] for term in self._terms(index)]) or 1 for index in base}
        similar = dict.fromkeys(base, 0.0)  # to the nearest of the chosen ones
        given = words
        told: set[str] = set()
        chosen: list[int] = []

        def worth(index: int) -> float:
            similarity = similar[index]
            if self._words(index) > words or similarity >= DUPLICATE:
                return REPEATED
            new = sum([weight[term] for term in self._terms(index) if term not in told])
            alone = index in leaning and index - 1 not in chosen
            value = base[index] + COVERING * new / whole + NEW * (new / weights[index] - 1)
            return value - REPEATING * similarity * similarity - LEANING * alone

        while base and len(chosen) < most:
            values = {index: worth(index) for index in base}
            best = max(values, key=values.__getitem__)
            if values[best] == REPEATED or (values[best] < least and given - words >= FEWEST):
                break
            after = best + 1  # "It failed.": nothing without the sentence before it, and that may mislead without it
            for taken in (best, after) if openings.completes(after) else (best,):
                if self._words(taken) <= words and len(chosen) < most:
                    base.pop(taken, None)
                    chosen.append(taken)
                    told |= self._terms(taken)
                    words -= self._words(taken)
                    for index in base:
                        similar[index] = max(similar[index], self._similarity(index, (taken,)))
        return chosen

    def _others(self, body: Sequence[int], but: Sequence[int]) -> list[int]:
        """Return the other sentences, best first."""
        known = set(but)
        return sorted([index for index in body if index not in known], key=self.scores.__getitem__, reverse=True)

    def _extend(self, chosen: list[int], part: Sequence[int], count: int) -> None:
        """Append the best `count` sentences of a part to the chosen ones, each weighed against those before it."""
        candidates = self._candidates(part, max(CANDIDATES, 2 * count), chosen)
        worth = {index: self._worth(index, self._similarity(index, chosen)) for index in candidates}
        for _ in range(count):
            best = max(worth, key=worth.__getitem__, default=None)
            if best is None or worth[best] == REPEATED:
                return
            chosen.append(best)
            del worth[best]
            if count > 1:
                for index, value in worth.items():
                    worth[index] = min(value, self._worth(index, self._similarity(index, (best,))))

    def _candidates(self, part: Sequence[int], count: int, chosen: Sequence[int]) -> list[int]:
        """Return the best sentences of a part, best first: one of several with the same terms, none like one chosen."""
        found: list[int] = []
        known = {self._terms(index) for index in chosen[-COMPARED:]}
        for index in self._descending(part, count):
            terms = self._terms(index)
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

    def _similarity(self, index: int, chosen: Sequence[int]) -> float:
        """Return the highest cosine between the terms of a sentence and those of one of the latest chosen ones."""
        own = self._terms(index)
        highest = 0.0
        for other in chosen[-COMPARED:]:
            others = self._terms(other)
            shared = len(own & others)
            if shared:
                highest = max(highest, shared / sqrt(len(own) * len(others)))
        return highest

    def _terms(self, index: int) -> frozenset[str]:
        terms = self.terms.get(index)
        if terms is None:
            terms = self.terms[index] = frozenset(self.article.words.terms[index])
        return terms

    def _words(self, index: int) -> int:
        """Return the length of a sentence in words, by the stricter of two counts."""
        length = self.lengths.get(index)
        if length is None:
            sentence, words = self.article.sentences[index], self.article.words
            tokens = words.texts[words.bounds[index] : words.bounds[index + 1]]
            spaced = len(self.article.text[sentence.start : sentence.end].split())
            length = self.lengths[index] = max(spaced, sum([token[0].isalnum() for token in tokens]))
        return length
