"""Briefs and digests in a notebook: a few elements of HTML, without styles of their own, in the notebook's type."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from briefer.digest_model import Digest, Story
from briefer.model import Brief
from briefer.render import digest_phrases
from briefer.render.harmless import visible
from briefer.render.phrases import claim_label, facts, key_claims, sourcing, summary_lines


def fragment(brief: Brief) -> str:
    """Return a brief as an HTML fragment: headline, summary, key claims and sourcing."""
    text = brief.document.text
    shown = key_claims(brief)
    numbers = {claim.id: number for number, claim in enumerate(shown, 1)}
    claims = {claim.id: claim for claim in brief.claims}
    parts = [_heading(brief.headline.text if brief.headline else "Brief"), _small(facts(brief))]
    parts += _list("ul", "In short", (escape(words) for words, _ in summary_lines(brief, explain=False)))
    parts += _list(
        "ol",
        "Key claims",
        (_said(text[claim.start : claim.end], claim_label(claim, brief, numbers, claims)) for claim in shown),
    )
    if brief.sources:
        parts.append(_small(f"Sources: {sourcing(brief.sources)}"))
    parts += [_small(f"Note: {visible(warning)}") for warning in brief.warnings]
    return f"<article>{''.join(parts)}</article>"


def digest_fragment(digest: Digest) -> str:
    """Return a digest as an HTML fragment: each story with its summary and key claims."""
    return f"<article>{_small(digest_phrases.size(digest))}{''.join(map(_story, digest.stories))}</article>"


def _story(story: Story) -> str:
    by_id = {claim.id: claim for claim in story.claims}
    parts = [_heading(story.headline.text if story.headline else story.id)]
    parts += _list("ul", "In short", (escape(visible(item.slice.text)) for item in story.summary))
    claims = []
    for identity in story.key_claims:
        claim = by_id[identity]
        lines = [digest_phrases.support(claim), digest_phrases.places(claim)]
        lines += [digest_phrases.denial(one) for one in claim.denied_by]
        claims.append(_said(claim.slice.text, " · ".join(lines)))
    return "".join([*parts, *_list("ol", "Key claims", claims)])


def _heading(words: str) -> str:
    return f"<h3>{escape(visible(words))}</h3>"


def _small(words: str) -> str:
    return f"<p><small>{escape(words)}</small></p>"


def _said(words: str, label: str) -> str:
    return f"{escape(visible(words))}<br><small>{escape(label)}</small>"


def _list(element: str, title: str, items: Iterable[str]) -> list[str]:
    rows = "".join(f"<li>{item}</li>" for item in items)
    return [f"<p><b>{title}</b></p><{element}>{rows}</{element}>"] if rows else []
