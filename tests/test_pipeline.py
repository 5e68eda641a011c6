"""The recipe: what a brief says of lengths that cannot be had."""

from __future__ import annotations

from dataclasses import replace

import pytest

import briefer
from briefer import pipeline, readers

TEXT = "The old bridge over the Lode closed on Monday. It will open again in spring, the town said."
SHORTEST = 9  # words


@pytest.mark.parametrize("words", [1, SHORTEST - 1])
def test_too_few_words_for_any_sentence_are_told(words: int) -> None:
    brief = briefer.brief(TEXT, words=words)
    assert brief.summary == ()
    assert brief.warnings == (f"no sentence fits into {words} word{'s' * (words > 1)}, so the summary is empty",)


@pytest.mark.parametrize("words", [None, SHORTEST, 40])
def test_words_that_suffice_are_not_warned_of(words: int | None) -> None:
    brief = briefer.brief(TEXT, words=words)
    assert brief.summary
    assert brief.warnings == ()


def test_text_without_sentences_is_no_matter_of_words() -> None:
    assert briefer.brief("***", words=1).warnings == ()


@pytest.mark.parametrize(("declared", "published"), [("2024-05-06", "2024-05-06"), (None, "6 May 2024")])
def test_a_date_that_the_input_declares_goes_before_its_words(declared: str | None, published: str) -> None:
    text = "Pier shut\n\n6 May 2024\n\nThe pier of Marle is shut for repairs, the mayor said. It opens again in June."
    document = replace(readers.read_text(text), published=declared)
    found = pipeline.brief(document, pipeline.Options()).published
    assert found is not None
    assert found.text == published
    assert (found.start is None) == (declared is not None)
