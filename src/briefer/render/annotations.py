"""The brief as Web Annotations: JSON-LD that names each span by its offsets and by its words.

A collection with one page, as the Web Annotation Data Model has it (W3C Recommendation, 2017), in the terms of its
context alone. Offsets are those of the JSON brief: code points of the text that briefer read.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from briefer.model import Brief, Claim, Source, Span
from briefer.render.json import dumped
from briefer.render.phrases import claim_label, key_claims
from briefer.render.views import View

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32  # code points on either side of a quotation, by which it is found in a page that has changed
SCHEMES = ("http://", "https://")
Annotation = dict[str, Any]


def render(brief: Brief, view: View) -> str:
    """Return the collection of annotations as JSON-LD, on one line."""
    return dumped(collection(brief), None)


def collection(brief: Brief) -> dict[str, Any]:
    """Return the headline, the sentences of the summary, and all claims with their parts, as plain data."""
    text_id = identifier(brief.document.text)
    items = list(_annotations(brief, text_id))
    return {
        "@context": CONTEXT,
        "id": f"{text_id}#brief",
        "type": "AnnotationCollection",
        **({"label": brief.headline.text} if brief.headline else {}),
        "generator": {"type": "Software", "name": "briefer"},
        "total": len(items),
        "first": {
            "id": f"{text_id}#page",
            "type": "AnnotationPage",
            "partOf": f"{text_id}#brief",
            "startIndex": 0,
            "items": items,
        },
    }


def identifier(text: str) -> str:
    """Return the address of a text by its digest (RFC 6920): that of its UTF-8 bytes.

    >>> identifier("Storm")
    'ni:///sha-256;WHD5v9FXvX7wVx8HsWpTPQK_rJJlr9UDgCZct108rFg'
    """
    digest = sha256(text.encode("utf-8", "surrogatepass")).digest()
    return f"ni:///sha-256;{urlsafe_b64encode(digest).decode('ascii').rstrip('=')}"


def _annotations(brief: Brief, text_id: str) -> Iterator[Annotation]:
    address = brief.document.url or ""
    targets = _Targets(brief.document.text, address if address.startswith(SCHEMES) else text_id)
    headline = brief.headline
    if headline and headline.start is not None and headline.end is not None:
        span = Span(headline.start, headline.end)
        yield _annotation(f"{text_id}#headline", "tagging", [_body("tagging", "headline")], [targets.of(span)])
    for item in brief.summary:
        span = Span(item.start, item.end)
        body = [_body("tagging", "summary")]
        yield _annotation(f"{text_id}#s{item.sentence}", "highlighting", body, [targets.of(span)])
    shown = key_claims(brief)
    numbers = {claim.id: number for number, claim in enumerate(shown, 1)}
    claims = {claim.id: claim for claim in brief.claims}
    for claim in brief.claims:
        identity = f"{text_id}#{claim.id}"
        body = [_body("describing", claim_label(claim, brief, numbers, claims))]
        body += [_body("classifying", words) for words in _classes(claim, numbers.get(claim.id))]
        body += [_link(f"{text_id}#{other}") for other in claim.caveats]
        yield _annotation(identity, "describing", body, [targets.of(Span(claim.start, claim.end))])
        for part, name, spans in _parts(claim):
            body = [_body("tagging", part.partition("-")[0])]
            body += [_body("identifying", name)] if name else []
            body.append(_link(identity))
            yield _annotation(f"{identity}-{part}", "linking", body, [targets.of(span) for span in spans])


def _classes(claim: Claim, number: int | None) -> list[str]:
    """Return what a claim is, as "name: value"; `number` is that of a key claim."""
    return [
        f"kind: {claim.kind}",
        f"certainty: {claim.certainty.level}",
        f"polarity: {claim.polarity}",
        f"confidence: {claim.confidence}",
        *([f"key claim: {number}"] if number else []),
    ]


def _parts(claim: Claim) -> Iterator[tuple[str, str | None, list[Span]]]:
    """Yield the parts of a claim: what each is, the name of a source, and where it stands."""
    if claim.source and (span := _span(claim.source)):
        yield "source", claim.source.name, [span]
    if claim.cue:
        yield "cue", None, [Span(claim.cue.start, claim.cue.end)]
    if claim.content:
        yield "content", None, list(claim.content)
    if claim.audience:
        yield "audience", None, [claim.audience]
    for number, source in enumerate(claim.via, 1):
        if span := _span(source):
            yield f"via-{number}", source.name, [span]


def _span(source: Source) -> Span | None:
    return None if source.start is None or source.end is None else Span(source.start, source.end)


def _annotation(identity: str, motivation: str, body: list[Annotation], targets: list[Annotation]) -> Annotation:
    target = targets[0] if len(targets) == 1 else targets
    return {"id": identity, "type": "Annotation", "motivation": motivation, "body": body, "target": target}


def _body(purpose: str, value: str) -> Annotation:
    return {"type": "TextualBody", "purpose": purpose, "value": value}


def _link(identity: str) -> Annotation:
    return {"type": "SpecificResource", "purpose": "linking", "source": identity}


class _Targets:
    """Makes targets in one text, which `source` names."""

    def __init__(self, text: str, source: str) -> None:
        self.text = text
        self.source = source

    def of(self, span: Span) -> Annotation:
        """Return a span as a target, selected by its position and by its words."""
        quoted = {
            "type": "TextQuoteSelector",
            "exact": span.of(self.text),
            "prefix": self.text[max(span.start - AROUND, 0) : span.start],
            "suffix": self.text[span.end : span.end + AROUND],
        }
        position = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
        return {"type": "SpecificResource", "source": self.source, "selector": [position, quoted]}
