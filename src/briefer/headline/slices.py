"""The slices of a sentence that may be a headline, and what each is worth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from briefer.grammar.subclasses import NAME
from briefer.headline.begins import begins
from briefer.headline.clause import Clause
from briefer.headline.ends import end_factor
from briefer.model import Span

AIM = 8  # words that it should have; a sentence of no more is one as it stands
STRETCH = 40  # words that it may have where no shorter slice keeps the meaning
LEAST = 4  # words that say something

# How likely a word is to stand in a headline, from how often the article has it: count / (count + HALF). A name gets
# there sooner, and what opens a sentence matters more than what ends it.
HALF, HALF_NAME = 4.0, 5.6
ELSEWHERE = 0.1  # of a word that the lead has not: what a headline says, the lead says
EARLY, MIDDLE, WEIGHT_EARLY, WEIGHT_LATE = 9, 15, 1.3, 0.7
WEIGHTS = {"t": 0.2, "p": 0.09, "a": 0.05, "*": 0.0}
WEIGHT_OTHER = 0.03
USUAL = 1.0  # words of a usual headline; density is 2 × weight / (words + USUAL), as in an F-measure

# Factors on the density; 1 is a slice that ends where its sentence does.
EACH_LONG, FACTOR_LONG, EACH_LONGER, FACTOR_LONGEST = (
    0.1,
    0.4,
    0.02,
    0.05,
)  # less for each word beyond AIM, down to so much, and a bit more
FACTOR_VERBLESS, FACTOR_DEICTIC, FACTOR_WEAK, FACTOR_QUESTION = 0.1, 0.02, 0.6, 0.02

WORDLIKE = frozenset("NPegmvjqu0")


def find(clause: Clause, counts: Counter[str], lead: frozenset[str]) -> Iterator[tuple[float, int, Span]]:
    """Yield (value, words, span) of every slice that may be a headline."""
    weights, lengths = _weigh(clause, counts, lead)
    origin, last, first = clause.origin, clause.end, clause.first
    paired = any(mark in clause.kinds for mark in "\"('")
    stands = standing(clause)
    if lengths[last] - lengths[origin] <= AIM:  # it is a headline as it stands
        ends = [(last, 1.0)]
    else:
        ends = [(end, factor) for end in range(clause.main + 1, last + 1) if (factor := end_factor(clause, end))]
    text, debts = clause.parse.text, clause.debts
    starts = begins(clause)
    for end, factor in ends:
        for begin in starts:
            length = lengths[end] - lengths[begin]
            if length > STRETCH or (length < LEAST and end < last) or (paired and not _closed(clause, begin, end)):
                continue
            span = clause.parse.span((first + begin, first + end))
            if not all(debt.paid(text, *span) for debt in debts):
                continue
            value = stands * factor * (weights[end] - weights[begin]) / (length + USUAL)
            if length > AIM:
                value *= max(
                    max(FACTOR_LONG, 1 - EACH_LONG * (length - AIM)) - EACH_LONGER * (length - AIM), FACTOR_LONGEST
                )
            yield value, length, span


def standing(clause: Clause) -> float:
    """Return how well the sentence stands without the text around it, 1 for well."""
    kinds, origin = clause.kinds, clause.origin
    words = _spelt(clause)
    factor = 1.0 if clause.main > origin else FACTOR_VERBLESS  # no verb, or no subject
    if (words[0] in clause.lexicon.sets["deictic"] and not _told(clause)) or kinds[origin] == '"' or _goes_on(clause):
        factor *= FACTOR_DEICTIC
    if not clause.lexicon.sets["personal"].isdisjoint(words) or len(words) <= LEAST:
        factor *= FACTOR_WEAK
    if "?" in kinds[-2:]:
        factor *= FACTOR_QUESTION
    return factor


def _goes_on(clause: Clause) -> bool:
    """Return whether a sentence goes on from another: "The decision comes …", "Reed then left the council"."""
    origin, main = clause.origin, clause.main
    if (
        main > origin
        and main - origin <= 2
        and any(clause.among(at, "continuing") for at in range(main - 1, min(main + 2, clause.end)))
    ):
        return True
    early = range(origin, min(max(main, origin) + 1, clause.end))
    if any(clause.among(at, "third") and NAME not in clause.kinds[origin:at] for at in early):
        return True  # "When he returned for them, …"
    resumed = (
        origin + 1 < clause.end
        and clause.word(origin) == "the"
        and (clause.among(origin + 1, "resuming") or clause.word(origin + 1).endswith("-year-old"))
    )
    return resumed and clause.main - origin in (2, 3)


def _told(clause: Clause) -> bool:
    """Return whether what opens like a reference tells what it is: "one of the mills", "both Lind and Brandt"."""
    kinds, origin, main = clause.kinds, clause.origin, clause.main
    if kinds[origin] == NAME:
        return True
    word = clause.word(origin)
    return (word == "one" and kinds[origin + 1] == "f") or (word == "both" and "a" in kinds[origin : max(main, 0)])


def _spelt(clause: Clause) -> list[str]:
    """Return the words of the clause in lower case, but for those in capitals among others: "US" is not "us"."""
    texts = clause.parse.words.texts[clause.first + clause.origin : clause.first + clause.end]
    if all(token.isupper() for token in texts if token.isalpha()):
        return [token.lower() for token in texts]
    return [token if len(token) > 1 and token.isupper() else token.lower() for token in texts]


def _weigh(clause: Clause, counts: Counter[str], lead: frozenset[str]) -> tuple[list[float], list[int]]:
    """Return the weight and the number of words before each token."""
    words, first = clause.parse.words, clause.first
    weights, lengths = [0.0], [0]
    seen: set[str] = set()
    weight, length, behind = 0.0, 0, -1
    for i in range(clause.end):
        kind, token = clause.kinds[i], words.lower[first + i]
        if kind in WORDLIKE and token not in seen:
            seen.add(token)
            count = counts[token]
            part = count / (count + (HALF_NAME if kind == NAME else HALF))
            if token not in lead:
                part *= ELSEWHERE
            weight += part * (WEIGHT_EARLY if i < EARLY else 1.0 if i < MIDDLE else WEIGHT_LATE)
        elif kind.isalpha():
            weight += WEIGHTS.get(kind, WEIGHT_OTHER)
        if words.starts[first + i] > behind:
            length += 1
        behind = words.ends[first + i]
        weights.append(weight)
        lengths.append(length)
    return weights, lengths


def _closed(clause: Clause, begin: int, end: int) -> bool:
    """Return whether quotation marks and brackets of the slice come in pairs."""
    kinds, words, first = clause.kinds, clause.parse.words, clause.first
    part = kinds[begin:end]
    if part.count('"') % 2 or part.count("(") != part.count(")"):
        return False
    opened = 0
    for i in range(begin, end):
        if kinds[i] == "'":
            if i == 0 or words.starts[first + i] > words.ends[first + i - 1]:
                opened += 1
            elif opened:  # else it is a genitive
                opened -= 1
    return not opened
