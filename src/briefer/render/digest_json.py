"""The digest as JSON, schema `briefer/digest-1`: one object, keys in fixed order."""

from __future__ import annotations

from typing import Any

from briefer.digest_model import Denial, Digest, Entry, Report, Slice, Story, StoryClaim, SummaryItem
from briefer.render.json import DIGITS, as_dict, dumped

SCHEMA = "briefer/digest-1"


def render(digest: Digest, width: int = 0, colour: bool = False, full: bool = False) -> str:
    """Return the object, indented; `full` adds the brief of each article."""
    return dumped(digest_dict(digest, full=full), 2)


def digest_dict(digest: Digest, *, full: bool = False) -> dict[str, Any]:
    """Return the digest as plain data; `full` adds the brief of each article."""
    return {
        "schema": SCHEMA,
        "articles": [
            {
                **_entry(entry),
                **({"brief": as_dict(digest.brief_of(entry.n))} if full else {}),
            }
            for entry in digest.articles
        ],
        "stories": [_story(story) for story in digest.stories],
        "unclustered": list(digest.unclustered),
        "warnings": list(digest.warnings),
    }


def _entry(entry: Entry) -> dict[str, Any]:
    fields = entry._asdict()
    kept = fields.pop("kept")
    return {**fields, **({"kept": dict(kept)} if kept else {})}


def _story(story: Story) -> dict[str, Any]:
    return {
        "id": story.id,
        "headline": story.headline and story.headline._asdict(),
        "articles": list(story.articles),
        "independent": story.independent,
        "outlets": story.outlets,
        "first": story.first,
        "last": story.last,
        "summary": [_sentence(item) for item in story.summary],
        "claims": [_claim(claim) for claim in story.claims],
        "key_claims": list(story.key_claims),
        "sources": [
            {
                "id": source.id,
                "name": source.name,
                "type": source.type,
                "aliases": [_slice(alias) for alias in source.aliases],
                "claims": list(source.claims),
            }
            for source in story.sources
        ],
        "copies": [
            {
                "articles": list(copy.articles),
                "share": round(copy.share, DIGITS),
                "spans": [list(s) for s in copy.spans],
            }
            for copy in story.copies
        ],
        "unnamed": [
            {"origin": one.origin, "articles": list(one.articles), "claims": list(one.claims)} for one in story.unnamed
        ],
        "timeline": [
            {"date": day.date, "claims": list(day.claims), "sentences": list(day.sentences)} for day in story.timeline
        ],
    }


def _sentence(item: SummaryItem) -> dict[str, Any]:
    return {
        **_slice(item.slice),
        "sentence": item.sentence,
        "also": [{**_slice(slice), "sentence": index} for slice, index in item.also],
    }


def _claim(claim: StoryClaim) -> dict[str, Any]:
    return {
        "id": claim.id,
        **_slice(claim.slice),
        "claim": claim.claim,
        "kind": claim.kind,
        "source": claim.source,
        "who": claim.who,
        "independent": claim.independent,
        "reports": [_report(report) for report in claim.reports],
        "denied_by": [_denial(denial) for denial in claim.denied_by],
        "only_in": claim.only_in,
        "first": claim.first,
        "last": claim.last,
        "score": round(claim.score, DIGITS),
        "refers_to": [{**_slice(found), "of": _slice(words)} for found, words in claim.refers_to],
    }


def _report(report: Report) -> dict[str, Any]:
    return {
        **_slice(report.slice),
        "claim": report.claim,
        "relation": report.relation,
        "copied": report.copied,
        "source": report.source,
        "who": report.who,
        "certainty": {"level": report.certainty, "markers": list(report.markers)},
    }


def _denial(denial: Denial) -> dict[str, Any]:
    return {**_slice(denial.slice), "claim": denial.claim, "source": denial.source, "who": denial.who}


def _slice(slice: Slice) -> dict[str, Any]:
    return slice._asdict()
