"""Work spread over processes, of which nothing gets lost: neither by a worker that dies nor by one that hangs.

Every worker has two pipes of its own and sends each result as soon as it has it. So it is always known which item a
worker is at, a worker that is killed amid a message garbles nobody else's, and its death is the end of its pipe.
(The pools of `concurrent.futures` and of pebble share one pipe and its locks: they can wait forever for the second half
of a message when a worker is killed.)
"""

from __future__ import annotations

import atexit
import gc
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from enum import StrEnum
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from briefer.errors import BrieferError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import BaseContext

BATCH = 20  # items a message at most: enough to hide the cost of sending it, few enough to share the rest out evenly
FIRST = 5  # items of a batch as long as nobody knows how long one takes
BATCH_SECONDS = 0.2  # what a batch should take: of slow items it holds fewer
AHEAD = 1000  # items that may wait for a slow one to come to its turn, beside those in work: they bound the memory
TRIES = 3  # workers that an item may outlive before it counts as what kills them
TICK = 1.0  # seconds between two calls of `tick` at most
START = 60.0  # seconds that a worker may take to start
HINT = "look for free memory, and try --jobs 1"
STILLBORN = 5  # workers in a row that die before they start working: there is no point in trying more
HELD = {signal.SIGINT, signal.SIGTERM}
SUSPENDED = 2.0  # seconds by which a wait is late when this process was stopped, not merely slow

T = TypeVar("T")
P = TypeVar("P")
R = TypeVar("R")
Work = Callable[[Sequence[T], P], list[R]]


class Cause(StrEnum):
    """Why an item has no result."""

    DIED = "died"
    TIMED_OUT = "timed out"


Lost = Callable[[T, Cause], R]


def run(
    work: Work[T, P, R],
    items: Iterable[T],
    plan: P,
    *,
    jobs: int,
    lost: Lost[T, R],
    timeout: float | None = None,
    ordered: bool = True,
    risky: Callable[[T], bool] = lambda item: False,
    tick: Callable[[], None] = lambda: None,
) -> Iterator[tuple[int, R]]:
    """Yield the number of each item, from 0, and its result: in the order of the items, or else as they are done.

    `work` and `plan` travel to other processes; `work` is given one item at a time and must not raise. An item that
    takes more than `timeout` seconds, or that no worker outlives, has the result that `lost` makes of it; it costs no
    other item anything. `tick` is called at least every second while workers are waited for.

    Few items are worked on in this process, which spares them the start of a pool, unless one is `risky`: it might take
    this process along. The time limit then holds for what Python can interrupt: not for one call into C that never
    returns, nor outside the main thread, nor on Windows.

    Raises BrieferError when workers cannot be started.
    """
    rest = iter(items)
    first = list(islice(rest, BATCH + 1))
    few = len(first) <= BATCH or (jobs == 1 and timeout is None)
    if few and not any(map(risky, first)):
        for number, item in enumerate(chain(first, rest)):
            yield number, _here(work, item, plan, lost, timeout)
    else:
        pool = _Pool(work, enumerate(chain(first, rest)), plan, jobs, lost, timeout, ordered, tick)
        atexit.register(pool.kill)  # before multiprocessing waits for its children
        try:
            yield from pool.results()
        finally:
            pool.kill()
            atexit.unregister(pool.kill)


class _ExpiredError(BaseException):
    """The time for an item is over; nothing that catches the errors of an input may catch it."""


def _here(work: Work[T, P, R], item: T, plan: P, lost: Lost[T, R], timeout: float | None) -> R:
    if timeout is None or sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        return work([item], plan)[0]
    armed = True

    def expire(signum: int, frame: object) -> None:
        if armed:
            raise _ExpiredError

    before = signal.signal(signal.SIGALRM, expire)
    try:
        # Again and again: where Python cannot pass an exception on, as in a finaliser, the first one goes unheard.
        signal.setitimer(signal.ITIMER_REAL, timeout, 0.1)
        result = work([item], plan)[0]
        armed = False
    except _ExpiredError:
        armed = False
        result = lost(item, Cause.TIMED_OUT)
    finally:
        armed = False
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    return result


class _Worker(Generic[T]):
    """A process, the pipes to it, and the batch it is at: the first of `batch` is in work since `since`."""

    def __init__(self, context: BaseContext, work: Work[T, P, R], plan: P, others: Iterable[_Worker[T]]) -> None:
        with _signals_held():  # it may fork a process, which inherits what is held
            theirs_in, self.requests = context.Pipe(duplex=False)
            self.replies, theirs_out = context.Pipe(duplex=False)
            ours: tuple[Connection[Any, Any], ...] = (self.requests, self.replies)
            parent = os.getpid()
            if context.get_start_method() == "fork":  # it has our ends, too, and must close them to see us go
                ours += tuple(end for other in others for end in (other.requests, other.replies))
            else:
                ours, parent = (), 0
            self.process = context.Process(  # type: ignore[attr-defined]
                target=_serve, args=(work, plan, theirs_in, theirs_out, ours, parent), daemon=True
            )
            try:
                self.process.start()
            finally:
                theirs_in.close()
                theirs_out.close()
        self.started = False
        self.batch: deque[tuple[int, T]] = deque()
        self.since = time.monotonic()

    def kill(self) -> None:
        """End the process at once, wait until it is gone, and close what belongs to it."""
        self.process.kill()
        self.process.join()
        self.process.close()
        self.requests.close()
        self.replies.close()


class _Pool(Generic[T, P, R]):
    def __init__(
        self,
        work: Work[T, P, R],
        items: Iterator[tuple[int, T]],
        plan: P,
        jobs: int,
        lost: Lost[T, R],
        timeout: float | None,
        ordered: bool,
        tick: Callable[[], None],
    ) -> None:
        self.work = work
        self.items = items
        self.plan = plan
        self.jobs = jobs
        self.lost = lost
        self.timeout = timeout
        self.ordered = ordered
        self.tick = tick
        self.workers: list[_Worker[T]] = []
        self.again: deque[tuple[int, T]] = deque()  # innocent items of workers that are gone
        self.suspects: deque[tuple[int, T]] = deque()  # what a worker was at when it died: tried alone
        self.deaths: dict[int, int] = {}  # by number of the item
        self.found: deque[tuple[int, R]] = deque()
        self.taken = 0
        self.given = 0
        self.exhausted = False
        self.stillborn = 0
        self.seconds: float | None = None  # an item takes, about

    def results(self) -> Iterator[tuple[int, R]]:
        """Yield numbers and results until all items are done."""
        held: dict[int, R] = {}
        while True:
            self._share_out()
            if not any(worker.batch for worker in self.workers):
                return
            self._collect()
            if not self.ordered:
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
        """End all workers at once; those that have nothing to do have nothing to lose."""
        while self.workers:
            self.workers.pop().kill()

    def _share_out(self) -> None:
        """Give a batch to every worker that has none, and start workers as long as there is work for them."""
        for worker in [worker for worker in self.workers if not worker.batch]:
            if not self._give(worker):
                return
        while len(self.workers) < self.jobs and (batch := self._next()):
            try:
                worker = _Worker(_context(), self.work, self.plan, self.workers)
            except OSError as error:  # no more memory, or no more processes
                if not self.workers:
                    raise BrieferError(f"no process can be started ({error.strerror})", hint=HINT) from error
                self.jobs = len(self.workers)
                self.again.extendleft(reversed(batch))
                return
            self.workers.append(worker)
            self._give(worker, batch)

    def _give(self, worker: _Worker[T], batch: list[tuple[int, T]] | None = None) -> bool:
        batch = batch or self._next()
        if not batch:
            return False
        worker.batch.extend(batch)
        worker.since = time.monotonic()
        with suppress(OSError):  # it has died: the end of its other pipe will tell
            worker.requests.send([item for _, item in batch])
        return True

    def _next(self) -> list[tuple[int, T]]:
        if self.suspects:
            return [self.suspects.popleft()]
        size = FIRST if self.seconds is None else min(BATCH, max(1, int(BATCH_SECONDS / (self.seconds + 1e-6))))
        batch = [self.again.popleft() for _ in range(min(size, len(self.again)))]
        if batch or self.exhausted or (self.ordered and self.taken - self.given >= AHEAD + BATCH * self.jobs):
            return batch
        batch = list(islice(self.items, size))
        self.exhausted = len(batch) < size
        self.taken += len(batch)
        return batch

    def _collect(self) -> None:
        """Wait until some worker has something to tell, or its time is over, and keep the results."""
        from multiprocessing.connection import wait

        busy: dict[object, _Worker[T]] = {worker.replies: worker for worker in self.workers if worker.batch}
        now = time.monotonic()
        limit = min(self._deadline(worker) for worker in busy.values())
        patience = max(0.0, min(TICK, limit - now))
        ready = wait([worker.replies for worker in busy.values()], patience)
        late = time.monotonic() - now - patience
        if late > SUSPENDED and not ready:
            for worker in busy.values():  # we were stopped, and so were they: that is not their time
                worker.since += late
        for replies in ready:
            self._hear(busy.pop(replies))
        now = time.monotonic()
        for worker in busy.values():
            if now >= self._deadline(worker):
                self._bury(worker, Cause.TIMED_OUT)
        self.tick()

    def _deadline(self, worker: _Worker[T]) -> float:
        if not worker.started:
            return worker.since + max(START, self.timeout or 0)
        return worker.since + self.timeout if self.timeout is not None else float("inf")

    def _hear(self, worker: _Worker[T]) -> None:
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

    def _bury(self, worker: _Worker[T], cause: Cause) -> None:
        """Take leave of a worker that died or hangs: the item that it was at is tried alone or lost, the rest again."""
        self.workers.remove(worker)
        worker.kill()
        if not worker.started:
            self.stillborn += 1
            if self.stillborn == STILLBORN:
                raise BrieferError("worker processes die as they start", hint=HINT)
            self.again.extendleft(reversed(worker.batch))
            return
        number, item = worker.batch.popleft()
        self.again.extendleft(reversed(worker.batch))
        self.deaths[number] = self.deaths.get(number, 0) + 1
        if cause is Cause.DIED and self.deaths[number] < TRIES:
            self.suspects.append((number, item))
        else:
            del self.deaths[number]
            self.found.append((number, self.lost(item, cause)))


def _context() -> BaseContext:
    """Return how workers are started: by fork where that is safe, since it takes 5 ms instead of 300.

    A process with several threads must not fork: what another thread holds would stay locked in the child forever.
    """
    import multiprocessing

    if sys.platform == "linux":
        return multiprocessing.get_context("fork" if len(os.listdir("/proc/self/task")) == 1 else "forkserver")  # noqa: PTH208
    return multiprocessing.get_context("spawn")


def _serve(
    work: Work[T, P, R],
    plan: P,
    requests: Connection[Any, Any],
    replies: Connection[Any, Any],
    strangers: Sequence[Connection[Any, Any]],
    parent: int,
) -> None:
    """Work on one batch after the other until the other end of the pipe is closed; never returns."""
    try:
        for signum in (signal.SIGINT, signal.SIGTERM):  # the main process decides what they mean
            signal.signal(signum, signal.SIG_IGN)
        if sys.platform != "win32":
            signal.pthread_sigmask(signal.SIG_UNBLOCK, HELD)
        for stranger in strangers:
            stranger.close()
        _die_with(parent)
        gc.enable()
        gc.freeze()  # what is shared with the main process stays so
        replies.send(None)
        while True:
            for item in requests.recv():
                replies.send(work([item], plan)[0])
    except (EOFError, OSError):
        os._exit(0)
    except BaseException:
        os._exit(1)


def _die_with(parent: int) -> None:
    """Let this process end when the main process is gone, even amid a call that never returns.

    `parent` is the main process where it is our parent, else 0: then a server between the two goes with it.
    """
    if sys.platform == "linux":
        import ctypes

        pr_set_pdeathsig = 1
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGKILL)
        if parent and os.getppid() != parent:
            os._exit(0)
    else:
        threading.Thread(target=_watch, args=(os.getppid(),), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(TICK)
    os._exit(0)


@contextmanager
def _signals_held() -> Iterator[None]:
    """Hold signals back until the block is left: within a fork, Python would swallow them or print a traceback."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, HELD)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
