"""Runs that are stopped and taken up again: nothing is torn, lost or doubled, and the end is the same."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result as CliResult

from briefer.batch import manifest
from briefer.batch.manifest import Journal
from examples import slow_but
from processes import wait_for

CLI = Callable[..., CliResult]
BRIEFER = [sys.executable, "-m", "briefer"]
TEXT = "Storm {0} Closes Pier\n\nThe pier will stay shut until day {0}, the harbour office said. Crews are at work.\n"
KILLS = 50
KILLS_OF_TABLES = 20
KEPT = ("pieces", "manifest.jsonl")  # files of a run into one file that grow with every brief
MOMENTS = (0.0, 0.6)  # of what a whole run writes
OUTPUTS = ["out", "out.jsonl"]
TABLES = ["out.db", pytest.param("out.parquet", marks=pytest.mark.slow)]


def corpus(path: Path, size: int) -> Path:
    """Write a corpus whose briefs all differ, in which a row is none and another is empty."""
    rows = [json.dumps({"id": f"n{number}", "text": TEXT.format(number)}) for number in range(size)]
    rows[size // 3] = "{"
    rows[size // 2] = json.dumps({"id": "empty", "text": " "})
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(row + "\n" for row in rows), encoding="utf-8")
    return path


def tree(folder: Path, torn: Path | None = None) -> dict[str, bytes]:
    """Return all files below a folder, hidden ones too, and manifests without the time."""
    found = {}
    for path in folder.rglob("*"):
        if path.is_file() and path != torn:
            data = path.read_bytes()
            if path.parent.suffix != ".briefer" and path.name.endswith("manifest.jsonl"):
                rows = [json.loads(line) for line in data.splitlines()]
                data = json.dumps([{**row, "time": None} for row in rows]).encode()
            found[path.relative_to(folder).as_posix()] = data
    return found


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def beside(out: str, what: str) -> str:
    """Return where the manifest or the list of failures of an output is."""
    return f"out/{what}.jsonl" if out == "out" else f"{out.removesuffix('.jsonl')}.{what}.jsonl"


def needs(out: str) -> None:
    if out.endswith(".parquet"):
        pytest.importorskip("pyarrow", reason="pyarrow is not installed")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "run").mkdir()
    monkeypatch.chdir(tmp_path / "run")
    corpus(tmp_path / "news.jsonl", 60)
    return tmp_path / "run"


def run(cli: CLI, out: str, *options: str) -> str:
    """Return the last line of stderr of a run over the corpus."""
    result = cli("batch", "../news.jsonl", "--out", out, *options)
    assert result.exit_code == 1, result.stderr
    return str(result.stderr.splitlines()[-1]).partition(" (see")[0]


@pytest.mark.parametrize("out", [*OUTPUTS, *TABLES])
def test_what_is_unchanged_is_skipped(cli: CLI, here: Path, out: str) -> None:
    needs(out)
    assert run(cli, out) == "58 briefs, 2 failed"
    before = tree(here)
    assert run(cli, out) == "0 briefs, 58 skipped, 2 failed"
    assert tree(here) == before
    assert run(cli, out, "--force") == "58 briefs, 2 failed"
    assert tree(here) == before


@pytest.mark.parametrize("out", [*OUTPUTS, *TABLES])
def test_what_is_changed_is_done_again(cli: CLI, here: Path, out: str) -> None:
    needs(out)
    run(cli, out)
    lines = (here.parent / "news.jsonl").read_text(encoding="utf-8").splitlines()
    lines[3] = json.dumps({"id": "n3", "text": TEXT.format("three")})
    lines[5] = json.dumps({"id": "n5", "text": TEXT.format(5), "title": "Another Title"})
    lines[20] = json.dumps({"id": "n20", "text": TEXT.format(20)})
    (here.parent / "news.jsonl").write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    assert run(cli, out) == "3 briefs, 56 skipped, 1 failed"
    after = tree(here)
    run(cli, out, "--force")
    assert tree(here) == after


@pytest.mark.parametrize("format", ["corpus", "feed"])
@pytest.mark.parametrize("out", [*OUTPUTS, *TABLES])
def test_what_only_moved_is_skipped(cli: CLI, here: Path, out: str, format: str) -> None:
    needs(out)
    path = here / ("news.jsonl" if format == "corpus" else "news.rss")

    def write(numbers: list[int]) -> None:
        if format == "corpus":
            lines = [json.dumps({"id": f"n{number}", "text": TEXT.format(number)}) for number in numbers]
        else:
            entry = "<item><guid>n{0}</guid><title>Storm {0}</title><description>{1}</description></item>"
            entries = "".join(entry.format(number, TEXT.format(number)) for number in numbers)
            lines = [f"<rss version='2.0'><channel><title>Piers</title>{entries}</channel></rss>"]
        path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")

    for numbers, closing in (
        ([3, 2, 1], "3 briefs"),
        ([5, 4, 3, 2, 1], "2 briefs, 3 skipped"),
        ([5, 4, 3, 2, 1], "0 briefs, 5 skipped"),
        ([5, 3, 1], "0 briefs, 3 skipped"),
    ):
        write(numbers)
        assert cli("batch", path.name, "--out", out).stderr == f"{closing}\n"
    write([5, 4, 3, 2, 1])
    cli("batch", path.name, "--out", out)
    after = tree(here)
    cli("batch", path.name, "--out", out, "--force")
    assert tree(here) == after


@pytest.mark.parametrize("out", slow_but(OUTPUTS, "out.jsonl"))
@pytest.mark.parametrize("options", slow_but(["--claims 1", "--explain", "--language en"], "--claims 1"))
def test_other_options_make_all_anew(cli: CLI, here: Path, out: str, options: str) -> None:
    run(cli, out)
    assert run(cli, out, *options.split()) == "58 briefs, 2 failed"
    assert run(cli, out, *options.split()) == "0 briefs, 58 skipped, 2 failed"


@pytest.mark.parametrize("out", slow_but(OUTPUTS, "out"))
def test_another_version_makes_all_anew(cli: CLI, here: Path, out: str, monkeypatch: pytest.MonkeyPatch) -> None:
    run(cli, out)
    monkeypatch.setattr(manifest, "__version__", "99")
    assert run(cli, out) == "58 briefs, 2 failed"


@pytest.mark.parametrize("damage", ["remove", "cut", "empty", "change"])
def test_brief_that_is_gone_or_cut_is_done_again(cli: CLI, here: Path, damage: str) -> None:
    run(cli, "out")
    before = tree(here)
    path = here / "out" / "news.jsonl" / "n7.brief.txt"
    if damage == "remove":
        path.unlink()
    else:
        data = path.read_bytes()
        path.write_bytes({"cut": data[:5], "empty": b"", "change": data.replace(b"Storm 7", b"Storm 8")}[damage])
    assert run(cli, "out") == "1 brief, 57 skipped, 2 failed"
    assert tree(here) == before


def test_file_that_was_touched_keeps_what_is_whole(cli: CLI, here: Path) -> None:
    run(cli, "out.jsonl")
    before = tree(here)
    data = (here / "out.jsonl").read_bytes()
    place = data.index(b"Storm 7 ")
    (here / "out.jsonl").write_bytes(data[:place] + b"Storm 8 " + data[place + 8 :])
    assert run(cli, "out.jsonl") == "1 brief, 57 skipped, 2 failed"
    assert tree(here) == before
    (here / "out.jsonl").write_bytes(data[: len(data) // 2])
    run(cli, "out.jsonl")
    assert tree(here) == before
    (here / "out.jsonl").unlink()
    assert run(cli, "out.jsonl") == "58 briefs, 2 failed"
    assert tree(here) == before


@pytest.mark.parametrize("out", [*OUTPUTS, *TABLES])
def test_manifest_tells_of_every_input(cli: CLI, here: Path, out: str) -> None:
    needs(out)
    run(cli, out)
    path = here / beside(out, "manifest")
    found = rows(path)
    assert [row["status"] for row in found].count("done") == 58
    assert len(found) == 60
    first, bad = found[0], found[20]
    assert first.keys() == {
        *("input", "id", "output", "sha256", "options", "version", "time", "status", "bytes", "crc32")
    }
    assert (first["input"], first["id"]) == ("../news.jsonl:1 (n0)", "n0")
    assert first["output"] == ("news.jsonl/n0.brief.txt" if out == "out" else out)
    assert (bad["status"], bad["output"], bad["error"]) == ("failed", None, "corpus")
    failures = rows(here / beside(out, "failures"))
    assert [failure["input"] for failure in failures] == [row["input"] for row in found if row["status"] == "failed"]


def test_sha256_is_that_of_the_file(cli: CLI, tmp_path: Path) -> None:
    from hashlib import sha256

    (tmp_path / "a.txt").write_bytes(b"Caf\xe9s shut, he said.\r\n")
    cli("batch", tmp_path / "a.txt", "--out", tmp_path / "out")
    assert rows(tmp_path / "out" / "manifest.jsonl")[0]["sha256"] == sha256(b"Caf\xe9s shut, he said.\r\n").hexdigest()
    result = cli("batch", tmp_path / "a.txt", "--out", tmp_path / "out")
    assert result.stderr == "0 briefs, 1 skipped\n"


def test_manifest_keeps_what_other_runs_put_into_the_folder(cli: CLI, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(TEXT.format(name))
        cli("batch", tmp_path / name, "--out", tmp_path / "out")
    assert [row["output"] for row in rows(tmp_path / "out" / "manifest.jsonl")] == [
        "b.txt.brief.txt",
        "a.txt.brief.txt",
    ]
    result = cli("batch", tmp_path / "a.txt", tmp_path / "b.txt", "--out", tmp_path / "out")
    assert result.stderr == "0 briefs, 2 skipped\n"
    assert [row["output"] for row in rows(tmp_path / "out" / "manifest.jsonl")] == [
        "a.txt.brief.txt",
        "b.txt.brief.txt",
    ]


@pytest.mark.parametrize("out", [*OUTPUTS, *TABLES])
def test_rows_of_strangers_are_passed_over(cli: CLI, here: Path, out: str) -> None:
    needs(out)
    run(cli, out)
    path = here / beside(out, "manifest")
    before = tree(here)
    path.write_bytes(b'7\n[]\n{}\n{"status": "done", "bytes": "x"}\n\xff\n' + path.read_bytes() + b'{"input": "to')
    assert run(cli, out).endswith("58 skipped, 2 failed")
    found = [row for row in rows(path) if row.get("input")]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in found), encoding="utf-8")
    assert tree(here) == before


STRANGERS = [b'{"audio": "a.wav", "text": "Rain."}\n', b'{"audio": "a.wav"}', b"[1]\n[2]\n", b"{\n  1\n}\n", b"\xff\n"]


@pytest.mark.parametrize("what", ["manifest", "failures"])
@pytest.mark.parametrize("out", OUTPUTS)
@pytest.mark.parametrize("data", STRANGERS, ids=repr)
def test_rows_of_the_user_are_left_alone(cli: CLI, here: Path, out: str, what: str, data: bytes) -> None:
    path = here / beside(out, what)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    result = cli("batch", "../news.jsonl", "--out", out)
    assert result.exit_code == 2
    where = path.relative_to(here)
    words = "this file was not written by briefer, and would be overwritten; name another output"
    assert result.stderr == f"briefer: {where}: {words}\n"
    assert tree(here) == {where.as_posix(): data} if what == "failures" else path.read_bytes() == data


def test_inputs_named_like_rows_of_ours_are_briefed(cli: CLI, here: Path) -> None:
    for name in ("manifesto.jsonl", "failures-of-piers.jsonl", "manifest-2-of-8b.jsonl"):
        (here / name).write_text(json.dumps({"id": name, "text": TEXT.format(name)}) + "\n")
    for closing in ("3 briefs", "0 briefs, 3 skipped"):
        assert cli("batch", ".", "--out", ".").stderr == f"{closing}\n"


@pytest.mark.parametrize("row", ["[" * 100_000, {"bytes": -1}, {"bytes": 1 << 63}, {"crc32": 1 << 32}, {"crc32": -1}])
@pytest.mark.parametrize("out", slow_but(OUTPUTS, "out"))
def test_rows_that_cannot_be_are_passed_over(cli: CLI, here: Path, out: str, row: str | dict[str, int]) -> None:
    run(cli, out)
    path = here / beside(out, "manifest")
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[-1] = row if isinstance(row, str) else json.dumps(json.loads(lines[-1]) | row)
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    assert run(cli, out) == "1 brief, 57 skipped, 2 failed"


@pytest.mark.parametrize(
    "torn", [b"", b"{", b'{"a": 1}\n{"b"', b'{"a": 1}\n', b"x" * 70_000, b'{"a": 1}\n' + b"x" * 70_000]
)
def test_journal_is_cut_to_its_last_whole_row(tmp_path: Path, torn: bytes) -> None:
    path = tmp_path / "manifest.jsonl"
    path.write_bytes(torn)
    journal = Journal(path)
    journal.append({"c": 3})
    journal.close()
    assert path.read_bytes() == torn[: torn.rfind(b"\n") + 1] + b'{"c": 3}\n'


@pytest.mark.parametrize("out", [*OUTPUTS, *TABLES])
def test_second_run_is_refused(cli: CLI, here: Path, out: str) -> None:
    needs(out)
    feeder = subprocess.Popen([*BRIEFER, "batch", "--files-from", "-", "--out", out], stdin=subprocess.PIPE)
    state = here / ("out/.briefer" if out == "out" else f".{out}.briefer")
    wait_for(lambda: (state / "lock").exists() and (state / "lock").read_text() == f"{feeder.pid}\n")
    second = cli("batch", "../news.jsonl", "--out", out)
    assert second.exit_code == 2
    assert second.stderr == (
        f"briefer: {out}: another run (process {feeder.pid}) is writing to it; "
        "wait until it has ended, or name another output\n"
    )
    feeder.kill()
    feeder.communicate()
    assert (state / "lock").exists()  # but whoever held it is dead
    assert run(cli, out) == "58 briefs, 2 failed"
    assert not state.exists()


@pytest.mark.parametrize("out", [*OUTPUTS, *TABLES])
def test_fail_fast_leaves_what_it_did(cli: CLI, here: Path, out: str) -> None:
    needs(out)
    (here / "whole").mkdir()
    cli("batch", "../news.jsonl", "--out", f"whole/{out}")
    first = run(cli, out, "--fail-fast")
    assert first.startswith("20 briefs, 1 failed")
    assert (here / out).is_file() is False
    lines = (here.parent / "news.jsonl").read_text(encoding="utf-8").splitlines()
    assert run(cli, out) == "38 briefs, 20 skipped, 2 failed"
    assert len(lines) == 60
    whole, found = tree(here / "whole"), tree(here)
    for name, data in whole.items():
        assert found[name] == data, name


def moments(seed: int, whole: int) -> Iterator[int]:
    """Yield numbers of bytes after which to kill a run that would write `whole`."""
    source = random.Random(seed)  # noqa: S311 - the same moments every time
    while True:
        yield int(whole * source.uniform(*MOMENTS))


def to_write(folder: Path, out: str) -> int:
    """Return how many bytes a whole run writes; tables come in one go, and what they are made from counts for them."""
    if out == "out":
        return written(folder)
    path = folder / beside(out, "manifest")
    return path.stat().st_size + sum(row["bytes"] for row in rows(path))


def written(folder: Path) -> int:
    """Return how many bytes the files of a run have, hidden ones too, but not tables."""
    found = 0
    for path in folder.rglob("*"):
        if {".db", ".parquet"} & {path.suffix, path.parent.with_suffix("").suffix} and path.name not in KEPT:
            continue
        with suppress(OSError):  # it has its final name by now
            found += path.stat().st_size
    return found


@pytest.mark.slow
@pytest.mark.parametrize("out", [*OUTPUTS, *TABLES])
def test_killed_at_any_moment(tmp_path: Path, out: str) -> None:
    needs(out)
    corpus(tmp_path / "news.jsonl", 500)
    command = [*BRIEFER, "batch", "../news.jsonl", "--out", out, "--jobs", "2"]
    (tmp_path / "whole").mkdir()
    assert subprocess.run(command, cwd=tmp_path / "whole", stderr=subprocess.PIPE).returncode == 1
    whole = tree(tmp_path / "whole")
    most = KILLS if out in OUTPUTS else KILLS_OF_TABLES
    kills = finished = 0
    for number, moment in enumerate(moments(7, to_write(tmp_path / "whole", out))):
        folder = tmp_path / f"run-{finished}"
        folder.mkdir(exist_ok=True)
        process = subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, start_new_session=True)
        goal = written(folder) + moment
        wait_for(lambda goal=goal, process=process, folder=folder: process.poll() is not None or written(folder) > goal)  # type: ignore[misc]
        if process.poll() is None:
            os.kill(process.pid, signal.SIGKILL)
            kills += 1
        process.communicate()
        found = finished_files(folder)
        assert {name: data for name, data in found.items() if whole.get(name) != data} == {}
        if process.returncode == 1 or kills == most:
            assert subprocess.run(command, cwd=folder, stderr=subprocess.PIPE).returncode == 1
            assert tree(folder) == whole
            finished += 1
        if kills == most:
            break
        assert number < 10 * most
    assert finished < most / 2  # most runs were not over when they were killed


def finished_files(folder: Path) -> dict[str, bytes]:
    """Return the files under final names: not what a run keeps for itself, nor a manifest that grows."""
    growing = folder / "out" / "manifest.jsonl"
    if growing.exists():
        data = growing.read_bytes()
        assert all(json.loads(line)["status"] for line in data[: data.rfind(b"\n") + 1].splitlines())
    return {name: data for name, data in tree(folder, torn=growing).items() if ".briefer/" not in name}
