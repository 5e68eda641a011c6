"""The shallow grammar: its cues and their examples, and what holds for any text whatever."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from marking import claims_of

CASES = Path(__file__).parent / "cases" / "claims" / "constructions"
TEXTS = [
    json.loads(line)["text"] for path in sorted(CASES.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()
]


@pytest.mark.parametrize(
    "text",
    [
        "The crews were paid the same each",
        "The crews and the guards, both",
        "Roe told them all",
        "Many of the crews prefer to",
        "Many of the crews refuse to answer who",
        *TEXTS[::8],
    ],
)
def test_a_text_may_end_behind_any_word(text: str) -> None:
    words = text.split()
    for number in range(len(words)):
        cut = " ".join(words[: number + 1]).rstrip(".,:;”\"'")
        assert all(span.end <= len(cut) for claim in claims_of(cut) for span in claim.content)
