"""The recipe: from a document to its brief."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import briefer.claims as claims
from briefer import cleaning, languages, ranking, sampling, sentences, words
from briefer.composing import compose
from briefer.errors import OptionError
from briefer.grammar import parsing
from briefer.model import (
    Brief,
    Byline,
    Claim,
    Document,
    Headline,
    Kind,
    Length,
    Role,
    Sentence,
    Span,
    Stated,
    SummarySentence,
)

CLAIM_LANGUAGES = frozenset({"en"})
READ = frozenset({Role.HEADLINE, Role.DEK, Role.BODY})
KEY_CLAIMS = 6
ANSWER = 5  # words of what a denial denies, from which on it stands without the claim it answers


@dataclass(frozen=True, slots=True)
class Options:
    """The options that shape a brief; raises OptionError for values that cannot be used."""

    method: str = "auto"  # a name of `ranking.METHODS`
    sentences: int | None = None  # of the summary; this, `words` or `ratio`, or none of them for what fits the article
    words: int | None = None  # of the summary, never exceeded
    ratio: float | None = None  # of the summary to the sentences of the body, above 0, at most 1
    claims: int = KEY_CLAIMS  # key claims at most
    title: str | None = None  # in place of the article's own
    language: str = "auto"  # or a code, such as "en"
    clean: bool = True  # False takes everything as text

    def __post_init__(self) -> None:
        ranking.check(self.method)
        languages.check(self.language)
        if sum(length is not None for length in (self.sentences, self.words, self.ratio)) > 1:
            raise OptionError("--sentences, --words and --ratio cannot be combined", hint="use one of them")
        for name, number, least in (
            ("sentences", self.sentences, 1),
            ("words", self.words, 1),
            ("claims", self.claims, 0),
        ):
            if number is not None and number < least:
                raise OptionError(f"--{name} {number} is too small", hint=f"give {least} or more")
        if self.ratio is not None and not 0 < self.ratio <= 1:
            raise OptionError(f"--ratio {self.ratio} is out of range", hint="give a share such as 0.2")


class Prepared(NamedTuple):
    """A document prepared for ranking, by any method."""

    layout: cleaning.Layout
    title: Headline | None  # of the text or given; None when one is to be made
    words: int  # of the article proper, read or not
    warnings: tuple[str, ...]
    article: ranking.Article


def prepare(document: Document, options: Options) -> Prepared:
    """Clean a document and split it into sentences and words: all that ranking needs."""
    text = document.text
    auto = options.language == "auto"
    language = languages.identify(text, document.language) if auto else languages.chosen(options.language)
    layout = cleaning.clean(document, language) if options.clean else cleaning.keep(document)
    found = sentences.segment(text, layout.blocks, language)
    count = _count(text, found, language) + sum(words.count(gap.of(text), language) for gap in layout.unread)
    spans = sampling.sample(found)
    tokens = words.tokenise(text, spans, languages.get(language))
    title = _title(document, layout.headline, options)
    article = ranking.Article(text, spans, tokens, title.text if title else None, language)
    return Prepared(layout, title, count, _sample_warnings(layout, len(found), len(spans)), article)


def brief(document: Document, options: Options) -> Brief:
    """Return the brief of a document; raises BrokenPromiseError if a part of it is not in the text."""
    layout, title, count, warnings, article = prepare(document, options)
    text, spans, tokens, given, language = article
    ranked = ranking.rank(article, options.method)
    byline, authors = _authors(document, layout.byline)
    author = authors[0].text if authors else None
    parse = parsing.parse(text, spans, tokens, language) if language in CLAIM_LANGUAGES else None
    found = claims.attribute(parse, author) if parse else ()
    answers = frozenset(claim.sentence for claim in found if _answers(text, claim))
    chosen = ranking.choose(article, ranked, Length(options.sentences, options.words, options.ratio), answers)
    key_claims: tuple[str, ...] = ()
    if parse:
        found, key_claims = claims.choose(parse, found, ranked.scores, options.claims, given, chosen)
    if title is None:
        from briefer import headline  # most articles have a title, and its rules take time to load

        scores = ranked.scores
        made = headline.make(parse, found, scores) if parse else headline.cut(text, spans, scores, language)
        title = Headline(made.of(text), made.start, made.end, "made") if made else None
    summary = tuple(SummarySentence(i, spans[i].start, spans[i].end, ranked.scores[i].value) for i in chosen)
    if parse:
        found = claims.explain(parse, found, key_claims, summary, title.text if title else None)
    return compose(
        Brief(
            document=document,
            language=language,
            words=count,
            headline=title,
            dek=_stated(text, layout.dek, document.dek),
            byline=byline,
            authors=authors,
            dateline=_stated(text, layout.dateline),
            published=Stated(document.published) if document.published else _stated(text, layout.published),
            summary=summary,
            claims=found,
            key_claims=key_claims,
            sources=claims.tally(found),
            warnings=(
                *document.warnings,
                *warnings,
                *ranked.warnings,
                *_length_warnings(options, chosen, article),
                *_language_warnings(language),
            ),
            sentences=spans,
            scores=ranked.scores,
        )
    )


def _answers(text: str, claim: Claim) -> bool:
    """Return whether a claim denies something and says what: "denied the report" means little without the report."""
    if claim.kind is not Kind.DENIAL or claim.confidence != "high":
        return False
    return sum(len(part.of(text).split()) for part in claim.content) >= ANSWER


def _count(text: str, spans: Sequence[Sentence], language: str) -> int:
    """Return the number of words of the article proper."""
    return sum(words.count(text[span.start : span.end], language) for span in spans if span.role in READ)


def _title(document: Document, found: Span | None, options: Options) -> Headline | None:
    """Return the headline, given or found; if both say the same, the one in the text, with its offsets."""
    given = options.title or document.title
    title = Headline(found.of(document.text), found.start, found.end, "title") if found else None
    if not given or not given.strip():
        return title
    if title and _folded(given) == _folded(title.text):
        return title
    return Headline(given.strip(), None, None, "given")


def _stated(text: str, found: Span | None, outside: str | None = None) -> Stated | None:
    """Return what the text says, or otherwise what is known from outside it."""
    if found:
        return Stated(found.of(text), found.start, found.end)
    return Stated(outside) if outside and outside.strip() else None


def _authors(document: Document, found: Byline | None) -> tuple[Stated | None, tuple[Stated, ...]]:
    """Return the byline and its names: those of the text, or otherwise those known from outside it.

    If the text's byline contains names known from outside, those win, since their ends are certain: compare "Jane
    DoeThe Post" and "Jane Doe Oslo".
    """
    text = document.text
    given = tuple(Stated(name.strip()) for name in document.authors if name.strip())
    if not found:
        return (Stated(", ".join(name.text for name in given)) if given else None), given
    inside = sorted(
        (start, name.text) for name in given if (start := text.find(name.text, found.start, found.end)) >= found.start
    )
    if given and not inside and 2 * found.start > len(text):  # at the end may stand a photographer, an expert
        return Stated(", ".join(name.text for name in given)), given
    if given and len(inside) == len(given) >= len(found.authors):
        names = tuple(Stated(name, start, start + len(name)) for start, name in inside)
    else:
        names = tuple(Stated(name.of(text), name.start, name.end) for name in found.authors) or given
    return Stated(text[found.start : found.end], found.start, found.end), names


def _folded(text: str) -> str:
    return " ".join(text.split()).rstrip(".").casefold()


def _sample_warnings(layout: cleaning.Layout, all: int, read: int) -> tuple[str, ...]:
    paragraphs = len({block.paragraph for block in layout.blocks}) if layout.unread else layout.paragraphs
    return tuple(
        sampling.told(part, whole, things)
        for part, whole, things in ((paragraphs, layout.paragraphs, "paragraphs"), (read, all, "sentences"))
        if part < whole
    )


def _length_warnings(options: Options, chosen: Sequence[int], article: ranking.Article) -> tuple[str, ...]:
    if chosen or options.words is None or not article.body():
        return ()
    return (f"no sentence fits into {options.words} word{'s' * (options.words != 1)}, so the summary is empty",)


def _language_warnings(language: str) -> tuple[str, ...]:
    if language in CLAIM_LANGUAGES:
        return ()
    return (f"claims are found in English only, and this text looks like {languages.get(language).name}",)
