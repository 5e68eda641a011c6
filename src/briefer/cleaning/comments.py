"""Readers' comments below an article: the lines over them, and where they begin in a text that is no whole page."""

from __future__ import annotations

from collections.abc import Sequence

from briefer.cleaning.patterns import Wording
from briefer.cleaning.piece import Piece, key

LONGEST_COMMENTER = 100  # characters
MOST_NAMES = 4  # words of a reader's name
EVIDENCE = 2  # lines that only comments have: one may be chance


def is_commenter(piece: Piece, lower: str, words: Wording) -> bool:
    """Return whether a line such as "Ann Lee says:" stands over a comment, with or without its date."""
    if piece.closed or piece.length > LONGEST_COMMENTER or not lower.endswith(words.commenter):
        return False
    names = piece.text.split()[:-1]
    if names[0].lower() in words.pronouns:
        return False
    if any(token[0].isdigit() for token in names):
        return True
    return len(names) == 1 or (len(names) <= MOST_NAMES and all(token[0].isupper() for token in names[1:]))


def comments_follow(pieces: Sequence[Piece], index: int, words: Wording) -> bool:
    """Return whether a line such as "Comments" or "3 responses" is followed by readers' comments to the end."""
    if key(pieces[index].lower()) not in words.comments:
        return False
    found = 0
    for piece in pieces[index + 1 :]:
        lower = piece.lower()
        found += key(lower) in words.comments or is_commenter(piece, lower, words)
        if found >= EVIDENCE:
            return True
    return False
