"""What a worker does for a digest: an article in, its brief out, with what tells its story and its copies."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from briefer import languages, pipeline, readers, words
from briefer.digest import former, profiles, shingles
from briefer.errors import BrieferError, TimeLimitError
from briefer.model import Brief, Role, Score, Sentence
from briefer.outlets import day_of, outlet_of
from briefer.pipeline import Options
from briefer.pools import Cause
from briefer.readers import USUAL, Item, Reading
from briefer.readers.items import Value

TIMEOUT = 60.0  # seconds an article
PACKING = 1  # level of zlib: the quickest halves the size already


@dataclass(frozen=True, slots=True)
class Plan:
    """How every article is read and briefed."""

    options: Options
    reading: Reading = USUAL


class Article(NamedTuple):
    """What is kept of an article while all others are read; the brief itself is packed away."""

    label: str
    id: str
    outlet: str | None
    date: str | None
    title: str | None
    sha256: str
    language: str
    counts: profiles.Counts
    trace: shingles.Trace
    packed: bytes
    kept: tuple[tuple[str, Value], ...] = ()


class Result(NamedTuple):
    """An article, or why there is none."""

    article: Article | None
    error: BrieferError | None


def work(items: Sequence[Item], plan: Plan) -> list[Result]:
    """Return one result an item, in order; raises nothing that an item could cause."""
    return [_one(item, plan) for item in items]


def lost(item: Item, cause: Cause) -> Result:
    """Return the result of an item that took too long or killed its processes."""
    if cause is Cause.TIMED_OUT:
        late = TimeLimitError(f"briefing it takes more than {TIMEOUT:g} s", input=item.label, hint="split it")
        return Result(None, late)
    return Result(None, BrieferError("the process died while briefing it", input=item.label, hint="brief it alone"))


def unpack(article: Article) -> Brief:
    """Return the brief that was packed away."""
    found: Brief = pickle.loads(zlib.decompress(article.packed))  # noqa: S301 - we packed it
    return found


def _one(item: Item, plan: Plan) -> Result:
    try:
        if item.error is None and item.brief is not None:
            brief = former.read(item.brief, item.label)
        else:
            brief = pipeline.brief(readers.read_item(item, plan.reading), plan.options)
        return Result(pack(item.label, brief), None)
    except BrieferError as error:
        error.input = error.input or item.label
        return Result(None, error)
    except (Exception, RecursionError) as error:
        what = f"internal error: {type(error).__name__}: {error}".splitlines()[0]
        return Result(None, BrieferError(what, input=item.label, hint="please report it with the article"))


def pack(label: str, brief: Brief) -> Article:
    """Return an article with its brief packed away."""
    document = brief.document
    language = languages.get(brief.language)
    tokens = words.tokenise(document.text, brief.sentences, language)
    body = [sentence.index for sentence in brief.sentences if sentence.role is Role.BODY]
    title = brief.headline.text if brief.headline and brief.headline.origin != "made" else None
    # What a score is made of takes more room than all the rest, and nobody asks for it any more.
    bare = replace(brief, scores=tuple(Score(score.value) for score in brief.scores))
    return Article(
        label=label,
        id=label if document.id is None else document.id,
        outlet=outlet_of(document),
        date=day_of(brief),
        title=brief.headline.text if brief.headline else None,
        sha256=document.sha256,
        language=brief.language,
        counts=profiles.counts(
            title_terms(title or "", brief.language), [tokens.terms[at] for at in body], brief.language
        ),
        trace=shingles.trace(brief),
        packed=zlib.compress(pickle.dumps(bare, pickle.HIGHEST_PROTOCOL), PACKING),
        kept=document.kept,
    )


def title_terms(title: str, language: str) -> tuple[str, ...]:
    """Return the terms of a headline."""
    spans = (Sentence(0, 0, len(title), Role.HEADLINE, 1),)
    return words.tokenise(title, spans, languages.get(language)).terms[0] if title else ()
