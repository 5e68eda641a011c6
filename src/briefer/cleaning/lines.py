"""What a line says of itself, by its wording alone: furniture, caption, date, the start of what follows an article."""

from __future__ import annotations

import re

from briefer.cleaning.captions import is_labelled
from briefer.cleaning.patterns import Wording, opens
from briefer.cleaning.piece import Piece, key
from briefer.model import Role

LONGEST = 400  # characters: no notice, caption or bio that its wording gives away is longer
LONGEST_LABEL = 60
SHORTEST_NOTICE = 10
LONGEST_NOTICE = 280
LONGEST_LINK = 160  # of a sentence that opens as a link; a longer one has the next sentence run into it
LONGEST_DATE = 90
LONGEST_CREDIT = 60
QUOTES = "\"'“”‘«„"
RE_ISO = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)(?:t(?=\d)|\b)")
RE_END = re.compile(r"[.!?…][\"”’)\]]{0,3}\s+(?=[\"“‘(\[@#]?[A-Z@#])")  # of a sentence, well enough for furniture
RE_DIGIT = re.compile(r"\d")
RE_BETWEEN = re.compile(r"[\s,|·•()–—-]+")  # the parts of a date


def furniture(piece: Piece, lower: str, words: Wording) -> Role | None:
    """Return boilerplate or caption for a line whose wording gives it away, else None."""
    if piece.length <= LONGEST_LABEL:
        label = key(lower)
        if label in words.furniture or not (label or any(map(str.isalnum, lower))):
            return Role.BOILERPLATE
    if lower[-1] == "]":
        lower = lower.replace("[", "(").replace("]", ")")
    if lower[0] in "[(" and opens(lower[1:], words.furniture_openers):
        return Role.BOILERPLATE
    if opens(lower, words.caption_openers) or lower.endswith(words.caption_endings):
        return Role.CAPTION
    if is_labelled(piece.text, words):
        return Role.CAPTION
    if opens(lower, words.furniture_openers) or lower.endswith(words.furniture_endings):
        return Role.BOILERPLATE
    return _inside(piece, lower, words) if SHORTEST_NOTICE <= piece.length <= LONGEST_NOTICE else None


def _inside(piece: Piece, lower: str, words: Wording) -> Role | None:
    if lower[0] not in QUOTES:  # what is quoted is part of the article
        for phrase in words.furniture_inside:  # plain loops: generators would double their cost
            if phrase in lower:
                return Role.BOILERPLATE
    for phrase in words.caption_inside:
        if phrase in lower:
            return Role.CAPTION
    return Role.CAPTION if _is_credited(piece, lower, words) else None


def _is_credited(piece: Piece, lower: str, words: Wording) -> bool:
    """Return whether an unfinished line ends in a credit such as "Image: A. Smith" or "[A. Smith via Agency]"."""
    if lower[-1] == ")":
        head, _, credit = lower.rpartition("(")
        if piece.length <= LONGEST_LABEL or len(credit) > LONGEST_CREDIT or not head.rstrip()[-1:].isalnum():
            return False
        if not piece.text[-len(credit) :][:1].isupper():  # a name, or "File:"
            return False
        return any(word in f" {credit[:-1]} " for word in words.caption_bracketed)
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


def is_stamp(lower: str, words: Wording) -> bool:
    """Return whether a line is a date with a word such as "updated" before it; a date alone may be a heading."""
    return lower.startswith(words.date_stamps) and is_date(lower, words)


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
    if not RE_DIGIT.search(lower):
        return None
    if lower.startswith(words.date_openers):
        for opener in words.date_openers:
            if lower.startswith(opener) and not lower[len(opener) : len(opener) + 1].isalpha():
                lower = lower[len(opener) :]
                break
    lower = RE_ISO.sub(r"\1/\2/\3 ", lower)
    tokens = [token for raw in RE_BETWEEN.split(lower) if (token := raw.strip(".:;/"))]
    for token in tokens:
        if token[0].isdigit():
            if len(token) > 10 or len(token.lstrip("0123456789:./")) > 4:
                return None
        elif not (token in words.months or token in words.days or token in words.times or token in words.date_openers):
            return None
    return tokens or None


def _is_numeric_date(token: str) -> bool:
    for mark in "/.":
        fields = token.split(mark)
        if len(fields) == 3 and all(field.isdigit() for field in fields) and 4 <= len(token) - 2 <= 8:
            return True
    return False
