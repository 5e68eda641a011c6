"""What words tell of a source: head nouns, titles, given names, places and names of organisations."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from briefer.languages import load_lines
from briefer.model import SourceType

IRREGULAR = {
    "men": "man",
    "women": "woman",
    "people": "people",
    "children": "children",
    "businessmen": "businessman",
    "congressmen": "congressman",
    "police": "police",
    "data": "data",
    "media": "media",
    "spokesmen": "spokesman",
    "analyses": "analysis",
    "wives": "wife",
}


PLURALS = frozenset({"people", "police", "men", "women", "children", "many", "some", "others", "most", "few", "both"})


@dataclass(frozen=True, slots=True)
class Nouns:
    """Look-up tables, all keys lower case."""

    types: dict[str, SourceType]  # singular head noun -> type
    genders: dict[str, str]  # given name -> m, f or u
    doubtful: frozenset[str]  # given names that are ordinary capitalised words as well
    countries: dict[str, str]  # country form -> its name
    places: frozenset[str]
    organisation_words: frozenset[str]
    organisations: frozenset[str]
    titles: dict[str, str]  # title -> m, f or ""


@cache
def nouns(language: str = "en") -> Nouns:
    """Return the tables of a language."""
    types: dict[str, SourceType] = {}
    section = SourceType.UNKNOWN
    for line in load_lines(language, "source_nouns.txt"):
        if line.startswith("["):
            section = SourceType(line.strip("[]"))
            continue
        for word in line.split():
            types.setdefault(word, section)
    genders, doubtful = _names(language)
    countries, places = _places(language)
    words, names, titles = _organisations(language)
    return Nouns(types, genders, doubtful, countries, places, words, names, titles)


def _names(language: str) -> tuple[dict[str, str], frozenset[str]]:
    genders: dict[str, str] = {}
    doubtful: set[str] = set()
    for line in load_lines(language, "given_names.txt"):
        letter, *names = line.split()
        for name in names:
            genders.setdefault(name, letter[-1])
        if letter.startswith("?"):
            doubtful.update(names)
    return genders, frozenset(doubtful)


def _places(language: str) -> tuple[dict[str, str], frozenset[str]]:
    countries: dict[str, str] = {}
    places: set[str] = set()
    for line in load_lines(language, "places.txt"):
        kind, _, rest = line.partition(" ")
        name, _, forms = rest.partition(":")
        for form in (name.strip().lower().replace(" ", "_"), *forms.split()):
            form = form.replace("_", " ")
            places.add(form)
            if kind == "country":
                countries.setdefault(form, name.strip())
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


def singular(word: str) -> str:
    """Return the singular of a regular English noun, or the word itself.

    >>> [singular(word) for word in ("agencies", "officials", "police", "boss")]
    ['agency', 'official', 'police', 'boss']
    """
    if word in IRREGULAR:
        return IRREGULAR[word]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "ches", "shes", "xes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def is_plural(word: str) -> bool:
    """Tell whether a word looks like a plural noun."""
    return singular(word) != word or word in PLURALS
