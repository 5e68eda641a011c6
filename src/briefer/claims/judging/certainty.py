"""How sure a source is of what it says, by its own hedges."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

from briefer.claims.attributions import Attribution
from briefer.claims.parts.verbal import RE_FINITE
from briefer.grammar.parsing import Parse, Tokens
from briefer.languages import load_lines, load_words
from briefer.model import Certainty, Level, Span

LEVELS = (Level.ASSERTED, Level.LIKELY, Level.POSSIBLE, Level.UNKNOWN)
LISTING = frozenset({"such", "known"})  # before "as": "parts such as the engines could survive"


class Hedge(NamedTuple):
    """A row of the data file: words, the level that they show (None: they only look like a hedge) and their class."""

    words: tuple[str, ...]
    level: Level | None
    kind: str  # a key of HEDGING


class Place(NamedTuple):
    """Where a hedge stands: tokens `at` to `end`, within the run `first` to `last` of the content."""

    parse: Parse
    at: int
    end: int
    first: int
    last: int

    @property
    def following(self) -> str:
        """Return the class of the token behind the hedge, a full stop where the content ends."""
        return self.parse.tags[self.end] if self.end < self.last else "."

    def words(self, section: str) -> frozenset[str]:
        """Return the words of a section of the data file."""
        return load_words(self.parse.language, "certainty.txt", section)


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


def certainty_of(parse: Parse, attribution: Attribution, runs: Sequence[Tokens]) -> Certainty:
    """Return the source's own hedges in text order and the weakest level among them.

    They stand in the main clause of what is said, in its first sentence: "the man who may have left" is no doubt about
    what he did. A cue of belief is a hedge as well. Levels are copied from the words, never computed.
    """
    markers: list[tuple[Span, Level]] = []
    if attribution.family == "believe":
        markers += _hedges_in(parse, attribution.belief or attribution.cue, said=False)
    for run in _first_sentence(parse, runs):
        markers += _hedges_in(parse, run)
        if "or" in parse.words.lower[run[0] : run[1]]:
            span = parse.span(run)
            markers += [
                (Span(match.start(), match.end()), Level.POSSIBLE)
                for match in _hedged_choice(parse.language).finditer(parse.text, span.start, span.end)
            ]
    markers.sort(key=lambda marker: marker[0].start)
    weakest = max((LEVELS.index(level) for _, level in markers), default=0)
    if not markers and attribution.family == "believe":
        believed = attribution.lemma in load_words(parse.language, "certainty.txt", "belief")
        weakest = LEVELS.index(Level.LIKELY if believed else Level.ASSERTED)
    return Certainty(LEVELS[weakest], tuple(span for span, _ in markers))


def _first_sentence(parse: Parse, runs: Sequence[Tokens]) -> list[Tokens]:
    """Return the runs without what stands behind the sentence that the first of them begins."""
    if not runs:
        return []
    bounds = parse.words.bounds
    behind = bisect_right(bounds, runs[0][0])
    end = bounds[behind] if behind < len(bounds) else runs[-1][1]
    return [(first, min(last, end)) for first, last in runs if first < end and first < last]


def _hedges_in(parse: Parse, run: Tokens, *, said: bool = True) -> list[tuple[Span, Level]]:
    """Return the hedges among the tokens; `said` of content, where they must hedge what is said."""
    table = hedges(parse.language)
    lower = parse.words.lower
    found: list[tuple[Span, Level]] = []
    if table.keys().isdisjoint(lower[slice(*run)]):
        return found
    covered = run[0]
    for position in range(*run):
        rows = table.get(lower[position])
        if rows is None or position < covered:
            continue
        for words, level, kind in rows:
            end = position + len(words)
            if end > run[1] or (len(words) > 1 and tuple(lower[position:end]) != words):
                continue
            place = Place(parse, position, end, *run)
            if level is None:
                covered = end
            elif not said or (HEDGING[kind](place) and _in_main_clause(place)):
                found.append((parse.span((position, end)), level))
                covered = end
            break
    return found


def _in_main_clause(place: Place) -> bool:
    """Tell whether nothing between the head of what is said and a hedge opens a clause of its own."""
    parse, first = place.parse, place.first
    tags = parse.tags
    for at in range(place.at - 1, first - 1, -1):
        letter = tags[at]
        if letter in "W." or (letter in "BH" and at > first and parse.words.lower[at - 1] not in LISTING):
            return False
        if letter == "T" and at > first and not _is_parallel(place, at):
            felt = parse.words.lower[at - 1] in place.words("feared")  # "concerned | that it could fail"
            return not (felt or tags[at - 1] in "nN" or _is_report(parse, at - 1))
        if letter == "K" and RE_FINITE.search(tags, first, at):
            return False  # "it held, but may break": the first clause is what is claimed
        if letter == "C" and RE_FINITE.search(tags, first, at) and tags[at + 1] != "T":
            return False
        if letter in ",;" and tags[at + 1] not in "CK":
            return True  # behind a condition, or a relative clause that is over
    return True


def _is_parallel(place: Place, at: int) -> bool:
    """Tell whether "that" goes on with the one that the content opens with: "that it leaks and | that it may break"."""
    return place.parse.tags[at - 1] == "C"


def _is_report(parse: Parse, at: int) -> bool:
    """Tell whether a token is a verb of saying, so that what follows is somebody else's: "I was told | that"."""
    return any(cue.family in ("assert", "find") for cue in parse.verbs[parse.words.lower[at]])


def _modal(place: Place) -> bool:
    """Tell whether "could" and "may" hedge: not "could see", "could not confirm", "may as well" and "May"."""
    parse, end = place.parse, place.end
    behind = parse.words.lower[end : min(end + 2, place.last)]
    following = behind[-1] if behind[:1] == ["be"] else "".join(behind[:1])  # "could be seen"
    if parse.words.texts[place.at] == "May" or place.following in "D.,":
        return False
    if following in place.words("ability"):
        return False
    return not (parse.words.lower[place.at] == "could" and following in ("not", "never", "n't"))


def _verb(place: Place) -> bool:
    """Tell whether a verb of belief is the source's own, or nobody's, and has a clause to believe."""
    parse, lower = place.parse, place.parse.words.lower
    if parse.tags[place.at] not in "VvGA" or place.following in "SF":
        return False  # "thought for a week"
    if lower[place.at] in place.words("past") and {lower[place.at - 1], *lower[place.end : place.end + 1]} == {"i"}:
        return False  # "I thought I should tell them" resolves, and doubts nothing
    before, passive = place.at - 1, False
    while before >= place.first and parse.tags[before] in "RA":
        if lower[before] in place.words("unreal"):
            return False  # "can't believe", "wouldn't have believed"
        passive = passive or lower[before] in load_words(parse.language, "constructions.txt", "be")
        before -= 1
    if passive:
        return place.following in "ITP.,"
    if not RE_FINITE.search(parse.tags, place.end, place.last):
        return place.end == place.last
    if before < place.first:
        return True
    own = "own" if not parse.quoted[place.at] or parse.passages.at(parse.words.starts[place.at]) is None else "self"
    return lower[before] in place.words(own) or parse.tags[before] in '",-('


def _adjective(place: Place) -> bool:
    """Tell whether an adjective says it of what is claimed: "is possible", not "a possible link", "possible to see"."""
    tags = place.parse.tags
    if place.following == "I" and place.parse.words.lower[place.at] in ("possible", "impossible"):
        return False
    return place.following not in "nNvGV" or (place.at > place.first and tags[place.at - 1] == "A")


def _linking(place: Place) -> bool:
    """Tell whether "appear" and "seem" have a complement: not "appeared on television", "will take time to appear"."""
    if place.following in ".,;":
        return False
    if place.at > place.first and place.parse.tags[place.at - 1] == "I":
        return False
    return place.following not in "SF" or place.parse.words.lower[place.end] == "like"


def _evidence(place: Place) -> bool:
    """Tell whether what "suggests" and "indicates" is finite: not "the route suggested by the crew"."""
    return place.following not in "SF" and RE_FINITE.search(place.parse.tags, place.at, place.last) is not None


def _ignorance(place: Place) -> bool:
    """Tell whether a question is what nobody knows: not "did not know the firm"."""
    return place.following in "HTB.,;"


def _adverb(place: Place) -> bool:
    """Tell whether an adverb hedges what is claimed, not what may come of it: "it is unsafe, potentially harming"."""
    apart = place.at > place.first and place.parse.tags[place.at - 1] == ","
    behind = place.parse.words.lower[place.end] if place.end < place.last else ""
    if place.following == "Z":
        return False  # "seven, maybe 10 houses"
    return not (apart and behind.endswith("ing") and place.following in "Gnv")


# Class of a hedge in the data file: whether it hedges in its place.
HEDGING: dict[str, Callable[[Place], bool]] = {
    "adverb": _adverb,
    "modal": _modal,
    "verb": _verb,
    "adjective": _adjective,
    "linking": _linking,
    "evidence": _evidence,
    "ignorance": _ignorance,
}
