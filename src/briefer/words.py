"""Tokens with their offsets, cut once a document, and the terms that ranking counts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from briefer.languages import Language
from briefer.model import Sentence

# A clitic ('s, 're) is a token of its own, since "Clinton's" names Clinton; "don't" and "O'Brien" stay whole.
RE_TOKEN = re.compile(
    r"""
    (?:[^\W\d_]\.){2,}                                  # U.S.  a.m.
    | \d+(?:[.,:/]\d+)*(?:%|[^\W\d_]+)?                 # 1,000.5  7:30  76%  10th  5bn
    | \w+(?:(?:[-‐‑&/@]|\.(?=[a-z\d])|['’](?!(?:s|re|ve|ll|d|m)\b))\w+)*
    | ['’](?:s|re|ve|ll|d|m)\b
    | --+ | \.\.\.+
    | \S
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Words:
    """The tokens of a document in text order, as parallel lists; none of them crosses a sentence.

    Sentence `i` holds the tokens `bounds[i]` to `bounds[i + 1]`; `lower` has straight apostrophes.
    """

    texts: list[str]
    lower: list[str]
    starts: list[int]
    ends: list[int]
    bounds: list[int]
    terms: list[tuple[str, ...]]  # per sentence: stems of its words that are no stop words, in order


class Stemmer(Protocol):
    """What snowballstemmer offers."""

    def stemWord(self, word: str) -> str: ...  # noqa: N802 - their name


class TermTable(dict[str, str | None]):
    """Maps a lower-case token to its term, None for stop words and punctuation; grows as it is asked."""

    LIMIT = 200_000  # entries: about 30 MB, so that a corpus of noise cannot eat the memory

    def __init__(self, language: Language) -> None:
        super().__init__()
        self.stop_words = language.stop_words
        self.stemmer = _stemmer(language.stemmer) if language.stemmer else None

    def __missing__(self, token: str) -> str | None:
        if len(self) > self.LIMIT:
            self.clear()
        if token in self.stop_words or not (token[0].isalnum() or token[-1].isalnum()) or token[0] in "'’":
            term = None
        else:
            term = self.stemmer.stemWord(token) if self.stemmer else token
        self[token] = term
        return term


def _stemmer(name: str) -> Stemmer:
    # The module of one language loads in a fraction of the time of the package's table of all of them.
    import snowballstemmer

    stemmer: Stemmer = snowballstemmer.stemmer(name)
    return stemmer


@cache
def _term_table(language: Language) -> TermTable:
    return TermTable(language)


def tokenise(text: str, sentences: Sequence[Sentence], language: Language) -> Words:
    """Return the tokens of the sentences and the terms of each."""
    texts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    bounds = [0]
    for sentence in sentences:
        for match in RE_TOKEN.finditer(text, sentence.start, sentence.end):
            texts.append(match[0])
            starts.append(match.start())
            ends.append(match.end())
        bounds.append(len(texts))
    lower = [token.lower() for token in texts]
    if "’" in text:
        lower = [token.replace("’", "'") for token in lower]
    table = _term_table(language)
    terms = [
        tuple(term for token in lower[first:last] if (term := table[token]) is not None)
        for first, last in zip(bounds, bounds[1:], strict=False)
    ]
    return Words(texts, lower, starts, ends, bounds, terms)
