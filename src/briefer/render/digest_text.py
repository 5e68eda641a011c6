"""The digest for a terminal or a plain file: the words of the articles, our labels under them."""

from __future__ import annotations

from briefer.digest_model import Digest, Story, StoryClaim
from briefer.render import digest_phrases as phrases
from briefer.render.harmless import visible
from briefer.render.views import COLUMNS
from briefer.render.wrapping import wrapped

HEADLINE, HEADING, LABEL, AGAINST = "1", "1;36", "2", "31"
NARROWEST = 20
MOST_LISTED = 60  # articles outside stories that are listed


def render(digest: Digest, width: int = COLUMNS, colour: bool = False, full: bool = False) -> str:
    """Return the stories one after another, then the articles that belong to none."""
    page = _Page(max(NARROWEST, width), colour)
    for number, story in enumerate(digest.stories):
        if number:
            page.lines += ["", "=" * page.width, ""]
        _story(page, digest, story)
    if digest.unclustered:
        page.lines += ["", "=" * page.width, ""] if digest.stories else []
        page.heading("IN NO STORY", first=True)
        for n in digest.unclustered[:MOST_LISTED]:
            page.item(f"[{n}]", phrases.entry(digest, n))
        if rest := len(digest.unclustered) - MOST_LISTED:
            page.text(f"and {rest} more" if rest > 0 else "", LABEL)
    for warning in digest.warnings:
        page.text(f"note: {visible(warning)}")
    return "\n".join(page.lines) + "\n"


class _Page:
    """Lines of a width; colour only where it is asked for."""

    def __init__(self, width: int, colour: bool) -> None:
        self.width = width
        self.colour = colour
        self.lines: list[str] = []

    def text(self, words: str, code: str = "", first: str = "", rest: str | None = None) -> None:
        if words:
            lines = wrapped(words, self.width, first, rest).replace(phrases.NO_BREAK, " ")
            self.lines.append(self._painted(lines, code))

    def heading(self, words: str, *, first: bool = False) -> None:
        self.lines += [] if first else [""]
        self.lines.append(self._painted(words, HEADING))

    def item(self, mark: str, words: str) -> None:
        self.text(words, first=f"{mark:>5}  ", rest=" " * 7)

    def label(self, words: str, code: str = LABEL) -> None:
        self.text(words, code, " " * 7)

    def _painted(self, words: str, code: str) -> str:
        if not (self.colour and code):
            return words
        return "\n".join(f"\x1b[{code}m{line}\x1b[0m" for line in words.split("\n"))


def _story(page: _Page, digest: Digest, story: Story) -> None:
    if story.headline:
        page.text(visible(story.headline.text), HEADLINE)
    page.text(phrases.facts(story), LABEL)
    if story.summary:
        page.heading("IN SHORT")
        for item in story.summary:
            page.text(visible(item.slice.text), first="  ")
            page.label(phrases.also(item))
    numbers = phrases.numbered(story)
    key = [claim for claim in phrases.shown(story) if claim.id in story.key_claims]
    if key:
        page.heading("KEY CLAIMS")
        for claim in key:
            _claim(page, claim, numbers[claim.id])
    if lines := phrases.copied(story, digest):
        page.heading("COPIED TEXT (counts once)")
        for line in lines:
            page.text(line, first="  ")
    if story.unnamed:
        page.heading("UNNAMED SOURCES")
        for one in story.unnamed:
            page.text(f"{visible(one.origin)} · {phrases.listed(one.articles)}", first="  ")
    if alone := phrases.single(story):
        page.heading("ONLY IN ONE ARTICLE (not found in the others)")
        for claim in alone:
            _claim(page, claim, numbers[claim.id])
    _timeline(page, story, numbers)
    page.heading("ARTICLES")
    for n in story.articles:
        page.item(f"[{n}]", phrases.entry(digest, n))


def shortened(words: str, most: int) -> str:
    """Return words that are repeated on one line, cut between two of them."""
    return words if len(words) <= most else words[: most - 1].rsplit(" ", 1)[0] + "…"


def _claim(page: _Page, claim: StoryClaim, number: int) -> None:
    page.item(str(number), visible(claim.slice.text))
    page.label(f"{phrases.support(claim)} · {phrases.places(claim)}")
    for line in phrases.differences(claim):
        page.label(line)
    for report in phrases.others(claim):
        page.label(f"also said by {report.who} · {phrases.place(report.slice)}: {visible(report.slice.text)}")
    for denial in claim.denied_by:
        page.label(f"{phrases.denial(denial)}: {visible(denial.slice.text)}", AGAINST)


def _timeline(page: _Page, story: Story, numbers: dict[str, int]) -> None:
    days = phrases.timeline(story)
    if days:
        page.heading("OVER TIME")
    for date, claims in days:
        page.text(phrases.day(date), first="  ")
        for claim in claims:
            page.item(str(numbers[claim.id]), shortened(visible(claim.slice.text), page.width - 8))
