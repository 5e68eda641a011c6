"""Unnamed spokespeople, and whom they speak for."""

from __future__ import annotations

from briefer.claims.sources.anonymity import unnamed
from briefer.claims.sources.article import Article
from briefer.claims.sources.discourse import Discourse
from briefer.claims.sources.holders import holder_of
from briefer.claims.sources.labels import whole_label, words_of
from briefer.claims.sources.making import source_of, spoken_by
from briefer.claims.sources.noun_phrases import Phrase, follows, is_name
from briefer.grammar.parsing import Tokens
from briefer.model import Source, SourceType

OF_PEOPLE = frozenset({"his", "her", "their"})


def spokesperson(article: Article, discourse: Discourse, sentence: int, phrase: Phrase) -> Source:
    """Type an unnamed spokesperson: of an organisation it is the organisation that speaks."""
    parse = article.parse
    start, end = _spoken_for(article, phrase)
    body = words_of(parse, start, end)
    if body is None or parse.words.lower[start] in OF_PEOPLE:
        return _somebody(article, discourse, sentence, phrase)
    person = article.people.at(end - 1)
    if person is None:
        return source_of(article, phrase, SourceType.ORGANISATION, body, role=phrase.noun)
    first = end - 1
    while first > start and parse.tags[first - 1] == "N":
        first -= 1
    if first > start and parse.tags[first - 1] == "n" and parse.words.lower[first - 1] not in article.nouns.types:
        # "the spokesman for sport Ann Lee" is no spokesman of hers
        return spoken_by(article, discourse, sentence, phrase, person)
    return unnamed(article, discourse, sentence, phrase, person.name)


def _spoken_for(article: Article, phrase: Phrase) -> Tokens:
    """Return the tokens for whom somebody speaks, empty where they are not told."""
    tags = article.parse.tags
    if follows(article, phrase, article.lexicon.speaking_for):
        start, end = phrase.core + 1, phrase.core + 1
        while end < phrase.end and tags[end] not in ",(W-":
            end += 1
    else:
        start, end = phrase.label, phrase.head
        while end > start and tags[end - 1] not in "NnL":
            end -= 1
        while start < end and not _may_be_body(article, start):
            start += 1
    owned = start < end and tags[end - 1] == "L"
    return start, end - owned


def _somebody(article: Article, discourse: Discourse, sentence: int, phrase: Phrase) -> Source:
    """Type who speaks for nobody known: the one who holds the role, or an unnamed source."""
    if phrase.plural or article.parse.words.lower[phrase.start] in article.lexicon.indefinite:
        return unnamed(article, discourse, sentence, phrase)
    holder = holder_of(article, discourse, sentence, phrase)
    if holder:
        return spoken_by(article, discourse, sentence, phrase, holder)
    return source_of(article, phrase, SourceType.PERSON, None, role=whole_label(article, phrase))


def _may_be_body(article: Article, position: int) -> bool:
    if article.parse.tags[position] == "N":
        return is_name(article, position)
    return article.nouns.types.get(article.parse.words.lower[position]) is SourceType.ORGANISATION
