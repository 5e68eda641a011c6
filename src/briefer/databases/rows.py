"""A brief as the rows of a database, packed for the way from the process that made it to the one that stores it.

A pack is JSON in ASCII: the text comes once, and what stands in it as offsets; numbers count within the document.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import chain
from typing import Any

from briefer.model import Brief, Claim
from briefer.outlets import day_of, outlet_of
from briefer.readers.items import Value
from briefer.render.json import DIGITS
from briefer.render.records import LIST, known_name, name, records
from briefer.render.views import View

Row = list[Any]
# What a database in UTF-8 cannot hold, or takes for the end of a text: they are replaced one by one, so that offsets
# stay right.
UNFIT = {0: "\ufffd", **dict.fromkeys(range(55296, 57344), "�")}


def packed(brief: Brief, view: View) -> str:
    """Return the rows of a brief: all tables for a database, claims alone for Parquet."""
    rows: object = claims(brief, view) if view.format == "parquet" else tables(brief, view)
    return json.dumps(rows, separators=(",", ":")) + "\n"


def claims(brief: Brief, view: View) -> list[Row]:
    """Return the claims with the columns of CSV, text as it is."""
    return [list(record.values()) for record in records(brief, _fit, keep=view.keep)]


def tables(brief: Brief, view: View) -> list[Any]:
    """Return the row of the document, and those of `sentences`, `sources`, `claims`, `spans` and `relations`."""
    numbers = {claim.id: number for number, claim in enumerate(brief.claims, 1)}
    sources = {claim: number for number, entry in enumerate(brief.sources, 1) for claim in entry.claims}
    ranks = {claim: rank for rank, claim in enumerate(brief.key_claims, 1)}
    shown = {item.sentence for item in brief.summary}
    return [
        _document(brief, view.keep),
        [
            [s.index, s.start, s.end, s.role, s.paragraph, _score(score.value), int(s.index in shown)]
            for s, score in zip(brief.sentences, brief.scores, strict=True)
        ],
        [[_fit(entry.name), _fit(entry.name.casefold()), entry.type, len(entry.claims)] for entry in brief.sources],
        [_claim(claim, brief, ranks.get(claim.id), sources.get(claim.id)) for claim in brief.claims],
        [[numbers[claim.id], *span] for claim in brief.claims for span in _spans(claim)],
        [
            [numbers[claim.id], relation, numbers[other]]
            for claim in brief.claims
            for relation, others in (("caveat", claim.caveats), ("support", claim.supports))
            for other in others
            if other in numbers
        ],
    ]


def _document(brief: Brief, keep: Sequence[str]) -> Row:
    document, headline = brief.document, brief.headline
    kept = dict(document.kept)
    values: Row = [
        name(document),
        document.path,
        document.url,
        outlet_of(document),
        brief.published and brief.published.text,
        day_of(brief),
        headline and headline.text,
        headline and headline.origin,
        brief.dek and brief.dek.text,
        LIST.join(author.text for author in brief.authors) or None,
        brief.language,
        brief.words,
        document.format,
        document.sha256,
        LIST.join(brief.warnings) or None,
        document.text,
    ]
    return [_fit(value) if isinstance(value, str) else value for value in (*values, *map(_plain, map(kept.get, keep)))]


def _claim(claim: Claim, brief: Brief, rank: int | None, source_number: int | None) -> Row:
    source = claim.source
    named = known_name(source, brief.sentences[claim.sentence].start)
    return [
        claim.id,
        rank,
        claim.start,
        claim.end,
        claim.sentence,
        claim.kind,
        source_number,
        named and _fit(named),
        source.type if source else "unknown",
        _fit(source.role) if source and source.role else None,
        int(source is not None and source.type == "anonymous"),
        _fit(LIST.join(outer.name or "" for outer in claim.via)) or None,
        claim.cue and _fit(claim.cue.lemma),
        claim.certainty.level,
        claim.polarity,
        claim.confidence,
        claim.paragraph,
        _score(claim.score),
    ]


def _spans(claim: Claim) -> list[tuple[str, int, int]]:
    """Return the parts of a claim that stand in the text."""
    single = (("source", claim.source), ("cue", claim.cue), ("audience", claim.audience), ("time", claim.time))
    several: tuple[tuple[str, Sequence[Any]], ...] = (
        ("content", claim.content),
        ("via", claim.via),
        ("marker", claim.certainty.markers),
        ("quote", claim.quotes),
        ("context", [found for found, _ in claim.refers_to]),
    )
    parts = chain(
        ((part, span) for part, span in single if span is not None),
        ((part, span) for part, spans in several for span in spans),
    )
    return [(part, span.start, span.end) for part, span in parts if span.start is not None and span.end is not None]


def _score(value: float) -> float:
    return round(value, DIGITS) + 0.0  # a zero without a sign, and no whole number: as it is read back


def _fit(text: str) -> str:
    return text if text.isprintable() else text.translate(UNFIT)


def _plain(value: Value) -> Value:
    return int(value) if isinstance(value, bool) else value
