"""One worker: a process with its own two pipes, which ends when the process that started it does."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import BaseContext

HELD = {signal.SIGINT, signal.SIGTERM}
LOOK = 1.0  # seconds between two looks at whether the main process is there

T = TypeVar("T")
P = TypeVar("P")
R = TypeVar("R")
Work = Callable[[Sequence[T], P], list[R]]


class Worker(Generic[T]):
    """A process, its pipes and its batch; the first item of `batch` has been in progress since `since`."""

    def __init__(self, context: BaseContext, work: Work[T, P, R], plan: P, others: Iterable[Worker[T]]) -> None:
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
        """Kill the process, wait for it to end, and close its pipes."""
        self.process.kill()
        self.process.join()
        self.process.close()
        self.requests.close()
        self.replies.close()


def context() -> BaseContext:
    """Return how to start workers: by fork if that is safe, since it takes 5 ms instead of 300.

    A process with several threads must not fork: locks held by other threads would stay locked in the child forever.
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
    """Work on batches until the other end of the pipe is closed; never returns."""
    try:
        for signum in (signal.SIGINT, signal.SIGTERM):  # the main process decides what they mean
            signal.signal(signum, signal.SIG_IGN)
        if sys.platform != "win32":
            signal.signal(signal.SIGHUP, signal.SIG_IGN)
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
    """End this process when the main process is gone, even during a call that never returns.

    `parent` is the main process if that is our parent, otherwise 0: then a server between the two ends with it.
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
        time.sleep(LOOK)
    os._exit(0)


@contextmanager
def _signals_held() -> Iterator[None]:
    """Block signals within a `with` statement: during a fork, Python would swallow them or print a traceback."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, HELD)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
