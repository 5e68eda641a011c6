"""Sources made of phrases: what every way to resolve one ends in."""

from __future__ import annotations

from briefer.claims.sources.article import Article
from briefer.claims.sources.describing import description
from briefer.claims.sources.discourse import Discourse
from briefer.claims.sources.noun_phrases import Phrase
from briefer.claims.sources.people import Person
from briefer.claims.sources.roles import is_relative
from briefer.model import Source, SourceType


def source_of(article: Article, phrase: Phrase, kind: SourceType, name: str | None, role: str | None = None) -> Source:
    """Return a phrase as a source of a type, with the name or label to print."""
    span = article.parse.span((phrase.start, phrase.end))
    return Source(span.start, span.end, name, kind, role)


def spoken_by(
    article: Article, discourse: Discourse, sentence: int, phrase: Phrase, person: Person, role: str | None = None
) -> Source:
    """Return somebody known as the source; `resolved_from` where the full name stands, if it stands elsewhere."""
    parse = article.parse
    if person.role and is_relative(person.role, parse.language):
        person.role = None
    if role and not is_relative(role, parse.language):
        person.role = role if person.role is None or _is_fuller(role, person.role) else person.role
    discourse.speakers.append((sentence, person))
    span = parse.span((phrase.start, phrase.end))
    elsewhere = person.name not in span.of(parse.text)
    return Source(
        span.start,
        span.end,
        person.name,
        SourceType.PERSON,
        role=role or person.role or description(article, person),
        resolved_from=parse.span(person.full) if elsewhere else None,
    )


def _is_fuller(role: str, known: str) -> bool:
    """Tell whether a role is the known one with a word more, which says whose: "Norland's President"."""
    return role.endswith(f" {known}") and len(role.split()) - len(known.split()) == 1 and role[0].isupper()
