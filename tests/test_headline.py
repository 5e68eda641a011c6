"""Headlines that are made: every case of `cases/headline`, and what holds for any text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer import headline, languages, sentences, words
from briefer.claims import attribute
from briefer.grammar.parsing import parse
from briefer.model import Block, Role, Score, Span
from briefer.pipeline import CLAIM_LANGUAGES

CASES = Path(__file__).parent / "cases" / "headline"
LANGUAGES = CASES / "languages.txt"


def read_cases() -> list[object]:
    cases: list[object] = []
    for path in sorted(CASES.glob("*.txt")):
        for part in path.read_text(encoding="utf-8").split("\n## ")[1:]:
            name, _, body = part.partition("\n")
            text, _, expected = body.rpartition("=> ")
            language = name.split()[0] if path == LANGUAGES else "en"
            cases.append(pytest.param(text.strip(), expected.strip(), language, id=f"{path.stem}: {name}"))
    return cases


def blocks(text: str, role: Role) -> list[Block]:
    found = []
    start = 0
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            found.append(Block(start, start + len(line), role, number))
        start += len(line) + 1
    return found


def make(text: str, language: str = "en", role: Role = Role.BODY, best: int | None = None) -> Span | None:
    spans = sentences.segment(text, blocks(text, role), language)
    tokens = words.tokenise(text, spans, languages.get(language))
    scores = [Score(1.0 if i == best else 1 / (2 + i)) for i in range(len(spans))]
    if language not in CLAIM_LANGUAGES:
        return headline.cut(text, spans, scores, language)
    parsed = parse(text, spans, tokens, language)
    return headline.make(parsed, attribute(parsed, None), scores)


@pytest.mark.parametrize(("text", "expected", "language"), read_cases())
def test_case(text: str, expected: str, language: str) -> None:
    span = make(text, language)
    assert span is not None
    assert span.of(text) == expected


@pytest.mark.parametrize("language", ["en", "de", "ja"])
def test_no_sentence_no_headline(language: str) -> None:
    assert make("\n \n", language) is None


def test_text_without_body_gets_a_headline_all_the_same() -> None:
    span = make("Minutes of the river board", role=Role.HEADING)
    assert span == Span(0, 26)


def test_best_ranked_sentence_competes_with_leads_that_say_nothing() -> None:
    filler = "\n".join(["Why?", "Who knows?", "And now?"])
    text = f"{filler}\nNorthern Rail has closed the line to Miller Falls.\nWhat next?"
    span = make(text, best=3)
    assert span is not None
    assert span.of(text) == "Northern Rail has closed the line to Miller Falls"


@pytest.mark.parametrize(
    ("later", "name"),
    [
        ("Mrs Brandt", "Brandt"),
        ("Then Brandt", "Anna Brandt"),  # no name begins in mid-name
        ("And Anna Brandt", "Anna Brandt"),
        ("Rosa Lind", "Anna Brandt"),
    ],
)
def test_name_begins_where_the_article_begins_it_later(later: str, name: str) -> None:
    claim = "says engineers never tested the pumps of the old harbour"
    text = f"Former harbour master Anna Brandt {claim}." + f" {later} {claim}." * 20
    span = make(text)
    assert span is not None
    assert span.of(text) == f"{name} {claim}"


def test_capitals_throughout_are_no_names() -> None:
    text = (
        "THE COUNCIL HAS SOLD THE TOWN HALL TO A HOTEL CHAIN, WHICH WILL OPEN IT AGAIN AFTER NINE LONG YEARS OF DECAY."
    )
    span = make(text)
    assert span is not None
    assert span.of(text) == "THE COUNCIL HAS SOLD THE TOWN HALL TO A HOTEL CHAIN"


def test_cut_by_length_ends_on_no_space() -> None:
    text = "( The mayor said the bridge will close on Monday. " + "x" * 200 + " "
    span = make(text)
    assert span is not None
    assert text[span.end - 1] != " "


def test_endless_sentence_is_cut() -> None:
    text = "river " * 5000
    span = make(text)
    assert span is not None
    assert len(span.of(text).split()) == headline.LIMIT


PIECES = (CASES / "pieces.lst").read_text(encoding="utf-8").split("\n")


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40), st.sampled_from([" ", "", "  ", "\n"]))
def test_any_text_gives_a_slice_of_one_sentence(pieces: list[str], gap: str) -> None:
    text = gap.join(pieces)
    spans = sentences.segment(text, blocks(text, Role.BODY), "en")
    span = make(text)
    if not spans:
        assert span is None
        return
    assert span is not None
    assert span.of(text).strip() == span.of(text) != ""
    assert any(s.start <= span.start < span.end <= s.end for s in spans)
