"""When the article of a page was published: what it declares, else what it shows next to its headline."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from briefer.languages import DEFAULT, load_lines, load_sections
from briefer.readers.metadata.surroundings import (
    LINE,
    below,
    is_beside,
    is_elsewhere,
    is_of_another,
    is_small,
    label,
    lines,
    nearby,
    opening,
    words,
)

if TYPE_CHECKING:
    from lxml.html import HtmlElement

RE_NUMERIC = re.compile(r"(?<!\d)((?:19|20)\d\d)([-/]?)([01]\d)\2([0-3]\d)(?!\d)")
RE_DOTTED = re.compile(r"(?<![\d.])(\d{1,2})\.\s?(\d{1,2})\.\s?((?:19|20)\d\d|\d\d(?![\d.:]))(?!\d)")
RE_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/((?:19|20)\d\d)(?![\d/])")
RE_IN_PATH = re.compile(r"/((?:19|20)\d\d)/([01]\d)/([0-3]\d)/")
# English ordinals before and behind the month, whose name `months.txt` has; "de" joins in Spanish and Portuguese.
RE_WORDED = re.compile(
    r"(?<!\w)(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?\s(?:de\s)?(?P<month>[^\W\d_]{3,12})\.?,?\s(?:de\s)?(?P<year>(?:19|20)\d\d)(?!\d)"
    r"|(?<!\w)(?P<month2>[^\W\d_]{3,12})\.?\s(?P<day2>\d{1,2})(?:st|nd|rd|th)?,?\s(?P<year2>(?:19|20)\d\d)(?!\d)"
)
AMERICAN = "en-us"
DAYS = 7
SHORT_DAY = 3  # letters that tell a day of the week
RE_WORD = re.compile(r"\w+")
FORMS = (RE_NUMERIC, RE_DOTTED, RE_SLASHED, RE_WORDED)
RE_UTC = re.compile(r"\d\d:\d\d\S*?(?:Z|[+-]00:?00)$")
# Classes of elements that may hold a date.
RE_DATE = re.compile(r"date|datum|time|publish|posted|byline|author|meta|created|submitted", re.IGNORECASE)
# Classes of those that do.
RE_DATED = re.compile(r"(?<![a-z])(?:date|datum|published|pubdate|posted)(?![a-z])|post-date|date-?line", re.IGNORECASE)
REACH = 1500  # characters of text below the headline
MONTHS = 12
LATEST = 2040  # of years in two figures; what is later is no year
BESIDE = 60  # characters that stand beside the date in a line that is there to tell it
AHEAD = 30  # characters in front of it
BEFORE = 40  # characters before a date in which "Updated" is said of it
SHORT_OPENER = 4  # letters of words such as "date" and "vom", which open other lines as well
LONGEST = 150  # characters of a piece of text that is a date


def find(
    tree: HtmlElement, heading: HtmlElement | None, declared: Iterable[str], said: Iterable[str] = ()
) -> str | None:
    """Return the day of publication as YYYY-MM-DD; `declared` is what fields say, the most reliable first.

    `said`: titles and addresses, in which a date may stand if there is no other.

    A time declared in UTC is another day in other places: where the page shows the day before or after, that is it.
    """
    for text in declared:
        if found := day(text):
            near = _near(heading) if RE_UTC.search(text) else None
            return near if near and _apart(found, near) == 1 else found
    for element in tree.iter("time", "span", "div", "p", "abbr"):
        called = f"{element.get('itemprop') or ''} {element.get('property') or ''}".lower()
        named = called.endswith(("datepublished", "datecreated")) or "datepublished " in called
        marked = named or (element.tag == "time" and element.get("pubdate") is not None)
        if marked and not is_of_another(element, heading) and (found := _of(element)):
            return found
    found = _near(heading) or _line(heading) or _labelled(tree, heading) or _told(tree, heading) or _only(tree, heading)
    return found or next((date_of for text in said if (date_of := _within(text))), None)


def _line(heading: HtmlElement | None) -> str | None:
    """Return the date of the first line beside the headline that is there to tell it."""
    for element, text in nearby(heading) if heading is not None else ():
        date_of = _placed(element, text)
        if date_of and not _changed().search(text) and not is_elsewhere(element, heading):
            return date_of
    return None


def _labelled(tree: HtmlElement, heading: HtmlElement | None) -> str | None:
    """Return the date of the first element that is called a date and stands in no other article."""
    passed = False
    for element in tree.iter("time", "span", "div", "p", "li", "h1"):
        if element.tag == "h1":
            if passed and words(element) != words(heading):
                return None  # another article begins
            passed = passed or element is heading
            continue
        told = element.tag == "time" or RE_DATED.search(label(element))
        if told and not is_beside(element, heading) and (found := _of(element)):
            return found
    return None


def _told(tree: HtmlElement, heading: HtmlElement | None) -> str | None:
    """Return the date of the first line, anywhere on the page, that begins with a word such as "Published"."""
    opener = _openers((tree.get("lang") or DEFAULT)[:2].lower())
    for element in tree.iter("p", "div", "span", "li", "small", "dl"):
        if not opener.match(opening(element)) or not is_small(element):
            continue
        text = lines(element)[:LINE].replace("\n", " ")
        if match := opener.match(text):
            said = text[match.end() :].lstrip(" :")
            dated = any((found := date_of.search(said)) and found.start() <= AHEAD // 2 for date_of in FORMS)
            beside = is_elsewhere(element, heading) or is_of_another(element, heading)
            if dated and not _changed().search(match[0]) and not beside:
                return _said_by(element, said)
    return None


def _only(tree: HtmlElement, heading: HtmlElement | None) -> str | None:
    """Return the day that all of the page's times are of, if there is but one."""
    own = (one for one in tree.iter("time") if not is_beside(one, heading))
    found = {_of(element) for element in own} - {None}
    return found.pop() if len(found) == 1 else None


@cache
def _openers(language: str) -> re.Pattern[str]:
    said = {
        entry.rstrip(" :")
        for code in (DEFAULT, language)
        for entry in load_sections(code, "date.txt").get("opener", ())
        if len(entry) > SHORT_OPENER
    }
    return re.compile(rf"(?:{'|'.join(map(re.escape, sorted(said, key=len, reverse=True)))})(?!\w)", re.IGNORECASE)


def _placed(element: HtmlElement, text: str) -> str | None:
    """Return the date of a line that has little beside it."""
    for pattern in FORMS:
        found = pattern.search(text)
        if found and found.start() <= AHEAD and len(text) - (found.end() - found.start()) <= BESIDE:
            return _said_by(element, text)
    return None


def _within(text: str) -> str | None:
    found = RE_IN_PATH.search(text) if text.startswith("http") else None
    return _checked(*found.groups()) if found else None if text.startswith("http") else day(text)


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


def _said_by(element: HtmlElement, text: str) -> str | None:
    """Return the first date of a text as it is meant in the language of its page."""
    return day(text, element.getroottree().getroot().get("lang") or "")


def day(text: str, language: str = "") -> str | None:
    """Return the first date of a text as YYYY-MM-DD; None where there is none or it is no day of the calendar.

    `language`: the tag of the text's language, which tells whether the day or the month is first in "3/5/2024".

    >>> day("Friday, 3 May 2024, 06:15 PM"), day("3/5/2024"), day("3/5/2024", "fr"), day("Fri, 05/03/2024", "en")
    ('2024-05-03', None, '2024-05-03', '2024-05-03')
    """
    text = text[:LONGEST]
    if found := RE_NUMERIC.search(text):
        return _checked(found[1], found[3], found[4])
    if found := RE_DOTTED.search(text):
        year = found[3] if len(found[3]) > 2 else f"20{found[3]}"
        return _checked(year, found[2], found[1]) if int(year) < LATEST else None
    if found := RE_SLASHED.search(text):
        return _slashed(text, found, language.lower())
    for found in RE_WORDED.finditer(text):
        month = _months().get((found["month"] or found["month2"]).casefold())
        if month:
            return _checked(found["year"] or found["year2"], month, found["day"] or found["day2"])
    return None


def _slashed(text: str, found: re.Match[str], language: str) -> str | None:
    """Return a date such as "3/5/2024", where it can be told whether the day or the month is first."""
    one, other, year = found.groups()
    month_first, day_first = _checked(year, one, other), _checked(year, other, one)
    if not (month_first and day_first) or month_first == day_first:
        return month_first or day_first
    said = next((word for word in RE_WORD.findall(text.casefold()) if word in _weekdays()), None)
    if said:
        told = [one for one in (month_first, day_first) if date.fromisoformat(one).weekday() == _weekdays()[said]]
        return told[0] if len(told) == 1 else None
    if language == AMERICAN:
        return month_first
    return day_first if language and language != DEFAULT else None


@cache
def _weekdays() -> dict[str, int]:
    """Return the English names of the days of the week, in full and short, with their numbers from Monday on."""
    names = load_sections(DEFAULT, "date.txt")["day"]
    short = list(dict.fromkeys(name[:SHORT_DAY] for name in names))[:DAYS]
    return {name: short.index(name[:SHORT_DAY]) for name in names if name[:SHORT_DAY] in short}


def _of(element: HtmlElement) -> str | None:
    """Return the date that an element shows, else the one in its attributes, unless it is that of a change."""
    if _changed().search(label(element)) or not is_small(element) or _is_told_as_change(element):
        return None
    shown = lines(element).replace("\n", " ")
    if len(shown) > LONGEST:
        return None
    changed = _changed().search(shown)
    if found := _said_by(element, shown[: changed.start()] if changed else shown):
        return found
    return None if changed else day(element.get("datetime") or element.get("content") or "")


def _is_told_as_change(element: HtmlElement) -> bool:
    """Return whether the words just before an element say that something changed."""
    previous, around = element.getprevious(), element.getparent()
    if previous is not None:
        before = (words(previous) if is_small(previous) else "") + (previous.tail or "")
    else:
        before = (around.text or "") if around is not None else ""
    return _changed().search(before[-BEFORE:]) is not None and day(before) is None


def _checked(year: str, month: str, day_of_month: str) -> str | None:
    try:
        return date(int(year), int(month), int(day_of_month)).isoformat()
    except ValueError:
        return None


@cache
def _months() -> dict[str, str]:
    rows = (line.split() for line in load_lines("", "months.txt"))
    return {name: number for number, *names in rows for name in names}


@cache
def _changed() -> re.Pattern[str]:
    """Return the words that say of a date that it tells of a change."""
    return re.compile("|".join(map(re.escape, load_sections("", "page_dates.txt")["changed"])), re.IGNORECASE)
