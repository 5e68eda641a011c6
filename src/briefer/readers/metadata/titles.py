"""The headline of a page: its own heading where it can be told, else a declared title without the site's name."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from briefer.readers.metadata.names import letters
from briefer.readers.metadata.surroundings import label, words

if TYPE_CHECKING:
    from lxml.html import HtmlElement

RE_SEPARATOR = re.compile(r"\s+[|\-–—·•»:]+\s+|\s*[|»]\s*")
RE_AFTER = re.compile(r"\s+[|\-–—·•»:]+\s+|\s*[|»]\s*|:\s+")
RE_ENCYCLOPEDIA = re.compile(
    r"(?:the )?[\w ]{0,20}(?:p[eéæ]dia|wiki|wiktionary)(?:,.{0,60})?|wiki\w{1,15}", re.IGNORECASE
)
RE_WORD = re.compile(r"\w+")
RE_TITLE = re.compile(r"title|headline", re.IGNORECASE)
TITLE_WORDS = 3  # a first heading of fewer may be the name of a section
SITE_WORDS = 6  # of the name of a site
LONGEST = 300  # characters of a title
FEW = 10  # elements of a heading whose classes are looked at
ANCHOR = "¶ "  # the mark of a link to the heading itself
SHARED = 0.3  # of a heading's words that a declared title has, from which both speak of one article


Heading = tuple["HtmlElement", str]


class Title(NamedTuple):
    """The title, and the heading that shows it if there is one."""

    text: str | None
    heading: HtmlElement | None


def find(tree: HtmlElement, declared: Sequence[str], sites: Collection[str]) -> Title:
    """Return the title of a page; `declared` are its titles in meta elements and JSON-LD, the likeliest first.

    `sites`: the letters of what the site is called.
    """
    whole = next((text for element in tree.iter("title") if (text := words(element))), None)
    titles = [text for text in declared if len(text) <= LONGEST and letters(text) not in sites]
    headings = [
        (element, text)
        for element in tree.iter("h1")
        if (text := words(element).rstrip(ANCHOR)) and len(text) <= LONGEST and letters(text) not in sites
    ]
    known = [*titles, whole] if whole else titles
    if (
        shown := _equal(headings, known) or _lower_equal(tree, known, headings) or _part(tree, headings, known, titles)
    ) or (shown := _heading(headings, known)):
        return shown
    if not titles and len(headings) == 1 and len(headings[0][1].split()) >= TITLE_WORDS:
        return Title(headings[0][1], headings[0][0])
    title = without_site(known[0][:LONGEST], sites) if known else None
    return _lower_heading(tree, title, separated=not titles) if title else _first_heading(tree)


def without_site(title: str, sites: Collection[str]) -> str:
    """Return a title without the parts at its ends that are the site's name."""
    parts = [match.span() for match in RE_SEPARATOR.finditer(title)]
    start, end = 0, len(title)
    while parts and letters(title[parts[-1][1] : end]) in sites:
        end = parts.pop()[0]
    while parts and letters(title[start : parts[0][0]]) in sites:
        start = parts.pop(0)[1]
    if parts and RE_ENCYCLOPEDIA.fullmatch(title, parts[-1][1], end):
        end = parts.pop()[0]
    if (colon := title.find(": ", start, end)) > 0 and letters(title[start:colon]) in sites:
        start = colon + 2
    return title[start:end].strip() or title


def site(tree: HtmlElement, title: str | None) -> str | None:
    """Return what the title element has behind the title, which is the site's name where nothing else tells it."""
    whole = next((text for element in tree.iter("title") if (text := words(element))), "")
    parts = [match.span() for match in RE_SEPARATOR.finditer(whole)]
    if not parts or not title or not letters(whole[: parts[-1][0]]).endswith(letters(title)):
        return None
    name = whole[parts[-1][1] :]
    return name if 0 < len(name.split()) <= SITE_WORDS else None


def _equal(headings: list[Heading], known: list[str]) -> Title | None:
    """Return the heading of the first rank that is a declared title, the likeliest title first.

    One with a kicker before the title shows it as well; one that goes on behind a title cut short is the whole of it.
    """
    for title in known:
        wanted = letters(title)
        for element, text in headings:
            if letters(text) == wanted:
                return Title(text, element)
    for title in known:
        wanted = letters(title)
        for element, text in headings if len(title.split()) > TITLE_WORDS else ():
            said = letters(text)
            if said.startswith(wanted):
                return Title(text, element)
            if said.endswith(wanted) and 2 * len(wanted) > len(said):
                return Title(title, element)
    return None


def _lower_equal(tree: HtmlElement, known: list[str], headings: list[Heading]) -> Title | None:
    """Return a lower heading that is a declared title where those of the first rank are not: they name a section."""
    wanted = [letters(title) for title in known if len(title.split()) >= TITLE_WORDS]
    if not wanted or any(title.startswith(letters(text)) for title in wanted for _, text in headings):
        return None
    for element in tree.iter("h2", "h3"):
        if letters(text := words(element)) in wanted:
            return Title(text, element)
    return None


def _part(tree: HtmlElement, headings: list[Heading], known: list[str], titles: Sequence[str]) -> Title | None:
    """Return the heading that is a part of a declared title, the longest of several; none beside what is said twice."""
    if not headings:
        return None
    lower = [(element, words(element)) for element in tree.iter("h2")]
    for title in known:
        if titles and title is not titles[0] and _at_an_end(letters(titles[0]), letters(title)):
            return None  # a title that other fields repeat: the other parts are the site
        parts = [letters(part) for part in RE_SEPARATOR.split(title)]
        found = [heading for heading in (*headings, *lower) if heading[1] and letters(heading[1]) in parts]
        if any(heading in headings for heading in found):
            element, text = max(found, key=lambda one: (len(one[1].split()), -parts.index(letters(one[1]))))
            return Title(text, element)
    return None


def _first_heading(tree: HtmlElement) -> Title:
    """Return the first heading with some words, where a page declares no title at all."""
    for element in tree.iter("h1", "h2", "h3"):
        if len((text := words(element)).split()) >= TITLE_WORDS and len(text) <= LONGEST:
            return Title(text, element)
    return Title(None, None)


def _heading(headings: list[Heading], known: list[str]) -> Title | None:
    """Return the heading that holds an end of the likeliest title, else one that shares the words of any."""
    wanted = [letters(title) for title in known]
    long = [heading for heading in headings if len(heading[1].split()) >= TITLE_WORDS and letters(heading[1])]
    for heading in long:
        if wanted and _at_an_end(letters(heading[1]), wanted[0]):
            return Title(heading[1], heading[0])
    if len({text for _, text in long}) == 1 and known:
        own = set(RE_WORD.findall(long[0][1].casefold()))
        if any(len(own & set(RE_WORD.findall(title.casefold()))) >= SHARED * len(own) for title in known):
            return Title(long[0][1], long[0][0])
    return None


def _lower_heading(tree: HtmlElement, title: str, *, separated: bool) -> Title:
    """Return a title with the heading of a lower rank that shows it, in full or, `separated`, its first part.

    One of the first rank is taken, with its first part as well, if it says that it is a title: else it may be a logo.
    """
    whole = {letters(title)}
    parts = {*whole, *(letters(title[: separator.start()]) for separator in RE_AFTER.finditer(title))}
    if separated:
        parts |= {letters(part) for part in RE_SEPARATOR.split(title) if len(part.split()) > TITLE_WORDS}
    for element in tree.iter("h1", "h2", "h3", "h4"):
        first = element.tag == "h1"
        if letters(text := words(element)) in (parts if first or separated else whole) and (
            not first or any(RE_TITLE.search(label(inner)) for inner in islice(element.iter("*"), FEW))
        ):
            return Title(text, element)
    return Title(title, None)


def _at_an_end(part: str, whole: str) -> bool:
    return whole.startswith(part) or whole.endswith(part)
