"""Who a source is: its type, its canonical name and role, and whom a pronoun or a short form stands for."""

from __future__ import annotations

import re
from dataclasses import replace

from briefer.claims.attributions import Attribution
from briefer.claims.sources.anonymity import Unnamed
from briefer.claims.sources.coordination import is_mixed
from briefer.claims.sources.labels import DEFINITE, NOBODY, PERSONAL, Naming, Phrase
from briefer.claims.sources.mentions import is_talk_of_another
from briefer.claims.sources.people import SUFFIXES, People, Person
from briefer.claims.sources.roles import holds, is_relative
from briefer.claims.transcripts import of_others
from briefer.grammar.nouns import Nouns, is_plural, singular
from briefer.grammar.parsing import Parse
from briefer.grammar.phrases import phrase_after
from briefer.model import Source, SourceType, Span

PLURALS = frozenset({SourceType.ANONYMOUS, SourceType.GROUP, SourceType.ORGANISATION})
IMPERSONAL = frozenset({SourceType.ORGANISATION, SourceType.DOCUMENT})
EVERYBODY = frozenset({"they", "everyone", "everybody", "nobody"})
SPOKESPEOPLE = frozenset({"spokesman", "spokeswoman", "spokesperson"})
ARTICLES = frozenset({"a", "an", "the", "both", "another"})
OPEN = DEFINITE | {"both", "all"}  # openings that leave open who of several is meant
SPEAKING_FOR = frozenset({"for", "of", "at", "from", "with"})
COPULAS = frozenset({"is", "was"})
LEAD = 1  # index of the last sentence of a lead, counted from the headline
RECENT = 12  # sentences for which "the senator" still means the one who spoke last
# Capitals within a word are a brand's ("EgyptAir"), but for names such as McCain and DuVernay.
RE_BRAND = re.compile(r"(?!Mac|Mc|De|Di|Du|La|Le|Van|Fitz|O['’])[A-Z]\w*[a-z]\w*[A-Z]|.*\w\.[a-z]{2,3}\Z")


class Sources:
    """Resolves the sources of one article, in text order: later ones lean on earlier ones."""

    def __init__(self, parse: Parse, people: People, nouns: Nouns, author: str | None) -> None:
        self.parse = parse
        self.people = people
        self.nouns = nouns
        self.author = author
        self.naming = Naming(parse, people, nouns)
        self.unnamed = Unnamed(self.naming)
        self.speakers: list[tuple[int, Person]] = []
        self.last: tuple[int, Source] | None = None  # (sentence, source) of the claim before
        self._others = of_others(parse)

    def resolve(self, attribution: Attribution) -> Source | None:
        """Return the source of an attribution; None when the text names none."""
        if attribution.source is None:
            return None
        source = self.unnamed.promised(attribution, self._typed(attribution.sentence, *attribution.source))
        self.last = (attribution.sentence, source)
        return source

    def _typed(self, sentence: int, start: int, end: int) -> Source:
        parse = self.parse
        if end - start == 1 and parse.tags[start] in "PO":
            return self._pronoun(sentence, start)
        phrase = self.naming.take_apart(start, end)
        if is_mixed(self.naming, phrase):
            return self._source(phrase, SourceType.GROUP, self._plain_label(phrase))
        person = self._person(sentence, phrase)
        if person:
            return person
        letter = parse.tags[phrase.head]
        if letter in "DLZPO":
            return self._without_noun(sentence, phrase)
        if letter == "N" or (parse.words.texts[phrase.head][0].isupper() and self.naming.is_name(phrase.head)):
            return self._proper(sentence, phrase)
        return self._common(sentence, phrase)

    def _source(self, phrase: Phrase, kind: SourceType, name: str | None, role: str | None = None) -> Source:
        span = self.parse.span((phrase.start, phrase.end))
        return Source(span.start, span.end, name, kind, role)

    def _plain_label(self, phrase: Phrase) -> str:
        """Return the words of a phrase as they stand, but for an article or adverb before them."""
        start, lower = phrase.start, self.parse.words.lower
        while start < phrase.head and (lower[start] in ARTICLES or self.parse.tags[start] == "R"):
            start += 1
        belonging = self.naming.belonging(phrase)
        return self.parse.span((start, belonging[1] if belonging else phrase.core)).of(self.parse.text)

    # -- people -------------------------------------------------------------------------------------------------------

    def _person(self, sentence: int, phrase: Phrase) -> Source | None:
        person = self.people.at(phrase.head)
        if person and self._is_no_person(phrase, person):
            return None
        role: str | None = None
        titled = self.naming.titled(phrase) if person is None else None
        if titled:
            person, role = titled
        office = self.parse.tags[phrase.head] != "N" or phrase.noun in self.nouns.titles
        if person is None and office and (phrase.single or not phrase.plural):
            name = self.naming.name_behind(phrase)
            if name and self.naming.kind(phrase) in (None, *PERSONAL):
                last = name[1] - 1
                while last > name[0] and (self.parse.tags[last] == "n" or self.parse.words.lower[last] in SUFFIXES):
                    last -= 1
                person = self.people.at(last)
                role = phrase.noun if phrase.single else self.naming.words(phrase.label, name[0] - 1)
        if person is None:
            return None
        return self._as(person, sentence, phrase, role or self.naming.role_of(phrase, person))

    def _is_no_person(self, phrase: Phrase, person: Person) -> bool:
        """Tell whether what has the form of a person's name is none: "Virginia Democrats", "the Chicago Sun"."""
        lower = self.parse.words.lower
        if phrase.plural and self._is_group(phrase.noun) and person.words[0] not in self.nouns.genders:
            return True
        named = lower[phrase.start + 1 : phrase.head + 1]
        return lower[phrase.start] == "the" and set(named) <= set(person.words)

    def _is_group(self, noun: str) -> bool:
        return self.nouns.types.get(noun) is SourceType.GROUP

    def _as(self, person: Person, sentence: int, phrase: Phrase, role: str | None = None) -> Source:
        """Return somebody as the source; `resolved_from` where the full name stands, if it stands elsewhere."""
        parse = self.parse
        if person.role and is_relative(person.role):
            person.role = None
        if role and not is_relative(role):
            person.role = person.role or role
        self.speakers.append((sentence, person))
        span = parse.span((phrase.start, phrase.end))
        elsewhere = person.name not in span.of(parse.text)
        return Source(
            span.start,
            span.end,
            person.name,
            SourceType.PERSON,
            role=role or person.role,
            resolved_from=parse.span(person.full) if elsewhere else None,
        )

    def _pronoun(self, sentence: int, at: int) -> Source:
        parse = self.parse
        word = parse.words.lower[at]
        phrase = Phrase(at, at + 1, at + 1, at, word, False, at)
        if word in ("he", "she"):
            person = self.people.behind(at, sentence, self.speakers)
            if person is None or (is_plural(person.words[-1]) and self._is_group(singular(person.words[-1]))):
                return self._source(phrase, SourceType.PERSON, None)
            return self._as(person, sentence, phrase)
        own = parse.sentences[sentence].paragraph not in self._others
        if word in ("i", "we") and own and not parse.quoted[at]:
            return self._source(phrase, SourceType.AUTHOR, self.author)
        if word in ("someone", "somebody"):
            return self.unnamed.source(phrase, sentence)
        if word in ("they", "it") and self.last:
            before = self.last[1]
            fits = before.type in (PLURALS if word == "they" else IMPERSONAL)
            if fits and sentence - self.last[0] <= 1 and before.start is not None and before.end is not None:
                span = parse.span((at, at + 1))
                earlier = before.resolved_from or Span(before.start, before.end)
                return replace(before, start=span.start, end=span.end, resolved_from=earlier)
        return self._source(phrase, SourceType.GROUP if word in EVERYBODY else SourceType.UNKNOWN, None)

    def _without_noun(self, sentence: int, phrase: Phrase) -> Source:
        """Type a number or quantifier that stands alone: "many", "another", "four in 10 voters"."""
        lower = self.parse.words.lower
        word = lower[phrase.head]
        if self.naming.is_insight(phrase.core) and word in ("those", "one", "several", "some"):
            return self.unnamed.source(phrase, sentence)
        if word in ("one", "another") and phrase.end == phrase.core and self.last:
            before = self.last[1]
            if before.type in (SourceType.ANONYMOUS, SourceType.GROUP) and before.name:
                span = self.parse.span((phrase.start, phrase.end))
                noun = before.anonymity.role if before.anonymity else None
                return replace(
                    self.unnamed.source(phrase, sentence),
                    start=span.start,
                    name=before.name,
                    anonymity=replace(before.anonymity, count=1) if before.anonymity else None,
                    type=SourceType.ANONYMOUS if noun else SourceType.GROUP,
                )
        letter = self.parse.tags[phrase.head]
        if letter == "Z" or (letter == "D" and (self._is_group(word) or is_plural(word))):
            span = self.parse.span((phrase.start, phrase.end))
            return self._source(phrase, SourceType.GROUP, span.of(self.parse.text))
        if letter == "O" and phrase.label > phrase.start:
            return self._source(phrase, SourceType.GROUP, None)  # "some of them"
        return self._source(phrase, SourceType.UNKNOWN, None)

    # -- proper names -------------------------------------------------------------------------------------------------

    def _proper(self, sentence: int, phrase: Phrase) -> Source:
        """Type a proper name: "the Pentagon", "Tehran", "the Daily Herald", "Republicans"."""
        parse = self.parse
        tags, lower = parse.tags, parse.words.lower
        start = phrase.label
        while start < phrase.head and tags[start] in "DRZ":
            start += 1
        name = parse.span((start, phrase.core)).of(parse.text)
        kind = self.nouns.types.get(phrase.noun)
        alone = phrase.core - start == 1
        joined = " ".join(lower[start : phrase.core])
        if joined in self.nouns.places and self._is_people(lower[phrase.head]) and alone:
            return self._common(sentence, phrase, SourceType.GROUP)
        country = self.nouns.countries.get(joined)
        if country:
            return self._source(phrase, SourceType.ORGANISATION, country)
        organisation = self.people.is_organisation(start, phrase.core) or self._has_capital_article(phrase.start)
        if kind is SourceType.PERSON or (kind in PERSONAL and (not organisation or phrase.plural)):
            common = alone and self.naming.opens_sentence(phrase.head)
            if common or phrase.plural or tags[phrase.start] == "D" or sentence == 0:
                return self._common(sentence, phrase)
        if kind is SourceType.DOCUMENT and not organisation:
            return self._source(phrase, SourceType.DOCUMENT, name)
        if kind is SourceType.UNKNOWN and self.naming.opens_sentence(phrase.head):
            return self._source(phrase, SourceType.UNKNOWN, name)
        if phrase.plural and phrase.label > phrase.start and not organisation:
            return self._source(phrase, SourceType.GROUP, name)  # "most of the Poles"
        which = lower[phrase.core : phrase.core + 2] == [",", "which"]
        if which or organisation or tags[phrase.start] == "D" or kind is SourceType.ORGANISATION:
            return self._source(phrase, SourceType.ORGANISATION, self.naming.full_name(start, phrase))
        return self._unlisted(sentence, phrase, start, name)

    def _has_capital_article(self, start: int) -> bool:
        """Tell whether an article with a capital stands within a sentence: it belongs to a paper's name."""
        words = self.parse.words
        return words.texts[start] == "The" and start > 0 and (words.texts[start - 1][0].islower())

    def _is_people(self, word: str) -> bool:
        """Tell whether a word of places means people: "Mexicans" beside "Mexican"."""
        return is_plural(word) and singular(word) in self.nouns.places

    def _unlisted(self, sentence: int, phrase: Phrase, start: int, name: str) -> Source:
        """Type a name that no list and no form tells: by its first use in the text, else as a person's."""
        parse = self.parse
        length = phrase.head + 1 - start
        apposition = self.naming.apposition(phrase)
        if apposition in PERSONAL:
            return self._source(phrase, SourceType.PERSON, name, role=self.naming.role_behind(phrase))
        if length > 3 or RE_BRAND.match(name) or apposition is SourceType.ORGANISATION:
            return self._source(phrase, SourceType.ORGANISATION, name)
        if length == 1:
            fuller = self.naming.first_use(parse.words.lower[start])
            if fuller and self.people.is_organisation(*fuller):
                return self._source(phrase, SourceType.ORGANISATION, parse.span(fuller).of(parse.text))
            if self.naming.is_body(parse.words.lower[start]):
                return self._source(phrase, SourceType.ORGANISATION, name)
            if fuller is None:
                return self._common(sentence, phrase)  # a word with a capital for opening its sentence
        return self._source(phrase, SourceType.PERSON, name)

    # -- common nouns -------------------------------------------------------------------------------------------------

    def _common(self, sentence: int, phrase: Phrase, kind: SourceType | None = None) -> Source:
        kind = kind or self.naming.kind(phrase)
        if self.unnamed.is_marked(phrase) or (kind in PERSONAL and self.naming.is_insight(phrase.core)):
            return self.unnamed.source(phrase, sentence)
        if kind in PERSONAL:
            several = phrase.plural and not phrase.single
            return (self._several if several else self._one)(sentence, phrase, kind)
        label = self.naming.label(phrase)
        if kind is SourceType.DOCUMENT:
            return self._source(phrase, kind, self._publisher(phrase) or label)
        if kind is SourceType.ORGANISATION:
            name = self.naming.name_behind(phrase)
            label = self.naming.label(phrase, whole=self._follows(phrase, "of"))
            return self._source(phrase, kind, self.naming.words(*name) if name else label)
        if kind is None and phrase.plural:
            return self._source(phrase, SourceType.GROUP, label)
        return self._source(phrase, SourceType.UNKNOWN, label)

    def _several(self, sentence: int, phrase: Phrase, kind: SourceType | None) -> Source:
        """Type people in the plural: "officials" are anonymous, "two lawyers" are, "lawyers" are a group."""
        open_number = kind is not SourceType.ANONYMOUS or phrase.noun in self.nouns.crowds
        first = self.parse.words.lower[phrase.start]
        if phrase.noun in SPOKESPEOPLE:
            return self._spokesperson(sentence, phrase)
        if open_number and (first in OPEN or not self.unnamed.is_few(phrase)):
            return self._source(phrase, SourceType.GROUP, self.naming.label(phrase, whole=True))
        if first in NOBODY or self.unnamed.is_hypothetical(phrase) or self.naming.name_behind(phrase):
            return self._source(phrase, SourceType.GROUP, self.naming.label(phrase, whole=True))
        return self.unnamed.source(phrase, sentence)

    def _one(self, sentence: int, phrase: Phrase, kind: SourceType | None) -> Source:
        """Type one of people: who holds the role, else somebody known by the role alone, else an anonymous source."""
        first = self.parse.words.lower[phrase.start]
        if phrase.noun in self.nouns.collectives:
            return self._source(phrase, SourceType.GROUP, self._plain_label(phrase))
        if first in NOBODY:
            return self._source(phrase, SourceType.GROUP, self.naming.label(phrase, whole=True))
        if phrase.noun in SPOKESPEOPLE or (phrase.noun == "representative" and self._follows(phrase, "for")):
            return self._spokesperson(sentence, phrase)
        owned = self.naming.is_owned(phrase)
        determined = first in DEFINITE or owned or self.parse.tags[phrase.start] not in "DZ"
        named = None if determined else self._named_before(phrase)
        if named:
            role = None if phrase.single else self.naming.label(phrase, whole=True)
            return self._as(named, sentence, phrase, role)
        if determined and not phrase.single:
            holder = self._holder(sentence, phrase)
            if holder:
                return self._as(holder, sentence, phrase)
            if kind is not SourceType.ANONYMOUS or (owned and not self._is_source_like(phrase)):
                return self._source(phrase, SourceType.PERSON, None, role=self.naming.label(phrase, whole=True))
        elif self.unnamed.is_hypothetical(phrase):
            return self._source(phrase, SourceType.GROUP, self.naming.label(phrase, whole=True))
        elif sentence <= LEAD and self.nouns.types.get(phrase.noun) is SourceType.PERSON:
            # A lead describes whom the article names further down.
            return self._source(phrase, SourceType.PERSON, None, role=self.naming.label(phrase, whole=True))
        return self.unnamed.source(phrase, sentence)

    def _named_before(self, phrase: Phrase) -> Person | None:
        """Return whom a phrase describes: "Jane Roe, 67, | a retired nurse, said", "Jane Roe was | one of two who"."""
        tags = self.parse.tags
        comma = phrase.start - 1
        if comma > 0 and self.parse.words.lower[comma] in COPULAS:
            return self.people.at(comma - 1)
        if comma > 2 and tags[comma - 2 : comma + 1] == ",Z,":
            comma -= 2
        closed = tags[phrase.end : phrase.end + 1] not in tuple("VAR")  # not "after Roe, | an official said"
        return self.people.at(comma - 1) if comma > 0 and tags[comma] == "," and closed else None

    def _is_source_like(self, phrase: Phrase) -> bool:
        return phrase.noun in ("source", "official", "insider")

    def _follows(self, phrase: Phrase, *words: str) -> bool:
        return phrase.core + 1 < phrase.end and self.parse.words.lower[phrase.core] in words

    def _publisher(self, phrase: Phrase) -> str | None:
        """Return whose document it is: "a report from the Daily Herald"."""
        parse = self.parse
        if not self._follows(phrase, "from", "by", "of", "in"):
            return None
        name = phrase_after(parse, phrase.core + 1, phrase.end)
        if name is None:
            return None
        last = name[0]
        while last < name[1] and parse.tags[last] in "DN&Z":
            last += 1
        if "N" not in parse.tags[name[0] : last] or self.people.at(last - 1):
            return None
        return self.naming.words(name[0], last)

    # -- roles --------------------------------------------------------------------------------------------------------

    def _holder(self, sentence: int, phrase: Phrase) -> Person | None:
        """Return who "the senator" is: who spoke last, else the only one so far, among those of whom it can be said."""
        words = self.parse.words.lower[phrase.label : phrase.core]
        letters = self.parse.tags[phrase.label : phrase.core]
        told = [word for word, letter in zip(words, letters, strict=True) if letter in "nNv" and word != phrase.noun]
        for at, person in reversed(self.speakers):
            if sentence - at > RECENT:
                break
            if person.role and holds(person.role, phrase.noun, told):
                return None if is_talk_of_another(self.people, person, phrase.start) else person
        found = [
            person
            for person in self.people.people
            if person.role and person.mentions[0] < phrase.start and holds(person.role, phrase.noun, told)
        ]
        return found[0] if len(found) == 1 else None

    def _spokesperson(self, sentence: int, phrase: Phrase) -> Source:
        """Type an unnamed spokesperson: of an organisation it is the organisation that speaks."""
        parse, naming = self.parse, self.naming
        if self._follows(phrase, *SPEAKING_FOR):
            start, end = phrase.core + 1, phrase.core + 1
            while end < phrase.end and parse.tags[end] not in ",(W-":
                end += 1
        else:
            start, end = phrase.label, phrase.head
            while end > start and parse.tags[end - 1] not in "NnL":
                end -= 1
            while start < end and not self._may_be_body(start):
                start += 1
        owned = start < end and parse.tags[end - 1] == "L"
        end -= owned
        body = naming.words(start, end)
        if body is None or parse.words.lower[start] in ("his", "her", "their"):
            return self._one_of(sentence, phrase)
        person = self.people.at(end - 1)
        if person:
            first = end - 1
            while first > start and parse.tags[first - 1] == "N":
                first -= 1
            if first > start and parse.tags[first - 1] == "n" and parse.words.lower[first - 1] not in self.nouns.types:
                return self._as(person, sentence, phrase)  # "the spokesman for sport Ann Lee" is no spokesman of hers
            return self.unnamed.source(phrase, sentence, person.name)
        return self._source(phrase, SourceType.ORGANISATION, body, role=phrase.noun)

    def _one_of(self, sentence: int, phrase: Phrase) -> Source:
        if phrase.plural or self.parse.words.lower[phrase.start] in ("a", "an", "one", "another"):
            return self.unnamed.source(phrase, sentence)
        holder = self._holder(sentence, phrase)
        if holder:
            return self._as(holder, sentence, phrase)
        return self._source(phrase, SourceType.PERSON, None, role=self.naming.label(phrase, whole=True))

    def _may_be_body(self, position: int) -> bool:
        if self.parse.tags[position] == "N":
            return self.naming.is_name(position)
        return self.nouns.types.get(self.parse.words.lower[position]) is SourceType.ORGANISATION
