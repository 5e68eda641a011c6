"""Who "he" or "she" is: the pronoun of a source resolved, or left open where the text leaves a doubt."""

from __future__ import annotations

import re
from bisect import bisect_left
from operator import itemgetter
from typing import TYPE_CHECKING

from briefer.claims.sources.mentions import Mentions, Named, first_of, is_talk_of_another, only
from briefer.grammar.nouns import is_plural, singular
from briefer.model import SourceType

if TYPE_CHECKING:
    from briefer.claims.sources.people import People, Person

PRONOUNS = {"he": "m", "she": "f"}
FAR = 15  # sentences back, for paragraphs without end
CROWD = 100  # people, from which on nobody is the only one of a gender
WINDOW = 200  # tokens of a sentence that are looked at: more are no sentence
REACH = 3  # paragraphs back in which somebody is still talked about
PERSONAL = frozenset({SourceType.PERSON, SourceType.ANONYMOUS})
HUMAN = PERSONAL | {SourceType.GROUP}
KIN = {"mother": "f", "wife": "f", "sister": "f", "daughter": "f", "girlfriend": "f"} | {
    "father": "m",
    "husband": "m",
    "brother": "m",
    "son": "m",
    "boyfriend": "m",
}
INDEFINITE = frozenset({"a", "an", "one", "another"})
# A subject that is a common noun or a bare name, up to its verb.
RE_SUBJECT = re.compile(r"(?P<first>D?)[nvZLN]{0,8}?(?P<head>[nN])(?=(?:[SF][DnNZL]{1,8}+){0,3}+R*+[VAv])")
RE_SOMEBODY = re.compile(r"D[nNvZ]{0,8}n(?=[BWVAv])")
RE_ABSTRACT = re.compile(r"(?:tion|sion|ment|ity|ness|ing|age|ism|ance|ence|ship|ure|none|cost)\Z")


def antecedent(people: People, pronoun: int, sentence: int, speakers: Named) -> Person | None:
    """Return the person a subject pronoun stands for, None when two are equally likely.

    The order of preference is that of centering (Grosz, Joshi and Weinstein, 1995) and of Hobbs (1978): the subject of
    the same sentence, who spoke in the sentence before, its subject, its only person. Binding rules names out: in
    "he said Roe …" and "In a talk with Roe, he said" Roe is not "he".
    """
    return _Search(people, pronoun, sentence, speakers).run()


class _Search(Mentions):
    """One pronoun and the sentences that it may look back to."""

    def __init__(self, people: People, pronoun: int, sentence: int, speakers: Named) -> None:
        super().__init__(people)
        self.pronoun = pronoun
        self.word = people.parse.words.lower[pronoun]
        self.gender = PRONOUNS[self.word]
        self.sentence = sentence
        self.speakers = speakers
        self.barred: list[Person] = []  # who cannot be meant
        self.definite = False  # whether the other subject found last has "the"

    def run(self) -> Person | None:
        tags, pronoun = self.parse.tags, self.pronoun
        first, last = self.parse.words.bounds[self.sentence : self.sentence + 2]
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
        self.barred += self._quoted(pronoun)
        before = self.people.named(first, pronoun, self.gender)
        if tags[pronoun - 1] == "W" and before and before[-1][0] >= pronoun - 3:
            self.barred.append(before.pop()[1])  # "Roe, who he says …"
        before = [(end, person) for end, person in before if person not in self.barred]
        earlier = self._pronoun_before(first, pronoun)
        subjects = [(end, person) for end, person in before if self._is_subject(end, first)]
        if subjects and self.parse.words.lower[opening] == "if" and tags[pronoun - 1] == ",":
            self.barred += [person for _, person in subjects]  # "If Doe wins, he said"
        elif subjects and (earlier < 0 or subjects[0][0] < earlier):
            return first_of(subjects, tags)
        said = self._spoken(self.sentence)
        if said:
            return said[0]
        if self._other_subject(first, pronoun if earlier < 0 else earlier) is not None:
            return self._before() if self.definite else None
        if tags[pronoun - 1] not in ',"' and before and earlier < 0:
            return only([person for _, person in before])
        objects = [person for end, person in before if tags[end + 1] not in "Ln"]
        if tags[opening] in "SFIG" or ('"' not in tags[pronoun : pronoun + 4] and tags[opening] not in "BH"):
            self.barred += objects  # "In a talk with Roe, he …", "Doe hurt Roe, he said"
        found = self._before()
        if tags[opening] in "BH" and before and tags[before[0][0] + 1] == "L":
            end, owner = before[0]
            if self._start(end, first) == opening + 1 and self._fits(owner) and found not in (None, owner):
                return None  # "Though Roe's party lost, she went on, which she …": Roe, or who was spoken of before
        if found is None and earlier < 0:
            found = only([person for _, person in before if self._fits(person)])  # "Since Roe's victory, she …"
        return found

    def _quoted(self, pronoun: int) -> list[Person]:
        """Return who is named in the quotation right before the pronoun: hardly anybody speaks so of himself."""
        words = self.parse.words
        passage = self.parse.passages.at(words.starts[pronoun - 1]) if pronoun else None
        if passage is None:
            return []
        start = bisect_left(words.starts, passage.start)
        return [person for end in range(start, pronoun) if (person := self.people.at(end)) is not None]

    def _hangs(self, opening: int) -> bool:
        """Tell whether a sentence opens with a clause that hangs on the one behind it."""
        word = self.parse.words.lower[opening]
        return self.parse.tags[opening] in "BHGv" or word.endswith(("ing", "ed"))

    def _main_subject(self, first: int, last: int) -> Person | None:
        """Return the first person who is named right behind a comma."""
        tags = self.parse.tags
        for end, person in self.people.named(first, last, self.gender):
            start = self._start(end, first)
            at = start - 2 if tags[start - 1] == '"' else start - 1
            if tags[at] == "," and tags[end + 1] not in "L,":
                return person
        return None

    def _before(self) -> Person | None:
        """Walk back through the sentences to the first that tells who is talked about."""
        parse = self.parse
        here = parse.sentences[self.sentence].paragraph
        for index in range(self.sentence - 1, max(-1, self.sentence - 1 - FAR), -1):
            if here - parse.sentences[index].paragraph > REACH:
                break
            first = parse.words.bounds[index]
            last = min(parse.words.bounds[index + 1], first + WINDOW)
            named = [(end, one) for end, one in self.people.named(first, last, self.gender) if one not in self.barred]
            settled = self._spoken_in(index, named) or self._told_in(first, last, named)
            if settled:
                return settled[0]
        if len(self.people.people) > CROWD:
            return None
        far = (
            person
            for person in self.people.people
            if person.gender == self.gender and person.mentions[0] < self.pronoun and person not in self.barred
        )
        one, another = next(far, None), next(far, None)
        return one if another is None else None

    def _spoken_in(self, index: int, named: Named) -> tuple[Person | None] | None:
        """Return who speaks or is asked in a sentence, None in a tuple for a doubt, None where nobody does."""
        first, tags = self.parse.words.bounds[index], self.parse.tags
        spoken = self._spoken(index) or self._speaking(named)
        asked = self._asked(named)
        if asked is not None and index == self.sentence - 1 and self.parse.quoted[self.parse.words.bounds[index + 1]]:
            others = [one for one in spoken if one is not asked]
            if not others or self._asks(others[-1], named):
                return (asked,)  # "Doe asked Roe whether it was over. “Yes,” he said"
        subjects = [(end, person) for end, person in named if self._is_subject(end, first)]
        if spoken:
            if subjects and self._is_embedded(spoken[-1], named):
                return (first_of(subjects, tags),)
            doubtful = self._is_joined(spoken[-1], named) or self._turns_to_another(spoken[-1], subjects)
            return (None if doubtful else spoken[-1],)
        if self._is_barred_speaker(index):
            return (None,)
        if asked is not None and not any(person is not asked for _, person in subjects):
            return (asked,)
        return None

    def _told_in(self, first: int, last: int, named: Named) -> tuple[Person | None] | None:
        """Return whom a sentence without a speaker is about, None in a tuple for a doubt, None to look further."""
        tags = self.parse.tags
        subjects = [(end, person) for end, person in named if self._is_subject(end, first)]
        earlier = self._pronoun_before(first, last)
        opening = self._opening(first)
        if earlier == opening or (earlier >= 0 and tags[earlier - 1] == "," and self._hangs(opening)):
            return None  # the same one is still talked about
        if subjects and (earlier < 0 or subjects[0][0] < earlier or tags[opening] in "BHS"):
            if tags[opening] in "BH" and len(subjects) > 1:
                return (self._main_subject(opening, last) or self._behind_comma(opening, last, subjects),)
            # "…,” Roe said of a list with Doe": nobody knows whether Roe is a he
            return (None if self._is_spoken_of(first, subjects[0][0]) else first_of(subjects, tags),)
        other = self._other_subject(first, last if earlier < 0 else earlier)
        if other is not None:
            holder = self._holder(other)
            # "the veteran": by and large the one who is talked about
            return (holder,) if holder is not None or not self.definite else None
        named = [
            (end, person)
            for end, person in named
            if (earlier < 0 or end < earlier)
            and not self._is_compared(end, first)
            and tags[end + 1] not in "nN"  # "the Roe campaign"
        ]
        return (only([person for _, person in named]),) if named else None

    def _is_barred_speaker(self, sentence: int) -> bool:
        """Tell whether somebody speaks in a sentence who could be meant but for what the pronoun's sentence says."""
        at = bisect_left(self.speakers, sentence, key=itemgetter(0))
        return at < len(self.speakers) and self.speakers[at][0] == sentence and self.speakers[at][1] in self.barred

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
        holder = self.people.with_role(singular(self.parse.words.lower[head]), head)
        return holder if holder and self._fits(holder) and not is_talk_of_another(self.people, holder, head) else None

    def _fits(self, person: Person) -> bool:
        return person.gender in ("", self.gender) and person not in self.barred

    def _opening(self, first: int) -> int:
        """Return the first word of a sentence, quotation marks and coordinators left out."""
        tags = self.parse.tags
        while first < self.pronoun and tags[first] in "\"'CK-,":
            first += 1
        return first

    def _pronoun_before(self, first: int, last: int) -> int:
        """Return the first token outside quotations that is the same pronoun, -1 when there is none."""
        parse = self.parse
        position = parse.tags.find("P", first, last)
        while position >= 0:
            if parse.words.lower[position] == self.word and not parse.quoted[position]:
                return position
            position = parse.tags.find("P", position + 1, last)
        return -1

    def _is_name(self, position: int) -> bool:
        """Tell whether the first word of a sentence has its capital for another reason, too."""
        return self.people.is_name(position) or self.people.speaks(position)

    def _may_be_same(self, start: int, head: str) -> bool:
        """Tell whether a person without a name may be the one talked about: "the veteran", or "his mother" for a he."""
        opening = self.parse.words.lower[start]
        if opening in ("his", "her"):
            return (self.people.nouns.titles.get(head) or KIN.get(head, self.gender)) != self.gender
        return opening == "the" or self.parse.tags[start] != "D"

    def _other_subject(self, first: int, last: int) -> int | None:
        """Return the head of a subject that may be a person unknown to us: "one voter said", "Roe said"."""
        parse, people = self.parse, self.people
        here = last <= self.pronoun and first >= parse.words.bounds[self.sentence]
        indefinite = RE_SOMEBODY.finditer(parse.tags, first, last) if here else ()
        for match in indefinite:
            head = match.end() - 1
            if (
                parse.words.lower[match.start()] in INDEFINITE
                and not parse.quoted[head]
                and people.nouns.types.get(parse.words.lower[head]) in HUMAN
                and parse.words.lower[head + 1] != "named"
            ):
                self.definite = False
                return head
        for match in RE_SUBJECT.finditer(parse.tags, first, last):
            head = match.start("head")
            if parse.quoted[head]:
                continue
            word = parse.words.lower[head]
            if is_plural(word) and (parse.tags[head] == "n" or (head == first and not self._is_singular(head))):
                continue
            if parse.tags[head] == "n":
                kind = people.nouns.types.get(word)
                if parse.words.lower[head + 1] == "named":
                    continue
                if kind in PERSONAL or (kind is SourceType.GROUP and parse.words.lower[match.start()] in INDEFINITE):
                    self.definite = self._may_be_same(match.start(), word)
                    return head
            elif head == first and (here or RE_ABSTRACT.search(word)) and not self._is_name(head):
                continue  # any word has a capital there
            elif head > first and parse.tags[head - 1] in "DRSFVAn":
                continue
            elif people.at(head) is None and match.start() == head and not people.is_organisation(head, head + 1):
                self.definite = False
                return head
        return None
