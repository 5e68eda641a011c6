"""Ranking: which sentences carry the story, and which of them make the summary."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType
from typing import NamedTuple

from briefer.errors import OptionError, suggestion
from briefer.model import Score
from briefer.ranking import additive
from briefer.ranking.article import Article, Ranking
from briefer.ranking.choosing import choose

__all__ = ["METHODS", "Article", "Method", "Ranking", "check", "choose", "rank"]

Rate = Callable[[Article], Ranking]


class Method(NamedTuple):
    """A ranking method; `load` imports what it needs, half a second for the classic ones, and returns it."""

    name: str
    summary: str  # one line
    paper: str
    load: Callable[[], Rate]


def check(method: str) -> str:
    """Return the name of a method as given; raise OptionError if there is no such method."""
    if method not in METHODS:
        raise OptionError(f"unknown method {method!r}", hint=suggestion(method, METHODS))
    return method


def rank(article: Article, method: str = "auto") -> Ranking:
    """Return the scores of all sentences under a method; raises OptionError for an unknown one."""
    return METHODS[check(method)].load()(article)


def rate_lead(article: Article) -> Ranking:
    """Return scores that fall with the place in the body: the summary is the opening of the text."""
    body = article.body()
    scores = [Score(-1.0, ((f"role: {sentence.role}", -1.0),)) for sentence in article.sentences]
    for place, index in enumerate(body):
        value = round(1 - place / len(body), 6)
        scores[index] = Score(value, (("position", value),))
    return Ranking(tuple(scores))


def _classic(name: str) -> Callable[[], Rate]:
    def load() -> Rate:
        from briefer.ranking import classic

        return lambda article: classic.rate(name, article)

    return load


METHODS = MappingProxyType(
    {
        method.name: method
        for method in (
            Method(
                "auto",
                "additive model over position, length, centrality, key words, names and quotes, learned from news",
                "Hastie and Tibshirani 1986 (the form), Och 2003 (the training)",
                lambda: additive.rate,
            ),
            Method("lead", "the first sentences of the text", "Edmundson 1969", lambda: rate_lead),
            Method(
                "lexrank",
                "centrality in the graph of similar sentences, similarity weighted by inverse frequency",
                "Erkan and Radev 2004",
                _classic("lexrank"),
            ),
            Method(
                "textrank",
                "PageRank on the graph of sentences that share words",
                "Mihalcea and Tarau 2004",
                _classic("textrank"),
            ),
            Method(
                "lsa",
                "weight in the main topics that a singular value decomposition finds",
                "Steinberger and Ježek 2004",
                _classic("lsa"),
            ),
            Method("luhn", "dense clusters of frequent words", "Luhn 1958", _classic("luhn")),
            Method(
                "edmundson",
                "cue words, key words, words of the title, and place in the text",
                "Edmundson 1969",
                _classic("edmundson"),
            ),
            Method(
                "sum-basic",
                "frequent words, each weighing less once a chosen sentence has it",
                "Nenkova and Vanderwende 2005",
                _classic("sum-basic"),
            ),
            Method(
                "kl",
                "the sentences whose words are distributed most like the whole text's",
                "Haghighi and Vanderwende 2009",
                _classic("kl"),
            ),
            Method(
                "reduction",
                "sum of the similarities to all other sentences",
                "sumy, after Mihalcea and Tarau 2004",
                _classic("reduction"),
            ),
        )
    }
)
"""All methods by name, in the order in which they are listed."""
