"""The digest as one HTML page: the stories on one side, their articles on the other, every report a link to its words.

The page needs no script: the address names a report (`#r3-k1`), and styles show its article with the slice marked. So a
link to one report can be sent, and the whole page can be read with the keyboard, on paper, or from an attachment.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from briefer.digest_model import Digest, Relation, Slice, Story, StoryClaim
from briefer.model import Kind, Level
from briefer.render import digest_phrases as phrases
from briefer.render.digest_article import Anchor, Block, blocks
from briefer.render.digest_article import Slice as Marked
from briefer.render.harmless import visible
from briefer.render.pages import render_page

OWN, COPIED, DENIED, OTHER = "●", "○", "✗", "◐"


class Chip(NamedTuple):
    """A link to a report: where it leads, what it shows, what it says when read out."""

    target: str
    words: str
    title: str
    sort: str


class ClaimView(NamedTuple):
    """A claim as the page shows it."""

    id: str
    number: int
    words: str
    target: str
    who: str
    kind: str
    hedges: str
    support: str
    chips: list[Chip]
    others: list[tuple[str, str, Chip]]  # who, words, chip
    denials: list[tuple[str, str, Chip]]
    differences: list[str]
    explained: list[str]


class SentenceView(NamedTuple):
    """A sentence of the summary with its places."""

    words: str
    chips: list[Chip]


class Cell(NamedTuple):
    """What an article has of a claim: a mark and where it leads, nothing if it has nothing."""

    mark: str
    target: str
    title: str


class StoryView(NamedTuple):
    """A story as the page shows it."""

    id: str
    headline: str
    facts: str
    summary: list[SentenceView]
    key: list[ClaimView]
    alone: list[ClaimView]
    table: list[tuple[int, str, list[Cell]]]  # number and id of a claim, a cell an article
    articles: list[int]
    copies: list[str]
    unnamed: list[tuple[str, list[int]]]
    days: list[tuple[str, list[tuple[int, str]]]]  # in words; number and anchor of each claim


class ArticleView(NamedTuple):
    """An article with the slices that the stories name."""

    n: int
    outlet: str
    date: str
    title: str
    blocks: list[Block]


def render(digest: Digest, width: int = 0, colour: bool = False, full: bool = False) -> str:
    """Return the page; its bytes depend on the digest alone."""
    stories = [_story(story, number) for number, story in enumerate(digest.stories, 1)]
    slices = _slices(digest)
    shown = [n for story in digest.stories for n in story.articles]
    title = stories[0].headline if len(stories) == 1 else phrases.counted(len(stories), "story", "stories")
    return render_page(
        "digest.html.j2",
        styles=("base.css", "digest.css"),
        scripts=(),
        fallback_style=_marks_by_address(slices),
        title=title or "Digest",
        stories=stories,
        articles=[_article(digest, n, slices[n]) for n in dict.fromkeys(shown)],
        unclustered=[phrases.entry(digest, n) for n in digest.unclustered],
        warnings=[visible(warning) for warning in digest.warnings],
        counts=phrases.size(digest),
        entries={entry.n: phrases.entry(digest, entry.n) for entry in digest.articles},
    )


def pages(digest: Digest) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of a page for each story, and an index of them first."""
    names = [f"{story.id}.html" for story in digest.stories]
    yield "index.html", _index(digest, names)
    for story, name in zip(digest.stories, names, strict=True):
        yield name, render(replace(digest, stories=(story,), unclustered=(), warnings=()))


def _index(digest: Digest, names: Sequence[str]) -> str:
    return render_page(
        "digest_index.html.j2",
        styles=("base.css", "digest.css"),
        scripts=(),
        title=phrases.size(digest),
        counts=phrases.size(digest),
        stories=[
            (name, visible(story.headline.text) if story.headline else story.id, phrases.facts(story))
            for name, story in zip(names, digest.stories, strict=True)
        ],
        unclustered=[phrases.entry(digest, n) for n in digest.unclustered],
        warnings=[visible(warning) for warning in digest.warnings],
    )


def anchor(story: str, claim: StoryClaim, slice: Slice) -> str:
    """Return the id of a report's place in its article."""
    return f"r{slice.article}-{story}-{claim.id}-{slice.start}"


def _story_key(story: Story) -> str:
    return "s" + story.id.rpartition("-")[2]


def _story(story: Story, number: int) -> StoryView:
    key = _story_key(story)
    numbers = phrases.numbered(story)
    shown = phrases.shown(story)
    views = {claim.id: _claim(key, claim, numbers[claim.id]) for claim in shown}
    return StoryView(
        id=key,
        headline=visible(story.headline.text) if story.headline else f"Story {number}",
        facts=phrases.facts(story),
        summary=[
            SentenceView(
                visible(item.slice.text),
                [
                    Chip(f"u{slice.article}-{key}-{slice.start}", phrases.place(slice), "", "summary")
                    for slice in (item.slice, *(slice for slice, _ in item.also))
                ],
            )
            for item in story.summary
        ],
        key=[views[identity] for identity in story.key_claims],
        alone=[views[claim.id] for claim in phrases.single(story)],
        table=[(numbers[claim.id], f"{key}-{claim.id}", _row(key, claim, story)) for claim in shown],
        articles=list(story.articles),
        copies=_copies(story),
        unnamed=[(visible(one.origin), list(one.articles)) for one in story.unnamed],
        days=[
            (phrases.day(date), [(numbers[claim.id], f"{key}-{claim.id}") for claim in claims])
            for date, claims in phrases.timeline(story)
        ],
    )


def _copies(story: Story) -> list[str]:
    return [f"[{copy.articles[0]}] = [{copy.articles[1]}] · {round(100 * copy.share)} %" for copy in story.copies]


def _claim(key: str, claim: StoryClaim, number: int) -> ClaimView:
    own = next((report for report in claim.reports if report.slice == claim.slice), None)
    articles = {report.slice.article for report in claim.reports}
    support = ""
    if len(articles) > 1:
        support = phrases.counted(len(articles), "article")
        if claim.independent < len(articles):
            support += f", {claim.independent} independent"
    return ClaimView(
        id=f"{key}-{claim.id}",
        number=number,
        words=visible(claim.slice.text),
        target=anchor(key, claim, claim.slice),
        who=visible(claim.who),
        kind="" if claim.kind is Kind.STATEMENT else claim.kind,
        hedges=phrases.hedges(own) if own and own.certainty is not Level.ASSERTED else "",
        support=support,
        chips=[
            Chip(
                anchor(key, claim, report.slice),
                phrases.place(report.slice),
                "copied" if report.copied else "",
                "copied" if report.copied else "own",
            )
            for report in claim.reports
            if report.relation is not Relation.OTHER_SOURCE
        ],
        others=[
            (visible(report.who), visible(report.slice.text), _chip(key, claim, report.slice, "own"))
            for report in phrases.others(claim)
        ],
        denials=[
            (visible(one.who), visible(one.slice.text), _chip(key, claim, one.slice, "denial"))
            for one in claim.denied_by
        ],
        differences=phrases.differences(claim),
        explained=phrases.explained(claim),
    )


def _chip(key: str, claim: StoryClaim, slice: Slice, sort: str) -> Chip:
    return Chip(anchor(key, claim, slice), phrases.place(slice), "", sort)


def _row(key: str, claim: StoryClaim, story: Story) -> list[Cell]:
    cells: dict[int, Cell] = {}
    for report in claim.reports:
        other = report.relation is Relation.OTHER_SOURCE
        mark, words = (COPIED, "copied") if report.copied else (OTHER, "another source") if other else (OWN, "own text")
        cells.setdefault(report.slice.article, Cell(mark, anchor(key, claim, report.slice), words))
    for one in claim.denied_by:
        cells[one.slice.article] = Cell(DENIED, anchor(key, claim, one.slice), "denied")
    return [cells.get(n, Cell("", "", "")) for n in story.articles]


def _slices(digest: Digest) -> dict[int, list[Marked]]:
    """Return the slices of each article: reports and denials of the claims that are shown, summaries, copied text."""
    found: dict[int, list[Marked]] = defaultdict(list)
    for story in digest.stories:
        key = _story_key(story)
        for claim in phrases.shown(story):
            number = phrases.numbered(story)[claim.id]
            rows = [(report.slice, "claim") for report in claim.reports]
            rows += [(one.slice, "denial") for one in claim.denied_by]
            ids = [anchor(key, claim, slice) for slice, _ in rows]
            for place, (slice, sort) in enumerate(rows):
                words = f"{DENIED} {number}" if sort == "denial" else str(number)
                found[slice.article].append(
                    Marked(
                        slice.start,
                        slice.end,
                        ids[place],
                        sort,
                        Anchor(
                            ids[place],
                            words,
                            f"{key}-{claim.id}",
                            f"{'denial of claim' if sort == 'denial' else 'claim'} {number}",
                            ids[place - 1] if len(ids) > 1 else "",
                            ids[(place + 1) % len(ids)] if len(ids) > 1 else "",
                        ),
                    )
                )
        for item in story.summary:
            for slice in (item.slice, *(slice for slice, _ in item.also)):
                name = f"u{slice.article}-{key}-{slice.start}"
                found[slice.article].append(Marked(slice.start, slice.end, name, "summary", Anchor(name, "", key, "")))
        for copy in story.copies:
            first, later = copy.articles
            for n, start, end in copy.spans:
                if n == later:  # where it stood first, it is the article's own
                    twin = Anchor(f"p{n}-{start}", f"= [{first}]", f"article-{first}", f"also in [{first}]")
                    found[n].append(Marked(start, end, "", "copied", twin if first in story.articles else None))
    return found


def _article(digest: Digest, n: int, slices: list[Marked]) -> ArticleView:
    entry = digest.articles[n - 1]
    return ArticleView(
        n,
        visible(entry.outlet or entry.id),
        phrases.day(entry.date) if entry.date else "",
        visible(entry.title or ""),
        blocks(digest.brief_of(n), slices),
    )


def _marks_by_address(slices: dict[int, list[Marked]]) -> str:
    """Return the style that marks the slice which the address names."""
    names = dict.fromkeys(one.name for n in sorted(slices) for one in slices[n] if one.name)
    rules = [f':has(#{name}:target) [data-m~="{name}"]' for name in names]
    if not rules:
        return ""
    return ",".join(rules) + "{background:var(--accent-wash);outline:2px solid var(--accent)}"
