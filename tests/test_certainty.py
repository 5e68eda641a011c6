"""Kind, certainty and polarity of claims: every row of `cases/claims/certainty.txt`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import briefer

CASES = Path(__file__).parent / "cases" / "claims" / "certainty.txt"
RE_ROW = re.compile(r"(?P<kind>\w+) (?P<level>\w+) (?P<polarity>\w+) \[(?P<markers>[^\]]*)\] (?P<sentence>.+)")


def read_cases() -> list[object]:
    cases: list[object] = []
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            row = RE_ROW.fullmatch(line)
            assert row is not None, line
            cases.append(pytest.param(row, id=row["sentence"]))
    return cases


@pytest.mark.parametrize("row", read_cases())
def test_case(row: re.Match[str]) -> None:
    brief = briefer.brief(row["sentence"])
    assert brief.claims
    claim = brief.claims[0]
    markers = "; ".join(marker.of(brief.document.text) for marker in claim.certainty.markers)
    found = (claim.kind.value, claim.certainty.level.value, claim.polarity.value, markers)
    assert found == (row["kind"], row["level"], row["polarity"], row["markers"])
