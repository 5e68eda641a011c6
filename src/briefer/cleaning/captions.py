"""Sentences under pictures that only their wording tells: a label, a place and a date, "this file photo"."""

from __future__ import annotations

import re

from briefer.cleaning.patterns import Wording, opens

SHORTEST = 40  # characters of a dated caption
OPENING = 12  # tokens in which a caption says that it is one
LABEL = 20  # characters in which a kind of picture and its dash stand
BETWEEN = 2  # other words among them: "this May 2031 aerial photo"
# How picture agencies begin: "MARLE, NORLAND - MAY 3: Thousands gather …"
RE_AGENCY = re.compile(r"[A-Z][A-Z .,'-]{2,50} [-–—] ([A-Z]{3,9})\.? \d{1,2}(?:, \d{4})?: (?=[A-Z(])")
CREDITED = 400  # characters behind a label in which a credit shows it to be one
CREDIT = " Credit"
OCCASION = "during"
# A date with its year, and the word before it: "in Marle on May 3, 2031", "…, Friday, May 3, 2031, in Marle."
RE_DATE = re.compile(r"(\S{1,40})\s{1,2}(?:on\s{1,2})?([A-Z][a-z]{2,8})\.?\s\d{1,2},?\s\d{4}(?![\d,]*\d)")
RE_YEAR = re.compile(r"\d{4}")
RE_PLACE_BEHIND = re.compile(r",? (?:in|at|near) [A-Z][^.]{1,60}\.?$")


def is_labelled(text: str, words: Wording) -> bool:
    """Tell whether a line opens with the label of a picture: "CLOSE Rust has …", "Image A man. Credit A. Bell"."""
    label, _, rest = text[: CREDITED + 10].partition(" ")
    if label.lower() not in words.caption_labels or not rest[:1].isupper():
        return False
    if label.isupper():
        following = rest.split(" ", 1)[0]
        return not following.isupper() or len(following) == 1
    return CREDIT in rest


def is_from_an_agency(sentence: str, words: Wording) -> bool:
    """Tell whether a sentence opens as the captions of picture agencies do: "MARLE, NORLAND - MAY 3: Thousands …"."""
    opening = RE_AGENCY.match(sentence)
    return opening is not None and opening[1].lower() in words.months


def is_of_a_picture(sentence: str, words: Wording) -> bool:
    """Tell whether a sentence says that it goes with a picture: "In this May 3, 2031, file photo, …", "FILE - A …"."""
    label, dash, _ = sentence[:LABEL].partition(" - ")
    if dash and label.isupper() and label.lower() in words.caption_kinds:
        return True
    if not sentence.startswith(("This ", "These ", "In this ", "In these ")):
        return False
    tokens = sentence.lower().split(maxsplit=OPENING)[:OPENING]
    told, others = False, 0
    for token in tokens[1 + (tokens[0] == "in") :]:
        bare = token.strip(",.")
        if bare in words.pictures:
            return told
        if bare in words.caption_kinds or bare in words.months or (bare.isdigit() and len(bare) > 3):
            told = True
        elif bare not in words.days and not bare.isdigit():
            others += 1
            if others > BETWEEN:
                return False
    return False


def is_dated_caption(sentence: str, words: Wording) -> bool:
    """Tell whether a sentence says what a picture shows: "A girl holds a lamp in Marle, Norland on May 3, 2031."."""
    if len(sentence) < SHORTEST or not sentence[0].isupper() or not RE_YEAR.search(sentence):
        return False
    taken = RE_DATE.search(sentence)
    if not taken or taken[2].lower() not in words.months:
        return False
    rest = sentence[taken.end() :]
    if rest.strip(".") and not RE_PLACE_BEHIND.match(rest) and not _goes_on(rest, words):
        return False
    tokens = sentence.split()
    before = taken[1]
    placed = before[0].isupper() or before[-1] == "," or before in words.caption_places or OCCASION in tokens
    return placed and not words.caption_verbs.isdisjoint(tokens) and words.caption_not.isdisjoint(tokens)


def caption_end(text: str, start: int, end: int, lower: str, words: Wording, *, near: bool) -> int:
    """Return where a caption without its full stop ends, the next sentence run into it: "… May 3, 2031 The …".

    0 for none. Only where it says itself that it is one, or `near` the start of the article.
    """
    said = opens(lower[start:], words.caption_openers) or is_of_a_picture(text[start:end], words)
    if not (said or near) or not RE_YEAR.search(text, start, end):
        return 0
    for taken in RE_DATE.finditer(text, start, end):
        following = text[taken.end() : taken.end() + 2]
        if taken[2].lower() in words.months and following[:1] == " " and following[1:].isupper():
            return taken.end() if said or is_dated_caption(text[start : taken.end()], words) else 0
    return 0


def _goes_on(rest: str, words: Wording) -> bool:
    """Tell whether what follows the date tells the occasion: "…, 2031 after a fire broke out."."""
    return rest.lstrip(" ,").split(" ", 1)[0] in words.caption_occasions
