"""Shares items out among workers, and deals with those that a dead or hanging worker held."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from briefer.errors import BrieferError
from briefer.pools.workers import P, R, T, Work, Worker, context

BATCH = 20  # items a message at most: enough to hide the cost of sending it, few enough to share the rest out evenly
FIRST = 5  # items of a batch as long as nobody knows how long one takes
BATCH_SECONDS = 0.2  # what a batch should take: of slow items it holds fewer
HEAVY = 1_000_000  # bytes after which a batch takes no more items
AHEAD = 1000  # items that may wait for a slow one to come to its turn, beside those in work: they bound the memory
TRIES = 3  # workers that an item may outlive before it counts as what kills them
TICK = 1.0  # seconds between two calls of `tick` at most
START = 60.0  # seconds that a worker may take to start
HINT = "free some memory, or try --jobs 1"
STILLBORN = 5  # workers in a row that die before they start working: there is no point in trying more
SUSPENDED = 2.0  # seconds by which a wait is late when this process was stopped, not merely slow


class Cause(StrEnum):
    """Why an item has no result."""

    DIED = "died"
    TIMED_OUT = "timed out"


S = TypeVar("S")
Lost = Callable[[T, Cause], R]


def take(items: Iterator[S], most: int, weigh: Callable[[S], int]) -> tuple[list[S], bool]:
    """Return the next items, fewer if they are heavy, and whether these were the last."""
    batch: list[S] = []
    weight = 0
    for item in items:
        batch.append(item)
        weight += weigh(item)
        if len(batch) == most or weight >= HEAVY:
            return batch, False
    return batch, True


def batch_size(seconds: float | None) -> int:
    """Return the largest batch of items that take `seconds` each (None: not known yet).

    >>> [batch_size(seconds) for seconds in (None, 0.0, 0.05, 10.0)]
    [5, 20, 3, 1]
    """
    if seconds is None:
        return FIRST
    return min(BATCH, max(1, int(BATCH_SECONDS / (seconds + 1e-6))))


@dataclass(frozen=True, slots=True)
class Terms(Generic[T, P, R]):
    """What applies to all items of a run; `run` explains each field."""

    work: Work[T, P, R]
    plan: P
    jobs: int
    lost: Lost[T, R]
    timeout: float | None
    ordered: bool
    weigh: Callable[[T], int]
    tick: Callable[[], None]
    stopped: Callable[[], bool]


class Pool(Generic[T, P, R]):
    """Workers, and the numbered items they are given."""

    def __init__(self, items: Iterator[tuple[int, T]], terms: Terms[T, P, R]) -> None:
        self.items = items
        self.terms = terms
        self.jobs = terms.jobs  # fewer where no more processes can be started
        self.workers: list[Worker[T]] = []
        self.again: deque[tuple[int, T]] = deque()  # innocent items of workers that are gone
        self.suspects: deque[tuple[int, T]] = deque()  # what a worker was at when it died: tried alone
        self.deaths: dict[int, int] = {}  # by number of the item
        self.found: deque[tuple[int, R]] = deque()
        self.taken = 0
        self.given = 0
        self.exhausted = False
        self.stillborn = 0
        self.left = time.monotonic()  # when the results were last looked at
        self.seconds: float | None = None  # an item takes, about

    def results(self) -> Iterator[tuple[int, R]]:
        """Yield numbers and results until all items are done."""
        held: dict[int, R] = {}
        while True:
            self._share_out()
            if not any(worker.batch for worker in self.workers):
                return
            self._collect()
            if not self.terms.ordered:
                while self.found:
                    self.given += 1
                    yield self.found.popleft()
                continue
            held.update(self.found)
            self.found.clear()
            while self.given in held:
                self.given += 1
                yield self.given - 1, held.pop(self.given - 1)

    def kill(self) -> None:
        """Kill all workers; those that are idle lose nothing."""
        while self.workers:
            self.workers.pop().kill()

    def _share_out(self) -> None:
        """Give a batch to every idle worker, and start more workers while there is work."""
        for worker in [worker for worker in self.workers if not worker.batch]:
            if not self._give(worker):
                return
        while len(self.workers) < self.jobs and (batch := self._next()):
            try:
                worker = Worker(context(), self.terms.work, self.terms.plan, self.workers)
            except OSError as error:  # no more memory, or no more processes
                if not self.workers:
                    raise BrieferError(f"cannot start a process ({error.strerror})", hint=HINT) from error
                self.jobs = len(self.workers)
                self.again.extendleft(reversed(batch))
                return
            self.workers.append(worker)
            self._give(worker, batch)

    def _give(self, worker: Worker[T], batch: list[tuple[int, T]] | None = None) -> bool:
        batch = batch or self._next()
        if not batch:
            return False
        worker.batch.extend(batch)
        worker.since = time.monotonic()
        with suppress(OSError):  # it has died: the end of its other pipe will tell
            worker.requests.send([item for _, item in batch])
        return True

    def _next(self) -> list[tuple[int, T]]:
        if self.terms.stopped():
            return []
        if self.suspects:
            return [self.suspects.popleft()]
        size = batch_size(self.seconds)
        batch = [self.again.popleft() for _ in range(min(size, len(self.again)))]
        if batch or self.exhausted or (self.terms.ordered and self.taken - self.given >= AHEAD + BATCH * self.jobs):
            return batch
        batch, self.exhausted = take(self.items, size, lambda numbered: self.terms.weigh(numbered[1]))
        self.taken += len(batch)
        return batch

    def _collect(self) -> None:
        """Wait until a worker sends something or runs out of time, and keep the results."""
        from multiprocessing.connection import wait

        busy: dict[object, Worker[T]] = {worker.replies: worker for worker in self.workers if worker.batch}
        now = time.monotonic()
        self._forgive(now - self.left, busy.values())  # whoever takes our results may be slow, or was stopped
        limit = min(self._deadline(worker) for worker in busy.values())
        patience = max(0.0, min(TICK, limit - now))
        ready = wait([worker.replies for worker in busy.values()], patience)
        self._forgive(time.monotonic() - now - patience, busy.values())
        for replies in ready:
            self._hear(busy.pop(replies))
        now = time.monotonic()
        for worker in busy.values():
            if now >= self._deadline(worker) and not wait([worker.replies], 0):  # its result may have come by now
                self._bury(worker, Cause.TIMED_OUT)
        self.terms.tick()
        self.left = now

    def _forgive(self, late: float, busy: Iterable[Worker[T]]) -> None:
        """Do not charge workers for time in which this process was suspended, as they most likely were too."""
        if late > SUSPENDED:
            for worker in busy:
                worker.since += late

    def _deadline(self, worker: Worker[T]) -> float:
        if not worker.started:
            return worker.since + max(START, self.terms.timeout or 0)
        return worker.since + self.terms.timeout if self.terms.timeout is not None else float("inf")

    def _hear(self, worker: Worker[T]) -> None:
        try:
            result = worker.replies.recv()
        except (EOFError, OSError):
            self._bury(worker, Cause.DIED)
            return
        now = time.monotonic()
        if not worker.started:
            worker.started = True
        else:
            number, _ = worker.batch.popleft()
            self.found.append((number, result))
            self.deaths.pop(number, None)
            self.stillborn = 0
            took = now - worker.since
            self.seconds = took if self.seconds is None else 0.9 * self.seconds + 0.1 * took
        worker.since = now
        if self.terms.stopped():
            self.workers.remove(worker)
            worker.kill()  # it has more to do, but has not begun it

    def _bury(self, worker: Worker[T], cause: Cause) -> None:
        """Remove a worker that died or hangs: its current item is tried alone or lost, the others are tried again."""
        self.workers.remove(worker)
        worker.kill()
        if not worker.started:
            self.stillborn += 1
            if self.stillborn == STILLBORN:
                raise BrieferError("worker processes die while starting", hint=HINT)
            self.again.extendleft(reversed(worker.batch))
            return
        number, item = worker.batch.popleft()
        self.again.extendleft(reversed(worker.batch))
        self.deaths[number] = self.deaths.get(number, 0) + 1
        if cause is Cause.DIED and self.deaths[number] < TRIES:
            self.suspects.append((number, item))
        else:
            del self.deaths[number]
            self.found.append((number, self.terms.lost(item, cause)))
