"""Running the work on this machine, in this process or in several."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from briefer import pools
from briefer.batch.work import Failure, Plan, Result, work
from briefer.pools import Cause
from briefer.readers import Item

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
    """Yield the results in input order, from `jobs` processes; a few inputs never pay for a pool.

    An input that takes more than `timeout` seconds, or kills every process that tries it, is a failure and costs the
    others nothing. `tick` is called at least every second while processes are waited for. Once `stopped` says so, what
    is in work is finished, and the rest of what was taken has no result.
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
    """Yield the number of each input, from 0, and its result, as soon as there is one unless `ordered`; else as `run`.

    Where any order will do, no result waits for a slow input.
    """
    return pools.run(
        work,
        inputs,
        plan,
        jobs=jobs,
        lost=lost(timeout),
        timeout=timeout,
        ordered=ordered,
        risky=_is_risky,
        weigh=weight,
        tick=tick,
        stopped=stopped,
    )


def _is_risky(item: Item) -> bool:
    """Return whether a library in C reads the whole of it, which a malicious file may crash."""
    return (item.path or "").lower().endswith(".pdf") or (item.data or b"").startswith(b"%PDF")


def weight(item: Item) -> int:
    """Return how many bytes an item has with it, about: none, if it is a file."""
    return len(item.data or item.text or item.html or "")


def lost(timeout: float | None) -> Callable[[Item, Cause], Result]:
    """Return what makes the result of an input that got none within `timeout` seconds, or killed its processes."""

    def result(item: Item, cause: Cause) -> Result:
        if cause is Cause.TIMED_OUT:
            message, hint = f"briefing took more than {timeout:g} s", "split it, or raise --timeout"
            return Result(item.name, None, Failure(item.label, "timeout", message, hint), seconds=timeout or 0.0)
        failure = Failure(item.label, "crash", "the process died while briefing it", "brief it alone to see why")
        return Result(item.name, None, failure)

    return result
