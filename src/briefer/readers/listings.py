"""Listings of code on pages: they are told from preformatted prose by their marks, and are no text of an article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

RE_CODE = re.compile(
    r"[;{}]\s*$|^\s*[}\])]|\w\(.*\)|[\w\])]\s?(?:=|==|:=|\+=|=>|->|&&|\|\|)\s?[\w\"'\[({]"
    r"|^\s*(?:#|//|/\*|\$|>>>|--|<!|</?\w|import |from \w+ import|def |class |return\b|if \(|for \(|var |let |const )"
)
SHARE = 0.5  # of the lines that have marks of code
FEWEST = 1  # lines
LARGEST = 20_000  # characters that are looked at
PROSE = 200  # characters of paragraphs without which a listing is all there is


def drop(tree: HtmlElement) -> None:
    """Empty the listings of a page that has some prose, but more code."""
    found = [element for element in tree.iter("pre") if is_code("".join(element.itertext()))]
    prose = sum(len(text) for element in tree.iter("p") for text in element.itertext())
    if PROSE <= prose < sum(len(text) for element in found for text in element.itertext()):
        for element in found:
            element.clear(keep_tail=True)


def is_code(text: str) -> bool:
    r"""Return whether at least half of the lines look like code.

    >>> is_code("gauge = read(1)\nprint(gauge)"), is_code("Dear Moll,\nthe gauge (new) is read at six.")
    (True, False)
    """
    lines = [line for line in text[:LARGEST].splitlines() if line.strip()]
    return len(lines) >= FEWEST and sum(RE_CODE.search(line) is not None for line in lines) >= SHARE * len(lines)
