"""The summary of a story: sentences of its articles, by rank, centrality and support.

Sentences are taken one by one, each for what the chosen ones lack, as for any submodular gain (Lin and Bilmes, 2011).
The rank is that of a sentence in its own article; what many texts tell weighs more than what one does (SumBasic,
Nenkova and Vanderwende, 2005), copies counted once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import log, sqrt
from typing import NamedTuple

from briefer import words
from briefer.digest.material import Text, Weights
from briefer.digest_model import Slice, SummaryItem
from briefer.languages import load_words
from briefer.model import Sentence
from briefer.ranking import Article
from briefer.ranking.openings import Openings

CANDIDATES = 15  # best sentences of an article
LEAST, MOST, USUAL = 3, 5, 120  # sentences and words of a summary whose length is left to us
RANK = 1.0  # what a standard deviation of a sentence's rank in its article is worth
CENTRAL = 5.0  # what its cosine with the story is worth
NEW = 6.0  # for the whole of what the story keeps telling
TERMS = 60  # terms that make this whole
REPEATING = 4.0  # what it loses for the terms of a chosen one, times the similarity squared
AGAIN = 0.5  # for every chosen one of the same article, where a few sentences are to stand for all articles
LEANING = 1.5  # where it opens with a word for something that only the sentence before it names
DUPLICATE = 0.6  # cosine from which on two sentences say the same
PICTURING = 2  # words about pictures that tell such a line
SHORT, LONG = 6, 60  # words beyond which a sentence is no sentence of a summary


Vector = dict[str, float]  # terms with weights, whose squares add up to 1


class _Candidate(NamedTuple):
    text: Text
    sentence: Sentence
    terms: Vector
    length: int
    base: float


def summarise(
    texts: Sequence[Text], weights: Weights, spread: Mapping[str, int], limit: int | None
) -> tuple[SummaryItem, ...]:
    """Return the summary of at most so many words, of three to five sentences where nothing is asked for.

    `spread` is the number of independent texts that have a term.
    The best one comes first, the others in the order of their places in their articles.
    """
    story = _normed({term: log(1 + number) * weights[term] for term, number in spread.items() if number > 1})
    candidates = [one for text in texts for one in _candidates(text, weights, story)]
    chosen = _choose(candidates, spread, weights, limit)
    first, rest = chosen[:1], chosen[1:]
    rest.sort(key=lambda one: (one.sentence.index / len(one.text.brief.sentences), one.text.n))
    vectors = {
        text.n: [(vector(text.ranked.words.terms[index], weights), index) for index in text.ranked.body()]
        for text in texts
    }
    return tuple(_item(one, texts, vectors) for one in [*first, *rest])


def _candidates(text: Text, weights: Weights, story: Mapping[str, float]) -> list[_Candidate]:
    article, brief = text.ranked, text.brief
    body = article.body()
    if not body:
        return []
    values = [brief.scores[index].value for index in body]
    mean = sum(values) / len(values)
    deviation = sqrt(sum([(value - mean) ** 2 for value in values]) / len(values)) or 1.0
    openings = Openings(article)
    found: list[_Candidate] = []
    for index in sorted(body, key=lambda index: (-brief.scores[index].value, index))[:CANDIDATES]:
        sentence = brief.sentences[index]
        length = words.count(text.text[sentence.start : sentence.end], brief.language)
        if not SHORT <= length <= LONG or _says_nothing(article, index):
            continue
        terms = vector(article.words.terms[index], weights)
        central = sum([weight * story.get(term, 0.0) for term, weight in terms.items()])
        base = (
            RANK * (brief.scores[index].value - mean) / deviation + CENTRAL * central - LEANING * openings.leans(index)
        )
        found.append(_Candidate(text, sentence, terms, length, base))
    return found


def _says_nothing(article: Article, index: int) -> bool:
    """Tell whether a sentence asks, or is about a picture: "In this file photo, …"."""
    lower = article.words.lower[article.words.bounds[index] : article.words.bounds[index + 1]]
    return "?" in lower[-2:] or len(load_words("en", "digest.txt", "picturing").intersection(lower)) >= PICTURING


def _choose(
    candidates: Sequence[_Candidate], spread: Mapping[str, int], weights: Weights, limit: int | None
) -> list[_Candidate]:
    worth = {term: (number - 1) * weights[term] for term, number in spread.items() if number > 1}
    whole = sum(sorted(worth.values(), reverse=True)[:TERMS]) or 1.0
    similar = [0.0] * len(candidates)
    left = limit if limit is not None else USUAL
    open_ = set(range(len(candidates)))
    told: set[str] = set()
    taken: Counter[int] = Counter()  # chosen sentences of each article
    chosen: list[_Candidate] = []
    while open_ and (limit is not None or len(chosen) < MOST):
        needed = limit is None and len(chosen) < LEAST
        values = {
            at: candidates[at].base
            + NEW * sum([worth.get(term, 0.0) for term in candidates[at].terms if term not in told]) / whole
            - REPEATING * similar[at] ** 2
            - AGAIN * taken[candidates[at].text.n] * (limit is None)
            for at in sorted(open_)
            if similar[at] < DUPLICATE and (candidates[at].length <= left or needed)
        }
        if not values:
            break
        best = max(values, key=lambda at: (values[at], -at))
        chosen.append(candidates[best])
        taken[candidates[best].text.n] += 1
        open_.discard(best)
        told.update(candidates[best].terms)
        left -= candidates[best].length
        for at in open_:
            similar[at] = max(similar[at], cosine(candidates[at].terms, candidates[best].terms))
    return chosen


def vector(terms: Sequence[str], weights: Weights) -> Vector:
    """Return the terms of a sentence with weights whose squares add up to 1."""
    return _normed({term: weights[term] for term in dict.fromkeys(terms)})


def cosine(one: Vector, other: Vector) -> float:
    """Return the cosine of two vectors."""
    small, large = (one, other) if len(one) <= len(other) else (other, one)
    return sum([weight * large[term] for term, weight in small.items() if term in large])


def _normed(weighed: Vector) -> Vector:
    norm = sqrt(sum([weight * weight for weight in weighed.values()])) or 1.0
    return {term: weight / norm for term, weight in weighed.items()}


def _item(one: _Candidate, texts: Sequence[Text], vectors: Mapping[int, list[tuple[Vector, int]]]) -> SummaryItem:
    """Return a sentence with the nearest one of each other article that says the same."""
    also: list[tuple[Slice, int]] = []
    for text in texts:
        if text.n == one.text.n:
            continue
        nearest = max(((cosine(one.terms, terms), -index) for terms, index in vectors[text.n]), default=(0.0, 0))
        if nearest[0] >= DUPLICATE:
            same = text.brief.sentences[-nearest[1]]
            also.append((text.slice(same.start, same.end, same.paragraph), same.index))
    sentence = one.sentence
    return SummaryItem(one.text.slice(sentence.start, sentence.end, sentence.paragraph), sentence.index, tuple(also))
