"""Who "he" or "she" is: the pronoun of a source resolved, or left open where the text leaves a doubt."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING

from briefer.claims.nouns import is_plural, singular
from briefer.model import SourceType

if TYPE_CHECKING:
    from briefer.claims.people import People, Person

PRONOUNS = {"he": "m", "she": "f"}
FAR = 15  # sentences back, for paragraphs without end
CROWD = 100  # people, from which on nobody is the only one of a gender
WINDOW = 200  # tokens of a sentence that are looked at: more are no sentence
PHRASE = 12  # tokens of a noun phrase
REACH = 3  # paragraphs back in which somebody is still talked about
PERSONAL = frozenset({SourceType.PERSON, SourceType.ANONYMOUS})
HUMAN = PERSONAL | {SourceType.GROUP}
ASKING = frozenset({"asked", "asks", "asking", "pressed", "questioned", "questioning"})
KIN = {"mother": "f", "wife": "f", "sister": "f", "daughter": "f", "girlfriend": "f"} | {
    "father": "m",
    "husband": "m",
    "brother": "m",
    "son": "m",
    "boyfriend": "m",
}
COMPARING = frozenset({"than", "like", "unlike"})
SAID = frozenset({"said", "says", "told", "added", "asked", "wrote"})
INDEFINITE = frozenset({"a", "an", "one", "another"})
# A subject that is a common noun or a bare name, up to its verb.
RE_SUBJECT = re.compile(r"(?P<first>D?)[nvZLN]{0,8}?(?P<head>[nN])(?=(?:[SF][DnNZL]{1,8}+){0,3}+R*+[VAv])")
RE_SOMEBODY = re.compile(r"D[nNvZ]{0,8}n(?=[BWVAv])")
RE_ROLE = re.compile(r"(?:ster|ter|ner|der|ger|or|ist|ant|man|woman|person)\Z")
RE_ABSTRACT = re.compile(r"(?:tion|sion|ment|ity|ness|ing|age|ism|ance|ence|ship|ure|none|cost)\Z")
# Words before a name that belong to it: "Democratic front-runner | Roe", "the mayor, | Roe".
BELONGING = "NnDZ"


def antecedent(people: People, pronoun: int, sentence: int, speakers: list[tuple[int, Person]]) -> Person | None:
    """Return the person a subject pronoun stands for, None when two are equally likely.

    The order of preference is that of centering (Grosz, Joshi and Weinstein, 1995) and of Hobbs (1978): the subject of
    the same sentence, who spoke in the sentence before, its subject, its only person. Binding rules names out: in
    "he said Roe …" and "In a talk with Roe, he said" Roe is not "he".
    """
    return _Search(people, pronoun, sentence, speakers).run()


class _Search:
    """One pronoun and the sentences that it may look back to."""

    def __init__(self, people: People, pronoun: int, sentence: int, speakers: list[tuple[int, Person]]) -> None:
        self.people = people
        self.scene = people.scene
        self.pronoun = pronoun
        self.word = people.scene.words.lower[pronoun]
        self.gender = PRONOUNS[self.word]
        self.sentence = sentence
        self.speakers = speakers
        self.barred: list[Person] = []  # who cannot be meant
        self.definite = False  # whether the other subject found last has "the"

    def run(self) -> Person | None:
        tags, pronoun = self.scene.tags, self.pronoun
        first, last = self.scene.words.bounds[self.sentence : self.sentence + 2]
        first, last = max(first, pronoun - WINDOW), min(last, pronoun + WINDOW)
        opening = self._opening(first)
        if tags.find(",", opening, pronoun) < 0 and self._hangs(opening):
            main = self._main_subject(pronoun, last)
            if main is not None:
                return main  # "While she praised the plan, Roe said …"
        else:
            stop = next((at for at in range(pronoun, last) if tags[at] in "B,"), last)
            behind = self.people.named(pronoun, stop, self.gender)
            self.barred = [person for end, person in behind if tags[end + 1] != "L"]
        before = self.people.named(first, pronoun, self.gender)
        if tags[pronoun - 1] == "W" and before and before[-1][0] >= pronoun - 3:
            self.barred.append(before.pop()[1])  # "Roe, who he says …"
        before = [(end, person) for end, person in before if person not in self.barred]
        earlier = self._pronoun_before(first, pronoun)
        subjects = [(end, person) for end, person in before if self._is_subject(end, first)]
        if subjects and self.scene.words.lower[opening] == "if" and tags[pronoun - 1] == ",":
            self.barred += [person for _, person in subjects]  # "If Doe wins, he said"
        elif subjects and (earlier < 0 or subjects[0][0] < earlier):
            return _first(subjects, tags)
        said = self._spoken(self.sentence)
        if said:
            return said[0]
        if self._other_subject(first, pronoun if earlier < 0 else earlier) is not None:
            return self._before() if self.definite else None
        if tags[pronoun - 1] not in ',"' and before and earlier < 0:
            return _only([person for _, person in before])
        objects = [person for end, person in before if tags[end + 1] not in "Ln"]
        if tags[opening] in "SFIG" or ('"' not in tags[pronoun : pronoun + 4] and tags[opening] not in "BH"):
            self.barred += objects  # "In a talk with Roe, he …", "Doe hurt Roe, he said"
        found = self._before()
        if tags[opening] in "BH" and before and tags[before[0][0] + 1] == "L":
            end, owner = before[0]
            if self._start(end, first) == opening + 1 and self._fits(owner) and found not in (None, owner):
                return None  # "Though Roe's party lost, she went on, which she …": Roe, or who was spoken of before
        if found is None and earlier < 0:
            found = _only([person for _, person in before if self._fits(person)])  # "Since Roe's victory, she …"
        return found

    def _hangs(self, opening: int) -> bool:
        """Tell whether a sentence opens with a clause that hangs on the one behind it."""
        word = self.scene.words.lower[opening]
        return self.scene.tags[opening] in "BHGv" or word.endswith(("ing", "ed"))

    def _main_subject(self, first: int, last: int) -> Person | None:
        """Return the first person who is named right behind a comma."""
        tags = self.scene.tags
        for end, person in self.people.named(first, last, self.gender):
            start = self._start(end, first)
            at = start - 2 if tags[start - 1] == '"' else start - 1
            if tags[at] == "," and tags[end + 1] not in "L,":
                return person
        return None

    def _before(self) -> Person | None:
        """Walk back through the sentences to the first that tells who is talked about."""
        scene = self.scene
        bounds, tags = scene.words.bounds, scene.tags
        here = scene.sentences[self.sentence].paragraph
        for index in range(self.sentence - 1, max(-1, self.sentence - 1 - FAR), -1):
            if here - scene.sentences[index].paragraph > REACH:
                break
            first, last = bounds[index], min(bounds[index + 1], bounds[index] + WINDOW)
            spoken = self._spoken(index)
            named = [(end, one) for end, one in self.people.named(first, last, self.gender) if one not in self.barred]
            subjects = [(end, person) for end, person in named if self._is_subject(end, first)]
            spoken = spoken or self._speaking(named)
            asked = self._asked(named)
            if asked is not None and index == self.sentence - 1 and scene.quoted[bounds[self.sentence]]:
                others = [one for one in spoken if one is not asked]
                if not others or self._asks(others[-1], named):
                    return asked  # "Doe asked Roe whether it was over. “Yes,” he said"
            if spoken:
                if subjects and self._is_embedded(spoken[-1], named):
                    return _first(subjects, tags)
                if self._is_joined(spoken[-1], named) or self._turns_to_another(spoken[-1], subjects):
                    return None
                return spoken[-1]
            if self._is_barred_speaker(index):
                return None
            earlier = self._pronoun_before(first, last)
            if asked is not None and not any(person is not asked for _, person in subjects):
                return asked
            opening = self._opening(first)
            if earlier == opening or (earlier >= 0 and tags[earlier - 1] == "," and self._hangs(opening)):
                continue  # the same one is still talked about
            if subjects and (earlier < 0 or subjects[0][0] < earlier or tags[opening] in "BHS"):
                if tags[opening] in "BH" and len(subjects) > 1:
                    return self._main_subject(opening, last) or self._behind_comma(opening, last, subjects)
                if self._is_spoken_of(first, subjects[0][0]):
                    return None  # "…,” Roe said of a list with Doe": nobody knows whether Roe is a he
                return _first(subjects, tags)
            other = self._other_subject(first, last if earlier < 0 else earlier)
            if other is not None:
                holder = self._holder(other)
                if holder is not None or not self.definite:
                    return holder
                continue  # "the veteran": by and large the one who is talked about
            if earlier >= 0:
                named = [(end, person) for end, person in named if end < earlier]
            named = [
                (end, person)
                for end, person in named
                if not self._is_compared(end, first) and tags[end + 1] not in "nN"  # "the Roe campaign"
            ]
            if named:
                return _only([person for _, person in named])
        if len(self.people.people) > CROWD:
            return None
        far = (
            person
            for person in self.people.people
            if person.gender == self.gender and person.mentions[0] < self.pronoun and person not in self.barred
        )
        one, another = next(far, None), next(far, None)
        return one if another is None else None

    def _behind_comma(self, opening: int, last: int, subjects: list[tuple[int, Person]]) -> Person | None:
        """Return whose clause is the main one: "While Doe waits, Doe's deputy - Gov. Roe - has …", "After Doe left, …"."""
        comma = self.scene.tags.find(",", opening, last)
        later = [person for end, person in subjects if end > comma]
        if comma < 0 or not later:
            return subjects[0][1]
        return _only(later)

    def _is_barred_speaker(self, sentence: int) -> bool:
        """Tell whether somebody speaks in a sentence who could be meant but for what the pronoun's sentence says."""
        at = bisect_left(self.speakers, sentence, key=itemgetter(0))
        return at < len(self.speakers) and self.speakers[at][0] == sentence and self.speakers[at][1] in self.barred

    def _turns_to_another(self, speaker: Person, subjects: list[tuple[int, Person]]) -> bool:
        """Tell whether a sentence goes on about somebody else: "Doe said so, but Roe …"."""
        tags = self.scene.tags
        for end, person in subjects:
            start = self._start(end, 0)
            if person is not speaker and tags[start - 2 : start] == ",K" and not self.scene.quoted[start]:
                return True
        return False

    def _spoken(self, sentence: int) -> list[Person]:
        """Return who speaks in a sentence and could be meant."""
        at = bisect_left(self.speakers, sentence, key=itemgetter(0))
        spoken = []
        for index, person in self.speakers[at : at + WINDOW]:
            if index != sentence:
                break
            if self._fits(person):
                spoken.append(person)
        return spoken

    def _holder(self, head: int) -> Person | None:
        """Return who holds the role that a subject names: "the mayor"."""
        holder = self.people.with_role(singular(self.scene.words.lower[head]), head)
        return holder if holder and self._fits(holder) and not self.people.is_talk_of_another(holder, head) else None

    def _is_embedded(self, person: Person, named: list[tuple[int, Person]]) -> bool:
        """Tell whether somebody speaks within what another says: "Roe said that Doe …", "Roe rejects Doe's claim"."""
        tags = self.scene.tags
        for end, one in reversed(named):
            if one is person:
                return tags[end + 1] == "L" or (tags[end + 1] in "VARv" and tags[self._start(end, 0) - 1] in "TV")
        return False

    def _is_joined(self, person: Person, named: list[tuple[int, Person]]) -> bool:
        """Tell whether somebody speaks with another who could be meant: "Doe and Roe said"."""
        tags = self.scene.tags
        for (before, other), (end, one) in pairwise(named):
            if one is person and other is not person:
                start = self._start(end, before + 1)
                return start == before + 2 and tags[before + 1] == "C"
        return False

    def _speaking(self, named: list[tuple[int, Person]]) -> list[Person]:
        """Return who speaks at the end of a sentence: "…, said Roe, a clerk", "… Roe argues."."""
        tags = self.scene.tags
        found = []
        for end, person in named:
            start = end - len(person.words) + 1
            inverted = start > 1 and tags[start - 1] == "V" and tags[start - 2] in ',"'
            if inverted or tags[end + 1 : end + 3] == "V.":
                found.append(person)
        return found

    def _fits(self, person: Person) -> bool:
        return person.gender in ("", self.gender) and person not in self.barred

    def _opening(self, first: int) -> int:
        """Return the first word of a sentence, quotation marks and coordinators left out."""
        tags = self.scene.tags
        while first < self.pronoun and tags[first] in "\"'CK-,":
            first += 1
        return first

    def _pronoun_before(self, first: int, last: int) -> int:
        """Return the first token outside quotations that is the same pronoun, -1 when there is none."""
        scene = self.scene
        position = scene.tags.find("P", first, last)
        while position >= 0:
            if scene.words.lower[position] == self.word and not scene.quoted[position]:
                return position
            position = scene.tags.find("P", position + 1, last)
        return -1

    def _is_subject(self, end: int, first: int) -> bool:
        """Tell whether a mention stands where subjects stand: not behind a preposition or a verb, nor as a modifier."""
        tags = self.scene.tags
        if end + 1 < len(tags) and tags[end + 1] == "L":
            return False
        start = self._start(end, first)
        if tags[end + 1 : end + 2] == "n" and (tags[start] == "D" or self._is_role(end + 1)):
            return False  # "a Roe rally", "Roe pollster Jon Doe"
        if start == first:
            return True
        before = self.scene.words.lower[start - 1]
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
        verbs = self.scene.verbs[self.scene.words.lower[head + 1]] if self.scene.tags[head + 1] == "V" else ()
        return any(verb.form == "s" for verb in verbs)

    def _is_name(self, position: int) -> bool:
        """Tell whether the first word of a sentence has its capital for another reason, too."""
        return self.people.is_name(position) or self.people.speaks(position)

    def _may_be_same(self, start: int, head: str) -> bool:
        """Tell whether a person without a name may be the one talked about: "the veteran", or "his mother" for a he."""
        opening = self.scene.words.lower[start]
        if opening in ("his", "her"):
            return (self.people.nouns.titles.get(head) or KIN.get(head, self.gender)) != self.gender
        return opening == "the" or self.scene.tags[start] != "D"

    def _start(self, end: int, first: int) -> int:
        """Return where the noun phrase that a name closes begins."""
        tags = self.scene.tags
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
        word = self.scene.words.lower[position]
        return word in self.people.nouns.titles or self.people.nouns.types.get(word) is SourceType.PERSON

    def _is_compared(self, end: int, first: int) -> bool:
        start = self._start(end, first)
        return start > first and self.scene.words.lower[start - 1] in COMPARING

    def _is_role(self, position: int) -> bool:
        """Tell whether a common noun is what people are or own: "pollster", "rally"."""
        word = self.scene.words.lower[position]
        return singular(word) in self.people.nouns.types or RE_ROLE.search(word) is not None

    def _asked(self, named: list[tuple[int, Person]]) -> Person | None:
        """Return who is asked something, for the next to speak is the one who answers."""
        for end, person in named:
            if self.scene.words.lower[self._name_start(end, person) - 1] in ASKING and self.scene.tags[end + 1] != "L":
                return person
        return None

    def _asks(self, person: Person, named: list[tuple[int, Person]]) -> bool:
        """Tell whether somebody asks: a verb of asking stands right behind the name."""
        return any(one is person and self.scene.words.lower[end + 1] in ASKING for end, one in named)

    def _name_start(self, end: int, person: Person) -> int:
        """Return where a mention begins, titles included."""
        lower, titles = self.scene.words.lower, self.people.nouns.titles
        start = end
        while start > 1 and (lower[start - 1] in person.words or lower[start - 1] in titles):
            start -= 1
        return start

    def _is_spoken_of(self, first: int, end: int) -> bool:
        """Tell whether a name that means nobody known speaks before the first name in a sentence that does."""
        scene, people = self.scene, self.people
        start = self._start(end, first)
        return any(
            scene.tags[at] == "N"
            and scene.tags[at + 1] == "V"
            and not scene.quoted[at]
            and people.at(at) is None
            and scene.words.lower[at + 1] in SAID
            and not people.is_organisation(at, at + 1)
            for at in range(first, start - 1)
        )

    def _other_subject(self, first: int, last: int) -> int | None:
        """Return the head of a subject that may be a person unknown to us: "one voter said", "Roe said"."""
        scene, people = self.scene, self.people
        here = last <= self.pronoun and first >= scene.words.bounds[self.sentence]
        indefinite = RE_SOMEBODY.finditer(scene.tags, first, last) if here else ()
        for match in indefinite:
            head = match.end() - 1
            if (
                scene.words.lower[match.start()] in INDEFINITE
                and not scene.quoted[head]
                and people.nouns.types.get(scene.words.lower[head]) in HUMAN
                and scene.words.lower[head + 1] != "named"
            ):
                self.definite = False
                return head
        for match in RE_SUBJECT.finditer(scene.tags, first, last):
            head = match.start("head")
            if scene.quoted[head]:
                continue
            word = scene.words.lower[head]
            if is_plural(word) and (scene.tags[head] == "n" or (head == first and not self._is_singular(head))):
                continue
            if scene.tags[head] == "n":
                kind = people.nouns.types.get(word)
                if scene.words.lower[head + 1] == "named":
                    continue
                if kind in PERSONAL or (kind is SourceType.GROUP and scene.words.lower[match.start()] in INDEFINITE):
                    self.definite = self._may_be_same(match.start(), word)
                    return head
            elif head == first and (here or RE_ABSTRACT.search(word)) and not self._is_name(head):
                continue  # any word has a capital there
            elif head > first and scene.tags[head - 1] in "DRSFVAn":
                continue
            elif people.at(head) is None and match.start() == head and not people.is_organisation(head, head + 1):
                self.definite = False
                return head
        return None


def _first(subjects: list[tuple[int, Person]], tags: str) -> Person | None:
    """Return the first of the subjects of a sentence, None for two in one: "Roe and Doe said"."""
    end, first = subjects[0]
    if len(subjects) > 1 and tags[end + 1] == "C" and subjects[1][0] <= end + 4 and subjects[1][1] is not first:
        return None
    return first


def _only(people: list[Person]) -> Person | None:
    """Return the person who is the only one in a list, None when there are several or none."""
    return people[0] if people and all(person is people[0] for person in people) else None
