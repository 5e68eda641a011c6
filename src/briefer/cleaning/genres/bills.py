"""Bills and acts: the long title is the headline; the number of the bill and the session are not."""

from __future__ import annotations

from briefer.cleaning.genres.lines import fix, openers, section
from briefer.cleaning.piece import Piece, key
from briefer.deferring import Deferred
from briefer.model import Role

HEAD = 12  # lines within which a text says that it is a bill
NEAR = 3  # lines below that within which its long title stands
LONGEST_NAME = 40
LONGEST_TITLE = 300  # characters
RE_STOP = Deferred(r"[.;]\s+(?=[A-Z])")
RE_SECTION = Deferred(r"(?:SECTION|SEC\.|Section|Sec\.|ARTICLE|Article|§)\s?\d{1,3}[.:]?[^.!?]{0,80}\.?")


def read(text: str, pieces: list[Piece]) -> bool:
    """Give the long title of a bill, the lines above it and the headings of sections their roles."""
    named = next((n for n, piece in enumerate(pieces[:HEAD]) if _is_named(piece)), None)
    if named is None or not _is_enacted(pieces[named:]):
        return False
    fix(pieces[:named], Role.BOILERPLATE)
    title = next((n for n in range(named + 1, min(len(pieces), named + 1 + NEAR)) if _is_long_title(pieces[n])), None)
    if title is None:
        fix([pieces[named]], Role.HEADLINE)
        return True
    fix(pieces[named:title], Role.BOILERPLATE)
    stop = RE_STOP.search(pieces[title].text)
    if stop:
        _part(text, pieces, title, stop.start() + 1)
    if pieces[title].length > LONGEST_TITLE:
        fix([pieces[named]], Role.HEADLINE)
    else:
        fix([pieces[title]], Role.HEADLINE)
    for piece in pieces[title + 1 :]:
        if not piece.prose and RE_SECTION.fullmatch(piece.text):
            fix([piece], Role.HEADING)
    return True


def _is_named(piece: Piece) -> bool:
    return piece.length <= LONGEST_NAME and key(piece.lower()) in section("bill")


def _is_enacted(pieces: list[Piece]) -> bool:
    phrases = openers("enacting")
    return any(any(phrase in piece.lower() for phrase in phrases) for piece in pieces[: 2 * HEAD])


def _is_long_title(piece: Piece) -> bool:
    return piece.lower().startswith(tuple(f"{opener} " for opener in openers("long title")))


def _part(text: str, pieces: list[Piece], number: int, at: int) -> None:
    """Part a piece behind so many of its characters."""
    piece = pieces[number]
    rest = piece.text[at:]
    start = piece.start + at + len(rest) - len(rest.lstrip())
    pieces[number : number + 1] = [
        Piece(text, piece.start, piece.start + at, piece.after_blank),
        Piece(text, start, piece.end, False),
    ]
