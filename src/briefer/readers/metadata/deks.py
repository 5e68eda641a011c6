"""The line under the headline of a page, where the page shows one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from briefer.readers.metadata.names import letters
from briefer.readers.metadata.surroundings import below, is_elsewhere, is_prose, is_small, label, words

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# What pages call the line under a headline and hardly anything else.
RE_DEK = re.compile(
    r"(?:^|[\s_-])(?:dek|deck|stand-?first|sub-?titles?|sub-?head(?:line|ing|er)?|strap-?line|entradilla|bajada|copete"
    r"|sommario|sottotitolo|sous-?titre|unter(?:titel|zeile)|onder(?:titel|kop)|ingress|manchet|subt[ií]tulo)(?:$|[\s_-])",
    re.IGNORECASE,
)
# What they call it too, but as often the beginning of the article: the first piece of text below the headline counts.
RE_FIRST = re.compile(
    r"blurb|(?<!with-)summary|excerpt|intro|description|abstract|teaser|(?<![a-z])(?:lede?|lead|vorspann|chapo|chapeau)(?![a-z])|-des\b",
    re.IGNORECASE,
)
REACH = 1200  # characters of text below the headline
LEAST, MOST = 4, 70  # words
LONGEST = 500  # characters
BODY = 2  # further paragraphs beside one, from which it is the article's own
HEADINGS = ("h2", "h3", "h4", "h5")
# Elements of HTML.
PARTS = ("p", "div", "span", *HEADINGS, "strong", "em", "li", "section", "header")


class Dek(NamedTuple):
    """The line under a headline.

    `named`: the page marks it as one rather than only declares a description; `opening`: as the article's beginning.
    """

    text: str
    named: bool
    opening: bool = False


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
        opening = first and not called and RE_FIRST.search(label(element)) is not None and not _is_body(element)
        called = called or opening
        likely = (called or (wanted and not _is_body(element))) and is_small(element)
        text = words(element) if likely else ""
        first = first and not is_prose((element.text or "").strip())
        if not text:
            continue
        if len(text) > LONGEST or not LEAST <= len(text.split()) <= MOST or letters(text) == letters(title or ""):
            continue
        told = letters(text) in wanted or (called and _is_line(element))
        place = element.getparent() if opening else element  # the opening may be called a teaser, as the others are
        if told and place is not None and not is_elsewhere(place, heading):
            return Dek(text, called or element.tag in HEADINGS, opening)
    return None


def _is_body(element: HtmlElement) -> bool:
    if element.tag != "p":
        return False
    alike = (other for other in element.itersiblings("p") if other.get("class") == element.get("class"))
    return len(list(islice(alike, BODY))) == BODY


def _is_line(element: HtmlElement) -> bool:
    """Return whether an element holds one piece of text: no date, no list, no links or paragraphs side by side."""
    inside = [child.tag for child in element.iterdescendants()]
    # Elements of HTML.
    return inside.count("a") < 2 and inside.count("p") < 2 and not {"time", "ul", "ol", "img", "h1"} & set(inside)
