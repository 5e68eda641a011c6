"""Threads of forums: the post that opens them is the text; counters, buttons, names and replies are beside it."""

from __future__ import annotations

import re

from briefer.cleaning.genres.lines import fix, is_short, section, unwrapped
from briefer.cleaning.piece import Piece, key
from briefer.deferring import Deferred
from briefer.model import Role

HEAD = 8  # lines within which the opening post is introduced
FEWEST = 2  # lines that only a thread has, beside the one that introduces the post
LONGEST = 200  # characters of a line that introduces a post
AGO = r"\d{1,3}\s?(?:s|m|h|d|w|y|mo|sec|min|hr|hrs|second|minute|hour|day|week|month|year)s?\.? ago"
# The words that programs of forums put between a name and a time, in lines of a fixed form.
RE_POSTED = Deferred(
    rf"(?:\d[\d,.k]* points? (?:\([^)]*\) )?)?(?:posted|submitted|started|asked)\b.{{0,80}}?(?:{AGO}|\d{{4}}|\d:\d\d)"
    rf"|(?:posted|submitted|started) by u/\S+.*|by \S+.{{0,20}}? {AGO}|\d[\d,.k]* points? by \S+.*",
    re.IGNORECASE,
)
# The same above a reply, and what they count.
RE_META = Deferred(
    rf"[\w.@/-]{{2,30}}(?: \([^)]{{1,30}}\))?[\s·•|,-]*(?:said|wrote|writes|replied|answered|posted)?"
    rf"[\s·•|,:-]*(?:{AGO}).{{0,60}}|[·•|]?\s*{AGO}.{{0,40}}|\d[\d,.k]* points? .{{0,40}}ago.*"
    rf"|level \d+|post #?\d+|#\d+|(?:r|u)/\w+|re: .{{1,100}}",
    re.IGNORECASE,
)
RE_COUNT = Deferred(r"\d[\d,.]*k?")


def read(text: str, pieces: list[Piece]) -> bool:
    """Give the title of a thread, its furniture and its replies their roles."""
    _unwrap(text, pieces)
    posted = next((n for n, piece in enumerate(pieces[:HEAD]) if _is_posted(piece)), None)
    if posted is None:
        return False
    below = [n for n in range(posted + 1, len(pieces)) if _is_meta(pieces[n])]
    lines = [n for n in range(posted + 1, len(pieces)) if _is_line(pieces[n])]
    if len(below) + len(lines) < FEWEST or not below + lines:
        return False
    title = _title(pieces, posted)
    if title is None:
        return False
    fix(pieces[: posted + 1], Role.BOILERPLATE)
    fix([pieces[title]], Role.HEADLINE)
    start = max(posted, title) + 1
    first = next((n for n in range(start, len(pieces)) if pieces[n].closed), start)
    end = next((n for n in below if n > first), len(pieces))
    fix((pieces[n] for n in range(start, end) if n in lines), Role.BOILERPLATE)
    fix(pieces[end:], Role.BOILERPLATE)
    return True


def _unwrap(text: str, pieces: list[Piece]) -> None:
    """Part pieces into their lines if a line that introduces a post was taken for one of a wrapped paragraph."""
    if any("\n" in piece.text and any(map(RE_POSTED.match, piece.text.split("\n"))) for piece in pieces[:HEAD]):
        pieces[:] = unwrapped(text, pieces)


def _is_posted(piece: Piece) -> bool:
    return piece.length <= LONGEST and not piece.prose and RE_POSTED.match(piece.text) is not None


def _is_meta(piece: Piece) -> bool:
    """Return whether a line stands above a reply: who wrote it, and how long ago."""
    return is_short(piece) and RE_META.fullmatch(piece.text) is not None


def _is_line(piece: Piece) -> bool:
    label = key(piece.lower())
    return piece.length <= LONGEST and (label in section("thread line") or RE_COUNT.fullmatch(piece.text) is not None)


def _title(pieces: list[Piece], posted: int) -> int | None:
    """Return where the title stands: above the line that introduces the post, or right below it."""
    above = [n for n in range(posted) if not (_is_meta(pieces[n]) or _is_line(pieces[n])) and " " in pieces[n].text]
    if above:
        return above[-1]
    return next((n for n in range(posted + 1, min(posted + 3, len(pieces))) if not _is_line(pieces[n])), None)
