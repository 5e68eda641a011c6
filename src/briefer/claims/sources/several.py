"""Several who speak together: whether a source is more than one."""

from __future__ import annotations

from briefer.claims.sources.article import Article
from briefer.claims.sources.noun_phrases import Phrase, is_role
from briefer.grammar.nouns import singular
from briefer.grammar.patterns import pattern

ROW = pattern(
    """(?:DET{0,3} NOMINAL{1,8}+ (?:[OF PREP] DET{0,3} NOMINAL{1,8}+){0,2}+ ,)*+
    (?:DET{0,3} NOMINAL{1,8}+ (?:[OF PREP] DET{0,3} NOMINAL{1,8}+){0,2}+)?+ AND DET{0,3} NOMINAL++ .*+"""
)


def is_mixed(article: Article, phrase: Phrase) -> bool:
    """Tell whether different ones speak together: "Roe and his aides", "both Roe and Poe"."""
    parse, people, types = article.parse, article.people, article.nouns.types
    if _is_joined_behind(article, phrase) or is_list(article, phrase):
        return True
    tags = parse.tags
    joint = tags.find("C", phrase.start + 1, phrase.core - 1)
    if joint < 0 or parse.words.texts[joint] == "&":
        return False
    left, right = people.at(joint - 1), people.at(phrase.head)
    name = tags[joint - 1] == "N"
    if name and parse.words.lower[joint + 1] in article.lexicon.possessive:
        return True
    if left or (name and right):
        return left is not right and tags[joint + 1] in "NDL"
    before = types.get(singular(parse.words.lower[joint - 1]))
    return before is not None and before is not types.get(phrase.noun, before)


def is_list(article: Article, phrase: Phrase) -> bool:
    """Tell whether more than two are named in a row: "Roe, Poe and the council", but "Jane Roe, a clerk and poet"."""
    tags = article.parse.tags
    if tags[phrase.core : phrase.core + 1] != "," or phrase.core >= phrase.end:
        return False
    first = tags[phrase.start : phrase.core].lstrip("D")
    second = tags[phrase.core + 1 : phrase.end]
    named = not first.strip("N")
    if ROW.fullmatch(second) is None or (named and (second[0] != "N" or "L" in second)):
        return False
    joint = tags.find("C", phrase.core, phrase.end)
    lower = article.parse.words.lower
    # "al-Dar, a law and physics graduate": what "a" opens goes on without a determiner
    apposed = lower[phrase.core + 1] in ("a", "an") and tags[joint + 1] not in "DN"
    return lower[joint] in ("and", "&") and not apposed


def _is_joined_behind(article: Article, phrase: Phrase) -> bool:
    """Tell whether somebody else follows what hangs on a role or name: "the mayor of Avon and Jane Roe"."""
    tags, people = article.parse.tags, article.people
    if phrase.core >= phrase.end:
        return False
    if tags[phrase.core] == ",":
        return ",C" in tags[phrase.core + 1 : phrase.end] and tags[phrase.end - 1] in "nN"
    if tags[phrase.core] != "F":
        return False
    named = people.at(phrase.head)
    if named is None and not is_role(article, phrase.head):
        return False
    end = phrase.core
    while end < phrase.end and tags[end] in "DNnFC":
        end += 1
    joint = tags.rfind("C", phrase.core, end - 1)
    first = last = joint + 1
    while last < end and tags[last] in "DNn":
        last += 1
    person = people.at(last - 1)
    if joint < 0 or person is None:
        return False
    return (
        (named is not None and named is not person)
        or people.at(joint - 1) is not None
        or tags[first] == "D"
        or article.parse.words.lower[first] in person.words
        or any(is_role(article, position) for position in range(first, last - 1))
    )
