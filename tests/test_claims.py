"""Claims by construction: every case is a row of `cases/claims/constructions/<name>.jsonl`.

A row has a text, what must be found in it (source, cue, content, and audience and kind where they matter) and, for
look-alikes, words that must stand in no claim of a source. Known failures are strict: one that starts to pass shows.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import briefer
from briefer.model import Brief, Claim

CASES = Path(__file__).parent / "cases" / "claims" / "constructions"


def rows() -> list[object]:
    found = []
    for path in sorted(CASES.glob("*.jsonl")):
        marks = (
            [pytest.mark.xfail(reason="where such content ends takes a parser", strict=True)]
            if path.stem == "known-failures"
            else []
        )
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            found.append(pytest.param(row, id=row["id"], marks=marks))
    return found


@pytest.mark.parametrize("row", rows())
def test_claims(row: dict) -> None:
    brief = briefer.brief(row["text"])
    found = [described(brief, claim) for claim in brief.claims]
    for wanted in row["expect"]:
        wanted = {key: value for key, value in wanted.items() if value is not None}
        assert any(wanted.items() <= claim.items() for claim in found), found
    for words in row.get("absent", ()):
        said = [claim for claim in found if claim["cue"] is not None and words in " ".join(claim["content"])]
        assert not said


def described(brief: Brief, claim: Claim) -> dict:
    text = brief.document.text
    source = claim.source
    return {
        "source": None if source is None or source.start is None else text[source.start : source.end],
        "cue": claim.cue and text[claim.cue.start : claim.cue.end],
        "content": [span.of(text) for span in claim.content],
        "audience": claim.audience and claim.audience.of(text),
        "kind": claim.kind,
        "printed": text[claim.start : claim.end],
    }
