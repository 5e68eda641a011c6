"""Running the work in this process or in a pool; results always come in input order."""

from __future__ import annotations

import signal
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import BrokenExecutor, Future
from contextlib import contextmanager
from itertools import chain, islice
from typing import TYPE_CHECKING

from briefer.batch.work import Failure, Plan, Result, work
from briefer.readers import Item

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

BATCH = 20  # inputs a task: enough to hide the cost of sending it, few enough to retry alone
IN_FLIGHT = 4  # batches a worker: keeps all busy while the slowest comes to its turn, and bounds the memory


def run(inputs: Iterable[Item], plan: Plan, *, jobs: int) -> Iterator[Result]:
    """Yield the results in input order, from `jobs` processes; fewer than two batches never pay for a pool."""
    items = iter(inputs)
    first = list(islice(items, BATCH + 1))
    if jobs > 1 and len(first) > BATCH:
        yield from _pooled(chain(first, items), plan, jobs)
    else:
        for item in chain(first, items):
            yield from work([item], plan)


def _pooled(items: Iterator[Item], plan: Plan, jobs: int) -> Iterator[Result]:
    pool = _pool(jobs)
    waiting: deque[tuple[list[Item], Future[list[Result]]]] = deque()
    try:
        while True:
            while len(waiting) < IN_FLIGHT * jobs and (batch := list(islice(items, BATCH))):
                waiting.append((batch, _submit(pool, batch, plan)))
            if not waiting:
                return
            batch, future = waiting.popleft()
            try:
                results = future.result()
            except BrokenExecutor:
                # Some batch in flight killed a worker, and the pool does not tell which: this one is tried input by
                # input, what is not done yet goes to a new pool, where a guilty one is found in its turn.
                pool.shutdown(wait=False, cancel_futures=True)
                results = [_alone(item, plan) for item in batch]
                pool = _pool(jobs)
                waiting = deque(
                    (other, future if _succeeded(future) else _submit(pool, other, plan)) for other, future in waiting
                )
            yield from results
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _alone(item: Item, plan: Plan) -> Result:
    with _pool(1) as pool:
        try:
            return _submit(pool, [item], plan).result()[0]
        except BrokenExecutor:
            failure = Failure(item.label, "crash", "the process died while briefing it", "brief it alone to see why")
            return Result(item.name, None, failure)


def _pool(jobs: int) -> ProcessPoolExecutor:
    from concurrent.futures import ProcessPoolExecutor  # 20 ms to import

    return ProcessPoolExecutor(jobs, initializer=_ignore_interrupts)


def _submit(pool: ProcessPoolExecutor, batch: list[Item], plan: Plan) -> Future[list[Result]]:
    try:
        with _interrupts_held():  # it may start a process, which inherits what is held
            return pool.submit(work, batch, plan)
    except BrokenExecutor as error:  # a worker has died, and no result has told so yet
        future: Future[list[Result]] = Future()
        future.set_exception(error)
        return future


def _succeeded(future: Future[list[Result]]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None


def _ignore_interrupts() -> None:
    """Leave Ctrl-C to the main process, which lets its workers finish what they are at.

    A worker that died in the middle of sending its results would leave the pool waiting for the rest of them.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Hold Ctrl-C back until the block is left: within a fork, Python would swallow it or print a traceback."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
