"""SECURITY.md names tests that exist: a promise nobody checks is none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
ROWS = [line for line in (TESTS.parent / "SECURITY.md").read_text(encoding="utf-8").splitlines() if "test_" in line]
RE_TEST = re.compile(r"`([\w/]+\.py)(?:::(\w+))?`")


@pytest.mark.parametrize("row", ROWS, ids=[row.split("|")[1].strip()[:60] for row in ROWS])
def test_every_promise_is_held_by_tests(row: str) -> None:
    named = RE_TEST.findall(row)
    assert named
    for file, test in named:
        text = (TESTS / file).read_text(encoding="utf-8")
        assert f"def {test}(" in text if test else "def test_" in text
