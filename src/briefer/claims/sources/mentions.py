"""Where the people of an article stand in its sentences: as subjects, as speakers, as those who are asked."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from briefer.grammar.nouns import singular
from briefer.model import SourceType

if TYPE_CHECKING:
    from briefer.claims.sources.people import People, Person

PHRASE = 12  # tokens of a noun phrase
ASKING = frozenset({"asked", "asks", "asking", "pressed", "questioned", "questioning"})
SAID = frozenset({"said", "says", "told", "added", "asked", "wrote"})
COMPARING = frozenset({"than", "like", "unlike"})
LONGEST_OPENING = 4  # tokens of a sentence in which somebody is named whom it is about
RE_ROLE = re.compile(r"(?:ster|ter|ner|der|ger|or|ist|ant|man|woman|person)\Z")
# Words before a name that belong to it: "Democratic front-runner | Roe", "the mayor, | Roe".
BELONGING = "NnDZ"

Named = list[tuple[int, "Person"]]  # (last token, person) of mentions in text order


class Mentions:
    """Reads the mentions of the people of one article."""

    def __init__(self, people: People) -> None:
        self.people = people
        self.parse = people.parse

    def _behind_comma(self, opening: int, last: int, subjects: Named) -> Person | None:
        """Return whose clause is the main one: "While Doe waits, Doe's deputy - Gov. Roe - …", "After Doe left, …"."""
        comma = self.parse.tags.find(",", opening, last)
        later = [person for end, person in subjects if end > comma]
        if comma < 0 or not later:
            return subjects[0][1]
        return only(later)

    def _turns_to_another(self, speaker: Person, subjects: Named) -> bool:
        """Tell whether a sentence goes on about somebody else: "Doe said so, but Roe …"."""
        tags = self.parse.tags
        for end, person in subjects:
            start = self._start(end, 0)
            if person is not speaker and tags[start - 2 : start] == ",K" and not self.parse.quoted[start]:
                return True
        return False

    def _is_embedded(self, person: Person, named: Named) -> bool:
        """Tell whether somebody speaks within what another says: "Roe said that Doe …", "Roe rejects Doe's claim"."""
        tags = self.parse.tags
        for end, one in reversed(named):
            if one is person:
                return tags[end + 1] == "L" or (tags[end + 1] in "VARv" and tags[self._start(end, 0) - 1] in "TV")
        return False

    def _is_joined(self, person: Person, named: Named) -> bool:
        """Tell whether somebody speaks with another who could be meant: "Doe and Roe said"."""
        tags = self.parse.tags
        for (before, other), (end, one) in pairwise(named):
            if one is person and other is not person:
                start = self._start(end, before + 1)
                return start == before + 2 and tags[before + 1] == "C"
        return False

    def _speaking(self, named: Named) -> list[Person]:
        """Return who speaks at the end of a sentence: "…, said Roe, a clerk", "… Roe argues."."""
        tags = self.parse.tags
        found = []
        for end, person in named:
            start = end - len(person.words) + 1
            inverted = start > 1 and tags[start - 1] == "V" and tags[start - 2] in ',"'
            if inverted or tags[end + 1 : end + 3] == "V.":
                found.append(person)
        return found

    def _is_subject(self, end: int, first: int) -> bool:
        """Tell whether a mention stands where subjects stand: not behind a preposition or a verb, nor as a modifier."""
        tags = self.parse.tags
        if end + 1 < len(tags) and tags[end + 1] == "L":
            return False
        start = self._start(end, first)
        if tags[end + 1 : end + 2] == "n" and (tags[start] == "D" or self._is_role(end + 1)):
            return False  # "a Roe rally", "Roe pollster Jon Doe"
        if start == first:
            return True
        before = self.parse.words.lower[start - 1]
        if before == "named":
            return True  # "a clerk named Roe …"
        if start - 2 >= first:
            if tags[start - 1] == "C" and self.people.at(start - 2):
                return self._is_subject(start - 2, first)  # "about Doe and Roe"
            apposed = tags[start - 1] == "," and tags[start - 2] == "n" and tags[end + 1] not in "VAvR"
            if apposed and self._is_role(start - 2):
                return self._is_subject(start - 2, first)  # "from his son, Roe"
        return tags[start - 1] not in "FSIVGv" and before not in COMPARING

    def _is_singular(self, head: int) -> bool:
        """Tell whether the verb behind a name in -s shows it to be one person's: "Holmes believes"."""
        verbs = self.parse.verbs[self.parse.words.lower[head + 1]] if self.parse.tags[head + 1] == "V" else ()
        return any(verb.form == "s" for verb in verbs)

    def _start(self, end: int, first: int) -> int:
        """Return where the noun phrase that a name closes begins."""
        tags = self.parse.tags
        first = max(first, end - PHRASE)
        while end > first:
            if tags[end - 1] in BELONGING or (tags[end - 1] == "L" and end - 2 >= first and tags[end - 2] in BELONGING):
                end -= 1
            elif tags[end - 1] == "F" and end - 1 > first and self._is_title(end - 2):
                end -= 2  # "Secretary of State Jane Roe"
            else:
                break
        return end

    def _is_title(self, position: int) -> bool:
        word = self.parse.words.lower[position]
        return word in self.people.nouns.titles or self.people.nouns.types.get(word) is SourceType.PERSON

    def _is_compared(self, end: int, first: int) -> bool:
        start = self._start(end, first)
        return start > first and self.parse.words.lower[start - 1] in COMPARING

    def _is_role(self, position: int) -> bool:
        """Tell whether a common noun is what people are or own: "pollster", "rally"."""
        word = self.parse.words.lower[position]
        return singular(word) in self.people.nouns.types or RE_ROLE.search(word) is not None

    def _asked(self, named: Named) -> Person | None:
        """Return who is asked something, for the next to speak is the one who answers."""
        for end, person in named:
            if self.parse.words.lower[self._name_start(end, person) - 1] in ASKING and self.parse.tags[end + 1] != "L":
                return person
        return None

    def _asks(self, person: Person, named: Named) -> bool:
        """Tell whether somebody asks: a verb of asking stands right behind the name."""
        return any(one is person and self.parse.words.lower[end + 1] in ASKING for end, one in named)

    def _name_start(self, end: int, person: Person) -> int:
        """Return where a mention begins, titles included."""
        lower, titles = self.parse.words.lower, self.people.nouns.titles
        start = end
        while start > 1 and (lower[start - 1] in person.words or lower[start - 1] in titles):
            start -= 1
        return start

    def _is_spoken_of(self, first: int, end: int) -> bool:
        """Tell whether a name that means nobody known speaks before the first name in a sentence that does."""
        parse, people = self.parse, self.people
        start = self._start(end, first)
        return any(
            parse.tags[at] == "N"
            and parse.tags[at + 1] == "V"
            and not parse.quoted[at]
            and people.at(at) is None
            and parse.words.lower[at + 1] in SAID
            and not people.is_organisation(at, at + 1)
            for at in range(first, start - 1)
        )


def is_talk_of_another(people: People, holder: Person, at: int) -> bool:
    """Tell whether the sentence before a token opens with somebody else whose role the text has not told.

    "Roe came in. The senator smiled" may be about Roe, though Doe alone is called a senator.
    """
    parse = people.parse
    bounds, sentences = parse.words.bounds, parse.sentences
    here = bisect_right(bounds, at) - 1
    if not here or sentences[here - 1].paragraph != sentences[here].paragraph:
        return False
    first = bounds[here - 1]
    for end in range(first, min(first + LONGEST_OPENING, bounds[here])):
        topic = people.at(end)
        if topic is not None:
            told = topic is holder or topic.role is not None or topic.gender == ""
            return not told and not parse.quoted[end] and parse.tags[end + 1 : end + 2] not in ("L", "N", "n")
    return False


def first_of(subjects: Named, tags: str) -> Person | None:
    """Return the first of the subjects of a sentence, None for two in one: "Roe and Doe said"."""
    end, first = subjects[0]
    if len(subjects) > 1 and tags[end + 1] == "C" and subjects[1][0] <= end + 4 and subjects[1][1] is not first:
        return None
    return first


def only(people: list[Person]) -> Person | None:
    """Return the person who is the only one in a list, None when there are several or none."""
    return people[0] if people and all(person is people[0] for person in people) else None
