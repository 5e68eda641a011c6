"""One page for many articles: contents, who denies what, and of each article headline, summary and a few claims.

A worker renders the `section` of its article and makes a small `entry` of it; `page` puts them together. Each claim
links to its words in the article, whose text stands folded below it. The page needs no script.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from markupsafe import Markup

from briefer.model import Brief, Claim, Kind
from briefer.render.folder import shortened
from briefer.render.harmless import visible
from briefer.render.html import claim_views, safe_link, summary_views
from briefer.render.html_article import runs
from briefer.render.pages import UNKNOWN, direction, environment, render_page
from briefer.render.phrases import fact_parts, key_claims, source_label
from briefer.render.views import View

SHOWN = 3  # claims of an article
DIGITS = 10  # of an article's digest, which keep the addresses of articles apart


def render(brief: Brief, view: View) -> str:
    """Return the section of an article."""
    shown = key_claims(brief)[:SHOWN]
    numbers = _numbers(brief)
    anchored = replace(brief, claims=tuple(claim for claim in brief.claims if claim.id in numbers))
    views = claim_views(brief, shown, numbers, view)
    document = brief.document
    return (
        environment()
        .get_template("overview_section.html.j2")
        .render(
            prefix=f"{_key(brief)}-",
            lang="" if brief.language == UNKNOWN else brief.language,
            dir=direction(brief.language),
            foreign=brief.language != "en",
            headline=_headline(brief),
            facts=fact_parts(brief),
            site=visible(document.site or ""),
            place=visible(document.path or document.id or ""),
            link=safe_link(document.url),
            summary=summary_views(brief, view),
            claims=[
                one._replace(disputed=[number for number in one.disputed if number <= len(shown)]) for one in views
            ],
            others=len(brief.claims) - len(shown),
            warnings=[visible(warning) for warning in brief.warnings],
            runs=runs(anchored, numbers, {claim.id for claim in shown}),
            natures={one.number: one.nature for one in views},
        )
    )


def entry(brief: Brief) -> dict[str, object]:
    """Return what the page says of an article outside its section: plain data, the same for the same brief."""
    text = brief.document.text
    numbers = _numbers(brief)

    def told(claim: Claim | None) -> dict[str, object] | None:
        if claim is None:
            return None
        who = source_label(claim.source, text) if claim.source else ""
        return {"words": visible(text[claim.start : claim.end]), "who": who, "number": numbers[claim.id]}

    return {
        "key": _key(brief),
        "headline": _headline(brief),
        "language": brief.language,
        "where": visible(brief.document.site or ""),
        "date": visible(brief.published.text) if brief.published else "",
        "denials": [[told(denied), told(denial)] for denied, denial in _denials(brief)],
    }


def page(
    rows: Sequence[tuple[str, Mapping[str, Any], str]], failures: Iterable[Mapping[str, object]], title: str
) -> str:
    """Return the page of articles in their order: the input, entry and section of each.

    The same article stands on it once, whatever other inputs it came in.
    """
    articles: dict[str, dict[str, Any]] = {}
    labels = shortened([label for label, _, _ in rows])
    for label, (_, found, section) in zip(labels, rows, strict=True):
        if found["key"] in articles:
            articles[found["key"]]["also"].append(label)
        else:
            made = Markup(section)  # noqa: S704 - rendered by our own template, in `render`
            articles[found["key"]] = {**found, "label": label, "also": [], "section": made}
    failed = [{key: visible(str(row.get(key) or "")) for key in ("input", "message", "hint")} for row in failures]
    return render_page(
        "overview.html.j2",
        styles=("base.css", "brief.css", "overview.css"),
        scripts=(),
        title=visible(title),
        articles=list(articles.values()),
        denials=_gathered(list(articles.values())),
        failures=failed,
    )


def _gathered(articles: Sequence[Mapping[str, Any]]) -> list[tuple[Any, Any, list[Mapping[str, Any]]]]:
    """Return each denial with what it denies and the articles that have both in the same words; the first is linked."""
    found: dict[tuple[str, ...], tuple[Any, Any, list[Mapping[str, Any]]]] = {}
    for article in articles:
        for denied, denial in article["denials"]:
            words = denied["words"] if denied else ""
            found.setdefault((words, denial["words"], denial["who"]), (denied, denial, []))[2].append(article)
    return list(found.values())


def _key(brief: Brief) -> str:
    """Return what the addresses of an article begin with; a letter in front, as names in a style have it."""
    return f"a{brief.document.sha256[:DIGITS]}"


def _headline(brief: Brief) -> str:
    document = brief.document
    return visible(brief.headline.text) if brief.headline else visible(document.path or document.id or "") or "Article"


def _numbers(brief: Brief) -> dict[str, int]:
    """Return the numbers of the claims that the page names, by id: those of the section first, then the denials."""
    disputes = (one.id for pair in _denials(brief) for one in pair if one)
    named = dict.fromkeys((*brief.key_claims[:SHOWN], *disputes))
    return {identity: number for number, identity in enumerate(named, 1)}


def _denials(brief: Brief) -> list[tuple[Claim | None, Claim]]:
    """Return the denials that are surely understood, each with what it denies, if the article has that."""
    found: list[tuple[Claim | None, Claim]] = []
    for claim in brief.claims:
        if claim.kind is Kind.DENIAL and claim.confidence == "high":
            denied = next((other for other in brief.claims if claim.id in other.caveats), None)
            found.append((denied, claim))
    return found
