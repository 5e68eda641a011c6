"""Covering: a summary whose sentences are good ones and together tell most of what the text keeps telling.

Greedy, as for any submodular gain (Lin and Bilmes 2011): each sentence counts for what the chosen ones lack. Its place
in the text counts as well, and how it stands in the summary: whether the one that it leans on is there, whether it
settles a doubt. The weights are data, `ranking/covering.txt`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from heapq import nlargest
from itertools import chain
from math import inf
from typing import NamedTuple

from briefer import languages
from briefer.errors import LanguageDataError
from briefer.ranking.article import Article
from briefer.ranking.measured import Measured
from briefer.ranking.openings import Openings
from briefer.ranking.signs import addressing, broken, deciding, quoting, settling

REPEATED = -inf  # the worth of a sentence that repeats a chosen one
DUPLICATE = 0.75  # similarity from which on a sentence repeats a chosen one
TERMS = 40  # the most spread terms of a text, which make the whole that is to be covered
WEIGHED = 30  # best sentences that are weighed
ECHO = 0.4  # share that counts: of similarity where a sentence settles something, of the second answer
DEEP_SETTLING, DEEP_TURNING = 0.25, 0.6  # shares of the depth that count where a sentence settles or turns something
NAMED = 2  # terms of the chosen sentences that it names then, unless it follows one: else nobody knows what it settles
BRIEF = 9  # words from which on a sentence tells something of its own
OPENING = 3  # first sentences of the text, which always are


class Weights(NamedTuple):
    """What a sentence is worth; `ranking/covering.txt` says what each weight is for."""

    score: float
    covering: float
    new: float
    repeating: float
    leaning: float
    going_on: float
    following: float
    turning: float
    answering: float
    settling: float
    deciding: float
    quoting: float
    addressing: float
    broken: float
    brief: float
    depth: float
    first: float
    second: float
    third: float


@cache
def load_weights(purpose: str) -> Weights:
    """Return the weights for a purpose; raises LanguageDataError where one is missing."""
    lines = languages.load_sections("ranking", "covering.txt").get(purpose, ())
    found = {name: float(value) for name, _, value in (line.partition(": ") for line in lines)}
    if found.keys() != set(Weights._fields):
        raise LanguageDataError(f"no weights for {purpose!r} in ranking/covering.txt", hint="reinstall briefer")
    return Weights(**found)


class Cover:
    """The choosing of the sentences of one summary: what each is worth, and what the chosen ones have told."""

    def __init__(
        self, article: Article, body: Sequence[int], scores: Sequence[float], measured: Measured, weights: Weights
    ) -> None:
        self.body = body
        self.scores = scores
        self.measured = measured
        self.weights = weights
        self.openings = Openings(article)
        self.terms = {index: measured.terms(index) for index in body}
        spread = Counter(chain.from_iterable(self.terms.values()))
        self.spread = {term: count - 1 for term, count in spread.items()}
        self.whole = sum(nlargest(TERMS, self.spread.values())) or 1
        best = nlargest(WEIGHED, body, key=scores.__getitem__)
        self.candidates = [*best, *[index for index in body[:OPENING] if index not in best]]
        self.own = {index: sum(map(self.spread.__getitem__, self.terms[index])) or 1 for index in self.candidates}
        self.leaning = {index for index in self.candidates if self.openings.leans(index)}
        self.surnames = {index: name for index in self.candidates if (name := self.openings.surname(index))}
        told = article.headline.split() if article.headline else ()
        self.unnamed = set(self.surnames.values()).difference(
            told
        )  # surnames that neither headline nor summary explains
        self.words = article.words
        self.settling = settling(article, self.candidates)
        self.deciding = deciding(article, self.candidates)
        self.quoting = quoting(article, self.candidates)
        self.addressing = addressing(article, self.candidates)
        self.broken = broken(article, self.candidates)
        self.answers: dict[int, float] = {}  # what each is worth where the summary has what it answers

    def choose(
        self,
        words: int,
        answers: frozenset[int],
        usual: int = WEIGHED,
        most: int = WEIGHED,
        enough: int = 0,
        least: float = -inf,
    ) -> list[int]:
        """Return the sentences of up to so many words, in the order in which they were chosen.

        They are `usual` ones, more, up to `most`, as long as they have less than `enough` words, and fewer where only
        sentences worth less than `least` are left. `answers` are sentences in which somebody denies what the text says.
        """
        measured = self.measured
        base = self._base()
        self.answers = {
            index: self.weights.settling * (index in self.settling) + self.weights.answering * (index in answers)
            for index in self.settling | answers
        }
        similar = dict.fromkeys(base, 0.0)  # to the nearest of the chosen ones
        told: set[str] = set()
        chosen: list[int] = []
        left = words
        while base and len(chosen) < (usual if words - left >= enough else most):
            values = {
                index: self._worth(index, value, similar[index], told, chosen)
                if measured.length(index) <= left
                else REPEATED
                for index, value in base.items()
            }
            best = max(values, key=values.__getitem__)
            if values[best] == REPEATED or (values[best] < least and len(chosen) > 1 and words - left >= enough):
                break
            after = best + 1  # "It failed.": nothing without the sentence before it, and that may mislead without it
            for taken in (best, after) if self.openings.completes(after) else (best,):
                if measured.length(taken) <= left and len(chosen) < most and taken not in chosen:
                    base.pop(taken, None)
                    chosen.append(taken)
                    told |= measured.terms(taken)
                    if taken in self.answers:  # the next one says less
                        self.answers = {index: value * ECHO for index, value in self.answers.items()}
                    self.unnamed.difference_update(
                        self.words.texts[self.words.bounds[taken] : self.words.bounds[taken + 1]]
                    )
                    left -= measured.length(taken)
                    for index in base:
                        similar[index] = max(similar[index], measured.similarity(index, (taken,)))
        return chosen

    def _base(self) -> dict[int, float]:
        """Return what the candidates are worth whatever else is chosen."""
        weights, size = self.weights, len(self.body)
        places = {index: place for place, index in enumerate(self.body)}
        early = (weights.first, weights.second, weights.third)
        found = {}
        for index in self.candidates:
            place = places[index]
            value = weights.score * self.scores[index] + (early[place] if place < len(early) else 0.0)
            turns = index not in self.leaning and self.openings.turns(index)
            value += weights.turning * turns
            value -= weights.quoting * (index in self.quoting) + weights.addressing * (index in self.addressing)
            value -= weights.broken * (index in self.broken)
            value += weights.deciding * (index in self.deciding)
            deep = weights.depth * max(0.0, place / size - 0.5)
            if index in self.settling or index in self.deciding:
                deep *= DEEP_SETTLING
            else:
                deep *= DEEP_TURNING if turns else 1.0
                value -= weights.brief * (self.measured.length(index) < BRIEF)
            found[index] = value - deep
        return found

    def _worth(self, index: int, value: float, similarity: float, told: set[str], chosen: Sequence[int]) -> float:
        """Return what a sentence adds to the chosen ones."""
        if similarity >= DUPLICATE:
            return REPEATED
        weights, terms = self.weights, self.terms[index]
        after = index - 1 in chosen
        leans = index in self.leaning or self.surnames.get(index, "") in self.unnamed
        if leans:
            value -= weights.going_on if after else weights.leaning
        if after or (not leans and len(terms & told) >= NAMED):
            value += self.answers.get(index, 0.0)
        if after:
            value += weights.following
        if index in self.settling:
            similarity *= ECHO
        new = sum(map(self.spread.__getitem__, terms - told))
        value += weights.covering * new / self.whole + weights.new * (new / self.own[index] - 1)
        return value - weights.repeating * similarity * similarity
