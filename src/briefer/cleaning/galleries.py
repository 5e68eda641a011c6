"""Paragraphs that open with the title of a picture gallery: the captions of a box about something else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from briefer.cleaning.piece import Piece
from briefer.model import Role

FEWEST = 3  # captions of a gallery
SHARED = 4  # words of its title
LONGEST = 20  # words of it that are looked at
MARKS = ".,:;!?-–—"


def read(pieces: Sequence[Piece]) -> None:
    """Give paragraphs that share their opening words, behind which a new line once began, their role."""
    groups: dict[tuple[str, ...], list[Piece]] = defaultdict(list)
    for piece in pieces:
        if piece.role is Role.BODY and not piece.fixed:
            words = piece.text.split(maxsplit=SHARED)
            if len(words) > SHARED and words[0][0].isupper():
                groups[tuple(words[:SHARED])].append(piece)
    for opening, group in groups.items():
        if len(group) >= FEWEST and not " ".join(opening).isupper() and _is_title(group):
            for piece in group:
                piece.role = Role.CAPTION


def _is_title(group: Sequence[Piece]) -> bool:
    """Tell whether the words that the paragraphs share are followed by a capital in each, and by different words."""
    texts = [piece.text.split(maxsplit=LONGEST)[:LONGEST] for piece in group]
    shared = 0
    while all(len(words) > shared + 1 and words[shared] == texts[0][shared] for words in texts):
        shared += 1
    title, following = texts[0][:shared], {words[shared] for words in texts}
    return (
        not any(word[-1] in MARKS for word in title)
        and len(following) == len(group)
        and all(word[0].isupper() for word in following)
    )
