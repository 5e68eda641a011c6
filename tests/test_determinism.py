"""Same input, same bytes: whatever the hash seed, the number of jobs, the order of the runs, the time zone."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from itertools import permutations
from pathlib import Path

import pytest
from typer.testing import Result

from briefer.claims.comparing import weigh
from briefer.ranking import METHODS
from examples import THOROUGH
from processes import PATIENCE

ROOT = Path(__file__).parents[1]
ARTICLES = sorted([*ROOT.glob("examples/*/article.*"), *ROOT.glob("tests/corpus/*.txt")])
SCRIPT = """
import sys
from briefer import pipeline, readers
from briefer.render import View, render

for line in sys.stdin.read().splitlines():
    path, *methods = line.split("\\t")
    document = readers.read(path)
    for method in methods:
        brief = pipeline.brief(document, pipeline.Options(method=method))
        sys.stdout.write(render(brief, View(format="jsonl", full=True, explain=True)))
        sys.stdout.write(render(brief, View(explain=True)))
        sys.stdout.write(render(brief, View(format="markdown")))
"""


class Word(str):
    """A word whose place in a set is ours to say, as the hash seed says it in a run."""

    __slots__ = ("place",)
    place: int

    def __hash__(self) -> int:
        return self.place


def test_order_of_hashes_changes_no_sum() -> None:
    """Claims are compared by sums over sets of words; added in another order, floats give another last digit."""
    shares = {"pier": 0.1, "silt": 0.2, "union": 0.3, "crane": 0.7, "grain": 0.9, "basin": 0.45, "barge": 0.15}
    found = set()
    for order in permutations(range(len(shares))):
        words = [Word(word) for word in shares]
        for word, place in zip(words, order, strict=True):
            word.place = place
        topic = dict(zip(words, shares.values(), strict=True))
        assert list(frozenset(words)) == sorted(words, key=hash)
        found.add(weigh(frozenset(words), topic))
    assert len(found) == 1


def test_hash_seed_changes_nothing() -> None:
    """Claims have nothing to do with the method: one article shows all methods, unless there is time for more."""
    methods = [METHODS if THOROUGH or path == ARTICLES[0] else ("auto",) for path in ARTICLES]
    runs = "".join("\t".join((str(path), *names)) + "\n" for path, names in zip(ARTICLES, methods, strict=True))
    digests = set()
    surroundings = (
        {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C.UTF-8"},
        {"PYTHONHASHSEED": "4242", "TZ": "Asia/Tokyo", "LC_ALL": "C", "COLUMNS": "40", "OMP_NUM_THREADS": "1"},
    )
    for variables in surroundings:
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT],
            input=runs,
            capture_output=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONIOENCODING": "utf-8", **variables},
            timeout=PATIENCE,
            check=True,
        )
        assert len(done.stdout) > 1000 * sum(map(len, methods))
        digests.add(hashlib.sha256(done.stdout.encode()).hexdigest())
    assert len(digests) == 1


@pytest.mark.parametrize("format", ["jsonl", pytest.param("text", marks=pytest.mark.slow)])
def test_jobs_and_order_of_finishing_change_nothing(
    cli: Callable[..., Result], tmp_path: Path, format: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for path in ARTICLES:
        for copy in range(4):  # enough for a pool to pay
            target = Path("in", str(copy), path.parent.name, path.name)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
    outputs = [cli("batch", "in", "--out", "-", "--format", format, "--jobs", jobs).stdout_bytes for jobs in (1, 4)]
    assert outputs[0] == outputs[1] != b""
    for jobs in (1, 4):
        cli("batch", "in", "--out", f"out{jobs}", "--format", format, "--jobs", jobs)
    trees = [
        {
            path.relative_to(f"out{jobs}"): path.read_bytes()
            for path in Path(f"out{jobs}").rglob("*")
            if path.is_file() and path.name != "manifest.jsonl"  # which has the time
        }
        for jobs in (1, 4)
    ]
    assert trees[0] == trees[1]
    assert len(trees[0]) == 4 * len(ARTICLES)


def test_earlier_briefs_change_nothing(cli: Callable[..., Result]) -> None:
    """Caches of words and languages are warm the second time, and were filled in another order."""
    alone = {path: cli("summarize", path, "-f", "json", "--detail", "full").stdout for path in ARTICLES}
    for path in reversed(ARTICLES):
        assert cli("summarize", path, "-f", "json", "--detail", "full").stdout == alone[path]
