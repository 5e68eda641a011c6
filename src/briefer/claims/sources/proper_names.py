"""Sources that are called by a proper name which is no known person's: "the Pentagon", "Tehran", "Republicans"."""

from __future__ import annotations

from briefer.claims.sources.appositions import role_behind, type_behind
from briefer.claims.sources.article import Article
from briefer.claims.sources.common_nouns import common_source
from briefer.claims.sources.discourse import Discourse
from briefer.claims.sources.labels import full_name
from briefer.claims.sources.making import source_of
from briefer.claims.sources.noun_phrases import Phrase
from briefer.claims.sources.organisations import is_body, is_organisation
from briefer.claims.sources.people import HUMAN
from briefer.deferring import Deferred
from briefer.grammar.nouns import is_plural, singular
from briefer.grammar.parsing import Parse
from briefer.model import Source, SourceType

# Capitals within a word are a brand's ("EgyptAir"), but for names such as McCain and DuVernay.
RE_BRAND = Deferred(r"(?!Mac|Mc|De|Di|Du|La|Le|Van|Fitz|O['’])[A-Z]\w*[a-z]\w*[A-Z]|.*\w\.[a-z]{2,3}\Z")
TWICE = 2  # times that an unknown word speaks, from which on it is a name
LONGEST_UNLISTED = 3  # words of a person's name that nothing tells


def proper_source(article: Article, discourse: Discourse, sentence: int, phrase: Phrase) -> Source:
    """Return the source that a proper name stands for: "the Pentagon", "Tehran", "the Daily Herald", "Republicans"."""
    parse, nouns = article.parse, article.nouns
    tags, lower = parse.tags, parse.words.lower
    start = phrase.label
    while start < phrase.head and tags[start] in "DRZ":
        start += 1
    name = parse.span((start, phrase.core)).of(parse.text)
    kind = nouns.types.get(phrase.noun)
    alone = phrase.core - start == 1
    joined = " ".join(lower[start : phrase.core])
    if joined in nouns.places and _is_people(article, lower[phrase.head]) and alone:
        return common_source(article, discourse, sentence, phrase, SourceType.GROUP)
    if "&" in parse.words.texts[start : phrase.core]:
        return source_of(article, phrase, SourceType.ORGANISATION, name)  # "Falk & Sons"
    country = nouns.countries.get(joined)
    if country:
        return source_of(article, phrase, SourceType.ORGANISATION, country)
    opens = phrase.head in article.capitals.openings
    organisation = is_organisation(article, start, phrase.core) or _has_capital_article(parse, phrase.start)
    people = kind is SourceType.PERSON or (kind in HUMAN and (not organisation or phrase.plural))
    if people and ((alone and opens) or phrase.plural or tags[phrase.start] == "D" or sentence == 0):
        return common_source(article, discourse, sentence, phrase)
    if kind is SourceType.DOCUMENT and not organisation:
        return source_of(article, phrase, SourceType.DOCUMENT, name)
    if kind is SourceType.UNKNOWN and opens:
        return source_of(article, phrase, SourceType.UNKNOWN, name)
    if phrase.plural and phrase.label > phrase.start and not organisation:
        return source_of(article, phrase, SourceType.GROUP, name)  # "most of the Poles"
    which = lower[phrase.core : phrase.core + 2] == [",", "which"]
    if which or organisation or tags[phrase.start] == "D" or kind is SourceType.ORGANISATION:
        return source_of(article, phrase, SourceType.ORGANISATION, full_name(article, start, phrase))
    return _unlisted(article, discourse, sentence, phrase, start)


def _has_capital_article(parse: Parse, start: int) -> bool:
    """Tell whether an article with a capital stands within a sentence: it belongs to a paper's name."""
    texts = parse.words.texts
    return texts[start] == "The" and start > 0 and texts[start - 1][0].islower()


def _is_people(article: Article, word: str) -> bool:
    """Tell whether a word of places means people: "Mexicans" beside "Mexican"."""
    return is_plural(word) and singular(word) in article.nouns.places


def _is_only_a_name(article: Article, at: int) -> bool:
    """Tell whether a word never stands in small letters and speaks twice: "Tamirin added …" is no word for a thing."""
    lower, tags = article.parse.words.lower, article.parse.tags
    uses = article.capitals.uses(lower[at])
    speaking = [use for use in uses if lower[use + 1 : use + 2] and lower[use + 1] in article.lexicon.reporting]
    return len(speaking) >= TWICE and tags[at + 1] == "V" and len(uses) == lower.count(lower[at])


def _unlisted(article: Article, discourse: Discourse, sentence: int, phrase: Phrase, start: int) -> Source:
    """Type a name that no list and no form tells: by its first use in the text, else as a person's."""
    parse = article.parse
    name = parse.span((start, phrase.core)).of(parse.text)
    length = phrase.head + 1 - start
    apposition = type_behind(article, phrase)
    if apposition in HUMAN:
        return source_of(article, phrase, SourceType.PERSON, name, role=role_behind(article, phrase))
    if length > LONGEST_UNLISTED or RE_BRAND.match(name) or apposition is SourceType.ORGANISATION:
        return source_of(article, phrase, SourceType.ORGANISATION, name)
    if length == 1:
        word = parse.words.lower[start]
        fuller = article.capitals.first_run(word)
        if fuller and is_organisation(article, *fuller):
            return source_of(article, phrase, SourceType.ORGANISATION, parse.span(fuller).of(parse.text))
        if is_body(article, word):
            return source_of(article, phrase, SourceType.ORGANISATION, name)
        if fuller is None and not _is_only_a_name(article, start):
            # a word with a capital for opening its sentence
            return common_source(article, discourse, sentence, phrase)
    return source_of(article, phrase, SourceType.PERSON, name)
