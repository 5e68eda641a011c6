"""briefer without a command: what it is given tells which command is meant."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from processes import PATIENCE

CLI = Callable[..., Result]
ARTICLE = "Pier Closes\n\nThe pier is closed until Friday, the mayor said. Nobody was hurt.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "inbox").mkdir()
    for name in ("article.txt", "inbox/a.txt", "inbox/b.txt", "schema"):
        (tmp_path / name).write_text(ARTICLE, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("bare", "full"),
    [
        ("article.txt", "summarize article.txt"),
        ("./schema", "summarize ./schema"),
        ("schema", "schema"),
        ("article.txt inbox/a.txt", "summarize article.txt inbox/a.txt"),
        ("--format json article.txt", "summarize --format json article.txt"),
        ("-f json article.txt --claims 1", "summarize -f json article.txt --claims 1"),
        ("missing.txt", "summarize missing.txt"),
        ("inbox", "batch inbox --out - --format text"),
        ("inbox/", "batch inbox/ --out - --format text"),
        ("--format jsonl inbox", "batch inbox --format jsonl --out -"),
        ("inbox --jobs 1 --output=-", "batch inbox --jobs 1 --out -"),
        ("inbox --format html", "batch inbox --format html --out -"),
        ("help", "--help"),
        ("help batch", "batch --help"),
        ("version", "--version"),
    ],
)
def test_bare_arguments_do_what_the_command_does(cli: CLI, folder: Path, bare: str, full: str) -> None:
    expected, found = cli(*full.split()), cli(*bare.split())
    assert (found.exit_code, found.stdout, found.stderr) == (expected.exit_code, expected.stdout, expected.stderr)


@pytest.mark.parametrize("arguments", [["inbox", "-o", "briefs"], ["article.txt", "-o", "briefs/"]])
def test_a_folder_to_write_to_means_a_batch(cli: CLI, folder: Path, arguments: list[str]) -> None:
    assert cli(*arguments).exit_code == 0
    assert (folder / "briefs" / "manifest.jsonl").exists()


def piped(text: bytes) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "briefer"], input=text, capture_output=True, timeout=PATIENCE)


def test_a_pipe_is_briefed() -> None:
    done = piped(ARTICLE.encode())
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"Pier Closes\n")


def test_nothing_at_all_shows_the_help() -> None:
    assert b"Usage:" in piped(b"").stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ("sumarize article.txt", "Did you mean 'summarize'?"),
        ("summarize article.txt --format md", "Did you mean 'markdown'?"),
        ("summarize article.txt --format htm", "Did you mean 'html'?"),
        ("summarize article.txt --format marcdown", "Did you mean 'markdown'?"),
        ("summarize article.txt --method lexrnk", "unknown method 'lexrnk'; did you mean lexrank?"),
        ("summarize article.txt --method Lead", "unknown method 'Lead'; did you mean lead?"),
        ("summarize article.txt --method best", "unknown method 'best'; try one of auto, lead,"),
        ("summarize article.txt --language english", "unknown language 'english'; did you mean en?"),
        ("summarize article.txt --language Germna", "unknown language 'Germna'; did you mean de?"),
        ("summarize article.txt --language xx", "unknown language 'xx'; `briefer languages` lists them all"),
    ],
)
def test_did_you_mean(cli: CLI, folder: Path, arguments: str, words: str) -> None:
    result = cli(*arguments.split())
    assert result.exit_code == 2
    assert words in " ".join(result.stderr.split())
