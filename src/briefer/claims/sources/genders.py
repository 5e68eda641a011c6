"""Whether somebody is a he or a she, where the pronouns around the name tell it."""

from __future__ import annotations

from collections.abc import Iterable

from briefer.claims.sources.article import Article
from briefer.claims.sources.lexicon import Lexicon
from briefer.grammar.nouns import singular
from briefer.grammar.parsing import Parse
from briefer.model import Source

PRONOUNS = {"he": "m", "she": "f"}  # those that are the subject of a report
AGREEING = 2  # pronouns more of one gender than of the other, from which on they tell a person's
NEAR = 15  # tokens behind a name in which a pronoun counts


def gender_told(parse: Parse, lexicon: Lexicon, mentions: Iterable[int]) -> str:
    """Return the gender of the first pronoun behind most mentions of somebody whose name does not tell it."""
    tags, lower = parse.tags, parse.words.lower
    masculine, feminine = lexicon.masculine, lexicon.feminine
    votes = 0
    for last in mentions:
        for position in range(last + 1, min(last + NEAR + 1, len(tags))):
            if tags[position] in ".N":
                break
            if lower[position] in masculine:
                votes += 1
                break
            if lower[position] in feminine:
                votes -= 1
                break
    return "m" if votes >= AGREEING else "f" if votes <= -AGREEING else ""


def gender_of_noun(article: Article, noun: str) -> str:
    """Return m or f for what only men or only women are, "" for all else: "widow", "spokesman", "clerk"."""
    lexicon = article.lexicon
    if noun in lexicon.male_kin or noun in lexicon.men:
        return "m"
    if noun in lexicon.female_kin or noun in lexicon.women or noun.endswith("woman"):
        return "f"
    return "m" if noun.endswith("man") and noun != "human" else ""


def gender_of_role(article: Article, source: Source) -> str:
    """Return m or f where a word of what a source without a name is called tells it, "" where none does."""
    words = (source.role or source.name or "").lower().split()
    return next((gender for word in words if (gender := gender_of_noun(article, singular(word)))), "")
