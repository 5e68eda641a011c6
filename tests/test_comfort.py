"""What makes the command line comfortable: settings shown, folders watched, quiet, completion, lists for programs."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import typer
from typer.testing import Result

import processes
from briefer.cli import app
from processes import PATIENCE

CLI = Callable[..., Result]
TEXT = "Storm {0} closes pier\n\nThe pier stays shut, Mayor Ada Lind said.\n"


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT.format("A"), encoding="utf-8")
    return folder


def test_config_shows_what_holds_and_where_it_comes_from(
    cli: CLI, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "briefer").mkdir()
    file = tmp_path / "briefer" / "config.toml"
    file.write_text('claims = 3\n[batch]\nformat = "html"\nexclude = ["*.pdf", "*.eml"]\n', encoding="utf-8")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("BRIEFER_CLAIMS", "4")
    lines = [line.split("  ") for line in cli("config").stdout.splitlines()]
    rows = {line[0].strip(): [cell.strip() for cell in line[1:] if cell] for line in lines}
    assert lines[0] == [f"settings file: {file}"]
    assert rows["summarize --claims"] == rows["batch --claims"] == ["4", "BRIEFER_CLAIMS"]
    assert rows["batch --format"] == ["html", str(file)]
    assert rows["batch --exclude"] == ["*.pdf *.eml", str(file)]
    assert len(lines) == 5
    data = json.loads(cli("config", "--all", "--format", "json").stdout)
    assert (data["file"], data["exists"]) == (str(file), True)
    found = {(row["command"], row["option"]): (row["value"], row["from"]) for row in data["settings"]}
    assert found["summarize", "method"] == ("auto", "default")
    assert found["summarize", "claims"] == ("4", "BRIEFER_CLAIMS")


def test_config_without_settings_says_so(cli: CLI) -> None:
    assert cli("config").stdout.endswith("nothing is set; --all shows defaults\n")


@pytest.mark.parametrize("name", ["methods", "languages"])
def test_lists_for_programs_hold_what_the_tables_hold(cli: CLI, name: str) -> None:
    rows = json.loads(cli(name, "--format", "json").stdout)
    table = cli(name).stdout.splitlines()[name == "languages" :]
    assert [next(iter(row.values())) for row in rows] == [line.split()[0] for line in table]


def test_quiet_says_nothing_but_errors(cli: CLI, inbox: Path, tmp_path: Path) -> None:
    assert cli("batch", str(inbox), "-o", str(tmp_path / "out"), "--quiet").stderr == ""
    (inbox / "b.txt").write_text(" ", encoding="utf-8")
    (inbox / "c.jpg").write_bytes(b"\xff\xd8")
    said = cli("batch", str(inbox), "-o", str(tmp_path / "out"), "-q").stderr
    assert said.count("\n") == 1
    assert "b.txt" in said
    assert cli("summarize", str(inbox / "a.txt"), "-q").stderr == ""


def test_watch_briefs_what_appears(cli: CLI, inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "inbox" / "briefs"
    seen: list[bool] = []

    def watch(*folders: str, watch_filter: Any, debounce: int) -> Iterator[set[Any]]:
        assert folders == (str(inbox),)
        (inbox / "b.txt").write_text(TEXT.format("B"), encoding="utf-8")
        paths = (inbox / "b.txt", out / "a.txt.brief.txt", inbox / ".b.txt.swp")
        seen.extend(watch_filter("added", str(path)) for path in paths)
        yield {("added", str(inbox / "b.txt"))}
        (inbox / "empty.txt").write_text("", encoding="utf-8")
        yield {("added", str(inbox / "empty.txt"))}
        raise KeyboardInterrupt

    monkeypatch.setitem(sys.modules, "watchfiles", SimpleNamespace(watch=watch))
    result = cli("batch", str(inbox), "--out", str(out), "--watch", "--jobs", "1")
    assert result.exit_code == 130
    assert seen == [True, False, False]
    assert sorted(path.name for path in out.glob("*.brief.txt")) == ["a.txt.brief.txt", "b.txt.brief.txt"]
    lines = result.stderr.splitlines()
    assert lines[:3] == ["1 brief", "watching; Ctrl-C ends it", "1 brief, 1 skipped"]
    assert "empty.txt" in result.stderr


def test_watch_waits_for_the_first_file(cli: CLI, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.setitem(sys.modules, "watchfiles", SimpleNamespace(watch=lambda *folders, **options: iter(())))
    result = cli("batch", str(tmp_path / "empty"), "--out", str(tmp_path / "out"), "--watch")
    assert (result.exit_code, result.stderr) == (0, "0 briefs\nwatching; Ctrl-C ends it\n")


def test_only_folders_are_watched(cli: CLI, inbox: Path) -> None:
    for arguments in ((str(inbox / "a.txt"), "--out", "x"), (str(inbox), "--out", "-")):
        result = cli("batch", *arguments, "--watch")
        assert (result.exit_code, "--watch goes with folders" in result.stderr) == (2, True)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("summarize --format ", {"text", "markdown", "json", "jsonl", "html", "csv", "annotations", "brat"}),
        ("summarize --method le", {"lead", "lexrank"}),
        ("batch --progress ", {"auto", "bar", "log", "none"}),
        ("digest --language e", {"en", "el", "es", "et"}),
        ("sum", {"summarize"}),
        ("schema ", {"brief", "digest"}),
    ],
)
@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_complete_fixed_choices(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], shell: str, words: str, wanted: set[str]
) -> None:
    line = f"briefer {words}"
    # Fish asks with its action, bash with the number of the word.
    surroundings = {
        "_BRIEFER_COMPLETE": f"complete_{shell}",
        "_TYPER_COMPLETE_ARGS": line,
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(line.split(" ")) - 1),
    }
    for name, value in surroundings.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit):
        typer.main.get_command(app).main([], prog_name="briefer", complete_var="_BRIEFER_COMPLETE")
    offered = capsys.readouterr().out
    assert wanted <= set(re.findall(r"[\w-]+", offered)), offered


def test_a_long_document_tells_a_terminal_that_it_is_being_briefed(tmp_path: Path) -> None:
    code = (
        "import time\nfrom briefer.cli import progress\nprogress.PATIENCE = progress.REPEAT = 0.01\n"
        "with progress.waiting('book.txt', quiet=False):\n    time.sleep(0.2)\n"
    )
    env = {**os.environ, "TERM": "xterm"}
    done, printed = processes.on_terminal([sys.executable, "-c", code], "stderr", columns=80, cwd=tmp_path, env=env)
    assert done == 0
    assert "book.txt  0:00" in printed
    assert printed.endswith("\r\x1b[K"), "nothing is left of it"
    quiet = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=PATIENCE, check=True)
    assert quiet.stderr == b""
