"""Shards: each input in exactly one, the same one on every machine, and all of them together the whole run."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import Result as CliResult

from briefer.batch.sharding import Shard, parse
from briefer.errors import OptionError
from briefer.readers import Item
from examples import examples

CLI = Callable[..., CliResult]
TEXT = "Storm Closes Pier\n\nThe pier will stay shut until Friday, the harbour office said. It is storm {}.\n"


@examples(100)
@given(st.text(), st.integers(1, 40))
def test_every_name_is_in_exactly_one_shard(name: str, parts: int) -> None:
    assert sum(Shard(part, parts).takes(name) for part in range(1, parts + 1)) == 1


def test_shards_are_balanced() -> None:
    names = [f"news/2026/article-{number}.txt" for number in range(8000)]
    sizes = [sum(map(Shard(part, 8).takes, names)) for part in range(1, 9)]
    assert sum(sizes) == 8000
    assert min(sizes) > 900
    assert max(sizes) < 1100


def test_shard_of_a_name_never_changes() -> None:
    """A run that is taken up by another release, machine or hash seed finds the same inputs in its shard."""
    names = ["a.txt", "b.txt", "sub/c.md", "corpus.jsonl/17", "é", "\ud800"]
    shards = [next(part for part in range(1, 9) if Shard(part, 8).takes(name)) for name in names]
    assert shards == [6, 2, 7, 1, 4, 3]


def test_names_that_differ_in_case_alone_go_together() -> None:
    for part in range(1, 9):
        assert Shard(part, 8).takes("News/A.txt") == Shard(part, 8).takes("news/a.TXT")


@pytest.mark.parametrize("name", ["q?.txt", "q:.txt", "./q_.txt", "../q_.txt", "q\\.txt", "Q_.TXT", "q\x00.txt"])
def test_names_that_would_be_one_file_go_together(name: str) -> None:
    one = "q/.txt" if "\\" in name else "q_.txt"
    for part in range(1, 9):
        assert Shard(part, 8).takes(name) == Shard(part, 8).takes(one)


def test_long_names_and_spellings_of_a_letter_go_together() -> None:
    for part in range(1, 9):
        assert Shard(part, 8).takes("é.txt") == Shard(part, 8).takes("e\u0301.txt")
        assert Shard(part, 8).takes("n" * 300 + "a") == Shard(part, 8).takes("n" * 300 + "b")


def test_items_keep_their_order() -> None:
    items = [Item(f"{number}", f"{number}") for number in range(100)]
    split = [list(Shard(part, 3).of(items)) for part in (1, 2, 3)]
    assert all(part == sorted(part, key=items.index) for part in split)
    assert Counter(item for part in split for item in part) == Counter(items)


@pytest.mark.parametrize("text", ["1/1", "2/8", "8/8", "999/999"])
def test_shards_that_are(text: str) -> None:
    part, parts = text.split("/")
    assert parse(text) == Shard(int(part), int(parts))


@pytest.mark.parametrize(
    "text", ["", "1", "/", "0/8", "9/8", "1/0", "-1/8", "1/8/2", "a/b", "1.0/2", " 1/2", "１/２", "1/2\n"]
)
def test_shards_that_are_not(text: str) -> None:
    with pytest.raises(OptionError, match=re.escape(f"--shard {text} is not a part of a whole")):
        parse(text)


def test_shard_that_is_not_is_wrong_usage(cli: CLI, tmp_path: Path) -> None:
    result = cli("batch", tmp_path, "--out", tmp_path / "out", "--shard", "3/2")
    assert (result.exit_code, result.stderr) == (
        2,
        "briefer: --shard 3/2 is not a part of a whole; write --shard 1/8 up to --shard 8/8\n",
    )
    assert not (tmp_path / "out").exists()


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "in" / "news.jsonl"
    path.parent.mkdir()
    rows = [json.dumps({"id": f"n{number}", "text": TEXT.format(number)}) for number in range(60)]
    rows[7] = "{"
    rows[31] = json.dumps({"id": "n31", "text": " "})
    path.write_text("".join(row + "\n" for row in rows), encoding="utf-8")
    for name in ("a.txt", "b.txt", "sub/c.txt"):
        (path.parent / name).parent.mkdir(exist_ok=True)
        (path.parent / name).write_text(TEXT.format(name), encoding="utf-8")
    return path.parent


def test_shards_together_are_the_whole_run_in_one_file(cli: CLI, corpus: Path, tmp_path: Path) -> None:
    cli("batch", corpus, "--out", tmp_path / "whole.jsonl")
    for part in (1, 2, 3):
        cli("batch", corpus, "--out", tmp_path / f"part-{part}.jsonl", "--shard", f"{part}/3")
    parts = [(tmp_path / f"part-{part}.jsonl").read_text(encoding="utf-8").splitlines() for part in (1, 2, 3)]
    whole = (tmp_path / "whole.jsonl").read_text(encoding="utf-8").splitlines()
    assert all(parts)
    assert sorted(line for part in parts for line in part) == sorted(whole)
    assert len(whole) == 61
    failures = [
        row
        for part in (1, 2, 3)
        if (path := tmp_path / f"part-{part}.failures.jsonl").exists()
        for row in path.read_text(encoding="utf-8").splitlines()
    ]
    assert sorted(failures) == sorted((tmp_path / "whole.failures.jsonl").read_text(encoding="utf-8").splitlines())


def test_shards_together_are_the_whole_run_in_folders(cli: CLI, corpus: Path, tmp_path: Path) -> None:
    def briefs(folder: Path) -> dict[str, bytes]:
        paths = [path for path in folder.rglob("*") if ".brief." in path.name]
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}

    cli("batch", corpus, "--out", tmp_path / "whole")
    together: dict[str, bytes] = {}
    for part in (1, 2, 3):
        cli("batch", corpus, "--out", tmp_path / f"part-{part}", "--shard", f"{part}/3")
        own = briefs(tmp_path / f"part-{part}")
        assert not own.keys() & together.keys()
        together |= own
    assert together == briefs(tmp_path / "whole")
    assert len(together) == 61


@pytest.mark.parametrize("format", ["text", "html"])
def test_shards_that_share_a_folder_keep_clashing_names_apart(cli: CLI, tmp_path: Path, format: str) -> None:
    ids = [
        "q?",
        "q*",
        "q:",
        "Q_",
        "pier",
        "pier",
        "pier",
        "pier-2",
        "pier-3",
        "n" * 200 + "a",
        "n" * 200 + "b",
        "é",
        "e\u0301",
    ]
    ids += ["day.brief.txt/a", "day.brief.txt_/a", "day.brief.html/a", "day.brief.html_/a"]
    rows = [json.dumps({"id": name, "text": TEXT.format(number)}) for number, name in enumerate(ids)]
    (tmp_path / "news.jsonl").write_text("".join(row + "\n" for row in rows), encoding="utf-8")
    for _ in range(2):
        for part in range(1, 6):
            cli("batch", tmp_path / "news.jsonl", "--out", tmp_path / "out", "--shard", f"{part}/5", "--format", format)
        briefs = [path.read_text(encoding="utf-8") for path in (tmp_path / "out").rglob("*.brief.*") if path.is_file()]
        found = sorted(int(number) for brief in briefs for number in set(re.findall(r"storm (\d+)", brief)))
        assert found == list(range(len(ids)))


def test_shard_is_taken_up_where_it_stopped(cli: CLI, corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "part.jsonl"
    cli("batch", corpus, "--out", out, "--shard", "1/3")
    first = out.read_bytes()
    cli("batch", corpus, "--out", out, "--shard", "1/3")
    assert out.read_bytes() == first


def test_shard_may_be_empty(cli: CLI, corpus: Path, tmp_path: Path) -> None:
    """Of a hundred runs over sixty inputs some have nothing to do, which is no mistake of theirs."""
    results = [
        cli("batch", corpus / "a.txt", "--out", tmp_path / f"{part}.jsonl", "--shard", f"{part}/3")
        for part in (1, 2, 3)
    ]
    assert [result.exit_code for result in results] == [0, 0, 0]
    assert sum((tmp_path / f"{part}.jsonl").stat().st_size > 0 for part in (1, 2, 3)) == 1


def test_hash_seed_changes_nothing() -> None:
    code = "from briefer.batch.sharding import Shard; print([n for n in range(99) if Shard(1, 4).takes(str(n))])"
    said = {
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("0", "1")
    }
    assert len(said) == 1
