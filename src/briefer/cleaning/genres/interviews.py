"""Interviews with labels: whoever does nothing but ask leads through them, as headings do."""

from __future__ import annotations

from collections import defaultdict

from briefer.cleaning.genres.lines import fix
from briefer.cleaning.piece import Piece
from briefer.deferring import Deferred
from briefer.model import Role

FEWEST = 2  # questions of whoever asks
SHARE = 0.8  # of the words with this label that are questions
RE_LABEL = Deferred(r"([QA](?=\.\s)|[A-Z][\w.'’-]{0,24}(?: [A-Z][\w.'’-]{0,24}){0,3}(?=:))[.:]\s+(?=\S)")


def read(text: str, pieces: list[Piece]) -> bool:
    """Take the questions of an interview as headings."""
    labelled: dict[str, list[Piece]] = defaultdict(list)
    for piece in pieces:
        if (":" in piece.text[:80] or piece.text[1:2] == ".") and (match := RE_LABEL.match(piece.text)):
            labelled[match[1]].append(piece)
    asking = [
        name
        for name, turns in labelled.items()
        if len(turns) >= FEWEST and sum(turn.text[-1] == "?" for turn in turns) >= SHARE * len(turns)
    ]
    answering = [name for name, turns in labelled.items() if name not in asking and len(turns) >= FEWEST]
    if not asking or not answering:
        return False
    for name in asking:
        fix(labelled[name], Role.HEADING)
    return True
