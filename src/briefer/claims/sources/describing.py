"""What the text says somebody is where it names them, speaking or not: "the work of artist Jane Roe"."""

from __future__ import annotations

from bisect import bisect_right

from briefer.claims.sources.appositions import role_of
from briefer.claims.sources.article import Article
from briefer.claims.sources.mentions import phrase_start
from briefer.claims.sources.noun_phrases import take_apart
from briefer.claims.sources.people import Person
from briefer.claims.sources.roles import is_relative
from briefer.model import Role

MOST = 5  # mentions that are looked at: who is not introduced by then never is


def description(article: Article, person: Person) -> str | None:
    """Return the role beside the full name of somebody whose role is not known yet, None where none stands there."""
    if person.description is None:
        person.description = _described(article, person) or ""
    return person.description or None


def _described(article: Article, person: Person) -> str | None:
    parse = article.parse
    bounds, lower = parse.words.bounds, parse.words.lower
    for last in person.mentions[:MOST]:
        start = last + 1 - len(person.words)
        sentence = bisect_right(bounds, last) - 1
        whole = start >= bounds[sentence] and tuple(lower[start : last + 1]) == person.words
        if not whole or parse.quoted[last] or parse.sentences[sentence].role is not Role.BODY:
            continue
        phrase = take_apart(article, phrase_start(article, last, bounds[sentence]), last + 1)
        role = role_of(article, phrase, person)
        if role and not is_relative(role, parse.language):
            return role
    return None
