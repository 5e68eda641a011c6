"""What a sentence shows beside how it opens: that it settles something, that it only quotes, is talk, or is broken."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

from briefer import languages, quotations
from briefer.ranking.article import Article

NEAR = 5  # tokens from "not" to "confirmed" in "could not be independently confirmed"
NEGATED = 2  # tokens before "deny" that may turn it round
LONGEST = 1500  # code points of a quotation
SHORT = 100_000  # code points of a text that is looked through whole before its best sentences are
ENDS = ".!?…:。！？।۔"
CLOSING = " \"'”’“»«)]』」"
ADDRESSES = ("://", "(@", "pic.twitter")
OPENING = "\"“„«'‘‹»"


def settling(article: Article, indices: Sequence[int]) -> frozenset[int]:
    """Return the sentences that say whether something holds: "The port denies it.", "No cause has been confirmed."."""
    listed = _listed(article.language)
    single, negating, settled = listed["settling"], listed["negating"], listed["settled"]
    words = article.words
    found = []
    for index in indices:
        tokens = words.lower[words.bounds[index] : words.bounds[index + 1]]
        if single.isdisjoint(tokens) and negating.isdisjoint(tokens):
            continue
        if any(
            settled.intersection(tokens[at + 1 : at + 1 + NEAR])
            if token in negating
            else token in single and negating.isdisjoint(tokens[max(0, at - NEGATED) : at])
            for at, token in enumerate(tokens)
        ):
            found.append(index)
    return frozenset(found)


def deciding(article: Article, indices: Sequence[int]) -> frozenset[int]:
    """Return the sentences in which a court or a meeting decides: "We hold that …", "Motion carried 4-0."."""
    phrases = languages.load_sections("ranking/settling", f"{article.language}.txt").get("deciding", ())
    text, sentences = article.text, article.sentences
    if len(text) <= SHORT:  # few articles have any
        phrases = tuple(filter(text.lower().__contains__, phrases))
    found = []
    for index in indices if phrases else ():
        own = text[sentences[index].start : sentences[index].end].lower()
        if any(map(own.__contains__, phrases)):
            found.append(index)
    return frozenset(found)


def quoting(article: Article, indices: Sequence[int]) -> frozenset[int]:
    """Return the sentences that are nothing but somebody's words, so that nobody can tell whose."""
    text = article.text
    spans = quotations.find(text, LONGEST)
    starts = [start for start, _ in spans]
    found = []
    for index in indices:
        sentence = article.sentences[index]
        at, end = sentence.start, sentence.end
        number = max(0, bisect_right(starts, at) - 1)
        if text[at] in OPENING and (number == len(spans) or starts[number] != at):
            found.append(index)  # of a quotation that goes on in another paragraph
            continue
        while at < end and number < len(spans):
            start, stop = spans[number]
            if any(map(str.isalnum, text[at : min(start, end)])):
                break
            at = max(at, stop + 1)
            number += 1
        if not any(map(str.isalnum, text[at:end])):
            found.append(index)
    return frozenset(found)


def broken(article: Article, indices: Sequence[int]) -> frozenset[int]:
    """Return the sentences that end in the middle, or are a post of a network with its address."""
    text, sentences = article.text, article.sentences
    signs = tuple(filter(text.__contains__, ADDRESSES)) if len(text) <= SHORT else ADDRESSES
    found = []
    for index in indices:
        own = text[sentences[index].start : sentences[index].end]
        ended = own[-1] in ENDS or own.rstrip(CLOSING)[-1:] in ENDS
        if not ended or (signs and any(map(own.__contains__, signs))):
            found.append(index)
    return frozenset(found)


def addressing(article: Article, indices: Sequence[int]) -> frozenset[int]:
    """Return the sentences with a word of the first or second person: talk, in the main."""
    person = _persons(article.language)
    words = article.words
    return frozenset(
        [
            index
            for index in indices
            if not person.isdisjoint(words.lower[words.bounds[index] : words.bounds[index + 1]])
        ]
    )


@cache
def _persons(language: str) -> frozenset[str]:
    lines = languages.load_sections("ranking/openings", f"{language}.txt").get("person", ())
    return frozenset(word for line in lines for word in line.split())


@cache
def _listed(language: str) -> dict[str, frozenset[str]]:
    sections = languages.load_sections("ranking/settling", f"{language}.txt")
    names = ("settling", "negating", "settled")
    return {name: frozenset(word for line in sections.get(name, ()) for word in line.split()) for name in names}
