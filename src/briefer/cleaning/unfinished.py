"""Lines without a stop among paragraphs that have one: the captions of a page whose pictures were lost on the way."""

from __future__ import annotations

from collections.abc import Sequence

from briefer.cleaning.lines import QUOTES, RE_END
from briefer.cleaning.piece import Piece, is_list_item
from briefer.model import Role

SHORTEST, LONGEST = 45, 300  # characters of such a line; shorter ones are headings, names, items
FEWEST = 5  # finished paragraphs from which on a text is known to finish them
SHARE = 0.6  # of the long lines are finished in such a text
OPEN_ENDS = ":;,-–—"


def read(pieces: Sequence[Piece]) -> None:
    """Give such lines their role: a caption, or the line under the headline where it stands above the text."""
    body = [piece for piece in pieces if piece.role is Role.BODY]
    finished = [piece.closed and piece.prose for piece in body]
    doubtful = [not done and _is_unfinished(piece) for piece, done in zip(body, finished, strict=True)]
    if sum(finished) < FEWEST or sum(finished) < SHARE * (sum(finished) + sum(doubtful)):
        return
    for number, piece in enumerate(body):
        if doubtful[number] and (finished[number - 1 : number] + finished[number + 1 : number + 2]).count(True):
            piece.role = Role.CAPTION


def _is_unfinished(piece: Piece) -> bool:
    text = piece.text
    return (
        not (piece.closed or piece.fixed)
        and SHORTEST <= piece.length <= LONGEST
        and text[-1] not in OPEN_ENDS
        and not text[0].islower()
        and text[0] not in QUOTES
        and not RE_END.search(text)
        and not is_list_item(text[:8])
    )
