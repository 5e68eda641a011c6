"""The people of an article: their names, what they are called for short, and who "he" or "she" is."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from briefer.claims.nouns import Nouns, singular
from briefer.claims.scene import Scene, Tokens

RE_NAMES = re.compile(r"N+(?:nN+)?")
PARTICLES = frozenset(
    [
        "van",
        "von",
        "de",
        "der",
        "den",
        "del",
        "la",
        "le",
        "di",
        "da",
        "dos",
        "bin",
        "ibn",
        "al",
        "el",
        "ben",
        "ter",
        "ten",
    ]
)
SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
COURTESY = frozenset({"mr", "mrs", "ms", "miss", "dr", "sir", "dame", "prof"})  # titles that are no roles
PRONOUNS = {"he": "m", "she": "f"}
REACH = 3  # paragraphs back in which somebody is still talked about


@dataclass(slots=True)
class Person:
    """Somebody named in the article; `full` is the longest name, `role` the words of a title or an apposition."""

    full: Tokens
    name: str
    words: tuple[str, ...]  # of the full name, lower case
    gender: str  # m, f or "" when the text does not tell
    role: str | None = None
    mentions: list[int] = field(default_factory=list)  # tokens at which a mention ends, in order


class People:
    """All people of a scene, found by name, by a part of their name, or as the one a pronoun stands for."""

    def __init__(self, scene: Scene, nouns: Nouns) -> None:
        self.scene = scene
        self.nouns = nouns
        self.people: list[Person] = []
        self._by_word: dict[str, list[Person]] = {}
        self._at: dict[int, Person] = {}  # last token of a mention -> who it is
        self._ends: list[int] = []
        self._collect()

    # -- names --------------------------------------------------------------------------------------------------------

    def _collect(self) -> None:
        scene = self.scene
        singles: list[Tokens] = []
        bounds = scene.words.bounds
        for index in range(len(scene.sentences)):
            for match in RE_NAMES.finditer(scene.tags, bounds[index], bounds[index + 1]):
                self._name(match.start(), match.end(), singles)
        for _, end in singles:
            person = self.called(scene.words.lower[end - 1])
            if person:
                self._mention(person, end - 1)
        self._ends = sorted(self._at)

    def _name(self, start: int, end: int, singles: list[Tokens]) -> None:
        lower = self.scene.words.lower
        title = self._title_end(start, end)
        gender = self.nouns.titles.get(lower[title - 1], "") if title > start else ""
        last = end
        while last > title and lower[last - 1] in SUFFIXES:
            last -= 1
        length = last - title
        if length <= 0:
            return
        if length == 1:
            if title > start and not self.is_organisation(title, last):
                known = self.called(lower[title])
                if known:
                    known.gender = known.gender or gender
                    self._mention(known, last - 1)
                else:
                    self._add(title, last, gender, self._role(start, title))
            else:
                singles.append((title, last))
            return
        if length > 4 or self.is_organisation(title, last):
            return
        first = lower[title]
        given = self.nouns.genders.get(first)
        if given is None and title == start and not (self._has_role(start) or self._looks_personal(last)):
            return
        known = self._known(title, last)
        if known:
            known.gender = known.gender or gender
            known.role = known.role or self._role(start, title)
            self._mention(known, last - 1)
            return
        self._add(title, last, gender or (given if given in ("m", "f") else ""), self._role(start, title))

    def _title_end(self, start: int, end: int) -> int:
        """Return the token after the last title word of a name: "White House Press Secretary | Jen Psaki"."""
        lower, titles = self.scene.words.lower, self.nouns.titles
        for position in range(end - 2, start - 1, -1):
            if lower[position] in titles:
                return position + 1
        return start

    def _role(self, start: int, title: int) -> str | None:
        lower = self.scene.words.lower
        if title <= start or (title - start == 1 and lower[start].rstrip(".") in COURTESY):
            return None
        span = self.scene.span((start, title))
        return span.of(self.scene.text)

    def is_organisation(self, start: int, end: int) -> bool:
        """Tell whether a run of capitalised words names an organisation or a place."""
        words = self.scene.words
        lower = words.lower[start:end]
        joined = " ".join(lower)
        if joined in self.nouns.organisations or joined in self.nouns.places:
            return True
        if any(word in self.nouns.organisation_words for word in lower):
            return True
        return (
            end - start == 1
            and words.texts[start].isupper()
            and len(words.texts[start]) > 1
            and "." not in words.texts[start]
        )

    def _has_role(self, start: int) -> bool:
        """Tell whether a role stands right before a name: "chief scientist Jane Roe", "its head, Jane Roe"."""
        words, tags = self.scene.words, self.scene.tags
        before = start - 1
        if before > 0 and tags[before] == ",":
            before -= 1
        if before < 0 or tags[before] != "n":
            return False
        noun = singular(words.lower[before])
        return self.nouns.types.get(noun) in ("person", "anonymous") or noun in self.nouns.titles

    def _looks_personal(self, end: int) -> bool:
        """Tell whether what follows a name is what follows people: who, an age, a role in apposition."""
        tags, words = self.scene.tags, self.scene.words
        if end + 1 >= len(tags):
            return False
        if tags[end] == "W" and words.lower[end] == "who":
            return True
        if tags[end] == "(" and end + 2 < len(tags) and tags[end + 2] == ")":
            return True
        if tags[end] == ",":
            if words.lower[end + 1] == "who" or (tags[end + 1] == "Z" and words.texts[end + 1].isdigit()):
                return True
            for position in range(end + 1, min(end + 8, len(tags))):
                if tags[position] in ",.":
                    break
                if self.nouns.types.get(words.lower[position]) in ("person", "anonymous") and tags[end + 1] in "DnNR":
                    return True
        return tags[end] == "V" and words.lower[end] in ("said", "says", "told", "added")

    def _known(self, start: int, end: int) -> Person | None:
        """Return who a name of several words was seen as before: the same last word, and no other first name."""
        lower = self.scene.words.lower
        for person in self._by_word.get(lower[end - 1], ()):
            if person.words[-1] == lower[end - 1] and (person.words[0] == lower[start] or len(person.words) == 1):
                if end - start > len(person.words):
                    self._rename(person, start, end)
                return person
        return None

    def _rename(self, person: Person, start: int, end: int) -> None:
        person.full = (start, end)
        person.name = self.scene.span(person.full).of(self.scene.text)
        person.words = tuple(self.scene.words.lower[start:end])
        given = self.nouns.genders.get(person.words[0])
        person.gender = person.gender or (given if given in ("m", "f") else "")
        for word in person.words:
            if person not in self._by_word.setdefault(word, []):
                self._by_word[word].append(person)

    def _add(self, start: int, end: int, gender: str, role: str | None) -> None:
        scene = self.scene
        words = tuple(scene.words.lower[start:end])
        person = Person((start, end), scene.span((start, end)).of(scene.text), words, gender, role)
        self.people.append(person)
        for word in words:
            self._by_word.setdefault(word, []).append(person)
        self._mention(person, end - 1)

    def _mention(self, person: Person, last: int) -> None:
        person.mentions.append(last)
        self._at[last] = person

    # -- look-up ------------------------------------------------------------------------------------------------------

    def called(self, word: str) -> Person | None:
        """Return the one person with this surname, else the one with this given name; None when several have it."""
        people = self._by_word.get(word, [])
        by_surname = [person for person in people if person.words[-1] == word]
        found = by_surname or [person for person in people if person.words[0] == word]
        return found[0] if len(found) == 1 else None

    def at(self, last: int) -> Person | None:
        """Return who is named by a mention that ends with token `last`."""
        return self._at.get(last)

    def with_role(self, noun: str, before: int) -> Person | None:
        """Return the one person mentioned so far whose role has this noun."""
        found = [
            person
            for person in self.people
            if person.role and noun in person.role.lower().split() and person.mentions and min(person.mentions) < before
        ]
        return found[0] if len(found) == 1 else None

    def behind(self, pronoun: int, sentence: int, speakers: list[tuple[int, Person]]) -> Person | None:
        """Return who "he" or "she" is, None when the text leaves a doubt.

        In news a pronoun that speaks is nearly always who spoke last, or the subject of the sentence before; anybody
        else is taken only when nobody else could be meant. `speakers` are (sentence, person) of earlier claims.
        """
        scene = self.scene
        gender = PRONOUNS[scene.words.lower[pronoun]]
        here = scene.sentences[sentence].paragraph
        bounds = scene.words.bounds
        own = [person for person in self._between(bounds[sentence], pronoun) if _fits(person, gender)]
        said_here = [person for at, person in speakers if at == sentence and _fits(person, gender)]
        if said_here:
            return said_here[-1]
        if own:
            return own[0] if len({id(person) for person in own}) == 1 else None
        for index in range(sentence - 1, -1, -1):
            if here - scene.sentences[index].paragraph > REACH:
                break
            spoken = [person for at, person in speakers if at == index and _fits(person, gender)]
            if spoken:
                return spoken[-1]
            named = [person for person in self._between(bounds[index], bounds[index + 1]) if _fits(person, gender)]
            if named:
                sure = [person for person in named if person.gender == gender]
                subject = named[0]
                if len({id(person) for person in named}) == 1 or subject in sure:
                    return subject
                return sure[0] if len({id(person) for person in sure}) == 1 else None
        everyone = [person for person in self.people if _fits(person, gender) and person.mentions[0] < pronoun]
        return everyone[0] if len(everyone) == 1 else None

    def _between(self, first: int, last: int) -> list[Person]:
        """Return the people named outside quotations in a stretch of tokens, in order."""
        ends = self._ends
        inside = ends[bisect_left(ends, first) : bisect_left(ends, last)]
        return [self._at[end] for end in inside if not self.scene.quoted[end]]


def _fits(person: Person, gender: str) -> bool:
    return person.gender in ("", gender)
