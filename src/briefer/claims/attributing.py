"""From what the constructions found to claims: sources, kinds and certainty told, the words to print chosen."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from briefer.claims.certainty import certainty_of, content_tokens, kind_of, polarity_of, quotes_of
from briefer.claims.complements import content_start
from briefer.claims.confidence import is_sure
from briefer.claims.constructions import find
from briefer.claims.nouns import nouns
from briefer.claims.people import People
from briefer.claims.phrases import phrase_after
from briefer.claims.reading import Reading
from briefer.claims.scene import Attribution, Scene, Tokens, stage
from briefer.claims.sources import Sources
from briefer.claims.voice import Remark, remarks
from briefer.claims.wording import leans, printed
from briefer.model import Claim, Cue, Kind, Quote, Sentence, Source, SourceType, Span
from briefer.words import Words

TIME_WORDS = frozenset(
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "today",
        "yesterday",
        "tonight",
        "january",
        "february",
        "march",
        "april",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ]
)


def attribute(text: str, sentences: Sequence[Sentence], words: Words, author: str | None) -> tuple[Claim, ...]:
    """Return every claim of an article in text order: what sources are reported to say, and the author's own.

    Rules over cues, tokens and a shallow grammar; the scheme of source, cue and content is that of PARC3 (Pareti,
    2016) and PolNeAR (Newell et al., 2018). Headlines are read, bylines, captions and boilerplate are not.
    """
    scene = stage(text, sentences, words)
    found = find(scene)
    tables = nouns()
    sources = Sources(scene, People(scene, tables), tables, author)
    drafts: list[Claim] = []
    for attribution in found:
        source = sources.resolve(attribution)
        claim = _claim(scene, _flattened(scene, attribution), source)
        drafts.append(claim)
        inner = _inner(scene, attribution)
        if inner and source:
            spoken = sources.resolve(inner)
            drafts.append(replace(_claim(scene, inner, spoken), via=(source,)))
    drafts += [_remark(scene, remark, author) for remark in remarks(scene, found)]
    drafts.sort(key=lambda claim: (claim.content[0].start, claim.content[-1].end))
    return tuple(replace(claim, id=f"c{number}") for number, claim in enumerate(drafts, 1))


def _claim(scene: Scene, attribution: Attribution, source: Source | None) -> Claim:
    cue = scene.span(attribution.cue)
    content = attribution.content
    runs = content_tokens(scene, content)
    kind = kind_of(scene, attribution, runs, source)
    quotes = quotes_of(scene, content)
    words = printed(scene, attribution, source)
    certainty = certainty_of(scene, attribution, _beside(scene, words, runs))
    sentence = scene.sentences[attribution.sentence]
    return Claim(
        id="",
        start=words.start,
        end=words.end,
        kind=kind,
        source=source,
        audience=scene.span(attribution.audience) if attribution.audience else None,
        cue=Cue(cue.start, cue.end, attribution.lemma, attribution.family),
        content=content,
        via=(),
        certainty=certainty,
        polarity=polarity_of(scene, attribution, runs, kind),
        quotes=quotes,
        time=_time(scene, attribution),
        sentence=attribution.sentence,
        paragraph=sentence.paragraph,
        confidence="high" if is_sure(scene, attribution, source) else "low",
        rule=attribution.rule,
    )


def _beside(scene: Scene, words: Span, runs: Sequence[Tokens]) -> list[Tokens]:
    """Return what of the content stands in sentences of the words to print: a doubt about the next is none of these."""
    bounds = scene.words.bounds
    first = bounds[bisect_right(bounds, bisect_left(scene.words.starts, words.start)) - 1]
    last = bounds[bisect_left(bounds, bisect_left(scene.words.starts, words.end))]
    return [(max(start, first), min(end, last)) for start, end in runs if start < last and end > first]


def _token_at(scene: Scene, sentence: int, offset: int) -> int:
    return bisect_left(scene.words.starts, offset, *scene.words.bounds[sentence : sentence + 2])


def _time(scene: Scene, attribution: Attribution) -> Span | None:
    """Return when it was said: a day or a date in the sentence that is no part of the content."""
    first, last = scene.words.bounds[attribution.sentence], scene.words.bounds[attribution.sentence + 1]
    starts = scene.words.starts
    for position in range(first, last):
        if scene.tags[position] != "M" or scene.words.lower[position] not in TIME_WORDS:
            continue
        if any(span.start <= starts[position] < span.end for span in attribution.content):
            continue
        end = position + 1
        while end < last and scene.tags[end] in "MZ":
            end += 1
        return scene.span((position, end))
    return None


def _flattened(scene: Scene, attribution: Attribution) -> Attribution:
    """Turn "told X that they believe Y" into a belief in Y: the pronoun is the source itself."""
    if len(attribution.content) != 1 or attribution.source is None:
        return attribution
    first = _token_at(scene, attribution.sentence, attribution.content[0].start)
    last = scene.words.bounds[attribution.sentence + 1]
    at = first + (first < last and scene.tags[first] == "T")
    if (
        at + 2 >= last
        or scene.words.lower[at] not in ("they", "he", "she")
        or scene.words.starts[first] < scene.span(attribution.cue).end
    ):
        return attribution
    verb = at + 1
    while verb < last and scene.tags[verb] == "R":
        verb += 1
    cues = scene.verbs[scene.words.lower[verb]] if verb < last and scene.tags[verb] == "V" else ()
    if not any(cue.lemma in ("believe", "think", "suspect", "fear", "expect") for cue in cues):
        return attribution
    start = verb + 1 + (verb + 1 < last and scene.tags[verb + 1] == "T")
    end = attribution.content[0].end
    if start >= last or scene.words.starts[start] >= end or scene.tags[start] not in "PDNnZ":
        return attribution
    return attribution._replace(
        family="believe",
        content=(Span(scene.words.starts[start], end),),
        belief=(verb, verb + 1),
        rule=f"{attribution.rule} belief",
    )


def _inner(scene: Scene, attribution: Attribution) -> Attribution | None:
    """Return the report within a report: "the Herald reported that officials said …"."""
    if len(attribution.content) != 1 or attribution.family not in ("assert", "find"):
        return None
    content = attribution.content[0]
    first = _token_at(scene, attribution.sentence, content.start)
    last = scene.words.bounds[attribution.sentence + 1]
    at = first + (first < last and scene.tags[first] == "T")
    phrase = phrase_after(scene, at, last) if at < last and not scene.quoted[at] else None
    if phrase is None or phrase[1] + 1 >= last or scene.tags[phrase[0]] in "PO":
        return None
    verb = phrase[1]
    while verb < last and scene.tags[verb] in "RA":
        verb += 1
    if verb + 1 >= last or scene.tags[verb] != "V" or scene.tags[verb - 1] == "A":
        return None
    for cue in scene.verbs[scene.words.lower[verb]]:
        if cue.lemma in NESTED and scene.words.ends[verb] < content.end:
            first = scene.words.bounds[attribution.sentence]
            start = content_start(Reading(scene, attribution.sentence, first, last, first), verb + 1) or verb + 1
            if scene.words.starts[start] >= content.end:
                return None
            return Attribution(
                "nested",
                attribution.sentence,
                phrase,
                (phrase[1], verb + 1),
                cue.lemma,
                cue.family,
                (Span(scene.words.starts[start], content.end),),
            )
    return None


NESTED = frozenset({"say", "believe", "claim", "report", "warn", "argue", "deny", "insist"})


def _remark(scene: Scene, remark: Remark, author: str | None) -> Claim:
    sentence = scene.sentences[remark.sentence]
    quotes: tuple[Quote, ...] = quotes_of(scene, remark.content)
    return Claim(
        id="",
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
        confidence="low" if _unfit(scene, remark) else "high",
        rule=remark.rule,
    )


def _unfit(scene: Scene, remark: Remark) -> bool:
    """Tell whether a figure or a standing fact cannot be read alone, since its subject is a pronoun."""
    first = _token_at(scene, remark.sentence, remark.content[0].start)
    return remark.kind is Kind.FACT and (scene.tags[first] == "P" or leans(scene, first, None))
