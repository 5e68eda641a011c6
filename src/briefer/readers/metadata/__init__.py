"""What a web page says of itself: title, dek, authors, date, site, address, language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from briefer.readers.metadata import authors, dates, deks, linked_data, owners, titles
from briefer.readers.metadata.deks import Dek
from briefer.readers.metadata.linked_data import LinkedData, plain
from briefer.readers.metadata.names import letters
from briefer.readers.metadata.surroundings import words

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["Dek", "Metadata", "find", "letters"]

Meta = Mapping[str, list[str]]

RE_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]+)*")
RE_PARTS = re.compile(r"\s+[|\-–—·•»:]+\s+|\s*[|»]\s*")
RE_ADDRESS = re.compile(r"https?://[^\s<>\"'\\^`{|}\x00-\x20]{3,2000}", re.IGNORECASE)
TITLES = ("og:title", "twitter:title", "dc.title", "parsely-title")
SITES = ("og:site_name", "application-name", "twitter:site", "apple-mobile-web-app-title")
NAMED = ("og:site_name", "application-name", "apple-mobile-web-app-title")  # without handles such as @post
DESCRIPTIONS = ("description", "og:description", "twitter:description", "sailthru.description", "dc.description")
# Names of meta elements, the most reliable first.
DATES = (
    *("article:published_time", "og:published_time", "og:article:published_time", "article:published"),
    *("article.published", "datepublished", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime"),
    *("dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date", "dcterms.date", "citation_publication_date"),
    *("publishdate", "publish-date", "publish_date", "pubdate", "publication_date", "published-date", "date"),
)
SITE_WORDS = 6  # of the name of a site; some pages say their title where it belongs
FEW = 5  # names of one meta element
MOST = 100  # meta elements of one name


class Metadata(NamedTuple):
    """What is known of a page; None or () where it says nothing. `published` is YYYY-MM-DD.

    `body` is the article as its JSON-LD has it, in HTML or in lines.
    """

    title: str | None = None
    dek: Dek | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    site: str | None = None
    url: str | None = None
    language: str | None = None
    body: str | None = None


def find(tree: HtmlElement) -> Metadata:
    """Return what a page declares and what it shows around its headline.

    It is taken from Open Graph and other meta elements, JSON-LD, headings, microdata, and names of classes.
    """
    meta = _meta(tree)
    linked = linked_data.read(tree)
    url = _url(tree, meta, linked)
    site = next((text for text in _sites(meta, linked, NAMED) if not RE_ADDRESS.match(text)), None)
    sites = frozenset(_site_letters(_sites(meta, linked, SITES), url))
    title, heading = titles.find(tree, [*_all(meta, TITLES), *linked.texts("headline")], sites)
    linked = linked.about(title)
    descriptions = [*_all(meta, DESCRIPTIONS), *linked.texts("alternativeHeadline"), *linked.texts("description")]
    named = authors.find(tree, heading, meta, linked, sites)
    if not named and (owner := owners.find(url, [*_sites(meta, linked, NAMED), *_title_parts(tree)])):
        named = (owner,)
    return Metadata(
        title=title,
        dek=deks.find(heading, title, descriptions),
        authors=named,
        published=dates.find(tree, heading, _stated(meta, linked), _said(tree, meta, url)),
        site=site or titles.site(tree, title),
        url=url,
        language=_language(tree),
        body=next((body for thing in linked.articles if isinstance(body := thing.get("articleBody"), str)), None),
    )


def _stated(meta: Meta, linked: LinkedData) -> list[str]:
    return [*linked.texts("datePublished"), *_all(meta, DATES), *linked.texts("dateCreated")]


def _said(tree: HtmlElement, meta: Meta, url: str | None) -> Iterator[str]:
    """Yield what may hold the date in passing: titles, descriptions, the address."""
    yield from _all(meta, TITLES)
    yield from (words(element) for element in islice(tree.iter("title"), 1))
    yield url or ""


def _title_parts(tree: HtmlElement) -> list[str]:
    """Return the parts of what the page is called in the browser's bar, the last first: the site's name among them."""
    return [part for element in islice(tree.iter("title"), 1) for part in RE_PARTS.split(words(element))[::-1] if part]


def _meta(tree: HtmlElement) -> dict[str, list[str]]:
    """Return the contents of the meta elements by name, in small letters."""
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        names = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = " ".join((element.get("content") or "").split())
        for name in names.lower().split()[:FEW] if content else ():
            contents = found.setdefault(name.replace("dc:", "dc.").replace("dcterms:", "dcterms."), [])
            if len(contents) < MOST:
                contents.append(content)
    return found


def _all(meta: Meta, names: Iterable[str]) -> Iterator[str]:
    """Yield the first content of each name that there is."""
    return (meta[name][0] for name in names if name in meta)


def _sites(meta: Meta, linked: LinkedData, names: Iterable[str]) -> list[str]:
    """Return what the site and the publisher are called."""
    found = list(_all(meta, names))
    for thing in linked.articles:
        found += (name for name, _ in linked.names(thing.get("publisher")))
    return found


def _site_letters(names: Iterable[str], url: str | None) -> Iterator[str]:
    for name in names:
        for text in (name, *RE_PARTS.split(name)):
            if (known := letters(text)) and len(text.split()) <= SITE_WORDS:
                yield from (known, known.removeprefix("the"), f"the{known}")
    host = (urlsplit(url).hostname or "").removeprefix("www.") if url else ""
    if host:
        yield letters(host)
        yield letters(host.rpartition(".")[0])


def _url(tree: HtmlElement, meta: Meta, linked: LinkedData) -> str | None:
    """Return the address that the page gives for itself; that of a whole site only where there is no other."""
    found = [
        element.get("href") or ""
        for element in tree.iter("link")
        if "canonical" in (element.get("rel") or "").lower().split()
    ]
    found += _all(meta, ("og:url", "twitter:url"))
    for thing in linked.articles:
        page = thing.get("mainEntityOfPage")
        found += (plain(thing.get("url")), plain(page.get("@id") if isinstance(page, dict) else page))
    urls = [url for url in map(str.strip, found) if _is_address(url)]
    return next((url for url in urls if urlsplit(url).path.strip("/")), urls[0] if urls else None)


def _is_address(url: str) -> bool:
    if not RE_ADDRESS.fullmatch(url):
        return False
    try:
        return bool(urlsplit(url).hostname)
    except ValueError:  # such as a bracket left open
        return False


def _language(tree: HtmlElement) -> str | None:
    declared = (tree.get("lang") or tree.get("xml:lang") or "").strip()
    return declared if RE_LANGUAGE.fullmatch(declared) else None
