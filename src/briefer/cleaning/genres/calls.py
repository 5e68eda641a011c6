"""Calls of companies with investors: who speaks stands in a line above the words, and a host leads through them."""

from __future__ import annotations

from briefer.cleaning.genres.lines import NAME, fix, is_short, openers, pattern, section
from briefer.cleaning.piece import Piece, key
from briefer.deferring import Deferred
from briefer.model import Role

TITLED = 3  # first lines, one of which says that this is a call
FEWEST = 2  # speakers
LONGEST_HOST = 30  # characters of the line that names the host
LONGEST_SPEAKER = 110  # characters of a line with a name and a job
RE_SPEAKER = Deferred(rf"{NAME}(?:\s*(?:,|[-–—|:]|--)\s*\S.*|\s+\(.+\)|)")
RE_INLINE = Deferred(rf"(?:{NAME}|[A-Z]\w+)(?:\s\([^()]{{1,80}}\)|(?:,|\s[-–—]{{1,2}})\s[^:.]{{2,80}})?\s*:\s")


def read(text: str, pieces: list[Piece]) -> bool:
    """Take the lines that name a speaker as headings, and the words of the host and the legal notice as furniture."""
    titled = any(is_short(piece) and pattern("call title").search(piece.lower()) for piece in pieces[:TITLED])
    hosted = sum(is_host(piece) for piece in pieces)
    if not (titled or hosted):
        return False
    heads = [number for number, piece in enumerate(pieces) if _is_head(pieces, number)]
    speakers = [number for number in heads if not is_host(pieces[number])]
    inline = sum(RE_INLINE.match(piece.text) is not None for piece in pieces)
    if not (len(speakers) >= FEWEST or (titled and inline >= FEWEST)):
        return False
    hosting = False
    at = set(heads)
    for number, piece in enumerate(pieces):
        if number in at:
            hosting = is_host(piece)
            fix([piece], Role.HEADING)
        elif RE_INLINE.match(piece.text):
            hosting = key(piece.lower().partition(":")[0]) in section("call host")
        if number not in at and (hosting or _is_furniture(piece, seen=number > min(at, default=0))):
            fix([piece], Role.BOILERPLATE)
    return True


def is_host(piece: Piece) -> bool:
    """Return whether a line names nobody but the host of a call."""
    return piece.length <= LONGEST_HOST and key(piece.lower()) in section("call host")


def _is_head(pieces: list[Piece], number: int) -> bool:
    """Return whether a line names who speaks in the paragraph below it."""
    piece = pieces[number]
    if number + 1 >= len(pieces) or piece.length > LONGEST_SPEAKER:
        return False
    if piece.closed and not piece.text.endswith((")", "]", "Inc.", "Co.", "Jr.", "Sr.")):
        return False
    if is_host(piece):
        return True
    following = pieces[number + 1]
    if not (following.prose or (following.closed and " " in following.text)):
        return False
    return not piece.prose and RE_SPEAKER.fullmatch(piece.text.rstrip(": ")) is not None


def _is_furniture(piece: Piece, *, seen: bool) -> bool:
    """Return whether a piece is a part's name, a line of a list of those taking part, or a notice."""
    lower = piece.lower()
    if key(lower) in section("call line"):
        return True
    if any(notice in lower for notice in openers("call notice")):
        return True
    return not seen and is_short(piece) and RE_SPEAKER.fullmatch(piece.text) is not None and "-" in piece.text
