"""Facts in the article's own voice, for articles in which hardly anybody says anything: what happened, and how much.

Which sentences are worth checking is told as ClaimBuster tells it (Hassan et al., 2017): by figures, names and verbs in
the past; sentences that lean on others, address the reader or may be somebody's word are none.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from briefer.claims.attributions import Attribution
from briefer.claims.author import RE_FIGURE, Remark, is_reported
from briefer.claims.judging.certainty import hedges
from briefer.construction import Construction, Marker
from briefer.grammar.clauses import content, trimmed
from briefer.grammar.parsing import Parse
from briefer.languages import load_sections
from briefer.model import Certainty, Kind, Level, Polarity, Role, Sentence, Span

FACT = Construction("author's fact", Marker.FACT)
ENOUGH = 3  # claims of others, from which on an article needs no facts
WORTHY = 0.5  # what a sentence must be worth; a quarter more or less changes one article in a hundred
FEWEST = 5  # sentences of a body that is an article
CANDIDATES = 8  # facts that are offered to the choice of key claims
SHORTEST, LONGEST = 6, 40  # tokens between which a sentence states something that is read at once
MOST_NAMES = 3
NEAR = 4  # tokens within which an adverbial ends that opens a sentence: "In the end, he"


class _Tables(NamedTuple):
    """The data of a language: weights by feature, and sets of lower-case words."""

    weights: dict[str, float]
    person: frozenset[str]
    leaning: frozenset[str]


@cache
def _tables(language: str) -> _Tables:
    sections = load_sections(language, "facts.txt")
    weights = dict(line.split("#")[0].split() for line in sections["weights"])
    words = (frozenset(" ".join(sections[name]).split()) for name in ("person", "leaning"))
    return _Tables({name: float(weight) for name, weight in weights.items()}, *words)


def facts(parse: Parse, found: Sequence[Attribution], remarks: Sequence[Remark], *, alone: bool) -> list[Remark]:
    """Return sentences of the body that state facts in the article's own voice, at most CANDIDATES, in text order.

    No sentence is among them in which somebody is reported to say something, or that is a remark already. A few lines
    have none. Where they stand `alone` and none is worth checking, it is the best one: an article says something.
    """
    taken = {one.sentence for one in found} | {one.sentence for one in remarks}
    spans = sorted(span for one in found for span in one.content)
    body = [sentence for sentence in parse.sentences if sentence.role is Role.BODY]
    if len(body) < FEWEST:
        return []
    heads = _headline(parse)
    reach = at = 0
    rated: list[tuple[float, int]] = []
    for place, sentence in enumerate(body):
        while at < len(spans) and spans[at].start < sentence.end:
            reach = max(reach, spans[at].end)
            at += 1
        if sentence.index in taken or reach > sentence.start:
            continue  # a quotation may go on over several sentences
        rated.append((-_worth(parse, sentence, 1 - place / len(body), heads), sentence.index))
    best = sorted(rated)[:CANDIDATES]
    worthy = [index for negative, index in best if negative <= -WORTHY]
    if alone and not worthy:
        worthy = [index for _, index in best[:1]]
    made = (_remark(parse, index) for index in sorted(worthy))
    return [remark for remark in made if remark is not None]


def _worth(parse: Parse, sentence: Sentence, early: float, headline: frozenset[str]) -> float:
    """Return how much a sentence is worth checking; below 0 it is no fact, or none that reads alone."""
    first, last = parse.words.bounds[sentence.index], parse.words.bounds[sentence.index + 1]
    lower, tags = parse.words.lower[first:last], parse.tags[first:last]
    text = parse.text[sentence.start : sentence.end]
    weights, person, leaning = _tables(parse.language)
    has = {
        "early": early,
        "figure": RE_FIGURE.search(text) is not None,
        "number": "Z" in tags and not RE_FIGURE.search(text),
        "name": min(MOST_NAMES, tags.count("N", 1)),
        "headline": len(headline.intersection(lower)) / (len(headline) or 1),
        "happened": any(word.endswith("ed") or word in ("was", "were", "had") for word in lower),
        "verbless": set(tags).isdisjoint("AVv"),
        "short": len(lower) < SHORTEST,
        "long": len(lower) > LONGEST,
        "leaning": _leans(lower, leaning),
        "person": not person.isdisjoint(lower),
        "quoted": 2 * sum(parse.quoted[first:last]) > len(lower),
        "hedged": _is_hedged(lower, parse.language),
        "sourced": is_reported(parse, first, last),
        "posted": "@" in text or "://" in text,
        "question": text.endswith(("?", "!", ":")),
    }
    return sum([weights[name] * amount for name, amount in has.items()])


def _leans(lower: Sequence[str], leaning: frozenset[str]) -> bool:
    """Tell whether a sentence opens with what stands for something outside it: "It", "But", "Sadly, he"."""
    opening = next((at for at, word in enumerate(lower) if word[0].isalnum()), len(lower))
    if lower[opening : opening + 1] and lower[opening] in leaning:
        return True
    comma = next((at for at in range(opening, min(len(lower) - 1, opening + NEAR)) if lower[at] == ","), None)
    return comma is not None and lower[comma + 1] in leaning


def _headline(parse: Parse) -> frozenset[str]:
    """Return the words of the headline that are longer than function words are."""
    found: set[str] = set()
    for sentence in parse.sentences:
        if sentence.role is Role.HEADLINE:
            found.update(parse.words.lower[parse.words.bounds[sentence.index] : parse.words.bounds[sentence.index + 1]])
    return frozenset(word for word in found if len(word) > 3)


def _is_hedged(lower: Sequence[str], language: str) -> bool:
    table = hedges(language)
    for at, word in enumerate(lower):
        for words, level, kind in table.get(word, ()):
            if tuple(lower[at : at + len(words)]) == words:
                if level is not None and (level is not Level.ASSERTED or kind == "hearsay"):
                    return True
                break
    return False


def _remark(parse: Parse, index: int) -> Remark | None:
    first, last = parse.words.bounds[index], parse.words.bounds[index + 1]
    span: Span | None = content(parse, first, trimmed(parse, first, last)) if first < last else None
    return span and Remark(FACT, index, Kind.FACT, Polarity.AFFIRMED, Certainty(Level.ASSERTED), (span,))
