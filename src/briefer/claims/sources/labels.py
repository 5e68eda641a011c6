"""The noun phrase of a source taken apart: its head, what determines it, the words that label it."""

from __future__ import annotations

from typing import NamedTuple

from briefer.claims.sources.people import SUFFIXES, People, Person
from briefer.claims.sources.roles import COURTESY
from briefer.grammar.nouns import Nouns, is_plural, singular
from briefer.grammar.parsing import Parse
from briefer.grammar.phrases import phrase_after
from briefer.model import SourceType

DEFINITE = frozenset({"the", "that", "this", "these", "those"})
POSSESSIVE = frozenset({"his", "her", "its", "their", "my", "our", "your"})
NOBODY = frozenset({"no", "any", "every", "each", "neither", "either"})
BINDING = frozenset({"of", "for", "on"})  # prepositions within names: "Bureau of Prisons", "Committee on Ways"
PERSONAL = frozenset({SourceType.PERSON, SourceType.ANONYMOUS, SourceType.GROUP})
AFFILIATING = frozenset({"in", "at", "from", "with", "of", "for", "within", "inside", "to", "on"})
BOUNDARY = "FSI,(W-;:."  # letters of what ends the core of a phrase
LOCATIVE = frozenset({"in", "near", "inside", "outside", "throughout"})
TRUSTING = frozenset({"confidence", "faith", "trust", "interest", "interested", "belief"})  # whose "in" is no place's
SETTLEMENTS = frozenset({"city", "town", "village", "port", "island", "province", "region", "capital", "republic"})
HELD_BY_BODIES = frozenset(
    {
        "shares",
        "shareholders",
        "headquarters",
        "residents",
        "parliament",
        "factories",
        "stores",
        "economy",
        "subsidiary",
    }
)
MOST_USES = 30  # uses of a word that are looked at
LONGEST_PARTICLE = 3  # letters of what may open a name in small letters: "al", "van"
LONGEST_ROLE = 30  # tokens of an apposition
TRAILING = "ORM"  # letters that may close a run without belonging to its noun: "Roe herself", "officials Monday"


class Phrase(NamedTuple):
    """A noun phrase: tokens `start` to `end`, its core up to `core`, whose last word of weight is `head`.

    `label` is where the words that name it begin: behind "one of", "a handful of". `single` tells "one of them".
    """

    start: int
    end: int
    core: int
    head: int
    noun: str  # the head, small letters, in the singular
    plural: bool
    label: int
    single: bool = False


class Naming:
    """Reads the noun phrases of one article."""

    def __init__(self, parse: Parse, people: People, nouns: Nouns) -> None:
        self.parse = parse
        self.people = people
        self.nouns = nouns
        self._openings = frozenset(parse.words.bounds)
        self._first_uses: dict[str, tuple[int, int] | None] = {}
        self._by_capital: dict[str, list[int]] | None = None  # made when it is first asked for

    def take_apart(self, start: int, end: int) -> Phrase:
        """Return the parts of the phrase that tokens `start` to `end` hold."""
        phrase = self._core(start, end)
        if phrase.core + 1 < end and self.parse.tags[phrase.core] == "F" and self._is_part(phrase):
            return self._of_a_whole(phrase)
        return phrase

    def _core(self, start: int, end: int) -> Phrase:
        tags, lower = self.parse.tags, self.parse.words.lower
        core = start + 1
        while core < end and not self._bounds(core) and not self._closed(start, core):
            core += 1
        while core - 1 > start and (tags[core - 1] in TRAILING or self._is_verb(core - 1)):
            core -= 1
        head = core - 1
        if head > start and lower[head] in SUFFIXES:
            head -= 1
        word = lower[head]
        return Phrase(start, end, core, head, singular(word), is_plural(word), start)

    def _bounds(self, position: int) -> bool:
        """Tell whether a token ends the core of a phrase; a hyphen within a word does not."""
        letter = self.parse.tags[position]
        if letter == "-":
            words = self.parse.words
            return words.starts[position] > words.ends[position - 1]
        return letter in BOUNDARY

    def _closed(self, start: int, position: int) -> bool:
        """Tell whether a phrase ends before a token: "a union | representing", "somebody | familiar with"."""
        parse = self.parse
        lower = parse.words.lower
        if self.is_insight(position):
            return position > start and (parse.tags[position + 1 : position + 2] not in tuple("nNZv"))
        if parse.words.texts[position][0].isupper():
            return False
        if parse.tags[position] not in "vG" and not lower[position].endswith("ing"):
            return False
        before = lower[position - 1]
        return parse.tags[position - 1] in "nN" and (is_plural(before) or before in self.nouns.types)

    def _is_verb(self, position: int) -> bool:
        """Tell whether a token is the verb that a name closes with: "Roe | unleashed"."""
        tags = self.parse.tags
        return tags[position] in "Vv" and tags[position - 1] == "N" and self.parse.words.texts[position].islower()

    def _is_part(self, phrase: Phrase) -> bool:
        tag = self.parse.tags[phrase.head]
        return tag in "DZ" or phrase.noun in self.nouns.partitives or self.parse.words.lower[phrase.head] == "none"

    def _of_a_whole(self, phrase: Phrase) -> Phrase:
        """Return "a handful of voters" as a phrase about voters."""
        tags = self.parse.tags
        first = phrase.core + 1
        while first + 1 < phrase.end and tags[first] in "DZR" and tags[first + 1] in "DZRNnvx":
            first += 1
        inner = self._core(first, phrase.end)
        one_thing = not inner.plural and tags[inner.head] in "nN" and tags[phrase.head] != "D"
        if one_thing and self.nouns.kind(inner.noun) is not SourceType.GROUP:
            return phrase
        single = self.parse.words.lower[phrase.head] in ("one", "each", "another", "neither", "either")
        return Phrase(phrase.start, phrase.end, inner.core, inner.head, inner.noun, not single, first, single)

    # -- what surrounds the head --------------------------------------------------------------------------------------

    def kind(self, phrase: Phrase) -> SourceType | None:
        """Return the type that the head stands for; whatever "who" follows is a person."""
        noun = phrase.noun
        bare = self.parse.tags[phrase.start] != "D" and not phrase.plural
        kind = self.nouns.types.get(noun) if bare and "-" not in noun else self.nouns.kind(noun)
        if kind is None and self.parse.words.lower[phrase.core : phrase.core + 1] == ["who"]:
            return SourceType.PERSON
        return kind

    def is_insight(self, position: int) -> bool:
        """Tell whether a token marks the noun before it as a source: "familiar with", "with direct knowledge"."""
        lower = self.parse.words.lower
        if position >= len(lower):
            return False
        if lower[position] == "with":
            return "knowledge" in lower[position + 1 : position + 4]
        return lower[position] in self.nouns.insights

    def is_owned(self, phrase: Phrase) -> bool:
        """Tell whether somebody's is meant: "her lawyer", "the senator's aide"."""
        parse = self.parse
        return parse.words.lower[phrase.start] in POSSESSIVE or "L" in parse.tags[phrase.start : phrase.head]

    def is_name(self, position: int) -> bool:
        """Tell whether a word has its capital for being a name, not for opening a sentence."""
        parse = self.parse
        if position not in self._openings:
            return parse.words.texts[position][0].isupper()
        word = parse.words.lower[position]
        return (
            word in self.nouns.places
            or word in self.nouns.organisations
            or self.people.called(word) is not None
            or (parse.words.texts[position].isupper() and len(word) > 1)
            or self.first_use(word) is not None
        )

    def opens_sentence(self, position: int) -> bool:
        """Tell whether a token is the first of its sentence."""
        return position in self._openings

    def first_use(self, word: str) -> tuple[int, int] | None:
        """Return the run of capitals around the first use of a word within a sentence; None when it never is there."""
        if word not in self._first_uses:
            self._first_uses[word] = self._searched(word)
        return self._first_uses[word]

    def _searched(self, word: str) -> tuple[int, int] | None:
        tags = self.parse.tags
        for position in self._capitals().get(word, ()):
            start, end = position, position + 1
            while start and tags[start - 1] == "N" and not self.opens_sentence(start):
                start -= 1
            while end < len(tags) and tags[end] == "N" and not self.opens_sentence(end):
                end += 1
            if end - start > 1 or not self.opens_sentence(position):
                return start, end
        return None

    def is_body(self, word: str) -> bool:
        """Tell whether a word that no list knows is used as a place's or a company's name.

        "In | Tarsholm", "the port of | Tarsholm", "| Velmora's shares": no person is spoken of like this.
        """
        tags, lower = self.parse.tags, self.parse.words.lower
        for position in self._capitals().get(word, ())[:MOST_USES]:
            following = tags[position + 1 : position + 2]
            if following == "L" and lower[position + 2 : position + 3] and lower[position + 2] in HELD_BY_BODIES:
                return True
            if position < 2 or following in ("N", "L") or self.opens_sentence(position):
                continue
            before, further = lower[position - 1], lower[position - 2]
            if before in LOCATIVE and further not in TRUSTING and tags[position - 2] not in "VGv":
                return True
            if before == "of" and further in SETTLEMENTS:
                return True
        return False

    def _capitals(self) -> dict[str, list[int]]:
        """Return the positions of each word where it has a capital."""
        if self._by_capital is None:
            self._by_capital = {}
            lower, tags = self.parse.words.lower, self.parse.tags
            position = tags.find("N")
            while position >= 0:
                self._by_capital.setdefault(lower[position], []).append(position)
                position = tags.find("N", position + 1)
        return self._by_capital

    # -- words --------------------------------------------------------------------------------------------------------

    def words(self, start: int, end: int) -> str | None:
        """Return tokens as text without articles, commas and courtesy titles before them; None if nothing is left."""
        parse = self.parse
        while start < end and (parse.tags[start] in "DR," or parse.words.lower[start].rstrip(".") in COURTESY):
            start += 1
        return parse.span((start, end)).of(parse.text) if start < end else None

    def label(self, phrase: Phrase, *, whole: bool = False) -> str:
        """Return the words that tell who it is: of the core, or as a `whole` with what hangs on it."""
        belonging = self.belonging(phrase) if whole else None
        end = belonging[1] if belonging else phrase.core
        start = phrase.start if phrase.single else phrase.label
        text = None if phrase.single else self.words(start, end)
        return text or self.parse.span((start, end)).of(self.parse.text)

    def belonging(self, phrase: Phrase) -> tuple[int, int] | None:
        """Return the tokens of what hangs on the noun by a preposition: "at | the ministry", "to | Mrs. Roe"."""
        tags = self.parse.tags
        at = phrase.core
        if at + 1 >= phrase.end or self.parse.words.lower[at] not in AFFILIATING or tags[at + 1] in "ZMVA":
            return None
        if self.is_insight(at):
            return None
        end = at + 1
        while end < phrase.end and tags[end] not in ",(W-":
            end += 1
        return at + 1, end

    def full_name(self, start: int, phrase: Phrase) -> str:
        """Return the name of an organisation: "Bureau of Prisons", without "federal" and "in Washington"."""
        parse = self.parse
        tags, lower = parse.tags, parse.words.lower
        texts = parse.words.texts  # "super PAC" keeps its adjective: one word would name nothing
        joint = "C" in tags[start : phrase.head]
        goes_on = phrase.core < phrase.end and lower[phrase.core] in BINDING
        last = phrase.head if goes_on else phrase.head - 1
        while not joint and start < last and texts[start].islower() and len(texts[start]) > LONGEST_PARTICLE:
            start += 1
        end = phrase.core
        while end + 1 < phrase.end and lower[end] in BINDING:
            last = end + 1
            while last < phrase.end and tags[last] == "D":
                last += 1
            first = last
            while last < phrase.end and (tags[last] == "N" or (lower[last] in ("and", "&") and last > first)):
                last += 1
            if last == first or (lower[end] != "of" and not self.people.is_organisation(start, phrase.core)):
                break
            end = last
        return parse.span((start, end)).of(parse.text)

    def name_behind(self, phrase: Phrase) -> tuple[int, int] | None:
        """Return the tokens of a name in apposition: "a rival maker, Quay Laboratories"."""
        parse = self.parse
        for position in range(phrase.core, phrase.end - 1):
            if parse.tags[position] == "," and parse.tags[position + 1] == "N":
                name = phrase_after(parse, position + 1, phrase.end)
                if name:
                    last = name[0]
                    while last + 1 < name[1] and parse.tags[last + 1] in "Nn":
                        last += 1
                    return name[0], last + 1
        return None

    def apposition(self, phrase: Phrase) -> SourceType | None:
        """Return the type of what stands in apposition: "Quay, the Canadian mining company"."""
        tags = self.parse.tags
        comma = phrase.core
        if comma + 2 >= len(tags) or tags[comma] != "," or tags[comma + 1] not in "Dn":
            return None
        end = comma + 2
        while end < min(comma + LONGEST_ROLE, len(tags)) and tags[end] not in ",W.;:":
            end += 1
        return self.nouns.types.get(self._core(comma + 1, end).noun)

    def titled(self, phrase: Phrase) -> tuple[Person, str | None] | None:
        """Return whose name closes a phrase with "of", and the role: "Minister of Health Jane Roe".

        The office has words of its own behind "of", so that "friends of Jane Roe" are not she.
        """
        tags, lower = self.parse.tags, self.parse.words.lower
        if phrase.core >= phrase.end or tags[phrase.core] != "F" or phrase.plural:
            return None
        end = phrase.core + 1
        while end < phrase.end and tags[end] in "DNnFC":
            end += 1
        while end > phrase.core + 1 and lower[end - 1] in SUFFIXES:
            end -= 1
        person = self.people.at(end - 1)
        if person is None:
            return None
        name = end - 1
        while name - 1 > phrase.core and lower[name - 1] in person.words:
            name -= 1
        office = tags[phrase.core + 1 : name].lstrip("D")
        if not office:
            return None
        # "Bank of Norland Governor Jane Roe", but not "the office of Ohio Gov. Jane Roe"
        at_work = tags[phrase.head] == "N" and len(office) > 1 and self.is_role(name - 1)
        if not at_work and not self.is_role(phrase.head):
            return None
        return person, self.words(phrase.start, name)

    def is_role(self, position: int) -> bool:
        """Tell whether a word is a title or a role."""
        word = self.parse.words.lower[position]
        return word in self.nouns.titles or self.nouns.kind(word) in PERSONAL

    # -- roles of named people ----------------------------------------------------------------------------------------

    def role_of(self, phrase: Phrase, person: Person) -> str | None:
        """Return what the text calls somebody here: before the name, with the name, or in apposition behind it."""
        before = phrase.head - len(person.words) + 1
        start = phrase.head
        while start > max(phrase.start, before) and self.parse.words.lower[start - 1] in person.words:
            start -= 1
        return self._role(phrase.start, start) or person.role or self.role_behind(phrase)

    def _role(self, start: int, end: int) -> str | None:
        """Return tokens as a role, None unless their last word is one: "business mogul", "Mayor"."""
        lower = self.parse.words.lower
        while start < end and lower[end - 1].rstrip(".") in COURTESY:
            end -= 1
        if start >= end:
            return None
        word = lower[end - 1]
        known = word in self.nouns.titles or self.nouns.types.get(word) in PERSONAL
        known = known or (self.parse.tags[end - 1] == "n" and self.nouns.kind(word) in PERSONAL)
        return self.words(start, end) if known and not is_plural(word) else None

    def role_behind(self, phrase: Phrase) -> str | None:
        """Return the apposition behind a name: "Jane Roe, the mayor of Springfield"."""
        parse = self.parse
        tags, lower = parse.tags, parse.words.lower
        comma = phrase.core if phrase.core < phrase.end else phrase.end
        limit = min(comma + LONGEST_ROLE, len(tags))
        if comma + 2 >= limit or tags[comma] != "," or tags[comma + 1] not in "DNn":
            return None
        end = comma + 1
        while end < limit and tags[end] not in ',W.;:"B(' and end not in self._openings:
            if tags[end] == "-" and self._bounds(end):
                break
            end += 1
        if end >= limit or (comma >= phrase.end and tags[end] not in ",.W"):
            return None
        apposition = self._core(comma + 1, end)
        kind = self.nouns.kind if tags[comma + 1] == "D" else self.nouns.types.get
        known = apposition.noun in self.nouns.titles or kind(apposition.noun) in PERSONAL
        known = known and tags[apposition.head] in "nN"
        if not known or apposition.plural or tags[apposition.core] in "VA" or lower[comma + 1] in DEFINITE - {"the"}:
            return None
        return self.words(comma + 1, end)
