"""What a web page says of itself: its title without the site's name, when it was published, its language."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from lxml.html import HtmlElement

RE_DATE = re.compile(r"(?:19|20)\d\d-[01]\d-[0-3]\d(?!\d)")
RE_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]+)*")
RE_SEPARATOR = re.compile(r"\s+[|\-–—·•»:]+\s+|\s*[|»]\s*")
RE_LETTERS = re.compile(r"\W+")
ARTICLES = ("Article", "BlogPosting", "WebPage")  # endings: schema.org has NewsArticle, ReportageNewsArticle and more
TITLE_WORDS = 3  # a first heading of fewer may be the name of a section
LONGEST = 300  # characters of a title
DATES = ("article:published_time", "og:published_time", "datepublished", "parsely-pub-date", "dc.date.issued")
TITLES = ("og:title", "twitter:title", "dc.title")
SITES = ("og:site_name", "application-name", "twitter:site")
DEPTH = 8  # of JSON-LD that is looked into
LARGEST = 1_000_000  # characters of one piece of JSON-LD


class Metadata(NamedTuple):
    """What is known of a page; None where it says nothing. `published` is YYYY-MM-DD."""

    title: str | None
    published: str | None
    language: str | None


def find(tree: HtmlElement) -> Metadata:
    """Return what a page declares: Open Graph and other meta elements, JSON-LD, headings, attributes."""
    meta = _meta(tree)
    things = [thing for thing in _linked_data(tree) if _type(thing).endswith(ARTICLES)]
    things.sort(key=lambda thing: _type(thing).endswith("WebPage"))  # the article first
    return Metadata(_title(tree, meta, things), _published(tree, meta, things), _language(tree))


def _meta(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = " ".join((element.get("content") or "").split())
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _linked_data(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    for element in tree.iter("script"):
        if (element.get("type") or "").strip().lower() == "application/ld+json":
            source = element.text or ""
            if len(source) <= LARGEST:
                try:
                    yield from _things(json.loads(source, strict=False), DEPTH)
                except (ValueError, RecursionError):
                    continue


def _things(value: object, depth: int) -> Iterator[dict[str, Any]]:
    if depth and isinstance(value, list):
        for item in value:
            yield from _things(item, depth - 1)
    elif depth and isinstance(value, dict):
        yield value
        yield from _things(value.get("@graph"), depth - 1)
        yield from _things(value.get("mainEntity"), depth - 1)


def _type(thing: dict[str, Any]) -> str:
    kind = thing.get("@type")
    if isinstance(kind, list):
        kind = kind[0] if kind else None
    return kind if isinstance(kind, str) else ""


def _title(tree: HtmlElement, meta: dict[str, str], things: list[dict[str, Any]]) -> str | None:
    """Return the heading that the page's first declared title holds, else a declared title without the site's name."""
    declared = [meta[name] for name in TITLES if name in meta]
    declared += [text for thing in things if (text := _plain(thing.get("headline")))]
    whole = next((text for element in tree.iter("title") if (text := _words(element))), None)
    headings = [text for element in tree.iter("h1") if (text := _words(element)) and len(text) <= LONGEST]
    sites = [_letters(meta[name]) for name in SITES if name in meta] + [
        _letters(name)
        for thing in things
        if isinstance(publisher := thing.get("publisher"), dict) and (name := _plain(publisher.get("name")))
    ]
    declared = [text for text in declared if len(text) <= LONGEST and _letters(text) not in sites]
    known = _letters(declared[0] if declared else whole or "")
    for heading in headings:
        letters = _letters(heading)
        if letters and (letters == known or (len(heading.split()) >= TITLE_WORDS and _at_an_end(letters, known))):
            return heading
    if declared:
        return _without_site(declared[0], sites)
    if len(headings) == 1 and len(headings[0].split()) >= TITLE_WORDS:
        return headings[0]
    return _without_site(whole[:LONGEST], sites) if whole else None


def _at_an_end(part: str, whole: str) -> bool:
    return whole.startswith(part) or whole.endswith(part)


def _without_site(title: str, sites: list[str]) -> str:
    """Return a title without the parts at its ends that are the site's name."""
    parts = [match.span() for match in RE_SEPARATOR.finditer(title)]
    start, end = 0, len(title)
    while parts and _letters(title[parts[-1][1] : end]) in sites:
        end = parts.pop()[0]
    while parts and _letters(title[start : parts[0][0]]) in sites:
        start = parts.pop(0)[1]
    return title[start:end].strip() or title


def _published(tree: HtmlElement, meta: dict[str, str], things: list[dict[str, Any]]) -> str | None:
    dates = [_plain(thing.get("datePublished")) for thing in things]
    dates += [meta[name] for name in DATES if name in meta]
    dates += [
        element.get("datetime") or "" for element in tree.iter("time") if element.get("itemprop") == "datePublished"
    ]
    for date in dates:
        if found := RE_DATE.match(date):
            return found[0]
    return None


def _language(tree: HtmlElement) -> str | None:
    declared = (tree.get("lang") or tree.get("xml:lang") or "").strip()
    return declared if RE_LANGUAGE.fullmatch(declared) else None


def _words(element: HtmlElement) -> str:
    return " ".join("".join(element.itertext()).split())


def _plain(value: object) -> str:
    """Return a text of JSON-LD, in which entities of HTML are often left standing."""
    from html import unescape

    return " ".join(unescape(value).split()) if isinstance(value, str) else ""


def _letters(text: str) -> str:
    return RE_LETTERS.sub("", text).casefold()
