"""Runs of capitalised words, which may be the names of people."""

from __future__ import annotations

import re
from functools import cache

from briefer.claims.sources.article import Article
from briefer.claims.sources.people import INDIVIDUAL
from briefer.grammar.nouns import singular
from briefer.grammar.parsing import Parse, Tokens
from briefer.languages import load_lines
from briefer.model import Role

# "Ludwig van Roe", 'John "Tig" Roe'; which small words may stand in the middle is looked up.
RE_NAMES = re.compile(r"N+(?:n{1,2}N+|[\"'(]N[\"')]N+)?")
RE_DETERMINED = re.compile(r"(?<=D)N(?![NL])")
CAPITALISED = 0.7  # of the words of a line with a capital, from which on capitals do not tell a name
LONGEST_LINE = 20  # tokens
LONGEST_GLANCE = 7  # tokens behind a comma in which an apposition shows what somebody is


def name_runs(article: Article) -> tuple[list[Tokens], list[Tokens]]:
    """Return the runs of capitalised words in text order: those of sentences, those of headlines and headings.

    In headlines a capital is no sign of a name, so that they can only name somebody the text names, too.
    """
    parse = article.parse
    tags, bounds = parse.tags, parse.words.bounds
    runs: list[Tokens] = []
    headings: list[Tokens] = []
    for index, sentence in enumerate(parse.sentences):
        found: list[Tokens] = []
        for match in RE_NAMES.finditer(tags, bounds[index], bounds[index + 1]):
            if "n" in match[0]:
                found += _parts(article, match.start(), match.end())
            else:
                found.append(match.span())
        if found and (sentence.role is Role.HEADLINE or sentence.role is Role.HEADING or _is_title(parse, index)):
            headings += found
        else:
            runs += found
    return runs, headings


def _is_title(parse: Parse, index: int) -> bool:
    """Tell whether a line is in title case."""
    first, last = parse.words.bounds[index], parse.words.bounds[index + 1]
    texts = parse.words.texts
    if last - first > LONGEST_LINE or texts[last - 1] in '.!?”"':
        return False
    letters = [token for token in texts[first:last] if token[0].isalpha()]
    return len(letters) > 3 and sum(token[0].isupper() for token in letters) > CAPITALISED * len(letters)


def _parts(article: Article, start: int, end: int) -> list[Tokens]:
    """Cut a run at small words that do not stand within names."""
    tags, lower = article.parse.tags, article.parse.words.lower
    gap = tags.index("n", start, end)
    after = gap + 1 + (tags[gap + 1] == "n")
    if article.lexicon.particles.issuperset(lower[gap:after]):
        return [(start, end)]
    return [(start, gap), (after, end)]


@cache
def no_surnames(language: str) -> frozenset[str]:
    """Return the words that no person's name ends with: "Square", "River"."""
    return frozenset(word for line in load_lines(language, "no_surnames.txt") for word in line.split())


def with_article(parse: Parse) -> set[str]:
    """Return the words with a capital that stand behind "the", small letters: "the Wends" are no family name."""
    lower = parse.words.lower
    found = (match.start() for match in RE_DETERMINED.finditer(parse.tags))
    return {lower[at] for at in found if lower[at - 1] == "the"}


def has_role(article: Article, start: int) -> bool:
    """Tell whether a role stands right before a name: "chief scientist Jane Roe", "its head, Jane Roe"."""
    words, tags, nouns = article.parse.words, article.parse.tags, article.nouns
    before = start - 1
    if before > 0 and tags[before] == ",":
        before -= 1
    if before < 0 or tags[before] != "n":
        return False
    noun = singular(words.lower[before])
    return nouns.types.get(noun) in INDIVIDUAL or noun in nouns.titles


def looks_personal(article: Article, end: int) -> bool:
    """Tell whether what follows a name is what follows people: who, an age, a role in apposition."""
    tags, words, types = article.parse.tags, article.parse.words, article.nouns.types
    if end + 1 >= len(tags):
        return False
    if tags[end] == "W" and words.lower[end] == "who":
        return True
    if tags[end] == "(" and end + 2 < len(tags) and tags[end + 2] == ")":
        return True
    if tags[end] == ",":
        if words.lower[end + 1] == "who" or (tags[end + 1] == "Z" and words.texts[end + 1].isdigit()):
            return True
        for position in range(end + 1, min(end + 1 + LONGEST_GLANCE, len(tags))):
            if tags[position] in ",.":
                break
            if types.get(words.lower[position]) in INDIVIDUAL and tags[end + 1] in "DnNR":
                return True
    return tags[end] == "V" and words.lower[end] in article.lexicon.reporting
