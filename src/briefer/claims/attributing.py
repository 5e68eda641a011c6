"""From what the constructions found to claims: sources, kinds and certainty told, the words to print chosen."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from briefer.claims.attributions import Attribution
from briefer.claims.author import Remark, remarks
from briefer.claims.constructions.post import CONSTRUCTION as POST
from briefer.claims.facts import ENOUGH, facts
from briefer.claims.finding import find, within
from briefer.claims.judging.certainty import certainty_of
from briefer.claims.judging.doubts import doubt_about
from briefer.claims.judging.kinds import kind_of
from briefer.claims.judging.polarity import polarity_of
from briefer.claims.judging.quoting import quotes_of
from briefer.claims.leaning import GENDERS, leans, pronouns, unexplained
from briefer.claims.slices import content_tokens, printed, tokens_of
from briefer.claims.sources.resolving import Sources
from briefer.construction import Complement, Marker
from briefer.grammar.parsing import Parse, Tokens
from briefer.languages import load_words
from briefer.model import Claim, Cue, Kind, Quote, Source, SourceType, Span


def attribute(parse: Parse, author: str | None) -> tuple[Claim, ...]:
    """Return every claim of an article in text order: what sources are reported to say, and the author's own.

    Rules over cues, tokens and a shallow grammar; the scheme of source, cue and content is that of PARC3 (Pareti,
    2016) and PolNeAR (Newell et al., 2018). Headlines are read, bylines, captions and boilerplate are not.
    """
    found = find(parse)
    sources = Sources(parse, author)
    reports: list[_Report] = []
    for attribution in found:
        source = sources.resolve(attribution)
        reports.append(_judged(parse, sources, _flattened(parse, attribution), source))
        inner = within(parse, attribution)
        if inner and source:
            reports.append(_judged(parse, sources, inner, sources.resolve(inner), via=(source,)))
    own = remarks(parse, found)
    sure = sum(report.doubt is None and report.attribution.construction != POST for report in reports)
    if sure >= ENOUGH:
        reports = [_beside_others(report) for report in reports]
    else:
        own += facts(parse, found, own, alone=not sure)
    drafts = [(report.attribution.content, partial(_claim, parse, report)) for report in reports]
    drafts += [(remark.content, partial(_remark, parse, remark, author)) for remark in own]
    drafts.sort(key=lambda draft: (draft[0][0].start, draft[0][-1].end))
    return tuple(make(f"c{number}") for number, (_, make) in enumerate(drafts, 1))


class _Report(NamedTuple):
    """An attribution with its source, its content as tokens, the doubt about it, its words to print, whom they mean."""

    attribution: Attribution
    source: Source | None
    runs: list[Tokens]
    doubt: str | None
    via: tuple[Source, ...]
    words: Span
    meant: tuple[tuple[Span, Span], ...]


def _beside_others(report: _Report) -> _Report:
    """Return a report, in doubt if it is the post of a passer-by in an article in which others speak."""
    posted = report.attribution.construction == POST and report.doubt is None
    return report._replace(doubt="post beside reports") if posted else report


def _judged(
    parse: Parse, sources: Sources, attribution: Attribution, source: Source | None, via: tuple[Source, ...] = ()
) -> _Report:
    runs = content_tokens(parse, attribution.content)
    doubt = doubt_about(parse, attribution, source, runs)
    words = printed(parse, attribution, source)
    meant = () if doubt else _meant(parse, sources, attribution, source, words)
    return _Report(attribution, source, runs, doubt, via, words, meant)


def _meant(
    parse: Parse, sources: Sources, attribution: Attribution, source: Source | None, words: Span
) -> tuple[tuple[Span, Span], ...]:
    """Return the full name of whom "he" or "she" means in words to print, with the pronoun; asked in text order."""
    at = unexplained(parse, *tokens_of(parse, words), source)
    word = pronouns(parse.language)[parse.words.lower[at]] if at is not None else ""
    if at is None or word not in GENDERS:
        return ()
    name = sources.meant(at, word, attribution.sentence, source)
    return () if name is None else ((parse.span(name), parse.span((at, at + 1))),)


def _claim(parse: Parse, report: _Report, identity: str) -> Claim:
    attribution, source, runs, doubt, via, words, meant = report
    cue = parse.span(attribution.cue)
    content = attribution.content
    kind = kind_of(parse, attribution, runs, source)
    quotes = quotes_of(parse, content)
    certainty = certainty_of(parse, attribution, _beside(parse, words, runs), kind)
    sentence = parse.sentences[attribution.sentence]
    return Claim(
        id=identity,
        start=words.start,
        end=words.end,
        kind=kind,
        source=source,
        audience=parse.span(attribution.audience) if attribution.audience else None,
        cue=Cue(cue.start, cue.end, attribution.lemma, attribution.family),
        content=content,
        via=via,
        certainty=certainty,
        polarity=polarity_of(parse, attribution, runs, kind),
        quotes=quotes,
        time=_time(parse, attribution),
        sentence=attribution.sentence,
        paragraph=sentence.paragraph,
        confidence="low" if doubt else "high",
        construction=attribution.construction,
        doubt=doubt,
        refers_to=meant,
    )


def _beside(parse: Parse, words: Span, runs: Sequence[Tokens]) -> list[Tokens]:
    """Return what of the content stands in sentences of the words to print: a doubt about the next is none of these."""
    bounds = parse.words.bounds
    first = bounds[bisect_right(bounds, bisect_left(parse.words.starts, words.start)) - 1]
    last = bounds[bisect_left(bounds, bisect_left(parse.words.starts, words.end))]
    return [(max(start, first), min(end, last)) for start, end in runs if start < last and end > first]


def _token_at(parse: Parse, sentence: int, offset: int) -> int:
    return bisect_left(parse.words.starts, offset, *parse.words.bounds[sentence : sentence + 2])


def _time(parse: Parse, attribution: Attribution) -> Span | None:
    """Return when it was said: a day or a date in the sentence that is no part of the content."""
    first, last = parse.words.bounds[attribution.sentence], parse.words.bounds[attribution.sentence + 1]
    starts = parse.words.starts
    days = load_words(parse.language, "constructions.txt", "day")
    position = parse.tags.find("M", first, last)
    while position >= 0:
        outside = not any(span.start <= starts[position] < span.end for span in attribution.content)
        if outside and parse.words.lower[position] in days:
            end = position + 1
            while end < last and parse.tags[end] in "MZ":
                end += 1
            return parse.span((position, end))
        position = parse.tags.find("M", position + 1, last)
    return None


def _flattened(parse: Parse, attribution: Attribution) -> Attribution:
    """Turn "told X that they believe Y" into a belief in Y: the pronoun is the source itself."""
    if len(attribution.content) != 1 or attribution.source is None:
        return attribution
    first = _token_at(parse, attribution.sentence, attribution.content[0].start)
    last = parse.words.bounds[attribution.sentence + 1]
    at = first + (first < last and parse.tags[first] == "T")
    if (
        at + 2 >= last
        or parse.words.lower[at] not in ("they", "he", "she")
        or parse.words.starts[first] < parse.span(attribution.cue).end
    ):
        return attribution
    verb = at + 1
    while verb < last and parse.tags[verb] == "R":
        verb += 1
    cues = parse.verbs[parse.words.lower[verb]] if verb < last and parse.tags[verb] == "V" else ()
    believing = load_words(parse.language, "constructions.txt", "believing")
    if not any(cue.lemma in believing for cue in cues):
        return attribution
    start = verb + 1 + (verb + 1 < last and parse.tags[verb + 1] == "T")
    end = attribution.content[0].end
    if start >= last or parse.words.starts[start] >= end or parse.tags[start] not in "PDNnZ":
        return attribution
    return attribution._replace(
        family="believe",
        content=(Span(parse.words.starts[start], end),),
        belief=(verb, verb + 1),
        construction=attribution.construction.taking(Complement.BELIEF),
    )


def _remark(parse: Parse, remark: Remark, author: str | None, identity: str) -> Claim:
    sentence = parse.sentences[remark.sentence]
    quotes: tuple[Quote, ...] = quotes_of(parse, remark.content)
    doubt = "leans on what stands before" if _unfit(parse, remark) else None
    return Claim(
        id=identity,
        start=remark.content[0].start,
        end=remark.content[0].end,
        kind=remark.kind,
        source=Source(None, None, author, SourceType.AUTHOR),
        audience=None,
        cue=None,
        content=remark.content,
        via=(),
        certainty=remark.certainty,
        polarity=remark.polarity,
        quotes=quotes,
        time=None,
        sentence=remark.sentence,
        paragraph=sentence.paragraph,
        confidence="low" if doubt else "high",
        construction=remark.construction,
        doubt=doubt,
    )


def _unfit(parse: Parse, remark: Remark) -> bool:
    """Tell whether a figure or a standing fact cannot be read alone, since its subject is a pronoun."""
    if remark.construction.marker is Marker.FACT:
        return False  # it was weighed against the others, and stands only where nothing better is to be had
    first = _token_at(parse, remark.sentence, remark.content[0].start)
    return remark.kind is Kind.FACT and (parse.tags[first] == "P" or leans(parse, first, None))
