"""Briefs that an earlier run wrote as JSON with all details, taken as they are: nothing is briefed twice.

A brief from a file is checked like one that was just made: what is no slice of its text is refused.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from briefer.composing import compose
from briefer.construction import Construction, Marker
from briefer.errors import BrokenPromiseError, FormatError
from briefer.model import (
    Anonymity,
    Brief,
    Certainty,
    Claim,
    Cue,
    Document,
    Headline,
    Kind,
    Level,
    Polarity,
    Quote,
    Role,
    Score,
    Sentence,
    Source,
    SourceEntry,
    SourceType,
    Span,
    Stated,
    SummarySentence,
)

Json = Mapping[str, Any]
TAKEN = Construction("taken from a brief", Marker.VERB)  # how it is worded, only --explain tells
HINT = "make the brief again, with --detail full"


def read(data: Json, label: str) -> Brief:
    """Return the brief that a JSON object with text and sentences holds; raises FormatError where it does not hold."""
    try:
        return compose(_brief(data, label))
    except BrokenPromiseError as error:
        raise FormatError(f"this brief is damaged ({error.message})", input=label, hint=HINT) from error
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise FormatError("this is no whole brief", input=label, hint=HINT) from error


def _brief(data: Json, label: str) -> Brief:
    source, text = data["source"], data["text"]
    byline = data["byline"]
    return Brief(
        document=Document(
            text=text,
            sha256=source.get("sha256") or sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
            id=label if source["id"] is None else source["id"],
            path=source["path"],
            format=source["format"],
            encoding=source["encoding"],
            site=source.get("site"),
            url=source.get("url"),
            kept=tuple(source.get("kept", {}).items()),
        ),
        language=source["language"],
        words=source["words"],
        headline=Headline(**data["headline"]) if data["headline"] else None,
        dek=_stated(data["dek"]),
        byline=_stated({**byline, "authors": None}) if byline else None,
        authors=tuple(Stated(name) for name in byline["authors"]) if byline else (),
        dateline=_stated(data["dateline"]),
        published=_stated(data["published"]),
        summary=tuple(
            SummarySentence(item["sentence"], item["start"], item["end"], item["score"]) for item in data["summary"]
        ),
        claims=tuple(_claim(claim, text, data["sentences"]) for claim in data["claims"]),
        key_claims=tuple(data["key_claims"]),
        sources=tuple(
            SourceEntry(entry["name"], SourceType(entry["type"]), entry["mentions"], tuple(entry["claims"]))
            for entry in data["sources"]
        ),
        warnings=tuple(data["warnings"]),
        sentences=tuple(
            Sentence(item["index"], item["start"], item["end"], Role(item["role"]), item["paragraph"])
            for item in data["sentences"]
        ),
        scores=tuple(Score(item["score"]) for item in data["sentences"]),
    )


def _claim(data: Json, text: str, sentences: Sequence[Json]) -> Claim:
    cue, sentence = data["cue"], sentences[data["sentence"]]
    hedges = [(text.find(words, sentence["start"], sentence["end"]), words) for words in data["certainty"]["markers"]]
    markers = tuple(Span(start, start + len(words)) for start, words in hedges if start >= 0)
    return Claim(
        id=data["id"],
        start=data["start"],
        end=data["end"],
        kind=Kind(data["kind"]),
        source=_source(data["source"]) if data["source"] else None,
        audience=_span(data["audience"]),
        cue=Cue(cue["start"], cue["end"], cue["lemma"], cue["family"]) if cue else None,
        content=tuple(Span(part["start"], part["end"]) for part in data["content"]),
        via=tuple(map(_source, data["via"])),
        certainty=Certainty(Level(data["certainty"]["level"]), markers),
        polarity=Polarity(data["polarity"]),
        quotes=tuple(Quote(quote["start"], quote["end"], quote["kind"]) for quote in data["quotes"]),
        time=_span(data["time"]),
        sentence=data["sentence"],
        paragraph=data["paragraph"],
        confidence=data["confidence"],
        construction=TAKEN,
        caveats=tuple(data["caveats"]),
        supports=tuple(data["supports"]),
        refers_to=tuple(
            (Span(one["start"], one["end"]), Span(one["of"]["start"], one["of"]["end"])) for one in data["refers_to"]
        ),
        score=data["score"],
    )


def _source(data: Json) -> Source:
    unnamed = data["anonymity"]
    return Source(
        start=data["start"],
        end=data["end"],
        name=data["name"],
        type=SourceType(data["type"]),
        role=data["role"],
        resolved_from=_span(data["resolved_from"]),
        anonymity=Anonymity(**unnamed) if unnamed else None,
    )


def _span(data: Json | None) -> Span | None:
    return Span(data["start"], data["end"]) if data else None


def _stated(data: Json | None) -> Stated | None:
    return Stated(data["text"], data["start"], data["end"]) if data else None
