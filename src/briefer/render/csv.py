"""The claims as CSV, one row per claim, for spreadsheets.

Rows end with CR LF, and cells are quoted as RFC 4180 says. A cell that a spreadsheet would run as a formula gets a
leading apostrophe (OWASP, CSV injection), the only change to the words of the article.
"""

from __future__ import annotations

import csv
import re
from io import StringIO

from briefer.model import Brief, Claim, Document, SourceType
from briefer.render.harmless import visible
from briefer.render.views import View

COLUMNS = (
    "brief",  # what follows, up to `claim`, is the same for all claims of a brief
    "path",
    "url",
    "published",
    "headline",
    "claim",
    "key",  # rank among the key claims, empty for the others
    "text",
    "kind",
    "source",  # the canonical name
    "source_text",  # as the claim's sentence has it
    "source_type",
    "source_role",
    "anonymous",
    "via",
    "audience",
    "cue",
    "certainty",
    "markers",
    "polarity",
    "time",
    "confidence",
    "paragraph",
    "start",
    "end",
)
# What spreadsheets take for the start of a formula, also behind spaces and quotation marks, and as wide characters; and
# behind a semicolon, at which programs in many countries divide cells, whatever the quotes say.
FORMULA = r"(?=[\s'\"“”‘’«»„‚`]*[=+\-@\t\r\n＝＋－＠])"
RE_FORMULA = re.compile(rf"^{FORMULA}|(?<=;){FORMULA}")
LIST = "; "  # between the parts of a cell


def render(brief: Brief, view: View) -> str:
    """Return one row per claim, in text order, below a header row if the view asks for one."""
    text = brief.document.text
    document = brief.document
    shared = [
        visible(name(document)),
        visible(document.path or ""),
        visible(document.url or ""),
        visible(brief.published.text) if brief.published else "",
        visible(brief.headline.text) if brief.headline else "",
    ]
    ranks = {identity: rank for rank, identity in enumerate(brief.key_claims, 1)}
    rows = [[*shared, *_cells(claim, ranks.get(claim.id), text)] for claim in brief.claims]
    return (HEADER if view.header else "") + _written(rows)


def name(document: Document) -> str:
    """Return what identifies the brief: its id, otherwise its path, otherwise the start of its digest."""
    return document.id or document.path or document.sha256[:12]


def _cells(claim: Claim, rank: int | None, text: str) -> list[str | int]:
    source = claim.source
    heard = text[source.start : source.end] if source and source.start is not None else ""
    return [
        claim.id,
        "" if rank is None else rank,
        visible(text[claim.start : claim.end]),
        claim.kind.value,
        visible(source.name or "") if source else "",
        visible(heard),
        source.type.value if source else SourceType.UNKNOWN.value,
        visible(source.role or "") if source else "",
        "yes" if source and source.type is SourceType.ANONYMOUS else "no",
        LIST.join(visible(outer.name or "") for outer in claim.via),
        visible(claim.audience.of(text)) if claim.audience else "",
        visible(text[claim.cue.start : claim.cue.end]) if claim.cue else "",
        claim.certainty.level.value,
        LIST.join(visible(marker.of(text)) for marker in claim.certainty.markers),
        claim.polarity.value,
        visible(claim.time.of(text)) if claim.time else "",
        claim.confidence,
        claim.paragraph,
        claim.start,
        claim.end,
    ]


def safe(cell: str) -> str:
    """Make a cell that no spreadsheet takes for a formula.

    >>> print(safe("=SUM(A1);=1"), safe("2 - 1"))
    '=SUM(A1);'=1 2 - 1
    """
    return RE_FORMULA.sub("'", cell)


def _written(rows: list[list[str | int]]) -> str:
    lines = StringIO()
    csv.writer(lines, lineterminator="\r\n").writerows(
        [safe(cell) if isinstance(cell, str) else cell for cell in row] for row in rows
    )
    return lines.getvalue()


HEADER = _written([list(COLUMNS)])
