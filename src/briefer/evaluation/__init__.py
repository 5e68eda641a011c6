"""How near summaries come to the references of a corpus: ROUGE of the ranking methods, beside the first sentences.

A text is read, cleaned and cut once, as for a brief; all methods share the result, the length asked for and the
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
    """A mean F1 in percent, and the interval in which it lies with the confidence of CONFIDENCE percent."""

    f1: float
    low: float
    high: float


class Row(NamedTuple):
    """What one method reaches; `figures` are in the order of METRICS."""

    method: str
    figures: tuple[Figure, ...]
    words: float  # of the mean summary
    number: int  # of texts


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What all methods reach on the same texts; without a text there are no rows."""

    rows: tuple[Row, ...]
    texts: int
    failed: int


def plan(methods: Sequence[str], leads: Sequence[int], options: Options, fields: Fields) -> Plan:
    """Return what to compare: the methods named, or all, and the first sentences of the body.

    Without numbers of first sentences there is one row of them, as long as the summaries if these are measured in
    sentences. Raises OptionError for an unknown method.
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
    """Return the figures of every method over the rows of a corpus, or its first `limit` rows.

    What is wrong with a row, or worth knowing about it, is reported as it is found, in the order of the rows;
    `progress` is told the number of rows dealt with. The figures do not depend on `jobs`. Raises OptionError when
    rouge-score is not installed, InputMissingError or InputUnreadableError when the corpus cannot be read.
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
    """Return for every column the interval of its mean: Efron 1979, the bootstrap, by percentiles.

    All columns see the same resamples of the texts.
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
