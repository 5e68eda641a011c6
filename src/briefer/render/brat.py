"""The claims as brat standoff: an `.ann` beside the text (Stenetorp et al. 2012; https://brat.nlplab.org/standoff.html).

A reported claim is an event whose trigger is the cue, with its source, content, audience and who passes it on; a claim
without a cue is a content, to which `Says` leads from its source. Offsets count code points of the text. A span that
crosses the end of a line, or that holds a character which no editor shows, is one of several fragments, as brat has
them: the words of an annotation are then the fragments, with a space between.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from briefer.model import Brief, Claim, Source, Span
from briefer.render.harmless import RE_BREAKS, RE_LINES, RE_UNSAFE
from briefer.render.views import View

RE_FRAGMENT_END = re.compile(rf"(?:[\t\r\n]|{RE_BREAKS.pattern}|{RE_UNSAFE.pattern}|{RE_LINES.pattern})++")


def render(brief: Brief, view: View) -> str:
    """Return the annotations of all claims, a line each."""
    sheet = _Sheet(brief.document.text)
    ranks = {identity: rank for rank, identity in enumerate(brief.key_claims, 1)}
    places = {claim.id: _place(sheet, claim) for claim in brief.claims}
    for claim in brief.claims:
        at = places[claim.id]
        if at is None:
            continue
        sheet.attribute("Kind", at, claim.kind)
        sheet.attribute("Certainty", at, claim.certainty.level)
        sheet.attribute("Polarity", at, claim.polarity)
        sheet.attribute("Confidence", at, claim.confidence)
        if claim.id in ranks:
            sheet.attribute("Key", at, str(ranks[claim.id]))
        for name, others in (("Caveat", claim.caveats), ("Support", claim.supports)):
            for other in others:
                sheet.relate(name, at, places.get(other))
    return sheet.written()


def _place(sheet: _Sheet, claim: Claim) -> str | None:
    """Annotate the parts of a claim; return the id of its event, or of its content where there is no cue."""
    source = _source(sheet, claim.source)
    content = sheet.mark("Content", claim.content or (Span(claim.start, claim.end),))
    cue = sheet.mark("Attribution", (Span(claim.cue.start, claim.cue.end),)) if claim.cue else None
    if cue is None:
        sheet.relate("Says", source, content)
        return content
    audience = sheet.mark("Audience", (claim.audience,)) if claim.audience else None
    passed_on = [(f"Via{number if number > 1 else ''}", _source(sheet, one)) for number, one in enumerate(claim.via, 1)]
    return sheet.event(cue, [("Source", source), ("Content", content), ("Audience", audience), *passed_on])


def _source(sheet: _Sheet, source: Source | None) -> str | None:
    if source is None or source.start is None or source.end is None:
        return None
    mark = sheet.mark("Source", (Span(source.start, source.end),))
    if mark and source.name:
        sheet.note(mark, source.name)
    return mark


class _Sheet:
    """The lines of one `.ann`; what is annotated twice stands there once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.rows: dict[tuple[str, str], str] = {}  # (kind of line, what it says) -> its id
        self.counts: dict[str, int] = {}

    def mark(self, type: str, spans: Iterable[Span]) -> str | None:
        """Return the id of words in the text; None if there is nothing in them that can be shown."""
        pieces = [piece for span in spans for piece in fragments(self.text, span)]
        if not pieces:
            return None
        offsets = ";".join(f"{piece.start} {piece.end}" for piece in pieces)
        words = " ".join(piece.of(self.text) for piece in pieces)
        return self._row("T", f"{type} {offsets}\t{words}")

    def event(self, trigger: str, parts: list[tuple[str, str | None]]) -> str:
        """Return the id of an attribution and its parts."""
        roles = "".join(f" {role}:{mark}" for role, mark in parts if mark)
        return self._row("E", f"Attribution:{trigger}{roles}")

    def relate(self, type: str, one: str | None, other: str | None) -> None:
        """Relate two annotations, if both are there."""
        if one and other:
            self._row("R", f"{type} Arg1:{one} Arg2:{other}")

    def attribute(self, name: str, at: str, value: str) -> None:
        """Give an annotation an attribute."""
        self._row("A", f"{name} {at} {value}")

    def note(self, at: str, words: str) -> None:
        """Add a note, with white space folded."""
        self._row("#", f"AnnotatorNotes {at}\t{' '.join(RE_FRAGMENT_END.sub(' ', words).split())}")

    def written(self) -> str:
        """Return all lines."""
        return "".join(f"{identity}\t{row}\n" for (_, row), identity in self.rows.items())

    def _row(self, kind: str, row: str) -> str:
        if (kind, row) not in self.rows:
            self.counts[kind] = self.counts.get(kind, 0) + 1
            self.rows[kind, row] = f"{kind}{self.counts[kind]}"
        return self.rows[kind, row]


def fragments(text: str, span: Span) -> list[Span]:
    r"""Return the pieces of a span that each fit on a line and can be shown.

    >>> fragments("a pier\r\nof wood", Span(2, 15))
    [Span(start=2, end=6), Span(start=8, end=15)]
    """
    found, start = [], span.start
    for gap in RE_FRAGMENT_END.finditer(text, span.start, span.end):
        found.append(Span(start, gap.start()))
        start = gap.end()
    return [piece for piece in (*found, Span(start, span.end)) if piece.start < piece.end]
