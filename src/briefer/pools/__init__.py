"""Work spread over processes, of which nothing gets lost: neither by a worker that dies nor by one that hangs.

Every worker has two pipes of its own and sends each result as soon as it has it. So it is always known which item a
worker is at, a worker that is killed amid a message garbles nobody else's, and its death is the end of its pipe.
(The pools of `concurrent.futures` and of pebble share one pipe and its locks: they can wait forever for the second half
of a message when a worker is killed.)
"""

from __future__ import annotations

import atexit
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from briefer.pools.sharing import AHEAD, BATCH, START, SUSPENDED, TRIES, Cause, Lost, Pool, Terms, take
from briefer.pools.workers import P, R, T, Work

__all__ = ["AHEAD", "BATCH", "START", "SUSPENDED", "TRIES", "Cause", "Lost", "Work", "run"]


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
    weigh: Callable[[T], int] = lambda item: 0,
    tick: Callable[[], None] = lambda: None,
    stopped: Callable[[], bool] = lambda: False,
) -> Iterator[tuple[int, R]]:
    """Yield the number of each item, from 0, and its result: in the order of the items, or else as they are done.

    `work` and `plan` travel to other processes; `work` is given one item at a time and must not raise. An item that
    takes more than `timeout` seconds, or that no worker outlives, has the result that `lost` makes of it; it costs no
    other item anything. `tick` is called at least every second while workers are waited for. Once `stopped` says so,
    what is in work is finished, and items that were taken but not begun have no result.

    `weigh` tells how many bytes an item has with it: of heavy ones, few are held at a time.

    Few items are worked on in this process, which spares them the start of a pool, unless they are heavy or one is
    `risky`: it might take this process along. The time limit then holds for what Python can interrupt: not for one call
    into C that never returns, nor outside the main thread, nor on Windows.

    Raises BrieferError when workers cannot be started.
    """
    terms = Terms(work, plan, jobs, lost, timeout, ordered, weigh, tick, stopped)
    rest = iter(items)
    first, exhausted = take(rest, BATCH + 1, weigh)
    few = exhausted or (jobs == 1 and timeout is None)
    if few and not any(map(risky, first)):
        for number, item in enumerate(chain(first, rest)):
            if stopped():
                return
            yield number, _here(item, terms)
    else:
        pool = Pool(enumerate(chain(first, rest)), terms)
        import multiprocessing.util  # noqa: F401 - it waits for its children at exit, and what is registered last is first

        atexit.register(pool.kill)
        try:
            yield from pool.results()
        finally:
            pool.kill()
            atexit.unregister(pool.kill)


class _ExpiredError(BaseException):
    """The time for an item is over; nothing that catches the errors of an input may catch it."""


def _here(item: T, terms: Terms[T, P, R]) -> R:
    timeout = terms.timeout
    if timeout is None or sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        return terms.work([item], terms.plan)[0]
    armed = True

    def expire(signum: int, frame: object) -> None:
        if armed:
            raise _ExpiredError

    before = signal.signal(signal.SIGALRM, expire)
    try:
        # Again and again: where Python cannot pass an exception on, as in a finaliser, the first one goes unheard.
        signal.setitimer(signal.ITIMER_REAL, timeout, 0.1)
        result = terms.work([item], terms.plan)[0]
        armed = False
    except _ExpiredError:
        armed = False
        result = terms.lost(item, Cause.TIMED_OUT)
    finally:
        armed = False
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    return result
