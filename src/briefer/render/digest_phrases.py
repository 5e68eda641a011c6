"""The labels of a digest that its renderers share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from briefer.digest_model import Denial, Digest, Relation, Report, Slice, Story, StoryClaim, SummaryItem
from briefer.model import Kind, Level
from briefer.render.harmless import visible

NO_BREAK = "\xa0"  # within a day, which stays on one line
MOST_ALONE = 5  # claims of one article alone that are shown


def counted(number: int, one: str, several: str = "") -> str:
    """Return a number with its noun.

    >>> counted(1, "outlet"), counted(2, "story", "stories")
    ('1 outlet', '2 stories')
    """
    return f"{number:,} {one if number == 1 else several or one + 's'}"


def size(digest: Digest) -> str:
    """Return how many stories and articles there are."""
    stories = counted(len(digest.stories), "story", "stories")
    return f"{stories} in {counted(len(digest.articles), 'article')}"


def place(slice: Slice) -> str:
    """Return where words stand: `[3] ¶5`."""
    return f"[{slice.article}] ¶{slice.paragraph}"


def facts(story: Story) -> str:
    """Return how many articles of how many outlets a story has, how many texts these are, and of which days."""
    parts = [counted(len(story.articles), "article")]
    if story.outlets:
        parts[0] += f" of {counted(story.outlets, 'outlet')}"
    parts[0] += f", {counted(story.independent, 'independent text')}"
    if story.first and story.last:
        parts.append(days(story.first, story.last))
    return " · ".join(parts)


def days(first: str, last: str) -> str:
    r"""Return two days in words, what they share said once.

    >>> [days(first, "2018-01-03").replace("\xa0", " ") for first in ("2018-01-01", "2017-12-31", "2018-01-03")]
    ['1–3 January 2018', '31 December 2017 – 3 January 2018', '3 January 2018']
    """
    one, other = date.fromisoformat(first), date.fromisoformat(last)
    if one == other:
        return _day(other)
    if (one.year, one.month) == (other.year, other.month):
        return f"{one.day}–{_day(other)}"
    start = f"{one.day}{NO_BREAK}{one:%B}" if one.year == other.year else _day(one)
    return f"{start}{NO_BREAK}–{NO_BREAK}{_day(other)}"


def day(written: str) -> str:
    """Return an ISO date in words."""
    return _day(date.fromisoformat(written))


def _day(day: date) -> str:
    return f"{day.day}{NO_BREAK}{day:%B}{NO_BREAK}{day.year}"


def also(item: SummaryItem) -> str:
    """Return where a sentence of the summary stands, and where else."""
    others = ", ".join(place(slice) for slice, _ in item.also)
    return place(item.slice) + (f" · also {others}" if others else "")


def support(claim: StoryClaim) -> str:
    """Return who says a claim, of what kind it is, and how many have it: without the places."""
    parts = [claim.who]
    if claim.kind is not Kind.STATEMENT:
        parts.append(claim.kind)
    own = next((report for report in claim.reports if report.slice == claim.slice), None)
    if own and own.certainty is not Level.ASSERTED:
        parts.append(hedges(own))
    parts += explained(claim)
    articles = {report.slice.article for report in claim.reports}
    if len(articles) > 1:
        words = counted(len(articles), "article")
        parts.append(words + (f", {claim.independent} independent" if claim.independent < len(articles) else ""))
    return " · ".join(parts)


def explained(claim: StoryClaim) -> list[str]:
    """Return what words of a claim's slice refer to: `[him: Petar Olin]`."""
    return [f"[{visible(words.text)}: {visible(found.text)}]" for found, words in claim.refers_to]


def places(claim: StoryClaim) -> str:
    """Return where a claim is reported by its own source, or in the same words; copies are marked by a ring."""
    own = [report for report in claim.reports if report.relation is not Relation.OTHER_SOURCE]
    return ", ".join(place(report.slice) + (" ○" if report.copied else "") for report in own)


def others(claim: StoryClaim) -> list[Report]:
    """Return the reports in which somebody else says so."""
    return [report for report in claim.reports if report.relation is Relation.OTHER_SOURCE]


def differences(claim: StoryClaim) -> list[str]:
    """Return how reports of the same source hedge otherwise than the one that is printed."""
    own = next((report for report in claim.reports if report.slice == claim.slice), None)
    return [
        f"{place(report.slice)}: {hedges(report)}"
        for report in claim.reports
        if own and report.relation is not Relation.OTHER_SOURCE and report.certainty is not own.certainty
    ]


def hedges(report: Report) -> str:
    """Return how sure a report presents itself, with its own words for it."""
    level = "not known" if report.certainty is Level.UNKNOWN else report.certainty.value
    words = ", ".join(f"“{visible(marker)}”" for marker in dict.fromkeys(report.markers))
    return f"{level}: {words}" if words else level


def denial(one: Denial) -> str:
    """Return who denies a claim, and where."""
    return f"✗ denied by {one.who} · {place(one.slice)}"


def copied(story: Story, digest: Digest) -> list[str]:
    """Return the articles that share text, a group a line, those outside the story included."""
    groups: dict[int, set[int]] = {}
    shares: dict[int, list[float]] = {}
    for copy in story.copies:
        key = digest.articles[copy.articles[0] - 1].text_group
        groups.setdefault(key, set()).update(copy.articles)
        shares.setdefault(key, []).append(copy.share)
    lines = []
    for key in sorted(groups):
        low, high = (round(100 * share) for share in (min(shares[key]), max(shares[key])))
        names = " = ".join(f"[{n}]" for n in sorted(groups[key]))
        lines.append(f"{names} · {low} %" if low == high else f"{names} · {low} to {high} %")
    return lines


def single(story: Story) -> list[StoryClaim]:
    """Return the claims worth telling that only one article has, best first, one an article and source.

    Who speaks in the key claims has been heard.
    """
    by_id = {claim.id: claim for claim in story.claims}
    seen: set[int | str | None] = {by_id[identity].source for identity in story.key_claims}
    found = []
    for claim in story.claims:
        if claim.only_in is None or claim.id in story.key_claims or not seen.isdisjoint({claim.only_in, claim.source}):
            continue
        seen |= {claim.only_in, claim.source}
        found.append(claim)
    return found[:MOST_ALONE]


def numbered(story: Story) -> dict[str, int]:
    """Return the numbers of a story's claims by id: one number everywhere."""
    return {claim.id: number for number, claim in enumerate(shown(story), 1)}


def shown(story: Story) -> list[StoryClaim]:
    """Return the key claims in their order, then those that only one article has."""
    by_id = {claim.id: claim for claim in story.claims}
    return [*(by_id[identity] for identity in story.key_claims), *single(story)]


def timeline(story: Story) -> list[tuple[str, list[StoryClaim]]]:
    """Return the days with the claims that are shown and first reported on them; none where all is of one day."""
    numbers = numbered(story)
    by_id = {claim.id: claim for claim in story.claims}
    days = [(day.date, [by_id[each] for each in day.claims if each in numbers]) for day in story.timeline]
    days = [(date, sorted(claims, key=lambda claim: numbers[claim.id])) for date, claims in days if claims]
    return days if len(days) > 1 else []


def listed(numbers: Iterable[int]) -> str:
    """Return article numbers as they are printed."""
    return ", ".join(f"[{n}]" for n in numbers)


def entry(digest: Digest, n: int) -> str:
    """Return an article in one line: outlet, day, headline."""
    article = digest.articles[n - 1]
    parts: Sequence[str | None] = (
        article.outlet or article.id,
        day(article.date) if article.date else None,
        article.title and visible(article.title),
    )
    return " · ".join(part for part in parts if part)
