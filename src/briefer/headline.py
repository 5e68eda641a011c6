"""A headline for an article that has none: one contiguous slice of its best sentence.

The slice is found by rules over kinds of words, in the manner of the lead trimming of Dorr, Zajic and Schwartz (2003,
"Hedge Trimmer"), but it cuts at the two ends alone, so that the headline stays a piece of the text. Of the slices that
the rules allow the one wins that is densest in the words that the article keeps using. What a sentence gives as
somebody's words is never cut loose from whose words they are, so that some headlines are longer than one would wish.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import islice

from briefer import clauses
from briefer.clauses import NAME, Reading
from briefer.languages import get
from briefer.model import Role, Score, Sentence, Span
from briefer.words import Words

LIMIT = 14  # words of a headline, where the grammar allows
AIM = 10  # words that it should have; a sentence of no more is one as it stands
STRETCH = 30  # words that it may have where no shorter slice keeps the meaning
LEAST, LEAST_TOPIC = 5, 6  # words that say something
UNCUT = 45  # words of a sentence that is taken whole when no rule can cut it
CHARACTERS_WORD = 2  # in scripts without spaces, which have less than one in CHARACTERS_SPACED
CHARACTERS_SPACED = 20
FINAL_CLAUSE = 10  # words of a last clause that may be an attribution in any language
WINDOW = 2_000  # characters of a sentence that is cut by its punctuation
PRIORS = (1.0, 0.3, 0.2, 0.2)  # of the first sentences and the best ranked one: the lead of news is written to be cut
SAMPLE = 20_000  # tokens of the article in which repeated words are counted

# How likely a word is to stand in a headline, from how often the article has it: count / (count + HALF). A name gets
# there sooner, and what opens a sentence matters more than what ends it.
HALF, HALF_NAME = 8.0, 5.6
EARLY, MIDDLE, WEIGHT_EARLY, WEIGHT_LATE = 9, 15, 1.3, 0.7
WEIGHTS = {"t": 0.2, "p": 0.09, "a": 0.05, "*": 0.0}
WEIGHT_OTHER = 0.03
USUAL = 2.0  # words of a usual headline; density is 2 × weight / (words + USUAL), as in an F-measure

# Factors on the density; 1 is a slice that ends where its sentence does.
EACH_LONG, FACTOR_LONG, EACH_LONGER = 0.1, 0.5, 0.015  # less for each word beyond AIM, down to so much, and a bit more
FACTOR_TOPIC = 0.3  # the subject alone, without its verb
FACTOR_VERBLESS, FACTOR_DEICTIC, FACTOR_WEAK = 0.4, 0.3, 0.6

WORDLIKE = frozenset("NPegmvjqu0")
# "Liberal Democrat leader Charles Kennedy has": the name can be the subject alone.
RE_DESCRIPTOR = re.compile(r"[NPgeml-]*?N(P{1,4})")
NO_TITLE = frozenset(',;-"f(arSptT')
PEOPLE = ("an", "ese", "ish")
RE_CLAUSE_END = re.compile(r"[,;:](?=\s)|[،؛、，；：]|\s+[-–—]\s")
RE_NO_SPACE = re.compile(r"\S+")
PAIRS = (("(", ")"), ("«", "»"), ("「", "」"), ("『", "』"), ("„", "“”"), ("（", "）"))
FINAL_MARKS = frozenset(".。．,;:،؛、，；：")


def make(text: str, sentences: Sequence[Sentence], words: Words, scores: Sequence[Score], language: str) -> Span | None:
    """Return the span of a headline of at most 14 words where the grammar allows; None for no sentence.

    It lies in one sentence of the body, usually the lead, and leaves out the final period.
    """
    if not sentences:
        return None
    candidates = _candidates(sentences, scores)
    if language != "en":
        return _by_punctuation(text, sentences[candidates[0]], language, STRETCH)
    lexicon = clauses.lexicon(language)
    counts = Counter(words.lower if len(words.lower) <= SAMPLE else words.lower[:SAMPLE])
    best, best_value = None, 0.0
    for i, prior in zip(candidates, PRIORS, strict=False):
        reading = clauses.read(words, i, lexicon)
        if reading is None:
            continue
        fits, stands = False, _standing(reading) == 1.0
        for value, length, begin, end in _slices(reading, counts):
            fits |= length <= LIMIT and stands
            if value * prior > best_value:
                best, best_value = Span(words.starts[begin], words.ends[end - 1]), value * prior
        if fits:
            break  # what follows would have to be far better: the lead is the lead
    if best:
        return best
    shortest = min((sentences[i] for i in candidates), key=lambda sentence: sentence.end - sentence.start)
    return _by_punctuation(text, shortest, language, UNCUT)


def _candidates(sentences: Sequence[Sentence], scores: Sequence[Score]) -> list[int]:
    body = [i for i, sentence in enumerate(sentences) if sentence.role is Role.BODY] or list(range(len(sentences)))
    best = max(body, key=lambda i: scores[i].value)
    leads = body[: len(PRIORS) - 1]
    return leads if best in leads else [*leads, best]


def _begins(reading: Reading) -> tuple[int, ...]:
    """Return the tokens that a slice may begin with, the subject's first one first."""
    kinds, origin, main = reading.kinds, reading.origin, reading.main
    article = kinds[origin] == "d" and reading.word(origin) in reading.lexicon.article
    begins = [origin]
    if (match := RE_DESCRIPTOR.match(kinds, origin + article)) and match.end() == main:
        begins.append(match.start(1))
    # "The Swede has" needs its article.
    if (
        article
        and kinds[origin + 1 : origin + 2] in ("P", "0")
        and not (main > 0 and reading.word(main - 1).endswith(PEOPLE))
    ):
        begins.append(origin + 1)
    begins += _short_names(reading)
    return tuple(dict.fromkeys(begins))


def _short_names(reading: Reading) -> list[int]:
    """Return where the subject's name may begin: with a shorter form that the article itself goes on to use."""
    kinds, main, first = reading.kinds, reading.main, reading.first
    start = main
    while start > reading.origin and kinds[start - 1] == NAME:
        start -= 1
    if main - start < 2 or not NO_TITLE.isdisjoint(kinds[reading.origin : start]):
        return []
    texts = reading.words.texts
    found: list[int] = []
    last, at = texts[first + main - 1], first + reading.end
    with suppress(ValueError):
        while len(found) < main - start:
            at = texts.index(last, at + 1)
            length = 1
            while length < main - start and texts[at - length] == texts[first + main - 1 - length]:
                length += 1
            before = texts[at - length]
            if not before[0].isupper() or before.lower() in reading.lexicon.honorific:
                found.append(main - length)
    return found


def _slices(reading: Reading, counts: Counter[str]) -> Iterator[tuple[float, int, int, int]]:
    """Yield (value, words, first token, token behind the last) of every slice that may be a headline."""
    weights, lengths = _weigh(reading, counts)
    origin, last, first = reading.origin, reading.end, reading.first
    paired = any(mark in reading.kinds for mark in "\"('")
    standing = _standing(reading)
    if lengths[last] - lengths[origin] <= AIM:  # it is a headline as it stands
        begins = _begins(reading)
        ends = [(last, 1.0)]
    else:
        begins = _begins(reading)
        ends = [
            (end, factor) for end in range(reading.main + 1, last + 1) if (factor := clauses.end_factor(reading, end))
        ]
        if not any(lengths[end] - lengths[origin] <= LIMIT for end, _ in ends) and (
            topic := _topic_end(reading, lengths)
        ):
            ends.append((topic, FACTOR_TOPIC))
    for end, factor in ends:
        for begin in begins:
            length = lengths[end] - lengths[begin]
            if length > STRETCH or (length < LEAST and end < last) or (paired and not _closed(reading, begin, end)):
                continue
            value = standing * factor * (weights[end] - weights[begin]) / (length + USUAL)
            if length > AIM:
                value *= max(FACTOR_LONG, 1 - EACH_LONG * (length - AIM)) - EACH_LONGER * (length - AIM)
            yield value, length, first + begin, first + end


def _standing(reading: Reading) -> float:
    """Return how well the sentence stands without the text around it, 1 for well."""
    kinds, origin, lexicon = reading.kinds, reading.origin, reading.lexicon
    words = reading.words.lower[reading.first + origin : reading.first + reading.end]
    factor = 1.0 if reading.main > origin else FACTOR_VERBLESS  # no verb, or no subject
    if (words[0] in lexicon.deictic and kinds[origin] != NAME) or kinds[origin] == '"':
        factor *= FACTOR_DEICTIC
    if not lexicon.personal.isdisjoint(words) or "?" in kinds[-2:] or len(words) <= LEAST:
        factor *= FACTOR_WEAK
    return factor


def _weigh(reading: Reading, counts: Counter[str]) -> tuple[list[float], list[int]]:
    """Return the weight and the number of words before each token."""
    words, first = reading.words, reading.first
    weights, lengths = [0.0], [0]
    seen: set[str] = set()
    weight, length, behind = 0.0, 0, -1
    for i in range(reading.end):
        kind, token = reading.kinds[i], words.lower[first + i]
        if kind in WORDLIKE and token not in seen:
            seen.add(token)
            count = counts[token]
            part = count / (count + (HALF_NAME if kind == NAME else HALF))
            weight += part * (WEIGHT_EARLY if i < EARLY else 1.0 if i < MIDDLE else WEIGHT_LATE)
        elif kind.isalpha():
            weight += WEIGHTS.get(kind, WEIGHT_OTHER)
        if words.starts[first + i] > behind:
            length += 1
        behind = words.ends[first + i]
        weights.append(weight)
        lengths.append(length)
    return weights, lengths


def _closed(reading: Reading, begin: int, end: int) -> bool:
    """Return whether quotation marks and brackets of the slice come in pairs."""
    kinds, words, first = reading.kinds, reading.words, reading.first
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


def _topic_end(reading: Reading, lengths: Sequence[int]) -> int:
    """Return the end of a subject that can stand alone, 0 for none; it may not tell what only a source says."""
    end = reading.main
    if end < 0 or reading.kinds[end] not in "xvM" or "n" in reading.kinds[end : end + 3]:
        return 0  # a noun may have passed for the verb; and "not" is news that a subject alone would hide
    while end > reading.origin and reading.kinds[end - 1] in ",l":
        end -= 1
    group = reading.kinds[reading.origin : end]
    if not LEAST_TOPIC <= lengths[end] - lengths[reading.origin] <= LIMIT:
        return 0
    if group[0] not in "dNP0" or group[-1] not in "NP0" or "," in group or set(group).isdisjoint("pfrTteg"):
        return 0
    return 0 if reading.cue >= 0 and not set(group).isdisjoint("rTeqjvmxu") else end


def _by_punctuation(text: str, sentence: Sentence, language: str, stretch: int) -> Span:
    """Return the sentence, or where it is too long its first clauses, or else its first words.

    Without grammar a short last clause may be the attribution: a sentence with one stays whole up to `stretch` words.
    """
    start = sentence.start
    end = _trimmed(text, start, min(sentence.end, start + WINDOW))
    scale = 1
    if text.count(" ", start, end) * CHARACTERS_SPACED < end - start:
        scale = CHARACTERS_WORD
    limit, least, final, stretch = (number * scale for number in (LIMIT, LEAST, FINAL_CLAUSE, stretch))

    def size(first: int, last: int) -> int:
        return last - first if scale > 1 else len(text[first:last].split())

    cuts = [match.start() for match in RE_CLAUSE_END.finditer(text, start, end)]
    whole = size(start, end)
    if whole <= limit or (whole <= stretch and (not cuts or size(cuts[-1], end) <= final)):
        return Span(start, end)
    for cut in reversed(cuts):
        if least <= size(start, cut) <= limit and not _open(text[start:cut]):
            return Span(start, _trimmed(text, start, cut))
    return Span(start, end if whole <= stretch else _first_words(text, start, end, limit, language, scale))


def _trimmed(text: str, start: int, end: int) -> int:
    """Return the end without final marks; what is nothing but marks keeps its first character."""
    while end > start + 1 and (text[end - 1].isspace() or text[end - 1] in FINAL_MARKS):
        end -= 1
    return end


def _open(part: str) -> bool:
    return part.count('"') % 2 == 1 or any(part.count(a) != sum(map(part.count, b)) for a, b in PAIRS)


def _first_words(text: str, start: int, end: int, limit: int, language: str, scale: int) -> int:
    """Return the end of the first words, the last of them no stop word."""
    if scale > 1:
        return _trimmed(text, start, min(end, start + limit))
    ends = [match.end() for match in islice(RE_NO_SPACE.finditer(text, start, end), limit)]
    stop_words = get(language).stop_words
    while len(ends) > 1 and text[ends[-2] : ends[-1]].strip().lower() in stop_words:
        ends.pop()
    return _trimmed(text, start, ends[-1])
