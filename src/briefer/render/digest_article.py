"""An article of a digest's page: its paragraphs, cut wherever a slice that the digest names begins or ends.

Slices overlap, so the text is cut at every boundary, and each piece names the slices that it is part of. One pass over
the boundaries, linear in the text and its slices.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from briefer.model import Brief, Role
from briefer.render.harmless import marked

LEFT_OUT = frozenset({Role.BOILERPLATE})


class Anchor(NamedTuple):
    """A place to jump to: its id, what it shows, where that leads back to, and the report before and behind it."""

    id: str
    words: str
    back: str
    title: str
    before: str = ""
    after: str = ""


class Slice(NamedTuple):
    """A stretch of the text with a name, of some sort: claim, denial, summary or copied; what stands in front of it."""

    start: int
    end: int
    name: str
    sort: str
    anchor: Anchor | None = None


class Piece(NamedTuple):
    """A stretch that is part of the same slices: their sorts and names, and the anchors in front."""

    text: str
    sorts: str
    names: str
    anchors: Sequence[Anchor]


class Block(NamedTuple):
    """A paragraph by its number."""

    paragraph: int
    role: str
    pieces: list[Piece]


def blocks(brief: Brief, slices: Iterable[Slice]) -> list[Block]:
    """Return the article proper, block by block; what stands beside it is left out."""
    text = brief.document.text
    starting: dict[int, list[Slice]] = defaultdict(list)
    ending: dict[int, list[Slice]] = defaultdict(list)
    for one in sorted(set(slices)):
        starting[one.start].append(one)
        ending[one.end].append(one)
    edges = sorted({*starting, *ending})
    found: list[Block] = []
    active: dict[Slice, None] = {}
    at = 0
    for paragraph, group in groupby(brief.sentences, key=attrgetter("paragraph")):
        members = list(group)
        start, end = members[0].start, members[-1].end
        while at < len(edges) and edges[at] < start:
            _pass(edges[at], starting, ending, active)
            at += 1
        pieces: list[Piece] = []
        place = start
        for stop in _stops(edges, at, end):
            if stop > place:
                pieces.append(_piece(text[place:stop], active, starting.get(place, ())))
            if stop < end:
                _pass(stop, starting, ending, active)
                at += 1
            place = stop
        if any(member.role not in LEFT_OUT for member in members):
            roles = [member.role for member in members if member.role not in (Role.DATELINE, Role.BYLINE)]
            found.append(Block(paragraph, roles[0] if roles else members[0].role, pieces))
    return found


def _stops(edges: Sequence[int], at: int, end: int) -> Iterator[int]:
    while at < len(edges) and edges[at] < end:
        yield edges[at]
        at += 1
    yield end


def _pass(
    edge: int, starting: dict[int, list[Slice]], ending: dict[int, list[Slice]], active: dict[Slice, None]
) -> None:
    for one in ending.get(edge, ()):
        active.pop(one, None)
    for one in starting.get(edge, ()):
        active[one] = None


def _piece(words: str, active: dict[Slice, None], opening: Sequence[Slice]) -> Piece:
    sorts = " ".join(dict.fromkeys(f"m-{one.sort}" for one in active))
    names = " ".join(dict.fromkeys(one.name for one in active if one.name))
    return Piece(marked(words), sorts, names, [one.anchor for one in opening if one.anchor])
