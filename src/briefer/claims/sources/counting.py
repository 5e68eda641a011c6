"""How many people a noun phrase counts: "two officials", "one of the clerks", "eight of 10 voters"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from briefer.claims.sources.article import Article
from briefer.claims.sources.noun_phrases import Phrase
from briefer.languages import load_sections

PLURAL_PRONOUNS = frozenset({"those", "several", "some"})
MOST_SPOKEN_TO = 12  # people whom a reporter speaks to himself
LONGEST_COUNT = 9  # digits


@cache
def _numbers(language: str) -> dict[str, int]:
    numbers = " ".join(load_sections(language, "anonymity.txt")["number"]).split()
    return {word: number for number, word in enumerate(numbers, 1)} | {"a": 1, "an": 1, "another": 1, "both": 2}


def count(article: Article, phrase: Phrase) -> int | None:
    """Return how many people a phrase counts; None where it does not."""
    if phrase.single:
        return 1
    lower, tags = article.parse.words.lower, article.parse.tags
    if not article.nouns.collectives.isdisjoint(lower[phrase.start : phrase.label]):
        return None  # "eight percent of the voters"
    numbers = list(_counts(article, phrase.start, phrase.head))
    if numbers:
        share = len(numbers) > 1 and phrase.label > phrase.start and tags[phrase.label - 1] == "Z"
        return None if share else numbers[0]  # "eight of 10 voters"
    return None if phrase.plural or lower[phrase.head] in PLURAL_PRONOUNS else 1


def _counts(article: Article, start: int, end: int) -> Iterator[int]:
    """Yield the numbers in a run of tokens; an article is one, unless "of" makes it part of a quantity."""
    tags, words = article.parse.tags, article.parse.words
    numbers = _numbers(article.parse.language)
    quantity = "F" in tags[start:end]
    for position in range(start, end):
        word = words.lower[position]
        if word in numbers and not (quantity and word in ("a", "an")):
            yield numbers[word]
        elif tags[position] == "Z" and word.isdecimal() and len(word) < LONGEST_COUNT:
            yield int(word)
        elif tags[position] in "NnL" and not quantity:
            return


def is_few(article: Article, phrase: Phrase) -> bool:
    """Tell whether a phrase counts no more people than a reporter speaks to."""
    counted = count(article, phrase)
    return counted is not None and counted <= MOST_SPOKEN_TO
