"""What a line says of itself, by its wording alone: furniture, caption, date, byline, bio."""

from __future__ import annotations

import re

from briefer.cleaning.patterns import Wording, opens
from briefer.cleaning.piece import Piece, key
from briefer.model import Role

LONGEST = 400  # characters: no notice, caption or bio that its wording gives away is longer
LONGEST_LABEL = 60
LONGEST_DATE = 90
LONGEST_BYLINE = 160
LONGEST_CREDIT = 60
LONGEST_NAME = 5  # words
LONGEST_WHO = 110  # characters within which a bio says what the writer is
RE_NAME_WORD = re.compile(r"[^\W\d_](?:[\w.'’-]*\w|\.)?\.?", re.UNICODE)
RE_NAME_GAP = re.compile(r"\s*(?:,\s*(?:and\s+|&\s*)?|\band\b\s+|&\s*|\bwith\b\s+|/\s*|;\s*)", re.IGNORECASE)
RE_NAME_END = re.compile(r"\s*(?:[|•·@(\[:]|[–—-]\s|\d|\bfor\b|\bin\b|\bat\b|\bof\b|\bon\b|$)")
RE_WHO = re.compile(r"(?:[A-Z][\w.'’-]* ){1,3}([A-Z][\w'’-]+),? (?:is|was|writes|covers|reports|works)\b")


def furniture(piece: Piece, lower: str, words: Wording) -> Role | None:
    """Return boilerplate or caption for a line whose wording gives it away, else None."""
    if piece.length <= LONGEST_LABEL:
        label = key(lower)
        if label in words.furniture or not (label or any(map(str.isalnum, lower))):
            return Role.BOILERPLATE
    if lower[-1] == "]":
        lower = lower.replace("[", "(").replace("]", ")")
    if opens(lower, words.caption_openers) or lower.endswith(words.caption_endings):
        return Role.CAPTION
    if opens(lower, words.furniture_openers) or lower.endswith(words.furniture_endings):
        return Role.BOILERPLATE
    if any(phrase in lower for phrase in words.furniture_inside):
        return Role.BOILERPLATE
    if any(phrase in lower for phrase in words.caption_inside) or _is_credited(piece, lower, words):
        return Role.CAPTION
    return None


def _is_credited(piece: Piece, lower: str, words: Wording) -> bool:
    """Return whether an unfinished line ends in a credit such as "Image: A. Smith"."""
    if piece.closed or ":" not in lower:
        return False
    head, _, credit = lower.rpartition(":")
    return len(credit) <= LONGEST_CREDIT and head.endswith(words.caption_credits)


def opens_after(lower: str, words: Wording) -> bool:
    """Return whether a line opens what follows an article: related links, comments."""
    return len(lower) <= LONGEST_LABEL and (key(lower) in words.after or lower.startswith(words.after_openers))


def is_date(lower: str, words: Wording) -> bool:
    """Return whether a line is nothing but a date, with or without a time and a word such as "updated" before it."""
    if len(lower) > LONGEST_DATE:
        return False
    tokens = _time_tokens(lower, words)
    if tokens is None:
        return False
    numbers = sum(token[0].isdigit() for token in tokens)
    if any(token in words.months for token in tokens):
        return numbers >= 1
    return any(token[0].isdigit() and _is_numeric_date(token) for token in tokens)


def is_clock(lower: str, words: Wording) -> bool:
    """Return whether a line is nothing but a time of day or an age: "10.45am GMT", "3 hours ago", "Monday 6:30 PM"."""
    if len(lower) > LONGEST_LABEL:
        return False
    tokens = _time_tokens(lower, words)
    if tokens is None or not any(token[0].isdigit() for token in tokens):
        return False
    return any(token in words.times or token in words.days for token in tokens) or any(
        ":" in token[1:-1] or (token.rstrip("hmd").isdigit() and token[-1] in "hmd") for token in tokens
    )


def _time_tokens(lower: str, words: Wording) -> list[str] | None:
    """Return the tokens of a line after its opener if all of them may be part of a date or time, else None."""
    for opener in words.date_openers:
        if lower.startswith(opener) and not lower[len(opener) : len(opener) + 1].isalpha():
            lower = lower[len(opener) :]
            break
    tokens = [token for raw in re.split(r"[\s,|·•()–—-]+", lower) if (token := raw.strip(".:;"))]
    for token in tokens:
        if token[0].isdigit():
            if len(token) > 10 or len(token.lstrip("0123456789:./")) > 4:
                return None
        elif token not in words.months and token not in words.days and token not in words.times:
            for opener in words.date_openers:
                if token == opener:
                    break
            else:
                return None
    return tokens or None


def _is_numeric_date(token: str) -> bool:
    for mark in "/.":
        fields = token.split(mark)
        if len(fields) == 3 and all(field.isdigit() for field in fields) and 4 <= len(token) - 2 <= 8:
            return True
    return False


def authors(piece: Piece, lower: str, words: Wording) -> list[tuple[int, int]] | None:
    """Return the spans of the authors' names of a line such as "By Jane Doe and John Roe, staff writers".

    None when the line is no byline; an empty list when it names an outlet alone. Offsets are those of the document.
    """
    if piece.length > LONGEST_BYLINE:
        return None
    opener = next((opener for opener in words.byline_openers if lower.startswith(opener)), "")
    rest = piece.text[len(opener) :]
    stripped = rest.lstrip(" :\t\xa0.")
    if not opener or stripped == rest or not stripped:
        return None
    if opener[-1] != "y" and ":" not in rest[: len(rest) - len(stripped)]:
        return None  # "Author Jane Doe said" is a sentence; "Author: Jane Doe" is a byline
    names = names_at(piece, piece.length - len(stripped), lower, words)
    if names is None or (piece.closed and (piece.text[-1] in "!?" or piece.length > LONGEST_LABEL)):
        return None
    return names


def names_at(piece: Piece, position: int, lower: str, words: Wording) -> list[tuple[int, int]] | None:
    """Return the names that stand from a position of the piece to its end or to a separator; None if others do."""
    text = piece.text
    names: list[tuple[int, int]] = []
    found = False
    if lower.startswith("the ", position):
        position += 4
    while position < piece.length:
        end, is_name = _name_end(text, lower, position, words)
        if end == position:
            return names if found else None
        found = True
        if is_name:
            names.append((piece.start + position, piece.start + end))
        gap = RE_NAME_GAP.match(text, end)
        if gap is None or gap.end() == end:
            return names if RE_NAME_END.match(text, end) else None
        position = gap.end()
    return names if found else None


def _name_end(text: str, lower: str, position: int, words: Wording) -> tuple[int, bool]:
    """Return where the name ends that starts at a position, and whether it is a person's rather than a job or outlet.

    The end is the position itself where no name stands.
    """
    start = end = position
    count = 0
    is_name = True
    while match := RE_NAME_WORD.match(text, position):
        small = lower[position : match.end()].rstrip(".")
        if small in words.byline_links:
            break
        if small in words.byline_not or small in words.months or small in words.days:
            return start, False
        if small in words.byline_roles:
            is_name = False
        elif text[position].islower() and small not in words.byline_particles and (count or " " in text[position:]):
            return start, False
        count += 1
        end = position = match.end()
        while text[position : position + 1] in (" ", "\xa0"):
            position += 1
    return (end, is_name) if 0 < count <= LONGEST_NAME else (start, False)


def is_bio(piece: Piece, lower: str, words: Wording, names: list[str], text: str) -> bool:
    """Return whether a piece tells who the writer is.

    `names` are the authors known so far. Without a byline a piece such as "Jane Doe is a fellow at …" counts when the
    text names nobody so elsewhere.
    """
    if lower.startswith(words.bio_openers) or any(phrase in lower for phrase in words.bio_inside):
        return True
    known = any(name in piece.text for name in names)
    match = RE_WHO.match(piece.text)
    if not known and (match is None or names or not text):
        return False
    start = lower if known else lower[:LONGEST_WHO]
    if not any(work in start for work in words.bio_work):
        return False
    return known or (match is not None and text.count(match[1]) == 1 and text.count(match[0]) == 1)
