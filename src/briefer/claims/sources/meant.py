"""Whom "he" and "she" mean within what is reported, where neither the words before them nor the source tell."""

from __future__ import annotations

from bisect import bisect_left

from briefer.claims.sources.article import Article
from briefer.claims.sources.discourse import Discourse
from briefer.claims.sources.genders import gender_of_noun
from briefer.claims.sources.people import INDIVIDUAL, Person
from briefer.claims.sources.pronouns import antecedent
from briefer.grammar.nouns import is_plural
from briefer.grammar.parsing import Tokens
from briefer.model import Source

FAR = 5  # sentences back in which somebody must be named to be meant


def person_meant(
    article: Article, discourse: Discourse, at: int, word: str, sentence: int, source: Source | None
) -> Tokens | None:
    """Return the full name of the one person whom "he" or "she" at a token can mean, None in any doubt.

    A pronoun that stands for `word`, "he" or "she", is read as that of a subject would be, and the source is not meant.
    Nobody else may be spoken of since: neither anyone named nor "a commander".
    """
    speaker = [one for one in article.people.everyone if source is not None and one.name == source.name]
    found = antecedent(article, discourse, at, sentence, word, speaker)
    if not isinstance(found, Person) or found.gender == "" or article.parse.tags[slice(*found.full)].strip("N"):
        return None
    if article.parse.quoted[at] and any(len(one.mentions) > len(found.mentions) for one in article.people.everyone):
        return None  # what a quotation goes on about the article may tell further up
    mentions = found.mentions
    last = mentions[bisect_left(mentions, at) - 1] if mentions[0] < at else -1
    near = last >= article.parse.words.bounds[max(0, sentence - FAR)]
    whole = len(found.words) > 1 and near and "." not in found.name
    return found.full if whole and not _is_another_near(article, last + 1, at, found, speaker) else None


def _is_another_near(article: Article, first: int, last: int, found: Person, speaker: list[Person]) -> bool:
    """Tell whether somebody else who could be meant stands among some tokens."""
    parse, people = article.parse, article.people
    for at in range(first, last):
        person = people.at(at)
        if person is not None and person is not found and person not in speaker:
            if person.gender in ("", found.gender):
                return True
        elif parse.tags[at] == "n" and article.nouns.types.get(parse.words.lower[at]) in INDIVIDUAL:
            word = parse.words.lower[at]
            if not is_plural(word) and gender_of_noun(article, word) in ("", found.gender):
                return True
    return False
