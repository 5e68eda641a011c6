"""The roles of what stands below the front matter: headings, captions, furniture, and who wrote it at the end."""

from __future__ import annotations

from briefer.cleaning import inside, references
from briefer.cleaning.bylines import authors, is_bio, signature
from briefer.cleaning.comments import comments_follow
from briefer.cleaning.dateline import dateline_length, place_above
from briefer.cleaning.front import LONGEST_HEADLINE, Front, credit, fold
from briefer.cleaning.lines import (
    LONGEST,
    LONGEST_LABEL,
    furniture,
    is_clock,
    is_date,
    is_stamp,
    opens_after,
)
from briefer.cleaning.patterns import Wording
from briefer.cleaning.piece import Piece, key
from briefer.cleaning.small_print import is_end, is_small_print
from briefer.model import Role

TAIL = 5  # pieces at the end of a text where bios, dates and credits stand
FOOT = 8  # pieces at the end where small print stands
DATELINES = 3  # paragraphs that may open with one
LONGEST_HEADING = 90
LONGEST_QUOTE = 300  # characters of a pull quote
SHORTEST_QUOTE = 30
SEARCHES = 200  # pull quotes looked for in a document, each in its neighbourhood: the cost stays linear
NEIGHBOURHOOD = 20_000  # characters to either side in which a pull quote repeats the text
CLOCKS = 3  # times of day that stand alone make a live blog
QUOTES = " \t\"'“”‘’«»"


class Below:
    """Reads the pieces below the front matter one after the other."""

    def __init__(self, text: str, pieces: list[Piece], front: Front, words: Wording) -> None:
        self.text = text
        self.pieces = pieces
        self.front = front
        self.words = words
        self.last = len(pieces) - 1
        self.headline = fold(front.headline.text) if front.headline else ""
        self.names = front.names()
        self.linked = False  # within a list of links that a line such as "Related stories" opened
        self.searches = 0
        self.clocks: list[Piece] = []
        self.contents: set[str] = set()  # the lines of a table of contents, while in it

    def read(self) -> None:
        """Give every piece its role."""
        datelines = 0
        for index in range(self.front.body, self.last + 1):
            piece = self.pieces[index]
            if piece.fixed:
                self.linked = False
                if piece.role is Role.HEADING and references.opens(self.pieces, index, piece.lower(), self.words):
                    self._drop(index)
                    break
                if piece.role is Role.HEADING and self._heads_links(index, piece):
                    for other in self.pieces[index:]:
                        other.role = Role.BOILERPLATE
                    break
                continue
            if piece.is_label() and index > self.front.body and self._is_end(index, piece):
                self._drop(index)
                break
            if piece.length > LONGEST:
                self.linked = False
            else:
                piece.role = self._role(index, piece)
            if piece.role is Role.BODY and datelines < DATELINES:
                piece.dateline = dateline_length(piece, self.words) or place_above(self.pieces, index)
                datelines += 1
        if len(self.clocks) >= CLOCKS:
            for piece in self.clocks:
                piece.role = Role.BOILERPLATE

    def _is_end(self, index: int, piece: Piece) -> bool:
        """Return whether nothing of the article follows: comments, or what a press release has below "ENDS"."""
        if comments_follow(self.pieces, index, self.words):
            return True
        if references.opens(self.pieces, index, piece.lower(), self.words):
            return True
        return 2 * piece.start > len(self.text) and is_end(piece, self.words)

    def _heads_links(self, index: int, piece: Piece) -> bool:
        """Return whether a heading such as "Related stories" stands over the end of a page, with links and teasers."""
        if 2 * piece.start <= len(self.text) or not opens_after(piece.lower(), self.words):
            return False
        below = self.pieces[index + 1 :]
        return 2 * sum(other.prose for other in below) <= len(below)

    def _drop(self, first: int) -> None:
        for piece in self.pieces[first:]:
            if not piece.fixed:
                piece.role = Role.BOILERPLATE

    def _role(self, index: int, piece: Piece) -> Role:
        lower = piece.lower()
        if piece.prose:
            self.linked = False
            self.contents.clear()
        role = self._links(index, piece, lower) if piece.is_label() and index > self.front.body else None
        if role is None:
            role = Role.CAPTION if references.is_figure(lower) else furniture(piece, lower, self.words)
            if role is Role.BOILERPLATE and inside.opens_as_prose(piece, self.words):
                role = None  # only what is furniture in it will be
        if role is None and index > self.last - TAIL and index > self.front.body:
            role = self._tail(index, piece, lower)
        if role is None and index == self.front.body and any(phrase in lower for phrase in self.words.bio_inside):
            role = Role.BIO
        if role is None and index > self.last - FOOT and index > self.front.body:
            role = Role.BOILERPLATE if is_small_print(piece, lower, self.words) else None
        if role is None and not piece.prose:
            role = self._line(index, piece, lower)
        if role is None and self._is_pull_quote(piece):
            role = Role.BOILERPLATE
        return role or Role.BODY

    def _tail(self, index: int, piece: Piece, lower: str) -> Role | None:
        front, words = self.front, self.words
        if authors(piece, lower, words) is not None and credit(front, piece, lower, words):
            self.names = front.names()
            return piece.role
        if is_date(lower, words):
            front.date(piece)
            return Role.BOILERPLATE
        if piece.is_label() and key(lower) in words.labels and not any(one.prose for one in self.pieces[index + 1 :]):
            return Role.BOILERPLATE  # buttons
        if front.byline is None and self._signs(index, piece, lower):
            return piece.role
        return Role.BIO if is_bio(piece, lower, words, self.names, self.text) else None

    def _signs(self, index: int, piece: Piece, lower: str) -> bool:
        """Take the name that signs a text, in its last line or above its date; return whether the piece is one."""
        dated = index == self.last - 1 and is_date(self.pieces[self.last].lower(), self.words)
        if not (dated or index == self.last) or not self.pieces[index - 1].closed:
            return False
        names = signature(piece, lower, self.words, dated=dated)
        if names:
            self.front.write(piece, names, lower, self.words)
            self.names = self.front.names()
        return bool(names)

    def _line(self, index: int, piece: Piece, lower: str) -> Role | None:
        """Return the role of a line too short or unfinished to be prose."""
        words = self.words
        if self.linked and not piece.closed:
            return Role.BOILERPLATE
        if self._is_contents(index, piece, lower):
            return Role.BOILERPLATE
        if is_stamp(lower, words):
            return Role.BOILERPLATE
        if is_clock(lower, words):
            self.clocks.append(piece)
            return None
        if self.headline and piece.length <= LONGEST_HEADLINE and fold(piece.text) == self.headline:
            return Role.BOILERPLATE
        if is_heading(self.pieces, index, lower, words):
            return Role.HEADING
        if authors(piece, lower, words) and credit(self.front, piece, lower, words):
            return Role.BYLINE
        return None

    def _links(self, index: int, piece: Piece, lower: str) -> Role | None:
        """Return the role of a line such as "Related stories", and remember that links follow it."""
        if not opens_after(lower, self.words) or key(lower) in self.words.headings:
            return None
        self.linked = index < self.last and not self.pieces[index + 1].prose
        return Role.BOILERPLATE if self.linked or index == self.last else None

    def _is_contents(self, index: int, piece: Piece, lower: str) -> bool:
        """Return whether a line is part of a table of contents: an entry comes back below as a heading."""
        if self.contents:
            entry = fold(piece.text).strip("0123456789")
            if entry in self.contents:
                self.contents.remove(entry)
                return True
            self.contents.clear()
        if piece.length > LONGEST_LABEL or key(lower) not in self.words.contents:
            return False
        seen: set[str] = set()
        twice: set[str] = set()
        for other in self.pieces[index + 1 :]:
            if other.length <= LONGEST_HEADING:
                entry = fold(other.text).strip("0123456789")
                (twice if entry in seen else seen).add(entry)
        self.contents = twice - {""}
        return bool(self.contents)

    def _is_pull_quote(self, piece: Piece) -> bool:
        """Return whether a short piece repeats part of a longer paragraph nearby word for word."""
        if not SHORTEST_QUOTE <= piece.length <= LONGEST_QUOTE or self.searches >= SEARCHES:
            return False
        self.searches += 1
        words = piece.text.strip(QUOTES + ".,…")
        if words.count(" ") < 4:
            return False
        text = self.text
        found = text.find(words, max(0, piece.start - NEIGHBOURHOOD), piece.start)
        if found < 0:
            found = text.find(words, piece.end, piece.end + NEIGHBOURHOOD)
        if found < 0:
            return False
        # A line that comes twice is a refrain or a repetition, no quote out of a paragraph.
        before = text[max(0, found - 40) : found].rpartition("\n")[2].strip(QUOTES)
        after = text[found + len(words) : found + len(words) + 40].partition("\n")[0].strip(QUOTES + ".,…")
        return bool(before or after)


def is_heading(pieces: list[Piece], index: int, lower: str, words: Wording) -> bool:
    """Return whether a short line stands over prose as a subhead does."""
    piece = pieces[index]
    if piece.length > LONGEST_HEADING or index + 1 >= len(pieces):
        return False
    if key(lower) in words.headings:
        return True
    text = piece.text
    if piece.closed or text[-1] in ":,;—-" or not (text[0].isupper() or text[0].isdigit()):
        return False
    if "@" in text or text.count(" ") > 11:
        return False
    following = pieces[index + 1]
    if following.text[0].islower():
        return False
    if not following.prose:
        stacked = index + 2 < len(pieces) and pieces[index + 2].prose and not following.closed
        if not stacked or not following.text[0].isupper() or not pieces[index - 1].prose:
            return False  # a list, a poem, a table
    return index == 0 or pieces[index - 1].closed or pieces[index - 1].role is not Role.BODY
