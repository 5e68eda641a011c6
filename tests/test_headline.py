"""Headlines that are made: every case of `cases/headline`, and what holds for any text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer import headline, languages, sentences, words
from briefer.claims import attribute
from briefer.grammar.cues import cue_verbs
from briefer.grammar.parsing import parse
from briefer.grammar.tagging import word_classes
from briefer.headline import punctuation
from briefer.languages import load_lines
from briefer.model import Block, Document, Role, Score, Span
from briefer.pipeline import CLAIM_LANGUAGES, Options, brief
from examples import THOROUGH, examples

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
    assert len(span.of(text).split()) == punctuation.LIMIT


PIECES = (CASES / "pieces.lst").read_text(encoding="utf-8").split("\n")


@examples(300)
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


CUES = cue_verbs("en")
WORDS = [line.split()[0] for line in load_lines("en", "cues.txt") if not line.startswith("[")]
FORMS = sorted(
    {form for word in WORDS if "_" not in word for form in (word + "ed", word.rstrip("e") + "ed") if CUES[form]}
)
SAID = "The firm stole millions of crowns from its own workers"
TEMPLATES = (
    f"{SAID}, the union {{cue}}.",
    f"{SAID}, the union {{cue}} on Monday in a letter to members.",
    f"{SAID}, {{cue}} the union.",
    f"{SAID}, a union for dockers and bakers {{cue}}.",
    f"{SAID}, the union’s chairwoman, Rosa Lind, {{cue}}.",
    f"{SAID}, Rosa Lind of the union has {{cue}}.",
    "On Tuesday the firm stole millions of crowns from its own workers, the union {cue}.",
    f"“{SAID}”, the union {{cue}}.",
)


@pytest.mark.parametrize("number", range(len(TEMPLATES)))
def test_what_a_source_says_keeps_its_source_whatever_the_cue(number: int) -> None:
    """Each template has cues of its own in every run, and all of them where there is time."""
    template = TEMPLATES[number]
    lost = {}
    for cue in FORMS if THOROUGH else FORMS[number :: len(TEMPLATES)]:
        text = template.format(cue=cue)
        span = make(text)
        if span is not None and ("union" not in span.of(text) or cue not in span.of(text)):
            lost[cue] = span.of(text)
    assert not lost


def test_according_to_keeps_its_source() -> None:
    for text in (f"{SAID}, according to the union.", "According to the union, the firm stole millions of crowns."):
        span = make(text)
        assert span is not None
        assert "ccording to the union" in span.of(text)


PREPOSITIONS = sorted(word for word, letter in word_classes("en").items() if letter == "S")


def test_subject_is_never_the_object_of_a_preposition() -> None:
    taken = {}
    for word in PREPOSITIONS:
        text = f"Boats {word} Brook Lines carried no passengers over the whole of the long winter in the valley."
        span = make(text)
        if span is None or not span.of(text).startswith("Boats"):
            taken[word] = span and span.of(text)
    assert not taken


@pytest.mark.parametrize(
    "tail",
    [
        "if the valley pays half the cost",
        "unless the council finds the money",
        ", but the valley denies it",
        ", although the council has denied it",
        "only once",
        "provided that the court agrees",
        "without a licence",
    ],
)
def test_what_turns_a_sentence_round_is_never_cut_off(tail: str) -> None:
    text = f"Northern Rail has closed the line to Miller Falls {tail}.".replace(" ,", ",")
    span = make(text)
    assert span is not None
    assert span.of(text) == text[:-1]


BRIEFS = sorted((Path(__file__).parent / "corpus").rglob("*.txt"))


@pytest.mark.parametrize("path", BRIEFS, ids=lambda path: path.stem)
def test_no_headline_lies_in_the_content_of_a_claim_without_source_and_cue(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = brief(Document(text, ""), Options())
    made = found.headline
    if found.language != "en" or made is None or made.origin != "made" or made.start is None or made.end is None:
        return
    for claim in found.claims:
        if claim.cue is None or not any(made.start < part.end and part.start < made.end for part in claim.content):
            continue
        assert made.start <= claim.cue.start < claim.cue.end <= made.end
        assert claim.source is None or claim.source.start is None or claim.source.start < made.end
