"""What stands on a page beside its text: running heads and feet, the numbers of pages, what a browser prints around."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from briefer.languages import load_sections
from briefer.readers.pdf.lines import Line, rows
from briefer.readers.pdf.textpage import Page

DEEPEST = 4  # lines at the top or the bottom of a page that may be running heads or feet
APART = 1.6  # em: the least distance from there to the text
MARGIN = 0.07  # of the height of the page: where nothing but such lines is as small as they are
SMALL = 0.95  # of the usual size
LONGEST_MARGINAL = 80  # characters
RE_PRINTED = re.compile(r"^\d{1,4}[./-]\d{1,2}[./-]\d{1,4},? \d{1,2}:\d\d|(?:https?|file)://\S|\s1/1$")
RE_ADDRESS = re.compile(r"(?<!\S)https?://[^\s…]+(?![^\s])")
RE_DIGITS = re.compile(r"\d+")
RE_LETTERS = re.compile(r"[\W_]+")


class Margins:
    """The running heads and feet of a document: `keys` are their words without numbers, with place and size."""

    def __init__(self, pages: list[Page], body: float) -> None:
        self.body = body
        self.outer = {id(page): _outer(page) for page in pages}
        counts = Counter(key for outer in self.outer.values() for key in {_key(row, edge) for edge, row, _ in outer})
        least = 2 if len(pages) < 6 else 3
        self.keys = {key for key, count in counts.items() if count >= least and key[1].strip("#")}

    def part(self, page: Page) -> tuple[list[Line], list[Line]]:
        """Return the pieces of one of the pages that are its text, and the lines in its margins from the top down."""
        found: list[tuple[Line, list[Line]]] = []
        inside = {"head": True, "foot": True}
        gathered: dict[str, list[tuple[Line, float]]] = {"head": [], "foot": []}
        for edge, row, distance in self.outer[id(page)]:
            if inside[edge] and self._is_furniture(row, edge, page):
                gathered[edge].append((row, distance))
            else:
                inside[edge] = False
        for edge, lines in gathered.items():
            while lines and lines[-1][1] < APART * lines[-1][0].size:
                lines.pop()  # it stands too close to the text to be apart from it
            found += [(row, _members(page, row)) for row, _ in (lines if edge == "head" else reversed(lines))]
        taken = {id(piece) for _, members in found for piece in members}
        rest = [piece for piece in page.pieces if id(piece) not in taken]
        if not rest and len(page.pieces) > DEEPEST:
            return page.pieces, []
        return rest, [row for row, _ in found]

    def _is_furniture(self, row: Line, edge: str, page: Page) -> bool:
        return _key(row, edge) in self.keys or is_page_number(row.text) or self._is_marginal(row, page)

    def _is_marginal(self, row: Line, page: Page) -> bool:
        """Return whether a short small line stands at the very edge, as what a browser prints around a page."""
        margin = MARGIN * (page.top - page.bottom)
        if page.bottom + margin < row.base < page.top - margin or row.size > SMALL * self.body:
            return False
        return len(row.text) <= LONGEST_MARGINAL or RE_PRINTED.search(row.text) is not None


def address(lines: list[str]) -> str | None:
    """Return the address that a browser printed under the pages, unless it is cut short."""
    for line in lines:
        found = RE_ADDRESS.search(line)
        if found and RE_PRINTED.search(line):
            return found[0]
    return None


def once(lines: list[str]) -> list[str]:
    """Return the lines with those left out that differ from an earlier one in their numbers alone."""
    found: dict[str, str] = {}
    for line in lines:
        if line and not is_page_number(line):
            found.setdefault(RE_DIGITS.sub("#", line), line)
    return list(found.values())


def is_page_number(text: str) -> bool:
    """Return whether a line is nothing but the number of a page, such as "12", "- iv -" or "Page 3 of 10".

    >>> is_page_number("– 12 –"), is_page_number("Page 3 of 10"), is_page_number("xiv"), is_page_number("12 trees")
    (True, True, True, False)
    """
    return len(text) <= 30 and _page_numbers().fullmatch(text.strip().lower()) is not None


@cache
def _page_numbers() -> re.Pattern[str]:
    words = load_sections("", "pdf.txt")
    page, of = ("|".join(map(re.escape, words[name])) for name in ("page", "of"))
    number = r"(?:\d{1,4}|[ivxl]{1,7})"
    edge = r"[\s\[\](){}|•·–—.-]*"
    named = rf"(?:(?:{page})\W{{0,2}})?{number}(?:\s*(?:{of})\s*\d{{1,4}})?\s*(?:{page})?"
    return re.compile(f"{edge}{named}{edge}")


def _outer(page: Page) -> list[tuple[str, Line, float]]:
    """Return the lines nearest to the top and the bottom of a page, outermost first.

    With each comes the distance in points to the next line inwards.
    """
    lines = rows(sorted(page.pieces, key=lambda piece: -piece.middle)[: 8 * DEEPEST])
    below = rows(sorted(page.pieces, key=lambda piece: piece.middle)[: 8 * DEEPEST])[::-1]
    found: list[tuple[str, Line, float]] = []
    for edge, side in (("head", lines), ("foot", below)):
        for number, row in enumerate(side[:DEEPEST]):
            following = side[number + 1] if number + 1 < len(side) else None
            distance = abs(row.base - following.base) if following else float("inf")
            found.append((edge, row, distance))
    return found


def _members(page: Page, row: Line) -> list[Line]:
    return [piece for piece in page.pieces if abs(piece.middle - row.middle) < 0.5 * max(piece.size, row.size)]


def _key(row: Line, edge: str) -> tuple[str, str, int, int]:
    words = RE_LETTERS.sub("", RE_DIGITS.sub("#", row.text.lower()).replace("#", "0")).replace("0", "#")
    return edge, words, round(row.base / 4), round(row.size)
