"""The article on an HTML page: its full text, in blocks by role, cut wherever a mark begins or ends.

Marks overlap and nest: a claim within a claim, a source within another's content. So the text is cut at every
boundary, and each piece names the marks it belongs to, such as `3s 5o`: in the source of claim 3 and the content of
claim 5, by the numbers they are printed with. One pass over the boundaries, linear in the text and its marks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from briefer.model import Brief, Claim, Role, Sentence
from briefer.render.harmless import marked

# The letters that say what a mark is; the styles are called after them.
SOURCE, CUE, CONTENT, AUDIENCE, HEDGE, ANTECEDENT, SUMMARY = "sqoahru"
ASIDE = frozenset({Role.BOILERPLATE, Role.BIO})
INLINE = frozenset({Role.DATELINE, Role.BYLINE})  # may share the paragraph that they open
# From so many words, or blocks, on a run of blocks beside the article is folded: a menu has few words, but many lines.
FOLDED, LINES = 60, 6
# White space to Python, but neither to HTML nor printable: folded as a line feed is.
FOLDS = dict.fromkeys(map(ord, "\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029"), "\n")


class Anchor(NamedTuple):
    """A link target: `id` is a claim's number or names a summary sentence; `number` is a key claim's, or None."""

    id: str
    number: int | None


class Piece(NamedTuple):
    """A stretch of text within the same marks, with the anchors before it.

    `unsure` tells that all its claims were found with low confidence.
    """

    text: str
    marks: str
    anchors: Sequence[Anchor]
    unsure: bool


class Part(NamedTuple):
    """Sentences of one role within a block; the role "" is the white space between them."""

    role: str
    pieces: list[Piece]


class Block(NamedTuple):
    """A paragraph by its number; `role` is that of its main part.

    `again` tells that the brief opens with it: the headline, and what stands under it.
    """

    paragraph: int
    role: str
    parts: list[Part]
    again: bool


class Run(NamedTuple):
    """Blocks shown together; `folded` if they are a lot of text besides the article."""

    folded: bool
    blocks: list[Block]


class _Cut(NamedTuple):
    """A stretch of the text that becomes one part."""

    start: int
    end: int
    role: str


def runs(brief: Brief, numbers: Mapping[str, int], keys: Container[str]) -> list[Run]:
    """Return the whole text as blocks; `numbers` are those of the claims, `keys` the key claims, by id."""
    layout = list(_layout(brief.document.text, brief.sentences))
    cutter = _Cutter(brief, [cut for _, cuts in layout for cut in cuts], numbers, keys)
    opening = {item.start for item in (brief.headline, brief.dek) if item and item.start is not None}
    blocks = []
    for paragraph, cuts in layout:
        parts = [Part(cut.role, cutter.pieces(cut)) for cut in cuts]
        again = len(parts) == 1 and cuts[0].start in opening and not _has_number(parts)
        blocks.append(Block(paragraph, _main_role(cuts), parts, again))
    found = []
    for aside, group in groupby(blocks, key=lambda block: block.role in ASIDE):
        members = list(group)
        found.append(Run(aside and _is_long(members), members))
    return found


def marks(brief: Brief, numbers: Mapping[str, int]) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and name of each mark of a brief, such as `3s` for the source of the claim with the number 3."""
    for claim in brief.claims:
        yield from _marks_of(claim, str(numbers[claim.id]))
    for item in brief.summary:
        yield item.start, item.end, f"{item.sentence}{SUMMARY}"


def _is_long(blocks: Sequence[Block]) -> bool:
    """Return whether to fold these blocks: there are many, or many words, and none is marked."""
    parts = [part for block in blocks for part in block.parts]
    if _is_marked(parts):
        return False
    pieces = [piece for part in parts for piece in part.pieces]
    return len(blocks) >= LINES or sum(len(piece.text.split()) for piece in pieces) >= FOLDED


def _is_marked(parts: Iterable[Part]) -> bool:
    return any(piece.marks or piece.anchors for part in parts for piece in part.pieces)


def _has_number(parts: Iterable[Part]) -> bool:
    return any(anchor.number for part in parts for piece in part.pieces for anchor in piece.anchors)


def _main_role(cuts: Sequence[_Cut]) -> str:
    roles = [cut.role for cut in cuts if cut.role]
    return next((role for role in roles if role not in INLINE), roles[0] if roles else Role.BODY)


def _layout(text: str, sentences: Sequence[Sentence]) -> Iterator[tuple[int, list[_Cut]]]:
    """Yield the paragraphs with their parts; white space outside all sentences stays in place."""
    at = 0
    for paragraph, group in groupby(sentences, key=attrgetter("paragraph")):
        members = list(group)
        if text[at : members[0].start].strip():  # never so far; nothing may be lost if it comes to be
            yield paragraph, [_Cut(at, members[0].start, Role.BODY)]
        at = members[0].start
        cuts: list[_Cut] = []
        for role, part in groupby(members, key=attrgetter("role")):
            spans = list(part)
            if at < spans[0].start:
                cuts.append(_Cut(at, spans[0].start, ""))
            at = spans[-1].end
            cuts.append(_Cut(spans[0].start, at, role))
        yield paragraph, cuts
    if text[at:].strip():
        yield (sentences[-1].paragraph if sentences else 1), [_Cut(at, len(text), Role.BODY)]


def _marks_of(claim: Claim, number: str) -> Iterator[tuple[int, int, str]]:
    for source in (claim.source, *claim.via):
        if source and source.start is not None and source.end is not None:
            yield source.start, source.end, number + SOURCE
        if source and source.resolved_from:
            yield *source.resolved_from, number + ANTECEDENT
    if claim.cue:
        yield claim.cue.start, claim.cue.end, number + CUE
    if claim.audience:
        yield *claim.audience, number + AUDIENCE
    for span in claim.content or (claim,):
        yield span.start, span.end, number + CONTENT
    for marker in claim.certainty.markers:
        yield *marker, number + HEDGE


def _place(claim: Claim, sentence: int) -> int:
    """Return where a claim begins in the article: at its words, its cue or its source, whichever comes first."""
    starts = [claim.start, *(span.start for span in claim.content)]
    if claim.cue:
        starts.append(claim.cue.start)
    if claim.source and claim.source.start is not None and claim.source.start >= sentence:
        starts.append(claim.source.start)
    return min(starts)


class _Cutter:
    """Cuts parts at the boundaries of marks; parts must be requested in text order."""

    def __init__(self, brief: Brief, cuts: Sequence[_Cut], numbers: Mapping[str, int], keys: Container[str]) -> None:
        self.text = brief.document.text.translate(FOLDS)
        self.starting: dict[int, list[str]] = defaultdict(list)
        self.ending: dict[int, list[str]] = defaultdict(list)
        for start, end, name in dict.fromkeys(marks(brief, numbers)):
            self.starting[start].append(name)
            self.ending[end].append(name)
        self.anchors: dict[int, list[Anchor]] = defaultdict(list)
        for claim in brief.claims:
            place = _place(claim, brief.sentences[claim.sentence].start)
            number = numbers[claim.id]
            self.anchors[place].append(Anchor(str(number), number if claim.id in keys else None))
        for item in brief.summary:
            self.anchors[item.start].append(Anchor(f"s{item.sentence}", None))
        edges = {edge for cut in cuts for edge in (cut.start, cut.end)}
        self.boundaries = sorted(edges.union(self.starting, self.ending, self.anchors))
        self.unsure = {str(numbers[claim.id]) for claim in brief.claims if claim.confidence != "high"}
        self.at = 0  # index of the boundary that comes next
        self.active: dict[str, int] = {}  # name -> how many spans of that name are open, in the order of opening

    def pieces(self, cut: _Cut) -> list[Piece]:
        """Return a part's text in pieces, which together are exactly that text."""
        found = []
        while self.at < len(self.boundaries) and self.boundaries[self.at] < cut.end:
            place = self.boundaries[self.at]
            self.at += 1
            self._pass(place)
            if place >= cut.start:
                end = min(self.boundaries[self.at], cut.end) if self.at < len(self.boundaries) else cut.end
                words = marked(self.text[place:end])
                claims = [name[:-1] for name in self.active if name[-1] != SUMMARY]
                unsure = bool(claims) and self.unsure.issuperset(claims)
                found.append(Piece(words, " ".join(self.active), self.anchors.get(place, ()), unsure))
        return found

    def _pass(self, place: int) -> None:
        for name in self.ending.get(place, ()):
            if self.active[name] == 1:
                del self.active[name]
            else:
                self.active[name] -= 1
        for name in self.starting.get(place, ()):
            self.active[name] = self.active.get(name, 0) + 1
