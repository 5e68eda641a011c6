"""Identifies a text's language, and loads the data that briefer ships for it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from briefer.errors import LanguageDataError, OptionError, closest

DATA = Path(__file__).with_name("data")
DEFAULT = "en"
UNKNOWN = "und"  # ISO 639-2 for a language that nobody could tell
LONGEST_CODE = 3  # letters; what is longer may be the name of a language
ALIASES = {"nb": "no", "nn": "no", "iw": "he", "in": "id"}

GLANCE = 1_500  # code points in which plain English is told
PLAIN_SHARE = 0.32  # of English function words; English news has 0.38 to 0.5, its nearest neighbours below 0.15
SAMPLE = 3_000  # code points that detection looks at: more never changed an answer, and long texts stay cheap
SHORT = 40  # words up to which parts of words count, too, since a headline may have no function word
PIECE = 0.25  # what a part of a word counts against a function word
LETTER = 0.4  # what a word of one letter counts, which may as well be an initial
LONGEST_PIECE = 6  # with the marks of start and end
PRIOR = 0.5  # what the default has for a start: of a headline alone it is the likeliest
FOREIGN_LETTER = 0.5  # what a word with a letter that the language lacks counts against it
FOREIGN_SHARE = 0.3  # of the letters that make a text one in their script: Chinese news is full of Latin names
KANA_SHARE = 0.05  # of Han and kana that makes a text Japanese
LEAST = 0.7  # of function words in which a language is recognised at all
EVIDENCE = 0.05  # of function words among all words, below which nothing is told: a list of names, noise
TINY = 12  # words up to which a text without evidence counts as English

RE_RUN = re.compile(r"\w+")
RE_LETTERS = re.compile(r"[^\W\d_]+")
RE_BEYOND_LATIN = re.compile(r"[^\W\d_\x00-\u036f\u1e00-\u1eff]")
RE_CODE = re.compile(r"[a-z]{2,3}\Z")
# An entry of a data file: a line up to its comment, but for those that are examples of the entry above.
RE_ENTRY = re.compile(r"^(?!> |! )[^\S\n]*+([^#\n]*[^#\s])", re.MULTILINE)


class Language(NamedTuple):
    """What briefer knows about a language; without a Snowball stemmer, words are compared unstemmed."""

    code: str
    name: str
    stemmer: str | None
    stop_words: frozenset[str]
    sentence_rules: bool = False  # whether there are rules besides those of sentencex
    claims: bool = False  # whether claims are found in it


class _Row(NamedTuple):
    """A line of languages.txt."""

    name: str
    stemmer: str | None
    stop_words: bool
    claims: bool


class _Features(NamedTuple):
    """What tells languages apart; the more languages share a word, the less it counts for each."""

    scripts: tuple[tuple[int, int, tuple[str, ...]], ...]  # first and last code point, languages
    words: dict[str, list[str]]  # the languages that have it
    letters: dict[str, frozenset[str]]  # of a language besides a to z


def load_lines(code: str, name: str) -> tuple[str, ...]:
    """Return a data file's entries in file order, without comments (`#` to the end of the line) and blank lines.

    Lines that open with `> ` or `! ` are no entries but examples of the one above (see `grammar.marked`).

    Raises LanguageDataError when the file is not there.
    """
    try:
        with open(f"{DATA}/{code}/{name}", encoding="utf-8") as file:  # noqa: PTH123 - a Path costs more than the reading
            text = file.read()
    except OSError as error:
        raise LanguageDataError(f"cannot read language data {code}/{name}", hint="reinstall briefer") from error
    return tuple(RE_ENTRY.findall(text))


@cache
def load_sections(code: str, name: str) -> dict[str, tuple[str, ...]]:
    """Return {section: entries} of a data file whose sections open with `[name]`; empty if there is no such file.

    All who ask share one dictionary, and leave it as it is.

    Raises LanguageDataError if the file exists but cannot be read.
    """
    if not (DATA / code / name).is_file():
        return {}
    sections: dict[str, list[str]] = {}
    entries: list[str] = []
    for entry in load_lines(code, name):
        if entry[0] == "[":
            entries = sections.setdefault(entry.strip("[]"), [])
        else:
            entries.append(entry)
    return {section: tuple(entries) for section, entries in sections.items()}


@cache
def load_words(code: str, name: str, section: str) -> frozenset[str]:
    """Return the words of a section of a data file, in which `_` stands for a space within an entry.

    Raises LanguageDataError when the file cannot be read, KeyError when there is no such section.
    """
    return frozenset(word.replace("_", " ") for line in load_sections(code, name)[section] for word in line.split())


@cache
def known() -> dict[str, _Row]:
    """Return the data file's row for each language, by code, in file order."""
    rows = {}
    for line in load_lines("", "languages.txt"):
        code, stemmer, stop_words, claims, name = line.split(maxsplit=4)
        rows[code] = _Row(name, None if stemmer == "-" else stemmer, stop_words == "yes", claims == "yes")
    return rows


@cache
def get(code: str) -> Language:
    """Return a language with its data; a code without data gives a language with no stop words or stemmer."""
    row = known().get(code)
    if row is None:
        return Language(code, "an unknown language" if code == UNKNOWN else code, None, frozenset())
    stop_words = frozenset(load_lines(code, "stopwords.txt")) if row.stop_words else frozenset()
    rules = (DATA / code / "sentences.txt").is_file()
    return Language(code, row.name, row.stemmer, stop_words, rules, row.claims)


def catalogue() -> tuple[Language, ...]:
    """Return all languages that have data, in the order of the data file."""
    return tuple(get(code) for code in known())


def check(code: str) -> str:
    """Return the code unchanged if it is `auto`, `und` or has data; raises OptionError otherwise."""
    if code not in ("auto", UNKNOWN) and _plain(code) not in known():
        names = {row.name: found for found, row in known().items()}
        meant = closest(code, names) if len(code) > LONGEST_CODE else None
        hint = f"did you mean {names[meant]}?" if meant else "`briefer languages` lists them all"
        raise OptionError(f"unknown language {code!r}", hint=hint)
    return code


def chosen(code: str) -> str:
    """Return the language code of a user's choice that `check` has accepted, such as "en" for "en-GB"."""
    return _plain(code)


def identify(text: str, declared: str | None = None) -> str:
    """Return a text's language code: the declared one if it has data, otherwise the one its words suggest.

    Given enough words, they decide between English and another language, since many pages declare the language of
    their site rather than their own. A declared code without data counts only if the words suggest nothing; without
    one, the result is then `und`.
    """
    code = _plain(declared or "")
    if code == UNKNOWN or (code in known() and not _is_mistaken(text, code)):
        return code
    detected = detect(text)
    return code if detected == UNKNOWN and (code in known() or RE_CODE.match(code)) else detected


def _is_mistaken(text: str, code: str) -> bool:
    """Return whether the declaration mistakes plain English for another language, or another language for English."""
    sample = text[:SAMPLE].lower()
    english = _is_plainly_english(sample)
    if code != DEFAULT:
        return english
    return not english and len(_words(sample)) > SHORT


def detect(text: str) -> str:
    """Return the code of the language a text is written in, or `und`; a few words without evidence count as `en`.

    The script decides first, then function words and letters; in short texts, parts of words count too.
    """
    sample = text[:SAMPLE].lower()
    if _is_plainly_english(sample):
        return DEFAULT
    features = _features()
    candidates = () if sample.isascii() else _by_script(sample, features)
    if len(candidates) == 1:
        return candidates[0]
    words = Counter(_words(sample))
    number = words.total()
    scores = dict.fromkeys(candidates or known(), 0.0)
    _weigh_words(scores, words, _function_words() if number <= SHORT else features.words)
    told = max(scores.values(), default=0.0)
    if not sample.isascii():
        _weigh_letters(scores, words, features, bool(candidates))
    if number <= SHORT:
        _weigh_pieces(scores, words)
    if DEFAULT in scores:
        scores[DEFAULT] += PRIOR
    best = max(scores, key=lambda code: scores[code])
    if candidates:
        return best
    if scores[best] < max(LEAST, EVIDENCE * number) or (number > TINY and told < EVIDENCE * number):
        return DEFAULT if number <= TINY else UNKNOWN
    return best


def _words(text: str) -> list[str]:
    """Return the runs of letters that neither digits nor underscores join; few runs have to be looked at twice."""
    return [run for run in RE_RUN.findall(text) if run.isalpha() or RE_LETTERS.fullmatch(run)]


def _is_plainly_english(sample: str) -> bool:
    """Recognise English without other languages' data: none of their texts has as many of its function words."""
    words = _words(sample[:GLANCE])
    return len(words) > TINY and sum(map(get(DEFAULT).stop_words.__contains__, words)) > PLAIN_SHARE * len(words)


def _plain(code: str) -> str:
    code = code.strip().lower().replace("_", "-").partition("-")[0]
    return ALIASES.get(code, code)


def _by_script(sample: str, features: _Features) -> tuple[str, ...]:
    """Return the languages written in the text's script; none for Latin."""
    letters = Counter(RE_BEYOND_LATIN.findall(sample))
    foreign = letters.total()
    if not foreign or foreign < FOREIGN_SHARE * sum(map(len, _words(sample))):
        return ()
    counts: Counter[tuple[str, ...]] = Counter()
    for letter, count in letters.items():
        point = ord(letter)
        counts[next((codes for first, last, codes in features.scripts if first <= point <= last), (UNKNOWN,))] += count
    kana, han = counts["ja",], counts["zh", "ja"]
    if kana + han > foreign / 2:
        return ("ja",) if kana > KANA_SHARE * (kana + han) else ("zh",)
    return max(counts, key=lambda codes: counts[codes])


def _weigh_words(scores: dict[str, float], words: Counter[str], function_words: dict[str, list[str]]) -> None:
    for word, count in words.items():
        if codes := function_words.get(word):
            weight = (count if len(word) > 1 else LETTER * count) / len(codes)
            for code in codes:
                if code in scores:
                    scores[code] += weight


def _weigh_letters(scores: dict[str, float], words: Counter[str], features: _Features, other_script: bool) -> None:
    for word, count in words.items():
        marked = {letter for letter in word if other_script or letter > "\x7f"}
        if not marked:
            continue
        fitting = [code for code in scores if marked <= features.letters.get(code, frozenset())]
        for code in scores:
            scores[code] += count / len(fitting) if code in fitting else -FOREIGN_LETTER * count


def _weigh_pieces(scores: dict[str, float], words: Iterable[str]) -> None:
    pieces = _pieces()
    for word in words:
        framed = f"^{word}$"
        for length in range(2, LONGEST_PIECE + 1):
            for start in range(len(framed) - length + 1):
                codes = pieces.get(framed[start : start + length], ())
                for code in codes:
                    if code in scores:
                        scores[code] += PIECE / len(codes)


@cache
def _sections() -> dict[str, tuple[str, ...]]:
    return load_sections("", "detection.txt")


@cache
def _features() -> _Features:
    sections = _sections()
    scripts = []
    for line in sections["scripts"]:
        points, *codes = line.split()
        first, _, last = points.partition("-")
        scripts.append((int(first, 16), int(last, 16), tuple(codes)))
    letters = {code: frozenset(line) for code, line in (line.split() for line in sections["letters"])}
    return _Features(tuple(scripts), _by_feature(sections["words"]), letters)


@cache
def _function_words() -> dict[str, list[str]]:
    """Return frequent words plus all stop words, for short texts: reading them takes a few milliseconds."""
    codes = {word: list(having) for word, having in _features().words.items()}
    for language in catalogue():
        for word in language.stop_words:
            if language.code not in codes.setdefault(word, []):
                codes[word].append(language.code)
    return codes


@cache
def _pieces() -> dict[str, list[str]]:
    return _by_feature(_sections()["pieces"])


def _by_feature(lines: Iterable[str]) -> dict[str, list[str]]:
    """Return the languages that have each feature, from lines of a language and its features."""
    codes: dict[str, list[str]] = {}
    for line in lines:
        code, *features = line.split()
        for feature in features:
            codes.setdefault(feature, []).append(code)
    return codes
