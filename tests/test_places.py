"""Object stores: what is found below a URL, what is read there, and what is said when something is wrong."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result as CliResult

from briefer import places
from briefer.batch.inputs import find
from briefer.errors import ExtraMissingError, InputMissingError, InputUnreadableError, OutputError
from briefer.readers import Item, Reading, read

fsspec = pytest.importorskip("fsspec", reason="needs pip install fsspec")

CLI = Callable[..., CliResult]
ARTICLE = "Storm Closes Pier\n\nThe pier will stay shut until Friday, the harbour office said. Crews are at work.\n"
ROWS = "".join(json.dumps({"id": name, "text": ARTICLE}) + "\n" for name in "abc")
TREE = {
    "b.txt": ARTICLE,
    "a.txt": ARTICLE,
    "sub/c.md": "# Storm\n\nIt rains, the mayor said.",
    "sub/deep/d.txt": ARTICLE,
    "rows.jsonl": ROWS,
    "picture.png": "PNG",
    ".hidden.txt": ARTICLE,
    ".git/e.txt": ARTICLE,
}


@pytest.fixture
def bucket() -> Iterator[str]:
    """Return the URL of a folder in memory with a few objects."""
    store = fsspec.filesystem("memory")
    for name, content in TREE.items():
        store.pipe_file(f"/bucket/{name}", content.encode())
    yield "memory://bucket"
    store.rm("/", recursive=True)


def found(*sources: str, **options: Any) -> list[str]:
    return [item.name for item in find(sources, **options)]


@pytest.mark.parametrize(
    ("name", "opens"),
    [
        ("s3://bucket/a.txt", True),
        ("S3://bucket/a.txt", True),
        ("gs://bucket/a.txt", True),
        ("memory://a", True),
        ("file:///a", True),
        ("http://example.org/a", False),
        ("https://example.org/a", False),
        ("ftp://example.org/a", False),
        ("simplecache::s3://bucket/a", False),
        ("s3:/bucket", False),
        ("s3", False),
        ("-", False),
        ("", False),
    ],
)
def test_urls_that_are_opened(name: str, opens: bool) -> None:
    assert places.known(name) is opens


def test_what_other_machines_reach() -> None:
    assert places.shared("s3://bucket/a")
    assert not any(places.shared(name) for name in ("memory://a", "file:///a", "a.txt", "https://example.org/a"))


def test_objects_come_in_the_order_of_a_folder_on_disk(bucket: str, tmp_path: Path) -> None:
    for name, content in TREE.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    names = ["a.txt", "b.txt", "rows.jsonl/a", "rows.jsonl/b", "rows.jsonl/c", "sub/c.md", "sub/deep/d.txt"]
    assert found(bucket) == found(f"{bucket}/") == found(str(tmp_path)) == found(f"file://{tmp_path}") == names


def test_include_and_exclude_hold_below_a_url(bucket: str) -> None:
    assert found(bucket, include=["*.txt"], exclude=["sub/*"]) == ["a.txt", "b.txt"]


def test_patterns_and_single_objects(bucket: str) -> None:
    assert found(f"{bucket}/*.txt") == ["a.txt", "b.txt"]
    assert found(f"{bucket}/**/*.md") == ["c.md"]
    assert found(f"{bucket}/b.txt", f"{bucket}/rows.jsonl") == ["b.txt", "rows.jsonl/a", "rows.jsonl/b", "rows.jsonl/c"]


def test_single_documents_are_not_opened_before_their_turn(bucket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "opened", lambda url: pytest.fail(f"{url} was opened"))
    assert found(bucket, exclude=["*.jsonl"]) == ["a.txt", "b.txt", "sub/c.md", "sub/deep/d.txt"]


def test_brief_of_an_object_is_that_of_the_file(cli: CLI, bucket: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE)
    there = cli("summarize", f"{bucket}/a.txt")
    assert (there.exit_code, there.stderr) == (0, "")
    assert there.stdout == cli("summarize", tmp_path / "a.txt").stdout
    assert read(f"{bucket}/a.txt").path == f"{bucket}/a.txt"


def test_batch_reads_objects(cli: CLI, bucket: str) -> None:
    result = cli("batch", bucket, f"{bucket}/none.txt", f"{bucket}/*.pdf", "--out", "-")
    assert result.exit_code == 1
    assert [json.loads(line)["source"]["id"] for line in result.stdout.splitlines()] == [
        "memory://bucket/a.txt",
        "memory://bucket/b.txt",
        "a",
        "b",
        "c",
        "memory://bucket/sub/c.md",
        "memory://bucket/sub/deep/d.txt",
    ]
    assert result.stderr.splitlines()[:2] == [
        "briefer: memory://bucket/none.txt: no such object; check the URL",
        "briefer: memory://bucket/*.pdf: nothing matches; check the pattern",
    ]


def test_object_is_read_no_further_than_allowed(bucket: str) -> None:
    item = Item("a", "a", path=f"{bucket}/a.txt")
    from briefer.errors import TooLargeError
    from briefer.readers.opening import load

    with pytest.raises(TooLargeError):
        load(item, Reading(max_bytes=10))


def test_web_addresses_stay_refused(cli: CLI) -> None:
    result = cli("summarize", "https://example.org/a.txt")
    assert result.exit_code == 1
    assert "briefer works offline" in result.stderr


def test_missing_package_is_named_with_its_extra(cli: CLI, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "s3fs", None)
    result = cli("summarize", "s3://bucket/a.txt")
    assert (result.exit_code, result.stderr) == (
        1,
        "briefer: s3://bucket/a.txt: s3:// inputs and outputs need the package s3fs; try `pip install s3fs`\n",
    )
    monkeypatch.setitem(sys.modules, "fsspec", None)
    with pytest.raises(ExtraMissingError, match="the package fsspec"):
        places.get("memory://bucket/a.txt")


@pytest.mark.parametrize(
    ("url", "error", "message"),
    [
        ("memory://bucket/none", InputMissingError, "no such object"),
        ("file:///", InputUnreadableError, "a folder, not an object"),
        ("memory://a::memory://b", InputUnreadableError, "chained URLs"),
    ],
)
def test_errors_are_worded(bucket: str, url: str, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message), places.opened(url) as file:
        file.read()


def test_store_that_fails_midway_is_one_line(bucket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class StoreError(Exception):
        pass

    def fail(self: Any, size: int = -1) -> bytes:
        raise StoreError("connection reset\nby peer")

    with places.opened(f"{bucket}/a.txt") as file:
        monkeypatch.setattr("fsspec.implementations.memory.MemoryFile.read", fail)
        with pytest.raises(InputUnreadableError, match=r"cannot be read \(connection reset\)"):
            file.read()


def test_error_of_the_reader_is_not_blamed_on_the_store(bucket: str) -> None:
    with pytest.raises(ZeroDivisionError), places.opened(f"{bucket}/a.txt"):
        raise ZeroDivisionError


def test_put_get_remove(bucket: str, tmp_path: Path) -> None:
    for folder in (f"{bucket}/out", f"file://{tmp_path}/out"):
        url = f"{folder}/deep/x.txt"
        assert places.get(url) is None
        places.put(url, b"one")
        places.put(url, b"two")
        assert places.get(url) == b"two"
        (tmp_path / "local").write_bytes(b"three")
        places.put_file(url, str(tmp_path / "local"))
        assert places.get(url) == b"three"
        places.remove(url)
        places.remove(url)
        assert places.get(url) is None


def test_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot be written"):
        places.put(f"file://{tmp_path}/file/x.txt", b"x")
