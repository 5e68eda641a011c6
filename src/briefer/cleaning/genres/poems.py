"""Poems: a title, mostly the poet's name, and stanzas of short lines."""

from __future__ import annotations

from itertools import pairwise

from briefer.cleaning.genres.lines import NAME, fix, unwrapped
from briefer.cleaning.piece import Piece
from briefer.deferring import Deferred
from briefer.model import Role

FEWEST = 6  # lines
LONGEST_LINE, USUAL_LINE, LONGEST_TITLE = 75, 50, 80  # characters; the second on average
MOST_CLOSED = 0.5  # of the lines, which seldom end a sentence
MOST = 200  # paragraphs of a text that is looked at line by line
FREE = 0.4  # of the lines, which end where another word would have fitted
WRAPPED = "\n"
STANZA = 3.0  # lines in a stanza, on average
RE_POET = Deferred(rf"(?:[Bb]y |BY |[-–—] ?)?{NAME}")


def read(text: str, pieces: list[Piece]) -> bool:
    """Take the first line of a poem as its headline, and the name above or below it as its byline."""
    whole = pieces
    if any(WRAPPED in piece.text for piece in pieces[1:4]) and len(pieces) <= MOST:
        whole = unwrapped(text, pieces)
        if not _is_free(whole):
            return False
    lines = whole[1:]
    poet = lines.pop(0) if lines and _is_name(lines[0]) else None
    if poet is None and lines and _is_name(lines[-1]):
        poet = lines.pop()
    if len(lines) < FEWEST or any(line.length > LONGEST_LINE or line.fixed for line in lines):
        return False
    if sum(line.length for line in lines) > USUAL_LINE * len(lines):
        return False
    stanzas = sum(line.after_blank for line in lines)
    closed = sum(line.closed for line in lines)
    if closed > MOST_CLOSED * len(lines) or len(lines) < STANZA * stanzas:
        return False
    title = whole[0]
    if title.length > LONGEST_TITLE or title.text[-1] in ",;:" or not lines[0].after_blank:
        return False
    pieces[:] = whole
    fix([title], Role.HEADLINE)
    if poet:
        fix([poet], Role.BYLINE)
    return True


def _is_free(lines: list[Piece]) -> bool:
    """Return whether many lines end within a sentence where the next word would have fitted: nothing was wrapped."""
    pairs = [(one, two) for one, two in pairwise(lines) if not (two.after_blank or one.closed)]
    width = max((line.length for line in lines), default=0)
    free = sum(one.length + 1 + len(two.text.split(" ", 1)[0]) <= width for one, two in pairs)
    return bool(pairs) and free >= FREE * len(pairs)


def _is_name(piece: Piece) -> bool:
    return piece.length <= LONGEST_TITLE and RE_POET.fullmatch(piece.text) is not None
