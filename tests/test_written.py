"""Where briefs are written: inputs are never overwritten, a suffix names the format, links and devices are kept."""

from __future__ import annotations

import os
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
    """Return the working folder, with two articles, other names for the second, a list and a template."""
    monkeypatch.chdir(tmp_path)
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "link.txt").symlink_to("b.txt")
    os.link("b.txt", "hard.txt")
    (tmp_path / "list.csv").write_text("a.txt\n", encoding="utf-8")
    (tmp_path / "sheet.csv").write_text("{{ headline.text }}\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "output"),
    [
        (["summarize", "a.txt", "b.txt", "-o"], "b.txt"),
        (["summarize", "a.txt", "b.txt", "--output"], "./b.txt"),
        (["summarize", "b.txt", "a.txt", "--out"], "link.txt"),
        (["summarize", "link.txt", "-o"], "b.txt"),
        (["summarize", "b.txt", "-o"], "hard.txt"),
        (["summarize", "a.txt", "--template", "sheet.csv", "-o"], "sheet.csv"),
        (["batch", "--files-from", "list.csv", "--out"], "list.csv"),
        (["batch", "a.txt", "--template", "sheet.csv", "-o"], "sheet.csv"),
        (["evaluate", "list.csv", "-o"], "list.csv"),
        (["digest", "a.txt", "b.txt", "-o"], "b.txt"),
        (["digest", "a.txt", "b.txt", "-o"], "hard.txt"),
    ],
)
def test_an_input_is_never_overwritten(cli: CLI, folder: Path, arguments: list[str], output: str) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    result = cli(*arguments, output)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"{output.removeprefix('./')} is also an input" in result.stderr
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.parametrize("arguments", [["summarize"], ["batch", "--files-from", "-"]])
def test_standard_input_is_never_overwritten(folder: Path, arguments: list[str]) -> None:
    before = (folder / "list.csv").read_bytes()
    with (folder / "list.csv").open("rb") as file:
        done = subprocess.run(
            [sys.executable, "-m", "briefer", *arguments, "-o", "list.csv"],
            stdin=file,
            capture_output=True,
            timeout=PATIENCE,
        )
    assert done.returncode == 2
    assert b"list.csv is also an input" in done.stderr
    assert (folder / "list.csv").read_bytes() == before


def test_a_link_is_written_through(cli: CLI, folder: Path) -> None:
    assert cli("summarize", "a.txt", "-o", "link.txt").exit_code == 0
    assert (folder / "link.txt").is_symlink()
    assert "KEY CLAIMS" in (folder / "b.txt").read_text(encoding="utf-8")


def test_a_pipe_is_written_to_and_not_replaced(folder: Path) -> None:
    os.mkfifo("pipe")
    command = [sys.executable, "-m", "briefer", "summarize", "a.txt", "-o", "pipe"]
    with subprocess.Popen(command) as running:
        assert "KEY CLAIMS" in (folder / "pipe").read_text(encoding="utf-8")
    assert running.returncode == 0
    assert (folder / "pipe").is_fifo()


@pytest.mark.parametrize(
    ("name", "options", "opening"),
    [
        ("brief.html", [], "<!doctype html>"),
        ("brief.HTM", [], "<!doctype html>"),
        ("brief.md", [], "# "),
        ("brief.markdown", [], "# "),
        ("brief.json", [], "{\n"),
        ("brief.jsonl", [], '{"schema"'),
        ("brief.csv", [], "\ufeffbrief,"),
        ("brief.txt", [], "Pier Closes\n"),
        ("brief", [], "Pier Closes\n"),
        ("brief.html", ["--format", "json"], "{\n"),
        ("brief.html", ["--template", "sheet.csv"], "Pier Closes\n"),
        ("brief.pdf", ["--format", "text"], "Pier Closes\n"),
    ],
)
def test_the_suffix_names_the_format(cli: CLI, folder: Path, name: str, options: list[str], opening: str) -> None:
    assert cli("summarize", "a.txt", "-o", name, *options).exit_code == 0
    assert (folder / name).read_text(encoding="utf-8").lower().startswith(opening.lower())


@pytest.mark.parametrize("name", ["brief.pdf", "brief.docx", "brief.xlsx"])
def test_a_kind_of_file_that_is_not_written_is_refused(cli: CLI, folder: Path, name: str) -> None:
    for command in ("summarize", "batch"):
        result = cli(command, "a.txt", "-o", name)
        assert result.exit_code == 2
        assert name in result.stderr
        assert not (folder / name).exists()


@pytest.mark.parametrize("name", ["briefs.json", "briefs.md", "briefs.txt"])
def test_a_batch_takes_no_name_of_a_file_for_a_folder(cli: CLI, folder: Path, name: str) -> None:
    result = cli("batch", "a.txt", "-o", name)
    assert result.exit_code == 2
    assert result.stderr == (
        f"briefer: --out {name} cannot hold a whole batch; name a folder, or a file ending in "
        ".jsonl, .html, .csv, .db, .parquet\n"
    )
    assert not (folder / name).exists()
    assert cli("batch", "a.txt", "-o", f"{name}/").exit_code == 0
    assert cli("batch", "a.txt", "-o", name).exit_code == 0  # the folder exists now


@pytest.mark.parametrize("option", ["-o", "--output", "--out"])
def test_one_option_for_all_commands(cli: CLI, folder: Path, option: str) -> None:
    assert cli("summarize", "a.txt", option, "one").exit_code == 0
    assert cli("batch", "a.txt", option, "two").exit_code == 0
    assert (folder / "one").is_file()
    assert (folder / "two").is_dir()
