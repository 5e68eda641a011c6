"""The recipe: what a brief says of lengths that cannot be had."""

from __future__ import annotations

import pytest

import briefer

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
