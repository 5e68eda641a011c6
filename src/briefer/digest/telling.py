"""One story put together: summary, claims with their reports, sources, copies, and what each day brought."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from math import log, sqrt
from typing import NamedTuple

from briefer.digest import aligning, copying, denying, identities, summarising
from briefer.digest.aligning import Aligned, in_same_words, is_own_voice
from briefer.digest.briefing import title_terms
from briefer.digest.copying import Pair
from briefer.digest.identities import Identity, Mention
from briefer.digest.material import Said, Text, Weights, said, spread
from briefer.digest.shingles import Trace
from briefer.digest_model import (
    Copy,
    Day,
    Denial,
    Headline,
    Relation,
    Report,
    Slice,
    Story,
    StoryClaim,
    StorySource,
    SummaryItem,
    Unnamed,
)
from briefer.model import SourceType
from briefer.render.phrases import source_label

SUPPORT = 0.6  # what a claim gains for every doubling of the texts that have it
DENIED = 0.8  # what it gains where somebody denies it
OWN = "the article's own voice"
LONGEST_ORIGIN = 90  # code points of the words for an unnamed source
A_SOURCE = 2  # key claims of one source at most
OWN_VOICE = 2  # and of the articles' own voices: what counts is who says what
ALIKE = 0.4  # Dice coefficient from which on a claim tells what a better one has told


class Wanted(NamedTuple):
    """How much of a story is asked for: key claims, and words of the summary, None for what fits."""

    claims: int
    words: int | None


class _Voices(NamedTuple):
    """Who says each claim: places among the identities by those of the claims; mentions by identity."""

    who: dict[int, int]
    identities: list[Identity]
    mentions: list[tuple[int, Mention]]  # with the place of the claim


def tell(
    identity: str, texts: Sequence[Text], pairs: Sequence[Pair], wanted: Wanted, trace_of: Callable[[int], Trace]
) -> Story:
    """Return the story of texts in their order; `pairs` are copies by places, one or both of which are texts here.

    `trace_of` gives the runs of words of any article by its place.
    """
    weights = Weights(texts)
    claims = [one for text in texts for one in said(text, weights)]
    voices = _voices(claims)
    aligned = aligning.align(claims, voices.who, voices.identities, weights)
    denials = denying.deny(aligned, claims, voices.who, voices.identities, weights)
    made = _claims(aligned, denials, claims, voices)
    having = spread(texts)
    summary = summarising.summarise(texts, weights, having, wanted.words)
    dates = sorted(text.entry.date for text in texts if text.entry.date)
    return Story(
        id=identity,
        headline=_headline(texts, weights, having),
        articles=tuple(text.n for text in texts),
        independent=len({text.group for text in texts}),
        outlets=len({text.entry.outlet for text in texts if text.entry.outlet}),
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
        summary=summary,
        claims=made,
        key_claims=_key(made, claims, weights, wanted.claims),
        sources=_sources(voices, made, claims),
        copies=_copies(pairs, {text.n - 1: text for text in texts}, trace_of),
        unnamed=_unnamed(voices, made, claims),
        timeline=_timeline(made, summary, texts),
    )


def _voices(claims: Sequence[Said]) -> _Voices:
    mentions: list[tuple[int, Mention]] = []
    for at, one in enumerate(claims):
        source = one.claim.source
        if source is None or is_own_voice(one.claim):
            continue
        words = one.text.text[source.start : source.end] if source.start is not None else source.name or ""
        opens = source.start == one.text.brief.sentences[one.claim.sentence].start
        mentions.append((at, Mention(one.text.n, source, words, opens)))
    place_of = {at: place for place, (at, _) in enumerate(mentions)}
    quoted = [(place_of[one], place_of[other]) for one, other in aligning.quoted_alike(claims, place_of)]
    found = identities.identify([mention for _, mention in mentions], quoted)
    who = {mentions[place][0]: number for number, one in enumerate(found) for place in one.mentions}
    return _Voices(who, found, mentions)


def _claims(
    aligned: Sequence[Aligned], denials: Sequence[Sequence[int]], claims: Sequence[Said], voices: _Voices
) -> tuple[StoryClaim, ...]:
    """Return the claims that are key in an article, that several have, or that are denied, best first."""
    places = {(one.text.n, one.claim.id): at for at, one in enumerate(claims)}
    found: list[tuple[float, Aligned, Sequence[int]]] = []
    for one, against in zip(aligned, denials, strict=True):
        groups = {one.head.text.group, *(report.text.group for report, _ in one.reports)}
        key = one.head.claim.id in one.head.text.brief.key_claims
        if key or one.reports or against:
            score = one.head.claim.score + SUPPORT * log(len(groups), 2) + DENIED * bool(against)
            found.append((score, one, against))
    found.sort(key=lambda row: (-round(row[0], 9), row[1].head.text.n, row[1].head.claim.start))
    return tuple(_claim(f"k{number}", *row, claims, voices, places) for number, row in enumerate(found, 1))


def _claim(
    identity: str,
    score: float,
    one: Aligned,
    against: Sequence[int],
    claims: Sequence[Said],
    voices: _Voices,
    places: Mapping[tuple[int, str], int],
) -> StoryClaim:
    head = one.head
    reports: list[Report] = []
    earlier: list[Said] = []
    rows = [(head, Relation.SAME_SOURCE), *one.reports]
    for other, relation in sorted(rows, key=lambda row: (row[0].text.n, row[0].claim.start)):
        copied = any(other.text.group == before.text.group and in_same_words(other, before) for before in earlier)
        earlier.append(other)
        certainty = other.claim.certainty
        reports.append(
            Report(
                other.text.printed(other.claim),
                other.claim.id,
                relation,
                copied,
                _label(other),
                certainty.level,
                tuple(marker.of(other.text.text) for marker in certainty.markers),
                _source_id(voices.who.get(places[other.text.n, other.claim.id])),
            )
        )
    articles = {report.slice.article for report in reports}
    dates = sorted(other.text.entry.date for other in earlier if other.text.entry.date)
    return StoryClaim(
        id=identity,
        slice=head.text.printed(head.claim),
        claim=head.claim.id,
        kind=head.claim.kind,
        source=_source_id(voices.who.get(places[head.text.n, head.claim.id])),
        who=_label(head),
        independent=len({other.text.group for other in earlier}),
        reports=tuple(reports),
        denied_by=tuple(
            Denial(
                claims[at].text.printed(claims[at].claim),
                claims[at].claim.id,
                _label(claims[at]),
                _source_id(voices.who.get(at)),
            )
            for at in against
        ),
        only_in=next(iter(articles)) if len(articles) == 1 else None,
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
        score=score,
        refers_to=tuple(
            (head.text.slice(*found, _paragraph(head.text, found.start)), head.text.slice(*words, head.claim.paragraph))
            for found, words in head.claim.refers_to
        ),
    )


def _paragraph(text: Text, place: int) -> int:
    """Return the number of the paragraph that a place stands in."""
    sentences = text.brief.sentences
    at = bisect_right(sentences, place, key=lambda sentence: sentence.start)
    return sentences[max(at - 1, 0)].paragraph


def _label(one: Said) -> str:
    claim = one.claim
    if claim.source is None or is_own_voice(claim):
        return OWN
    return source_label(claim.source, one.text.text)


def _source_id(place: int | None) -> str | None:
    return None if place is None else f"s{place + 1}"


def _key(made: Sequence[StoryClaim], claims: Sequence[Said], weights: Weights, most: int) -> tuple[str, ...]:
    """Return the ids of the claims to print, best first: not too many of one source, none that repeats another."""
    said = {(one.text.n, one.claim.id): one for one in claims}
    chosen: list[str] = []
    told: list[Said] = []
    count: Counter[str] = Counter()
    for claim in made:
        if len(chosen) == most:
            break
        one = said[claim.slice.article, claim.claim]
        voice = claim.source or OWN
        if not claim.denied_by:
            if count[voice] >= (A_SOURCE if claim.source else OWN_VOICE):
                continue
            if any(aligning.dice(one, other, weights) >= ALIKE for other in told):
                continue
        chosen.append(claim.id)
        told.append(one)
        count[voice] += 1
    return tuple(chosen)


def _sources(voices: _Voices, made: Sequence[StoryClaim], claims: Sequence[Said]) -> tuple[StorySource, ...]:
    """Return who speaks in the story's claims, in the order of their claims."""
    mine: dict[str, list[str]] = defaultdict(list)
    for claim in made:
        for source in dict.fromkeys([claim.source, *(report.source for report in claim.reports)]):
            if source:
                mine[source].append(claim.id)
    texts = {one.text.n: one.text for one in claims}
    found: list[StorySource] = []
    for source, ids in mine.items():
        identity = voices.identities[int(source[1:]) - 1]
        aliases: dict[tuple[int, str], Slice] = {}
        for place in identity.mentions:
            at, mention = voices.mentions[place]
            if mention.source.start is not None and mention.source.end is not None:
                span = texts[mention.article].slice(
                    mention.source.start, mention.source.end, claims[at].claim.paragraph
                )
                aliases.setdefault((mention.article, span.text), span)
        found.append(StorySource(source, identity.name, identity.type, tuple(aliases.values()), tuple(ids)))
    return tuple(found)


def _unnamed(voices: _Voices, made: Sequence[StoryClaim], claims: Sequence[Said]) -> tuple[Unnamed, ...]:
    """Return the unnamed sources by their words, those that most articles lean on first."""
    articles: dict[str, set[int]] = defaultdict(set)
    leaning: dict[str, list[str]] = defaultdict(list)
    kept = {(claim.slice.article, claim.claim): claim.id for claim in made}
    for claim in made:
        kept.update({(report.slice.article, report.claim): claim.id for report in claim.reports})
    for at, mention in voices.mentions:
        one = claims[at]
        known = kept.get((one.text.n, one.claim.id))
        if mention.source.type is SourceType.ANONYMOUS and known:
            origin = _origin(mention, one)
            articles[origin].add(one.text.n)
            if known not in leaning[origin]:
                leaning[origin].append(known)
    order = sorted(articles, key=lambda origin: (-len(articles[origin]), origin))
    return tuple(Unnamed(origin, tuple(sorted(articles[origin])), tuple(leaning[origin])) for origin in order)


def _origin(mention: Mention, one: Said) -> str:
    """Return the words for an unnamed source: those by which the article introduces it, if they are not too many."""
    known = mention.source.resolved_from
    words = (known.of(one.text.text), mention.words, mention.source.name or "") if known else (mention.words,)
    return next((folded for each in words if 0 < len(folded := " ".join(each.split())) <= LONGEST_ORIGIN), words[-1])


def _copies(pairs: Sequence[Pair], texts: Mapping[int, Text], trace_of: Callable[[int], Trace]) -> tuple[Copy, ...]:
    """Return the pairs of articles that share text, with the passages in those of this story."""
    found: list[Copy] = []
    for pair in pairs:
        spans = [
            (at + 1, span.start, span.end)
            for at, other in ((pair.one, pair.other), (pair.other, pair.one))
            if at in texts
            for span in copying.passages(texts[at].places, trace_of(at), trace_of(other))
        ]
        found.append(Copy((pair.one + 1, pair.other + 1), pair.share, tuple(spans)))
    return tuple(sorted(found))


def _headline(texts: Sequence[Text], weights: Weights, having: Mapping[str, int]) -> Headline | None:
    """Return the headline whose words most of the story is about; one that was made only for want of others."""
    groups = {text.group for text in texts}

    def about(text: Text) -> float:
        headline = text.brief.headline
        terms = title_terms(headline.text if headline else "", text.brief.language)
        shares = [weights[term] * (having[term] - 1) for term in dict.fromkeys(terms) if term in having]
        return round(sum(shares) / sqrt(len(terms) + 1) / len(groups), 9)

    for made in (False, True):
        known = [text for text in texts if text.brief.headline and (text.brief.headline.origin == "made") is made]
        if known:
            best = max(known, key=lambda text: (about(text), -text.n))
            headline = best.brief.headline
            return Headline(best.n, headline.text, headline.start, headline.end) if headline else None
    return None


def _timeline(claims: Sequence[StoryClaim], summary: Sequence[SummaryItem], texts: Sequence[Text]) -> tuple[Day, ...]:
    dates = {text.n: text.entry.date for text in texts}
    days: dict[str, tuple[list[str], list[int]]] = defaultdict(lambda: ([], []))
    for claim in claims:
        if claim.first:
            days[claim.first][0].append(claim.id)
    for place, item in enumerate(summary):
        if date := dates[item.slice.article]:
            days[date][1].append(place)
    return tuple(Day(date, tuple(days[date][0]), tuple(days[date][1])) for date in sorted(days))
