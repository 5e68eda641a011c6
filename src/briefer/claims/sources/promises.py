"""Anonymity said outright: "who spoke on condition of anonymity because …", and the reason given for it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import compress

from briefer.claims.attributions import Attribution
from briefer.claims.sources.article import Article
from briefer.claims.sources.noun_phrases import take_apart
from briefer.grammar.parsing import Parse
from briefer.languages import load_sections, load_words
from briefer.model import Anonymity, Source, SourceType, Span

NEVER_HIDDEN = frozenset({SourceType.AUTHOR, SourceType.DOCUMENT})


def promises_in(parse: Parse) -> tuple[re.Match[str], ...]:
    """Return where an article promises somebody not to name him, in text order."""
    # Most articles promise nobody anything, and looking for words and stems is much cheaper than for the pattern.
    words = load_words(parse.language, "anonymity.txt", "word")
    text, stems = parse.text, load_sections(parse.language, "anonymity.txt")["stem"]
    return tuple(
        match
        for start, end in _paragraphs_with(parse, words)
        if any(text.find(stem, start, end) >= 0 for stem in stems)
        for match in _condition(parse.language).finditer(text, start, end)
    )


def _paragraphs_with(parse: Parse, words: frozenset[str]) -> list[Span]:
    """Return the paragraphs that have one of the words, in text order."""
    starts = parse.words.starts
    offsets = compress(starts, parse.words.told_lower(words.__contains__))
    openings = [paragraph.start for paragraph in parse.paragraphs]
    return [parse.paragraphs[at] for at in sorted({bisect_right(openings, offset) - 1 for offset in offsets})]


@cache
def _condition(language: str) -> re.Pattern[str]:
    conditions = "|".join(load_sections(language, "anonymity.txt")["condition"])
    return re.compile(rf"\b(?:{conditions})[^.;\n]*", re.IGNORECASE)


@cache
def _reason(language: str) -> re.Pattern[str]:
    reasons = "|".join(load_sections(language, "anonymity.txt")["reason"])
    return re.compile(rf"\b(?:{reasons})\b.*", re.IGNORECASE | re.DOTALL)


def promised(article: Article, promises: Sequence[re.Match[str]], attribution: Attribution, source: Source) -> Source:
    """Return the source marked as anonymous where the text promises so, with the reason that it gives.

    The promise stands in the sentence of the claim, behind the source, or in the next one, which then is about it.
    """
    if not promises or source.type in NEVER_HIDDEN or source.start is None:
        return source
    if source.type is not SourceType.ANONYMOUS and source.name and not _may_hide(source):
        return source
    parse = article.parse
    here = parse.sentences[attribution.sentence]
    index = bisect_left(promises, max(here.start, source.start), key=re.Match.start)
    if index == len(promises):
        return source
    match = promises[index]
    if match.start() >= here.end and not _continues(parse, attribution.sentence + 1, match.start(), source):
        return source
    end = max(match.start(), min(match.end(), _end(parse, attribution, match.start())))
    reason = _reason(parse.language).search(parse.text[match.start() : end])
    words = reason[0].strip(' ,“”"') if reason else None
    anonymity = source.anonymity or Anonymity(None, source.role or _noun(article, attribution), None, None)
    return replace(source, type=SourceType.ANONYMOUS, anonymity=replace(anonymity, reason=words))


def _end(parse: Parse, attribution: Attribution, start: int) -> int:
    """Return where the words of a promise end at the latest: before the cue, or at a comma before a verb."""
    cue = parse.span(attribution.cue).start
    if cue > start:
        return cue
    first = bisect_left(parse.words.starts, start)
    comma = parse.tags.find(",V", first)
    return parse.words.starts[comma] if comma >= 0 else len(parse.text)


def _may_hide(source: Source) -> bool:
    """Tell whether a source with a label may be people all the same: a group, somebody who speaks for others."""
    return source.type is SourceType.GROUP or (source.type is SourceType.ORGANISATION and source.role is not None)


def _continues(parse: Parse, sentence: int, promise: int, source: Source) -> bool:
    """Tell whether the sentence with a promise goes on about the source: "He spoke on condition …", "The clerk …"."""
    sentences = parse.sentences
    if sentence >= len(sentences) or not sentences[sentence].start <= promise < sentences[sentence].end:
        return False
    first = parse.words.bounds[sentence]
    opening = parse.words.lower[first : first + 4]
    noun = source.anonymity.role if source.anonymity else None
    return opening[:1] in (["he"], ["she"], ["they"]) or (
        opening[:1] == ["the"] and noun is not None and any(word.startswith(noun) for word in opening)
    )


def _noun(article: Article, attribution: Attribution) -> str | None:
    return take_apart(article, *attribution.source).noun if attribution.source else None
