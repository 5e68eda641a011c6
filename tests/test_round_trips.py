"""An article is the same article in every format: all give one brief, but for its offsets."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

import briefer
from briefer.model import Brief
from examples import diagonal
from formats.article import Article, article
from formats.writers import WRITERS

EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("*/article.*"))
# Formats without a place for headings within an article; there only articles without any are the same.
NO_HEADINGS = frozenset({".txt", ".plain.eml"})
# Formats whose title stands outside the text, which therefore neither has its words nor claims from it.
TITLE_ELSEWHERE = frozenset({".tex", ".html", ".mhtml", ".eml", ".plain.eml", ".rss", ".atom", ".jsonl", ".csv"})


def gist(brief: Brief) -> dict[str, object]:
    """Return what a brief says, but for where it stands and what file it came from."""
    text = brief.document.text
    claims = {claim.id: claim for claim in brief.claims}
    return {
        "headline": brief.headline and brief.headline.text,
        "dek": brief.dek and brief.dek.text,
        "byline": brief.byline and brief.byline.text,
        "authors": [author.text for author in brief.authors],
        "dateline": brief.dateline and brief.dateline.text,
        "summary": [text[sentence.start : sentence.end] for sentence in brief.summary],
        "claims": [text[claim.start : claim.end] for claim in brief.claims],
        "key claims": [text[claims[key].start : claims[key].end] for key in brief.key_claims],
        "sources": [(source.name, source.type) for source in brief.sources],
        "words": brief.words,
        "warnings": brief.warnings,
    }


@cache
def parts(path: Path) -> Article:
    return article(briefer.read(path))


@cache
def expected(path: Path, *, title_elsewhere: bool) -> dict[str, object]:
    """Return the gist of an article's brief, with its headline in the text or given from outside."""
    if not title_elsewhere:
        return gist(briefer.brief(briefer.read(path)))
    source = parts(path)
    known = briefer.readers.read_bytes(WRITERS[".md"](source._replace(headline=None)), path="known.md")
    return gist(briefer.brief(known, title=source.headline))


@pytest.mark.parametrize(("path", "suffix"), diagonal(EXAMPLES, list(WRITERS)))
def test_every_format_gives_the_same_brief(tmp_path: Path, path: Path, suffix: str) -> None:
    source = parts(path)
    if suffix in NO_HEADINGS and any(paragraph.heading for paragraph in source.paragraphs):
        pytest.skip("the format has no headings")
    written = tmp_path / f"article{suffix}"
    written.write_bytes(WRITERS[suffix](source))
    assert gist(briefer.brief(briefer.read(written))) == expected(path, title_elsewhere=suffix in TITLE_ELSEWHERE)
