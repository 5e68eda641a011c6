"""Datelines: the place and the agency at the start of a news report."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from briefer.cleaning.patterns import Wording
from briefer.cleaning.piece import Piece
from briefer.deferring import Deferred
from briefer.model import Role

LONGEST = 80  # characters
SHORTEST_PLACE = 3
DASHES = ("—", "–", "--", "-", "_", ">>")  # the last but one in old wires, the last in local papers
DATELINE = r"""
    (?: [A-Z][\w.'’-]*(?:[ ][A-Z][\w.'’-]*){0,3} )?                        # WASHINGTON   New York
    (?: ,\s?[A-Z][A-Za-z]{2,8}\.?\s\d{1,2}(?:,\s\d{4})?                    # , July 19   , July 19, 2031
      | ,\s?\d{1,2}\s[A-Z][A-Za-z]{2,8}\.?(?:\s\d{4})?                     # , 19 July   , 19 July 2031
      | ,\s[A-Z][\w.]{1,14}(?:\s[A-Z][a-z]+)? ){0,3}                      # , Calif.   , South Carolina
    \s{0,2} (?: \([A-Z][\w./ &-]{1,30}\) | /[A-Z][\w. &-]{1,30}/ )?       # (AP)   /Wire/
"""
END = r"\s?(?:[—–_]|--?|>>|:)\s*(?=\S)|\s?(?<=\))\s*(?=\S)"

RE_DATED = Deferred(r",\s?(?:[A-Z][A-Za-z]{2,8}\.?\s\d{1,2},|\d{1,2}\s[A-Z][A-Za-z]{2,8}\.?)\s\d{4}")


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile(DATELINE, re.VERBOSE), re.compile(END)  # late: few articles need them


def dateline_length(piece: Piece, words: Wording) -> int:
    """Return how many characters at the start of a paragraph are its dateline, 0 if none.

    A dateline is a place, an agency in brackets, or both, set off by a dash: "PARIS, May 3 (AP) — ", "(CNN)". Press
    releases add the year.
    """
    text = piece.text
    if not (text[0] == "(" or text[0].isupper()) or piece.length < 40:
        return 0
    start = text[:LONGEST]
    if ")" not in start and ":" not in start and not any(f"{dash} " in start for dash in DASHES):
        return 0
    pattern, ending = _patterns()
    match = pattern.match(text)
    if match is None or not match.end():
        return 0
    end = ending.match(text, match.end())
    if end is None:
        return 0
    if text[end.end()].islower():
        return 0  # "NASA — the space agency — said …"
    found, mark = match[0], end[0].strip()
    if found[-1] == ")":
        is_dateline = bool(mark) or _is_agency(found, end[0], words)
    else:
        is_dateline = mark in DASHES and " " in end[0] and _is_place(found, words)
    return match.end() + len(end[0].rstrip()) if is_dateline else 0


def place_above(pieces: Sequence[Piece], index: int) -> int:
    """Return the length of the dash that opens a paragraph, if its place stands alone in the line above; else 0.

    The place is taken as part of the dateline.
    """
    text, above = pieces[index].text, pieces[index - 1] if index else None
    dash, space, _ = text[:4].partition(" ")
    if not space or dash not in DASHES or above is None or above.fixed or len(above.text) > LONGEST:
        return 0
    if not above.text.isupper() or above.closed:
        return 0
    above.role, above.dateline = Role.BODY, len(above.text)
    return len(dash)


def _is_agency(found: str, gap: str, words: Wording) -> bool:
    """Return whether brackets without a dash hold an agency: "(Laughter) We shall …" is no dateline."""
    if found[found.rindex("(") + 1 : -1].lower() in words.byline_roles:
        return True
    return not gap and found[0] == "("


def _is_place(found: str, words: Wording) -> bool:
    """Return whether what stands before a dash is a place: in capitals, or in any letters with a whole date behind."""
    place = found.split(",")[0].strip()
    if place.lower() in words.caption_kinds:
        return False  # "FILE - In this May 3, 2031 photo, …"
    return len(place) >= SHORTEST_PLACE and (place.isupper() or RE_DATED.search(found) is not None)
