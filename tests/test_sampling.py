"""Texts too long to be read in full."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer import pipeline, readers, sampling
from briefer.model import Role, Sentence
from briefer.pipeline import Options
from examples import examples

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
