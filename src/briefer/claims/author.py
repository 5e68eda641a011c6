"""What the article says in its own voice: what is not known, what has not happened, and the figures it gives."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from briefer.claims.attributions import Attribution
from briefer.claims.transcripts import of_others
from briefer.construction import Construction, Marker
from briefer.grammar.clauses import content, trimmed
from briefer.grammar.parsing import Parse
from briefer.languages import load_lines, load_words
from briefer.model import Certainty, Kind, Level, Polarity, Role, Sentence, Span

DOUBT = Construction("author's doubt", Marker.WORDING)
FIGURE = Construction("author's figure", Marker.FIGURE)
RE_FIGURE = re.compile(
    r"[$£€¥]\s?\d[\d.,]*"
    r"|\b\d[\d.,]*\s?(?:%|per ?cent\b|percentage points?\b)"
    r"|\b\d[\d.,]*\s(?:million|billion|trillion)\b"
    r"|\b\d{1,3}(?:,\d{3})+\b"
)


class Remark(NamedTuple):
    """A claim of the author's own: one content span a sentence."""

    construction: Construction
    sentence: int
    kind: Kind
    polarity: Polarity
    certainty: Certainty
    content: tuple[Span, ...]


class Wording(NamedTuple):
    """A row of the data file; `triggers` are words of which every match holds one."""

    kind: Kind
    polarity: Polarity
    triggers: frozenset[str]
    pattern: str


@cache
def _wordings(language: str) -> tuple[Wording, ...]:
    rows = (line.split(maxsplit=3) for line in load_lines(language, "author_voice.txt"))
    return tuple(
        Wording(Kind(kind), Polarity(polarity), frozenset(triggers.split(",")), pattern)
        for kind, polarity, triggers, pattern in rows
    )


@cache
def _triggers(language: str) -> frozenset[str]:
    return frozenset().union(*(wording.triggers for wording in _wordings(language)))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Return a wording's pattern, compiled when the first sentence asks for it: few articles need many of them."""
    return re.compile(pattern, re.IGNORECASE)


def _first(parse: Parse, straight: str, sentence: Sentence) -> tuple[re.Match[str], Wording] | None:
    """Return the earliest match in a sentence and its wording."""
    words = parse.words.lower[slice(*parse.words.bounds[sentence.index : sentence.index + 2])]
    if _triggers(parse.language).isdisjoint(words):
        return None
    found = [
        (match, wording)
        for wording in _wordings(parse.language)
        if not wording.triggers.isdisjoint(words)
        and (match := _compiled(wording.pattern).search(straight, sentence.start, sentence.end))
    ]
    return min(found, key=lambda pair: pair[0].start(), default=None)


class _Stretches:
    """The positions that some of the spans cover."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [span.start for span in ordered]
        self._ends = list(accumulate((span.end for span in ordered), max))  # how far any of them reaches so far

    def __contains__(self, position: int) -> bool:
        at = bisect_right(self._starts, position)
        return at > 0 and position < self._ends[at - 1]


def remarks(parse: Parse, found: Sequence[Attribution]) -> list[Remark]:
    """Return the author's own claims in text order, none of them within what somebody is reported to say.

    Doubts and standing facts of one paragraph make one claim; a sentence with figures makes one of its own.
    """
    taken = _Stretches(span for attribution in found if attribution.sure for span in attribution.content)
    reported = {attribution.sentence for attribution in found}
    straight = parse.text.replace("’", "'")
    made: list[Remark] = []
    others = of_others(parse)
    for sentence in parse.sentences:
        if sentence.role is not Role.BODY or sentence.paragraph in others:
            continue
        remark = _doubt(parse, straight, sentence, taken)
        if remark:
            last = made[-1] if made else None
            if last and last.construction is DOUBT and parse.sentences[last.sentence].paragraph == sentence.paragraph:
                certainty = Certainty(last.certainty.level, last.certainty.markers + remark.certainty.markers)
                made[-1] = Remark(
                    DOUBT, last.sentence, last.kind, last.polarity, certainty, last.content + remark.content
                )
            else:
                made.append(remark)
        elif sentence.index not in reported:
            figure = _figure(parse, sentence.index)
            if figure:
                made.append(figure)
    return made


def _doubt(parse: Parse, straight: str, sentence: Sentence, taken: _Stretches) -> Remark | None:
    first = _first(parse, straight, sentence)
    if first is None:
        return None
    match, wording = first
    if parse.passages.at(match.start()) or parse.text[sentence.end - 1] == "?":
        return None
    if match.start() in taken:
        return None
    clause = _clause_around(parse, sentence.index, match.start(), match.end())
    if clause is None:
        return None
    if wording.kind is Kind.UNCERTAINTY:
        marker = parse.text[match.start() : match.end()]
        opening, *question = marker.rsplit(maxsplit=1)
        if question and question[0].lower() in load_words(parse.language, "constructions.txt", "content question"):
            marker = opening
        certainty = Certainty(Level.UNKNOWN, (Span(match.start(), match.start() + len(marker)),))
    else:
        certainty = Certainty(Level.ASSERTED)
    return Remark(DOUBT, sentence.index, wording.kind, wording.polarity, certainty, (clause,))


def _clause_around(parse: Parse, index: int, start: int, end: int) -> Span | None:
    """Return the clause that holds a match: past an adverbial before it, up to where a new clause sets in."""
    tags, words = parse.tags, parse.words
    first, last = words.bounds[index], words.bounds[index + 1]
    at = first
    while at < last and words.ends[at] <= start:
        at += 1
    comma = tags.find(",", first, at)
    subordinate = tags[first] == "B" and comma < 0
    begin = first
    if tags[first] in "CK" or subordinate:
        begin = first + 1
    elif tags[first] in "SBRGv" and comma >= 0:
        begin = comma + 1
    stop = at
    while stop < last and words.starts[stop] < end:
        stop += 1
    while stop < last:
        if tags[stop] == ";" or (tags[stop] == "," and (subordinate or (stop + 1 < last and tags[stop + 1] in "CKB"))):
            break
        stop += 1
    return content(parse, begin, trimmed(parse, begin, stop))


def _figure(parse: Parse, index: int) -> Remark | None:
    sentence = parse.sentences[index]
    first, last = parse.words.bounds[index], parse.words.bounds[index + 1]
    if "Z" not in parse.tags[first:last] or is_reported(parse, first, last):
        return None
    match = RE_FIGURE.search(parse.text, sentence.start, sentence.end)
    if match is None or parse.passages.at(match.start()) or parse.text[sentence.end - 1] == "?":
        return None
    span = content(parse, first, trimmed(parse, first, last))
    if span is None:
        return None
    return Remark(FIGURE, index, Kind.FACT, Polarity.AFFIRMED, Certainty(Level.ASSERTED), (span,))


def is_reported(parse: Parse, first: int, last: int) -> bool:
    """Tell whether a sentence may rest on somebody's word, found or not: then its figures are not the author's."""
    lower, tags = parse.words.lower, parse.tags
    if not load_words(parse.language, "figures.txt", "sourced").isdisjoint(lower[first:last]):
        return True
    for at in range(first, last):
        if tags[at] in "Vv" and any(
            verb.family in ("assert", "find", "believe") and not verb.frames.isdisjoint("ctq")
            for verb in parse.verbs[lower[at]]
        ):
            return True
    return False
