"""The words of a digest as frozen data: articles, stories, claims with their reports.

Articles are numbered from 1 over the whole digest, as they are printed; offsets are those of an article's text.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from briefer.model import Brief, Kind, Level, SourceType


class Relation(StrEnum):
    """How a report stands to the claim that it repeats."""

    SAME_SOURCE = "same_source"  # the same source says it in another article
    SAME_WORDS = "same_words"  # the same words, of a source that may be the same
    OTHER_SOURCE = "other_source"  # somebody else says so


class Slice(NamedTuple):
    """Words of an article, and the paragraph that they stand in."""

    article: int
    start: int
    end: int
    text: str
    paragraph: int


class Entry(NamedTuple):
    """An article of the digest; what nobody told is None."""

    n: int
    id: str
    outlet: str | None
    date: str | None  # ISO 8601, a day
    title: str | None
    sha256: str
    story: str | None
    text_group: int  # the first article of those that share its text: itself, if there is none before it
    kept: tuple[tuple[str, str | int | float | bool | None], ...] = ()  # columns of its corpus


class SummaryItem(NamedTuple):
    """A sentence of a story's summary, and where other articles have the same."""

    slice: Slice
    sentence: int
    also: tuple[tuple[Slice, int], ...]  # with the number of the sentence


class Report(NamedTuple):
    """One article's version of a claim; `who` is the source as this article calls it.

    `copied` says that its words stand in an earlier article's text, too, so that it is no voice of its own.
    """

    slice: Slice
    claim: str
    relation: Relation
    copied: bool
    who: str
    certainty: Level
    markers: tuple[str, ...]
    source: str | None


class Denial(NamedTuple):
    """A claim that denies another."""

    slice: Slice
    claim: str
    who: str
    source: str | None


class StoryClaim(NamedTuple):
    """A claim of a story: the slice that stands for it, and all reports of it, its own among them.

    `independent` is the number of texts that have it, copies counted once. `only_in` is the article that alone has it.
    """

    id: str
    slice: Slice
    claim: str
    kind: Kind
    source: str | None
    who: str
    independent: int
    reports: tuple[Report, ...]
    denied_by: tuple[Denial, ...]
    only_in: int | None
    first: str | None
    last: str | None
    score: float
    refers_to: tuple[tuple[Slice, Slice], ...] = ()  # what explains words of the slice, and these


class StorySource(NamedTuple):
    """Somebody who speaks in a story, under one name or several."""

    id: str
    name: str
    type: SourceType
    aliases: tuple[Slice, ...]
    claims: tuple[str, ...]


class Copy(NamedTuple):
    """Two articles that share text: the share of the shorter one, and the passages in both."""

    articles: tuple[int, int]
    share: float
    spans: tuple[tuple[int, int, int], ...]  # article, start, end


class Unnamed(NamedTuple):
    """An unnamed source, by its words, and who leans on it."""

    origin: str
    articles: tuple[int, ...]
    claims: tuple[str, ...]


class Day(NamedTuple):
    """What a day brought: the claims first reported on it, and the sentences of the summary."""

    date: str
    claims: tuple[str, ...]
    sentences: tuple[int, ...]  # places in the summary, from 0


class Headline(NamedTuple):
    """A story's headline, which is that of one of its articles; offsets are None where it stands outside the text."""

    article: int
    text: str
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class Story:
    """What several articles tell of one event."""

    id: str
    headline: Headline | None
    articles: tuple[int, ...]
    independent: int  # texts, copies counted once
    outlets: int  # of which it is known
    first: str | None
    last: str | None
    summary: tuple[SummaryItem, ...]
    claims: tuple[StoryClaim, ...]
    key_claims: tuple[str, ...]  # ids of those to print, best first
    sources: tuple[StorySource, ...]
    copies: tuple[Copy, ...]
    unnamed: tuple[Unnamed, ...]
    timeline: tuple[Day, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """All stories of a collection; `brief_of` returns the brief of an article by its number."""

    articles: tuple[Entry, ...]
    stories: tuple[Story, ...]
    unclustered: tuple[int, ...]
    warnings: tuple[str, ...]
    brief_of: Callable[[int], Brief]
