"""What a doubt is: a named reason not to print a claim as key, with a sentence for it and one against it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from briefer.claims.attributions import Attribution
from briefer.construction import Construction
from briefer.grammar.parsing import Parse, Tokens
from briefer.languages import load_words
from briefer.model import Source

ASSURED = frozenset({"deny", "threaten", "promise"})  # families whose bare object is a claim of the source all the same


@dataclass(slots=True)
class Report:
    """An attribution as doubts look at it; tokens `start` to `end` are its source, or its cue where it has none."""

    parse: Parse
    attribution: Attribution
    source: Source
    made: Construction
    tags: str
    lower: list[str]
    first: int  # token of the sentence
    last: int  # behind it
    start: int
    end: int
    cue: Tokens
    runs: list[Tokens]  # of the content

    def words(self, section: str) -> frozenset[str]:
        """Return the words of a section of `doubts.txt` in the language of the text."""
        return load_words(self.parse.language, "doubts.txt", section)


class Doubt(NamedTuple):
    """A reason to distrust a claim; in its marked sentences one claim is stopped by it alone, the other is sure."""

    name: str
    stops: Callable[[Report], bool]
    stopped: str
    passed: str


def doubt(name: str, *, stopped: str, passed: str) -> Callable[[Callable[[Report], bool]], Doubt]:
    """Return what makes a doubt of the function below it."""
    return lambda stops: Doubt(name, stops, stopped, passed)


def report_of(parse: Parse, attribution: Attribution, source: Source, runs: list[Tokens]) -> Report:
    """Return an attribution with what most doubts ask about it."""
    bounds = parse.words.bounds
    start, end = attribution.source or attribution.cue
    return Report(
        parse,
        attribution,
        source,
        attribution.construction,
        parse.tags,
        parse.words.lower,
        bounds[attribution.sentence],
        bounds[attribution.sentence + 1],
        start,
        end,
        attribution.cue,
        runs,
    )
