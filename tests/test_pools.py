"""Worker processes that die or hang: they cost what they were at, and nothing else."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from briefer import pools
from briefer.batch import engine
from briefer.batch.work import Plan, Result
from briefer.errors import BrieferError
from briefer.pipeline import Options
from briefer.pools import Cause, sharing
from briefer.readers import Item
from briefer.render import View
from examples import slow_but
from processes import PARENT, PATIENCE, living

DOUBLES = Path(__file__).parent / "doubles"
PLAN = Plan(Options(), View())
# Newer Pythons warn of forks in a process with several threads.
pytestmark = pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
posix = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")


@pytest.fixture(autouse=True)
def fatal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(DOUBLES))
    import fatal_work

    monkeypatch.setattr(engine, "work", fatal_work.work)


@pytest.fixture(autouse=True)
def forked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have workers forked, as they are in a process of one thread, whatever threads other tests have left behind."""
    if sys.platform == "linux":
        monkeypatch.setattr(sharing, "context", lambda: multiprocessing.get_context("fork"))


def items(number: int, fates: dict[int, str], usual: str = "live") -> list[Item]:
    return [Item(f"{n}", f"{n}", text=fates.get(n, usual)) for n in range(number)]


def children() -> set[int]:
    """Return the processes that this one has started, as the system knows them.

    Those that were there before may be of other tests, and may end at any time.
    """
    return living(PARENT, os.getpid())


def errors(results: list[Result]) -> dict[int, str]:
    return {int(result.name): result.failure.error for result in results if result.failure}


FATES = [
    {0: "die"},
    {25: "exit"},
    {59: "die"},
    {3: "die", 4: "die", 45: "die"},
    {199: "die"},
    {0: "die", 30: "exit", 60: "die", 90: "die", 120: "die", 199: "die"},
    {0: "hang"},
    {7: "stuck", 199: "hang"},
    {20: "hang", 21: "die", 22: "stuck", 23: "exit"},
]
ERRORS = {"die": "crash", "exit": "crash", "hang": "timeout", "stuck": "timeout"}


@posix
@pytest.mark.parametrize("jobs", [pytest.param(1, marks=pytest.mark.slow), 3])
@pytest.mark.parametrize("fates", slow_but(FATES, FATES[0], *FATES[5:]), ids=str)
def test_guilty_inputs_alone_fail(fates: dict[int, str], jobs: int) -> None:
    before = children()
    results = list(engine.run(items(200, fates), PLAN, jobs=jobs, timeout=1))
    assert [result.name for result in results] == [f"{n}" for n in range(200)]
    assert errors(results) == {number: ERRORS[fate] for number, fate in fates.items()}
    for result in results:
        assert (result.rendered is None) == (int(result.name) in fates)
    assert children() <= before


@posix
def test_results_in_any_order_wait_for_nobody(tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    found = engine.run_any(items(200, {0: f"await {gate}"}), PLAN, jobs=2, timeout=30)
    others = list(islice(found, 200 - sharing.FIRST))  # all but the batch of the one that waits for us
    gate.touch()
    rest = list(found)
    assert 0 in dict(rest)
    assert sorted(number for number, _ in others + rest) == list(range(200))
    assert errors([result for _, result in others + rest]) == {}


@posix
@pytest.mark.parametrize("fate", ["hang", "sleep 3600"])
def test_few_inputs_have_a_time_limit_without_a_process(fate: str) -> None:
    results = list(engine.run(items(3, {1: fate}), PLAN, jobs=2, timeout=0.2))
    assert errors(results) == {1: "timeout"}
    failure = results[1].failure
    assert failure
    assert failure.message == "briefing took more than 0.2 s"
    assert failure.hint == "split it, or raise --timeout"
    assert signal.getsignal(signal.SIGALRM) is signal.SIG_DFL
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)


@posix
@pytest.mark.slow
def test_result_that_nobody_has_looked_at_is_no_timeout() -> None:
    """What waits in a pipe while this process is busy with another result was there in time."""
    calls = 0

    def stopped() -> bool:
        nonlocal calls
        calls += 1
        if calls % 10 == 0:
            time.sleep(1.2)
        return False

    results = list(engine.run(items(60, {}, "sleep 0.03"), PLAN, jobs=3, timeout=1, stopped=stopped))
    assert errors(results) == {}


def test_few_inputs_start_no_process() -> None:
    before = children()
    found = engine.run(items(pools.BATCH, {}), PLAN, jobs=4)
    next(found)
    assert children() <= before
    found.close()


@posix
def test_heavy_inputs_are_held_by_ones() -> None:
    taken = 0

    def endless() -> Iterator[Item]:
        nonlocal taken
        while True:
            taken += 1
            yield Item(f"{taken}", f"{taken}", data=bytes(2_000_000), text="live")

    results = engine.run_any(endless(), PLAN, jobs=2)
    for given in range(1, 30):
        next(results)
        assert taken <= given + 4
    results.close()  # type: ignore[attr-defined]


def test_risky_input_gets_a_process() -> None:
    """A file that a library in C reads may take its process along, and that must not be ours."""
    results = list(engine.run([Item("a.pdf", "a.pdf", path="a.pdf", text="die")], PLAN, jobs=1))
    assert [result.failure.error for result in results if result.failure] == ["crash"]


@posix
def test_outside_the_main_thread_all_is_done() -> None:
    found: list[Result] = []
    thread = threading.Thread(target=lambda: found.extend(engine.run(items(60, {30: "hang"}), PLAN, jobs=2, timeout=1)))
    thread.start()
    thread.join(timeout=PATIENCE)
    assert errors(found) == {30: "timeout"}
    assert len(found) == 60


@pytest.mark.parametrize(
    ("seconds", "size"), [(None, sharing.FIRST), (0.0, sharing.BATCH), (0.05, 3), (0.15, 1), (3600.0, 1)]
)
def test_slow_items_are_dealt_out_a_few_at_a_time(seconds: float | None, size: int) -> None:
    """Many at a time would leave the last ones to one worker, while the others have nothing to do."""
    assert sharing.batch_size(seconds) == size


@posix
@pytest.mark.parametrize("size", [1, 3])
def test_batches_hold_no_more_than_their_size(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    sizes, asked = [], []
    choose = sharing.Pool._next

    def note(pool: sharing.Pool[Any, Any, Any]) -> list[tuple[int, Any]]:
        batch = choose(pool)
        sizes.append(len(batch))
        return batch

    def few(seconds: float | None) -> int:
        asked.append(seconds)
        return size

    monkeypatch.setattr(sharing.Pool, "_next", note)
    monkeypatch.setattr(sharing, "batch_size", few)
    list(engine.run(items(100, {}), PLAN, jobs=4))
    assert max(sizes) == size
    assert any(seconds is not None for seconds in asked)  # what items took so far is what decides


@posix
def test_left_run_leaves_no_process() -> None:
    before = children()  # multiprocessing may have helpers of its own
    found = engine.run(items(500, {}), PLAN, jobs=2)
    for _ in range(30):
        next(found)
    assert len(children() - before) == 2
    found.close()
    assert children() <= before


def test_program_ends_amid_a_run() -> None:
    script = (
        "from briefer.batch import engine\n"
        "from briefer.batch.work import Plan\n"
        "from briefer.pipeline import Options\n"
        "from briefer.readers import Item\n"
        "from briefer.render import View\n"
        "items = (Item(f'{n}', f'{n}', text='The pier is shut, she said.') for n in range(1000))\n"
        "found = engine.run(items, Plan(Options(), View()), jobs=2)\n"
        "next(found)\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, timeout=PATIENCE)


def _never(inputs: object, plan: object) -> list[str]:
    raise AssertionError


class Fatal:
    """A plan that kills whoever unpacks it, as a process would die that has no memory to start."""

    def __reduce__(self) -> tuple[object, ...]:
        return os._exit, (1,)


@posix
@pytest.mark.slow
def test_workers_that_cannot_start_end_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "context", lambda: multiprocessing.get_context("spawn"))
    with pytest.raises(BrieferError, match="worker processes die while starting; free some memory"):
        list(pools.run(_never, range(50), Fatal(), jobs=2, lost=lambda item, cause: ""))


@posix
def test_no_process_can_be_started(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise OSError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", fail)
    with pytest.raises(BrieferError, match=r"cannot start a process \(Resource temporarily unavailable\)"):
        list(engine.run(items(50, {}), PLAN, jobs=2))


@posix
@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_workers_killed_at_any_moment_cost_nothing(seed: int) -> None:
    """Results are large, so that many a worker is killed in the middle of sending one."""
    spared = [str(child) for child in children()]  # which other tests have started
    command = [sys.executable, "-c", KILLER, str(os.getpid()), str(seed), *spared]
    killer = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        results = list(engine.run(items(2500, {}, "large"), PLAN, jobs=2))
    finally:
        killer.terminate()
        output, _ = killer.communicate()
    assert errors(results) == {}
    assert [result.rendered for result in results] == [f"{n}\n" * 50_000 for n in range(2500)]
    assert output.count("killed") >= 5


KILLER = """
import os, random, signal, sys, time
from pathlib import Path
main, source = int(sys.argv[1]), random.Random(int(sys.argv[2]))
spared = {os.getpid(), *map(int, sys.argv[3:])}
while True:
    time.sleep(source.uniform(0.2, 0.5))
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        pid = int(path.parent.name)
        if int(fields[1]) == main and fields[0] != "Z" and pid not in spared:
            found.append(pid)
    if found:
        try:
            os.kill(source.choice(sorted(found)), signal.SIGKILL)
        except ProcessLookupError:
            continue
        print("killed", flush=True)
"""


@posix
def test_cause_of_an_item_that_no_worker_outlives() -> None:
    causes = []

    def lost(item: Item, cause: Cause) -> Result:
        causes.append((item.name, cause))
        return Result(item.name, None)

    import fatal_work

    fates = items(60, {5: "die", 50: "stuck"})
    assert len(list(pools.run(fatal_work.work, fates, PLAN, jobs=2, lost=lost, timeout=1))) == 60
    assert sorted(causes) == [("5", Cause.DIED), ("50", Cause.TIMED_OUT)]


@posix
def test_tick_comes_while_workers_are_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gate = tmp_path / "gate"
    ticks = 0
    monkeypatch.setattr(sharing, "TICK", 0.01)

    def tick() -> None:
        nonlocal ticks
        ticks += (tmp_path / "gate.awaited").exists()
        if ticks == 3:
            gate.touch()

    assert errors(list(engine.run(items(25, {3: f"await {gate}"}), PLAN, jobs=1, timeout=30, tick=tick))) == {}
