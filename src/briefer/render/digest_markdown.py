"""The digest as Markdown, for a note or a ticket; article text stays text."""

from __future__ import annotations

from briefer.digest_model import Digest, Story, StoryClaim
from briefer.render import digest_phrases as phrases
from briefer.render.markdown import escaped


def render(digest: Digest, width: int = 0, colour: bool = False, full: bool = False) -> str:
    """Return a heading a story, and what no story has at the end."""
    parts: list[str] = []
    for story in digest.stories:
        parts += _story(digest, story)
    if digest.unclustered:
        rows = [f"- {escaped(f'[{n}]')} {escaped(phrases.entry(digest, n))}" for n in digest.unclustered]
        parts += ["# In no story", "\n".join(rows)]
    parts += [f"> {escaped(warning)}" for warning in digest.warnings]
    return "\n\n".join(parts).replace(phrases.NO_BREAK, " ") + "\n"


def _story(digest: Digest, story: Story) -> list[str]:
    title = escaped(story.headline.text) if story.headline else story.id
    parts = [f"# {title}", escaped(phrases.facts(story))]
    if story.summary:
        rows = [f"- {escaped(item.slice.text)}  \n  {escaped(phrases.also(item))}" for item in story.summary]
        parts += ["## In short", "\n".join(rows)]
    numbers = phrases.numbered(story)
    key = [claim for claim in phrases.shown(story) if claim.id in story.key_claims]
    if key:
        parts += ["## Key claims", "\n".join(_claim(claim, numbers[claim.id]) for claim in key)]
    if lines := phrases.copied(story, digest):
        parts += ["## Copied text (counts once)", "\n".join(f"- {escaped(line)}" for line in lines)]
    if story.unnamed:
        rows = [f"- {escaped(f'{one.origin} · {phrases.listed(one.articles)}')}" for one in story.unnamed]
        parts += ["## Unnamed sources", "\n".join(rows)]
    if alone := phrases.single(story):
        parts += ["## Only in one article", "\n".join(_claim(claim, numbers[claim.id]) for claim in alone)]
    if days := phrases.timeline(story):
        rows = [
            f"- {phrases.day(date)}: {', '.join(str(numbers[claim.id]) for claim in claims)}" for date, claims in days
        ]
        parts += ["## Over time", "\n".join(rows)]
    rows = [f"- {escaped(f'[{n}]')} {escaped(phrases.entry(digest, n))}" for n in story.articles]
    return [*parts, "## Articles", "\n".join(rows)]


def _claim(claim: StoryClaim, number: int) -> str:
    indent = " " * (len(str(number)) + 2)
    lines = [f"{phrases.support(claim)} · {phrases.places(claim)}", *phrases.differences(claim)]
    lines += [
        f"also said by {report.who} · {phrases.place(report.slice)}: {report.slice.text}"
        for report in phrases.others(claim)
    ]
    lines += [f"{phrases.denial(denial)}: {denial.slice.text}" for denial in claim.denied_by]
    return "  \n".join([f"{number}. {escaped(claim.slice.text)}", *(indent + escaped(line) for line in lines)])
