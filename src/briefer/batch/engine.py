"""Running the work in this process or in a pool; results always come in input order."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING

from briefer.batch.inputs import Input
from briefer.batch.work import Failure, Plan, Result, work

if TYPE_CHECKING:
    from concurrent.futures import Future

BATCH = 20  # inputs a task: enough to hide the cost of sending it, few enough to retry alone
IN_FLIGHT = 4  # batches a worker: keeps all busy while the slowest comes to its turn, and bounds the memory


def run(inputs: Iterable[Input], plan: Plan, *, jobs: int) -> Iterator[Result]:
    """Yield the results in input order, from `jobs` processes; fewer than two batches never pay for a pool."""
    items = iter(inputs)
    first = list(islice(items, BATCH + 1))
    if jobs > 1 and len(first) > BATCH:
        yield from _pooled(chain(first, items), plan, jobs)
    else:
        for item in chain(first, items):
            yield from work([item], plan)


def _pooled(items: Iterator[Input], plan: Plan, jobs: int) -> Iterator[Result]:
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    pool = ProcessPoolExecutor(jobs)
    waiting: deque[tuple[list[Input], Future[list[Result]]]] = deque()
    try:
        while True:
            while len(waiting) < IN_FLIGHT * jobs and (batch := list(islice(items, BATCH))):
                waiting.append((batch, pool.submit(work, batch, plan)))
            if not waiting:
                return
            batch, future = waiting.popleft()
            try:
                results = future.result()
            except BrokenProcessPool:
                # Some batch in flight killed a worker, and the pool does not tell which: this one is tried input by
                # input, the others go to a new pool, where a guilty one is found in its turn.
                pool.shutdown(wait=False, cancel_futures=True)
                results = [_alone(item, plan) for item in batch]
                pool = ProcessPoolExecutor(jobs)
                waiting = deque((other, pool.submit(work, other, plan)) for other, _ in waiting)
            yield from results
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _alone(item: Input, plan: Plan) -> Result:
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    with ProcessPoolExecutor(1) as pool:
        try:
            return pool.submit(work, [item], plan).result()[0]
        except BrokenProcessPool:
            failure = Failure(item.label, "crash", "the process died while briefing it", "brief it alone to see why")
            return Result(item.name, None, failure)
