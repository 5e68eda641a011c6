"""What holds for any text whatever: no error but our own, verbatim spans, order, and one brief by every route."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given
from hypothesis import strategies as st

import briefer
from briefer import pipeline, readers
from briefer.batch.inputs import find
from briefer.batch.work import Plan, work
from briefer.errors import BrieferError
from briefer.pipeline import Options
from briefer.render import View, render
from examples import THOROUGH, examples

ROOT = Path(__file__).parents[1]
ARTICLES = sorted([*ROOT.glob("examples/*/article.*"), *ROOT.glob("tests/corpus/*.txt")])
FULL = View(format="json", full=True, explain=True)
PIECES = (
    "The mayor said the bridge will close on Monday.",
    "“We will not pay,” said Ada Novak, the head of the union.",
    '"Never," he told reporters. "Not now, not ever," she added.',
    "Officials denied that the dam had failed.",
    "According to a report, the river may rise by 2.5 m.",
    "Two officials, who spoke on condition of anonymity, said it was likely.",
    "It is not clear whether the U.S. will act.",
    "Critics accused Dr. Ivo Lind of lying;",
    "He promised to resign if the vote fails.",
    "«Nous verrons», dit-elle.",
    "By Ada Novak",
    "PORT HOLM, March 3 (Reuters) —",
    "Storm Closes Pier",
    "Read more: Five things to know",
    "Sign up for our newsletter.",
    "Ada Novak is a reporter. Follow her on Twitter @ada.",
    "# Heading",
    "- item",
    "1. item",
    "“",
    "”",
    "’s",
    '"',
    "'",
    "—",
    "…",
    "said",
    "said that",
    "(",
    "[",
    "U.S.",
    "e.g.",
    "\x00",
    "\x1b[31m",
    "\ud800",
    "\udfff",
    "\u202eright to left\u202c",
    "قال العمدة إن الجسر سيغلق.",
    "ראש העיר אמר כי הגשר ייסגר.",
    "市長は「橋を閉じる」と述べた。",
    "👩‍👩‍👧‍👦🇳🇴",
    "e\u0301\u0327",
    "ǅ İ ß",
    "\u200b",
    "\ufeff",
    "<b>&amp;</b>",
    "x" * 300,
)
GAPS = (
    " ",
    " ",
    "\n",
    "\n\n",
    "\r\n",
    "\r\n\r\n",
    "\r",
    "\t",
    "\u00a0",
    "\u2003",
    "\u2028",
    "\u2029",
    "\x85",
    "\f",
    "\v",
    "",
)
ARTICLE_LIKE = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(GAPS)), max_size=30).map(
    lambda pairs: "".join(piece + gap for piece, gap in pairs)
)
TEXTS = st.one_of(
    ARTICLE_LIKE, st.text(st.characters(), max_size=200), st.text("aA .,“”\"‘’'\n—?!()1\u00a0", max_size=80)
)
OPTIONS = st.builds(
    Options,
    method=st.sampled_from(["auto", "lead"]),
    sentences=st.none() | st.integers(1, 5),
    claims=st.integers(0, 8),
    title=st.none() | st.text(max_size=20),
    language=st.sampled_from(["auto", "en"]),
    clean=st.booleans(),
)


def brief_of(text: str, **options: Any) -> dict[str, Any]:
    """Return the full JSON brief of a text, read back; discard the example when briefer refuses it."""
    try:
        brief = briefer.brief(text, **options)
    except BrieferError:
        assume(False)
    loaded: dict[str, Any] = json.loads(render(brief, FULL))
    return loaded


def slices(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every object in the brief that has offsets."""
    if isinstance(value, dict):
        if value.get("start") is not None:
            yield value
        for part in value.values():
            yield from slices(part)
    elif isinstance(value, list):
        for part in value:
            yield from slices(part)


def assert_verbatim(brief: dict[str, Any]) -> None:
    text = brief["text"]
    for item in slices(brief):
        assert 0 <= item["start"] < item["end"] <= len(text)
        if "text" in item:
            assert item["text"] == text[item["start"] : item["end"]]
    for claim in brief["claims"]:
        assert claim["sentence"] < len(brief["sentences"])
        for marker in claim["certainty"]["markers"]:
            assert marker in text
    for author in brief["byline"]["authors"] if brief["byline"] else ():
        assert author in text


def assert_sentences(brief: dict[str, Any]) -> None:
    """Sentences are in order, apart, and leave out white space alone."""
    text, position = brief["text"], 0
    for index, sentence in enumerate(brief["sentences"]):
        assert sentence["index"] == index
        assert sentence["start"] >= position
        assert not text[position : sentence["start"]].strip()
        position = sentence["end"]
    assert not text[position:].strip()
    assert [item["sentence"] for item in brief["summary"]] == sorted({item["sentence"] for item in brief["summary"]})


def assert_claims(brief: dict[str, Any]) -> None:
    """Claims are in the order of their contents and name one another by ids that exist."""
    ids = [claim["id"] for claim in brief["claims"]]
    assert len(set(ids)) == len(ids)
    starts = [claim["content"][0]["start"] for claim in brief["claims"]]
    assert starts == sorted(starts)
    named = [*brief["key_claims"]]
    for claim in brief["claims"]:
        named += [*claim["caveats"], *claim["supports"]]
    assert set(named) <= set(ids)
    assert len(set(brief["key_claims"])) == len(brief["key_claims"])
    high = {claim["id"] for claim in brief["claims"] if claim["confidence"] == "high"}
    assert set(brief["key_claims"]) <= high
    owned = [claim for entry in brief["sources"] for claim in entry["claims"]]
    assert sorted(owned) == sorted(claim["id"] for claim in brief["claims"] if claim["source"])


@examples(3000)
@given(TEXTS, OPTIONS)
def test_any_text_gives_a_sound_brief_or_our_own_error(text: str, options: Options) -> None:
    try:
        brief = pipeline.brief(readers.read_text(text), options)
    except BrieferError as error:
        assert error.kind == "empty"
        return
    data = json.loads(render(brief, FULL))
    assert data["text"] == brief.document.text
    assert data["text"].encode("utf-16", "surrogatepass") == text.encode("utf-16", "surrogatepass")
    assert_verbatim(data)
    assert_sentences(data)
    assert_claims(data)
    assert len(data["key_claims"]) <= options.claims


@pytest.mark.parametrize(
    "text",
    ['"\t“We will not pay,” said Ada Novak.', '"\xa0We will not pay," said Ada Novak.'],
    ids=["tab", "no-break space"],
)
def test_quotes_within_odd_white_space(text: str) -> None:
    assert [text[quote.start : quote.end][:2] for claim in briefer.brief(text).claims for quote in claim.quotes]


@examples(3000)
@given(TEXTS, st.sampled_from(["text", "markdown", "json", "jsonl"]), st.booleans(), st.integers(1, 120))
def test_any_brief_can_be_written(text: str, format: str, colour: bool, width: int) -> None:
    try:
        brief = briefer.brief(text)
    except BrieferError:
        return
    rendered = render(brief, View(format=format, colour=colour, width=width, explain=True, full=True))
    assert rendered.encode("utf-8").endswith(b"\n")
    if format == "jsonl":
        assert len(rendered.splitlines()) == 1
    if format in ("json", "jsonl"):
        assert json.loads(rendered) == json.loads(render(brief, FULL))
        assert json.loads(rendered)["text"] == brief.document.text


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_articles_give_sound_briefs(path: Path) -> None:
    data = json.loads(render(pipeline.brief(readers.read(path), Options()), FULL))
    assert_verbatim(data)
    assert_sentences(data)
    assert_claims(data)


@examples(3000)
@given(TEXTS, st.integers(0, 8))
def test_key_claims_for_fewer_open_those_for_more(text: str, number: int) -> None:
    fewer = brief_of(text, claims=number)
    more = brief_of(text, claims=number + 1)
    assert fewer["key_claims"] == more["key_claims"][: len(fewer["key_claims"])]
    assert fewer["claims"] == more["claims"]


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_key_claims_of_articles_for_fewer_open_those_for_more(path: Path) -> None:
    document = readers.read(path)
    numbers = range(10) if THOROUGH else (0, 1, 4, 9)
    chosen = [pipeline.brief(document, Options(claims=number)).key_claims for number in numbers]
    for number, fewer in zip(numbers, chosen, strict=True):
        assert len(fewer) <= number
        assert chosen[-1][: len(fewer)] == fewer


def key_texts(document: readers.Document) -> list[str]:
    brief = pipeline.brief(document, Options(claims=100))
    claims = {claim.id: claim for claim in brief.claims}
    return [document.text[claims[key].start : claims[key].end] for key in brief.key_claims]


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_repeating_the_first_paragraph_adds_no_key_claim(path: Path) -> None:
    document = readers.read(path)
    brief = pipeline.brief(document, Options())
    first = next(claim for claim in brief.claims if claim.id in brief.key_claims)
    paragraph = next(part for part in document.text.split("\n\n") if document.text[first.start : first.end] in part)
    repeated = document.text.replace(paragraph, f"{paragraph}\n\n{paragraph}", 1)
    again = key_texts(replace(document, text=repeated, marks=()))
    assert len(again) == len(set(again))
    assert len(again) <= len(key_texts(replace(document, marks=())))


@examples(1200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXTS)
def test_file_standard_input_and_row_give_one_brief(tmp_path: Path, text: str) -> None:
    data = text.encode("utf-8", "surrogatepass")
    try:
        assume(readers.read_bytes(data).text == text)
    except BrieferError:
        assume(False)
    (tmp_path / "article.txt").write_bytes(data)
    (tmp_path / "rows.jsonl").write_text(json.dumps({"id": "row", "text": text}), encoding="utf-8")
    plan = Plan(Options(), FULL)
    rendered = [render(pipeline.brief(readers.read_bytes(data), Options()), FULL)]
    for source in ("article.txt", "rows.jsonl"):
        (result,) = work(list(find([str(tmp_path / source)])), plan)
        assert result.failure is None
        assert result.rendered is not None
        rendered.append(result.rendered)
    briefs = [json.loads(brief) for brief in rendered]
    origins = [[brief["source"].pop(key) for key in ("id", "path", "encoding")] for brief in briefs]
    assert briefs[0] == briefs[1] == briefs[2]
    path = str(tmp_path / "article.txt")
    encoding = origins[0][2]
    assert origins == [[None, None, encoding], [path, path, encoding], ["row", None, None]]


NOUNS = ("harbour", "mayor", "council", "storm", "bridge", "tide", "wall", "boat", "report", "flood", "road", "ferry")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sentence", "numbers"),
    [
        pytest.param(
            "The {} closed the {} after the {} had reached the {}, and the {} was late. ", (5000, 20000), id="plain"
        ),
        pytest.param("The mayor said that the harbour will close on Monday. ", (600, 2400), id="repeated"),
        pytest.param("Ada {0} said that the {1} will close the {2}. ", (600, 2400), id="attributed"),
    ],
)
def test_cost_grows_about_linearly(sentence: str, numbers: tuple[int, int]) -> None:
    source = random.Random(1)  # noqa: S311
    few, many = ("".join(sentence.format(*source.choices(NOUNS, k=5)) for _ in range(number)) for number in numbers)
    times = numbers[1] // numbers[0]

    def seconds(texts: list[str]) -> float:
        start = time.process_time()
        for text in texts:
            briefer.brief(text)
        return time.process_time() - start

    briefer.brief("Warm up. Ada Novak said so.")
    # As much text in parts and as a whole, in turns: what slows the machine down slows both.
    parts, whole = zip(*((seconds([few] * times), seconds([many])) for _ in range(3)), strict=True)
    assert min(whole) / min(parts) < times**0.3
