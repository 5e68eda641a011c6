"""Whether a claim affirms, negates or denies."""

from __future__ import annotations

from collections.abc import Sequence

from briefer.claims.attributions import Attribution
from briefer.grammar.parsing import Parse, Tokens
from briefer.languages import load_words
from briefer.model import Kind, Polarity


def polarity_of(parse: Parse, attribution: Attribution, runs: Sequence[Tokens], kind: Kind) -> Polarity:
    """Return whether the claim is denied by its source, negated in its main clause, or affirmed."""
    if kind is Kind.DENIAL:
        return Polarity.DENIED
    if attribution.negated:
        return Polarity.NEGATED
    lower, tags = parse.words.lower, parse.tags
    first, last = runs[0]
    negations = load_words(parse.language, "polarity.txt", "negation")
    said = lower[first:last]
    if negations.isdisjoint(said) and "n't" not in " ".join(said):
        return Polarity.AFFIRMED
    edges = load_words(parse.language, "polarity.txt", "edge")
    for position in range(first, last):
        word = lower[position]
        if word in negations or word.endswith("n't"):
            return Polarity.NEGATED
        if (position > first and word in edges) or (position > first + 1 and tags[position] in ",;:.-"):
            break
    return Polarity.AFFIRMED
