"""The people of an article: who is named, where, and by which words they can be found."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from briefer.claims.sources.roles import shortened
from briefer.grammar.parsing import Parse, Tokens
from briefer.model import SourceType

INDIVIDUAL = frozenset({SourceType.PERSON, SourceType.ANONYMOUS})  # types of nouns for one person
HUMAN = INDIVIDUAL | {SourceType.GROUP}
FAMILY = 20  # people with one name who are told apart


@dataclass(slots=True, eq=False)
class Person:
    """Somebody named in the article; `full` is the longest name, `role` the words of a title or an apposition."""

    full: Tokens
    name: str
    words: tuple[str, ...]  # of the full name, lower case
    gender: str  # m, f or "" when the text does not tell
    role: str | None = None
    description: str | None = None  # a role that stands beside the name where they do not speak, "" for none
    mentions: list[int] = field(default_factory=list)  # tokens at which a mention ends, in order


Mentioned = list[tuple[int, Person]]  # (last token, person) of mentions in text order


class People:
    """All people of a parse, found by name, by a part of their name, by their role or where they are mentioned."""

    def __init__(self, parse: Parse) -> None:
        self.parse = parse
        self.everyone: list[Person] = []
        self._by_word: dict[str, list[Person]] = {}
        self._by_name: dict[tuple[str, str], Person] = {}  # by first and last word
        self._at: dict[int, Person] = {}  # last token of a mention -> who it is
        self._either: dict[int, list[Person]] = {}  # last token of a surname that several share -> who it may be
        self._ends: list[int] = []

    # -- filled while names are found ---------------------------------------------------------------------------------

    def add(self, name: Tokens, gender: str, role: str | None) -> Person:
        """Take in somebody new, mentioned by this name."""
        words = tuple(self.parse.words.lower[name[0] : name[1]])
        person = Person(name, self.parse.span(name).of(self.parse.text), words, gender, role)
        self.everyone.append(person)
        self._by_name[words[0], words[-1]] = person
        for word in dict.fromkeys(words):  # "Duran Duran" has one word
            self._by_word.setdefault(word, []).append(person)
        self.mention(person, name[1] - 1)
        return person

    def mention(self, person: Person, last: int) -> None:
        """Note that somebody is mentioned by a name that ends with token `last`."""
        person.mentions.append(last)
        self._at[last] = person

    def mention_either(self, word: str, last: int) -> None:
        """Note a mention by a name that several bear."""
        if len(self._by_word[word]) <= FAMILY:
            self._either[last] = self._by_word[word]

    def rename(self, person: Person, name: Tokens) -> None:
        """Take a longer name for somebody's full one."""
        person.full = name
        person.name = self.parse.span(name).of(self.parse.text)
        person.words = tuple(self.parse.words.lower[name[0] : name[1]])
        for word in person.words:
            if person not in self._by_word.setdefault(word, []):
                self._by_word[word].append(person)

    def settle(self) -> None:
        """Bring all mentions into the order of the text."""
        self._ends = sorted([*self._at, *self._either])
        for person in self.everyone:
            person.mentions.sort()

    # -- look-up ------------------------------------------------------------------------------------------------------

    def bearing(self, word: str) -> list[Person]:
        """Return those who have a word in their name, or as many of them as are told apart."""
        return self._by_word.get(word, [])[:FAMILY]

    def named_in_full(self, first: str, last: str) -> Person | None:
        """Return who has these for the first and the last word of the name."""
        return self._by_name.get((first, last))

    def called(self, word: str) -> Person | None:
        """Return the one person with this surname, else the one with this given name; None when several have it."""
        people = self._by_word.get(word, [])
        if len(people) > FAMILY:
            return None
        by_surname = [person for person in people if person.words[-1] == word]
        found = by_surname or [person for person in people if person.words[0] == word]
        return found[0] if len(found) == 1 else None

    def at(self, last: int) -> Person | None:
        """Return who is named by a mention that ends with token `last`."""
        return self._at.get(last)

    def with_role(self, noun: str, before: int) -> Person | None:
        """Return the one person mentioned so far whose role has this noun, or a title that is short for it."""
        asked = {noun, shortened(noun, self.parse.language)}
        found = [
            person
            for person in self.everyone
            if person.role
            and not asked.isdisjoint(person.role.lower().replace(".", "").split())
            and person.mentions
            and min(person.mentions) < before
        ]
        return found[0] if len(found) == 1 else None

    def named(self, first: int, last: int, gender: str) -> Mentioned:
        """Return the mentions outside quotations in a stretch of tokens that fit a gender.

        A surname that several share means the one of them that fits.
        """
        found: Mentioned = []
        ends = self._ends
        for end in ends[bisect_left(ends, first) : bisect_left(ends, last)]:
            if self.parse.quoted[end]:
                continue
            person = self._at.get(end)
            if person is None:
                either = self._either[end]
                fitting = [one for one in either if one.gender == gender] or [one for one in either if not one.gender]
                person = fitting[0] if len(fitting) == 1 else None
            if person and person.gender in ("", gender):
                found.append((end, person))
        return found
