"""What of a claim is quoted: whole clauses, parts of them, or a word in scare quotes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from briefer.deferring import Deferred
from briefer.grammar.parsing import Parse
from briefer.languages import load_words
from briefer.model import Quote, Span

QUOTE_MARKS = frozenset("'`\"“”‘’„«»")
DIRECT_WORDS = 5  # a quotation of at least so many words is taken for whole clauses
RE_NOUN_FOLLOWS = Deferred(r"\s+[a-z]+")


def quotes_of(parse: Parse, content: Sequence[Span]) -> tuple[Quote, ...]:
    """Return the quoted words of a claim, quotation marks left out.

    Whole clauses are direct. A single quoted word between a determiner and its noun keeps its distance from the
    label rather than quote it: a scare quote.
    """
    quotes: list[Quote] = []
    text = parse.text
    for span in content:
        for passage in parse.passages.within(span.start, span.end):
            start, end = passage.start + 1, min(passage.end, span.end)
            if not passage.open:
                end -= 1
            while start < end and (text[start] in QUOTE_MARKS or text[start].isspace()):
                start += 1
            while end > start and (text[end - 1] in QUOTE_MARKS or text[end - 1].isspace()):
                end -= 1
            if end <= start:
                continue
            quotes.append(Quote(start, end, _quote_kind(parse, passage.start, passage.end, start, end)))
    return tuple(quotes)


def _quote_kind(parse: Parse, outer_start: int, outer_end: int, start: int, end: int) -> str:
    text = parse.text
    words = text[start:end].split()
    if len(words) >= DIRECT_WORDS or text[end - 1] in ".!?" or (text[end - 1] == "," and len(words) > 2):
        return "direct"
    following = RE_NOUN_FOLLOWS.match(text, outer_end)
    if (
        len(words) == 1
        and following
        and _determined(parse.language).search(text[max(0, outer_start - 12) : outer_start])
    ):
        return "partial" if following[0].strip() in load_words(parse.language, "quoting.txt", "function") else "scare"
    return "partial"


@cache
def _determined(language: str) -> re.Pattern[str]:
    """Return what the text before a quotation ends with where a determiner stands there."""
    determiners = "|".join(map(re.escape, sorted(load_words(language, "quoting.txt", "determiner"))))
    return re.compile(rf"\b(?:{determiners})\s+$", re.IGNORECASE)
