"""Who a source is: its type, its canonical name and role, and whom a pronoun or a short form stands for."""

from __future__ import annotations

from dataclasses import replace

from briefer.claims.attributions import Attribution
from briefer.claims.sources.anonymity import unnamed
from briefer.claims.sources.appositions import name_behind, name_given, role_of, titled
from briefer.claims.sources.article import Article
from briefer.claims.sources.common_nouns import common_source, issuer_of
from briefer.claims.sources.discourse import Discourse
from briefer.claims.sources.finding_people import read_article
from briefer.claims.sources.genders import PRONOUNS
from briefer.claims.sources.labels import plain_label, words_of
from briefer.claims.sources.making import source_of, spoken_by
from briefer.claims.sources.meant import person_meant
from briefer.claims.sources.noun_phrases import Phrase, is_insight, is_name, kind_of, take_apart
from briefer.claims.sources.people import HUMAN, Person
from briefer.claims.sources.promises import promised, promises_in
from briefer.claims.sources.pronouns import antecedent
from briefer.claims.sources.proper_names import proper_source
from briefer.claims.sources.several import is_list, is_mixed
from briefer.claims.sources.short_forms import is_named_body, named_before, same_source
from briefer.claims.sources.unnamed_subjects import Subject
from briefer.claims.transcripts import of_others
from briefer.grammar.nouns import is_plural, singular
from briefer.grammar.parsing import Parse, Tokens
from briefer.grammar.patterns import pattern
from briefer.model import Role, Source, SourceType

BODY = pattern("DET? (?:NAME POSS)? NOUN{0,3}? NAME{1,5}+ (?=ADV*+ [AUX CUE VERB])")
SEVERAL = frozenset({SourceType.ANONYMOUS, SourceType.GROUP, SourceType.ORGANISATION})  # whom "they" may mean
IMPERSONAL = frozenset({SourceType.ORGANISATION, SourceType.DOCUMENT})  # what "it" may mean
CARRYING = frozenset({"report", "write", "quote"})  # what papers do with the words of others


class Sources:
    """Resolves the sources of one article, in text order: later ones lean on earlier ones."""

    def __init__(self, parse: Parse, author: str | None) -> None:
        self.article = read_article(parse)
        self.discourse = Discourse()
        self.author = author
        self._promises = promises_in(parse)
        self._others = of_others(parse)

    def resolve(self, attribution: Attribution) -> Source | None:
        """Return the source of an attribution; None when the text names none."""
        if attribution.source is None:
            return None
        known = len(self.discourse.speakers)
        source = self._typed(attribution.sentence, *attribution.source)
        unlisted = len(self.discourse.speakers) == known and _is_described(source)
        source = promised(self.article, self._promises, attribution, source)
        self.discourse.last = (attribution.sentence, source)
        if attribution.family != "quote" and attribution.lemma not in CARRYING and is_named_body(self.article, source):
            self.discourse.bodies.append(self.discourse.last)
        if (unlisted or _is_one_unnamed(source)) and self._speaks(attribution):
            self.discourse.unnamed.append(self.discourse.last)
        return source

    def meant(self, at: int, word: str, sentence: int, source: Source | None) -> Tokens | None:
        """Return the full name of the person whom "he" or "she" in what the `source` says means, None in a doubt."""
        return person_meant(self.article, self.discourse, at, word, sentence, source)

    def _speaks(self, attribution: Attribution) -> bool:
        """Tell whether an attribution lets somebody speak: not in a headline, and not "a clerk named …"."""
        parse = self.article.parse
        body = parse.sentences[attribution.sentence].role is Role.BODY
        return body and parse.words.lower[attribution.cue[0]] != "named"

    def _typed(self, sentence: int, start: int, end: int) -> Source:
        article, discourse, parse = self.article, self.discourse, self.article.parse
        if end - start == 1 and parse.tags[start] in "PO":
            return self._pronoun(sentence, start)
        phrase = take_apart(article, start, end)
        if is_mixed(article, phrase):
            called = words_of(parse, start, end) if is_list(article, phrase) else plain_label(article, phrase)
            return source_of(article, phrase, SourceType.GROUP, called)
        person = _person(article, discourse, sentence, phrase)
        if person:
            return person
        letter = parse.tags[phrase.head]
        if letter in "DLZPO":
            return _without_noun(article, discourse, sentence, phrase)
        short = named_before(article, discourse, sentence, phrase) if letter == "n" else None
        if short is not None:
            return short
        issuer = issuer_of(article, sentence, phrase) if letter == "n" else None
        if issuer is not None and kind_of(article, phrase) is SourceType.DOCUMENT:
            return self._typed(sentence, *issuer)
        if letter == "N" or (parse.words.texts[phrase.head][0].isupper() and is_name(article, phrase.head)):
            return proper_source(article, discourse, sentence, phrase)
        return common_source(article, discourse, sentence, phrase)

    def _pronoun(self, sentence: int, at: int) -> Source:
        article, discourse, parse = self.article, self.discourse, self.article.parse
        word = parse.words.lower[at]
        phrase = Phrase(at, at + 1, at + 1, at, word, False, at)
        if word in PRONOUNS:
            found = antecedent(article, discourse, at, sentence)
            if isinstance(found, Subject):
                subject = take_apart(article, found.start, found.head + 1)
                found = common_source(article, discourse, sentence, subject)
                if found.type is not SourceType.ANONYMOUS and found.name is not None:
                    found = None  # somebody else who holds the role, or no human
            if isinstance(found, Source):
                return same_source(found, phrase, parse)
            if found is None or (is_plural(found.words[-1]) and _is_group(article, singular(found.words[-1]))):
                return source_of(article, phrase, SourceType.PERSON, None)
            return spoken_by(article, discourse, sentence, phrase, found)
        if word == "i" and at and parse.words.lower[at - 1] == "the":
            title = phrase._replace(start=at - 1, label=at - 1)
            return source_of(article, title, SourceType.ORGANISATION, "The i")
        own = parse.sentences[sentence].paragraph not in self._others
        if word in ("i", "we") and own and not parse.quoted[at]:
            return source_of(article, phrase, SourceType.AUTHOR, self.author)
        if word in ("someone", "somebody"):
            return unnamed(article, discourse, sentence, phrase)
        body = self._body_before(sentence, at) if word == "it" else None
        known = body or _before(discourse, sentence, SEVERAL if word == "they" else IMPERSONAL)
        if known and word in ("they", "it") and _called(parse, known) not in {"they", "it"} - {word}:
            return same_source(known, phrase, parse)
        everybody = word in article.lexicon.everybody
        return source_of(article, phrase, SourceType.GROUP if everybody else SourceType.UNKNOWN, None)

    def _body_before(self, sentence: int, at: int) -> Source | None:
        """Return the body that is the subject before "it": "In May, | Norland | attacked what it says are camps"."""
        tags = self.article.parse.tags
        first = self.article.parse.words.bounds[sentence]
        if tags[first] == "S":
            first = tags.find(",", first, at) + 1 or at
        subject = BODY.match(tags, first, at)
        if subject is None or "," in tags[first:at]:
            return None
        found = self._typed(sentence, subject.start(), subject.end())
        return found if found.type is SourceType.ORGANISATION and found.name else None


def _called(parse: Parse, source: Source) -> str:
    """Return what stands for a source where it spoke last: who was "it" there is not "they" here."""
    return parse.text[source.start : source.end].lower()


def _is_described(source: Source) -> bool:
    """Tell whether a name that no list has is one human's, since what they are stands beside it."""
    return source.type is SourceType.PERSON and None not in (source.name, source.role)


def _is_one_unnamed(source: Source) -> bool:
    """Tell whether a source is one human of whom the text tells but a role."""
    if source.type is SourceType.PERSON:
        return source.name is None and source.role is not None
    return source.type is SourceType.ANONYMOUS and source.anonymity is not None and source.anonymity.count == 1


def _before(discourse: Discourse, sentence: int, types: frozenset[SourceType]) -> Source | None:
    """Return the source of the claim right before, if it is of one of the types."""
    if discourse.last is None:
        return None
    at, source = discourse.last
    if source.type not in types or sentence - at > 1 or source.start is None or source.end is None:
        return None
    return source


def _person(article: Article, discourse: Discourse, sentence: int, phrase: Phrase) -> Source | None:
    """Return somebody named as the source, None where the phrase names no person whom the article knows."""
    person = article.people.at(phrase.head)
    if person and _is_no_person(article, phrase, person):
        return None
    role: str | None = None
    office = titled(article, phrase) if person is None else None
    if office:
        person, role = office
    if person is None:
        person, role = _named_behind(article, phrase)
    if person is None:
        return None
    return spoken_by(article, discourse, sentence, phrase, person, role or role_of(article, phrase, person))


def _named_behind(article: Article, phrase: Phrase) -> tuple[Person | None, str | None]:
    """Return whom a role has in apposition, and the role: "the clerk, Jane Roe"."""
    parse = article.parse
    office = parse.tags[phrase.head] != "N" or phrase.noun in article.nouns.titles
    if not office or (phrase.plural and not phrase.single):
        return None, None
    name = name_behind(article, phrase) or name_given(article, phrase)
    if name is None or kind_of(article, phrase) not in (None, *HUMAN):
        return None, None
    last = name[1] - 1
    suffixes = article.lexicon.suffixes
    while last > name[0] and (parse.tags[last] == "n" or parse.words.lower[last] in suffixes):
        last -= 1
    end = name[0] - 1 if parse.tags[name[0] - 1] == "," else phrase.core
    role = phrase.noun if phrase.single else words_of(parse, phrase.label, end)
    one_of_them = parse.tags[phrase.head] == "O"  # "one of them, Jane Roe": no role
    return article.people.at(last), None if one_of_them else role


def _is_no_person(article: Article, phrase: Phrase, person: Person) -> bool:
    """Tell whether what has the form of a person's name is none: "Virginia Democrats", "the Chicago Sun"."""
    lower = article.parse.words.lower
    if phrase.plural and _is_group(article, phrase.noun) and person.words[0] not in article.nouns.genders:
        return True
    named = lower[phrase.start + 1 : phrase.head + 1]
    return lower[phrase.start] == "the" and set(named) <= set(person.words)


def _is_group(article: Article, noun: str) -> bool:
    return article.nouns.types.get(noun) is SourceType.GROUP


def _without_noun(article: Article, discourse: Discourse, sentence: int, phrase: Phrase) -> Source:
    """Type a number or quantifier that stands alone: "many", "another", "four in 10 voters"."""
    parse = article.parse
    word = parse.words.lower[phrase.head]
    if is_insight(article, phrase.core) and word in article.lexicon.insiders:
        return unnamed(article, discourse, sentence, phrase)
    if word in ("one", "another") and phrase.end == phrase.core and discourse.last:
        before = discourse.last[1]
        if before.type in (SourceType.ANONYMOUS, SourceType.GROUP) and before.name:
            return _another(unnamed(article, discourse, sentence, phrase), before)
    letter = parse.tags[phrase.head]
    if letter == "Z" or (letter == "D" and (_is_group(article, word) or is_plural(word))):
        text = parse.span((phrase.start, phrase.end)).of(parse.text)
        return source_of(article, phrase, SourceType.GROUP, text)
    if letter == "O" and phrase.label > phrase.start:
        return source_of(article, phrase, SourceType.GROUP, None)  # "some of them"
    return source_of(article, phrase, SourceType.UNKNOWN, None)


def _another(source: Source, before: Source) -> Source:
    """Return one more of those who spoke before: "Another said …"."""
    anonymity = before.anonymity
    return replace(
        source,
        name=before.name,
        anonymity=replace(anonymity, count=1) if anonymity else None,
        type=SourceType.ANONYMOUS if anonymity and anonymity.role else SourceType.GROUP,
    )
