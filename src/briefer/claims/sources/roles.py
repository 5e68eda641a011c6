"""Titles before names, and roles compared: whether "the Ohio governor" can be who was called "Gov. Jane Roe" before."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from briefer.grammar.nouns import nouns
from briefer.grammar.parsing import Parse
from briefer.languages import load_sections

RE_WORD = re.compile(r"[\w.-]+")


class _Tables(NamedTuple):
    head: re.Pattern[str]  # of a role, what hangs on it apart
    same: dict[str, str]
    short: dict[str, str]
    distinguishing: frozenset[str]
    relative: frozenset[str]
    changing: frozenset[str]
    courtesy: frozenset[str]


@cache
def _tables(language: str) -> _Tables:
    sections = load_sections(language, "roles.txt")
    same, short = (dict(line.split(maxsplit=1) for line in sections[name]) for name in ("same", "short"))
    # Sections of roles.txt.
    distinguishing, relative, regional, courtesy = (
        frozenset(" ".join(sections[name]).split()) for name in ("distinguishing", "relative", "regional", "courtesy")
    )
    joining = "|".join(" ".join(sections["joining"]).split())
    head = re.compile(rf".*?(?=\s(?:{joining})\s|$)", re.DOTALL)
    return _Tables(head, same, short, distinguishing, relative, distinguishing | regional, courtesy)


def is_courtesy(word: str, language: str) -> bool:
    """Tell whether a word is a title that is no role, with a full stop or without: "Mr."."""
    return word.rstrip(".") in _tables(language).courtesy


def shortened(role: str, language: str) -> str:
    """Return how a role is shortened before a name, without a full stop; the role itself where it is not."""
    return _tables(language).short.get(role, role)


def title_of(parse: Parse, start: int, end: int) -> str | None:
    """Return the words of a title before a name, None where there is none but a courtesy title.

    What makes it another title belongs to it: "former Gov. Jane Roe" is no governor, "state Sen. Jon Doe" no senator.
    """
    lower = parse.words.lower
    if end <= start or (end - start == 1 and is_courtesy(lower[start], parse.language)):
        return None
    changing = _tables(parse.language).changing
    while start and lower[start - 1] in changing:
        start -= 1
    return parse.span((start, end)).of(parse.text)


@cache
def _taken_apart(role: str, language: str) -> tuple[str, frozenset[str]]:
    same, countries = _tables(language).same, nouns(language).countries
    match = _tables(language).head.match(role)
    found = [same.get(word, word) for word in RE_WORD.findall(match[0].lower())] if match else []
    words = [countries.get(word, word) for word in found]
    return (words[-1], frozenset(words[:-1])) if words else ("", frozenset())


def is_relative(role: str, language: str) -> bool:
    """Tell whether a role is one only to somebody else: "her Republican rival"."""
    return _taken_apart(role, language)[0] in _tables(language).relative


def holds(role: str, noun: str, before: Iterable[str], language: str) -> bool:
    """Tell whether a noun with the words before it can mean the holder of a role.

    "The Ohio governor" is no "Florida Gov.", "the president" no "vice president" and no "former president"; "the
    Norwegian minister" is "Norway's minister".
    """
    tables = _tables(language)
    same, distinguishing = tables.same, tables.distinguishing
    noun = same.get(noun, noun)
    head, told = _taken_apart(role, language)
    countries = nouns(language).countries
    asked = {countries.get(word, same.get(word, word)) for word in before} - {noun}
    if head != noun or (asked & distinguishing) != (told & distinguishing):
        return False
    return not asked or not asked.isdisjoint(told)
