"""A headline for an article that has none: one contiguous slice of its best sentence.

The slice is found by rules over subclasses of words, in the manner of the lead trimming of Dorr, Zajic and Schwartz
(2003, "Hedge Trimmer"), but it cuts at the two ends alone, so that the headline stays a piece of the text. Of the
slices that the rules allow the one wins that is densest in the words that the article keeps using. Verbs keep their
complements, and the words of a source keep source and cue, so that many headlines are longer than an editor's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from briefer.grammar.parsing import Parse
from briefer.headline import punctuation
from briefer.headline.clause import read
from briefer.headline.slices import STRETCH, find, standing
from briefer.headline.sources import owed
from briefer.headline.topic import on_topic
from briefer.languages import load_sections
from briefer.model import Claim, Role, Score, Sentence, Span

UNCUT = 45  # words of a sentence that is taken whole when no rule can cut it
PRIORS = (1.0, 0.1, 0.05, 0.04)  # of the first sentences and all others: the lead of news is written to be cut
STANDS = 0.5  # of a sentence that stands without the text around it, and gives the headline if none before does
COLOUR = 0.02  # factor for a sentence that says next to nothing of what the article goes on about: a way into it
FIRST = 5  # sentences that are read, and the best ranked one
SAMPLE = 20_000  # tokens of the article in which repeated words are counted


def make(parse: Parse, claims: Sequence[Claim], scores: Sequence[Score]) -> Span | None:
    """Return the span of a headline as short as its grammar allows; None where no sentence gives one.

    It lies in the first sentence of the body that stands alone, usually the lead, and leaves out the final period. What
    lies in the content of a claim holds the claim's cue and source, too.
    """
    sentences, words = parse.sentences, parse.words
    if not sentences or _is_unnamed(claims):
        return None
    candidates = _candidates(sentences, scores)
    counts = Counter(words.lower if len(words.lower) <= SAMPLE else words.lower[:SAMPLE])
    lead = frozenset(words.lower[words.bounds[candidates[0]] : words.bounds[candidates[0] + 1]])
    told = on_topic(parse, candidates)
    best, best_value = None, 0.0
    place = 0  # among the sentences that tell the topic: the first of them is the lead, whatever leads up to it
    for i in candidates:
        clause = read(parse, i, claims)
        if clause is None:
            continue
        leads = i in told and standing(clause) >= STANDS
        prior = PRIORS[min(place, len(PRIORS) - 1)] if leads else COLOUR
        place += leads
        for value, _, span in find(clause, counts, lead):
            if value * prior > best_value:
                best, best_value = span, value * prior
        if best and leads:
            break  # what follows is detail
    return best or _uncut(parse, claims, candidates)


def _is_unnamed(claims: Sequence[Claim]) -> bool:
    """Return whether a text is a record in which somebody known as "Speaker 1" alone speaks: nothing to print."""
    sources = [claim.source for claim in claims if claim.construction.name == "transcript"]
    names = {source.name.lower().rstrip("0123456789 _#") for source in sources if source and source.name}
    return not names.isdisjoint(load_sections("", "conversations.txt")["speaker"]) if names else False


def cut(text: str, sentences: Sequence[Sentence], scores: Sequence[Score], language: str) -> Span | None:
    """Return the span of a headline in a language without a grammar: the lead, cut at its punctuation."""
    if not sentences:
        return None
    return punctuation.cut(text, sentences[_candidates(sentences, scores)[0]], language, STRETCH)


def _uncut(parse: Parse, claims: Sequence[Claim], candidates: Sequence[int]) -> Span | None:
    """Return the shortest sentence that nobody else says, cut by its punctuation where need be."""
    for i in sorted(candidates, key=lambda i: parse.sentences[i].end - parse.sentences[i].start):
        span = punctuation.cut(parse.text, parse.sentences[i], parse.language, UNCUT)
        if all(debt.paid(parse.text, *span) for debt in owed(parse, claims, i)):
            return span
    return None


def _candidates(sentences: Sequence[Sentence], scores: Sequence[Score]) -> list[int]:
    body = [i for i, sentence in enumerate(sentences) if sentence.role is Role.BODY] or list(range(len(sentences)))
    best = max(body, key=lambda i: scores[i].value)
    leads = body[:FIRST]
    return leads if best in leads else [*leads, best]
