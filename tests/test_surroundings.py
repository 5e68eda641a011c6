"""Surroundings that do harm: lists without end, pipes for settings, links out of folders, a folder that is gone."""

from __future__ import annotations

import gzip
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

import briefer
from briefer.batch.listing import listed
from briefer.errors import BrieferError, OptionError, TimeLimitError
from briefer.pools import within
from processes import PATIENCE, wait_for

CLI = Callable[..., Result]
ARTICLE = "Pier Closes\n\nThe pier is closed until Friday, the mayor said. Nobody was hurt.\n"
PACKED = gzip.compress(ARTICLE.encode())

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links, pipes and signals of Unix")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    return tmp_path


def briefed(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "briefer", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, **options)  # type: ignore[call-overload,no-any-return]


@pytest.mark.parametrize("data", [b"\0", b"\n", b"a"])
def test_a_list_without_names_comes_to_an_end(folder: Path, data: bytes) -> None:
    (folder / "list").write_bytes(data * 3_000_000)
    with pytest.raises(OptionError, match="not a list of names"):
        next(listed("list"))


def test_a_list_may_be_long_and_have_blank_lines(folder: Path) -> None:
    (folder / "list").write_bytes((b"\n" * 1000 + b"a.txt\n") * 3000)
    assert sum(1 for _ in listed("list")) == 3000


@pytest.mark.parametrize("kind", ["pipe", "folder", "endless"])
def test_settings_are_a_file(folder: Path, kind: str) -> None:
    (folder / "briefer").mkdir()
    path = folder / "briefer" / "config.toml"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    else:
        path.symlink_to("/dev/zero")
    done = briefed("summarize", "a.txt", env={**os.environ, "XDG_CONFIG_HOME": str(folder)})
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert str(path) in done.stderr


@pytest.mark.parametrize("arguments", [["batch", ".", "-o", "out"], ["batch", "{a}", "-o", "out"]])
def test_a_working_folder_that_is_gone_is_said(folder: Path, arguments: list[str]) -> None:
    gone = folder / "gone"
    gone.mkdir()
    command = [sys.executable, "-m", "briefer", *(one.format(a=folder / "a.txt") for one in arguments)]
    done = subprocess.run(
        ["sh", "-c", 'rmdir "$0" && exec "$@"', str(gone), *command],  # noqa: S607
        cwd=gone,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
    )
    assert done.returncode == 2
    assert done.stderr == "briefer: the working folder is gone; change to another one\n"


def test_a_template_takes_in_nothing_from_beyond_its_folder(cli: CLI, folder: Path) -> None:
    (folder / "secret.txt").write_text("a secret", encoding="utf-8")
    sheets = folder / "sheets"
    sheets.mkdir()
    (sheets / "link.txt").symlink_to("../secret.txt")
    (sheets / "good.txt").write_text("beside it", encoding="utf-8")
    (sheets / "own.txt").symlink_to("good.txt")
    for name, words in (("link.txt", "there is no template"), ("own.txt", "beside it"), ("good.txt", "beside it")):
        (sheets / "sheet.txt").write_text("{% include '" + name + "' %}", encoding="utf-8")
        result = cli("summarize", "a.txt", "--template", sheets / "sheet.txt")
        assert words in result.output
        assert "secret\n" not in result.stdout
    (folder / "mine.txt").symlink_to("sheets/sheet.txt")  # the template itself is what the user named
    assert cli("summarize", "a.txt", "--template", "mine.txt").exit_code != 0  # and nothing is beside it here


def test_a_link_under_the_output_is_not_followed(cli: CLI, folder: Path) -> None:
    for path in ("in/a.txt", "in/sub/a.txt"):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(ARTICLE, encoding="utf-8")
    for path in ("elsewhere", "out"):
        (folder / path).mkdir()
    (folder / "out" / "sub").symlink_to("../elsewhere")
    result = cli("batch", "in", "-o", "out")
    assert result.exit_code == 1
    assert "a link leads out of the folder" in result.stderr
    assert list((folder / "elsewhere").iterdir()) == []
    assert (folder / "out" / "a.txt.brief.txt").exists()


def test_the_output_itself_may_be_a_link(cli: CLI, folder: Path) -> None:
    (folder / "there").mkdir()
    (folder / "out").symlink_to("there")
    assert cli("batch", "a.txt", "-o", "out").exit_code == 0
    assert (folder / "there" / "a.txt.brief.txt").exists()


@pytest.mark.parametrize("rest", [b"junk", b"\0" * 512, b"\x1f", b"\x1f\x8c more"])
def test_what_follows_a_gzip_file_is_left_alone(folder: Path, rest: bytes) -> None:
    (folder / "a.txt.gz").write_bytes(PACKED + rest)
    assert briefer.read("a.txt.gz").text == ARTICLE


def test_a_gzip_file_may_have_several_members(folder: Path) -> None:
    (folder / "a.txt.gz").write_bytes(PACKED + gzip.compress(b"\nMore rain, the mayor said.\n"))
    assert briefer.read("a.txt.gz").text == ARTICLE + "\nMore rain, the mayor said.\n"


@pytest.mark.parametrize(
    "data",
    [PACKED[:-9], PACKED[:-2], PACKED + PACKED[:-9], PACKED[:-8] + b"\0" * 4 + PACKED[-4:]],
)
def test_a_damaged_gzip_file_is_none(folder: Path, data: bytes) -> None:
    (folder / "a.txt.gz").write_bytes(data)
    with pytest.raises(BrieferError, match="gzip file is damaged"):
        briefer.read("a.txt.gz")


def test_a_time_limit_for_one(cli: CLI, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stuck(*arguments: object) -> None:
        signal.pause()

    monkeypatch.setattr("briefer.pipeline.brief", stuck)
    result = cli("summarize", "a.txt", "--timeout", "0.01")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "briefer: a.txt: briefing took more than 0.01 s; split it, or raise --timeout\n"


def test_what_is_within_the_limit_is_returned() -> None:
    assert within(60, lambda: 1) == within(None, lambda: 1) == 1
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)
    with pytest.raises(TimeLimitError):
        within(0.01, signal.pause)


def test_a_hangup_ends_a_run_as_other_signals_do(folder: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "briefer", "batch", "--files-from", "-", "-o", "out.jsonl"],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert running.stdin
        assert running.stderr
        running.stdin.write(b"missing.txt\n")
        running.stdin.flush()
        wait_for((folder / ".out.jsonl.briefer").exists)  # the run has begun
        running.send_signal(signal.SIGHUP)
        assert running.stderr.readline().startswith(b"stopping once ")
        assert running.wait(PATIENCE) == 128 + signal.SIGHUP


def test_a_hangup_that_is_ignored_stays_so(folder: Path) -> None:
    words = "import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
    words += "from briefer.batch import Stop\nwith Stop().heeding():\n    signal.raise_signal(signal.SIGHUP)\n"
    assert subprocess.run([sys.executable, "-c", words], timeout=PATIENCE).returncode == 0
