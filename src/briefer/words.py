"""Tokens with their offsets, made once per document, and the terms that ranking counts."""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from itertools import accumulate, pairwise
from itertools import count as count_up
from operator import itemgetter
from types import ModuleType
from typing import Any, NamedTuple, Protocol, TypeVar

from briefer.languages import Language
from briefer.model import Sentence
from briefer.remembering import Remembered

# A clitic ('s, 're) is a token of its own, since "Clinton's" names Clinton; "don't" and "O'Brien" stay whole.
# The gap before a token is part of the match, and most words are told at once: both spare the search half of its steps.
RE_TOKEN = re.compile(
    r"""(\s*+)(
    [a-z]++(?=[\s,])                                    # a plain word, and nothing that goes on with it
    | (?:[^\W\d_]\.){2,}                                # U.S.  a.m.
    | [A-Z][A-Za-z]{0,4}\.(?=\s+\w)                     # Mr.  Sen.  J.: a full stop in mid-sentence abbreviates
    | \d+(?:[.,:/]\d+)*(?:%|[^\W\d_]+)?                 # 1,000.5  7:30  76%  10th  5bn
    | \w+(?:(?:[-‐‑&/@]|\.(?=[a-z\d])|['’](?!(?:s|re|ve|ll|d|m)\b))\w+)*
    | ['’](?:s|re|ve|ll|d|m)\b
    | --+ | \.\.\.+
    | \S
    )""",
    re.VERBOSE,
)


# Scripts written without spaces: a character is a token, as their own word counts have it, but for kana.
UNSPACED = frozenset({"zh", "ja", "th", "my", "km", "lo"})
HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
THAI = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # and its neighbours
THAI_WORD = 5  # letters, about
ELIDING = frozenset({"fr", "it", "ca"})  # "l'homme" is about "homme"
# What English words end in that the Snowball stemmer may shorten; it leaves all others as they are, and they need not
# be shown to it, for in pure Python it takes 18 µs a word.
RE_STEMMABLE = re.compile(r"(?:[sygie]|ed|nt|ism|er|or|ion|ic|al|ful|ll|'|ogist)\Z")


Told = TypeVar("Told")
SMALL = Remembered[str](lambda token: token.lower().replace("’", "'"))  # a token in small letters


class Words(NamedTuple):
    """A document's tokens in text order, as parallel lists; none crosses a sentence boundary.

    Sentence `i` holds the tokens `bounds[i]` to `bounds[i + 1]`; `lower` has straight apostrophes.
    """

    texts: list[str]
    lower: list[str]
    starts: list[int]
    ends: list[int]
    bounds: list[int]
    terms: list[tuple[str, ...]]  # per sentence: stems of its words that are no stop words, in order
    vocabulary: list[str]  # the different tokens
    small: list[str]  # these in small letters
    spread: Callable[[Sequence[Any]], tuple[Any, ...]]  # from one entry for each of these to one for each token

    def told(self, tells: Callable[[str], Told]) -> tuple[Told, ...]:
        """Return what a function tells of each token as it stands; it is asked once for each different one."""
        return self.spread(list(map(tells, self.vocabulary)))

    def told_lower(self, tells: Callable[[str], Told]) -> tuple[Told, ...]:
        """Return what a function tells of each token in small letters."""
        return self.spread(list(map(tells, self.small)))


class Stemmer(Protocol):
    """The interface that snowballstemmer and PyStemmer share."""

    def stemWord(self, word: str) -> str: ...  # noqa: N802 - their name


class TermTable(dict[str, str | None]):
    """Maps a lower-case token to its term, or None for stop words and punctuation; fills itself on demand."""

    LIMIT = 200_000  # entries: about 30 MB, so that a corpus of noise cannot eat the memory

    def __init__(self, language: Language) -> None:
        super().__init__()
        self.stop_words = language.stop_words
        self.stemmer = _stemmer(language.stemmer) if language.stemmer else None
        self.elides = language.code in ELIDING
        self.english = language.stemmer == "english"

    def __missing__(self, token: str) -> str | None:
        if len(self) > self.LIMIT:
            self.clear()
        term = self[token] = self._term(token)
        return term

    def _term(self, token: str) -> str | None:
        if not (token[0].isalnum() or token[-1].isalnum()) or token[0] in "'’":
            return None
        if self.elides:
            token = token.rpartition("'")[2]
        if token[-1:] == "." and token.count(".") == 1:
            token = token[:-1]  # "sen." in mid-sentence
        if token in self.stop_words:
            return None
        if not self.stemmer or (self.english and not RE_STEMMABLE.search(token)):
            return token
        return self.stemmer.stemWord(token)


def _stemmer(name: str) -> Stemmer:
    """Return the Snowball stemmer of that name: PyStemmer's, in C, if installed, otherwise the pure Python one."""
    if find_spec("Stemmer"):
        c_stemmer: Stemmer = import_module("Stemmer").Stemmer(name)
        return c_stemmer
    # The package imports the stemmers of all its languages, for 10 ms; seen as a package of ours it imports just one.
    package = f"{__name__}_snowball"
    if package not in sys.modules:
        spec = find_spec("snowballstemmer")
        module = sys.modules[package] = ModuleType(package)
        module.__path__ = list(spec.submodule_search_locations or ()) if spec else []
    stemmers = import_module(f"{package}.{name}_stemmer")
    stemmer: Stemmer = getattr(stemmers, f"{name.title().replace('_', '')}Stemmer")()
    return stemmer


@cache
def _term_table(language: Language) -> TermTable:
    return TermTable(language)


def tokenise(text: str, sentences: Sequence[Sentence], language: Language) -> Words:
    """Return the tokens of the sentences, and each sentence's terms."""
    unspaced = language.code in UNSPACED
    split = (_unspaced_tokens() if unspaced else RE_TOKEN).split  # "", gap, token, "", gap …: no match is made
    number = defaultdict[str, int](count_up().__next__)  # of each different token: most come again
    numbers: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    bounds = [0]
    for sentence in sentences:
        parts = split(text[sentence.start : sentence.end])
        numbers += map(number.__getitem__, parts[2::3])
        offsets = list(accumulate(map(len, parts), initial=sentence.start))
        starts += offsets[2::3]
        ends += offsets[3::3]
        bounds.append(len(numbers))
    vocabulary = list(number)
    spread = _spread(numbers)
    small = list(map(SMALL.__getitem__, vocabulary))
    table = _term_table(language)
    if unspaced:
        terms = [_runs(text[sentence.start : sentence.end].lower(), table) for sentence in sentences]
    else:
        told = spread(list(map(table.__getitem__, small)))
        terms = [tuple(filter(None, told[first:last])) for first, last in pairwise(bounds)]
        if language.code == "ko":
            terms = [tuple(part for term in sentence for part in _parts(term)) for sentence in terms]
    return Words(list(spread(vocabulary)), list(spread(small)), starts, ends, bounds, terms, vocabulary, small, spread)


def _spread(numbers: Sequence[int]) -> Callable[[Sequence[Any]], tuple[Any, ...]]:
    """Return what takes the entries of these numbers out of a list."""
    if len(numbers) > 1:
        return itemgetter(*numbers)  # in C, of two entries or more
    return lambda entries: tuple([entries[number] for number in numbers])


def terms_of(tokens: Sequence[str], language: Language) -> list[str | None]:
    """Return the term of each token, None for stop words and marks; of a script that has no spaces, none is known."""
    table = _term_table(language)
    return [table[SMALL[token]] for token in tokens]


def count(text: str, language: str) -> int:
    """Return the number of words in a text; in a script without spaces, each character that stands for a word counts.

    >>> count("The gate opens.", "en"), count("桥明天关闭。", "zh")
    (3, 5)
    """
    if language not in UNSPACED:
        return len(text.split())
    found = (match[2] for match in _unspaced_tokens().finditer(text))
    return sum(1 + len(run) // THAI_WORD if "\u0e00" <= run[0] < "\u1800" else run[0].isalnum() for run in found)


@cache
def _unspaced_tokens() -> re.Pattern[str]:
    # Compiled when first used: such classes take milliseconds.
    return re.compile(rf"(\s*+)([{HAN}]|[ぁ-ゖ]+|[ァ-ヺー]+|[{THAI}]+|(?:(?![{HAN}\u3040-\u30ff{THAI}])\w)+|\S)")


@cache
def _unspaced_runs() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<pairs>[{HAN}]+)|(?P<triples>[{THAI}]+)|[ァ-ヺー]{{2,}}|(?:(?![{HAN}\u3040-\u30ff{THAI}])\w)+"
    )


def _runs(sentence: str, table: TermTable) -> tuple[str, ...]:
    """Return the terms of a sentence in a script without spaces.

    Neighbouring characters, two of Han and three of Thai, are the usual stand-in for words in retrieval; hiragana
    carries the grammar and gives none; a word in katakana or Latin letters is a term itself.
    """
    terms: list[str] = []
    for match in _unspaced_runs().finditer(sentence):
        run = match[0]
        if match.lastgroup == "triples":
            terms += _slices(run, 3)
        elif match.lastgroup == "pairs":
            # A function word such as 的 parts what stands before and after it.
            content = "".join(" " if letter in table.stop_words else letter for letter in run)
            terms += [pair for part in content.split() for pair in _slices(part, 2) if pair not in table.stop_words]
        elif (term := table[run]) is not None:
            terms.append(term)
    return tuple(terms)


def _parts(term: str) -> list[str]:
    """Return a Korean word's pairs of syllables, because its endings vary; any other term unchanged."""
    return _slices(term, 2) if "가" <= term[0] <= "힣" else [term]


def _slices(run: str, length: int) -> list[str]:
    return [run[at : at + length] for at in range(len(run) - length + 1)] or [run]
