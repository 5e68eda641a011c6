"""Who holds a role that is named without its holder: "the senator", "the Ohio governor"."""

from __future__ import annotations

import re

from briefer.claims.sources.article import Article
from briefer.claims.sources.discourse import Discourse
from briefer.claims.sources.mentions import is_talk_of_another
from briefer.claims.sources.noun_phrases import Phrase
from briefer.claims.sources.people import Person
from briefer.claims.sources.roles import holds

LATELY = 2  # sentences back in which somebody is named whom an age then describes
RE_AGED = re.compile(r"the (?:[\w-]+ )?\d{1,3}-year-old\b", re.IGNORECASE)
RECENT = 12  # sentences for which "the senator" still means the one who spoke last


def holder_of(article: Article, discourse: Discourse, sentence: int, phrase: Phrase) -> Person | None:
    """Return who "the senator" is: who spoke last, else the only one so far, among those of whom it can be said."""
    parse = article.parse
    words, letters = parse.words.lower[phrase.label : phrase.core], parse.tags[phrase.label : phrase.core]
    told = [word for word, letter in zip(words, letters, strict=True) if letter in "nNv" and word != phrase.noun]
    for at, person in reversed(discourse.speakers):
        if sentence - at > RECENT:
            break
        if person.role and holds(person.role, phrase.noun, told, parse.language):
            return None if is_talk_of_another(article, person, phrase.start) else person
    found = [
        person
        for person in article.people.everyone
        if person.role and person.mentions[0] < phrase.start and holds(person.role, phrase.noun, told, parse.language)
    ]
    return found[0] if len(found) == 1 else None


def described(article: Article, sentence: int, phrase: Phrase) -> Person | None:
    """Return whom an age describes: "Jane Roe fishes here. The 50-year-old driver said"; None in a doubt.

    That is the one person whom the sentences right before name, or the one whom they name for the first time.
    """
    parse = article.parse
    if not RE_AGED.match(parse.text, parse.words.starts[phrase.start]):
        return None
    first = parse.words.bounds[max(0, sentence - LATELY)]
    named = [person for at in range(first, phrase.start) if (person := article.people.at(at)) is not None]
    new = {id(one): one for one in named if one.mentions[0] >= first and one.role is None and len(one.words) > 1}
    found = list(new.values()) or list({id(person): person for person in named}.values())
    return found[0] if len(found) == 1 else None
