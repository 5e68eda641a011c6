"""Measures the rows of a corpus, in this process or in several; results come in the order of the rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefer import pools
from briefer.errors import BrieferError
from briefer.evaluation.corpus import Line
from briefer.evaluation.scoring import Plan, Result, measure
from briefer.pools import Cause


def run(lines: Iterable[Line], plan: Plan, *, jobs: int) -> Iterator[Result]:
    """Yield the results in order, from `jobs` processes; a few rows are not worth a pool.

    A row that kills every process that tries it fails like any other.
    """
    return (result for _, result in pools.run(measure, lines, plan, jobs=jobs, lost=_lost))


def _lost(row: Line, cause: Cause) -> Result:
    error = BrieferError("the process died while measuring it", input=row.label, hint="leave the row out")
    return Result(row.label, failure=error)
