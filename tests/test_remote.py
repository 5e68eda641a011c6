"""Briefs in an object store: the objects are the files that a folder on disk would have, and runs go on there too."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result as CliResult

from briefer import places
from briefer.batch import remote
from briefer.batch.inputs import find
from briefer.errors import OutputError
from processes import PATIENCE

fsspec = pytest.importorskip("fsspec", reason="needs pip install fsspec")

CLI = Callable[..., CliResult]
TEXT = "Storm Closes Pier\n\nThe pier will stay shut until Friday, the harbour office said. It is storm {}.\n"


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Keep what stays on this machine in a folder of the test, and empty the store in memory."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    yield tmp_path / "state"
    store = fsspec.filesystem("memory")
    for path in store.ls("/", detail=False):
        store.rm(path, recursive=True)


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    rows = [json.dumps({"id": f"n{number}", "text": TEXT.format(number)}) for number in range(40)]
    rows[7] = "{"
    (folder / "rows.jsonl").write_text("".join(row + "\n" for row in rows))
    (folder / "a.txt").write_text(TEXT.format("a"))
    (folder / "sub" / "b c#d.txt").write_text(TEXT.format("b"))
    return folder


def stored(url: str) -> dict[str, bytes]:
    """Return the objects below a URL, without the times in manifests."""
    found = {relative: places.get(address) or b"" for address, relative in places.walk(url)}
    return {name: timeless(name, data) for name, data in found.items()}


def on_disk(folder: Path) -> dict[str, bytes]:
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): timeless(path.name, path.read_bytes()) for path in paths}


def timeless(name: str, data: bytes) -> bytes:
    if "manifest" not in name:
        return data
    rows: list[dict[str, Any]] = [json.loads(line) for line in data.splitlines()]
    return json.dumps([{**row, "time": ""} for row in rows]).encode()


@pytest.mark.parametrize("format", ["text", "json", "html"])
def test_objects_are_the_files_of_a_folder(cli: CLI, inputs: Path, tmp_path: Path, format: str, state: Path) -> None:
    there = cli("batch", inputs, "--out", "memory://bucket/briefs", "--format", format)
    here = cli("batch", inputs, "--out", tmp_path / "briefs", "--format", format)
    assert there.exit_code == here.exit_code == 1
    assert stored("memory://bucket/briefs") == on_disk(tmp_path / "briefs")
    assert there.stderr == here.stderr.replace(str(tmp_path / "briefs"), "memory://bucket/briefs")
    assert not on_disk(state)


@pytest.mark.parametrize("name", ["briefs.jsonl", "briefs.db"])
def test_one_object_is_the_one_file(cli: CLI, inputs: Path, tmp_path: Path, state: Path, name: str) -> None:
    there = cli("batch", inputs, "--out", f"memory://bucket/{name}")
    cli("batch", inputs, "--out", tmp_path / "disk" / name)
    assert there.exit_code == 1
    assert stored("memory://bucket") == on_disk(tmp_path / "disk")
    assert not on_disk(state)


@pytest.mark.parametrize("out", [f"memory://bucket/briefs{ending}" for ending in ("", ".jsonl", ".db")])
def test_unchanged_inputs_are_skipped(cli: CLI, inputs: Path, out: str) -> None:
    cli("batch", inputs, "--out", out)
    before = stored("memory://bucket")
    again = cli("batch", inputs, "--out", out)
    assert "41 skipped" in again.stderr
    assert stored("memory://bucket") == before
    (inputs / "a.txt").write_text(TEXT.format("other"))
    (inputs / "rows.jsonl").write_text((inputs / "rows.jsonl").read_text().replace("{\n", ""))
    changed = cli("batch", inputs, "--out", out)
    assert changed.exit_code == 0
    assert "failures" not in "".join(stored("memory://bucket"))


def test_brief_that_was_removed_is_made_again(cli: CLI, inputs: Path) -> None:
    cli("batch", inputs, "--out", "memory://bucket/briefs")
    before = stored("memory://bucket")
    places.remove("memory://bucket/briefs/a.txt.brief.txt")
    again = cli("batch", inputs, "--out", "memory://bucket/briefs")
    assert "40 skipped" in again.stderr
    assert stored("memory://bucket") == before


@pytest.mark.parametrize("lost", [False, True], ids=["same machine", "other machine"])
def test_run_goes_on_where_it_was_killed(
    cli: CLI, inputs: Path, monkeypatch: pytest.MonkeyPatch, state: Path, lost: bool
) -> None:
    cli("batch", inputs, "--out", "memory://whole")
    expected = stored("memory://whole")
    put, count = places.put, 0

    def fail(url: str, data: bytes) -> None:
        nonlocal count
        count += 1
        if count > 25:
            raise OutputError("cannot be written (no credentials)", input=url)
        put(url, data)

    monkeypatch.setattr(remote, "EVERY", 0.0)
    monkeypatch.setattr(remote, "UPLOADS", 2)
    with monkeypatch.context() as broken:
        broken.setattr(places, "put", fail)
        first = cli("batch", inputs, "--out", "memory://part", "--jobs", "1")
    assert first.exit_code == 1
    assert "cannot be written (no credentials)" in first.stderr
    if lost:
        for path in sorted(state.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
    again = cli("batch", inputs, "--out", "memory://part")
    skipped = int(again.stderr.partition(" skipped")[0].split()[-1])
    assert 10 <= skipped <= 25
    assert stored("memory://part") == expected


def test_manifest_does_not_grow_with_runs_that_are_killed(
    cli: CLI, inputs: Path, monkeypatch: pytest.MonkeyPatch, state: Path
) -> None:
    monkeypatch.setattr(remote, "EVERY", 0.0)

    def killed(self: remote.RemoteFolder) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(remote.RemoteFolder, "finish", killed)
        for _ in range(5):
            cli("batch", inputs, "--out", "memory://part")
    (left,) = (data for name, data in on_disk(state).items() if name.endswith("manifest.jsonl"))
    assert len(json.loads(left)) == 41 + 5  # what failed is tried again by every run
    assert cli("batch", inputs, "--out", "memory://part").stderr.startswith("briefer: ")
    cli("batch", inputs, "--out", "memory://whole")
    assert stored("memory://part") == stored("memory://whole")


def test_old_manifest_never_replaces_the_whole_one(
    cli: CLI, inputs: Path, monkeypatch: pytest.MonkeyPatch, state: Path
) -> None:
    put_file = places.put_file
    slow: list[str] = []
    released = threading.Event()
    wait = remote.wait

    def waited(storing: Any) -> Any:
        released.set()
        return wait(storing)

    def late(url: str, path: str) -> None:
        data = Path(path).read_bytes()
        if threading.current_thread() is not threading.main_thread():
            slow.append(url)
            released.wait(PATIENCE)
            places.put(url, data)
        else:
            put_file(url, path)
            released.set()  # too late, if it was not waited for

    monkeypatch.setattr(remote, "EVERY", 0.0)
    monkeypatch.setattr(places, "put_file", late)
    monkeypatch.setattr(remote, "wait", waited)
    cli("batch", inputs, "--out", "memory://part")
    assert len(slow) == 1
    assert len(json.loads(stored("memory://part")["manifest.jsonl"])) == 42


def test_object_that_could_not_be_stored_is_stored_by_the_next_run(
    cli: CLI, inputs: Path, monkeypatch: pytest.MonkeyPatch, state: Path
) -> None:
    def fail(url: str, path: str) -> None:
        raise OutputError("cannot be written (no credentials)", input=url)

    with monkeypatch.context() as broken:
        broken.setattr(places, "put_file", fail)
        assert cli("batch", inputs / "a.txt", "--out", "memory://bucket/briefs.jsonl").exit_code == 1
    assert places.get("memory://bucket/briefs.jsonl") is None
    again = cli("batch", inputs / "a.txt", "--out", "memory://bucket/briefs.jsonl")
    assert (again.exit_code, "1 skipped" in again.stderr) == (0, True)
    assert places.get("memory://bucket/briefs.jsonl")
    assert not on_disk(state)


def test_outputs_are_no_inputs(cli: CLI) -> None:
    places.put("memory://bucket/a.txt", TEXT.encode())
    for _ in range(2):
        result = cli("batch", "memory://bucket", "--out", "memory://bucket", "--format", "html")
        assert result.exit_code == 0
    assert set(stored("memory://bucket")) == {"a.txt", "a.txt.brief.html", "index.html", "manifest.jsonl"}


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("2026-*", ["may/a.txt", "b.txt"]),
        ("**", ["c[1].txt", "2026-1/may/a.txt", "2026-2/b.txt"]),
        ("**/*.txt", ["a.txt", "b.txt", "c[1].txt"]),
        ("**/may", ["a.txt"]),
        ("c[1].txt", ["c[1].txt"]),
    ],
)
def test_patterns_match_objects_and_folders(pattern: str, expected: list[str]) -> None:
    for name in ("2026-1/may/a.txt", "2026-2/b.txt", "2026-2/.b.txt", "2026-2/b.png", "c[1].txt"):
        places.put(f"memory://bucket/{name}", TEXT.encode())
    assert [item.name for item in find([f"memory://bucket/{pattern}"])] == expected


@pytest.mark.parametrize("source", ["memory://bucket/rows.jsonl", "memory://bucket", "memory://bucket/*.jsonl"])
def test_object_that_is_an_input_is_left_alone(cli: CLI, source: str) -> None:
    corpus = json.dumps({"id": "one", "text": TEXT}).encode()
    places.put("memory://bucket/rows.jsonl", corpus)
    result = cli("batch", source, "--out", "memory://bucket/rows.jsonl")
    assert result.exit_code == 2
    assert "--out memory://bucket/rows.jsonl is also an input" in result.stderr
    assert places.get("memory://bucket/rows.jsonl") == corpus


def test_page_of_the_user_is_left_alone(cli: CLI, inputs: Path) -> None:
    places.put("memory://bucket/index.html", b"mine")
    cli("batch", inputs / "a.txt", "--out", "memory://bucket", "--format", "html")
    assert places.get("memory://bucket/index.html") == b"mine"


@pytest.mark.parametrize("what", ["manifest", "failures"])
@pytest.mark.parametrize("out", ["memory://bucket/briefs", "memory://bucket/briefs.jsonl"])
def test_rows_of_the_user_are_left_alone(cli: CLI, inputs: Path, state: Path, out: str, what: str) -> None:
    url = f"{out.removesuffix('.jsonl')}{'.' if out.endswith('.jsonl') else '/'}{what}.jsonl"
    places.put(url, b'{"audio": "a.wav"}\n')
    result = cli("batch", inputs, "--out", out)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"briefer: {url}: this file was not written by briefer")
    assert places.get(url) == b'{"audio": "a.wav"}\n'
    places.remove(url)
    assert cli("batch", inputs, "--out", out).exit_code == 1
    assert not on_disk(state)


def test_shards_share_a_place(cli: CLI, inputs: Path) -> None:
    cli("batch", inputs, "--out", "memory://whole")
    for part in ("1/2", "2/2"):
        cli("batch", inputs, "--out", "memory://parts", "--shard", part)
    briefs = {name: data for name, data in stored("memory://parts").items() if ".brief." in name}
    assert briefs == {name: data for name, data in stored("memory://whole").items() if ".brief." in name}


def test_file_urls_are_paths(cli: CLI, inputs: Path, tmp_path: Path) -> None:
    cli("batch", f"file://{inputs}", "--out", f"file://{tmp_path}/out%201")
    cli("batch", inputs, "--out", tmp_path / "out")
    assert on_disk(tmp_path / "out 1") == on_disk(tmp_path / "out")


def test_missing_package_stops_before_anything_is_made(
    cli: CLI, inputs: Path, monkeypatch: pytest.MonkeyPatch, state: Path
) -> None:
    monkeypatch.setitem(sys.modules, "s3fs", None)
    result = cli("batch", inputs, "--out", "s3://bucket/briefs")
    assert result.exit_code == 2
    assert result.stderr == (
        "briefer: s3://bucket/briefs: s3:// inputs and outputs need the package s3fs; try `pip install s3fs`\n"
    )
    assert not state.exists()
