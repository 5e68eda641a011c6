"""A Dask cluster on this machine: the same bytes as without one, whatever happens to its workers."""

from __future__ import annotations

import json
import os
import pickle
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from typer.testing import Result as CliResult

from briefer import __version__
from briefer.batch import cluster, engine, isolation, tasks
from briefer.batch.isolation import Batch
from briefer.batch.work import Plan, Result
from briefer.errors import BrieferError, OptionError
from briefer.pipeline import Options
from briefer.pools import Cause
from briefer.readers import Item
from briefer.render import View
from processes import PATIENCE, wait_for

TESTS = Path(__file__).parent
PLAN = Plan(Options(), View(format="jsonl"))
ARTICLE = "Storm Closes Pier\n\nThe pier will stay shut until Friday, the harbour office said. Crews are at work.\n"
CLI = Callable[..., CliResult]
TIME = re.compile(rb'"time": "[^"]*"')
PROGRAM = [sys.executable, "-m", "briefer"]

needs_dask = pytest.mark.skipif(not find_spec("distributed"), reason="needs pip install distributed")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills processes by signals")


class Processes:
    """A scheduler and its workers, each the first of a process group of its own."""

    def __init__(self, folder: Path, env: dict[str, str]) -> None:
        self.folder = folder
        self.env = {**os.environ, "PYTHONPATH": str(TESTS / "doubles"), **env}
        self.file = folder / "scheduler.json"
        self.started: list[subprocess.Popen[bytes]] = []

    def start(self, *arguments: str, **env: str) -> subprocess.Popen[bytes]:
        log = (self.folder / f"log-{len(self.started)}").open("wb")
        with log:
            process = subprocess.Popen(
                [sys.executable, "-m", "distributed.cli.dask_" + arguments[0], *arguments[1:]],
                cwd=self.folder,
                env={**self.env, **env},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.started.append(process)
        return process

    def scheduler(self) -> subprocess.Popen[bytes]:
        process = self.start(
            "scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(self.file), "--no-dashboard"
        )
        wait_for(lambda: self.file.exists() and self.file.stat().st_size > 0)
        return process

    def worker(self, *options: str, **env: str) -> subprocess.Popen[bytes]:
        common = ("--scheduler-file", str(self.file), "--host", "127.0.0.1", "--nthreads", "1", "--no-dashboard")
        return self.start("worker", *common, *options, **env)

    def end(self) -> None:
        for process in reversed(self.started):
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@contextmanager
def processes(folder: Path, workers: int, *options: str, **env: str) -> Iterator[Processes]:
    found = Processes(folder, env)
    try:
        found.scheduler()
        for _ in range(workers):
            found.worker(*options)
        yield found
    finally:
        found.end()


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Processes]:
    """Return a cluster of two workers, which tests leave as they find it."""
    with processes(tmp_path_factory.mktemp("cluster"), 2, "--no-nanny") as found:
        yield found


@pytest.fixture
def double(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the stand-in do the work."""
    monkeypatch.syspath_prepend(str(TESTS / "doubles"))
    import cluster_work

    monkeypatch.setattr(tasks, "work", cluster_work.work)


@pytest.fixture
def sizes(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return a list that fills with the number of inputs of each task."""
    found: list[int] = []
    submit = tasks.Tasks._submit

    def note(self: Any, batch: Any) -> None:
        found.append(len(batch))
        submit(self, batch)

    monkeypatch.setattr(tasks.Tasks, "_submit", note)
    return found


def connect(scheduler: Path | str) -> None:
    with cluster.connected(str(scheduler)):
        pass


def items(*texts: str) -> list[Item]:
    return [Item(f"n{number}", f"n{number}", text=text) for number, text in enumerate(texts)]


def packed(*texts: str) -> bytes:
    import cluster_work

    return pickle.dumps(Batch(items(*texts), PLAN, cluster_work.work))


def brief(*texts: str, timeout: float | None = None) -> list[tuple[str, str | None]]:
    """Return the name and the kind of failure of each result."""
    results: list[Result] = [pickle.loads(data) for data in isolation.brief(packed(*texts), timeout)]  # noqa: S301
    return [(result.name, result.failure and result.failure.error) for result in results]


@pytest.mark.usefixtures("double")
class TestIsolation:
    """The process beside a thread of a worker."""

    @pytest.fixture(autouse=True)
    def ended(self) -> Iterator[None]:
        """Leave no process behind that waits for more work, and ends itself in the midst of another test."""
        yield
        isolation._end_idle()

    def test_process_is_used_again(self) -> None:
        assert brief("a", "b") == [("n0", None), ("n1", None)]
        before = isolation._idle[-1].process.pid
        assert brief("print") == [("n0", None)]
        assert isolation._idle[-1].process.pid == before

    def test_death_costs_the_guilty_alone(self) -> None:
        assert brief("a", "die", "b", "die") == [("n0", None), ("n1", "crash"), ("n2", None), ("n3", "crash")]

    def test_hang_costs_the_guilty_alone(self) -> None:
        assert brief("a", "hang", "b", timeout=1) == [("n0", None), ("n1", "timeout"), ("n2", None)]

    def test_failures_are_those_of_the_local_engine(self) -> None:
        (data,) = isolation.brief(packed("hang"), 0.5)
        expected = engine.lost(0.5)(items("hang")[0], Cause.TIMED_OUT)
        assert pickle.loads(data) == expected  # noqa: S301

    def test_process_that_ended_idle_is_nobodys_fault(self) -> None:
        brief("a")
        isolation._idle[-1].process.kill()
        isolation._idle[-1].process.wait()
        assert brief("a", "b") == [("n0", None), ("n1", None)]

    def test_processes_that_cannot_start_are_an_error(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(isolation, "_idle", [])
        monkeypatch.setattr(sys, "executable", "/bin/false")
        with pytest.raises(BrieferError, match="die while starting"):
            brief("a")

    def test_process_ends_with_its_parent(self) -> None:
        code = (
            "import os, pickle, sys; from briefer.batch import isolation; sys.path.insert(0, sys.argv[1])\n"
            "from cluster_work import work; from briefer.readers import Item\n"
            "isolation.brief(pickle.dumps(isolation.Batch([Item('a', 'a', text='a')], None, work)), None)\n"
            "print(isolation._idle[0].process.pid, flush=True); os.kill(os.getpid(), 9)"
        )
        done = subprocess.run([sys.executable, "-c", code, str(TESTS / "doubles")], stdout=subprocess.PIPE, check=False)
        child = int(done.stdout)
        wait_for(lambda: not _runs(child))


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_missing_package_is_named_with_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(OptionError, match=r"the package distributed; try `pip install distributed`"):
        connect("tcp://127.0.0.1:1")


@needs_dask
@pytest.mark.parametrize("scheduler", ["none.json", "", "localhost:8786", "folder", "list.json", "text.json"])
def test_scheduler_that_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scheduler: str) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    (tmp_path / "list.json").write_text("[]")
    (tmp_path / "text.json").write_text("tcp://127.0.0.1:1")
    with pytest.raises(OptionError, match="neither an address nor a scheduler file"):
        connect(scheduler)


@needs_dask
@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "nonsense://127.0.0.1:1", "tcp://no such host:1"])
def test_scheduler_that_nobody_answers_for(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], address: str
) -> None:
    monkeypatch.setattr(cluster, "CONNECT", 1.0)
    with pytest.raises(OptionError, match=r"the cluster cannot be reached \(nobody answers\)"):
        connect(address)
    assert capfd.readouterr().err == ""


@needs_dask
def test_same_briefs_as_without_a_cluster(two: Processes, capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    rows = [Item(f"n{n}", f"n{n}", text=f"{ARTICLE} It is storm {n}.", id=f"{n}") for n in range(130)]
    for name, content in {"a.txt": ARTICLE.encode(), "b.txt": b"Caf\xe9s shut, he said.", "c.txt": b" "}.items():
        (tmp_path / name).write_bytes(content)
        rows.insert(50, Item(name, name, path=str(tmp_path / name)))
    rows.insert(70, Item("none", "none", path=str(tmp_path / "none")))
    rows.append(Item("error", "error", error=BrieferError("not to be read", input="error")))
    expected = [strip(result) for result in engine.run(iter(rows), PLAN, jobs=2)]
    assert sum(result[2] is not None for result in expected) == 3
    with cluster.connected(str(two.file)) as found:
        assert [strip(result) for result in found.run(iter(rows), PLAN)] == expected
        unordered = list(found.run_any(iter(rows), PLAN))
    assert [strip(result) for _, result in sorted(unordered, key=lambda pair: pair[0])] == expected
    assert capfd.readouterr().err == ""


def strip(result: Result) -> tuple[Any, ...]:
    return (result.name, result.rendered, result.failure, result.sha256)


@needs_dask
@pytest.mark.usefixtures("double")
def test_documents_that_die_or_hang_cost_themselves_alone(two: Processes) -> None:
    texts = ["live"] * 100
    texts[3] = texts[60] = "die"
    texts[61] = "hang"
    with cluster.connected(str(two.file)) as found:
        results = list(found.run(items(*texts), PLAN, timeout=1))
    assert [result.name for result in results] == [f"n{number}" for number in range(100)]
    assert {result.name: result.failure.error for result in results if result.failure} == {
        "n3": "crash",
        "n60": "crash",
        "n61": "timeout",
    }
    assert all(process.poll() is None for process in two.started)


@needs_dask
@pytest.mark.usefixtures("double")
def test_inputs_are_read_as_they_are_needed(two: Processes) -> None:
    taken = 0

    def endless() -> Iterator[Item]:
        nonlocal taken
        while True:
            taken += 1
            yield Item(f"{taken}", f"{taken}", text="live")

    with cluster.connected(str(two.file)) as found:
        results = found.run(endless(), PLAN)
        assert [next(results).name for _ in range(50)] == [f"{n}" for n in range(1, 51)]
        results.close()  # type: ignore[attr-defined]
    assert taken <= 50 + tasks.AHEAD * 2 + tasks.BATCH


@needs_dask
def test_inputs_are_not_kept_once_they_are_sent(two: Processes) -> None:
    """Dask would keep the last thousand messages: a hundred megabytes."""
    with cluster.connected(str(two.file)) as found:
        assert found.client.scheduler_comm.recent_message_log.maxlen == 10


@needs_dask
@pytest.mark.usefixtures("double")
def test_tasks_grow_with_the_run(two: Processes, sizes: list[int]) -> None:
    with cluster.connected(str(two.file)) as found:
        assert len(list(found.run(items(*["live"] * 2000), PLAN))) == 2000
    assert sizes[0] == tasks.FIRST
    assert max(sizes) == tasks.BATCH
    assert sizes[:-1] == sorted(sizes[:-1])


@needs_dask
@pytest.mark.usefixtures("double")
def test_large_inputs_travel_in_small_tasks(two: Processes, sizes: list[int]) -> None:
    with cluster.connected(str(two.file)) as found:
        results = list(found.run(items(*["x" * 600_000] * 7), PLAN))
    assert len(results) == 7
    assert sizes == [2, 2, 2, 1]


@needs_dask
@pytest.mark.slow
@pytest.mark.usefixtures("double")
def test_worker_lost_amid_the_run_costs_nothing(tmp_path: Path) -> None:
    with processes(tmp_path, 2, "--no-nanny") as found:
        with cluster.connected(str(found.file)) as connected:
            wait_for(lambda: len(connected.client.nthreads()) == 2)
            results = connected.run(items(*["slow"] * 160), PLAN)
            names = [next(results).name for _ in range(30)]
            found.started[1].kill()
            names += [result.name for result in results if not result.failure]
        assert names == [f"n{number}" for number in range(160)]


@needs_dask
@pytest.mark.slow
@pytest.mark.usefixtures("double")
def test_document_that_kills_workers_fails_and_its_neighbours_do_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = ["live"] * 60
    texts[25] = "kill"
    blamed: list[int] = []
    deal_with = tasks.Tasks._deal_with

    def note(self: Any, error: BaseException, batch: Any) -> None:
        blamed.append(len(batch))
        deal_with(self, error, batch)

    monkeypatch.setattr(tasks.Tasks, "_deal_with", note)
    with (
        processes(tmp_path, 2, DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="1") as found,
        cluster.connected(str(found.file)) as connected,
    ):
        results = list(connected.run(items(*texts), PLAN))
    assert max(blamed) >= tasks.FIRST  # the innocent were blamed as well
    assert blamed.count(1) == 1
    assert [result.name for result in results] == [f"n{number}" for number in range(60)]
    assert [(result.name, result.failure.error) for result in results if result.failure] == [("n25", "crash")]


@needs_dask
@pytest.mark.slow
@pytest.mark.usefixtures("double")
def test_scheduler_lost_amid_the_run_is_one_line(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with (
        processes(tmp_path, 1, "--no-nanny") as found,
        pytest.raises(BrieferError, match="the scheduler of the cluster is gone; start it again"),
        cluster.connected(str(found.file)) as connected,
    ):
        results = connected.run(items(*["slow"] * 160), PLAN)
        next(results)
        found.started[0].kill()
        list(results)
    assert capfd.readouterr().err == ""


@needs_dask
@pytest.mark.slow
@pytest.mark.usefixtures("double")
def test_cluster_that_loses_all_workers_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "BEREFT", 0.5)
    monkeypatch.setattr(tasks, "LOOK", 0.1)
    with (
        processes(tmp_path, 1, "--no-nanny") as found,
        pytest.raises(BrieferError, match="the cluster has no workers left"),
        cluster.connected(str(found.file)) as connected,
    ):
        results = connected.run(items(*["slow"] * 160), PLAN)
        next(results)
        found.started[1].kill()
        list(results)


@needs_dask
@pytest.mark.slow
def test_cluster_without_workers_is_wrong_usage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "WORKERS", 0.3)
    with processes(tmp_path, 0) as found, pytest.raises(OptionError, match="has no workers; start `dask worker`"):
        connect(found.file)


@needs_dask
@pytest.mark.slow
@pytest.mark.parametrize(
    ("source", "message"),
    [
        (
            '__version__ = "0.0.1"\n',
            rf"has briefer 0\.0\.1, but this machine has {__version__}; install the same there",
        ),
        ('raise ImportError("broken")\n', r"has no briefer \(broken\); install the same there"),
    ],
    ids=["other version", "none"],
)
def test_worker_that_would_not_give_the_same_briefs_is_refused(tmp_path: Path, source: str, message: str) -> None:
    fake = tmp_path / "fake" / "briefer"
    fake.mkdir(parents=True)
    (fake / "__init__.py").write_text(source)
    with processes(tmp_path, 0) as found:
        found.worker("--no-nanny", PYTHONPATH=str(fake.parent))
        with pytest.raises(OptionError, match=message):
            connect(found.file)


@needs_dask
def test_packages_that_shape_briefs_must_be_the_same(two: Processes, monkeypatch: pytest.MonkeyPatch) -> None:
    there = tasks.versions()["sentencex"]
    monkeypatch.setattr(tasks, "_version", lambda package: "0.1")
    with pytest.raises(OptionError, match=rf"has sentencex {there}, but this machine has 0\.1; install the same there"):
        connect(two.file)


def test_worker_that_joins_later_is_refused_as_well() -> None:
    expected = tuple({**tasks.versions(), "briefer": "0.0.1"}.items())
    with pytest.raises(BrieferError, match=rf"a worker has briefer {__version__}, but this machine has 0\.0\.1"):
        tasks._task(b"", None, expected)


@needs_dask
@pytest.mark.parametrize("out", ["briefs", "briefs.jsonl", "briefs.db", "-"])
def test_command_line_gives_the_same_bytes(cli: CLI, two: Processes, tmp_path: Path, out: str) -> None:
    rows = [json.dumps({"id": f"{n}", "text": f"{ARTICLE} It is storm {n}."}) for n in range(60)]
    rows[7], rows[9] = "{", json.dumps({"id": "blank", "text": " "})
    (tmp_path / "in.jsonl").write_text("".join(row + "\n" for row in rows))
    (tmp_path / "bad.txt").write_bytes(bytes(100))
    inputs = (tmp_path / "in.jsonl", tmp_path / "bad.txt", tmp_path / "none.txt")

    def run(place: Path, *options: str) -> tuple[int, str, list[str], dict[str, bytes]]:
        result = cli("batch", *inputs, "--out", out if out == "-" else place / out, *options)
        paths = [path for path in place.rglob("*") if path.is_file()]
        files = {path.name: TIME.sub(b"", path.read_bytes()) for path in paths}
        said = sorted(result.stderr.replace(str(place), "").splitlines())
        return result.exit_code, result.stdout, said, files

    here = run(tmp_path / "here", "--jobs", "2")
    there = run(tmp_path / "there", "--scheduler", str(two.file))
    manifests = [
        files.pop(f"{prefix}manifest.jsonl", b"")
        for prefix in ("", "briefs.", "briefs.db.")
        for files in (here[3], there[3])
    ]
    assert here == there
    assert here[0] == 1
    for one, other in (manifests[:2], manifests[2:4], manifests[4:]):
        assert sorted(one.splitlines()) == sorted(other.splitlines())


@needs_dask
def test_command_line_makes_nothing_where_the_cluster_cannot_be_reached(
    cli: CLI, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "CONNECT", 1.0)
    (tmp_path / "a.txt").write_text(ARTICLE)
    result = cli("batch", tmp_path / "a.txt", "--out", tmp_path / "out", "--scheduler", "tcp://127.0.0.1:1")
    assert (result.exit_code, result.stderr) == (
        2,
        "briefer: --scheduler tcp://127.0.0.1:1: the cluster cannot be reached (nobody answers); "
        "check the address and that `dask scheduler` runs there\n",
    )
    assert not (tmp_path / "out").exists()


@needs_dask
@pytest.mark.slow
def test_interrupted_run_goes_on_where_it_stopped(cli: CLI, two: Processes, tmp_path: Path) -> None:
    rows = [json.dumps({"id": f"{n}", "text": f"{ARTICLE} It is storm {n}. " * 10}) for n in range(600)]
    (tmp_path / "in.jsonl").write_text("".join(row + "\n" for row in rows))
    command = [*PROGRAM, "batch", "in.jsonl", "--out", "out.jsonl", "--scheduler", str(two.file)]
    process = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True)
    pieces = tmp_path / ".out.jsonl.briefer" / "pieces"
    wait_for(lambda: pieces.exists() and pieces.stat().st_size > 0)
    process.send_signal(signal.SIGINT)
    said = process.communicate(timeout=PATIENCE)[1]
    assert process.returncode == 130
    assert "Traceback" not in said
    assert not (tmp_path / "out.jsonl").exists()
    again = cli("batch", tmp_path / "in.jsonl", "--out", tmp_path / "out.jsonl", "--scheduler", two.file)
    assert again.exit_code == 0
    whole = cli("batch", tmp_path / "in.jsonl", "--out", tmp_path / "whole.jsonl", "--jobs", "2")
    assert whole.exit_code == 0
    assert (tmp_path / "out.jsonl").read_bytes() == (tmp_path / "whole.jsonl").read_bytes()


class Answer:
    """A future as Dask leaves it when its worker dies right after the result was fetched."""

    status = "lost"

    def release(self) -> None:
        pass


@needs_dask
def test_result_of_a_worker_that_died_right_after_it_counts(two: Processes) -> None:
    with cluster.connected(str(two.file)) as connected:
        run = tasks.Tasks(connected.distributed, connected.client, [], PLAN, None, lambda: None, ordered=True)
        batch = list(enumerate(items("a", "b")))
        answer, undone = Answer(), Answer()
        run.flying = {answer: batch[:1], undone: batch[1:]}
        outcomes = [(answer, [pickle.dumps("brief of a")]), (undone, CancelledError())]
        run.finished = SimpleNamespace(next_batch=lambda block: outcomes, add=lambda future: None)
        run._collect()
        assert list(run.found) == [(0, "brief of a")]
        assert list(run.flying.values()) == [batch[1:]]  # tried again
        run.cancel()
