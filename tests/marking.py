"""Marked example sentences run through the claims: what an example asks for, and what is found in it."""

from __future__ import annotations

from briefer import languages
from briefer.claims import attribute
from briefer.cleaning import clean
from briefer.grammar.marked import Marked
from briefer.grammar.parsing import parse
from briefer.model import Claim, Document, Span
from briefer.sentences import segment
from briefer.words import tokenise


def claims_of(text: str) -> tuple[Claim, ...]:
    """Return the claims of a text in English."""
    sentences = segment(text, clean(Document(text, sha256=""), "en").blocks, "en")
    return attribute(parse(text, sentences, tokenise(text, sentences, languages.get("en")), "en"), None)


def failing(example: Marked) -> str:
    """Return what is wrong with an example, "" if nothing is: the claims that were found, in its own notation.

    One that must be found is when a claim has all that is marked. In one that must be left alone, no claim has what is
    marked, be it within its content; where nothing is marked, no words report.
    """
    claims = [claim for claim in claims_of(example.text) if claim.cue]
    found = any(fits(claim, example) for claim in claims)
    return "" if found is example.fires else "; ".join(shown(claim, example.text) for claim in claims) or "no claim"


def fits(claim: Claim, example: Marked) -> bool:
    """Tell whether a claim has all that is marked in an example."""
    cue, source = claim.cue, claim.source
    spans = {
        "source": None if source is None or source.start is None else Span(source.start, source.end or 0),
        "cue": Span(cue.start, cue.end) if cue else None,
        "audience": claim.audience,
    }
    if not all(getattr(example, name) in (None, span) for name, span in spans.items()):
        return False
    if example.fires:
        return not example.content or example.content == claim.content
    return all(
        any(span.start <= marked.start and marked.end <= span.end for span in claim.content)
        for marked in example.content
    )


def shown(claim: Claim, text: str) -> str:
    source, cue = claim.source, claim.cue
    said = " … ".join(f"<{span.of(text)}>" for span in claim.content)
    by = f"{{{text[source.start : source.end]}}}" if source and source.start is not None else "{}"
    told = f" /{claim.audience.of(text)}/" if claim.audience else ""
    return f"{by} [{text[cue.start : cue.end] if cue else ''}]{told} {said}"
