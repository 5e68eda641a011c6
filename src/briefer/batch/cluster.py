"""Runs the work on a Dask cluster, with the same results as on this machine, even if workers come, go or die."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from briefer import __version__, extras
from briefer.batch.engine import TIMEOUT
from briefer.batch.tasks import CONNECT, Tasks, difference, no_warnings, versions
from briefer.batch.work import Plan, Result
from briefer.errors import ExtraMissingError, OptionError
from briefer.readers import Item

WORKERS = 30.0  # seconds that the first worker may take to come
NOISY = ("distributed", "tornado", "asyncio")
RE_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


@contextmanager
def connected(scheduler: str) -> Iterator[Cluster]:
    """Connect to a scheduler's cluster, given an address such as tcp://host:8786 or a scheduler file.

    Raises OptionError if the cluster cannot be reached, has no workers, has workers that would make other briefs than
    this machine, or if Dask is not installed.
    """
    try:
        distributed = extras.load("distributed", "clusters")
    except ExtraMissingError as error:
        raise OptionError(f"--scheduler {scheduler}: {error.message}", hint=error.hint) from error
    with _quiet(), _client(distributed, scheduler) as client:
        _check(client, distributed.__version__, scheduler)
        yield Cluster(distributed, client)


class Cluster:
    """A connected cluster; its briefs are those this machine would make."""

    def __init__(self, distributed: Any, client: Any) -> None:  # noqa: ANN401 - an optional package
        self.distributed = distributed
        self.client = client

    def run(
        self,
        inputs: Iterable[Item],
        plan: Plan,
        *,
        timeout: float | None = TIMEOUT,
        tick: Callable[[], None] = lambda: None,
    ) -> Iterator[Result]:
        """Yield the results in input order.

        An input that takes more than `timeout` seconds, or kills every process that tries it, becomes a failure without
        affecting the others. `tick` is called at least once a second while waiting. Raises BrieferError if the
        cluster is lost.
        """
        return (result for _, result in self.run_any(inputs, plan, timeout=timeout, tick=tick, ordered=True))

    def run_any(
        self,
        inputs: Iterable[Item],
        plan: Plan,
        *,
        timeout: float | None = TIMEOUT,
        tick: Callable[[], None] = lambda: None,
        ordered: bool = False,
    ) -> Iterator[tuple[int, Result]]:
        """Yield each input's number, from 0, and its result: as results arrive, or in input order if `ordered`."""
        run = Tasks(self.distributed, self.client, inputs, plan, timeout, tick, ordered=ordered)
        try:
            yield from run.results()
        finally:
            run.cancel()


@contextmanager
def _client(distributed: Any, scheduler: str) -> Iterator[Any]:  # noqa: ANN401 - an optional package
    address = _address(scheduler)
    try:
        # Else Dask keeps the last 1,000 messages for those who look for errors in it, with the inputs in them.
        settings = import_module("dask.config").set({"distributed.admin.low-level-log-length": 10})
        with no_warnings(), settings:
            client = distributed.Client(address, timeout=CONNECT, set_as_default=False)
    except Exception as error:
        reason = "its version of Dask differs" if isinstance(error, ImportError) else "nobody answers"
        raise OptionError(
            f"--scheduler {scheduler}: the cluster cannot be reached ({reason})",
            hint="check the address and that `dask scheduler` runs there",
        ) from error
    try:
        yield client
    finally:
        with suppress(Exception):
            client.close(timeout=2)


def _address(scheduler: str) -> str:
    """Return a scheduler's address, given that address or its file."""
    if RE_ADDRESS.match(scheduler):
        return scheduler
    try:
        return str(json.loads(Path(scheduler).read_text(encoding="utf-8"))["address"])
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise OptionError(
            f"--scheduler {scheduler}: this is neither an address nor a scheduler file",
            hint="write tcp://host:8786, or the --scheduler-file of `dask scheduler`",
        ) from error


def _check(client: Any, version: str, scheduler: str) -> None:  # noqa: ANN401 - an optional package
    """Raise OptionError unless all workers would make the same briefs as this machine."""
    problem, hint = "", "install the same there"
    try:
        client.wait_for_workers(1, timeout=WORKERS)
        theirs = client.get_versions()
        others = {**theirs["workers"], "the scheduler": theirs["scheduler"]}
        for who, found in others.items():
            there = found["packages"]["distributed"]
            if there != version:
                problem = f"{who} has Dask {there}, but this machine has {version}"
        # A builtin: where briefer is missing, no function of its own could be called.
        for who, said in client.run(eval, "__import__('briefer').__version__", on_error="return").items():
            if problem:
                break
            if isinstance(said, BaseException):
                problem = f"the worker {who} has no briefer ({said})"
            elif said != __version__:
                problem = f"the worker {who} has briefer {said}, but this machine has {__version__}"
        for who, there in {} if problem else client.run(versions).items():
            if differs := difference(there, versions()):
                problem = differs.replace("a worker", f"the worker {who}")
    except TimeoutError:
        problem, hint = "the cluster has no workers", "start `dask worker` with the same address"
    except OSError as error:
        problem, hint = f"the cluster does not answer ({error})".splitlines()[0], "check its log"
    if problem:
        raise OptionError(f"--scheduler {scheduler}: {problem}", hint=hint)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep Dask's log off stderr, where briefer reports in one line."""
    before = {}
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] in NOISY:
            logger = logging.getLogger(name)
            before[logger] = logger.disabled
            logger.disabled = True
    try:
        yield
    finally:
        for logger, disabled in before.items():
            logger.disabled = disabled
