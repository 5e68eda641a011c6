"""What a source is called: the words of its phrase that are printed."""

from __future__ import annotations

from briefer.claims.sources.article import Article
from briefer.claims.sources.noun_phrases import Phrase, belonging
from briefer.claims.sources.organisations import is_organisation
from briefer.claims.sources.roles import is_courtesy
from briefer.grammar.parsing import Parse

LONGEST_PARTICLE = 3  # letters of what may open a name in small letters: "al", "van"


def words_of(parse: Parse, start: int, end: int) -> str | None:
    """Return tokens as text without articles, commas and courtesy titles before them; None if nothing is left."""
    while start < end and (parse.tags[start] in "DR," or is_courtesy(parse.words.lower[start], parse.language)):
        start += 1
    return parse.span((start, end)).of(parse.text) if start < end else None


def label(article: Article, phrase: Phrase) -> str:
    """Return the words of the core that tell who it is."""
    return _label(article.parse, phrase, phrase.core)


def whole_label(article: Article, phrase: Phrase) -> str:
    """Return the words that tell who it is, with what hangs on the noun: "clerks at the ministry"."""
    hanging = belonging(article, phrase)
    return _label(article.parse, phrase, hanging[1] if hanging else phrase.core)


def _label(parse: Parse, phrase: Phrase, end: int) -> str:
    start = phrase.start if phrase.single else phrase.label
    text = None if phrase.single else words_of(parse, start, end)
    return text or parse.span((start, end)).of(parse.text)


def plain_label(article: Article, phrase: Phrase) -> str:
    """Return the words of a phrase as they stand, but for an article or adverb before them."""
    parse, start = article.parse, phrase.start
    while start < phrase.head and (parse.words.lower[start] in article.lexicon.unprinted or parse.tags[start] == "R"):
        start += 1
    hanging = belonging(article, phrase)
    return parse.span((start, hanging[1] if hanging else phrase.core)).of(parse.text)


def full_name(article: Article, start: int, phrase: Phrase) -> str:
    """Return the name of an organisation: "Bureau of Prisons", without "federal" and "in Washington"."""
    parse, binding = article.parse, article.lexicon.binding
    tags, lower = parse.tags, parse.words.lower
    texts = parse.words.texts  # "super PAC" keeps its adjective: one word would name nothing
    joint = "C" in tags[start : phrase.head]
    goes_on = phrase.core < phrase.end and lower[phrase.core] in binding
    last = phrase.head if goes_on else phrase.head - 1
    while not joint and start < last and texts[start].islower() and len(texts[start]) > LONGEST_PARTICLE:
        start += 1
    end = phrase.core
    while end + 1 < phrase.end and lower[end] in binding:
        last = end + 1
        while last < phrase.end and tags[last] == "D":
            last += 1
        first = last
        while last < phrase.end and (tags[last] == "N" or (lower[last] in ("and", "&") and last > first)):
            last += 1
        if last == first or (lower[end] != "of" and not is_organisation(article, start, phrase.core)):
            break
        end = last
    return parse.span((start, end)).of(parse.text)
