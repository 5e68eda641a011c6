"""Facts in the article's own voice, where hardly anybody says anything: which sentences are key claims."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import briefer
from briefer.claims.choosing import FEW
from briefer.construction import Marker
from briefer.model import Brief, Claim, Kind, Role, SourceType

ROOT = Path(__file__).parent
CASES = [json.loads(line) for line in (ROOT / "cases/claims/facts/articles.jsonl").read_text().splitlines()]
BODY = 5  # sentences from which on an article has key claims


def key_claims(brief: Brief) -> list[Claim]:
    by_id = {claim.id: claim for claim in brief.claims}
    return [by_id[identity] for identity in brief.key_claims]


def words(brief: Brief, claim: Claim) -> str:
    return brief.document.text[claim.start : claim.end]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_facts_are_key_where_hardly_anybody_speaks(case: dict[str, Any]) -> None:
    brief = briefer.brief(case["text"])
    keys = key_claims(brief)
    facts = [words(brief, claim) for claim in keys if claim.construction.marker in (Marker.FACT, Marker.FIGURE)]
    for wanted in case["facts"]:
        assert any(wanted in fact for fact in facts), facts
    if not case["facts"]:
        assert not [claim for claim in brief.claims if claim.construction.marker is Marker.FACT]
    for wanted in case.get("said", ()):
        assert any(wanted in words(brief, claim) and claim.cue for claim in keys)
    for unwanted in case.get("none", ()):
        assert not any(unwanted in words(brief, claim) for claim in keys)


@pytest.mark.parametrize("case", CASES[:4], ids=[case["name"] for case in CASES[:4]])
def test_facts_are_the_authors_and_tell_more_than_the_summary(case: dict[str, Any]) -> None:
    brief = briefer.brief(case["text"], sentences=1)
    summary = {item.sentence for item in brief.summary}
    facts = [claim for claim in key_claims(brief) if claim.construction.marker is Marker.FACT]
    assert any(claim.sentence not in summary for claim in facts)
    for claim in facts:
        assert claim.source
        assert (claim.kind, claim.source.type, claim.cue) == (Kind.FACT, SourceType.AUTHOR, None)


@pytest.mark.parametrize("path", sorted((ROOT / "corpus").glob("*.txt")), ids=lambda path: path.stem)
def test_every_article_has_key_claims(path: Path) -> None:
    brief = briefer.brief(path.read_text(encoding="utf-8"))
    assert sum(sentence.role is Role.BODY for sentence in brief.sentences) >= BODY
    assert len(brief.key_claims) >= FEW


@pytest.mark.parametrize(
    "sentence",
    ["I went down to the sea again.", "Why would you do that?", "It was so."],
)
def test_an_article_of_nothing_but_such_sentences_has_a_key_claim(sentence: str) -> None:
    text = "\n\n".join(f"{sentence[:-1]} {word}{sentence[-1]}" for word in ("then", "there", "again", "now", "alone"))
    assert briefer.brief(text, title="A Walk").key_claims


def test_fewer_claims_are_printed_when_fewer_are_asked_for() -> None:
    assert len(briefer.brief(CASES[0]["text"], claims=1).key_claims) == 1
    assert briefer.brief(CASES[0]["text"], claims=0).key_claims == ()
