"""Work spread over processes without losing anything, even if a worker dies or hangs.

Each worker has its own two pipes and sends each result at once. So we always know which item a worker is working on; a
worker killed while writing garbles no other worker's message, and its death closes its pipe. (The pools of
`concurrent.futures` and pebble share one pipe and its locks, and can wait forever for the second half of a message when
a worker is killed.)
"""

from __future__ import annotations

import atexit
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from briefer.errors import TimeLimitError
from briefer.pools.sharing import AHEAD, BATCH, START, SUSPENDED, TRIES, Cause, Lost, Pool, Terms, take
from briefer.pools.workers import P, R, T, Work

__all__ = ["AHEAD", "BATCH", "START", "SUSPENDED", "TRIES", "Cause", "Lost", "Work", "run", "within"]


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
    """Yield each item's number, from 0, and its result, in the order of the items or as they finish.

    `work` and `plan` are sent to other processes; `work` gets one item at a time and must not raise. An item that takes
    more than `timeout` seconds, or kills every worker that tries it, gets the result that `lost` makes; other items are
    not affected. `tick` is called at least once a second while waiting for workers. Once `stopped` returns true, work
    in progress is finished, and items taken but not begun get no result.

    `weigh` returns how many bytes an item carries: only a few heavy ones are held at a time.

    A few items are worked on in this process, to save starting a pool, unless they are heavy or one is `risky`, which
    might crash this process. The time limit then covers only what Python can interrupt: not a call into C that never
    returns, nor work outside the main thread, nor anything on Windows.

    Raises BrieferError if workers cannot be started.
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
    """An item's time is up; code that handles an input's errors must not catch this."""


def within(seconds: float | None, call: Callable[[], R]) -> R:
    """Return what a call returns, unless it takes too long; raises TimeLimitError then.

    The limit covers only what Python can interrupt: see `run`.
    """
    if seconds is None or sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        return call()
    armed = True

    def expire(signum: int, frame: object) -> None:
        if armed:
            raise _ExpiredError

    before = signal.signal(signal.SIGALRM, expire)
    try:
        # Again and again: where Python cannot pass an exception on, as in a finaliser, the first one goes unheard.
        signal.setitimer(signal.ITIMER_REAL, seconds, 0.1)
        result = call()
        armed = False
    except _ExpiredError:
        armed = False
        raise TimeLimitError(f"briefing took more than {seconds:g} s", hint="split it, or raise --timeout") from None
    finally:
        armed = False
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    return result


def _here(item: T, terms: Terms[T, P, R]) -> R:
    try:
        return within(terms.timeout, lambda: terms.work([item], terms.plan)[0])
    except TimeLimitError:
        return terms.lost(item, Cause.TIMED_OUT)
