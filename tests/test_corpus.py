"""Briefs of our own articles against what they must and must not hold; recall has a floor that cannot sink unseen."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from briefer import pipeline, readers
from briefer.model import Brief, Claim, Source, SourceType, Span
from briefer.pipeline import Options

ROOT = Path(__file__).parents[1]
ANNOTATED = ROOT / "tests" / "corpus" / "annotations.json"
ANNOTATIONS: dict[str, dict[str, Any]] = json.loads(ANNOTATED.read_text(encoding="utf-8"))
FLOORS = ROOT / "tests" / "quality_floors.json"
KNOWN_FAILURES: dict[str, str] = {}  # article -> why something in it must not be there, and is


@cache
def brief_of(name: str) -> Brief:
    return pipeline.brief(readers.read(ROOT / name), Options())


def fingerprint() -> str:
    """Return a digest of the annotations and all articles: floors hold for one corpus only."""
    digest = hashlib.sha256(ANNOTATED.read_bytes())
    for name in sorted(ANNOTATIONS):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()[:16]


def says(claim: Claim, wanted: str, text: str) -> bool:
    return any(_has(span, wanted, text) for span in claim.content)


def _has(span: Span, wanted: str, text: str) -> bool:
    return " ".join(wanted.split()) in " ".join(span.of(text).split())


def is_source(source: Source | None, wanted: dict[str, Any], text: str) -> bool:
    if wanted["source"] is None:
        return source is not None and source.type is SourceType.AUTHOR
    if source is None or source.type is SourceType.AUTHOR:
        return False
    words = text[source.start : source.end] if source.start is not None else ""
    return wanted["source"] in words or wanted["source"] in (source.name or "")


def resolves(source: Source | None, wanted: dict[str, Any]) -> bool:
    return "resolves_to" not in wanted or (source is not None and wanted["resolves_to"] in (source.name or ""))


def via(claim: Claim, wanted: dict[str, Any], text: str) -> bool:
    return "via" not in wanted or any(is_source(outer, {"source": wanted["via"]}, text) for outer in claim.via)


def measures() -> dict[str, float]:
    """Return the shares, over all articles, of the wanted claims that are found, and found ever more rightly."""
    counts = dict.fromkeys(("content", "source", "resolved", "kind"), 0)
    total = 0
    for name, annotation in ANNOTATIONS.items():
        brief = brief_of(name)
        text = brief.document.text
        for wanted in annotation["must_include"]:
            total += 1
            found = [claim for claim in brief.claims if says(claim, wanted["text"], text)]
            counts["content"] += bool(found)
            found = [claim for claim in found if is_source(claim.source, wanted, text)]
            counts["source"] += bool(found)
            found = [claim for claim in found if resolves(claim.source, wanted) and via(claim, wanted, text)]
            counts["resolved"] += bool(found)
            counts["kind"] += any(claim.kind == wanted.get("kind", claim.kind) for claim in found)
    return {measure: round(count / total, 4) for measure, count in counts.items()}


def test_recall_does_not_sink(request: pytest.FixtureRequest) -> None:
    """To raise the floors run pytest --update-goldens; it lowers one only with --allow-regression."""
    floors = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {"corpus": "", "recall": {}}
    now = measures()
    if request.config.getoption("--update-goldens"):
        sunk = {name: value for name, value in now.items() if value < floors["recall"].get(name, 0)}
        assert not sunk or request.config.getoption("--allow-regression"), f"these would fall: {sunk}"
        floors = {"corpus": fingerprint(), "recall": now}
        FLOORS.write_text(json.dumps(floors, indent=2) + "\n", encoding="utf-8")
    assert floors["corpus"] == fingerprint(), "the corpus has changed: run pytest --update-goldens"
    assert set(now) == set(floors["recall"])
    assert {name: value for name, value in now.items() if value < floors["recall"][name]} == {}


def expected_failures(names: list[str]) -> list[object]:
    return [
        pytest.param(name, marks=pytest.mark.xfail(reason=KNOWN_FAILURES[name], strict=True))
        if name in KNOWN_FAILURES
        else name
        for name in names
    ]


@pytest.mark.parametrize("name", expected_failures(list(ANNOTATIONS)))
def test_what_must_not_be_there_is_not(name: str) -> None:
    brief = brief_of(name)
    text = brief.document.text
    pieces = [brief.headline.text] if brief.headline else []
    pieces += [text[item.start : item.end] for item in brief.summary]
    for claim in brief.claims:
        pieces += [text[claim.start : claim.end], *(span.of(text) for span in claim.content)]
    assert [(bad, piece) for bad in ANNOTATIONS[name]["must_not_include"] for piece in pieces if bad in piece] == []


@pytest.mark.parametrize("name", ANNOTATIONS)
def test_headline(name: str) -> None:
    headline = brief_of(name).headline
    assert headline is not None
    if ANNOTATIONS[name]["headline"] is None:
        assert headline.origin == "made"
    else:
        assert (headline.text, headline.origin) == (ANNOTATIONS[name]["headline"], "title")


def main() -> None:
    """Print what is missing, for whoever works on the claims: python tests/test_corpus.py."""
    for name, annotation in ANNOTATIONS.items():
        brief = brief_of(name)
        text = brief.document.text
        for wanted in annotation["must_include"]:
            found = [claim for claim in brief.claims if says(claim, wanted["text"], text)]
            if not found:
                print(f"{name}: not found: {wanted['text']}")
            elif not any(
                is_source(c.source, wanted, text) and resolves(c.source, wanted) and via(c, wanted, text) for c in found
            ):
                sources = [c.source and (c.source.name, str(c.source.type)) for c in found]
                print(f"{name}: {sources} for {wanted['source']}: {wanted['text']}")
            elif not any(c.kind == wanted.get("kind", c.kind) for c in found):
                print(f"{name}: {[str(c.kind) for c in found]} for {wanted['kind']}: {wanted['text']}")
    print(json.dumps(measures()))


if __name__ == "__main__":
    main()
