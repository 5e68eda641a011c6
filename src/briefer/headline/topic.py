"""What the article is about: which of its first sentences tell it, and which are a way into it.

"Like every morning, there was tension" opens many a report. None of its words comes back below, where a later sentence
has most of those that do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from briefer.grammar.parsing import Parse
from briefer.model import Role

TERMS = 12  # the terms that stand in the most sentences
LEAST = 2  # sentences in which one must stand
FEWEST = 4  # terms that make a topic
SHARE = 0.3  # of what the best sentence covers
KNOWN = 0.3  # share of the topic that the best sentence must cover, or nothing is sure


def on_topic(parse: Parse, candidates: Sequence[int]) -> frozenset[int]:
    """Return the sentences that cover enough of the article's topic, all of them where no sentence covers much."""
    terms = parse.words.terms
    body = [sentence.index for sentence in parse.sentences if sentence.role is Role.BODY]
    spread = Counter(term for index in body for term in dict.fromkeys(terms[index]))
    topic = {term: count for term, count in spread.most_common(TERMS) if count >= LEAST}
    whole = sum(topic.values())
    covered = {index: sum(topic[term] for term in {*terms[index]} & topic.keys()) for index in candidates}
    best = max(covered.values())
    if len(topic) < FEWEST or best < KNOWN * whole:
        return frozenset(candidates)
    return frozenset(index for index, count in covered.items() if count >= SHARE * best)
