"""The line under the headline of a page, where the page shows one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from briefer.readers.metadata.names import letters
from briefer.readers.metadata.surroundings import below, is_elsewhere, is_small, label, words

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# What pages call the line under a headline and hardly anything else.
RE_DEK = re.compile(
    r"(?:^|[\s_-])(?:dek|deck|stand-?first|sub-?titles?|sub-?head(?:line|ing|er)?|strap-?line)(?:$|[\s_-])",
    re.IGNORECASE,
)
# What they call it too, but as often the beginning of the article: the first piece of text below the headline counts.
RE_FIRST = re.compile(r"blurb|summary|excerpt|intro|description|abstract|\blede?\b|\blead\b|-des\b", re.IGNORECASE)
REACH = 1200  # characters of text below the headline
LEAST, MOST = 4, 70  # words
LONGEST = 500  # characters
BODY = 2  # further paragraphs beside one, from which it is the article's own
HEADINGS = ("h2", "h3", "h4", "h5")
PARTS = ("p", "div", "span", *HEADINGS, "strong", "em", "li", "section", "header")


class Dek(NamedTuple):
    """The line under a headline, and whether the page marks it as one rather than only declares a description."""

    text: str
    named: bool


def find(heading: HtmlElement | None, title: str | None, declared: Iterable[str]) -> Dek | None:
    """Return the dek as the page shows it below its headline: by its class, or by being what the page declares."""
    if heading is None:
        return None
    wanted = {letters(text) for text in declared}
    first = True
    for element in below(heading, REACH):
        if element.tag not in PARTS:
            continue
        called = RE_DEK.search(label(element)) is not None
        if first and not called and RE_FIRST.search(label(element)) and not _is_body(element):
            called = True
        likely = (called or (wanted and not _is_body(element))) and is_small(element)
        text = words(element) if likely else ""
        first = first and not (element.text and element.text.strip())
        if not text:
            continue
        if len(text) > LONGEST or not LEAST <= len(text.split()) <= MOST or letters(text) == letters(title or ""):
            continue
        if (letters(text) in wanted or (called and _is_line(element))) and not is_elsewhere(element, heading):
            return Dek(text, called or element.tag in HEADINGS)
    return None


def _is_body(element: HtmlElement) -> bool:
    if element.tag != "p":
        return False
    return len(list(islice(element.itersiblings("p"), BODY))) == BODY


def _is_line(element: HtmlElement) -> bool:
    """Return whether an element holds one piece of text: no date, no list, no links side by side."""
    inside = [child.tag for child in element.iterdescendants()]
    return inside.count("a") < 2 and not {"time", "ul", "ol", "img", "h1"} & set(inside)
