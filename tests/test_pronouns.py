"""He and she: every case of `cases/claims/pronouns.jsonl`, and what holds for any text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import briefer
from briefer.model import Claim
from examples import examples

CASES = Path(__file__).parent / "cases" / "claims" / "pronouns.jsonl"
ROWS = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]


def spoken_by_pronoun(text: str) -> list[Claim]:
    claims = briefer.brief(text, language="en", title="Notes from the valley").claims
    return [
        claim
        for claim in claims
        if claim.source and claim.source.start is not None and claim.source.end is not None
        if text[claim.source.start : claim.source.end].lower() in ("he", "she")
    ]


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_case(row: dict[str, object]) -> None:
    text, expected = row["text"], row["expect"]
    assert isinstance(text, str)
    assert isinstance(expected, dict)
    claims = spoken_by_pronoun(text)
    for words, name in expected.items():
        assert text.count(words) == 1
        start = text.index(words)
        names = {
            claim.source.name or claim.source.role
            for claim in claims
            if claim.source and start <= (claim.source.start or 0) < start + len(words)
        }
        assert names == {name}


def test_there_are_enough_cases() -> None:
    names = [name for row in ROWS for name in row["expect"].values()]
    assert sum(name is not None for name in names) >= 30
    assert sum(name is None for name in names) >= 10


SENTENCES = sorted({sentence + "." for row in ROWS for sentence in row["text"].replace("\n\n", " ").split(". ")})


@examples(100)
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=12))
def test_names_stand_in_the_text(sentences: list[str]) -> None:
    """Whatever the order of the sentences, who a pronoun stands for is named somewhere."""
    text = "\n".join(sentences)
    for claim in spoken_by_pronoun(text):
        source = claim.source
        assert source is not None
        if source.name is None:
            continue
        assert source.name in text
        assert source.resolved_from is not None
        assert source.name in text[source.resolved_from.start : source.resolved_from.end]
