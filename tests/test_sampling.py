"""Texts too long to be read in full."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer import pipeline, readers, sampling
from briefer.model import Brief, Role, Sentence
from briefer.pipeline import Options
from briefer.readers import html
from examples import examples, slow_but

EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("*/article.txt"))


def sentences(count: int) -> tuple[Sentence, ...]:
    return tuple(Sentence(index, 2 * index, 2 * index + 1, Role.BODY, 1) for index in range(count))


@examples(100)
@given(st.integers(0, 3000), st.integers(4, 100), st.integers(1, 20))
def test_runs_are_whole_and_reach_both_ends(count: int, runs: int, run: int) -> None:
    every = sentences(count)
    limit = runs * run
    kept = sampling.sample(every, limit, run)
    if count <= limit:
        assert kept == every
        return
    assert len(kept) == limit
    assert [sentence.index for sentence in kept] == list(range(limit))
    places = [sentence.start // 2 for sentence in kept]
    assert places == sorted(set(places))
    assert (places[0], places[-1]) == (0, count - 1)
    assert all(places[at + run - 1] - places[at] == run - 1 for at in range(0, limit, run))
    gaps = [places[at] - places[at - run] for at in range(run, limit, run)]
    assert max(gaps) - min(gaps) <= 1


def test_a_text_beyond_the_limit_says_what_was_read(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\n\n".join(path.read_text(encoding="utf-8") for path in EXAMPLES)
    document = readers.read_text(text)
    whole = pipeline.brief(document, Options())
    monkeypatch.setattr(sampling, "sample", partial(sampling.sample, limit=40, run=5))
    part = pipeline.brief(document, Options())
    assert whole.warnings == ()
    assert part.warnings == (
        f"40 of its {len(whole.sentences)} sentences were read, in samples spread over its whole length",
    )
    assert len(part.sentences) == 40
    assert part.words == whole.words
    assert {(s.start, s.end) for s in part.sentences} < {(s.start, s.end) for s in whole.sentences}
    assert part.summary
    assert part.claims


TINY = {
    "images": (".md", "![\n"),
    "one paragraph": (".md", "a\n"),
    "numbered": (".md", "1. a\n"),
    "headings": (".md", "# a\n\n"),
    "broken images": (".txt", "![\n"),
    "numbered lines": (".txt", "1. a\n"),
    "letters": (".txt", "a\n"),
    "far apart": (".txt", "a\n\n\n"),
    "breaks": (".html", "a<br>"),
    "paragraphs": (".html", "<p>a"),
    "items": (".html", "<li>a"),
    "cells": (".html", "<tr><td>a"),
}
LIMIT = 500  # in place of the true one
CALLS = 40  # for what is not read: to find where it begins and ends


def calls(suffix: str, data: bytes) -> tuple[int, Brief]:
    """Return how many functions a brief calls, and the brief."""
    found = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal found
        found += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        brief = pipeline.brief(readers.read_bytes(data, path=f"tiny{suffix}"), Options())
    finally:
        sys.setprofile(before)
    return found, brief


@pytest.mark.parametrize("name", slow_but(TINY, "images", "numbered lines", "paragraphs"))
def test_many_tiny_paragraphs_cost_little(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is beyond the limit is counted and told of, and costs no more than the looking for its end."""
    monkeypatch.setattr(sampling, "PARAGRAPHS", LIMIT)
    monkeypatch.setattr(html, "MOST_ELEMENTS", LIMIT)
    monkeypatch.setattr(html, "HEAD", LIMIT)
    suffix, unit = TINY[name]
    few, many = 1_000, 2_000
    calls(suffix, unit.encode() * few)  # what is loaded once
    less, _ = calls(suffix, unit.encode() * few)
    more, brief = calls(suffix, unit.encode() * many)
    assert (more - less) / (many - few) <= CALLS
    assert len(brief.sentences) <= LIMIT
    assert f" of its {many:,} " in brief.warnings[0]
    assert "samples spread over its whole length" in brief.warnings[0]


def test_paragraphs_of_a_sample_keep_their_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "".join(f"Boat {number} sank in the bay, the harbour office said.\n\n" for number in range(1, 2001))
    monkeypatch.setattr(sampling, "PARAGRAPHS", LIMIT)
    for clean in (True, False):
        brief = pipeline.brief(readers.read_text(text), Options(clean=clean))
        assert brief.warnings == ("500 of its 2,000 paragraphs were read, in samples spread over its whole length",)
        assert brief.words == len(text.split())
        assert {text[s.start : s.end].split()[1]: s.paragraph for s in brief.sentences} == {
            str(number): number for number in (*range(1, 251), *range(1751, 2001))
        }


def test_lines_of_a_markdown_source_keep_their_structure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sampling, "PARAGRAPHS", LIMIT)
    source = "".join(f"## Boat {number}\n\nIt sank\nin the bay.\n\n" for number in range(1, 1001))
    document = readers.read_bytes(source.encode(), path="boats.md")
    assert document.warnings == ("500 of its 3,000 lines were read, in samples spread over its whole length",)
    assert document.text.startswith("Boat 1\n\nIt sank in the bay.\n\nBoat 2\n\n")
    assert document.text.endswith("\n\nBoat 1000\n\nIt sank in the bay.")
