"""The words by which names and the noun phrases of sources are read, from the data of a language."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from briefer.languages import load_sections


class Lexicon(NamedTuple):
    """Words in small letters; `source_words.txt` tells what each section is for."""

    particles: frozenset[str]
    suffixes: frozenset[str]
    knightly: frozenset[str]
    masculine: frozenset[str]
    feminine: frozenset[str]
    male_kin: frozenset[str]
    female_kin: frozenset[str]
    men: frozenset[str]
    women: frozenset[str]
    indefinite: frozenset[str]
    speaking: frozenset[str]
    reporting: frozenset[str]
    telling: frozenset[str]
    asking: frozenset[str]
    comparing: frozenset[str]
    definite: frozenset[str]
    possessive: frozenset[str]
    unmeant: frozenset[str]
    singular: frozenset[str]
    unprinted: frozenset[str]
    firms: frozenset[str]
    societies: frozenset[str]
    public_bodies: frozenset[str]
    written: frozenset[str]
    papers: frozenset[str]
    mastheads: frozenset[str]
    studying: frozenset[str]
    everybody: frozenset[str]
    unnamed_bodies: frozenset[str]
    unnamed_sources: frozenset[str]
    speaking_for: frozenset[str]
    publishing: frozenset[str]
    binding: frozenset[str]
    affiliating: frozenset[str]
    locative: frozenset[str]
    trusting: frozenset[str]
    settlements: frozenset[str]
    held_by_bodies: frozenset[str]
    insiders: frozenset[str]


class Endings(NamedTuple):
    """Endings of words, as `str.endswith` takes them."""

    role_endings: tuple[str, ...]
    abstract_endings: tuple[str, ...]


@cache
def lexicon(language: str) -> Lexicon:
    """Return the words of a language."""
    sections = _sections(language)
    return Lexicon(**{name: frozenset(sections[name]) for name in Lexicon._fields})


@cache
def endings(language: str) -> Endings:
    """Return the endings of a language."""
    sections = _sections(language)
    return Endings(**{name: tuple(sections[name]) for name in Endings._fields})


@cache
def _sections(language: str) -> dict[str, list[str]]:
    return {name: " ".join(lines).split() for name, lines in load_sections(language, "source_words.txt").items()}
