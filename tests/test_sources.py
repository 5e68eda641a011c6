"""Who a source is: cases by kind of source, each with what must be told of it."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from briefer import languages
from briefer.claims import attribute
from briefer.claims.sources.capitals import Capitals
from briefer.claims.sources.roles import holds
from briefer.cleaning import clean
from briefer.grammar.nouns import is_plural, nouns, singular
from briefer.grammar.parsing import parse
from briefer.languages import DEFAULT
from briefer.model import Document, Source, SourceType
from briefer.sentences import segment
from briefer.words import tokenise

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "claims" / "sources.jsonl").read_text(encoding="utf-8").splitlines()
]


def sources_of(text: str) -> dict[str, list[Source]]:
    """Return the sources of a text by the words that stand for them."""
    sentences = segment(text, clean(Document(text, sha256=""), "en").blocks, "en")
    found: dict[str, list[Source]] = {}
    for claim in attribute(parse(text, sentences, tokenise(text, sentences, languages.get("en")), "en"), None):
        source = claim.source
        if source and source.start is not None and source.end is not None:
            found.setdefault(text[source.start : source.end], []).append(source)
    return found


@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    found = sources_of(case["text"])
    for words, expected in case["expect"].items():
        assert words in found, f"sources found: {sorted(found)}"
        for source in found[words]:
            assert {key: value for key, value in asdict(source).items() if key in expected} == expected


LINES = [
    line
    for line in (Path(__file__).parent / "cases" / "claims" / "sources.txt").read_text(encoding="utf-8").splitlines()
    if line.startswith("> ")
]
BEFORE = "The rain fell. Water rose for days in the valley.\n\n"


@pytest.mark.parametrize("line", LINES)
def test_line(line: str) -> None:
    sentence, _, told = line.removeprefix("> ").rpartition(" = ")
    kind, name, role = told.split(" | ")
    opening, _, rest = sentence.partition("{")
    words, _, rest = rest.partition("}")
    found = sources_of(BEFORE + (opening + words + rest).replace(" ¶ ", "\n\n"))
    assert words in found, f"sources found: {sorted(found)}"
    source = found[words][-1]
    assert (source.type, source.name or "-", source.role or "-") == (kind, name, role)


def test_cases_have_names_of_their_own() -> None:
    assert len({case["id"] for case in CASES}) == len(CASES) >= 60


def test_every_type_is_tried() -> None:
    tried = {expected["type"] for case in CASES for expected in case["expect"].values()}
    assert tried == set(SourceType) - {SourceType.AUTHOR}


@pytest.mark.parametrize(
    ("role", "noun", "before", "same"),
    [
        ("Mayor", "mayor", [], True),
        ("Ohio Gov.", "governor", ["ohio"], True),
        ("Ohio Gov.", "governor", ["florida"], False),
        ("Vice President", "president", [], False),
        ("president of the club", "president", [], True),
        ("former president", "president", ["former"], True),
        ("GOP nominee", "nominee", ["republican"], True),
        ("treasurer of the governor", "governor", [], False),
    ],
)
def test_roles_compared(role: str, noun: str, before: list[str], *, same: bool) -> None:
    assert holds(role, noun, before, "en") is same


@pytest.mark.parametrize(
    ("noun", "kind"),
    [("official", "anonymous"), ("voter", "group"), ("poll-taker", "group"), ("roofer", "person"), ("gale", None)],
)
def test_kind_of_noun(noun: str, kind: str | None) -> None:
    assert nouns(DEFAULT).kind(noun) == kind


def test_possessives_are_no_plurals() -> None:
    assert [is_plural(word) for word in ("its", "his", "news", "officials", "women")] == [
        False,
        False,
        False,
        True,
        True,
    ]
    assert singular("spokespeople") == "spokesperson"


@pytest.mark.parametrize(
    ("text", "word", "run"),
    [
        ("The board met in May. They saw Zorak Ravide leave.", "Ravide", "Zorak Ravide"),
        ("The board met in May. They saw Ravide leave.", "Ravide", "Ravide"),
    ],
)
def test_run_of_capitals(text: str, word: str, run: str) -> None:
    sentences = segment(text, clean(Document(text, sha256=""), "en").blocks, "en")
    parsed = parse(text, sentences, tokenise(text, sentences, languages.get("en")), "en")
    found = Capitals(parsed).first_run(word.lower())
    assert found is not None
    assert " ".join(parsed.words.texts[found[0] : found[1]]) == run
