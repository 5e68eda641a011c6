"""The claims of a brief as plain records, one a claim: the columns of CSV, and of a data frame."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from briefer.model import Brief, Claim, Document, Source, SourceType
from briefer.render.harmless import visible

Value = str | int | float | bool | None
Record = dict[str, Value]

COLUMNS = (
    "brief",  # what follows, up to `claim`, is the same for all claims of a brief
    "path",
    "url",
    "published",
    "headline",
    "claim",
    "key",  # rank among the key claims, None for the others
    "text",
    "sentence",
    "kind",
    "source",  # the canonical name
    "source_key",  # the same name whatever its capitals, to group by
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
    "content",  # spans in the text
    "caveats",  # ids of claims
    "supports",
)
LIST = "; "  # between the parts of a value
RE_WORD = re.compile(r"[^\s-]+")


def records(brief: Brief, show: Callable[[str], str] = visible, keep: Sequence[str] | None = None) -> list[Record]:
    """Return one record per claim, in text order, with the keys `COLUMNS`; `show` makes words fit to be shown.

    Behind these come the columns that its corpus gives an article: those named in `keep`, or all that it has.

    Values are text, numbers, booleans, and None for what is not known; several values of one kind are joined by "; ".
    """
    document = brief.document
    shared: Record = {
        "brief": show(name(document)),
        "path": _shown(document.path, show),
        "url": _shown(document.url, show),
        "published": _shown(brief.published and brief.published.text, show),
        "headline": _shown(brief.headline and brief.headline.text, show),
    }
    columns = dict(document.kept)
    own = {kept_name(name): _kept(columns.get(name), show) for name in (columns if keep is None else keep)}
    ranks = {identity: rank for rank, identity in enumerate(brief.key_claims, 1)}
    return [{**shared, **_values(claim, ranks.get(claim.id), brief, show), **own} for claim in brief.claims]


def kept_name(name: str) -> str:
    """Return what a column of a corpus is called beside ours.

    >>> kept_name("topic"), kept_name("url")
    ('topic', 'corpus_url')
    """
    return f"corpus_{name}" if name in COLUMNS else name


def name(document: Document) -> str:
    """Return what identifies the brief: its id, otherwise its path, otherwise the start of its digest."""
    return document.id or document.path or document.sha256[:12]


def known_name(source: Source | None, opening: int) -> str | None:
    """Return a source's name; None for one of an unknown type whose words hold no proper name.

    The capital of the word at `opening`, where its sentence begins, says nothing.

    >>> [known_name(Source(at, at + 5, word, SourceType.UNKNOWN), 0) for at, word in ((0, "Early"), (9, "early"))]
    [None, None]
    >>> known_name(Source(0, 17, "Sculptor Ada Lind", SourceType.UNKNOWN), 0)
    'Sculptor Ada Lind'
    """
    if source is None or not source.name:
        return None
    words = RE_WORD.findall(source.name)[source.start == opening :]
    if source.type is SourceType.UNKNOWN and not any(word[0].isupper() for word in words):
        return None
    return source.name


def _values(claim: Claim, rank: int | None, brief: Brief, show: Callable[[str], str]) -> Record:
    text = brief.document.text
    source = claim.source
    sentence = brief.sentences[claim.sentence]
    who = _shown(known_name(source, sentence.start), show)
    heard = text[source.start : source.end] if source and source.start is not None else None
    return {
        "claim": claim.id,
        "key": rank,
        "text": show(text[claim.start : claim.end]),
        "sentence": show(text[sentence.start : sentence.end]),
        "kind": claim.kind.value,
        "source": who,
        "source_key": who and who.casefold(),
        "source_text": _shown(heard, show),
        "source_type": source.type.value if source else SourceType.UNKNOWN.value,
        "source_role": _shown(source.role, show) if source else None,
        "anonymous": source is not None and source.type is SourceType.ANONYMOUS,
        "via": LIST.join(show(outer.name or "") for outer in claim.via) or None,
        "audience": _shown(claim.audience and claim.audience.of(text), show),
        "cue": show(text[claim.cue.start : claim.cue.end]) if claim.cue else None,
        "certainty": claim.certainty.level.value,
        "markers": LIST.join(show(marker.of(text)) for marker in claim.certainty.markers) or None,
        "polarity": claim.polarity.value,
        "time": _shown(claim.time and claim.time.of(text), show),
        "confidence": claim.confidence,
        "paragraph": claim.paragraph,
        "start": claim.start,
        "end": claim.end,
        "content": LIST.join(f"{span.start}-{span.end}" for span in claim.content) or None,
        "caveats": LIST.join(claim.caveats) or None,
        "supports": LIST.join(claim.supports) or None,
    }


def _kept(value: Value, show: Callable[[str], str]) -> Value:
    return show(value) if isinstance(value, str) else value


def _shown(words: str | None, show: Callable[[str], str]) -> str | None:
    return show(words) if words else None
