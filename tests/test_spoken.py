"""Captions and records of meetings and chats: who says what, by cases."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from briefer.model import Role
from briefer.readers import read_bytes

CASES = Path(__file__).parent / "cases" / "readers" / "spoken"


def cases() -> list[object]:
    return [
        pytest.param(case, id=f"{path.stem}: {case['kind']}")
        for path in sorted(CASES.glob("*.json"))
        for case in json.loads(path.read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("case", cases())
def test_what_was_said_is_read(case: dict[str, Any], ends: str) -> None:
    text = ends.join(case["lines"]) + ends
    document = read_bytes(text.encode())
    if case.get("plain"):
        assert document.text == text
        assert document.format == "text"
        return
    assert document.text.split("\n\n") == case["paragraphs"]
    assert document.format in ("captions", "transcript")
    assert document.language == case.get("language")
    headlines = [document.text[mark.start : mark.end] for mark in document.marks if mark.role is Role.HEADLINE]
    assert headlines == ([case["headline"]] if "headline" in case else [])
