"""What a brief reports, as cases write it: who, and what, with white space folded."""

from __future__ import annotations

from briefer.model import Brief


def folded(words: str) -> str:
    """Return words with a single space between them."""
    return " ".join(words.split())


def claims(brief: Brief) -> list[tuple[str, str]]:
    """Return the source and the content of every claim."""
    text = brief.document.text
    return [
        (
            folded((claim.source.name or text[claim.source.start or 0 : claim.source.end]) if claim.source else ""),
            folded(" ".join(part.of(text) for part in claim.content)),
        )
        for claim in brief.claims
    ]
