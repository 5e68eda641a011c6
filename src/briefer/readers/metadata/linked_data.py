"""What a web page says of itself in JSON-LD, in the words of schema.org."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from itertools import compress
from typing import TYPE_CHECKING, Any, NamedTuple

from briefer.readers.metadata.names import letters

if TYPE_CHECKING:
    from lxml.html import HtmlElement

Thing = dict[str, Any]
ARTICLES = ("Article", "Posting", "WebPage")  # endings: schema.org has NewsArticle, ReportageNewsArticle and more
ORGANISATIONS = ("organization", "corporation", "website", "brand")  # endings, of NewsMediaOrganization for one
DEPTH = 8  # of JSON-LD that is looked into
LARGEST = 1_000_000  # characters of one piece of JSON-LD
MOST = 50  # names of one list
RE_LAST_COMMA = re.compile(r",(?=\s*[}\]])")  # which templates leave behind the last of several
OPENINGS = ("<!--", "//<![CDATA[", "// <![CDATA[", "<![CDATA[")  # once hid scripts
CLOSINGS = ("-->", "//]]>", "// ]]>", "]]>", ";")


class LinkedData(NamedTuple):
    """The articles and pages of a page's JSON-LD, articles first, and all that has an identifier."""

    articles: tuple[Thing, ...] = ()
    known: dict[str, Thing] = {}  # noqa: RUF012 - of a named tuple; nobody writes to it

    def texts(self, name: str) -> list[str]:
        """Return what the articles have under a name as text, without what is empty."""
        return [text for thing in self.articles if (text := plain(thing.get(name)))]

    def about(self, title: str | None) -> LinkedData:
        """Return the same without other articles, where a headline tells which is the one of this title."""
        wanted = letters(title or "")
        own = [letters(plain(thing.get("headline"))) in ("", wanted) for thing in self.articles]
        told = any(mine and thing.get("headline") for thing, mine in zip(self.articles, own, strict=True))
        return self._replace(articles=tuple(compress(self.articles, own))) if told else self

    def names(self, value: object, depth: int = DEPTH) -> Iterator[tuple[str, bool]]:
        """Yield the names of people and organisations, with whether it is an organisation.

        `value` is a text, an object, a reference to one by its "@id", or a list of these.
        """
        if isinstance(value, str):
            if text := plain(value):
                yield text, False
        elif depth and isinstance(value, list):
            for item in value[:MOST]:
                yield from self.names(item, depth - 1)
        elif depth and isinstance(value, dict):
            thing = value if value.get("name") else self.known.get(_identifier(value), value)
            firm = kind(thing).lower().endswith(ORGANISATIONS)
            named = thing.get("name")
            for name in named[:MOST] if isinstance(named, list) else [named]:
                if text := plain(name):
                    yield text, firm


def read(tree: HtmlElement) -> LinkedData:
    """Return the JSON-LD of a page; what is no JSON is left out."""
    things = [thing for element in tree.iter("script") for thing in _script(element)]
    known: dict[str, Thing] = {}
    for thing in things:
        if (identifier := _identifier(thing)) and len(thing) > 1:
            known.setdefault(identifier, thing)
    articles = [thing for thing in things if kind(thing).endswith(ARTICLES)]
    articles.sort(key=lambda thing: kind(thing).endswith("WebPage"))
    return LinkedData(tuple(articles), known)


def kind(thing: Thing) -> str:
    """Return the type of a thing, that of an article or else the first if it has several, "" if none."""
    found = thing.get("@type") or thing.get("type")
    kinds = [name for name in (found if isinstance(found, list) else [found]) if isinstance(name, str)]
    return next((name for name in kinds if name.endswith(ARTICLES)), kinds[0] if kinds else "")


def plain(value: object) -> str:
    """Return a text of JSON-LD, in which entities of HTML are often left standing; "" for what is no text."""
    return " ".join(unescape(value).split()) if isinstance(value, str) else ""


def _script(element: HtmlElement) -> Iterator[Thing]:
    if (element.get("type") or "").partition(";")[0].strip().lower() != "application/ld+json":
        return
    source = (element.text or "").strip()
    for opening in OPENINGS:
        source = source.removeprefix(opening).lstrip()
    for closing in CLOSINGS:
        source = source.removesuffix(closing).rstrip()
    if len(source) > LARGEST:
        return
    yield from _things(_loaded(source) or _loaded(RE_LAST_COMMA.sub("", source)), DEPTH)


def _loaded(source: str) -> object:
    """Return what a piece of JSON says, None where it is none."""
    try:
        return json.loads(source, strict=False)
    except (ValueError, RecursionError):
        return None


def _things(value: object, depth: int) -> Iterator[Thing]:
    if depth and isinstance(value, list):
        for item in value:
            yield from _things(item, depth - 1)
    elif depth and isinstance(value, dict):
        yield value
        yield from _things(value.get("@graph"), depth - 1)
        yield from _things(value.get("mainEntity"), depth - 1)
        # People are often written out once, where they are first named, and only referred to after that.
        yield from (person for name in ("author", "publisher") if isinstance(person := value.get(name), dict))


def _identifier(thing: Thing) -> str:
    found = thing.get("@id")
    return found if isinstance(found, str) else ""
