"""Kinds of text that are no articles, and articles that only look so: what a brief of them says."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefer import pipeline, readers
from briefer.model import Brief, Role
from reported import claims, folded

CASES = Path(__file__).parent / "cases" / "genres"
READ = {Role.BODY, Role.HEADLINE, Role.DEK, Role.DATELINE}


def is_met(brief: Brief, claim: str) -> bool:
    who, _, what = claim.partition(" | ")
    return any(who in source and what in content for source, content in claims(brief))


def roles(brief: Brief, words: str) -> set[Role]:
    text = brief.document.text
    found = {one.role for one in brief.sentences if words in folded(text[one.start : one.end])}
    assert found, words
    return found


@pytest.mark.parametrize("path", sorted(CASES.glob("*.txt")), ids=lambda path: path.stem)
def test_brief_of_a_kind_of_text(path: Path) -> None:
    text, _, lines = path.read_text(encoding="utf-8").partition("===\n")
    brief = pipeline.brief(readers.read_bytes(text.encode()), pipeline.Options())
    headline = folded(brief.headline.text) if brief.headline else ""
    summary = folded(" ".join(brief.document.text[one.start : one.end] for one in brief.summary))
    for line in lines.splitlines():
        what, _, words = line.partition(": ")
        checks = {
            "headline": lambda: headline == words,  # noqa: B023 - called at once
            "headline has": lambda: words in headline,  # noqa: B023
            "no headline": lambda: not headline if words == "any" else not brief.authors,  # noqa: B023
            "authors": lambda: [name.text for name in brief.authors] == words.split(", "),  # noqa: B023
            "body": lambda: roles(brief, words) <= READ,  # noqa: B023
            "aside": lambda: not roles(brief, words) & READ,  # noqa: B023
            "summary has": lambda: words in summary,  # noqa: B023
            "summary lacks": lambda: words not in summary,  # noqa: B023
            "claim": lambda: is_met(brief, words),  # noqa: B023
            "no claim": lambda: not is_met(brief, words),  # noqa: B023
        }
        assert checks[what](), (line, headline, summary, claims(brief))
