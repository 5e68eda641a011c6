"""What stands within a paragraph and is none of it: links, notices, captions that a page ran into its sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from briefer.cleaning.captions import (
    SHORTEST,
    caption_end,
    is_dated_caption,
    is_from_an_agency,
    is_labelled,
    is_of_a_picture,
)
from briefer.cleaning.dateline import dateline_length
from briefer.cleaning.lines import LONGEST_LINK, LONGEST_NOTICE, RE_END, furniture, is_clock, is_date
from briefer.cleaning.patterns import Wording, opens
from briefer.cleaning.piece import Piece
from briefer.cleaning.run_in import heading_end, stamp_end, warning_end
from briefer.model import Role

SENTENCES = 4  # of a caption, its credit included
BRACKETS = "(["
LONGEST_STAMP = 40  # characters of a date that stands between two sentences
NEAR = 4  # sentences from the start of an article in which a caption may stand
RE_MARK = re.compile(r"[“”\"]")

Aside = tuple[int, int, Role]


def read(pieces: Sequence[Piece], words: Wording) -> None:
    """Find such sentences in the paragraphs of an article; a paragraph that is one dated caption gets its role."""
    seen = 0  # sentences
    for piece in pieces:
        if piece.role is not Role.BODY or piece.fixed:
            continue
        starts = [0, *(match.end() for match in RE_END.finditer(piece.text))]
        if len(starts) == 1 and is_caption(piece.text, words, near=True):
            piece.role = Role.CAPTION
        elif not piece.asides:
            piece.asides = asides(piece, starts, words, NEAR - seen)
            if _is_nothing_else(piece):
                piece.role, piece.asides = Role.BOILERPLATE, ()
        seen += len(starts)


def _is_nothing_else(piece: Piece) -> bool:
    """Tell whether furniture is all that a paragraph holds: it is none of the article's, and not numbered as such."""
    if not piece.asides or any(role is not Role.BOILERPLATE for _, _, role in piece.asides):
        return False
    ends = (piece.start, *(end for _, end, _ in piece.asides))
    starts = (*(start for start, _, _ in piece.asides), piece.end)
    text, first = piece.text, piece.start
    return not any(text[end - first : start - first].strip() for end, start in zip(ends, starts, strict=True))


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
    marked = RE_MARK.search(text) is not None
    found: list[Aside] = []
    numbers: list[int] = []  # of the sentences found
    quoted = False
    for number, (start, following) in enumerate(pairwise((*starts, len(text)))):
        end = start + len(text[start:following].rstrip())
        role = None
        if not quoted:
            end, role = _aside(piece, start, end, lower, words, noticed=noticed, near=number < near)
        if role:
            if role is Role.CAPTION and text[start] in BRACKETS and _goes_with(found, numbers, number, role):
                start = found.pop()[0] - piece.start
                numbers.pop()
            found.append((piece.start + start, piece.start + end, role))
            numbers.append(number)
        for mark in RE_MARK.findall(text, start, following) if marked else ():
            quoted = mark == "“" or (mark == '"' and not quoted)
    return tuple(found)


def _aside(
    piece: Piece, start: int, end: int, lower: str, words: Wording, *, noticed: bool, near: bool
) -> tuple[int, Role | None]:
    """Return where the aside ends that a sentence is or opens with, and its role, None for none."""
    text = piece.text
    if cut := warning_end(text, start, end, lower, words) or stamp_end(text, start, end, words):
        return cut, Role.BOILERPLATE
    if cut := caption_end(text, start, end, lower, words, near=near):
        return cut, Role.CAPTION
    end = _bracket_end(piece, start, end, lower, words)
    if role := _role(piece, start, end, lower, words, noticed):
        return end, role
    if is_caption(text[start:end], words, near=near):
        return end, Role.CAPTION
    cut, role = _dateline(piece, start, end, words) if near and start else (end, None)
    if role is None and (heading := heading_end(text, start, end, words)):
        return heading, Role.HEADING
    return cut, role


def _dateline(piece: Piece, start: int, end: int, words: Wording) -> tuple[int, Role | None]:
    """Return where a dateline ends that a later sentence of a paragraph opens with, `end` and no role for none."""
    cut = dateline_length(Piece(piece.text, start, end, False), words) if start >= piece.dateline else 0
    return (start + cut, Role.DATELINE) if cut else (end, None)


def _bracket_end(piece: Piece, start: int, end: int, lower: str, words: Wording) -> int:
    """Return where a credit in brackets ends with a sentence run into it: "(Photo by A. Bell) The …", or `end`."""
    if piece.text[start] not in BRACKETS:
        return end
    closed = piece.text.find(")", start, end) + 1
    if not 0 < closed < end - 1 or not piece.text[closed + 1].isupper():
        return end
    credit = Piece(piece.text, start, closed, False)
    return closed if furniture(credit, lower[start:closed], words) is Role.CAPTION else end


def _goes_with(found: Sequence[Aside], numbers: Sequence[int], number: int, role: Role) -> bool:
    """Tell whether a credit in brackets ends a caption of several sentences: "FILE - A bus. It is old. (A. Bell)"."""
    return bool(found) and found[-1][2] is role and 0 < number - numbers[-1] <= SENTENCES


def _role(piece: Piece, start: int, end: int, lower: str, words: Wording, noticed: bool) -> Role | None:
    """Return the role that the wording of a sentence gives away, if any."""
    own = lower[start:end]
    if len(own) > LONGEST_NOTICE:
        return None
    if len(own) <= LONGEST_STAMP and own[0].isdigit() and (is_date(own, words) or is_clock(own, words)):
        return Role.BOILERPLATE
    bare = own.lstrip("([")
    opening = opens(bare, words.furniture_openers) or opens(own, words.caption_openers) or bare != own
    if not (opening or noticed or own.endswith(words.endings)):
        return None
    if (opening and len(own) > LONGEST_LINK) or not any(map(str.isalnum, own)):
        return None
    sentence = Piece(piece.text, start, end, False)
    return furniture(sentence, own, words)


def is_caption(sentence: str, words: Wording, *, near: bool) -> bool:
    """Tell whether a sentence stands under a picture; `near` the start of an article its date and place may tell."""
    if near and (is_dated_caption(sentence, words) or is_labelled(sentence, words)):
        return True
    return is_of_a_picture(sentence, words) or is_from_an_agency(sentence, words)
