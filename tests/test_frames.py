"""The examples of data frames and figures run, where their packages are installed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import briefer
from processes import PATIENCE

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "examples" / "frames"
ARTICLES = ROOT / "examples" / "06-digest" / "articles"


def run(script: str, *args: str | Path) -> str:
    done = subprocess.run(
        [sys.executable, FOLDER / script, *args], capture_output=True, encoding="utf-8", timeout=PATIENCE, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_claims_in_data_frames() -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    polars = pytest.importorskip("polars", reason="polars is not installed")
    printed = run("claims.py", ARTICLES)
    rows = briefer.claims(ARTICLES)
    assert len(pandas.DataFrame(rows)) == polars.DataFrame(rows, infer_schema_length=None).height == len(rows)
    first = max({row["source_key"] for row in rows if row["source"]}, key=lambda key: _claims_of(key, rows))
    assert printed.count(first) == 2  # once by either


def _claims_of(key: object, rows: list[dict[str, object]]) -> int:
    return sum(row["source_key"] == key for row in rows)


def test_three_figures(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib", reason="matplotlib is not installed")
    run("figures.py", ARTICLES, tmp_path / "figures")
    figures = sorted((tmp_path / "figures").iterdir())
    assert [path.name for path in figures] == ["kinds.png", "most-heard.png", "places.png"]
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in figures)
