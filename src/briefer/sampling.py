"""Samples from texts too long to read in full: runs of sentences, spread evenly over the whole length."""

from __future__ import annotations

from collections.abc import Sequence

from briefer.model import Sentence

LIMIT = 50_000  # sentences, more than any book has: about ten seconds and 400 MB
RUN = 250  # sentences in a row: long enough for a pronoun to find whom it stands for


def sample(sentences: Sequence[Sentence], limit: int = LIMIT, run: int = RUN) -> tuple[Sentence, ...]:
    """Return at most `limit` sentences in text order, renumbered: the first run, the last, and some between.

    A text within the limit comes back whole. `limit` must be at least twice `run`.
    """
    if len(sentences) <= limit:
        return tuple(sentences)
    last = limit // run - 1
    starts = (number * (len(sentences) - run) // last for number in range(last + 1))
    kept = (sentence for start in starts for sentence in sentences[start : start + run])
    return tuple(
        Sentence(index, sentence.start, sentence.end, sentence.role, sentence.paragraph)
        for index, sentence in enumerate(kept)
    )
