"""Measuring the rows of a corpus in this process or in several; results come in the order of the rows."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING

from briefer.errors import BrieferError
from briefer.evaluation.corpus import Line
from briefer.evaluation.scoring import Plan, Result, measure

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

BATCH = 10  # rows a task: some tenths of a second
IN_FLIGHT = 3  # batches a worker: keeps all busy, and bounds the memory


def run(lines: Iterable[Line], plan: Plan, *, jobs: int) -> Iterator[Result]:
    """Yield the results in order, from `jobs` processes; few rows never pay for a pool.

    A row that kills its process is a failure like any other.
    """
    rows = iter(lines)
    first = list(islice(rows, BATCH + 1))
    if jobs > 1 and len(first) > BATCH:
        yield from _pooled(chain(first, rows), plan, jobs)
    else:
        for row in chain(first, rows):
            yield from measure([row], plan)


def _pooled(rows: Iterator[Line], plan: Plan, jobs: int) -> Iterator[Result]:
    from concurrent.futures import BrokenExecutor

    pool = _pool(jobs)
    waiting: deque[tuple[list[Line], Future[list[Result]] | None]] = deque()
    try:
        while True:
            while len(waiting) < IN_FLIGHT * jobs and (batch := list(islice(rows, BATCH))):
                waiting.append((batch, _submit(pool, batch, plan)))
            if not waiting:
                return
            batch, future = waiting.popleft()
            try:
                if future is None:
                    raise BrokenExecutor
                results = future.result()
            except BrokenExecutor:
                # Which batch in flight killed the process is not told: this one is tried row by row, the others anew.
                pool.shutdown(wait=False, cancel_futures=True)
                results = [_alone(row, plan) for row in batch]
                pool = _pool(jobs)
                waiting = deque((other, _submit(pool, other, plan)) for other, _ in waiting)
            yield from results
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _alone(row: Line, plan: Plan) -> Result:
    from concurrent.futures import BrokenExecutor

    with _pool(1) as pool:
        try:
            return pool.submit(measure, [row], plan).result()[0]
        except BrokenExecutor:
            error = BrieferError("the process died while measuring it", input=row.label, hint="leave the row out")
            return Result(row.label, failure=error)


def _pool(jobs: int) -> ProcessPoolExecutor:
    from concurrent.futures import ProcessPoolExecutor

    return ProcessPoolExecutor(jobs, initializer=_ignore_interrupts)


def _submit(pool: ProcessPoolExecutor, batch: list[Line], plan: Plan) -> Future[list[Result]] | None:
    """Return what will be the results, None if a process has died since."""
    from concurrent.futures import BrokenExecutor

    try:
        return pool.submit(measure, batch, plan)
    except BrokenExecutor:
        return None


def _ignore_interrupts() -> None:
    """Leave Ctrl-C to the main process; a worker that died while sending results would leave the pool waiting."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
