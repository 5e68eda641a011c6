"""Utterances put together as paragraphs, each of which opens with the name of its speaker."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

FINAL = (".", "!", "?", "…", '."', '?"', '!"', ".”", "?”", "!”", "。", "！", "？")
LONG = 400  # characters from which a paragraph ends with the next sentence
LOOSE = 60  # words to one final mark, beyond which speech was taken down without punctuation
STRETCH = 16  # words that such speech is cut into, at the next edge of a cue


class Utterance(NamedTuple):
    """Words as one cue or message has them; `speaker` is None where nobody is named, `apart` follows a pause."""

    speaker: str | None
    words: str
    apart: bool = False


def paragraphs(utterances: Sequence[Utterance]) -> Iterator[str]:
    """Yield the paragraphs: words of one speaker, cut at pauses and once they are long."""
    loose = _is_loose(utterances)
    before: str | None = None
    gathered: list[str] = []
    for speaker, words, apart in utterances:
        if gathered and (speaker != before or apart or _is_full(gathered, loose)):
            yield _joined(before, gathered)
            gathered = []
        before = speaker
        gathered.append(words)
    if gathered:
        yield _joined(before, gathered)


def _is_loose(utterances: Sequence[Utterance]) -> bool:
    words = sum(one.words.count(" ") + 1 for one in utterances)
    return words > LOOSE * max(1, sum(one.words.count(mark) for one in utterances for mark in ".?!。？！"))


def _is_full(gathered: Sequence[str], loose: bool) -> bool:
    if loose:
        return sum(words.count(" ") + 1 for words in gathered) >= STRETCH
    return sum(map(len, gathered)) >= LONG and gathered[-1].endswith(FINAL)


def _joined(speaker: str | None, gathered: Sequence[str]) -> str:
    words = " ".join(gathered)
    return f"{speaker}: {words}" if speaker else words


def is_name(words: str) -> bool:
    """Return whether each word of a label begins like one of a name.

    >>> is_name("Ana de Brandt"), is_name("JON LIND"), is_name("Here is what"), is_name("Speaker 1")
    (True, True, False, True)
    """
    every = words.split()
    small = sum(word[0].islower() for word in every)
    return every[0][0].isupper() and every[-1][0] == every[-1][0].upper() and small <= 1 and len(every) - small > small
