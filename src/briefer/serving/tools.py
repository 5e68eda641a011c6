"""What the tools return: plain data with verbatim slices and their offsets, small enough for a context.

A list that would be too long ends early, and says how much is left out; words are never cut.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

import briefer.digest as digesting
from briefer import pipeline, pools, readers
from briefer.batch.inputs import find
from briefer.checking import Match, check_dict
from briefer.digest_model import Digest, Story, StoryClaim
from briefer.errors import BrieferError, OptionError, TimeLimitError
from briefer.model import Brief, Claim, Source, SourceType
from briefer.pipeline import Options
from briefer.pools import Cause
from briefer.readers import USUAL, Item
from briefer.readers.items import is_risky, weight
from briefer.serving.folders import Folders

ARTICLES = 200  # read in one call at most
TIMEOUT = 60.0  # seconds an article
BUDGET = 12_000  # characters of a result as JSON, about 3,000 tokens
SOURCES = 12  # of a brief that are listed
PLACES = 5  # of a quotation in several articles
Result = dict[str, Any]


def brief(folders: Folders, path: str) -> Result:
    """Return the brief of an article, or the articles in a folder, a corpus or an archive.

    Raises BrieferError for what cannot be read.
    """
    items = _items(folders, path, ARTICLES + 1)
    if len(items) != 1 or folders.find(path)[0].is_dir():
        names = [item.id for item in items]
        return _fitted({"path": path}, "articles", names[:ARTICLES], more=len(names) > ARTICLES)
    found = _brief(items[0])
    text = found.document.text
    claims = {claim.id: claim for claim in found.claims}
    result: Result = {
        **_article(found),
        "byline": [author.text for author in found.authors],
        "published": found.published and found.published.text,
        "words": found.words,
        "summary": [
            {
                "text": text[item.start : item.end],
                "start": item.start,
                "end": item.end,
                "paragraph": found.sentences[item.sentence].paragraph,
            }
            for item in found.summary
        ],
        "sources": [
            {"name": source.name, "type": source.type.value, "claims": len(source.claims)}
            for source in found.sources[:SOURCES]
        ],
        "claims_in_all": len(found.claims),
        "warnings": list(found.warnings),
    }
    return _fitted(result, "key_claims", [_claim(claims[identity], found) for identity in found.key_claims])


def claims(
    folders: Folders,
    path: str,
    source: str | None = None,
    kind: str | None = None,
    words: str | None = None,
    limit: int = 20,
    skip: int = 0,
) -> Result:
    """Return the claims of a file or of all articles in a folder, in text order.

    `source` and `words` are looked for whatever their case, in a source's name and in a claim's slice. Raises
    BrieferError if nothing can be read; in a folder, what cannot be read is listed.
    """
    found: list[Result] = []
    failed: list[str] = []
    for one in _briefs(folders, path):
        if isinstance(one, BrieferError):
            failed.append(str(one))
            continue
        wanted = (claim for claim in one.claims if _is_wanted(claim, one, source, kind, words))
        found += [{"article": one.document.id, **_claim(claim, one)} for claim in wanted]
    shown = found[skip : skip + limit]
    result = {"path": path, "claims_in_all": len(found), **({"failed": failed} if failed else {})}
    fitted = _fitted(result, "claims", shown)
    end = skip + len(fitted["claims"])
    return {**fitted, "next_skip": end if end < len(found) else None}


def digest(folders: Folders, paths: Sequence[str], stories: int = 2, claims: int = 6) -> Result:
    """Return the stories in many articles: who says what in which of them, and who denies it."""
    failed: list[str] = []
    named = {item.id: item for path in paths for item in _items(folders, path, ARTICLES + 1, briefs=True)}
    items = _few(list(named.values()), ", ".join(paths))
    options = digesting.Options(stories=stories, claims=claims, words=120)
    made = digesting.digest(items, options, on_error=lambda error: failed.append(str(error)))
    if not made.articles:
        raise OptionError("; ".join(failed) or "there is nothing to digest", hint="name a folder of articles")
    result: Result = {
        "articles": [
            {"n": entry.n, "article": entry.id, "outlet": entry.outlet, "date": entry.date}
            for entry in made.articles
            if entry.story
        ],
        "in_no_story": len(made.unclustered),
        "warnings": [*made.warnings, *failed],
    }
    return _fitted(result, "stories", [_story(story, made) for story in made.stories])


def check_quote(folders: Folders, quote: str, path: str) -> Result:
    """Return whether a quotation stands in a file, or in which articles of a folder, who says it, and what differs."""
    found: list[Result] = []
    failed: list[str] = []
    for one in _briefs(folders, path):
        if isinstance(one, BrieferError):
            failed.append(str(one))
            continue
        checked = check_dict(one, quote)
        found += [{**_article(one), **place} for place in checked["places"]]
    order = [str(match) for match in Match]
    found.sort(key=lambda place: (order.index(place["match"]), -place["similarity"]))
    verdict = found[0]["match"] if found else str(Match.ABSENT)
    best = [place for place in found if place["match"] != Match.NEAR] or found
    result = {"quote": quote, "verdict": verdict, **({"failed": failed} if failed else {})}
    return _fitted(result, "places", best[:PLACES], more=len(best) > PLACES)


class _Plan(NamedTuple):
    options: Options


def _items(folders: Folders, path: str, most: int, *, briefs: bool = False) -> list[Item]:
    """Return the articles that a path leads to, each with the path to it as its id.

    Links that lead out of the folders are left out. Raises BrieferError if there is nothing to read.
    """
    place, inner = folders.find(path)
    base = place if place.is_dir() else place.parent
    found = find([str(place)], skip=lambda file: not folders.holds(file), briefs=briefs)
    named = (item._replace(id=folders.shown(base / item.name)) for item in found if not item.error)
    if inner:
        named = (item for item in named if item.id == folders.shown(place / inner))
    items = list(islice(named, most))
    if not items:
        raise OptionError(f"{path} holds nothing that briefer reads", hint='brief(".") lists what is there')
    return items


def _few(items: list[Item], path: str) -> list[Item]:
    """Return the items; raises OptionError for too many of them."""
    if len(items) > ARTICLES:
        raise OptionError(f"{path} holds more than {ARTICLES} articles", hint="name a smaller folder, or a file")
    return items


def _briefs(folders: Folders, path: str) -> Iterator[Brief | BrieferError]:
    """Yield the briefs of all articles, or why there is none; raises OptionError for too many of them."""
    items = _few(_items(folders, path, ARTICLES + 1), path)
    plan = _Plan(Options())
    for _, result in pools.run(_work, items, plan, jobs=1, lost=_lost, timeout=TIMEOUT, risky=is_risky, weigh=weight):
        if isinstance(result, BrieferError) and len(items) == 1:
            raise result
        yield result


def _brief(item: Item) -> Brief:
    ((_, result),) = pools.run(_work, [item], _Plan(Options()), jobs=1, lost=_lost, timeout=TIMEOUT, risky=is_risky)
    if isinstance(result, BrieferError):
        raise result
    return result


def _work(items: Sequence[Item], plan: _Plan) -> list[Brief | BrieferError]:
    return [_one(item, plan) for item in items]


def _one(item: Item, plan: _Plan) -> Brief | BrieferError:
    try:
        return pipeline.brief(readers.read_item(item, USUAL), plan.options)
    except BrieferError as error:
        error.input = error.input or item.label
        return error


def _lost(item: Item, cause: Cause) -> BrieferError:
    if cause is Cause.TIMED_OUT:
        return TimeLimitError(f"briefing it takes more than {TIMEOUT:g} s", input=item.label)
    return BrieferError("the process died while briefing it", input=item.label)


def _article(found: Brief) -> Result:
    """Return what names an article: the path to it, and its headline."""
    return {"article": found.document.id, "headline": found.headline.text if found.headline else None}


def _is_wanted(claim: Claim, found: Brief, source: str | None, kind: str | None, words: str | None) -> bool:
    text = found.document.text
    if kind and claim.kind != kind:
        return False
    if source and source.casefold() not in _named(claim.source, text).casefold():
        return False
    return not words or words.casefold() in " ".join(text[claim.start : claim.end].split()).casefold()


def _named(source: Source | None, text: str) -> str:
    """Return the names of a source: the canonical one, and the words of its mention."""
    if source is None:
        return ""
    mention = "" if source.start is None else text[source.start : source.end]
    return f"{source.name or ''} {mention}"


def _claim(claim: Claim, found: Brief) -> Result:
    """Return a claim, without what is as usual."""
    text = found.document.text
    source = claim.source
    told: Result = {
        "id": claim.id,
        "text": text[claim.start : claim.end],
        "start": claim.start,
        "end": claim.end,
        "paragraph": claim.paragraph,
        "source": source.name if source else None,
        "source_type": (source.type if source else SourceType.UNKNOWN).value,
        "role": source.role if source else None,
        "cue": claim.cue and text[claim.cue.start : claim.cue.end],
        "to": claim.audience and claim.audience.of(text),
        "via": [one.name for one in claim.via],
        "kind": claim.kind.value,
        "certainty": claim.certainty.level.value,
        "hedges": [marker.of(text) for marker in claim.certainty.markers],
        "polarity": claim.polarity.value,
        "disputed_by": list(claim.caveats),
        "refers_to": [{"words": words.of(text), "meaning": meant.of(text)} for meant, words in claim.refers_to],
        "confidence": claim.confidence,
    }
    usual = {"confidence": "high"}
    return {name: value for name, value in told.items() if value not in (None, [], usual.get(name))}


def _story(story: Story, made: Digest) -> Result:
    claims = {claim.id: claim for claim in story.claims}
    return {
        "headline": story.headline and story.headline.text,
        "articles": list(story.articles),
        "independent": story.independent,
        "first": story.first,
        "last": story.last,
        "summary": [item.slice._asdict() for item in story.summary],
        "claims": [_story_claim(claims[identity]) for identity in story.key_claims],
    }


def _story_claim(claim: StoryClaim) -> Result:
    told: Result = {
        **claim.slice._asdict(),
        "who": claim.who,
        "kind": claim.kind.value,
        "independent": claim.independent,
        "also_in": sorted({report.slice.article for report in claim.reports} - {claim.slice.article}),
        "denied_by": [{"who": denial.who, **denial.slice._asdict()} for denial in claim.denied_by],
    }
    return {name: value for name, value in told.items() if value != []}


def _fitted(result: Result, name: str, parts: Sequence[object], *, more: bool = False) -> Result:
    """Return a result with as many of its parts as fit, one at least, and with how many are left out."""
    room = BUDGET - _size(result)
    kept: list[object] = []
    for part in parts:
        room -= _size(part)
        if room < 0 and kept:
            break
        kept.append(part)
    left = len(parts) - len(kept)
    tail = {"left_out": f"{left + 1} or more" if more else left} if left or more else {}
    return {**result, name: kept, **tail}


def _size(part: object) -> int:
    return len(json.dumps(part, ensure_ascii=False))
