"""The annotations of the corpus speak of words that are really in its articles."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

CORPUS = Path(__file__).parent
ROOT = CORPUS.parents[1]
ANNOTATIONS: dict[str, dict[str, Any]] = json.loads((CORPUS / "annotations.json").read_text(encoding="utf-8"))
CLAIM_KEYS = {"text", "source", "resolves_to", "via", "kind"}


def test_every_article_is_annotated() -> None:
    articles = {path.relative_to(ROOT).as_posix() for path in CORPUS.glob("*.txt")}
    assert articles == {name for name in ANNOTATIONS if name.startswith("tests/corpus/")}


@pytest.mark.parametrize("name", ANNOTATIONS)
def test_annotated_words_are_verbatim(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    annotation = ANNOTATIONS[name]
    assert set(annotation) == {"headline", "must_include", "must_not_include"}
    wanted = [annotation["headline"], *annotation["must_not_include"]]
    for claim in annotation["must_include"]:
        assert {"text", "source"} <= set(claim) <= CLAIM_KEYS
        wanted += [claim["text"], claim["source"], claim.get("resolves_to"), claim.get("via")]
    assert [words for words in wanted if words is not None and words not in text] == []


@pytest.mark.parametrize("name", ANNOTATIONS)
def test_nothing_is_both_wanted_and_unwanted(name: str) -> None:
    annotation = ANNOTATIONS[name]
    wanted = [annotation["headline"] or "", *(claim["text"] for claim in annotation["must_include"])]
    clashes = [(good, bad) for good in wanted for bad in annotation["must_not_include"] if bad in good]
    assert clashes == []
