"""A separate process for each thread's work, so that no document can harm the process the thread belongs to.

A cluster worker runs briefer in threads: a hanging thread cannot be stopped, and a crashing one would take the worker
and all its work along. So the thread sends its inputs to a process, which it can kill. `multiprocessing` does not help:
workers are often daemons, which may not have such children.
"""

from __future__ import annotations

import atexit
import gc
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import BinaryIO, NamedTuple, cast

from briefer.batch.engine import lost
from briefer.batch.work import Plan, Result
from briefer.errors import BrieferError
from briefer.pools import START, SUSPENDED, TRIES, Cause
from briefer.readers import Item

STILLBORN = 3  # processes in a row that die before they are given work
IDLE = 60.0  # seconds without work after which a process ends
CHECK = 0.25  # seconds between two looks at the clock
ORPHANED = 10.0  # seconds beyond the limit after which a process ends itself: whoever should have done it is gone


class Batch(NamedTuple):
    """Inputs, with all that is needed to brief them elsewhere: a function `work` and a `plan`."""

    items: Sequence[Item]
    plan: Plan
    work: Callable[[Sequence[Item], Plan], list[Result]]


def brief(packed: bytes, timeout: float | None) -> list[bytes]:
    """Return the pickled results of a pickled batch, in order, from a separate process.

    An input that takes more than `timeout` seconds, or kills every process that tries it, becomes a failure. Raises
    BrieferError if no process can be started.
    """
    found: list[bytes] = []
    deaths = stillborn = 0
    while True:
        before = len(found)
        process = _take()
        if process.brief(packed, timeout, found):
            _idle.append(process)
            return found
        process.end()
        if process.began:
            stillborn = 0
            deaths = deaths + 1 if len(found) == before else 1
            cause = Cause.TIMED_OUT if process.expired_at == len(found) else Cause.DIED
            if cause is Cause.TIMED_OUT or deaths == TRIES:
                batch: Batch = pickle.loads(packed)  # noqa: S301 - it came from whoever runs this
                found.append(pickle.dumps(lost(timeout)(batch.items[len(found)], cause)))
                deaths = 0
        elif (stillborn := stillborn + 1) == STILLBORN:
            raise BrieferError("processes of a worker die while starting", hint="free some memory on its machine")


class _Process:
    """A process and its pipes; whether it `began` with its batch, and at which input its time ran out."""

    def __init__(self) -> None:
        paths = os.pathsep.join(path for path in sys.path if path)
        self.process = subprocess.Popen(  # noqa: S603 - this very program
            [sys.executable, "-P", "-c", f"from {__name__} import serve; serve()"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": paths},
        )
        self.requests = cast(BinaryIO, self.process.stdin)
        self.replies = cast(BinaryIO, self.process.stdout)
        self.began = False
        self.expired_at: int | None = None
        self._at = 0
        self._deadline = float("inf")
        self._lock = threading.Lock()
        threading.Thread(target=self._watch, daemon=True).start()

    def brief(self, packed: bytes, timeout: float | None, found: list[bytes]) -> bool:
        """Append the batch's missing results to `found`; return False if the process ended too early."""
        limit = float("inf") if timeout is None else timeout
        self.began = False
        try:
            self._wait_for(len(found), max(START, timeout or 0))
            pickle.dump((packed, len(found), timeout), self.requests)
            self.requests.flush()
            pickle.load(self.replies)  # noqa: S301 - from our own process
            self.began = True
            self._wait_for(len(found), limit)
            while (result := pickle.load(self.replies)) is not None:  # noqa: S301
                found.append(result)
                self._wait_for(len(found), limit)
            self._wait_for(len(found), float("inf"))
        except (EOFError, OSError, pickle.UnpicklingError):
            return False
        return True

    def end(self) -> None:
        """End the process, and close its pipes."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.requests, self.replies):
            with suppress(OSError):
                pipe.close()

    def _wait_for(self, number: int, seconds: float) -> None:
        with self._lock:
            self._at = number
            self._deadline = time.monotonic() + seconds

    def _watch(self) -> None:
        before = time.monotonic()
        while self.process.poll() is None:
            time.sleep(CHECK)
            now = time.monotonic()
            late, before = now - before - CHECK, now
            with self._lock:
                if late > SUSPENDED:  # the machine slept, and so did the process: that is not its time
                    self._deadline += late
                elif now > self._deadline:
                    self.expired_at = self._at
                    self.process.kill()
                    return


_idle: list[_Process] = []


@atexit.register
def _end_idle() -> None:
    while _idle:
        _idle.pop().end()


def _take() -> _Process:
    while _idle:
        with suppress(IndexError):  # another thread was faster
            process = _idle.pop()
            if process.process.poll() is None:
                return process
            process.end()
    return _Process()


def serve() -> None:
    """Work on batches from standard input until it is closed; never returns."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C in the terminal of a worker is the worker's to deal with
    requests = sys.stdin.buffer
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever prints does not print into the results
    gc.freeze()
    try:
        while True:
            timer = threading.Timer(IDLE, os._exit, [0])
            timer.daemon = True
            timer.start()
            packed, skipped, timeout = pickle.load(requests)  # noqa: S301 - from our own parent
            timer.cancel()
            batch: Batch = pickle.loads(packed)  # noqa: S301
            _send(replies, None)
            for item in batch.items[skipped:]:
                _limit(timeout)
                _send(replies, pickle.dumps(batch.work([item], batch.plan)[0]))
            _limit(None)
            _send(replies, None)
    except (EOFError, OSError):
        os._exit(0)


def _send(replies: BinaryIO, result: bytes | None) -> None:
    pickle.dump(result, replies)
    replies.flush()


def _limit(seconds: float | None) -> None:
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, 0 if seconds is None else seconds + ORPHANED)
