"""What a batch writes besides text: an index of pages, CSV, what a template makes; and what it takes from lists."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result as CliResult

CLI = Callable[..., CliResult]
TEXT = "Storm {0} Closes Pier\n\nThe pier will stay shut until day {0}, the harbour office said. Crews are at work.\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("a.txt", "b.txt", "sub/c.txt", "empty.txt"):
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_text(TEXT.format(name[-5]) if name != "empty.txt" else "")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_pages_have_an_index(cli: CLI, here: Path) -> None:
    from briefer.render import folder

    assert cli("batch", "in", "--out", "out", "--format", "html").exit_code == 1
    assert names(here / "out") == [
        "a.txt.brief.html",
        "b.txt.brief.html",
        "failures.jsonl",
        "index.html",
        "manifest.jsonl",
        "sub/c.txt.brief.html",
    ]
    rows = [json.loads(line) for line in (here / "out" / "manifest.jsonl").read_text(encoding="utf-8").splitlines()]
    failures = [json.loads(line) for line in (here / "out" / "failures.jsonl").read_text(encoding="utf-8").splitlines()]
    page = (here / "out" / "index.html").read_text(encoding="utf-8")
    assert page == folder.index([row for row in rows if row["status"] == "done"], failures, "out")
    assert all(f'href="{name}' in page for name in ("a.txt.brief.html", "sub/c.txt.brief.html"))
    assert "in/empty.txt" in page


def test_index_of_a_run_that_goes_on_is_the_same(cli: CLI, here: Path) -> None:
    cli("batch", "in", "--out", "out", "--format", "html")
    whole = (here / "out" / "index.html").read_bytes()
    (here / "out" / "b.txt.brief.html").unlink()
    (here / "out" / "index.html").unlink()
    result = cli("batch", "in", "--out", "out", "--format", "html")
    assert result.stderr.splitlines()[-1].startswith("1 brief, 2 skipped, 1 failed")
    assert (here / "out" / "index.html").read_bytes() == whole


def test_index_never_takes_the_place_of_a_page_that_is_not_ours(cli: CLI, here: Path) -> None:
    (here / "in" / "index.html").write_text("<!doctype html><title>Mine</title><p>The pier is shut, she said.</p>")
    before = (here / "in" / "index.html").read_bytes()
    for done in ("4 briefs", "0 briefs, 4 skipped"):
        result = cli("batch", "in", "--out", "in", "--format", "html")
        assert result.stderr.splitlines()[-1].startswith(f"{done}, 1 failed")
    assert (here / "in" / "index.html").read_bytes() == before


def table(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_csv_in_one_file_has_one_header(cli: CLI, here: Path) -> None:
    assert cli("batch", "in", "--out", "claims.csv").exit_code == 1
    data = (here / "claims.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = table(data)
    assert len(rows) == 4
    assert rows[0][0] == "brief"
    assert [row[0] for row in rows[1:]] == ["in/a.txt", "in/b.txt", "in/sub/c.txt"]
    printed = cli("batch", "in", "--out", "-", "--format", "csv").stdout_bytes
    assert printed == data.removeprefix(b"\xef\xbb\xbf")
    assert names(here) == [
        *("claims.csv", "claims.csv.failures.jsonl", "claims.csv.manifest.jsonl"),
        *("in/a.txt", "in/b.txt", "in/empty.txt", "in/sub/c.txt"),
    ]
    result = cli("batch", ".", "--out", "claims.csv")
    assert result.stderr.splitlines()[-1].startswith("0 briefs, 3 skipped, 1 failed")
    assert (here / "claims.csv").read_bytes() == data


def test_csv_in_a_folder_is_a_file_a_brief(cli: CLI, here: Path) -> None:
    cli("batch", "in", "--out", "out", "--format", "csv")
    for name in ("a", "b", "sub/c"):
        rows = table((here / "out" / f"{name}.txt.brief.csv").read_bytes())
        assert [row[0] for row in rows] == ["brief", f"in/{name}.txt"]


def test_template_decides_words_and_suffix(here: Path) -> None:
    command = ["batch", "in", "--out", "out", "--template", "line.md.j2"]
    words = here / "out" / "a.txt.brief.md"
    for line, part, expected in [
        ("{{ headline.text }}", "", "Storm a Closes Pier\n"),
        ("* {{ headline.text }}", "", "* Storm a Closes Pier\n"),
        ("{% include 'part.j2' %}", "One", "One\n"),
        ("{% include 'part.j2' %}", "Two", "Two\n"),
    ]:
        (here / "line.md.j2").write_text(f"{line}\n")
        (here / "part.j2").write_text(part)
        for last in ("3 briefs, 1 failed", "0 briefs, 3 skipped, 1 failed"):
            done = subprocess.run([sys.executable, "-m", "briefer", *command], capture_output=True, text=True)
            assert done.stderr.splitlines()[-1].startswith(last)
            assert words.read_text() == expected


@pytest.mark.parametrize(
    ("out", "options", "message"),
    [
        ("x.jsonl", ["--format", "csv"], "--out x.jsonl takes --format jsonl; name a folder for csv"),
        ("x.csv", ["--format", "text"], "--out x.csv takes --format csv; name a folder for text"),
        ("-", ["--format", "html"], "--out - cannot hold several pages; name a folder for html"),
        ("x", ["--timeout", "0"], None),
    ],
)
def test_outputs_that_do_not_fit(cli: CLI, here: Path, out: str, options: list[str], message: str | None) -> None:
    result = cli("batch", "in", "--out", out, *options)
    assert result.exit_code == 2
    if message:
        assert result.stderr == f"briefer: {message}\n"
    assert not (here / out).exists()


LISTS = [
    ("lines", b"in/a.txt\nin/sub/c.txt\n"),
    ("no last line end", b"in/a.txt\nin/sub/c.txt"),
    ("lines of Windows", b"in/a.txt\r\n\r\nin/sub/c.txt\r\n"),
    ("NUL", b"in/a.txt\0in/sub/c.txt\0"),
    ("NUL, no last one", b"in/a.txt\0in/sub/c.txt"),
]


@pytest.mark.parametrize("data", [data for _, data in LISTS], ids=[name for name, _ in LISTS])
@pytest.mark.parametrize("source", ["-", "list"])
def test_lists_of_inputs(cli: CLI, here: Path, data: bytes, source: str) -> None:
    (here / "list").write_bytes(data)
    result = cli("batch", "--files-from", source, "--out", "out", stdin=data if source == "-" else None)
    assert (result.exit_code, result.stderr) == (0, "2 briefs\n")
    assert names(here / "out") == ["in/a.txt.brief.txt", "in/sub/c.txt.brief.txt", "manifest.jsonl"]


def test_names_in_a_list_are_taken_as_they_are(cli: CLI, here: Path) -> None:
    """No globs, line feeds only between NULs, folders whole, and nothing that leads out of the folder."""
    (here / "in" / "[ab].txt").write_text(TEXT.format(1))
    (here / "in" / "two\nlines.txt").write_text(TEXT.format(2))
    (here / "in" / "empty.txt").unlink()
    listed = [
        b"in/[ab].txt",
        b"in/two\nlines.txt",
        b"in/sub",
        str(here / "in" / "a.txt").encode(),
        b"in/../in/b.txt",
        b"no",
    ]
    result = cli("batch", "--files-from", "-", "--out", "out", stdin=b"\0".join(listed))
    assert result.stderr.splitlines() == [
        "briefer: no: no such file; check the path",
        "5 briefs, 1 failed (see out/failures.jsonl)",
    ]
    own = (here / "in" / "a.txt").relative_to("/").as_posix()
    assert names(here / "out") == sorted(
        [
            *("failures.jsonl", "manifest.jsonl", "in/[ab].txt.brief.txt", "in/two_lines.txt.brief.txt"),
            *("in/sub/c.txt.brief.txt", f"{own}.brief.txt", "in/in/b.txt.brief.txt"),
        ]
    )


def test_list_and_names_go_together(cli: CLI, here: Path) -> None:
    result = cli("batch", "in/b.txt", "--files-from", "-", "--out", "-", "--format", "jsonl", stdin="in/a.txt\n")
    assert [json.loads(line)["source"]["path"] for line in result.stdout.splitlines()] == ["in/b.txt", "in/a.txt"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ([], "nothing to brief; name folders or files, or a list of them with --files-from"),
        (["--files-from", "gone"], "--files-from gone: cannot be read (No such file or directory); check the name"),
    ],
)
def test_nothing_to_take(cli: CLI, here: Path, options: list[str], message: str) -> None:
    result = cli("batch", "--out", "out", *options)
    assert (result.exit_code, result.stderr) == (2, f"briefer: {message}\n")


def test_prune_removes_the_briefs_of_inputs_that_are_gone(cli: CLI, here: Path) -> None:
    cli("batch", "in", "--out", "out")
    (here / "in" / "a.txt").unlink()
    (here / "in" / "b.txt").unlink()
    (here / "out" / "b.txt.brief.txt").write_text("my notes", encoding="utf-8")
    cli("batch", "in", "--out", "out")
    assert "a.txt.brief.txt" in names(here / "out"), "nothing is removed unasked"
    assert cli("batch", "in", "missing.txt", "--out", "out", "--prune").exit_code == 1
    assert "a.txt.brief.txt" in names(here / "out"), "what cannot be seen is not known to be gone"
    cli("batch", "in", "--out", "out", "--prune")
    left = ["b.txt.brief.txt", "failures.jsonl", "manifest.jsonl", "sub/c.txt.brief.txt"]
    assert names(here / "out") == left, "what was changed by hand stays"
    assert '"output": "a.txt.brief.txt"' not in (here / "out" / "manifest.jsonl").read_text(encoding="utf-8")


@pytest.mark.parametrize("out", ["-", "all.jsonl", "all.html"])
def test_only_folders_are_pruned(cli: CLI, here: Path, out: str) -> None:
    result = cli("batch", "in", "--out", out, "--prune")
    assert (result.exit_code, result.stderr) == (2, "briefer: --prune is for folders; name one with --out\n")
