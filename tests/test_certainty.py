"""Kind, certainty and polarity of claims: every row of `cases/claims/certainty.txt`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import briefer
from marking import claims_of

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


@pytest.mark.parametrize(
    ("sentence", "quotes"),
    [
        ("The mayor said “the dam was never going to hold”.", [("the dam was never going to hold", "direct")]),
        ("“It held.” That is what the mayor said.", []),
        ("“It held,” the mayor said.", [("It held,", "partial")]),
        ("“It held all night,” the mayor said.", [("It held all night,", "direct")]),
        ("The mayor said the dam was “safe and sound”.", [("safe and sound", "partial")]),
        ("The mayor said the “reform” plan had failed.", [("reform", "scare")]),
        ("The mayor said the “reform” of the board had failed.", [("reform", "partial")]),
        ("The mayor said reform “plans” had failed.", [("plans", "partial")]),
        ("The mayor said the dam was “safe and sound", [("safe and sound", "partial")]),
    ],
)
def test_quoted_words_are_clauses_phrases_or_labels(sentence: str, quotes: list[tuple[str, str]]) -> None:
    claims = claims_of(sentence)
    assert [(sentence[quote.start : quote.end], quote.kind) for claim in claims for quote in claim.quotes] == quotes
