"""Compares summaries with a corpus's references: ROUGE of the ranking methods, and of the first sentences.

Each text is read, cleaned and split once, as for a brief; all methods share the result, the requested length and the
references. Needs the package rouge-score, which the extra `eval` installs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

from briefer.errors import BrieferError, OptionError
from briefer.evaluation.corpus import Fields, lines
from briefer.evaluation.scoring import METRICS, Plan, Result
from briefer.evaluation.workers import run
from briefer.extras import install
from briefer.pipeline import Options
from briefer.ranking import METHODS, check

__all__ = ["Evaluation", "Fields", "Figure", "Plan", "Row", "evaluate", "plan"]

LEAD = 3  # sentences: the usual baseline for news
RESAMPLES = 1000
CONFIDENCE = 95  # percent of the resamples that lie within the interval


class Figure(NamedTuple):
    """A mean F1 in percent, with its confidence interval (CONFIDENCE percent)."""

    f1: float
    low: float
    high: float


class Row(NamedTuple):
    """One method's figures, in the order of METRICS."""

    method: str
    figures: tuple[Figure, ...]
    words: float  # of the mean summary
    number: int  # of texts


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All methods' figures on the same texts; no texts, no rows."""

    rows: tuple[Row, ...]
    texts: int
    failed: int


def plan(methods: Sequence[str], leads: Sequence[int], options: Options, fields: Fields) -> Plan:
    """Return what to compare: the named methods, or all, and the first sentences of the body.

    If no numbers of first sentences are given, there is one such row, as long as the summaries if their length is
    given in sentences. Raises OptionError for an unknown method.
    """
    for method in methods:
        check(method)
    # Of a number of sentences, the method "lead" and the first sentences are the same.
    named = methods or [method for method in METHODS if method != "lead" or options.sentences is None]
    counts = leads or (options.sentences or LEAD,)
    return Plan(tuple(dict.fromkeys(named)), tuple(dict.fromkeys(counts)), options, fields)


def evaluate(
    corpus: Path,
    plan: Plan,
    *,
    jobs: int = 1,
    limit: int | None = None,
    report: Callable[[BrieferError], None],
    progress: Callable[[int], None] = lambda done: None,
) -> Evaluation:
    """Return every method's figures over the rows of a corpus, or its first `limit` rows.

    `report` gets each row's error as it is found, in the order of the rows; `progress` gets the number of rows done.
    The figures do not depend on `jobs`. Raises OptionError if rouge-score is not installed, and InputMissingError or
    InputUnreadableError if the corpus cannot be read.
    """
    if not find_spec("rouge_score"):
        raise OptionError("evaluating needs the package rouge-score", hint=install("rouge-score"))
    found: list[Sequence[Sequence[float]]] = []
    failed = 0
    for done, result in enumerate(run(lines(corpus, limit), plan, jobs=jobs), 1):
        _tell(result, report)
        if result.failure:
            failed += 1
        else:
            found.append(result.values)
        progress(done)
    return Evaluation(_rows(plan.systems, found), len(found), failed)


def _tell(result: Result, report: Callable[[BrieferError], None]) -> None:
    if result.failure:
        report(result.failure)
    for warning in result.warnings:
        report(BrieferError(warning, input=result.label))


def _rows(systems: Sequence[str], found: Sequence[Sequence[Sequence[float]]]) -> tuple[Row, ...]:
    """Return a row a system from the values of every text: by system, the metrics and the number of words."""
    if not found:
        return ()
    columns = list(
        zip(*([value for values in text for value in values[: len(METRICS)]] for text in found), strict=True)
    )
    bounds = _intervals(columns)
    rows = []
    for place, system in enumerate(systems):
        own = range(place * len(METRICS), (place + 1) * len(METRICS))
        figures = tuple(Figure(fmean(columns[column]), *bounds[column]) for column in own)
        rows.append(Row(system, figures, fmean(text[place][-1] for text in found), len(found)))
    return tuple(rows)


def _intervals(columns: Sequence[Sequence[float]]) -> list[tuple[float, float]]:
    """Return the confidence interval of each column's mean, by the percentile bootstrap (Efron 1979).

    All columns use the same resamples of the texts.
    """
    import numpy as np

    values = np.array(columns, dtype=float).T
    number = len(values)
    generator = np.random.RandomState(RESAMPLES)  # the one whose numbers never change between versions
    means = np.empty((RESAMPLES, values.shape[1]))
    for resample in range(RESAMPLES):
        drawn = generator.randint(number, size=number, dtype="int64")
        means[resample] = np.bincount(drawn, minlength=number) @ values / number
    outside = (100 - CONFIDENCE) / 2
    low, high = np.percentile(means, [outside, 100 - outside], axis=0).tolist()
    return list(zip(low, high, strict=True))
