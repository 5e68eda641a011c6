"""Subheadings that lost their line and now open a paragraph or a sentence: "Weak pumps The council has …"."""

from __future__ import annotations

from itertools import pairwise
from operator import eq

from briefer.cleaning.lines import LONGEST_DATE, is_stamp
from briefer.cleaning.patterns import Wording

LONGEST = 8  # words of such a heading
REACH = 120  # characters within which it ends
OPENING = "“\"‘'"
LEAST = 4  # letters of a word that stands twice: "… of illegal wells Wells have …"


def heading_end(text: str, start: int, end: int, words: Wording) -> int:
    """Return where a heading ends that a sentence at text[start:end] opens with, 0 for none.

    What tells it is a word that only opens sentences, in a capital though nothing ends before it. The line must be
    whole: verse, where each line has its capital, has line breaks.
    """
    if not text[start].isupper():
        return 0
    opening = text[start : min(end, start + REACH)]
    first = opening.split(maxsplit=LONGEST + 1)
    if words.run_in.isdisjoint(first) and not any(map(eq, map(str.capitalize, first), first[1:])):
        return 0  # none of these words can open a sentence here, as in most
    tokens = opening.replace("\xa0", " ").split(" ")
    position, before = start, ""
    count = 0  # words
    for token, following in pairwise(tokens):
        if count and _opens(token, before, following, words):
            if before[-1] == ":" or (count == 1 and before.lower() not in words.headings):
                return 0
            return start + len(text[start:position].rstrip())
        if token:
            count += 1
            if count > LONGEST or not _belongs(token, words):
                return 0
            before = token
        position += len(token) + 1
    return 0


def warning_end(text: str, start: int, end: int, lower: str, words: Wording) -> int:
    """Return where a warning to readers ends that a sentence opens with: "Warning: some may find this upsetting An …".

    0 for none, and where nothing follows it.
    """
    if not lower.startswith(words.warning_openers, start):
        return 0
    position = start
    for token, following in pairwise(text[start : min(end, start + REACH)].split(" ")):
        position += len(token) + 1
        if token.lower() in words.warning_ends and following and (following[0].isupper() or following[0] in OPENING):
            return position - 1
    return 0


def stamp_end(text: str, start: int, end: int, words: Wording) -> int:
    """Return where a stamp ends that a sentence opens with: "Posted Monday, May 3, 2031 6:12 am The …", 0 for none."""
    head = text[start : min(end, start + LONGEST_DATE)].lower()
    if not head.startswith(words.date_stamps):
        return 0
    position, found = start, 0
    for token in text[start : start + LONGEST_DATE].split(" ")[:-1]:
        following = position + len(token) + 1
        if following >= end:
            break
        position = following
        if text[position].isupper() and is_stamp(text[start : position - 1].lower(), words):
            found = position - 1
    return found


def _belongs(token: str, words: Wording) -> bool:
    """Return whether a word may stand in a heading: without a mark or line break, and no verb that headings avoid."""
    bare = token.rstrip(":").replace("-", "").replace("’", "").replace("'", "").replace("&", "a")
    return bare.isalnum() and bare.lower() not in words.verbs


def _opens(token: str, before: str, following: str, words: Wording) -> bool:
    """Return whether a word opens a sentence behind one that does not wait for more."""
    if before.lower() in words.run_in_not_behind:
        return False
    if token in words.run_in_conjunctions:
        return True
    if not following[:1].islower():
        return False
    if token in words.run_in_openers or (token in words.run_in_particles and before[0].islower()):
        return True
    return len(token) >= LEAST and token[0].isupper() and token == before.capitalize() != before
