"""What is told of a word, asked once: most words of a text, and of the texts behind it, come again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Told = TypeVar("Told")


class Remembered(dict[str, Told]):
    """Maps a word to what a function tells of it; grows as it is asked."""

    LIMIT = 200_000  # entries, so that a corpus of noise cannot eat the memory

    def __init__(self, tell: Callable[[str], Told]) -> None:
        super().__init__()
        self.tell = tell

    def __missing__(self, word: str) -> Told:
        if len(self) >= self.LIMIT:
            self.clear()
        told = self[word] = self.tell(word)
        return told
