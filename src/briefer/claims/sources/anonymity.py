"""Sources that are not named: how many, who they are and where they belong."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import NamedTuple

from briefer.claims.sources.article import Article
from briefer.claims.sources.counting import count
from briefer.claims.sources.discourse import Discourse
from briefer.claims.sources.noun_phrases import Phrase, belonging, is_name
from briefer.claims.sources.roles import is_courtesy
from briefer.grammar.parsing import Tokens
from briefer.grammar.tagging import ARTICLES
from briefer.languages import load_sections
from briefer.model import Anonymity, Source, SourceType, Span

MEMORY = 20  # sentences for which "the officials" still belong where they were said to belong


class _Words(NamedTuple):
    marks: frozenset[str]
    generic: frozenset[str]
    hypothetical: frozenset[str]


@cache
def _words(language: str) -> _Words:
    sections = load_sections(language, "anonymity.txt")
    return _Words(*(frozenset(" ".join(sections[name]).split()) for name in ("mark", "generic", "hypothetical")))


def is_marked(article: Article, phrase: Phrase) -> bool:
    """Tell whether the text itself calls a source anonymous."""
    words = _words(article.parse.language)
    return not words.marks.isdisjoint(article.parse.words.lower[phrase.start : phrase.core])


def is_hypothetical(article: Article, phrase: Phrase) -> bool:
    """Tell whether nobody in particular is meant: "a reader would ask", "to name a judge takes months"."""
    tags, lower = article.parse.tags, article.parse.words.lower
    if phrase.start > 1 and tags[phrase.start - 2] == "I" and tags[phrase.end : phrase.end + 1] != "W":
        return True
    return not _words(article.parse.language).hypothetical.isdisjoint(lower[phrase.end : phrase.end + 1])


def unnamed(
    article: Article, discourse: Discourse, sentence: int, phrase: Phrase, affiliation: str | None = None
) -> Source:
    """Return an anonymous source with what the text says of it; where its people belong is remembered."""
    parse = article.parse
    span = parse.span((phrase.start, phrase.end))
    label, told = _label(article, phrase), affiliation or _affiliation(article, phrase)
    if told:
        discourse.affiliations[phrase.noun] = (sentence, told)
    elif _is_bare(article, phrase) and _may_belong(article, phrase):
        before = discourse.affiliations.get(phrase.noun)
        if before and sentence - before[0] <= MEMORY:
            told = before[1]
            label = f"{told} {label if is_name(article, phrase.head) else label.lower()}"
        fuller = None if told else _fuller(article, discourse, sentence, phrase)
        if fuller is not None and fuller.start is not None and fuller.end is not None:
            return replace(fuller, start=span.start, end=span.end, resolved_from=Span(fuller.start, fuller.end))
    role = phrase.noun if parse.tags[phrase.head] in "Nn" else None
    anonymity = Anonymity(count(article, phrase), role, told, None)
    return Source(span.start, span.end, label, SourceType.ANONYMOUS, anonymity=anonymity)


def _fuller(article: Article, discourse: Discourse, sentence: int, phrase: Phrase) -> Source | None:
    """Return whom "the source" means: the one without a name who spoke last, in this sentence or the one before."""
    lower = article.parse.words.lower
    if lower[phrase.start] != "the" or phrase.plural or phrase.noun not in article.lexicon.unnamed_sources:
        return None
    if not discourse.unnamed or discourse.last != discourse.unnamed[-1]:
        return None
    at, source = discourse.unnamed[-1]
    fuller = source.type is SourceType.ANONYMOUS and len((source.name or "").split()) > 1
    return source if fuller and sentence - at <= 1 else None


def _label(article: Article, phrase: Phrase) -> str:
    """Return the words of the phrase without counts and marks, with what tells where its people belong."""
    parse = article.parse
    if phrase.single or parse.tags[phrase.head] == "D":
        return parse.span((phrase.start, phrase.core if phrase.single else phrase.end)).of(parse.text)
    marks = _words(parse.language).marks
    start = phrase.label
    while start < phrase.head and (parse.tags[start] in "DZR" or parse.words.lower[start] in marks):
        start += 1
    hanging = belonging(article, phrase)
    end = hanging[1] if hanging else phrase.core
    if phrase.noun in article.nouns.crowds:
        end = max(end, _closed(parse.tags, phrase))  # "person | briefed on the move": the noun alone says nothing
    text = parse.span((start, end)).of(parse.text)
    common = start == phrase.head or parse.words.lower[start] in _words(parse.language).generic
    opens = common and start in article.capitals.openings and not is_name(article, start)
    return text[0].lower() + text[1:] if opens and text[1:2].islower() else text


def _closed(tags: str, phrase: Phrase) -> int:
    """Return where a phrase ends before a clause of its own: at a comma, "who", a bracket or a dash."""
    end = phrase.core
    while end < phrase.end and tags[end] not in ",(W-":
        end += 1
    return end


def _may_belong(article: Article, phrase: Phrase) -> bool:
    """Tell whether a phrase can mean those spoken of before: "the man", "two officials", but not "one voter"."""
    if article.parse.words.lower[phrase.start] in article.lexicon.definite:
        return True
    nouns = article.nouns
    return nouns.types.get(phrase.noun) is SourceType.ANONYMOUS and phrase.noun not in nouns.crowds


def _is_bare(article: Article, phrase: Phrase) -> bool:
    """Tell whether nothing but a count or an article stands before the noun."""
    parse = article.parse
    bare = not phrase.single and parse.words.lower[phrase.start] not in article.lexicon.possessive
    return bare and all(letter in "DZ" for letter in parse.tags[phrase.label : phrase.head])


def _affiliation(article: Article, phrase: Phrase) -> str | None:
    """Return where unnamed people belong: "Navy" of "Navy officials", "ministry" of "clerks at the ministry"."""
    parse = article.parse
    found = _body_before(article, phrase) or belonging(article, phrase)
    if found is None:
        return None
    first, last = found
    lower = parse.words.lower
    before = last <= phrase.head
    if not before and ((last - first > 1 and lower[first] in ARTICLES) or is_courtesy(lower[first], parse.language)):
        first += 1
    return parse.span((first, last)).of(parse.text)


def _body_before(article: Article, phrase: Phrase) -> Tokens | None:
    """Return the tokens before a noun that name where its people belong."""
    lower, tags = article.parse.words.lower, article.parse.tags
    words = _words(article.parse.language)
    first = phrase.head
    for at in range(phrase.start, phrase.head):
        if lower[at] not in words.marks and lower[at] not in words.generic and _opens_body(article, at, phrase.head):
            first = at
            break
    last = first
    while last < phrase.head and (tags[last] == "N" or _opens_body(article, last, phrase.head)):
        last += 1
    return (first, last) if last > first else None


def _opens_body(article: Article, position: int, head: int) -> bool:
    """Tell whether a token before the head opens the name of what its people belong to."""
    parse = article.parse
    lower, tags = parse.words.lower, parse.tags
    named = is_name(article, position) or (position + 1 < head and tags[position + 1] == "N")
    if named and tags[position] == "N" and not is_courtesy(lower[position], parse.language):
        return True
    types = article.nouns.types
    before = tags[position - 1] if position else ""
    if before == "C" or (before == "n" and lower[position - 1] in types):
        return False  # "customer service" is no organisation
    return types.get(lower[position]) is SourceType.ORGANISATION
