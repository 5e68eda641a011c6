"""Ctrl-C and SIGTERM: once ends what is in work, twice stops; no process is left, whatever happens to the first."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from examples import diagonal
from processes import PATIENCE, SESSION, living, wait_for

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes in /proc")

FATAL = Path(__file__).parent / "doubles" / "fatal_work.py"
STOPPING = "stopping once the work in progress is done; interrupt again to stop at once"
CODES = {signal.SIGINT: 130, signal.SIGTERM: 143}


def start(folder: Path, texts: list[str], *options: str, inputs: str = "in.jsonl") -> subprocess.Popen[str]:
    """Start a run in a session of its own, in which the texts say what befalls the process."""
    rows = [json.dumps({"id": f"n{number}", "text": text}) for number, text in enumerate(texts)]
    (folder / "in.jsonl").write_text("".join(row + "\n" for row in rows), encoding="utf-8")
    return subprocess.Popen(
        [sys.executable, str(FATAL), "batch", inputs, *options],
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def session(leader: int) -> set[int]:
    """Return the living processes of a session."""
    return living(SESSION, leader)


def briefs(folder: Path) -> int:
    """Return how many briefs a run into a folder or a file has recorded."""
    for name in ("out/manifest.jsonl", ".out.jsonl.briefer/manifest.jsonl"):
        if (folder / name).exists():
            return (folder / name).read_bytes().count(b"\n")
    return 0


def counted(line: str) -> int:
    return int(line.split()[0])


@pytest.mark.parametrize("out", ["out", pytest.param("out.jsonl", marks=pytest.mark.slow)])
@pytest.mark.parametrize(("number", "size"), diagonal(list(CODES), [15, 500]))
def test_once_finishes_what_is_in_work(tmp_path: Path, out: str, number: signal.Signals, size: int) -> None:
    gate = tmp_path / "gate"
    process = start(tmp_path, ["live"] * 5 + [f"await {gate}"] * (size - 5), "--out", out, "--jobs", "2")
    wait_for(lambda: briefs(tmp_path) > 3 and gate.with_suffix(".awaited").exists())
    os.killpg(process.pid, number)  # as the terminal does: to all processes
    assert process.stderr
    assert process.stderr.readline() == f"{STOPPING}\n"
    gate.touch()
    output, last = process.communicate(timeout=PATIENCE)
    assert (process.returncode, output) == (CODES[number], "")
    last = last.rstrip("\n")
    assert "\n" not in last
    assert last.endswith("; stopped early; run the same command again to resume")
    assert counted(last) == briefs(tmp_path) < size
    assert session(process.pid) == set()
    assert not (tmp_path / "out.jsonl").exists()
    again = start(tmp_path, ["live"] * size, "--out", out)  # other texts, so nothing is skipped
    assert again.communicate(timeout=PATIENCE)[1] == f"{size} briefs\n"


@pytest.mark.parametrize(("number", "text"), diagonal(list(CODES), ["sleep 3600", "hang", "stuck"]))
def test_twice_stops_at_once(tmp_path: Path, number: signal.Signals, text: str) -> None:
    process = start(tmp_path, ["live"] * 30 + [text] * 30, "--out", "out", "--jobs", "2")
    wait_for(lambda: briefs(tmp_path) == 30)
    process.send_signal(number)
    assert process.stderr
    assert process.stderr.readline() == f"{STOPPING}\n"
    time.sleep(0.2)
    assert process.poll() is None
    assert len(session(process.pid)) == 3
    process.send_signal(number)
    output, errors = process.communicate(timeout=PATIENCE)
    assert (process.returncode, output) == (CODES[number], "")
    assert errors == "stopped at once; run the same command again to resume\n"
    assert session(process.pid) == set()
    assert briefs(tmp_path) == 30


def test_one_process_is_stopped_amid_an_input(tmp_path: Path) -> None:
    process = start(tmp_path, ["live"] * 3 + ["hang"], "--out", "out")
    wait_for(lambda: briefs(tmp_path) == 3)
    process.send_signal(signal.SIGINT)
    assert process.stderr
    assert process.stderr.readline() == f"{STOPPING}\n"
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=PATIENCE)
    assert process.returncode == 130


@pytest.mark.parametrize("text", ["sleep 3600", "hang", "stuck"])
def test_workers_go_with_the_run_that_is_killed(tmp_path: Path, text: str) -> None:
    process = start(tmp_path, ["live"] * 30 + [text] * 30, "--out", "out", "--jobs", "2")
    wait_for(lambda: briefs(tmp_path) == 30)
    assert len(session(process.pid)) == 3
    process.kill()
    process.communicate(timeout=PATIENCE)
    wait_for(lambda: session(process.pid) == set())


def test_silent_list_is_not_waited_for(tmp_path: Path) -> None:
    process = start(tmp_path, ["live"], "--files-from", "-", "--out", "out")
    wait_for(lambda: (tmp_path / "out" / ".briefer" / "lock").exists())
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=PATIENCE) == 130  # its standard input is open still
    assert process.communicate()[1].startswith(STOPPING)


def test_signal_after_the_end_of_a_run_is_that_of_python() -> None:
    from briefer.batch.stopping import Stop

    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
    told = []
    stop = Stop(lambda: told.append("stopping"))
    with stop.heeding():
        os.kill(os.getpid(), signal.SIGTERM)
        assert stop.signal is signal.SIGTERM
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)
    assert told == ["stopping"]
    assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == before
    assert stop.next(iter("a")) is None


@pytest.mark.slow
def test_time_in_which_all_was_stopped_does_not_count(tmp_path: Path) -> None:
    """Ctrl-Z, or a machine that slept."""
    process = start(tmp_path, ["sleep 0.1"] * 60, "--out", "out", "--jobs", "2", "--timeout", "2")
    wait_for(lambda: briefs(tmp_path) > 3)
    os.killpg(process.pid, signal.SIGSTOP)
    time.sleep(5)
    os.killpg(process.pid, signal.SIGCONT)
    _, errors = process.communicate(timeout=PATIENCE)
    assert (process.returncode, errors) == (0, "60 briefs\n")
