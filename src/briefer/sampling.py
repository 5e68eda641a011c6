"""Samples from texts too long to read in full: runs of sentences, paragraphs or lines, spread over the whole length."""

from __future__ import annotations

from collections.abc import Sequence

from briefer.model import Sentence

LIMIT = 50_000  # sentences, more than any book has: about ten seconds and 400 MB
PARAGRAPHS = 20_000  # of one text, or lines of a source: twice those of a long novel, about four seconds
RUN = 250  # in a row: long enough for a pronoun to find whom it stands for


def places(count: int, limit: int, run: int = RUN) -> Sequence[int]:
    """Return which of `count` things in a row are read, at most `limit`: the first run, the last, and some between.

    Within the limit, that is all of them. `limit` must be at least twice `run`.
    """
    if count <= limit:
        return range(count)
    last = limit // run - 1
    starts = (number * (count - run) // last for number in range(last + 1))
    return [at for start in starts for at in range(start, start + run)]


def sample(sentences: Sequence[Sentence], limit: int = LIMIT, run: int = RUN) -> tuple[Sentence, ...]:
    """Return at most `limit` sentences in text order, renumbered; a text within the limit comes back whole."""
    if len(sentences) <= limit:
        return tuple(sentences)
    kept = [sentences[at] for at in places(len(sentences), limit, run)]
    return tuple(
        Sentence(index, sentence.start, sentence.end, sentence.role, sentence.paragraph)
        for index, sentence in enumerate(kept)
    )


def told(read: int, count: int, things: str) -> str:
    """Return what a brief says of a sample.

    >>> told(20000, 1234567, "paragraphs")
    '20,000 of its 1,234,567 paragraphs were read, in samples spread over its whole length'
    """
    return f"{read:,} of its {count:,} {things} were read, in samples spread over its whole length"
