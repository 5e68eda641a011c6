"""What the stages of one story work on: its articles with their words, and their claims with what they say."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from math import fsum
from typing import NamedTuple

from briefer import languages, words
from briefer.digest import shingles
from briefer.digest.briefing import Article
from briefer.digest_model import Slice
from briefer.languages import load_words
from briefer.model import Brief, Claim, Span
from briefer.ranking import Article as Ranked
from briefer.ranking.features import load_lexicon

RUN = 3  # words of a run, by which the same words are told
REACH = 4  # words behind a negation, of which the first that tells something is negated


@dataclass(frozen=True)
class Text:
    """An article of a story: its number in the digest, its brief, and its place among the text groups."""

    n: int
    entry: Article
    brief: Brief
    group: int  # the number of the first article that shares its text

    @property
    def text(self) -> str:
        """Return the article as it was read."""
        return self.brief.document.text

    @cached_property
    def ranked(self) -> Ranked:
        """Return the article as the ranking of sentences takes it."""
        brief = self.brief
        tokens = words.tokenise(self.text, brief.sentences, languages.get(brief.language))
        return Ranked(self.text, brief.sentences, tokens, self.entry.title, brief.language)

    @cached_property
    def places(self) -> list[Span]:
        """Return where the runs of words stand by which copied text is told."""
        return shingles.places(self.brief)

    def slice(self, start: int, end: int, paragraph: int) -> Slice:
        """Return words of the article with their place."""
        return Slice(self.n, start, end, self.text[start:end], paragraph)

    def printed(self, claim: Claim) -> Slice:
        """Return the words of a claim that are printed."""
        return self.slice(claim.start, claim.end, claim.paragraph)


class Said(NamedTuple):
    """A claim and what it says: terms with their weights in the story, those that are no names, figures, runs."""

    text: Text
    claim: Claim
    words: frozenset[str]  # small letters
    terms: frozenset[str]
    plain: frozenset[str]
    figures: frozenset[str]
    negated: frozenset[str]  # terms right behind a word that negates
    runs: frozenset[tuple[str, ...]]
    weight: float


def figures_of(tokens: Sequence[str]) -> frozenset[str]:
    """Return the numbers among tokens, digits alone: "1,200" and "1200" are one."""
    return frozenset("".join(filter(str.isdigit, token)) for token in tokens if token[0].isdigit())


def runs_of(tokens: Sequence[str]) -> frozenset[tuple[str, ...]]:
    """Return the runs of words, marks left out."""
    plain = [token for token in tokens if token[0].isalnum()]
    return frozenset(tuple(plain[at : at + RUN]) for at in range(len(plain) - RUN + 1))


def negated_of(tokens: Sequence[str], terms: Sequence[str | None]) -> frozenset[str]:
    """Return the terms that a negation is about: the first ones behind it."""
    negators = load_words("en", "digest.txt", "negators")
    found: set[str] = set()
    for at, token in enumerate(tokens):
        if token in negators or token.endswith(("n't", "n’t")):
            found.update(list(filter(None, terms[at + 1 : at + 1 + REACH]))[:1])
    return frozenset(found)


class Weights(dict[str, float]):
    """How much a term tells in a story: how rare it is in news, and the less the more articles of the story have it.

    It grows as it is asked.
    """

    USUAL = 0.5  # taken off a term that every article has

    def __init__(self, texts: Sequence[Text]) -> None:
        super().__init__()
        self.rarity = load_lexicon(texts[0].brief.language)
        self.texts = len(texts)
        self.having: dict[str, int] = {}
        for text in texts:
            for term in dict.fromkeys(chain.from_iterable(text.ranked.words.terms)):
                self.having[term] = self.having.get(term, 0) + 1

    def __missing__(self, term: str) -> float:
        rarity = self.rarity.rarity.get(term, self.rarity.unlisted)
        value = self[term] = rarity * (1 - self.USUAL * self.having.get(term, 0) / self.texts)
        return value

    def sum(self, terms: frozenset[str]) -> float:
        """Return the weight of all terms; exact, so that the order of their hashes does not show."""
        return fsum(map(self.__getitem__, terms))


def spread(texts: Sequence[Text]) -> Counter[str]:
    """Return for each term the number of independent texts that have it."""
    groups: dict[int, set[str]] = defaultdict(set)
    for text in texts:
        groups[text.group].update(*text.ranked.words.terms)
    return Counter(chain.from_iterable(sorted(terms) for terms in groups.values()))


def said(text: Text, weights: Weights) -> list[Said]:
    """Return the claims of an article that are sure, with what they say."""
    brief = text.brief
    language = languages.get(brief.language)
    tokens = text.ranked.words
    found: list[Said] = []
    for claim in brief.claims:
        if claim.confidence != "high":
            continue
        spans = claim.content or (Span(claim.start, claim.end),)
        places = [at for span in spans for at in _between(tokens.starts, span)]
        lower = [tokens.lower[at] for at in places]
        told = words.terms_of(lower, language)
        terms = frozenset(filter(None, told))
        named = [
            token
            for place, token in enumerate([tokens.texts[at] for at in places])
            if token[0].isupper() and (place or len(token) > 1)
        ]
        names = frozenset(term for term in words.terms_of(named, language) if term)
        numbers = figures_of(lower)
        plain = frozenset(term for term in terms - names if not term[0].isdigit())
        negated = negated_of(lower, told)
        found.append(
            Said(text, claim, frozenset(lower), terms, plain, numbers, negated, runs_of(lower), weights.sum(terms))
        )
    return found


def _between(starts: Sequence[int], span: Span) -> range:
    """Return the places of the tokens that begin within a span."""
    return range(bisect_left(starts, span.start), bisect_left(starts, span.end))
