"""Titles before names, and roles compared: whether "the Ohio governor" can be who was called "Gov. Jane Roe" before."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from briefer.grammar.parsing import Parse
from briefer.languages import load_sections

COURTESY = frozenset({"mr", "mrs", "ms", "miss", "dr", "sir", "dame", "prof"})  # titles that are no roles
RE_HEAD = re.compile(
    r".*?(?=\s(?:of|for|at|in|on|with|from|to|and)\s|$)", re.DOTALL
)  # of a role, what hangs on it apart
RE_WORD = re.compile(r"[\w.-]+")


@cache
def _tables(language: str = "en") -> tuple[dict[str, str], frozenset[str], frozenset[str]]:
    sections = load_sections(language, "roles.txt")
    same = dict(line.split(maxsplit=1) for line in sections["same"])
    distinguishing, relative = (frozenset(" ".join(sections[name]).split()) for name in ("distinguishing", "relative"))
    return same, distinguishing, relative


def title_of(parse: Parse, start: int, end: int) -> str | None:
    """Return the words of a title before a name, None where there is none but a courtesy title.

    What makes it another title belongs to it: "former Gov. Jane Roe" is no governor, "state Sen. Jon Doe" no senator.
    """
    lower = parse.words.lower
    if end <= start or (end - start == 1 and lower[start].rstrip(".") in COURTESY):
        return None
    while start and lower[start - 1] in _changing():
        start -= 1
    return parse.span((start, end)).of(parse.text)


@cache
def _changing(language: str = "en") -> frozenset[str]:
    sections = load_sections(language, "roles.txt")
    return frozenset(" ".join([*sections["distinguishing"], *sections["regional"]]).split())


@cache
def _taken_apart(role: str) -> tuple[str, frozenset[str]]:
    same, _, _ = _tables()
    match = RE_HEAD.match(role)
    words = [same.get(word, word) for word in RE_WORD.findall(match[0].lower())] if match else []
    return (words[-1], frozenset(words[:-1])) if words else ("", frozenset())


def is_relative(role: str) -> bool:
    """Tell whether a role is one only to somebody else: "her Republican rival"."""
    _, _, relative = _tables()
    return _taken_apart(role)[0] in relative


def holds(role: str, noun: str, before: Iterable[str]) -> bool:
    """Tell whether a noun with the words before it can mean the holder of a role.

    "The Ohio governor" is no "Florida Gov.", "the president" no "vice president" and no "former president".
    """
    same, distinguishing, _ = _tables()
    noun = same.get(noun, noun)
    head, told = _taken_apart(role)
    asked = {same.get(word, word) for word in before} - {noun}
    if head != noun or (asked & distinguishing) != (told & distinguishing):
        return False
    return not asked or not asked.isdisjoint(told)
