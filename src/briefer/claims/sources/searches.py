"""One pronoun whose person is searched: what is known of it, and small questions about the sentences around it."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from operator import itemgetter

from briefer.claims.sources.article import Article
from briefer.claims.sources.discourse import Discourse
from briefer.claims.sources.genders import gender_of_role
from briefer.claims.sources.mentions import phrase_start
from briefer.claims.sources.people import Mentioned, Person
from briefer.model import Source

WINDOW = 200  # tokens of a sentence that are looked at: more are no sentence


@dataclass(slots=True, eq=False)
class Search:
    """A pronoun and the sentences that it may look back to."""

    article: Article
    pronoun: int
    word: str  # he or she
    gender: str
    sentence: int
    discourse: Discourse
    barred: list[Person] = field(default_factory=list)  # who cannot be meant

    def fits(self, person: Person) -> bool:
        """Tell whether somebody could be meant."""
        return person.gender in ("", self.gender) and person not in self.barred

    def speakers_of(self, sentence: int) -> list[Person]:
        """Return who speaks in a sentence and could be meant."""
        speakers = self.discourse.speakers
        at = bisect_left(speakers, sentence, key=itemgetter(0))
        spoken = []
        for index, person in speakers[at : at + WINDOW]:
            if index != sentence:
                break
            if self.fits(person):
                spoken.append(person)
        return spoken

    def has_barred_speaker(self, sentence: int) -> bool:
        """Tell whether somebody speaks in a sentence who could be meant but for what the pronoun's sentence says."""
        speakers = self.discourse.speakers
        at = bisect_left(speakers, sentence, key=itemgetter(0))
        return at < len(speakers) and speakers[at][0] == sentence and speakers[at][1] in self.barred

    def unnamed_speaker_of(self, sentence: int) -> Source | None:
        """Return the last one without a name who speaks in a sentence and could be meant."""
        unnamed = self.discourse.unnamed
        at = bisect_left(unnamed, sentence, key=itemgetter(0))
        found = None
        for index, source in unnamed[at : at + WINDOW]:
            if index != sentence:
                break
            if gender_of_role(self.article, source) in ("", self.gender):
                found = source
        return found

    def named(self, first: int, last: int) -> Mentioned:
        """Return the mentions of those who could be meant in a stretch of tokens, the barred included."""
        return self.article.people.named(first, last, self.gender)

    def opening(self, first: int) -> int:
        """Return the first word of a sentence, quotation marks and coordinators left out."""
        tags = self.article.parse.tags
        while first < self.pronoun and tags[first] in "\"'CK-,":
            first += 1
        return first

    def same_pronoun(self, first: int, last: int) -> int:
        """Return the first token outside quotations that is the same pronoun, -1 when there is none."""
        parse = self.article.parse
        position = parse.tags.find("P", first, last)
        while position >= 0:
            if parse.words.lower[position] == self.word and not parse.quoted[position]:
                return position
            position = parse.tags.find("P", position + 1, last)
        return -1

    def hangs(self, opening: int) -> bool:
        """Tell whether a sentence opens with a clause that hangs on the one behind it."""
        word = self.article.parse.words.lower[opening]
        return self.article.parse.tags[opening] in "BHGv" or word.endswith(("ing", "ed"))

    def main_subject(self, first: int, last: int) -> Person | None:
        """Return the first person who is named right behind a comma."""
        tags = self.article.parse.tags
        for end, person in self.named(first, last):
            start = phrase_start(self.article, end, first)
            at = start - 2 if tags[start - 1] == '"' else start - 1
            if tags[at] == "," and tags[end + 1] not in "L,":
                return person
        return None
