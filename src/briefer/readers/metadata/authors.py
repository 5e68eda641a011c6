"""Who wrote the article of a page: what it declares, checked against the byline that it shows."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING

from briefer.readers.metadata.linked_data import LinkedData
from briefer.readers.metadata.names import (
    declared,
    in_line,
    is_account,
    is_labelled,
    is_outlet,
    labelled,
    letters,
    shown,
)
from briefer.readers.metadata.surroundings import (
    LINE,
    above,
    below,
    headed,
    is_beside,
    is_elsewhere,
    is_small,
    label,
    lines,
    nearby,
    opening,
)

if TYPE_CHECKING:
    from lxml.html import HtmlElement

FIELDS = (  # of meta elements, the most reliable first
    *("citation_author", "parsely-author", "sailthru.author", "byl", "author", "article:author", "author.name"),
    *("article.author", "cxenseparse:author", "dc.creator", "dcterms.creator", "og:author", "article:author_name"),
)
LABELLED = ("written by", "by", "author")  # what twitter:label1 says of twitter:data1
WHOLE = ("citation_author", "dc.creator", "dcterms.creator")  # fields that may have "Doe, Jane"
RE_BYLINE = re.compile(r"by-?line|author(?!iz|is|it)|\bwriters?\b|\bwritten|contributor|creator", re.IGNORECASE)
# Classes of what stands beside a byline.
RE_OTHER = re.compile(
    r"comment|avatar|social|share|follow|button|gear|reply|caption|credit|photo|image|-img|[-_]bio|about-|date|time",
    re.IGNORECASE,
)
LONGEST = 300  # characters of a byline with all that stands beside it
# How the page of an author is addressed; a name of one word may be all there is in it.
RE_PROFILE = re.compile(
    r"/(?:authors?|autor(?:en|es|i)?|auteurs?|redakteure?|byline|staff|profiles?)/[\w.~%/-]{3,80}", re.IGNORECASE
)
LEVELS = 3  # of elements around an author in which others may stand
LONGEST_NAME = 40  # of a name that may be any
RE_DOMAIN = re.compile(r"(?:[a-z\d-]{2,30}\.){1,3}[a-z]{2,12}")
RE_SURNAME_FIRST = re.compile(r"[^,]+, ?[^,]+")
RE_USER = re.compile(r"[\x21-\x7e]+")  # one word, which may be a user of the site's system rather than an author


def find(
    tree: HtmlElement,
    heading: HtmlElement | None,
    meta: Mapping[str, list[str]],
    linked: LinkedData,
    sites: Collection[str],
) -> tuple[str, ...]:
    """Return the authors as a reader sees them, in the page's spelling; an organisation only where nobody is named.

    The site itself and accounts such as "admin" are no authors.
    """
    visible = _shown(tree, heading, sites)
    people, firms = _declared(meta, linked, sites, heading if not visible else None)
    found = _better(people, visible)
    return tuple(found or firms)


def _declared(
    meta: Mapping[str, list[str]], linked: LinkedData, sites: Collection[str], heading: HtmlElement | None
) -> tuple[list[str], list[str]]:
    """Return the people of the first source that names any, and the organisations likewise.

    A `heading` has to have users of the site's system near it, or they are no people.
    """
    firms: list[str] = []
    for source in _sources(meta, linked):
        people: list[str] = []
        outlets: list[str] = []
        for text, firm, whole in source:
            names = [text] if whole and RE_SURNAME_FIRST.fullmatch(text) else declared(text, sites)
            if firm:
                names = [] if is_account(text, sites, firm=True) else [text]
            for name in names:
                if firm or is_outlet(name):
                    outlets.append(name)
                elif heading is None or not RE_USER.fullmatch(name) or _is_near(name, heading):
                    people.append(name)
        firms = firms or _unique(outlets)
        if people:
            return _unique(people), firms
    return [], firms


def _sources(meta: Mapping[str, list[str]], linked: LinkedData) -> Iterator[list[tuple[str, bool, bool]]]:
    """Yield what each source says: names, whether an organisation's, whether to be taken whole."""
    for thing in linked.articles:
        for field in ("author", "creator"):
            yield [(name, firm, False) for name, firm in linked.names(thing.get(field))]
    for field in FIELDS:
        yield [(text, False, field in WHOLE) for text in meta.get(field, ()) if "/" not in text.split(" ")[0]]
    for number in ("1", "2"):
        if meta.get(f"twitter:label{number}", [""])[0].casefold() in LABELLED:
            yield [(text, False, False) for text in meta.get(f"twitter:data{number}", ())[:1]]


def _shown(tree: HtmlElement, heading: HtmlElement | None, sites: Collection[str]) -> list[str]:
    """Return the names of the byline next to the headline, else of the microdata anywhere in the article."""
    anywhere = tree.iter("p", "div", "span", "a", "address", "li", "cite", "small")
    near = [*below(heading), *above(heading)] if heading is not None else list(anywhere)
    for is_told in (_is_marked, _is_byline):
        for element in near:
            if is_told(element) and (names := _read(element, heading, sites)):
                return _beside(element, names, heading, sites)
    for element in tree.iter("a", "span", "div", "p", "address", "li", "meta"):
        if _is_marked(element) and (names := _read(element, heading, sites)):
            return _beside(element, names, heading, sites)
    for element, text in nearby(heading) if heading is not None else headed(tree):
        if (names := in_line(text, sites)) and not is_elsewhere(element, heading):
            return names
    for element in tree.iter("p", "div", "span", "li", "dl"):
        told = is_labelled(opening(element)) and is_small(element)
        names = labelled(lines(element)[:LINE], sites) if told else []
        if names and not is_beside(element, heading):
            return names
    return []


def _beside(element: HtmlElement, names: list[str], heading: HtmlElement | None, sites: Collection[str]) -> list[str]:
    """Return the names of an author with those of others who are marked as such in the same byline."""
    if not _is_marked(element):
        return names
    around: list[HtmlElement] = []
    for parent in islice(element.iterancestors(), LEVELS):
        if parent.tag in ("body", "article", "main") or len(lines(parent)) > LONGEST:
            break
        around = [other for other in parent.iter() if other is not element and _is_marked(other)]
    found = names + [name for other in around for name in _read(other, heading, sites)]
    return [name for name in _unique(found) if not any(_is_longer(other, name) for other in found)]


def _is_longer(other: str, name: str) -> bool:
    return other != name and name in other


def _is_near(name: str, heading: HtmlElement) -> bool:
    """Return whether the page shows a name below its headline."""
    return any(name in (element.text or "") or name in (element.tail or "") for element in below(heading))


def _is_byline(element: HtmlElement) -> bool:
    if _is_marked(element):
        return True
    called = label(element)
    return bool(RE_BYLINE.search(called)) and not RE_OTHER.search(called)


def _is_marked(element: HtmlElement) -> bool:
    """Return whether an element says of itself that it is the author: microdata, or a link to the author's page."""
    return (
        "author" in (element.get("itemprop") or "").lower().split()
        or "author" in (element.get("rel") or "").lower().split()
        or (element.tag == "a" and RE_PROFILE.search(element.get("href") or "") is not None)
    )


def _read(element: HtmlElement, heading: HtmlElement | None, sites: Collection[str]) -> list[str]:
    text = lines(element)
    if not text.strip() or len(text) > LONGEST or is_beside(element, heading):
        return []
    if _is_marked(element):  # whoever has a page as the author is one, whatever the site is called
        if RE_DOMAIN.fullmatch(text.strip()):  # somebody who goes by the address of another site
            return [text.strip()]
        return _unique(shown(text, sites) or (declared(text, ()) if len(text) <= LONGEST_NAME else []))
    return _unique(shown(text, sites))


def _better(people: list[str], visible: list[str]) -> list[str]:
    """Return whom a reader sees: the declared people, or those shown where they are others or more."""
    if not visible or not people:
        return people or visible
    known, seen = [letters(name) for name in people], [letters(name) for name in visible]
    if all(map(RE_USER.fullmatch, people)) and any(" " in name for name in visible):
        return visible  # a user of the site's system, whom the page calls by name
    if set(known) <= set(seen):
        return visible
    return people


def _unique(names: list[str]) -> list[str]:
    first: dict[str, str] = {}
    for name in names:
        first.setdefault(letters(name), name)
    return list(first.values())
