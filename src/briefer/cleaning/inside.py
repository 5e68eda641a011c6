"""What stands within a paragraph and is none of it: links, notices, captions that a page ran into its sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from briefer.cleaning.lines import LONGEST_DATE, LONGEST_LINK, LONGEST_NOTICE, RE_END, furniture
from briefer.cleaning.patterns import Wording, opens
from briefer.cleaning.piece import Piece
from briefer.cleaning.run_in import heading_end, warning_end
from briefer.model import Role

SHORTEST = 40  # characters of a caption, and of a sentence by which a paragraph opens as prose
NEAR = 4  # sentences from the start of an article in which a caption may stand
RE_MARK = re.compile(r"[“”\"]")
RE_TAKEN = re.compile(
    r"(\S{1,40})\s(?:on\s)?([A-Z][a-z]{2,8})\.?\s\d{1,2},?\s\d{4}\.?$"
)  # "… in Marle on May 3, 2031."
OCCASION = "during"

Aside = tuple[int, int, Role]


def read(pieces: Sequence[Piece], words: Wording) -> None:
    """Find such sentences in the paragraphs of an article; a paragraph that is one dated caption gets its role."""
    seen = 0  # sentences
    for piece in pieces:
        if piece.role is not Role.BODY or piece.fixed:
            continue
        starts = [0, *(match.end() for match in RE_END.finditer(piece.text))]
        if len(starts) == 1 and is_dated_caption(piece.text, words):
            piece.role = Role.CAPTION
        elif not piece.asides:
            piece.asides = asides(piece, starts, words, NEAR - seen)
        seen += len(starts)


def opens_as_prose(piece: Piece, words: Wording) -> bool:
    """Tell whether a paragraph of several sentences, one of which is furniture, opens with one that is not."""
    end = RE_END.search(piece.text) if piece.length > LONGEST_LINK else None
    if not end:
        return False
    first = Piece(piece.text, 0, end.start() + 1, False)
    return first.length >= SHORTEST and furniture(first, first.lower(), words) is None


def asides(piece: Piece, starts: Sequence[int], words: Wording, near: int) -> tuple[Aside, ...]:
    """Return (start, end, role) of the sentences of a paragraph that are none of the article's, in order.

    `starts` of the sentences are in the paragraph, what is returned is in the text. The first `near` of them may be
    captions that only their date and place tell.
    """
    text, lower = piece.text, piece.lower()
    if len(lower) != len(text):
        return ()
    has = lower.__contains__
    noticed = any(map(has, words.furniture_inside)) or any(map(has, words.caption_inside))
    found: list[Aside] = []
    quoted = False
    for number, (start, following) in enumerate(pairwise((*starts, len(text)))):
        end = start + len(text[start:following].rstrip())
        role = None if quoted else _role(piece, start, end, lower, words, noticed)
        if role is None and number < near and is_dated_caption(text[start:end], words):
            role = Role.CAPTION
        if not quoted and (cut := warning_end(text, start, end, lower, words)):
            end, role = cut, Role.BOILERPLATE
        if role is None and not quoted and (cut := heading_end(text, start, end, words)):
            end, role = cut, Role.HEADING
        if role:
            found.append((piece.start + start, piece.start + end, role))
        for mark in RE_MARK.findall(text, start, following):
            quoted = mark == "“" or (mark == '"' and not quoted)
    return tuple(found)


def _role(piece: Piece, start: int, end: int, lower: str, words: Wording, noticed: bool) -> Role | None:
    """Return the role that the wording of a sentence gives away, if any."""
    own = lower[start:end]
    if len(own) > LONGEST_NOTICE:
        return None
    bare = own.lstrip("([")
    opening = opens(bare, words.furniture_openers) or opens(own, words.caption_openers) or bare != own
    if not (opening or noticed or own.endswith((*words.furniture_endings, *words.caption_endings))):
        return None
    if (opening and len(own) > LONGEST_LINK) or not any(map(str.isalnum, own)):
        return None
    sentence = Piece(piece.text, start, end, False)
    return furniture(sentence, own, words)


def is_dated_caption(sentence: str, words: Wording) -> bool:
    """Tell whether a sentence says what a picture shows: "A girl holds a lamp in Marle, Norland on May 3, 2031."."""
    taken = RE_TAKEN.search(sentence[-LONGEST_DATE:]) if len(sentence) >= SHORTEST else None
    if not taken or taken[2].lower() not in words.months:
        return False
    tokens = sentence.split()
    placed = taken[1][0].isupper() or taken[1][-1] == "," or OCCASION in tokens
    return placed and not words.caption_verbs.isdisjoint(tokens) and words.caption_not.isdisjoint(tokens)
