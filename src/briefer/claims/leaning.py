"""Pronouns in what is printed: which of them neither the words before them nor the label of the source explains."""

from __future__ import annotations

from functools import cache

from briefer.grammar.nouns import is_plural, nouns
from briefer.grammar.parsing import Parse
from briefer.languages import load_sections, load_words
from briefer.model import Source, SourceType

PRONOMINAL = frozenset({"it", "they", "which"})
GENDERS = {"he": "m", "she": "f"}
SUBJECTS = ("he", "she", "they", "it")  # sections of slices.txt
HUMAN = frozenset({SourceType.PERSON, SourceType.ANONYMOUS, SourceType.GROUP})
MANY = frozenset({SourceType.GROUP, SourceType.ORGANISATION, SourceType.ANONYMOUS})  # whom "they" may mean


@cache
def pronouns(language: str) -> dict[str, str]:
    """Return the personal pronouns in all their forms, each with the one that is a subject: "him" is "he"."""
    sections = load_sections(language, "slices.txt")
    return {form: word for word in SUBJECTS for line in sections[word] for form in line.split()}


def may_be(source: Source | None, pronoun: str, language: str) -> bool:
    """Tell whether a source may speak of itself as "he" or "she": one person, whose given name does not forbid it."""
    if source is None or source.type is not SourceType.PERSON or pronoun not in GENDERS:
        return False
    given = (source.name or "").split(" ", 1)[0].lower()
    return nouns(language).genders.get(given, "u") in ("u", GENDERS[pronoun])


def may_mean(parse: Parse, source: Source | None, at: int) -> bool:
    """Tell whether "he" or "she" at a token may be the source, which is not named behind it: "he was ill, Roe said"."""
    word = pronouns(parse.language).get(parse.words.lower[at], "")
    if source is None or source.start is None or not may_be(source, word, parse.language):
        return False
    return source.start < parse.words.starts[at] or parse.text[source.start : source.end].lower() in GENDERS


def leans(parse: Parse, first: int, source: Source | None) -> bool:
    """Tell whether a clause opens with a pronoun that stands for something outside of it.

    In reported words "he" and "she" may be the source, which the label names.
    """
    lower = parse.words.lower
    tags = parse.tags
    at = first
    last = len(lower)
    while at < last - 1 and at - first < 3 and (tags[at] in "\"'BR" or lower[at] in ("if", "when", "then")):
        at += 1
    word = lower[at]
    if word in PRONOMINAL:
        return True
    if word in GENDERS:
        return bool(parse.quoted[at]) or not may_mean(parse, source, at)
    pointing = load_words(parse.language, "slices.txt", "pointing")
    return word in pointing and at + 1 < last and tags[at + 1] in "AVvRL"


def unexplained(parse: Parse, first: int, last: int, source: Source | None) -> int | None:
    """Return the first pronoun of a slice that neither words before it nor the source explain, if any."""
    forms = pronouns(parse.language)
    if forms.keys().isdisjoint(parse.words.lower[first:last]):
        return None
    for at in range(first, last):
        if parse.words.lower[at] not in forms:
            continue
        if _is_source(parse, source, at) or any(is_open(parse, at, before) for before in range(first, at - 1)):
            return None  # what follows may go on with the same
        return at
    return None


def _is_source(parse: Parse, source: Source | None, at: int) -> bool:
    """Tell whether a pronoun may mean who speaks: no "he" of a quotation does."""
    word = pronouns(parse.language)[parse.words.lower[at]]
    if source is None or parse.quoted[at]:
        return False
    if word in GENDERS:
        return may_mean(parse, source, at)
    return source.type in MANY if word == "they" else source.type not in HUMAN


def is_open(parse: Parse, pronoun: int, at: int) -> bool:
    """Tell whether a token may be what a pronoun means: a name or one human for "he", a plural for "they"."""
    letter, word, tables = parse.tags[at], parse.words.lower[at], nouns(parse.language)
    meant = pronouns(parse.language)[parse.words.lower[pronoun]]
    if meant == "it":
        return letter in "nN" and not is_plural(word)
    if meant == "they":
        return letter == "C" or (letter in "nN" and is_plural(word)) or (letter == "n" and word in tables.collectives)
    human = letter == "n" and tables.kind(word) in HUMAN and not is_plural(word)
    return human or (letter == "N" and word not in tables.places and word not in tables.organisation_words)
