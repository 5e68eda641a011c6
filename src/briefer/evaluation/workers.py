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
    from concurrent.futures import Future

BATCH = 10  # rows a task: some tenths of a second
IN_FLIGHT = 3  # batches a worker: keeps all busy, and bounds the memory


def run(lines: Iterable[Line], plan: Plan, *, jobs: int) -> Iterator[Result]:
    """Yield the results in order, from `jobs` processes; few rows never pay for a pool.

    Raises BrieferError when a process dies.
    """
    rows = iter(lines)
    first = list(islice(rows, BATCH + 1))
    if jobs > 1 and len(first) > BATCH:
        yield from _pooled(chain(first, rows), plan, jobs)
    else:
        for row in chain(first, rows):
            yield from measure([row], plan)


def _pooled(rows: Iterator[Line], plan: Plan, jobs: int) -> Iterator[Result]:
    from concurrent.futures import BrokenExecutor, ProcessPoolExecutor

    pool = ProcessPoolExecutor(jobs, initializer=_obey_interrupts)
    waiting: deque[Future[list[Result]]] = deque()
    try:
        while True:
            while len(waiting) < IN_FLIGHT * jobs and (batch := list(islice(rows, BATCH))):
                waiting.append(pool.submit(measure, batch, plan))
            if not waiting:
                return
            yield from waiting.popleft().result()
    except BrokenExecutor as error:
        raise BrieferError(
            "a process died while evaluating", hint="try --jobs 1, or --limit to find the row"
        ) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _obey_interrupts() -> None:
    """Let Ctrl-C end a worker without a word; the main process has the say."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
