"""The labels that the renderers share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from briefer.model import Brief, Claim, Kind, Level, Polarity, Score, Source, SourceEntry, SourceType
from briefer.render.harmless import visible

MOST = 0.7  # of a sentence, in characters: from here on a claim tells all of it
WORDS_PER_MINUTE = 230  # silent reading of English prose: Brysbaert (2019), 238 for non-fiction, rounded down
SOURCE_WORDS = (  # in the order in which they are listed: type, one, several
    (SourceType.PERSON, "named person", "named people"),
    (SourceType.ORGANISATION, "organisation", "organisations"),
    (SourceType.ANONYMOUS, "anonymous", "anonymous"),
    (SourceType.GROUP, "group", "groups"),
    (SourceType.DOCUMENT, "document", "documents"),
    (SourceType.UNKNOWN, "unnamed", "unnamed"),
)


class Remark(NamedTuple):
    """One of the remarks under a claim; `about` says which: who, kind, of, certainty, also, ..."""

    about: str
    text: str


def facts(brief: Brief) -> str:
    """Return authors, date, place and length: the line under the headline."""
    return " · ".join(fact_parts(brief))


def fact_parts(brief: Brief) -> list[str]:
    """Return the parts of the line under the headline; the last, the length, is in our own words."""
    parts = [
        ", ".join(visible(author.text) for author in brief.authors),
        visible(brief.dateline.text).rstrip(" -–—:") if brief.dateline else "",
        visible(brief.published.text) if brief.published else "",
        f"{brief.words} word{'s' * (brief.words != 1)}, {reading_time(brief.words)}",
    ]
    return [part for part in parts if part]


def reading_time(words: int) -> str:
    """Return the reading time of so many words, in half minutes.

    >>> reading_time(340)
    '1½ min'
    """
    halves = max(1, round(words / WORDS_PER_MINUTE * 2))
    return ("½" if halves == 1 else f"{halves // 2}{'½' * (halves % 2)}") + " min"


def source_label(source: Source, text: str) -> str:
    """Return who speaks: role and name, followed by the pronoun if one was resolved."""
    name = visible(source.name or "")
    if source.type is SourceType.AUTHOR:
        return f"{name} (author)" if name else "the author"
    words = visible(text[source.start : source.end]) if source.start is not None else name or "unnamed source"
    if source.type is SourceType.ANONYMOUS:
        reason = visible(source.anonymity.reason or "") if source.anonymity else ""
        if source.resolved_from and source.name:
            words = f"{name} (“{words}”)"
        if reason in words:  # it is there to be read already
            reason = ""
        if "anonymous" in words.lower() and not reason:
            return _lowered(words, source.name)
        return f"{_lowered(words, source.name)} (anonymous{': ' + reason if reason else ''})"
    if source.resolved_from and (source.name or source.role):
        role = source.role if source.role and source.role not in (source.name or "") else ""
        return f"{visible(' '.join(filter(None, (role, source.name))))} (“{words}”)"
    if words == name and _is_telling(source.role):
        return visible(f"{source.role} {name}")  # told elsewhere in the text
    return words


def _is_telling(role: str | None) -> bool:
    """Tell whether a role says something by itself: "port engineer", not a mere "father" whose owner is not told."""
    return role is not None and (" " in role or role[0].isupper())


def _lowered(words: str, name: str | None) -> str:
    """Lower the capital that opens a sentence, but keep a name's: "Norland officials"."""
    if name and words.startswith(name):
        return words
    first = words.split(" ", 1)[0]
    return words[0].lower() + words[1:] if first[1:].islower() or len(first) == 1 else words


def claim_label(claim: Claim, brief: Brief, numbers: dict[str, int], claims: dict[str, Claim]) -> str:
    """Return the line under a claim: who, to whom, what kind, how sure, what contradicts it, and the paragraph."""
    return " · ".join(remark.text for remark in remarks(claim, brief, numbers, claims))


def is_summed_up(claim: Claim, brief: Brief) -> bool:
    """Return whether a claim is a sentence of the summary, or nearly all of one, so that its words are read twice."""
    length = claim.end - claim.start
    return any(
        item.start <= claim.start and claim.end <= item.end and length >= MOST * (item.end - item.start)
        for item in brief.summary
    )


def remarks(claim: Claim, brief: Brief, numbers: dict[str, int], claims: dict[str, Claim]) -> list[Remark]:
    """Return the remarks under a claim; `numbers` maps the ids of printed claims to their numbers."""
    text = brief.document.text
    who = source_label(claim.source, text) if claim.source else "unnamed source"
    if claim.via:
        who += ", as reported by " + ", ".join(source_label(source, text) for source in claim.via)
    if claim.audience and claim.cue:
        audience = visible(claim.audience.of(text))
        who += f", {audience}" if audience.lower().startswith("to ") else f", to {audience}"
    parts = [Remark("who", who)]
    if claim.kind is not Kind.STATEMENT:
        parts.append(Remark("kind", claim.kind))
    if claim.kind is Kind.DENIAL and len(claim.content) > 1 and claim.content[0].end <= claim.start:
        parts.append(Remark("of", f"of: {visible(claim.content[0].of(text))}"))
    if claim.certainty.level is not Level.ASSERTED:
        parts.append(Remark("certainty", _hedges(claim, text)))
    parts += [
        Remark("refers", f"[{visible(words.of(text))}: {visible(found.of(text))}]") for found, words in claim.refers_to
    ]
    if claim.supports:
        also = dict.fromkeys(name for identity in claim.supports if (name := _name(claims[identity], text)))
        if also:
            parts.append(Remark("also", "also " + ", ".join(also)))
    against = [f"see {numbers[identity]}" for identity in claim.caveats if identity in numbers]
    against = against or list(dict.fromkeys(f"¶{claims[identity].paragraph}" for identity in claim.caveats))
    if against:
        parts.append(Remark("disputed", "disputed: " + ", ".join(against)))
    if is_summed_up(claim, brief):
        parts.append(Remark("summary", "in the summary above"))
    parts.append(Remark("paragraph", f"¶{claim.paragraph}"))
    return parts


def nature(claim: Claim, text: str) -> str:
    """Return kind and certainty in words, even the default ones, and whether the claim is negated or denied."""
    parts: list[str] = [claim.kind, _hedges(claim, text)]
    if claim.polarity is not Polarity.AFFIRMED and claim.kind is not Kind.DENIAL:
        parts.append(claim.polarity)
    if claim.confidence != "high":
        parts.append("found with low confidence")
    return " · ".join(parts)


def _name(claim: Claim, text: str) -> str:
    return visible(claim.source.name or source_label(claim.source, text)) if claim.source else ""


def _hedges(claim: Claim, text: str) -> str:
    level = "not known" if claim.certainty.level is Level.UNKNOWN else claim.certainty.level.value
    words = dict.fromkeys(visible(marker.of(text)) for marker in claim.certainty.markers)
    return level + (": " + ", ".join(f"“{word}”" for word in words) if words else "")


def sourcing(sources: Sequence[SourceEntry]) -> str:
    """Return the line that counts the sources by type."""
    counts = Counter(entry.type for entry in sources)
    parts = [f"{counts[kind]} {one if counts[kind] == 1 else many}" for kind, one, many in SOURCE_WORDS if counts[kind]]
    if counts[SourceType.AUTHOR]:
        parts.append("the author")
    return ", ".join(parts)


def key_claims(brief: Brief) -> list[Claim]:
    """Return the key claims, best first."""
    claims = {claim.id: claim for claim in brief.claims}
    return [claims[identity] for identity in brief.key_claims]


def summary_lines(brief: Brief, *, explain: bool) -> list[tuple[str, str]]:
    """Return the summary's sentences, safe to print, each with its score explained if requested, otherwise ""."""
    text = brief.document.text
    return [
        (visible(text[item.start : item.end]), score_label(brief.scores[item.sentence]) if explain else "")
        for item in brief.summary
    ]


def score_label(score: Score) -> str:
    """Return a score and its parts, the weightiest first.

    >>> score_label(Score(1.5, (("length", -0.5), ("position", 2.0), ("numbers", 0.0))))
    'score 1.50 = position +2.00, length -0.50'
    """
    parts = sorted((part for part in score.parts if round(part[1], 2)), key=lambda part: (-abs(part[1]), part[0]))
    return f"score {score.value:.2f}" + (" = " if parts else "") + ", ".join(f"{name} {x:+.2f}" for name, x in parts)


def claim_explained(claim: Claim) -> str:
    """Return the construction that found a claim, and the claim's score."""
    return f" · rule {claim.construction} · score {claim.score:.2f}"
