"""A run's inputs as tasks on a Dask cluster: always enough of them, and with failures handled."""

from __future__ import annotations

import pickle
import platform
import time
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from importlib import metadata
from typing import Any

from briefer import __version__, places
from briefer.batch import isolation
from briefer.batch.engine import lost
from briefer.batch.isolation import Batch
from briefer.batch.work import Plan, Result, work
from briefer.errors import BrieferError
from briefer.pools import Cause
from briefer.readers import Item
from briefer.readers.items import weight
from briefer.readers.opening import load

BATCH = 50  # inputs a task: they hide the cost of sending it, about 15 ms
FIRST = 5  # inputs of the first tasks, so that a small run is shared out, too
BATCH_BYTES = 1_000_000  # after which a task takes no more inputs
IN_FLIGHT = 4  # tasks a thread of the cluster: keeps all busy, and bounds the memory of the scheduler
AHEAD = 500  # inputs a thread that may wait for a slow one to come to its turn: they bound our own memory
RETRIES = 2  # of a task that fails where no document is to blame
FORGOTTEN = (
    20  # tasks of a run that the scheduler may give back undone: it forgets one when workers die at a bad moment
)
CONNECT = 10.0  # seconds that the scheduler may take to answer
BEREFT = 60.0  # seconds without any worker after which there is no point in waiting
LOOK = 5.0  # seconds between two looks at how many threads there are
POLL = 0.005  # seconds between two looks for results
TICK = 1.0  # seconds between two calls of `tick` at most
# What decides about the bytes of a brief, and must be the same everywhere.
SHAPING = (
    *("sentencex", "snowballstemmer", "PyStemmer", "markdown-it-py", "PyYAML", "docutils", "trafilatura", "lxml"),
    *("pypdfium2", "chardet", "ftfy", "jinja2", "sumy", "nltk", "numpy"),
)


def versions() -> dict[str, str]:
    """Return the names and versions that determine a brief's bytes on this machine."""
    return {"briefer": __version__, "Python": platform.python_version().rpartition(".")[0]} | {
        name: _version(name) for name in SHAPING
    }


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "none"


@lru_cache
def own_versions() -> tuple[tuple[str, str], ...]:
    """Return `versions`, cached."""
    return tuple(versions().items())


def _task(packed: bytes, timeout: float | None, expected: tuple[tuple[str, str], ...]) -> list[bytes]:
    """Run `isolation.brief` on a worker, which may have joined after the check."""
    if own_versions() != expected:
        raise BrieferError(difference(dict(own_versions()), dict(expected)) or "a worker is not the same")
    return isolation.brief(packed, timeout)


def difference(there: dict[str, str], here: dict[str, str]) -> str:
    """Return how a worker's versions differ from this machine's, or an empty text."""
    return next(
        (
            f"a worker has {name} {there.get(name, 'none')}, but this machine has {version}"
            for name, version in here.items()
            if there.get(name) != version
        ),
        "",
    )


class Tasks:
    """One pass over the inputs; tasks and inputs are numbered, both in input order."""

    def __init__(
        self,
        distributed: Any,  # noqa: ANN401 - an optional package
        client: Any,  # noqa: ANN401
        inputs: Iterable[Item],
        plan: Plan,
        timeout: float | None,
        tick: Callable[[], None],
        *,
        ordered: bool,
    ) -> None:
        self.killed = distributed.KilledWorker
        self.client = client
        self.items = enumerate(inputs)
        self.plan = plan
        self.timeout = timeout
        self.tick = tick
        self.ordered = ordered
        self.exhausted = False
        self.finished = distributed.as_completed([], loop=client.loop, with_results=True, raise_errors=False)
        self.flying: dict[Any, list[tuple[int, Item]]] = {}  # future -> its inputs
        self.suspects: deque[tuple[int, Item]] = deque()  # of tasks whose workers died too often: tried one by one
        self.found: deque[tuple[int, Result]] = deque()
        self.taken = 0
        self.given = 0
        self.forgotten = 0  # tasks that came back undone while the scheduler was there
        self.threads = 1
        self.looked = self.seen = self.ticked = time.monotonic()
        self._look()

    def results(self) -> Iterator[tuple[int, Result]]:
        """Yield numbers and results until all inputs are done."""
        held: dict[int, Result] = {}
        while True:
            self._submit_more()
            if self.flying:
                self._wait()
                self._collect()
            elif not self.found:
                return
            if self.ordered:
                held.update(self.found)
                self.found.clear()
                while self.given in held:
                    yield self.given, held.pop(self.given)
                    self.given += 1
            else:
                while self.found:
                    self.given += 1
                    yield self.found.popleft()

    def cancel(self) -> None:
        """Cancel the tasks in flight."""
        if self.flying and self.client.status == "running":
            with suppress(Exception):
                self.client.cancel(list(self.flying), force=True)
        self.flying.clear()

    def _submit_more(self) -> None:
        """Keep the cluster busy. A suspect is tried alone, so that nothing else is blamed."""
        if self.suspects:
            if not self.flying:
                self._submit([self.suspects.popleft()])
            return
        while not self.exhausted and len(self.flying) < IN_FLIGHT * self.threads:
            if self.taken - self.given >= AHEAD * self.threads:
                return
            batch = self._next()
            if batch:
                self._submit(batch)

    def _next(self) -> list[tuple[int, Item]]:
        """Return the next task's inputs; those that need no worker are handled here."""
        batch: list[tuple[int, Item]] = []
        size = 0
        most = min(BATCH, FIRST + self.taken // (2 * IN_FLIGHT * self.threads))
        while len(batch) < most and size < BATCH_BYTES:
            number, item = next(self.items, (-1, None))
            if item is None:
                self.exhausted = True
                break
            self.taken += 1
            item = _loaded(item, self.plan)
            if item.error:
                self.found.append((number, work([item], self.plan)[0]))
                if len(self.found) > BATCH:
                    break
                continue
            size += weight(item)
            batch.append((number, item))
        return batch

    def _submit(self, batch: list[tuple[int, Item]]) -> None:
        packed = pickle.dumps(Batch([item for _, item in batch], self.plan, work))
        with no_warnings():
            future = self.client.submit(
                _task, packed, self.timeout, own_versions(), pure=False, retries=RETRIES, key=None
            )
        self.flying[future] = batch
        self.finished.add(future)

    def _wait(self) -> None:
        """Wait until a task is finished; raises BrieferError if no worker is left to finish it."""
        while not self.finished.has_ready():
            time.sleep(POLL)
            self._look_and_tick()
        self._look_and_tick()

    def _look_and_tick(self) -> None:
        now = time.monotonic()
        if now - self.ticked >= TICK:
            self.ticked = now
            self.tick()
        if now - self.looked >= LOOK:
            self._look()

    def _look(self) -> None:
        """Update the number of threads; raises BrieferError if there have been none for too long."""
        self.looked = now = time.monotonic()
        try:
            threads = sum(self.client.nthreads(callback_timeout=CONNECT).values())
        except Exception:  # what is in flight will tell that the scheduler is gone
            return
        if threads:
            self.seen = now
            self.threads = threads
        elif now - self.seen > BEREFT:
            raise BrieferError("the cluster has no workers left", hint="start some, then run the same command again")

    def _collect(self) -> None:
        for future, outcome in self.finished.next_batch(block=False):
            batch = self.flying.pop(future)
            # Not by the status of the future: it may be lost again by now, with the worker that we had this from.
            if isinstance(outcome, list):
                numbers = (number for number, _ in batch)
                self.found.extend(zip(numbers, map(pickle.loads, outcome), strict=True))
            elif isinstance(outcome, tuple):  # of an error: its type, the error, the traceback
                self._deal_with(outcome[1], batch)
            elif self.client.status == "running" and self.forgotten < FORGOTTEN:
                self.forgotten += 1
                self._submit(batch)
            else:
                raise BrieferError(
                    "the scheduler of the cluster is gone", hint="start it again, then run the same command again"
                )
            future.release()

    def _deal_with(self, error: BaseException, batch: list[tuple[int, Item]]) -> None:
        if isinstance(error, BrieferError):
            raise error
        if not isinstance(error, self.killed):
            what = f"{type(error).__name__}: {error}".splitlines()[0]
            raise BrieferError(f"a worker of the cluster failed ({what})", hint="check its log")
        if len(batch) > 1:
            # All that a worker has been given is blamed for its death, the innocent too.
            self.suspects.extend(batch)
            return
        number, item = batch[0]
        self.found.append((number, lost(self.timeout)(item, Cause.DIED)))


def _loaded(item: Item, plan: Plan) -> Item:
    """Return an item that any machine can read: with its bytes, unless all machines can open it."""
    if item.error or item.path is None or item.data is not None or item.text is not None or item.html is not None:
        return item
    if places.shared(item.path):
        return item
    try:
        return item._replace(data=load(item, plan.reading))
    except BrieferError as error:
        return item._replace(error=error)


@contextmanager
def no_warnings() -> Iterator[None]:
    """Keep Dask's warnings, such as those about large tasks, off stderr."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
