"""What words tell of a source: head nouns, titles, given names, places and names of organisations."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from briefer.deferring import Deferred
from briefer.grammar.listed import irregular, listed
from briefer.languages import DEFAULT, load_lines, load_sections
from briefer.model import SourceType

REMEMBERED = 50_000  # words whose singular is remembered: the same ones are asked for again and again
SHORTEST = 5  # letters of a word in -men that is no plural for sure: "omen", "Yemen"
# Sections of source_nouns.txt that are no types themselves
SECTIONS = {"crowd": SourceType.ANONYMOUS, "collective": SourceType.GROUP}


class Nouns(NamedTuple):
    """Look-up tables, all keys lower case."""

    types: dict[str, SourceType]  # singular head noun -> type
    crowds: frozenset[str]  # words for people of whom nothing else is told: a person, a man
    collectives: frozenset[str]  # words for groups that are none of persons even in the singular: family, percent
    partitives: frozenset[str]  # what stands before "of": a handful of
    insights: frozenset[str]  # what stands behind sources close to the matter: familiar with
    genders: dict[str, str]  # given name -> m, f or u
    doubtful: frozenset[str]  # given names that are ordinary capitalised words as well
    countries: dict[str, str]  # country form -> its name
    places: frozenset[str]
    organisation_words: frozenset[str]
    organisations: frozenset[str]
    titles: dict[str, str]  # title -> m, f or ""
    agent: Deferred  # words for people by their ending
    thing: Deferred  # words for what cannot speak by their ending

    def is_given(self, word: str) -> bool:
        """Tell whether a word in small letters is a given name, and no ordinary word as well."""
        return word in self.genders and word not in self.doubtful

    def kind(self, noun: str) -> SourceType | None:
        """Return the type that a singular noun stands for, by its last part or its ending where it is not listed."""
        kind = self.types.get(noun)
        if kind is None and "-" in noun:
            kind = self.types.get(noun.rpartition("-")[2])
        if kind is None and self.agent.match(noun):
            return SourceType.PERSON
        if kind is None and self.thing.match(noun):
            return SourceType.UNKNOWN
        return kind


@cache
def nouns(language: str) -> Nouns:
    """Return the tables of a language."""
    types: dict[str, SourceType] = {}
    words = {
        section: tuple(word for line in lines for word in line.split())
        for section, lines in load_sections(language, "source_nouns.txt").items()
    }
    partitives, insights = words.pop("partitive"), words.pop("insight")
    for section, entries in words.items():
        kind = SECTIONS.get(section) or SourceType(section)
        for word in entries:
            types.setdefault(word, kind)
    genders, doubtful = _names(language)
    countries, places = _places(language)
    organisation_words, organisations, titles = _organisations(language)
    return Nouns(
        types,
        frozenset(words["crowd"]),
        frozenset(words["collective"]),
        frozenset(partitives),
        frozenset(insights),
        genders,
        doubtful,
        countries,
        places,
        organisation_words,
        organisations,
        titles,
        Deferred(rf".{{3,}}(?:{'|'.join(sorted(listed(language, 'agents')))})\Z"),
        Deferred(rf".{{2,}}(?:{'|'.join(sorted(listed(language, 'things')))})\Z"),
    )


def _names(language: str) -> tuple[dict[str, str], frozenset[str]]:
    genders: dict[str, str] = {}
    doubtful: set[str] = set()
    for line in load_lines(language, "given_names.txt"):
        letter, *names = line.split()
        genders.update(dict.fromkeys(names, letter[-1]))
        if letter.startswith("?"):
            doubtful.update(names)
    return genders, frozenset(doubtful)


def _places(language: str) -> tuple[dict[str, str], frozenset[str]]:
    countries: dict[str, str] = {}
    places: set[str] = set()
    for line in load_lines(language, "places.txt"):
        kind, _, rest = line.partition(" ")
        name, _, forms = rest.partition(":")
        named = [form.replace("_", " ") for form in forms.split()] if forms else []
        named.append(name.strip().lower())
        places.update(named)
        if kind == "country":
            countries.update(dict.fromkeys(named, name.strip()))
    return countries, frozenset(places)


def _organisations(language: str) -> tuple[frozenset[str], frozenset[str], dict[str, str]]:
    words: set[str] = set()
    names: set[str] = set()
    titles: dict[str, str] = {}
    for line in load_lines(language, "organisations.txt"):
        letter, *entries = line.split()
        if letter == "w":
            words.update(entries)
        elif letter == "n":
            names.update(entry.replace("_", " ") for entry in entries)
        else:
            titles.update((entry.replace("_", " "), letter[1:]) for entry in entries)
    return frozenset(words), frozenset(names), titles


@lru_cache(REMEMBERED)
def singular(word: str, language: str = DEFAULT) -> str:
    """Return the singular of a regular English noun, or the word itself.

    >>> [singular(word) for word in ("agencies", "officials", "police", "boss")]
    ['agency', 'official', 'police', 'boss']
    """
    if word in (known := irregular(language)):
        return known[word]
    if word.endswith("men") and len(word) > SHORTEST:
        return word[:-2] + "an"  # "fishermen"
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(tuple(listed(language, "plural es"))):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def is_plural(word: str, language: str = DEFAULT) -> bool:
    """Tell whether a word looks like a plural noun."""
    return singular(word, language) != word or word in listed(language, "plurals")
