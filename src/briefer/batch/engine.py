"""Runs the work on this machine, in this process or in several."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from briefer import pools
from briefer.batch.work import Failure, Plan, Result, work
from briefer.pools import Cause
from briefer.readers import Item
from briefer.readers.items import is_risky, weight

TIMEOUT = 60.0  # seconds a document


def run(
    inputs: Iterable[Item],
    plan: Plan,
    *,
    jobs: int,
    timeout: float | None = TIMEOUT,
    tick: Callable[[], None] = lambda: None,
    stopped: Callable[[], bool] = lambda: False,
) -> Iterator[Result]:
    """Yield the results in input order, from `jobs` processes; a few inputs are not worth a pool.

    An input that takes more than `timeout` seconds, or kills every process that tries it, becomes a failure without
    affecting the others. `tick` is called at least once a second while waiting. Once `stopped` returns true, work in
    progress is finished, and the other inputs taken get no result.
    """
    found = run_any(inputs, plan, jobs=jobs, timeout=timeout, tick=tick, stopped=stopped, ordered=True)
    return (result for _, result in found)


def run_any(
    inputs: Iterable[Item],
    plan: Plan,
    *,
    jobs: int,
    timeout: float | None = TIMEOUT,
    tick: Callable[[], None] = lambda: None,
    stopped: Callable[[], bool] = lambda: False,
    ordered: bool = False,
) -> Iterator[tuple[int, Result]]:
    """Yield each input's number, from 0, and its result: as results arrive, or in input order if `ordered`.

    Otherwise like `run`. In any order, no result waits for a slow input.
    """
    return pools.run(
        work,
        inputs,
        plan,
        jobs=jobs,
        lost=lost(timeout),
        timeout=timeout,
        ordered=ordered,
        risky=is_risky,
        weigh=weight,
        tick=tick,
        stopped=stopped,
    )


def lost(timeout: float | None) -> Callable[[Item, Cause], Result]:
    """Return a function that makes the result of an input that ran out of time or killed its processes."""

    def result(item: Item, cause: Cause) -> Result:
        if cause is Cause.TIMED_OUT:
            message, hint = f"briefing took more than {timeout:g} s", "split it, or raise --timeout"
            return Result(item.name, None, Failure(item.label, "timeout", message, hint), seconds=timeout or 0.0)
        failure = Failure(item.label, "crash", "the process died while briefing it", "brief it alone to see why")
        return Result(item.name, None, failure)

    return result
