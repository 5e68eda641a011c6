"""What the default ranker looks at: one number per feature and sentence, in time linear in the length of the text.

Position, lead and title words go back to Edmundson (1969), frequency to Luhn (1958) and SumBasic (Nenkova and
Vanderwende 2005), rarity in other texts to Spärck Jones (1972). Lexical features need a word list of the language;
without one they are the same for all sentences, and so decide nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from math import log, sqrt
from typing import NamedTuple

from briefer import languages
from briefer.model import Role, Sentence
from briefer.ranking.article import Article
from briefer.words import tokenise

FEATURES = {
    "position": "sentences of the body before it",
    "length": "its tokens",
    "lead": "cosine between its terms and those of the first sentence",
    "headline": "cosine between its terms and those of the headline; -1 without a headline",
    "frequency": "mean over its terms of the natural logarithm of the number of sentences that have the term",
    "share": "percentage of all terms of the text that one of its terms stands for",
    "topic": "share of the sentences that have its most frequent term",
    "aftermath": "mean over its terms of the share of later sentences that take the term up",
    "rarity": "mean over its terms of their rarity in other texts, as the logarithm of texts per text with the term",
    "keywords": "mean over its terms of their rarity in other texts times the logarithm of their count in this one",
    "quotes": "quotation marks in it, up to 3; 4 more when it opens with one",
    "opening": "first word: 0 any other, 1 pronoun, 2 connective, 3 first or second person, 4 article, 5 preposition",
    "person": "words of the first or second person in it, up to 3",
    "question": "1 if it is a question",
    "announcing": "1 if it ends in a colon: what it announces comes after it",
    "numbers": "numbers in it",
    "names": "its capitalised words, the first word apart",
    "main names": "those of its names that the text mentions three times or more",
}
"""Every feature, in the order of the values, with what its number is."""

OPENINGS = {"pronoun": 1, "connective": 2, "person": 3, "article": 4, "preposition": 5}
OTHER, PERSON, NUMBER, MARK, QUOTE, QUESTION = 0, OPENINGS["person"], 6, 7, 8, 9
QUOTES = frozenset("\"'“”‘’«»„「」『』")
COLONS = frozenset(":：")
QUESTION_MARKS = frozenset("?？؟")
UNLISTED = "*"  # the entry of the background file for the terms that are not in it
LIMIT = 200_000  # tokens remembered: about 20 MB, so that a corpus of noise cannot eat the memory
MAIN_NAME = 3  # mentions that make a name one of the main ones
CAPITALS = 0.5  # share of words with a capital from which on capitals tell no names (headlines, all-caps text)
NOUN_CAPITALS = frozenset({"de", "lb"})  # languages in which every noun has a capital


class Lexicon(NamedTuple):
    """What ships for a language: the classes of function words, and how rare terms are in other texts."""

    kinds: Kinds
    names: Names
    rarity: Mapping[str, float]
    unlisted: float


class Names(dict[str, str]):
    """Maps a token to its lower case if it is a capitalised word, else to nothing; grows when asked."""

    def __missing__(self, token: str) -> str:
        if len(self) > LIMIT:
            self.clear()
        name = self[token] = token.lower().replace("’", "'") if token[0].isupper() and len(token) > 1 else ""
        return name


class Kinds(dict[str, int]):
    """Maps a lower-case token to its number in OPENINGS, NUMBER, QUOTE, QUESTION, MARK or OTHER; grows when asked."""

    def __init__(self, classes: Mapping[str, int]) -> None:
        super().__init__(classes)
        self.classes = classes

    def __missing__(self, token: str) -> int:
        if len(self) > LIMIT:
            self.clear()
            self.update(self.classes)
        if token[0].isalnum():
            kind = NUMBER if token[0].isdigit() else OTHER
        else:
            kind = QUOTE if token in QUOTES else QUESTION if token in QUESTION_MARKS else MARK
        self[token] = kind
        return kind


def measure(article: Article, body: Sequence[int], lexicon: Lexicon) -> Iterator[tuple[float, ...]]:
    """Yield the values of all features, in the order of FEATURES, for each sentence of `body`."""
    words = article.words
    bounds, all_terms = words.bounds, words.terms
    kinds, size = bytes(words.told_lower(lexicon.kinds.__getitem__)), len(body)
    terms = [tuple(dict.fromkeys(all_terms[index])) for index in body]  # no sets: the hash seed must not order sums
    counts = Counter(chain.from_iterable(map(all_terms.__getitem__, body)))
    spread = Counter(chain.from_iterable(terms))
    logs = {number: log(number) for number in {*counts.values(), *spread.values()}}
    commonness = {term: logs[number] for term, number in spread.items()}.__getitem__
    unlisted, listed = lexicon.unlisted, lexicon.rarity.get
    rarity = {term: listed(term, unlisted) for term in counts}
    keyness = {term: rarity[term] * logs[number] for term, number in counts.items()}.__getitem__
    names = _names(article, body, lexicon.names)
    mentions = Counter(chain.from_iterable(names))
    main = {name for name, number in mentions.items() if number >= MAIN_NAME}
    lead = frozenset(terms[0] if terms else ())
    headline = frozenset(_headline_terms(article))
    left = dict(spread)
    total = (sum(counts.values()) or 1) / 100
    for place, index in enumerate(body):
        own, own_names = terms[place], names[place]
        first, last = bounds[index], bounds[index + 1]
        own_kinds = kinds[first:last]
        number, later = len(own) or 1, size - 1 - place
        for term in own:
            left[term] -= 1
        opening = own_kinds[0] if first < last else OTHER
        if opening >= MARK:
            opening = next((kind for kind in own_kinds if kind < MARK), OTHER)
        quotes = min(3, own_kinds.count(QUOTE))
        yield (
            place,
            last - first,
            len(lead.intersection(own)) / sqrt(number * (len(lead) or 1)) if place else -1,
            len(headline.intersection(own)) / sqrt(number * len(headline)) if headline else -1,
            sum(map(commonness, own)) / number,
            sum(map(counts.__getitem__, own)) / total,
            max(map(spread.__getitem__, own), default=0) / size,
            sum(map(left.__getitem__, own)) / number / later if later else 0,
            sum(map(rarity.__getitem__, own)) / number,
            sum(map(keyness, own)) / number,
            quotes + 4 if quotes and own_kinds[0] == QUOTE else quotes,
            opening if opening < NUMBER else OTHER,
            min(3, own_kinds.count(PERSON)),
            1 if QUESTION in own_kinds[-2:] else 0,
            1 if first < last and words.texts[last - 1] in COLONS else 0,
            own_kinds.count(NUMBER),
            len(own_names),
            len(main.intersection(own_names)),
        )


def _names(article: Article, body: Sequence[int], known: Names) -> list[list[str]]:
    """Return the different capitalised words of each sentence, its first word apart, in lower case."""
    words = article.words
    named = words.told(known.__getitem__)
    found = []
    capitals = places = 0
    for index in body:
        first, last = words.bounds[index] + 1, words.bounds[index + 1]
        if first < last and not words.texts[first - 1][0].isalnum():
            first += 1  # an opening quotation mark: the first word comes after it
        own = list(filter(None, named[first:last]))
        found.append(list(dict.fromkeys(own)))
        capitals += len(own)
        places += last - first
    if article.language in NOUN_CAPITALS or capitals > CAPITALS * places:
        return [[] for _ in body]
    return found


def _headline_terms(article: Article) -> tuple[str, ...]:
    """Return the terms of the headline, in order."""
    if not article.headline:
        return ()
    whole = Sentence(0, 0, len(article.headline), Role.HEADLINE, 1)
    return tokenise(article.headline, (whole,), languages.get(article.language)).terms[0]


@cache
def load_lexicon(language: str) -> Lexicon:
    """Return what ships for a language; a language without data has no classes, and all its terms are equally rare."""
    sections = languages.load_sections("ranking/openings", f"{language}.txt")
    classes = {word: OPENINGS[name] for name, lines in sections.items() for line in lines for word in line.split()}
    rarity: dict[str, float] = {}
    for lines in languages.load_sections("ranking/background", f"{language}.txt").values():
        for line in lines:
            value, *terms = line.split()
            rarity.update(dict.fromkeys(terms, float(value)))
    return Lexicon(Kinds(classes), Names(), rarity, rarity.pop(UNLISTED, 1.0))
