"""The brief as JSON, schema `briefer/1`: one object, keys in fixed order."""

from __future__ import annotations

import json
from collections.abc import Callable
from json.encoder import encode_basestring
from math import isfinite
from typing import Any

from briefer.model import Brief, Claim, Kind, Level, Polarity, Role, Score, Source, SourceType, Span
from briefer.remembering import Remembered
from briefer.render.harmless import escaped
from briefer.render.views import View

SCHEMA = "briefer/1"
DIGITS = 4  # of a score: more would differ between platforms in the last place


def render(brief: Brief, view: View) -> str:
    """Return the object, indented for `json`, on one line for `jsonl`."""
    indent = None if view.format == "jsonl" else 2
    return dumped(as_dict(brief, full=view.full, explain=view.explain), indent)


def dumped(data: dict[str, Any], indent: int | None) -> str:
    """Return an object as JSON that ends with a line feed: all letters as they are, none that cuts a line in two."""
    rows = json.dumps(data, ensure_ascii=False) if indent is None else _indented(data, "\n", " " * indent)
    return escaped(rows) + "\n"


def _indented(value: object, line: str, indent: str) -> str:
    """Return what `json.dumps` gives with an indent; it does that without C, as a chain of generators."""
    if not value or not isinstance(value, (dict, list, tuple)):
        return _unstructured(value)
    inner, writers = f"{line}{indent}", WRITERS
    if isinstance(value, dict):
        parts = [
            f"{NAMES[key]}{write(part) if (write := writers.get(type(part))) else _indented(part, inner, indent)}"
            for key, part in value.items()
        ]
        return f"{{{inner}{f',{inner}'.join(parts)}{line}}}"
    parts = [write(part) if (write := writers.get(type(part))) else _indented(part, inner, indent) for part in value]
    return f"[{inner}{f',{inner}'.join(parts)}{line}]"


def _unstructured(value: object) -> str:
    """Return the JSON of what has no parts; `json.dumps` takes its time to find out what that is."""
    if isinstance(value, str):
        return encode_basestring(value)
    return "[]" if value in ([], ()) else json.dumps(value)


def _number(value: float) -> str:
    return repr(value) if isfinite(value) else json.dumps(value)


NAMES = Remembered[str](lambda name: f"{encode_basestring(name)}: ")
# What writes a value that has no parts, by its type.
WRITERS: dict[type, Callable[[Any], str]] = {
    str: encode_basestring,
    int: repr,
    float: _number,
    type(None): {None: "null"}.__getitem__,
    bool: {True: "true", False: "false"}.__getitem__,
    **dict.fromkeys((Kind, Level, Polarity, Role, SourceType), encode_basestring),
}


def as_dict(brief: Brief, *, full: bool = False, explain: bool = False) -> dict[str, Any]:
    """Return the brief as plain data; `full` adds text and sentences, `explain` adds rules, doubts and score parts."""
    text = brief.document.text
    document = brief.document
    headline = brief.headline
    data: dict[str, Any] = {
        "schema": SCHEMA,
        "source": {
            "id": document.id,
            "path": document.path,
            "format": document.format,
            "encoding": document.encoding,
            "site": document.site,
            "url": document.url,
            "language": brief.language,
            "title_given": headline is not None and headline.origin == "given",
            "words": brief.words,
            "sha256": document.sha256,
            **({"kept": dict(document.kept)} if document.kept else {}),
        },
        "headline": headline and headline._asdict(),
        "dek": brief.dek and brief.dek._asdict(),
        "byline": brief.byline and {**brief.byline._asdict(), "authors": [author.text for author in brief.authors]},
        "dateline": brief.dateline and brief.dateline._asdict(),
        "published": brief.published and brief.published._asdict(),
        "summary": [
            {
                "sentence": item.sentence,
                **_bounds(item.start, item.end, text),
                "score": round(item.score, DIGITS),
                **(_parts(brief.scores[item.sentence]) if explain else {}),
            }
            for item in brief.summary
        ],
        "claims": [_claim(claim, text, explain=explain) for claim in brief.claims],
        "key_claims": list(brief.key_claims),
        "sources": [
            {"name": entry.name, "type": entry.type, "mentions": entry.mentions, "claims": list(entry.claims)}
            for entry in brief.sources
        ],
        "warnings": list(brief.warnings),
    }
    if full:
        data["text"] = text
        data["sentences"] = [
            {
                "index": sentence.index,
                **_bounds(sentence.start, sentence.end, text),
                "role": sentence.role,
                "paragraph": sentence.paragraph,
                "score": round(score.value, DIGITS),
                **(_parts(score) if explain else {}),
            }
            for sentence, score in zip(brief.sentences, brief.scores, strict=True)
        ]
    return data


def _claim(claim: Claim, text: str, *, explain: bool) -> dict[str, Any]:
    cue = claim.cue
    return {
        "id": claim.id,
        **_bounds(claim.start, claim.end, text),
        "kind": claim.kind,
        "source": claim.source and _source(claim.source, text),
        "audience": _slice(claim.audience, text),
        "cue": cue and {**_bounds(cue.start, cue.end, text), "lemma": cue.lemma, "family": cue.family},
        "content": [_bounds(span.start, span.end, text) for span in claim.content],
        "via": [_source(source, text) for source in claim.via],
        "certainty": {
            "level": claim.certainty.level,
            "markers": [marker.of(text) for marker in claim.certainty.markers],
        },
        "polarity": claim.polarity,
        "quotes": [{"start": quote.start, "end": quote.end, "kind": quote.kind} for quote in claim.quotes],
        "time": _slice(claim.time, text),
        "sentence": claim.sentence,
        "paragraph": claim.paragraph,
        "confidence": claim.confidence,
        "caveats": list(claim.caveats),
        "supports": list(claim.supports),
        "refers_to": [{**_bounds(*found, text), "of": _bounds(*words, text)} for found, words in claim.refers_to],
        "score": round(claim.score, DIGITS),
        **({"rule": str(claim.construction), "doubt": claim.doubt} if explain else {}),
    }


def _source(source: Source, text: str) -> dict[str, Any]:
    anonymity = source.anonymity
    return {
        "text": None if source.start is None else text[source.start : source.end],
        "start": source.start,
        "end": source.end,
        "name": source.name,
        "role": source.role,
        "type": source.type,
        "resolved_from": _slice(source.resolved_from, text),
        "anonymity": anonymity
        and {
            "count": anonymity.count,
            "role": anonymity.role,
            "affiliation": anonymity.affiliation,
            "reason": anonymity.reason,
        },
    }


def _bounds(start: int, end: int, text: str) -> dict[str, Any]:
    return {"text": text[start:end], "start": start, "end": end}


def _slice(span: Span | None, text: str) -> dict[str, Any] | None:
    return _bounds(span.start, span.end, text) if span else None


def _parts(score: Score) -> dict[str, Any]:
    return {"parts": {name: round(part, DIGITS) for name, part in score.parts}}
