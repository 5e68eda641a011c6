"""Puts the brief together, and checks that every part of it is a slice of the document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from briefer.errors import BrokenPromiseError
from briefer.model import Brief, Claim, Headline, Source, Stated


def compose(brief: Brief) -> Brief:
    """Check every span of a brief and return it; raises BrokenPromiseError if a span is wrong."""
    text = brief.document.text
    for what, start, end in _spans(brief):
        if not 0 <= start < end <= len(text):
            raise _broken(brief, f"{what} at {start}:{end} is not within the text")
        if text[start].isspace() or text[end - 1].isspace():
            raise _broken(brief, f"{what} at {start}:{end} begins or ends with white space")
    for name, stated in _front_matter(brief):
        if stated.start is not None and text[stated.start : stated.end] != stated.text:
            raise _broken(brief, f"the {name} is not what the text says")
    _check_order(brief)
    _check_contents(brief)
    _check_ids(brief)
    return brief


def _spans(brief: Brief) -> Iterator[tuple[str, int, int]]:
    for name, stated in _front_matter(brief):
        if stated.start is not None and stated.end is not None:
            yield name, stated.start, stated.end
    for sentence in brief.sentences:
        yield "sentence", sentence.start, sentence.end
    for claim in brief.claims:
        yield from _claim_spans(claim)


def _front_matter(brief: Brief) -> Iterator[tuple[str, Headline | Stated]]:
    """Yield the parts of the front matter with their names; those from outside the text have no offsets."""
    # Fields of the brief.
    for name in ("headline", "dek", "byline", "dateline", "published"):
        if stated := getattr(brief, name):
            yield name, stated
    for author in brief.authors:
        yield "author", author


def _claim_spans(claim: Claim) -> Iterator[tuple[str, int, int]]:
    yield f"claim {claim.id}", claim.start, claim.end
    for what, span in (("cue", claim.cue), ("audience", claim.audience), ("time", claim.time)):
        if span:
            yield f"{what} of {claim.id}", span.start, span.end
    for what, parts in (("content", claim.content), ("quote", claim.quotes), ("marker", claim.certainty.markers)):
        for part in parts:
            yield f"{what} of {claim.id}", part.start, part.end
    for antecedent, words in claim.refers_to:
        yield f"antecedent of words of {claim.id}", antecedent.start, antecedent.end
        yield f"reference of {claim.id}", words.start, words.end
    for source in (claim.source, *claim.via):
        if source:
            yield from _source_spans(claim, source)


def _source_spans(claim: Claim, source: Source) -> Iterator[tuple[str, int, int]]:
    if source.start is not None and source.end is not None:
        yield f"source of {claim.id}", source.start, source.end
    if source.resolved_from:
        yield f"antecedent of {claim.id}", source.resolved_from.start, source.resolved_from.end


def _check_order(brief: Brief) -> None:
    at = 0
    for index, sentence in enumerate(brief.sentences):
        if sentence.index != index or sentence.start < at:
            raise _broken(brief, f"sentence {index} is out of order")
        at = sentence.end
    if len(brief.scores) != len(brief.sentences):
        raise _broken(brief, "there is not one score a sentence")
    last = -1
    for item in brief.summary:
        sentence = brief.sentences[item.sentence]
        if item.sentence <= last or (item.start, item.end) != (sentence.start, sentence.end):
            raise _broken(brief, f"summary sentence {item.sentence} is not a sentence of the text in its order")
        last = item.sentence


def _check_contents(brief: Brief) -> None:
    for claim in brief.claims:
        for span, following in pairwise(claim.content):
            if following.start < span.end:
                raise _broken(brief, f"the content of {claim.id} overlaps itself or is out of order")


def _check_ids(brief: Brief) -> None:
    ids = [claim.id for claim in brief.claims]
    known = set(ids)
    if len(known) != len(ids):
        raise _broken(brief, "two claims have one id")
    for named in _named(brief.claims, brief.key_claims):
        if named not in known:
            raise _broken(brief, f"there is no claim {named}")
    high = {claim.id for claim in brief.claims if claim.confidence == "high"}
    for identity in brief.key_claims:
        if identity not in high:
            raise _broken(brief, f"key claim {identity} is not of high confidence")


def _named(claims: Sequence[Claim], key_claims: Sequence[str]) -> Iterator[str]:
    yield from key_claims
    for claim in claims:
        yield from claim.caveats
        yield from claim.supports


def _broken(brief: Brief, message: str) -> BrokenPromiseError:
    return BrokenPromiseError(
        f"internal check failed: {message}", input=brief.document.id, hint="please report it with the article"
    )
