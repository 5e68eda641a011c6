"""When the article of a page was published: what it declares, else what it shows next to its headline."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from briefer.languages import load_lines
from briefer.readers.metadata.surroundings import below, is_elsewhere, is_of_another, is_small, label, lines, words

if TYPE_CHECKING:
    from lxml.html import HtmlElement

RE_NUMERIC = re.compile(r"(?<!\d)((?:19|20)\d\d)([-/]?)([01]\d)\2([0-3]\d)(?!\d)")
RE_DOTTED = re.compile(r"(?<!\d)(\d{1,2})\.\s?(\d{1,2})\.\s?((?:19|20)\d\d)(?!\d)")
RE_WORDED = re.compile(
    r"(?<!\w)(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?\s(?:de\s)?(?P<month>[^\W\d_]{3,12})\.?,?\s(?:de\s)?(?P<year>(?:19|20)\d\d)(?!\d)"
    r"|(?<!\w)(?P<month2>[^\W\d_]{3,12})\.?\s(?P<day2>\d{1,2})(?:st|nd|rd|th)?,?\s(?P<year2>(?:19|20)\d\d)(?!\d)"
)
RE_CHANGED = re.compile(r"updat|modif|edited|changed|aktualis|mis à jour|actualiz|aggiornat", re.IGNORECASE)
RE_UTC = re.compile(r"\d\d:\d\d\S*?(?:Z|[+-]00:?00)$")
RE_DATE = re.compile(r"date|time|publish|posted|byline|author|meta", re.IGNORECASE)
REACH = 1500  # characters of text below the headline
BEFORE = 40  # characters before a date in which "Updated" is said of it
LONGEST = 150  # characters of a piece of text that is a date


def find(tree: HtmlElement, heading: HtmlElement | None, declared: Iterable[str]) -> str | None:
    """Return the day of publication as YYYY-MM-DD; `declared` is what fields say, the most reliable first.

    A time declared in UTC is another day in other places: where the page shows the day before or after, that is it.
    """
    for text in declared:
        if found := day(text):
            near = _near(heading) if RE_UTC.search(text) else None
            return near if near and _apart(found, near) == 1 else found
    for element in tree.iter("time", "span", "div", "p", "abbr"):
        named = "datepublished" in (element.get("itemprop") or "").lower().split()
        marked = named or (element.tag == "time" and element.get("pubdate") is not None)
        if marked and not is_of_another(element, heading) and (found := _of(element)):
            return found
    return _near(heading)


def _near(heading: HtmlElement | None) -> str | None:
    """Return the first date that the page shows below its headline."""
    if heading is None:
        return None
    for element in below(heading, REACH):
        if element.tag == "time" or RE_DATE.search(label(element)):
            found = _of(element)
            if found and not is_elsewhere(element, heading):
                return found
    return None


def _apart(one: str, other: str) -> int:
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days)


def day(text: str) -> str | None:
    """Return the first date of a text as YYYY-MM-DD; None where there is none or it is no day of the calendar.

    >>> day("Friday, 3 May 2024, 06:15 PM")
    '2024-05-03'
    """
    text = text[:LONGEST]
    if found := RE_NUMERIC.search(text):
        return _checked(found[1], found[3], found[4])
    if found := RE_DOTTED.search(text):
        return _checked(found[3], found[2], found[1])
    for found in RE_WORDED.finditer(text):
        month = _months().get((found["month"] or found["month2"]).casefold())
        if month:
            return _checked(found["year"] or found["year2"], month, found["day"] or found["day2"])
    return None


def _of(element: HtmlElement) -> str | None:
    """Return the date that an element shows, else the one in its attributes, unless it is that of a change."""
    if RE_CHANGED.search(label(element)) or not is_small(element) or _is_told_as_change(element):
        return None
    shown = lines(element).replace("\n", " ")
    if len(shown) > LONGEST:
        return None
    changed = RE_CHANGED.search(shown)
    if found := day(shown[: changed.start()] if changed else shown):
        return found
    return None if changed else day(element.get("datetime") or element.get("content") or "")


def _is_told_as_change(element: HtmlElement) -> bool:
    """Return whether the words just before an element say that something changed."""
    previous, around = element.getprevious(), element.getparent()
    if previous is not None:
        before = (words(previous) if is_small(previous) else "") + (previous.tail or "")
    else:
        before = (around.text or "") if around is not None else ""
    return RE_CHANGED.search(before[-BEFORE:]) is not None and day(before) is None


def _checked(year: str, month: str, day_of_month: str) -> str | None:
    try:
        return date(int(year), int(month), int(day_of_month)).isoformat()
    except ValueError:
        return None


@cache
def _months() -> dict[str, str]:
    rows = (line.split() for line in load_lines("", "months.txt"))
    return {name: number for number, *names in rows for name in names}
