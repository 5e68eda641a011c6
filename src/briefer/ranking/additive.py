"""The default ranker: an additive model over binned features, learned by `benchmarks/learn_ranker.py`.

A sentence's score is the sum of one weight per feature, looked up by the value's bin; the weights thus explain the
score. The form is that of a generalised additive model (Hastie and Tibshirani 1986) with step functions.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from operator import getitem
from typing import NamedTuple

from briefer import languages
from briefer.errors import LanguageDataError
from briefer.model import Role, Score
from briefer.ranking.article import Article, Ranking
from briefer.ranking.features import FEATURES, Lexicon, load_lexicon, measure

REDUNDANCY = 6.0  # about 1.5 standard deviations of the scores: a full repetition falls out, a shared name does not
OUT_OF_BODY = -50.0  # below every sentence of the body, whose scores lie within ±20

Part = tuple[str, float]


class Table(NamedTuple):
    """One feature's weights: weight `i` is for values from `edges[i - 1]` to below `edges[i]`."""

    edges: tuple[float, ...]
    weights: tuple[float, ...]
    parts: tuple[Part, ...]  # the weights, each with the name of the feature


def make_table(name: str, edges: Sequence[float], weights: Sequence[float]) -> Table:
    """Return the table of a feature; there is one weight more than there are edges."""
    return Table(tuple(edges), tuple(weights), tuple([(name, weight) for weight in weights]))


def rate(article: Article, tables: Sequence[Table] | None = None, lexicon: Lexicon | None = None) -> Ranking:
    """Return the scores of all sentences, each with the weight that each feature gave; those out of the body are low.

    Tables (in the order of FEATURES) and lexicon are those that ship, unless others are given.
    """
    body = article.body()
    tables = tables or load_tables()
    edges = [table.edges for table in tables]
    parts = [table.parts for table in tables]
    weights = [table.weights for table in tables]
    scores = [_out_of_body(sentence.role) for sentence in article.sentences]
    for index, values in zip(body, measure(article, body, lexicon or load_lexicon(article.language)), strict=True):
        bins = list(map(bisect_right, edges, values))
        value = round(sum(map(getitem, weights, bins)), 3)
        scores[index] = Score(value, tuple(map(getitem, parts, bins)))
    return Ranking(tuple(scores), redundancy=REDUNDANCY, by_part=True)


@cache
def _out_of_body(role: Role) -> Score:
    return Score(OUT_OF_BODY, ((f"role: {role}", OUT_OF_BODY),))


@cache
def load_tables() -> tuple[Table, ...]:
    """Return the tables that ship, in the order of FEATURES.

    Raises LanguageDataError when a feature has no weights.
    """
    tables: dict[str, Table] = {}
    for line in languages.load_lines("ranking", "weights.txt"):
        name, _, bins = line.partition(":")
        entries = [entry.partition("=") for entry in bins.split()]
        edges = [float(bound.removeprefix("<")) for bound, _, _ in entries[:-1]]
        tables[name] = make_table(name, edges, [float(weight) for _, _, weight in entries])
    missing = FEATURES.keys() - tables.keys()
    if missing:
        raise LanguageDataError(f"no weights for the features {sorted(missing)}", hint="reinstall briefer")
    return tuple([tables[name] for name in FEATURES])
