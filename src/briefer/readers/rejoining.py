"""Pieces of an article that the extraction left out, found by what holds the pieces that it took.

Extraction takes the container with the most text. Where advertisements cut an article into several containers, or
where a paragraph is bare text between line breaks, some of the article stays behind.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from briefer.readers.blocks import UNSEEN, blocks
from briefer.readers.metadata import letters
from briefer.readers.metadata.surroundings import is_elsewhere, is_prose

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Elements of HTML beside the article.
SKIPPED = frozenset({*UNSEEN, "nav", "footer", "aside", "form"})
TOLD = 30  # letters by which a piece that was taken is told
SHARE = 0.2  # of the pieces taken that one kind of place must hold
LINKED = 0.3  # of a piece that may be links


class Place(NamedTuple):
    """What kind of element holds a piece: its name and class, and those of its parent."""

    tag: str
    name: str | None
    parent: str
    parent_name: str | None


class _Piece(NamedTuple):
    words: str
    letters: str
    element: HtmlElement
    place: Place
    linked: float  # share
    taken: int | None  # the paragraph of the article that it is


def left_out(paragraphs: list[str], tree: HtmlElement) -> dict[int, list[str]]:
    """Return the pieces of prose that an article lacks, by the number of the paragraph that they follow; -1: the first.

    A piece belongs to the article when it stands in the same element as others that were taken, or in one of the same
    class; before the first that was taken, in the same element alone. What the article says twice in one element, as a
    refrain, stays twice.
    """
    pieces = _pieces(paragraphs, tree)
    places = Counter(piece.place for piece in pieces if piece.taken is not None)
    least = max(2, SHARE * places.total())
    kinds = {place for place, count in places.items() if count >= least}
    taken = [piece.element for piece in pieces if piece.taken is not None and piece.place in kinds]
    if not taken:
        return {}
    own = {_container(element) for element in taken}
    article = "\n".join(map(letters, paragraphs))
    copies = Counter(letters(line) for paragraph in paragraphs for line in paragraph.split("\n"))
    said: dict[str, HtmlElement] = {}  # where a piece stands for the first time
    found: dict[int, list[str]] = {}
    after = -1
    for piece in pieces:
        if piece.place not in kinds:
            continue
        if piece.taken is not None:
            after = max(after, piece.taken)
            first = said.setdefault(piece.letters, _container(piece.element))
            if copies[piece.letters] > 0:
                copies[piece.letters] -= 1
            elif first is _container(piece.element):  # a refrain; in another place, a copy for another screen
                found.setdefault(after, []).append(piece.words)
        elif is_prose(piece.words) and piece.linked <= LINKED and piece.letters not in article:
            near = _container(piece.element) in own
            alike = after >= 0 and bool(piece.place.name or piece.place.parent_name)
            if (near or alike) and not is_elsewhere(piece.element, taken[0]):
                found.setdefault(after, []).append(piece.words)
                article += "\n" + piece.letters
    return found


def _pieces(paragraphs: list[str], tree: HtmlElement) -> list[_Piece]:
    known: dict[str, int] = {}
    for number, paragraph in enumerate(paragraphs):
        for line in paragraph.split("\n"):
            if len(folded := letters(line)) >= TOLD:
                known.setdefault(folded, number)
    found = []
    for block in blocks(tree, SKIPPED):
        element = block.element
        parent = element.getparent()
        if parent is None:
            continue
        place = Place(element.tag, element.get("class"), parent.tag, parent.get("class"))
        share = block.linked / len(block.words)
        for line in block.words.split("\n"):
            folded = letters(line)
            found.append(_Piece(line, folded, element, place, share, known.get(folded)))
    return found


def _container(element: HtmlElement) -> HtmlElement:
    return element.getparent() if element.tag == "p" else element
