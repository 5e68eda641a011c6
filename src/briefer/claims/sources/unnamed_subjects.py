"""Subjects that may be a person whom the text does not name: "one voter said", "the veteran laughed"."""

from __future__ import annotations

import re
from typing import NamedTuple

from briefer.claims.sources.article import Article
from briefer.claims.sources.genders import gender_of_noun
from briefer.claims.sources.lexicon import endings
from briefer.claims.sources.mentions import is_singular, is_talk_of_another
from briefer.claims.sources.organisations import is_organisation
from briefer.claims.sources.people import HUMAN, INDIVIDUAL, Person
from briefer.claims.sources.roles import holds
from briefer.claims.sources.searches import Search
from briefer.claims.sources.short_names import speaks
from briefer.grammar.nouns import is_plural, singular
from briefer.model import Source, SourceType

# A subject that is a common noun or a bare name, up to its verb.
RE_SUBJECT = re.compile(r"(?P<first>D?)[nvZLN]{0,8}?(?P<head>[nN])(?=(?:[SF][DnNZL]{1,8}+){0,3}+R*+[VAv])")
RE_SOMEBODY = re.compile(r"D[nNvZ]{0,8}n(?=[BWVAv])")

RE_COMMON = re.compile(r"D[nNvZ]{0,4}n(?![nNL])")


class Subject(NamedTuple):
    """A subject from token `start` to its head; `may_be_known` tells whether the text may name it elsewhere."""

    start: int
    head: int
    may_be_known: bool

    def is_common(self, article: Article) -> bool:
        """Tell whether it is called by a common noun, and not by a name that means nobody known."""
        return article.parse.tags[self.head] == "n"


def unnamed_subject(search: Search, first: int, last: int) -> Subject | None:
    """Return a subject that may be a person unknown to us: "one voter said", "Roe said"."""
    article = search.article
    parse = article.parse
    here = last <= search.pronoun and first >= parse.words.bounds[search.sentence]
    if here and (somebody := _somebody(search, first, last)):
        return somebody
    indefinite = article.lexicon.indefinite
    for match in RE_SUBJECT.finditer(parse.tags, first, last):
        head = match.start("head")
        if parse.quoted[head]:
            continue
        word = parse.words.lower[head]
        common = parse.tags[head] == "n"
        if is_plural(word) and (common or (head == first and not is_singular(parse, head))):
            continue
        if common:
            kind = article.nouns.types.get(word)
            if parse.words.lower[head + 1] == "named":
                continue
            if gender_of_noun(article, singular(word)) not in ("", search.gender):
                continue
            opening = parse.words.lower[match.start()]
            definite = opening == "the" and article.nouns.agent.match(word) and word not in article.nouns.collectives
            one_of_many = kind is SourceType.GROUP and (opening in indefinite or bool(definite))
            if kind in INDIVIDUAL or one_of_many:
                return Subject(match.start(), head, _may_be_known(search, match.start(), word))
        elif head == first and (here or word.endswith(endings(parse.language).abstract_endings)):
            if _is_name(article, head) and _is_unknown(article, match.start(), head):
                return Subject(match.start(), head, may_be_known=False)
        elif head > first and parse.tags[head - 1] in "DRSFVAn":
            continue
        elif _is_unknown(article, match.start(), head):
            return Subject(match.start(), head, may_be_known=False)
    return None


def role_beside(search: Search, first: int, last: int) -> Subject | None:
    """Return somebody with a role and no name in a stretch of a sentence, subject or object: "sacked the foreman"."""
    article, parse = search.article, search.article.parse
    for match in RE_COMMON.finditer(parse.tags, first, last):
        head = match.end() - 1
        word = parse.words.lower[head]
        human = article.nouns.types.get(word) in HUMAN or gender_of_noun(article, word) == search.gender
        if human and not is_plural(word) and not parse.quoted[head] and parse.tags[match.start() - 1] not in "FSI":
            return Subject(match.start(), head, may_be_known=True)
    return None


def _somebody(search: Search, first: int, last: int) -> Subject | None:
    """Return the phrase that brings somebody in: "a clerk said", "one voter who"."""
    article, parse = search.article, search.article.parse
    for match in RE_SOMEBODY.finditer(parse.tags, first, last):
        head = match.end() - 1
        if (
            parse.words.lower[match.start()] in article.lexicon.indefinite
            and not parse.quoted[head]
            and article.nouns.types.get(parse.words.lower[head]) in HUMAN
            and parse.words.lower[head + 1] != "named"
            and gender_of_noun(article, parse.words.lower[head]) in ("", search.gender)
        ):
            return Subject(match.start(), head, may_be_known=False)
    return None


def _is_name(article: Article, position: int) -> bool:
    """Tell whether the first word of a sentence has its capital for another reason, too."""
    return article.capitals.is_elsewhere(article.parse.words.lower[position]) or speaks(article, position)


def _is_unknown(article: Article, start: int, head: int) -> bool:
    """Tell whether a bare name means nobody who is known."""
    return start == head and article.people.at(head) is None and not is_organisation(article, head, head + 1)


def _may_be_known(search: Search, start: int, head: str) -> bool:
    """Tell whether a person without a name may be the one talked about: "the veteran", or "his mother" for a he."""
    article = search.article
    opening = article.parse.words.lower[start]
    if opening in ("his", "her"):
        return (article.nouns.titles.get(head) or gender_of_noun(article, head) or search.gender) != search.gender
    return opening == "the" or article.parse.tags[start] != "D"


def is_at_odds(search: Search, subject: Subject, found: Person | Source | None) -> bool:
    """Tell whether a role named in between cannot be who was found: "Lawyer Roe left. The owner laughed, and he"."""
    parse = search.article.parse
    noun = singular(parse.words.lower[subject.head])
    if isinstance(found, Source):
        return noun not in (found.role or found.name or "").lower().split()
    return found is not None and found.role is not None and not holds(found.role, noun, (), parse.language)


def holder(search: Search, head: int) -> Person | None:
    """Return who holds the role that a subject names: "the mayor"."""
    article = search.article
    person = article.people.with_role(singular(article.parse.words.lower[head]), head)
    fitting = person is not None and search.fits(person) and not is_talk_of_another(article, person, head)
    return person if fitting else None
