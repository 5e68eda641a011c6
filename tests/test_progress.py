"""What a batch says while it runs, and at its end."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import processes
from briefer.batch import Run
from briefer.cli import progress
from briefer.cli.progress import When
from processes import PATIENCE

pytest.importorskip("pty", reason="needs a terminal")

FATAL = Path(__file__).parent / "doubles" / "fatal_work.py"
RE_ESCAPE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def on_terminal(folder: Path, texts: list[str], *options: str, **environment: str) -> tuple[int, str]:
    """Return the exit code of a run and all that it wrote to the terminal; the texts say what it does."""
    rows = [json.dumps({"id": f"n{number}", "text": text}) for number, text in enumerate(texts)]
    (folder / "in.jsonl").write_text("".join(row + "\n" for row in rows), encoding="utf-8")
    command = [sys.executable, str(FATAL), "batch", *options, "in.jsonl", "--out", "out"]
    env = {**os.environ, "TERM": "xterm", "COLUMNS": "140", **environment}
    return processes.on_terminal(command, "stderr", cwd=folder, stdout=subprocess.DEVNULL, env=env)


def test_bar_on_a_terminal(tmp_path: Path) -> None:
    code, printed = on_terminal(tmp_path, ["sleep 0.05"] * 40 + ["die"], "--jobs", "2")
    assert code == 1
    words = RE_ESCAPE.sub("", printed)
    assert re.search(r"\d+ of 41: \d+ done, 0 failed, \d+ a second, 0:\d\d left  in\.jsonl:\d+ \(n\d+\)", words)
    last = words.rstrip("\n").splitlines()
    assert last[-1] == "40 briefs, 1 failed (see out/failures.jsonl)"
    message = "briefer: in.jsonl:41 (n40): the process died while briefing it; brief it alone to see why"
    assert sum(message in line for line in last) == 1
    assert "\x1b[?25h" in printed  # the cursor is back


@pytest.mark.parametrize(
    ("options", "environment"), [(["--progress", "log"], {}), (["--progress", "none"], {}), ([], {"TERM": "dumb"})]
)
def test_no_bar(tmp_path: Path, options: list[str], environment: dict[str, str]) -> None:
    code, printed = on_terminal(tmp_path, ["live"] * 3, *options, **environment)
    assert (code, printed) == (0, "3 briefs\n")


def test_names_of_inputs_cannot_steer_the_terminal(tmp_path: Path) -> None:
    names = [f"[red]{number}\x1b[31m.txt" for number in range(30)]
    for name in names:
        (tmp_path / name).write_text("x")
    code, printed = on_terminal(tmp_path, ["sleep 0.3", "sleep 0.3", "die"], *names)
    assert code == 1
    assert "\x1b[31m.txt" not in printed
    assert re.search(r"\[red\]\d+␛\[31m\.txt", printed)


@pytest.mark.parametrize("where", ["closed pipe", "full disk", "lost terminal"])
def test_run_goes_on_when_nobody_takes_its_messages(tmp_path: Path, where: str) -> None:
    for number in range(30):
        (tmp_path / f"{number:02}.txt").write_text(
            "" if number % 3 else "The pier will stay shut, the harbour office said."
        )
    if where == "full disk":
        if not Path("/dev/full").exists():
            pytest.skip("needs /dev/full")
        stderr = os.open("/dev/full", os.O_WRONLY)
    else:
        parent, stderr = os.pipe() if where == "closed pipe" else os.openpty()
        os.close(parent)
    done = subprocess.run(
        [sys.executable, "-m", "briefer", "batch", ".", "--out", "out"],
        cwd=tmp_path,
        stderr=stderr,
        env={**os.environ, "TERM": "xterm"},
        timeout=PATIENCE,
    )
    os.close(stderr)
    assert done.returncode == 1
    assert len(list((tmp_path / "out").glob("*.brief.txt"))) == 10
    assert (tmp_path / "out" / "failures.jsonl").read_bytes().count(b"\n") == 20


def made(done: int, skipped: int = 0, failed: int = 0) -> Run:
    run = object.__new__(Run)
    run.done, run.skipped, run.failed = done, skipped, failed
    run.current, run.slowest, run.interrupted = "in/a.txt", [], False
    return run


def test_a_line_every_ten_seconds(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    now = 100.0
    monkeypatch.setattr(progress.time, "monotonic", lambda: now)
    shown = progress.choose(When.LOG, lambda: 1200)
    for done in range(0, 350, 10):  # 10 a second
        now = 100.0 + done / 10
        shown.show(made(done, skipped=200, failed=done // 100))
    shown.close()
    assert capsys.readouterr().err.splitlines() == [
        "301 of 1,200: 100 done, 1 failed, 200 skipped, 10 a second, 1:29 left, now at in/a.txt",
        "402 of 1,200: 200 done, 2 failed, 200 skipped, 10 a second, 1:19 left, now at in/a.txt",
        "503 of 1,200: 300 done, 3 failed, 200 skipped, 10 a second, 1:09 left, now at in/a.txt",
    ]


def test_total_that_nobody_knows(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    now = 0.0
    monkeypatch.setattr(progress.time, "monotonic", lambda: now)
    shown = progress.choose(When.LOG, lambda: None)
    now = 20.0
    shown.show(made(10))
    assert capsys.readouterr().err == "10 inputs: 10 done, 0 failed, 0.5 a second, now at in/a.txt\n"


CLOSINGS = [
    (made(1), 0.1, None, ["1 brief"]),
    (made(0, 4), 0.1, None, ["0 briefs, 4 skipped"]),
    (made(12345, 6, 7), 9.9, "out/failures.jsonl", ["12,345 briefs, 6 skipped, 7 failed (see out/failures.jsonl)"]),
    (made(2, 0, 1), 9.9, None, ["2 briefs, 1 failed"]),
]


@pytest.mark.parametrize(("run", "seconds", "report", "lines"), CLOSINGS, ids=[case[3][0] for case in CLOSINGS])
def test_closing_words(run: Run, seconds: float, report: str | None, lines: list[str]) -> None:
    assert progress.closing(run, seconds, report) == lines


def test_closing_words_of_a_long_run() -> None:
    run = made(7200)
    run.slowest = [(1.26, "b"), (60.0, "a/" * 40 + "slow.pdf"), (1.0, "c\x1b")]
    assert progress.closing(run, 3725, None) == [
        "7,200 briefs",
        "1:02:05, 1.9 a second; slowest: …/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/slow.pdf (60.0 s), b (1.3 s), c␛ (1.0 s)",
    ]
