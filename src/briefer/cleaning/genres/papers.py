"""Papers: the names under the title are the authors; addresses and key words stand beside the text."""

from __future__ import annotations

from briefer.cleaning.bylines import marked_authors
from briefer.cleaning.genres.lines import fix, openers, section
from briefer.cleaning.piece import Piece, key
from briefer.model import Role

HEAD = 16  # lines within which the abstract begins
LONGEST_TITLE = 250  # characters
LONGEST_NAMES = 400
LONGEST_KEYWORDS = 300
LONGEST_HEADING = 60


def read(text: str, pieces: list[Piece]) -> bool:
    """Give the names, the addresses, the key words and the thanks of a paper their roles."""
    abstract = next((n for n, piece in enumerate(pieces[:HEAD]) if _is_abstract(piece)), None)
    if not abstract:
        return False
    title = next((n for n, piece in enumerate(pieces[:abstract]) if piece.role is Role.HEADLINE), 0)
    byline = next((n for n in range(title + 1, abstract) if _names(pieces[n])), None)
    if byline is None or pieces[title].length > LONGEST_TITLE:
        return False
    fix([pieces[title]], Role.HEADLINE)
    fix((piece for n, piece in enumerate(pieces[:abstract]) if n not in (title, byline)), Role.BOILERPLATE)
    fix([pieces[byline]], Role.BYLINE)
    if key(pieces[abstract].lower()) in section("abstract"):
        fix([pieces[abstract]], Role.HEADING)
    for piece in pieces[abstract + 1 : abstract + HEAD]:
        if piece.length <= LONGEST_KEYWORDS and piece.lower().startswith(openers("keywords")):
            fix([piece], Role.BOILERPLATE)
    ended = False
    for piece in pieces[abstract + 1 :]:
        if not piece.closed and piece.length <= LONGEST_HEADING:
            ended = key(piece.lower()) in section("end matter")
        if ended:
            fix([piece], Role.BOILERPLATE)
    return True


def _is_abstract(piece: Piece) -> bool:
    """Return whether a piece is the heading of an abstract, or opens with it."""
    head = piece.text[:12].lower().lstrip("*_# ")
    return head.startswith(openers("abstract")) and (
        key(piece.lower()[:40]) in section("abstract") or any(mark in head for mark in ".:—–-")
    )


def _names(piece: Piece) -> bool:
    return piece.length <= LONGEST_NAMES and not piece.prose and bool(marked_authors(piece))
