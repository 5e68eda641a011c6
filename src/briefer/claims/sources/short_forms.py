"""Short forms of what the text has just named: "the company", "the statement"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from briefer.claims.sources.article import Article
from briefer.claims.sources.discourse import Discourse
from briefer.claims.sources.noun_phrases import Phrase
from briefer.grammar.nouns import is_plural
from briefer.grammar.parsing import Parse, Tokens
from briefer.model import Role, Source, SourceType, Span

RECENT = 4  # sentences for which "the company" means the one that spoke last
IN_PRINT = 3  # sentences back to which "the paper" may point


def same_source(source: Source, phrase: Phrase, parse: Parse) -> Source:
    """Return a source once more, where a pronoun or a short form stands for it."""
    span = parse.span((phrase.start, phrase.end))
    earlier = source.resolved_from
    if earlier is None and source.start is not None and source.end is not None:
        earlier = Span(source.start, source.end)
    return replace(source, start=span.start, end=span.end, resolved_from=earlier)


def is_named_body(article: Article, source: Source) -> bool:
    """Tell whether a source has a name that may be a body's: no country, no known person."""
    name = source.name or ""
    words = name.lower().split()
    if words and is_plural(words[-1]) and name.split()[-1].islower():
        return False  # "Shell companies"
    if not name[:1].isupper():
        return False
    if name.lower() in article.nouns.places:
        return False
    known = any(person.name == name for person in article.people.everyone)
    return source.type in (SourceType.ORGANISATION, SourceType.GROUP) or (
        source.type is SourceType.PERSON and not known and source.role is None
    )


def named_before(article: Article, discourse: Discourse, sentence: int, phrase: Phrase) -> Source | None:
    """Return what a short form stands for: the firm that spoke last, or who wrote the letter; None where none does."""
    parse = article.parse
    definite = parse.words.lower[phrase.start] == "the" and phrase.core == phrase.end and not phrase.plural
    if not definite or "N" in parse.tags[phrase.start : phrase.core]:
        return None
    if phrase.noun in article.lexicon.papers and phrase.start + 2 == phrase.end:
        return _paper(article, sentence, phrase)
    if phrase.noun in article.lexicon.written:
        return _writer(article, discourse, sentence, phrase)
    recent = [
        source
        for at, source in discourse.bodies
        if sentence - at <= RECENT and _is_short_for(article, phrase.noun, source.name or "")
    ]
    if len({source.name for source in recent}) != 1:
        return None
    return replace(same_source(recent[-1], phrase, parse), type=SourceType.ORGANISATION)


def _is_short_for(article: Article, noun: str, name: str) -> bool:
    """Tell whether a noun can stand for a name: "the union" for one that has the word, "the firm" for any firm's."""
    lexicon, words = article.lexicon, name.lower().split()
    if "and" in words:
        return False
    if noun in lexicon.societies:
        of = next((at for at, word in enumerate(words) if at and word in ("of", "for")), len(words))
        other = words[of - 1] != noun and words[of - 1] in article.nouns.types  # "the military" is no military court
        return noun in words and not other
    return noun in lexicon.firms and lexicon.public_bodies.isdisjoint(words) and lexicon.societies.isdisjoint(words)


def _writer(article: Article, discourse: Discourse, sentence: int, phrase: Phrase) -> Source | None:
    """Return who spoke in the sentence before in a letter or the like: "in a letter to staff. | The letter said"."""
    if discourse.last is None or discourse.last[0] != sentence - 1 or phrase.start + 2 != phrase.end:
        return None
    source = discourse.last[1]
    first, last = article.parse.words.bounds[sentence - 1 : sentence + 1]
    wrote = article.parse.words.lower[first:last]
    papers = article.lexicon.written if phrase.noun == "statement" else {phrase.noun}
    told = any(word in papers and wrote[at - 1] in ("a", "an") for at, word in enumerate(wrote) if at)
    named = source.name is not None and source.type is not SourceType.DOCUMENT
    return same_source(source, phrase, article.parse) if told and named else None


def _paper(article: Article, sentence: int, phrase: Phrase) -> Source | None:
    """Return the newspaper named last: "the Norland Times leads with the flood. | The paper says"; None in a doubt.

    Two papers in the nearest sentence that names one are a doubt, and so are the scholars of a study.
    """
    parse, lexicon = article.parse, article.lexicon
    for index in range(sentence, max(-1, sentence - 1 - IN_PRINT), -1):
        first, last = parse.words.bounds[index], min(parse.words.bounds[index + 1], phrase.start)
        if parse.sentences[index].role is not Role.BODY or not lexicon.studying.isdisjoint(
            parse.words.lower[first:last]
        ):
            return None
        runs = list(_mastheads(article, first, last))
        if runs:
            names = {parse.span(run).of(parse.text) for run in runs}
            span, place = parse.span((phrase.start, phrase.end)), parse.span(runs[-1])
            paper = Source(span.start, span.end, names.pop(), SourceType.ORGANISATION, resolved_from=place)
            return None if names else paper
    return None


def _mastheads(article: Article, first: int, last: int) -> Iterator[Tokens]:
    """Return the tokens of the newspapers' names in a stretch, without their articles."""
    parse = article.parse
    tags, lower = parse.tags, parse.words.lower
    for at in range(first + 1, last):
        if tags[at] != "N" or lower[at] not in article.lexicon.mastheads or tags[at + 1] == "N" or parse.quoted[at]:
            continue
        start = at
        while start > first and tags[start - 1] == "N":
            start -= 1
        if lower[start] == "the":
            start += 1
        if lower[start - 1] == "the":
            end = at + 3 if tags[at + 1 : at + 3] == "FN" else at + 1
            yield start, end
