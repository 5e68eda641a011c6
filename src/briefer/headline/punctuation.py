"""A headline cut by punctuation alone, for languages without a grammar and for sentences that no rule can cut."""

from __future__ import annotations

import re
from itertools import islice

from briefer.languages import get
from briefer.model import Sentence, Span

LIMIT = 14  # words of a headline
LEAST = 5  # words that say something
CHARACTERS_WORD = 2  # in scripts without spaces, which have less than one in CHARACTERS_SPACED
CHARACTERS_SPACED = 20
FINAL_CLAUSE = 10  # words of a last clause that may be an attribution in any language
WINDOW = 2_000  # characters of a sentence that is cut
RE_CLAUSE_END = re.compile(r"[,;:](?=\s)|[،؛、，；：]|\s+[-–—]\s")
RE_NO_SPACE = re.compile(r"\S+")
PAIRS = (("(", ")"), ("«", "»"), ("「", "」"), ("『", "』"), ("„", "“”"), ("（", "）"))
FINAL_MARKS = frozenset(".。．,;:،؛、，；：")


def cut(text: str, sentence: Sentence, language: str, stretch: int) -> Span:
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
