"""How sure a source is of what it says, by its own hedges."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from briefer.claims.attributions import Attribution
from briefer.claims.parts.cues import BE
from briefer.grammar.parsing import Parse, Tokens
from briefer.languages import load_lines, load_words
from briefer.model import Certainty, Level, Span

LEVELS = (Level.ASSERTED, Level.LIKELY, Level.POSSIBLE, Level.UNKNOWN)


@cache
def hedges(language: str = "en") -> dict[str, tuple[tuple[tuple[str, ...], Level | None, bool], ...]]:
    """Return {first word: its hedges as (words, level, whether it is a verb), the longest first}.

    Words without a level look like hedges and are none.
    """
    table: dict[str, list[tuple[tuple[str, ...], Level | None, bool]]] = {}
    for line in load_lines(language, "hedges.txt"):
        level, *entries = line.split()
        verb = entries[0] == "verb"
        for entry in entries[verb:]:
            words = tuple(entry.split("_"))
            table.setdefault(words[0], []).append((words, None if level == "none" else Level(level), verb))
    return {word: tuple(sorted(rows, key=lambda row: -len(row[0]))) for word, rows in table.items()}


@cache
def _hedged_choice(language: str) -> re.Pattern[str]:
    """Return what matches "or its allies": the source leaves open who it was."""
    nouns = "|".join(sorted(load_words(language, "certainty.txt", "choice")))
    openers = "|".join(sorted(load_words(language, "certainty.txt", "opener")))
    return re.compile(rf"\bor (?:{openers}) (?:\w+ ){{0,2}}(?:{nouns})\b", re.IGNORECASE)


def certainty_of(parse: Parse, attribution: Attribution, runs: Sequence[Tokens]) -> Certainty:
    """Return the source's own hedges in text order and the weakest level among them.

    A cue of belief is a hedge as well. Levels are copied from the words, never computed.
    """
    markers: list[tuple[Span, Level]] = []
    if attribution.family == "believe":
        markers += _hedges_in(parse, attribution.belief or attribution.cue, own=False)
    for run in runs:
        markers += _hedges_in(parse, run)
        if "or" in parse.words.lower[run[0] : run[1]]:
            span = parse.span(run)
            markers += [
                (Span(match.start(), match.end()), Level.POSSIBLE)
                for match in _hedged_choice(parse.language).finditer(parse.text, span.start, span.end)
            ]
    markers.sort(key=lambda marker: marker[0].start)
    weakest = max((LEVELS.index(level) for _, level in markers), default=0)
    if not markers and attribution.family == "believe" and attribution.lemma in _words(parse, "belief"):
        weakest = LEVELS.index(Level.LIKELY)
    return Certainty(LEVELS[weakest], tuple(span for span, _ in markers))


def _hedges_in(parse: Parse, run: Tokens, *, own: bool = True) -> list[tuple[Span, Level]]:
    """Return the hedges among the tokens; `own` leaves out the beliefs of others."""
    table = hedges(parse.language)
    lower = parse.words.lower
    found: list[tuple[Span, Level]] = []
    covered = run[0]
    for position in range(*run):
        rows = table.get(lower[position])
        if rows is None or position < covered:
            continue
        for words, level, verb in rows:
            end = position + len(words)
            if end > run[1] or (len(words) > 1 and tuple(lower[position:end]) != words):
                continue
            if level is None:
                covered = end
            elif _hedges_here(parse, position, run[0], verb and own):
                found.append((parse.span((position, end)), level))
                covered = end
            break
    return found


def _hedges_here(parse: Parse, position: int, first: int, verb: bool) -> bool:
    """Tell whether a word hedges in its place: no month, and of verbs those whose subject is the source or nobody."""
    if parse.words.texts[position] == "May":
        return False
    if not verb:
        return True
    if parse.tags[position] not in "VvGA":
        return False
    before = position - 1
    passive = False
    while before >= first and parse.tags[before] in "RA":
        passive = passive or parse.words.lower[before] in BE
        before -= 1
    return (
        passive or before < first or parse.words.lower[before] in _words(parse, "own") or parse.tags[before] in '",-('
    )


def _words(parse: Parse, section: str) -> frozenset[str]:
    return load_words(parse.language, "certainty.txt", section)
