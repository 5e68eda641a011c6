"""The people of an article: their names, and what they are called for short."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from briefer.claims.sources.names import (
    AGREEING,
    gender_told,
    has_role,
    looks_personal,
    name_runs,
    no_surnames,
    with_article,
)
from briefer.claims.sources.pronouns import PRONOUNS, antecedent
from briefer.claims.sources.roles import title_of
from briefer.grammar.nouns import Nouns, is_plural, singular
from briefer.grammar.parsing import Parse, Tokens

RE_CAPITAL = re.compile("N")
RE_OFFICE = re.compile(r"FD?(?:N{1,3}C)?$")
RE_INITIALS = re.compile(r"(?:[a-z]\.)+")
SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
KNIGHTLY = frozenset({"sir", "dame"})  # titles that stand before the given name: "Sir Nicholas"
SHORT = {
    "admiral": "adm",
    "captain": "capt",
    "colonel": "col",
    "general": "gen",
    "governor": "gov",
    "professor": "prof",
    "representative": "rep",
    "reverend": "rev",
    "senator": "sen",
    "sergeant": "sgt",
}
SPEAKING = frozenset({"said", "says", "told", "tells", "added", "wrote", "argued", "asked", "noted", "explained"})
FAMILY = 20  # people with one name who are told apart
LONGEST_NAME = 4  # words, suffix not counted


@dataclass(slots=True, eq=False)
class Person:
    """Somebody named in the article; `full` is the longest name, `role` the words of a title or an apposition."""

    full: Tokens
    name: str
    words: tuple[str, ...]  # of the full name, lower case
    gender: str  # m, f or "" when the text does not tell
    role: str | None = None
    mentions: list[int] = field(default_factory=list)  # tokens at which a mention ends, in order


class People:
    """All people of a parse, found by name, by a part of their name, or as the one a pronoun stands for."""

    def __init__(self, parse: Parse, nouns: Nouns) -> None:
        self.parse = parse
        self.nouns = nouns
        self.people: list[Person] = []
        self._by_word: dict[str, list[Person]] = {}
        self._by_name: dict[tuple[str, str], Person] = {}  # by first and last word
        self._at: dict[int, Person] = {}  # last token of a mention -> who it is
        self._either: dict[int, list[Person]] = {}  # last token of a surname that several share -> who it may be
        self._ends: list[int] = []
        self._openings = frozenset(parse.words.bounds)
        self._capitals: set[str] | None = None  # words that have a capital within sentences
        self._married: list[Person] = []  # who is called "Mrs.", so that another may have the surname
        self._lent: list[Person] = []  # whose role is but a title before the surname
        self._collect()

    # -- names --------------------------------------------------------------------------------------------------------

    def _collect(self) -> None:
        """Read full names first, then what is short for them, whichever comes first in the text."""
        parse = self.parse
        lower = parse.words.lower
        runs, headings = name_runs(parse)
        short: list[Tokens] = []
        pending: list[Tokens] = []
        for run in runs:
            self._full_name(*run, short, pending)
        if pending:
            self._promote(pending, short)
        bare: dict[str, list[int]] = {}
        for start, end in short:
            self._short_name(start, end, bare)
        for ends in bare.values():
            self._bare_name(ends)
        for start, end in headings:
            person = self.called(lower[end - 1])
            if person and end - start <= len(person.words):
                self._mention(person, end - 1)
        for person in self._lent:
            if person in self._married:
                person.role = None  # "President Roe" may be the husband of Mrs. Roe
        self._ends = sorted([*self._at, *self._either])
        for person in self.people:
            person.mentions.sort()
            if not person.gender:
                person.gender = gender_told(self.parse, person.mentions)

    def _full_name(self, start: int, end: int, short: list[Tokens], pending: list[Tokens]) -> None:
        lower = self.parse.words.lower
        title = self._title_end(start, end)
        last = end
        while last > title and lower[last - 1] in SUFFIXES:
            last -= 1
        length = last - title
        if length == 1:
            short.append((start, last))
        if length > 2:
            name = self._without_epithet(title, last, titled=title > start)
            start, title, length = start if title > start else name, name, last - name
        nicknamed = length > 3 and self.parse.tags[title + 1] in "\"'("
        if length == 2 and title == start and is_plural(lower[start]) and singular(lower[start]) in self.nouns.types:
            short.append((last - 1, last))  # "Republicans Roe and Doe"
            return
        if length < 2 or length > LONGEST_NAME + 2 * nicknamed:
            return
        if self.is_organisation(title, last) or lower[last - 1] in no_surnames():
            return
        given = self.nouns.genders.get(lower[title])
        if given is None and RE_INITIALS.fullmatch(lower[title]) and not self.is_organisation(title, title + 1):
            given = "u"  # "J.R. Roe"
        if lower[title] in self.nouns.places and is_plural(lower[last - 1]):
            given = None  # "Charlotte Panthers"
        if lower[title] in self.nouns.doubtful and title == start and start and self.parse.tags[start - 1] == "D":
            given = None  # "the River Roe"
        if given is None and title == start:
            if lower[last - 1] in self.nouns.countries or lower[last - 1] in self.nouns.organisations:
                return
            if length > 2 and start > 1 and self._follows_of(start):
                return  # "Minister of Foreign Affairs Roe": where the office ends nobody can tell
            if not has_role(self.parse, self.nouns, start) and not looks_personal(self.parse, self.nouns, last):
                pending.append((start, last))
                return
        self._name(start, title, last)

    def _without_epithet(self, start: int, last: int, *, titled: bool) -> int:
        """Return where a name begins behind capitalised words that are none: "Republican Jane Roe"."""
        lower, nouns = self.parse.words.lower, self.nouns
        first = lower[start]
        if first in nouns.genders or len(first) < 3:
            return start
        for position in range(start + 1, last - 1):
            if lower[position] in nouns.genders and lower[position] not in nouns.doubtful:
                if (
                    titled
                    or start in self._openings
                    or self._follows_of(start)  # "Minister of Health Jane Roe"
                    or first in nouns.organisation_words
                    or "-" in first
                    or first in nouns.places
                    or first in nouns.types
                    or first in nouns.organisations
                    or self.parse.tags[position + 1] in "\"'("
                ):
                    return position
                break
        return start

    def _follows_of(self, start: int) -> bool:
        """Tell whether an office may go on from before a token: "director of the", "minister of Health and"."""
        return RE_OFFICE.search(self.parse.tags, max(start - 6, 0), start) is not None

    def _name(self, start: int, title: int, last: int) -> None:
        lower = self.parse.words.lower
        given = self.nouns.genders.get(lower[title], "")
        gender = (self.nouns.titles.get(lower[title - 1], "") if title > start else "") or given.replace("u", "")
        known = self._known(title, last)
        if known:
            known.gender = known.gender or gender
            known.role = known.role or title_of(self.parse, start, title)
            self._mention(known, last - 1)
        else:
            self._add(title, last, gender, title_of(self.parse, start, title))

    def _promote(self, pending: list[Tokens], short: list[Tokens]) -> None:
        """Take a doubtful name for a person's when its last word alone speaks elsewhere: "… Roe. Roe said …"."""
        lower = self.parse.words.lower
        speaking = {lower[start] for start, end in short if start + 1 == end and self.speaks(start)}
        speaking -= {word for word in with_article(self.parse) if is_plural(word)}
        for start, end in pending:
            if lower[end - 1] in speaking:
                self._name(start, start, end)
            else:
                known = self._by_name.get((lower[start], lower[end - 1]))
                if known:
                    self._mention(known, end - 1)

    def speaks(self, name: int) -> bool:
        """Tell whether a cue verb stands right behind a token, or a verb of speaking right before it."""
        tags, lower = self.parse.tags, self.parse.words.lower
        return tags[name + 1 : name + 2] == "V" or (name > 0 and tags[name - 1] == "V" and lower[name - 1] in SPEAKING)

    def is_name(self, position: int) -> bool:
        """Tell whether a word that opens a sentence has a capital elsewhere, too."""
        if self._capitals is None:
            tags, lower = self.parse.tags, self.parse.words.lower
            inner = (match.start() for match in RE_CAPITAL.finditer(tags))
            self._capitals = {lower[at] for at in inner if at not in self._openings}
        return self.parse.words.lower[position] in self._capitals

    def _short_name(self, start: int, end: int, bare: dict[str, list[int]]) -> None:
        """Find whom a single name means, with or without a title."""
        words, tags = self.parse.words, self.parse.tags
        word = words.lower[end - 1]
        title = end - 1
        if title > start:
            if word not in self._by_word and (self.is_organisation(title, end) or word in self.nouns.titles):
                return
            gender = self.nouns.titles.get(words.lower[title - 1], "")
            self._titled(start, title, end, gender)
            return
        if word in self._by_word:
            person = self.called(word) or self._leading(word, title)
            if person:
                self._mention(person, title)
            elif len(self._by_word[word]) <= FAMILY:
                self._either[title] = self._by_word[word]
            return
        given = self.nouns.genders.get(word)
        if self.is_organisation(title, end) or self._is_modifier(title, end):
            return
        if given and word not in self.nouns.doubtful:
            self._add(title, end, given.replace("u", ""), None)
        elif spoken := self._speaks_of_itself(end):
            self._add(title, end, spoken, None)
        elif not (title and tags[title - 1] == "D") and word not in self.nouns.types:
            bare.setdefault(word, []).append(title)

    def _bare_name(self, ends: list[int]) -> None:
        """Take a name that always stands alone for a person's when pronouns keep following it."""
        gender = gender_told(self.parse, ends) if len(ends) > AGREEING else ""
        if gender and any(self.speaks(end) for end in ends):
            self._add(ends[0], ends[0] + 1, gender, None)
            for end in ends[1:]:
                self._mention(self._at[ends[0]], end)

    def _titled(self, start: int, title: int, end: int, gender: str) -> None:
        """Find whom "Mrs. Roe" means: who fits, and was named in full last."""
        word = self.parse.words.lower[title]
        told = 0 if self.parse.words.lower[title - 1] in KNIGHTLY else -1  # which word of a name the title goes with
        fitting = [
            person
            for person in self._by_word.get(word, ())[:FAMILY]
            if person.words[told] == word and (not gender or person.gender in ("", gender))
        ]
        sure = [person for person in fitting if person.gender == gender] if gender else fitting
        if len(sure) > 1:
            leading = self._leading(word, title)
            sure = [leading] if leading in sure else [max(sure, key=lambda person: _last_before(person, title))]
        known = sure[0] if sure else fitting[0] if fitting else None
        role = title_of(self.parse, start, title)
        if known is None:
            self._add(title, end, gender, role)
            return
        known.gender = known.gender or gender
        if self.parse.words.lower[title - 1].rstrip(".") == "mrs":
            self._married.append(known)
        elif role and known.role is None:
            known.role = role
            self._lent.append(known)
        self._mention(known, end - 1)

    def _leading(self, word: str, before: int) -> Person | None:
        """Return whom a surname means that several have: who is named first, and at least as often as the others."""
        people = [person for person in self._by_word[word][:FAMILY] if person.words[-1] == word]
        people = [person for person in people if person.mentions[0] < before] or people
        if len(people) < 2:
            return people[0] if people else None
        first = min(people, key=lambda person: person.mentions[0])
        others = max(len(person.mentions) for person in people if person is not first)
        return first if len(first.mentions) >= others else None

    def _speaks_of_itself(self, end: int) -> str:
        """Return the gender in "Roe said she …", where a bare name is a person's."""
        tags, lower = self.parse.tags, self.parse.words.lower
        if end + 2 >= len(tags) or tags[end] != "V" or lower[end] not in SPEAKING:
            return ""
        at = end + 1 + (tags[end + 1] == "T")
        return PRONOUNS.get(lower[at], "") if at < len(tags) else ""

    def _is_modifier(self, start: int, end: int) -> bool:
        """Tell whether a name only describes the noun behind it: "a Trump rally"."""
        tags = self.parse.tags
        return start > 0 and tags[start - 1] == "D" and end < len(tags) and tags[end] in "nN"

    def _title_end(self, start: int, end: int) -> int:
        """Return the token after the last title word of a name: "White House Press Secretary | Jen Psaki"."""
        lower, titles = self.parse.words.lower, self.nouns.titles
        for position in range(end - 2, start - 1, -1):
            if lower[position] in titles:
                return position + 1
        return start

    def is_organisation(self, start: int, end: int) -> bool:
        """Tell whether a run of capitalised words names an organisation or a place."""
        words, nouns = self.parse.words, self.nouns
        if end - start == 1:
            word, text = words.lower[start], words.texts[start]
            if word in nouns.organisations or word in nouns.places or word in nouns.organisation_words:
                return True
            return text.isupper() and len(text) > 1 and "." not in text
        lower = words.lower[start:end]
        joined = " ".join(lower)
        return joined in nouns.organisations or joined in nouns.places or not nouns.organisation_words.isdisjoint(lower)

    def _known(self, start: int, end: int) -> Person | None:
        """Return who a name of several words was seen as before: the same last word, and the same first name."""
        lower = self.parse.words.lower
        person = self._by_name.get((lower[start], lower[end - 1]))
        if person and end - start > len(person.words):
            self._rename(person, start, end)
        return person

    def _rename(self, person: Person, start: int, end: int) -> None:
        person.full = (start, end)
        person.name = self.parse.span(person.full).of(self.parse.text)
        person.words = tuple(self.parse.words.lower[start:end])
        for word in person.words:
            if person not in self._by_word.setdefault(word, []):
                self._by_word[word].append(person)

    def _add(self, start: int, end: int, gender: str, role: str | None) -> None:
        parse = self.parse
        words = tuple(parse.words.lower[start:end])
        person = Person((start, end), parse.span((start, end)).of(parse.text), words, gender, role)
        self.people.append(person)
        self._by_name[words[0], words[-1]] = person
        for word in dict.fromkeys(words):  # "Duran Duran" has one word
            self._by_word.setdefault(word, []).append(person)
        self._mention(person, end - 1)

    def _mention(self, person: Person, last: int) -> None:
        person.mentions.append(last)
        self._at[last] = person

    # -- look-up ------------------------------------------------------------------------------------------------------

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
        nouns = {noun, SHORT.get(noun, noun)}
        found = [
            person
            for person in self.people
            if person.role
            and not nouns.isdisjoint(person.role.lower().replace(".", "").split())
            and person.mentions
            and min(person.mentions) < before
        ]
        return found[0] if len(found) == 1 else None

    def behind(self, pronoun: int, sentence: int, speakers: list[tuple[int, Person]]) -> Person | None:
        """Return who "he" or "she" is, None when the text leaves a doubt.

        `speakers` are (sentence, person) of the claims before, in text order.
        """
        return antecedent(self, pronoun, sentence, speakers)

    def named(self, first: int, last: int, gender: str) -> list[tuple[int, Person]]:
        """Return (last token, person) of the mentions outside quotations in a stretch of tokens that fit a gender.

        A surname that several share means the one of them that fits.
        """
        found = []
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


def _last_before(person: Person, position: int) -> int:
    return max((last for last in person.mentions if last < position), default=-1)
