"""A digest as a database: its articles as a batch stores them, and the stories that they tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from briefer.databases import rows, sqlite
from briefer.digest_model import Digest, Story
from briefer.render.json import DIGITS
from briefer.render.views import View

SQL = sqlite.SQL.with_name("stories.sql")
# Tables, in the order of `_tables`.
TABLES = ("stories", "story_documents", "story_sentences", "story_claims", "reports", "copies")


def write(digest: Digest, path: Path, keep: Sequence[str] = ()) -> None:
    """Write a digest to a new file; raises OSError."""
    view = View("db", keep=tuple(keep))
    writer = sqlite.Writer(path, keep)
    try:
        claims: list[dict[str, int]] = []
        for entry in digest.articles:
            brief = digest.brief_of(entry.n)
            writer.add(rows.packed(brief, view).encode("ascii"))
            claims.append({claim.id: entry.n * sqlite.EACH + at for at, claim in enumerate(brief.claims, 1)})
        writer.extend(SQL.read_text(encoding="utf-8"), dict(zip(TABLES, _tables(digest, claims), strict=True)))
        writer.complete()
    finally:
        writer.close()


def _tables(digest: Digest, claims: Sequence[dict[str, int]]) -> Iterator[list[tuple[Any, ...]]]:
    """Yield the rows of each table; `claims` has the ids of each article's claims."""
    stories = list(enumerate(digest.stories, 1))
    numbers = {story.id: number for number, story in stories}
    yield [
        (
            *(number, story.id, story.headline and story.headline.text, len(story.articles)),
            *(story.independent, story.outlets, story.first, story.last),
        )
        for number, story in stories
    ]
    yield [(entry.n, numbers.get(entry.story or ""), entry.text_group) for entry in digest.articles]
    yield [
        (number * sqlite.EACH + at, number, item.slice.article * sqlite.EACH + item.sentence)
        for number, story in stories
        for at, item in enumerate(story.summary, 1)
    ]
    yield [row for number, story in stories for row in _claims(number, story, claims)]
    reports = [row for number, story in stories for row in _reports(number, story, claims)]
    yield [(at, *row) for at, row in enumerate(reports, 1)]
    pairs = [(*copy.articles, round(copy.share, DIGITS)) for _, story in stories for copy in story.copies]
    yield [(at, *pair) for at, pair in enumerate(pairs, 1)]


def _claims(number: int, story: Story, claims: Sequence[dict[str, int]]) -> Iterator[tuple[Any, ...]]:
    ranks = {identity: rank for rank, identity in enumerate(story.key_claims, 1)}
    names = {source.id: source.name for source in story.sources}
    for at, claim in enumerate(story.claims, 1):
        yield (
            *(number * sqlite.EACH + at, number, claims[claim.slice.article - 1][claim.claim], ranks.get(claim.id)),
            *(names.get(claim.source or "", claim.who), claim.independent, claim.only_in, claim.first, claim.last),
        )


def _reports(number: int, story: Story, claims: Sequence[dict[str, int]]) -> Iterator[tuple[Any, ...]]:
    for at, claim in enumerate(story.claims, 1):
        base = number * sqlite.EACH + at
        for report in claim.reports:
            yield base, claims[report.slice.article - 1][report.claim], report.relation, int(report.copied)
        for denial in claim.denied_by:
            yield base, claims[denial.slice.article - 1][denial.claim], "denial", 0
