"""What tells an article's story: its strongest terms with their weights, few enough to keep for every article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import log, sqrt

from briefer.ranking.features import load_lexicon

Counts = Mapping[str, float]  # term -> how often an article has it, the headline's and the lead's counted more
Profile = tuple[tuple[str, float], ...]  # (term, weight), the strongest first; the squares of the weights add up to 1

HEADLINE = 8  # what an occurrence in the headline counts
LEAD, LEAD_SENTENCES = 2, 3  # what one in the first sentences of the body counts, and how many these are
KEPT = 100  # terms of an article that are kept until the whole folder is known
STRONGEST = 30  # terms of a profile
OWN = 0.5  # share of the folder's own document frequency in the weight of a term; the rest is that of news at large


def counts(title: Iterable[str], sentences: Sequence[Sequence[str]], language: str) -> dict[str, float]:
    """Return the counts of an article's terms, given those of its headline and of each sentence of its body.

    Of a long article only the terms are kept that say most, by how rare they are in news.
    """
    found: Counter[str] = Counter()
    for term in title:
        found[term] += HEADLINE
    for place, sentence in enumerate(sentences):
        for term in sentence:
            found[term] += LEAD if place < LEAD_SENTENCES else 1
    rarity, unlisted = background(language)
    ranked = sorted(found, key=lambda term: (-sqrt(found[term]) * rarity.get(term, unlisted), term))
    return {term: float(found[term]) for term in ranked[:KEPT]}


def profiles(articles: Sequence[Counts], languages: Sequence[str]) -> list[Profile]:
    """Return the profile of each article of a folder.

    A weight is the root of the count times an inverse document frequency (Spärck Jones, 1972), half of which is that of
    news at large and half that of the folder: a folder about one trial has the court in every article.
    """
    total = len(articles)
    spread = Counter(term for found in articles for term in found)
    own = {term: OWN * log((total + 1) / (number + 0.5)) for term, number in spread.items()}
    return [_profile(found, own, *background(language)) for found, language in zip(articles, languages, strict=True)]


def _profile(found: Counts, own: Mapping[str, float], rarity: Mapping[str, float], unlisted: float) -> Profile:
    weighed = {
        term: sqrt(count) * max(own[term] + (1 - OWN) * rarity.get(term, unlisted), 0.0)
        for term, count in found.items()
    }
    strongest = sorted(weighed, key=lambda term: (-weighed[term], term))[:STRONGEST]
    norm = sqrt(sum([weighed[term] ** 2 for term in strongest])) or 1.0
    return tuple((term, weighed[term] / norm) for term in strongest)


def background(language: str) -> tuple[Mapping[str, float], float]:
    """Return how rare terms are in news, as the logarithm of texts per text with the term, and that of all others."""
    lexicon = load_lexicon(language)
    return lexicon.rarity, lexicon.unlisted
