"""How sure a source is of what it says, by its own hedges."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from briefer.claims.attributions import Attribution
from briefer.claims.judging.hedging import HEDGING, Place
from briefer.claims.parts.verbal import RE_FINITE
from briefer.grammar.parsing import Parse, Tokens
from briefer.languages import load_lines, load_words
from briefer.model import Certainty, Kind, Level, Span

LEVELS = (Level.ASSERTED, Level.LIKELY, Level.POSSIBLE, Level.UNLIKELY, Level.UNKNOWN)
CONVICTIONS = frozenset({Kind.CRITICISM, Kind.DEMAND, Kind.PROMISE})
LISTING = frozenset({"such", "known"})  # before "as": "parts such as the engines could survive"


class Hedge(NamedTuple):
    """A row of the data file: words, the level that they show (None: they only look like a hedge) and their class."""

    words: tuple[str, ...]
    level: Level | None
    kind: str  # a key of HEDGING


@cache
def hedges(language: str = "en") -> dict[str, tuple[Hedge, ...]]:
    """Return {first word: its hedges, the longest first}."""
    table: dict[str, list[Hedge]] = {}
    for line in load_lines(language, "hedges.txt"):
        level, *entries = line.split()
        kind = entries.pop(0) if entries[0] in HEDGING else "adverb"
        for entry in entries:
            words = tuple(entry.split("_"))
            table.setdefault(words[0], []).append(Hedge(words, None if level == "none" else Level(level), kind))
    return {word: tuple(sorted(rows, key=lambda row: -len(row.words))) for word, rows in table.items()}


@cache
def _hedged_choice(language: str) -> re.Pattern[str]:
    """Return what matches "or its allies": the source leaves open who it was."""
    nouns = "|".join(sorted(load_words(language, "certainty.txt", "choice")))
    openers = "|".join(sorted(load_words(language, "certainty.txt", "opener")))
    return re.compile(rf"\bor (?:{openers}) (?:\w+ ){{0,2}}(?:{nouns})\b", re.IGNORECASE)


def certainty_of(parse: Parse, attribution: Attribution, runs: Sequence[Tokens], kind: Kind) -> Certainty:
    """Return the source's own hedges in text order and the weakest level among them.

    They stand in the main clause of what is said, in its first sentence: "the man who may have left" is no doubt about
    what he did. A cue of belief is a hedge as well, unless what is believed is a conviction: a criticism, a demand.
    Levels are copied from the words, never computed.
    """
    said = _first_sentence(parse, runs)
    convinced = kind in CONVICTIONS or _is_norm(parse, said)
    markers: list[tuple[Span, Level]] = []
    believed = attribution.family == "believe" and not convinced and not _is_held(parse, attribution)
    if believed:
        markers += _hedges_in(parse, attribution.belief or attribution.cue, said=False)
    omitted = frozenset(
        ({"verb"} if convinced else set()) | ({"modal"} if _is_permitted(parse, attribution) else set())
    )
    for run in said:
        markers += _hedges_in(parse, run, omitted)
        if "or" in parse.words.lower[run[0] : run[1]]:
            span = parse.span(run)
            markers += [
                (Span(match.start(), match.end()), Level.POSSIBLE)
                for match in _hedged_choice(parse.language).finditer(parse.text, span.start, span.end)
            ]
    markers.sort(key=lambda marker: marker[0].start)
    weakest = max((LEVELS.index(level) for _, level in markers), default=0)
    if not markers and believed and attribution.lemma in load_words(parse.language, "certainty.txt", "belief"):
        weakest = LEVELS.index(Level.LIKELY)
    return Certainty(LEVELS[weakest], tuple(span for span, _ in markers))


def _is_held(parse: Parse, attribution: Attribution) -> bool:
    """Tell whether somebody else tells what the source held, or had expected: no doubt of its own."""
    if attribution.belief or attribution.passive:
        return False
    first, last = attribution.cue
    said = parse.words.lower[first:last]
    held = load_words(parse.language, "certainty.txt", "held")
    return not held.isdisjoint(said) or ("had" in said and parse.tags[last - 1] in "Vv")


def _is_norm(parse: Parse, runs: Sequence[Tokens]) -> bool:
    """Tell whether what is said must or should be so: "I believe the firm should pay"."""
    norms = load_words(parse.language, "certainty.txt", "norm")
    return any(
        parse.words.lower[at] in norms and _in_main_clause(Place(parse, at, at + 1, *run))
        for run in runs
        for at in range(*run)
    )


def _is_permitted(parse: Parse, attribution: Attribution) -> bool:
    """Tell whether a source lays down what "may" be done: a law, an agreement."""
    words = parse.words.lower[slice(*attribution.source)] if attribution.source else []
    return not load_words(parse.language, "certainty.txt", "permitting").isdisjoint(words)


def _first_sentence(parse: Parse, runs: Sequence[Tokens]) -> list[Tokens]:
    """Return the runs without what stands behind the sentence that the first of them begins."""
    if not runs:
        return []
    bounds = parse.words.bounds
    behind = bisect_right(bounds, runs[0][0])
    end = bounds[behind] if behind < len(bounds) else runs[-1][1]
    return [(first, min(last, end)) for first, last in runs if first < end and first < last]


def _hedges_in(
    parse: Parse, run: Tokens, omitted: frozenset[str] = frozenset(), *, said: bool = True
) -> list[tuple[Span, Level]]:
    """Return the hedges among the tokens, those of some classes `omitted`; `said` of content, which they must hedge."""
    table = hedges(parse.language)
    lower = parse.words.lower
    found: list[tuple[Span, Level]] = []
    places = parse.places("hedges.txt", table.__contains__)
    covered = run[0]
    for position in places[bisect_left(places, run[0]) : bisect_left(places, run[1])]:
        if position < covered:
            continue
        for words, level, kind in table[lower[position]]:
            end = position + len(words)
            if end > run[1] or (len(words) > 1 and tuple(lower[position:end]) != words):
                continue
            place = Place(parse, position, end, *run)
            if level is None:
                covered = end
            elif not said or (kind not in omitted and HEDGING[kind](place) and _in_main_clause(place)):
                found.append((parse.span((position, end)), level))
                covered = end
            break
    return found


def _in_main_clause(place: Place) -> bool:
    """Tell whether nothing between the head of what is said and a hedge opens a clause of its own."""
    parse, first = place.parse, place.first
    tags, lower = parse.tags, parse.words.lower
    if _is_relative(place):
        return False
    for at in range(place.at - 1, first - 1, -1):
        letter = tags[at]
        if letter in "W." or (letter in "BH" and at > first and lower[at - 1] not in LISTING):
            return False
        if letter == "G" and at > first and tags[at - 1] in "nN," and RE_FINITE.search(tags, first, at):
            return False  # "they had a letter | saying it may leak"
        if letter == "T" and (at > first or tags[at + 1] == "A") and not _is_parallel(place, at):
            if lower[at - 1] == "so":
                return False  # "it was closed so | that it could be repaired"
            felt = lower[at - 1] in place.words("feared")  # "concerned | that it could fail"
            return not (felt or tags[at - 1] in "nN" or _is_report(parse, at - 1))
        if letter == "K" and RE_FINITE.search(tags, first, at):
            return False  # "it held, but may break": the first clause is what is claimed
        if letter == "C" and RE_FINITE.search(tags, first, at) and tags[at + 1] != "T":
            return False
        if letter in ",;" and tags[at + 1] not in "CK":
            return True  # behind a condition, or a relative clause that is over
    return True


def _is_relative(place: Place) -> bool:
    """Tell whether the clause of a modal hangs on the word before it: "money | he could spend", "told | he may"."""
    tags, at = place.parse.tags, place.at - 1
    if tags[place.at] != "A":
        return False
    while at > place.first and tags[at] == "R":
        at -= 1
    if tags[at] == "P":
        subject = at
    elif tags[at] in "nN":
        subject = at
        while subject > place.first and tags[subject] in "nN":
            subject -= 1
        if tags[subject] != "D":
            return False
    else:
        return False
    if subject - 1 <= place.first or not RE_FINITE.search(tags, place.first, subject - 1):
        return _is_report(place.parse, subject - 1) and subject > place.first
    if tags[place.first] in "BHS":
        return False  # "If they agree on a plan | it may open"
    return tags[subject - 1] in "nN" or _is_report(place.parse, subject - 1)


def _is_parallel(place: Place, at: int) -> bool:
    """Tell whether "that" goes on with the one that the content opens with: "that it leaks and | that it may break"."""
    return place.parse.tags[at - 1] == "C"


def _is_report(parse: Parse, at: int) -> bool:
    """Tell whether a token is a verb of saying, so that what follows is somebody else's: "I was told | that"."""
    return any(cue.family in ("assert", "find") for cue in parse.verbs[parse.words.lower[at]])
