"""Datelines: the place and the agency at the start of a news report."""

from __future__ import annotations

import re

from briefer.cleaning.patterns import Wording
from briefer.cleaning.piece import Piece

RE_DATELINE = re.compile(
    r"""
    (?: [A-Z][\w.'’-]*(?:[ ][A-Z][\w.'’-]*){0,3} )?                        # WASHINGTON   New York
    (?: ,\s(?:[A-Z][\w.]{1,14}\.?)(?:\s[A-Z][a-z]+)?                      # , Calif.   , South Carolina
      | ,\s?[A-Z][a-z]{2,8}\.?\s\d{1,2} ){0,2}                            # , July 19
    \s{0,2} (?: \([A-Z][\w./ &-]{1,30}\) )?                                   # (AP)
    """,
    re.VERBOSE,
)
RE_DATELINE_END = re.compile(r"\s?(?:[—–]|--?|:)\s*(?=\S)|\s?(?<=\))\s*(?=\S)")


def dateline_length(piece: Piece, words: Wording) -> int:
    """Return how many characters at the start of a paragraph are its dateline, 0 if none.

    A dateline is a place, an agency in brackets, or both, set off by a dash: "PARIS, May 3 (AP) — ", "(CNN)".
    """
    text = piece.text
    if not (text[0] == "(" or text[0].isupper()) or piece.length < 40:
        return 0
    match = RE_DATELINE.match(text)
    if match is None or not match.end():
        return 0
    found = match[0]
    end = RE_DATELINE_END.match(text, match.end())
    if end is None:
        return 0
    bracketed = found[-1] == ")"
    mark = end[0].strip()
    place = found.split("(")[0].split(",")[0].strip()
    if not bracketed and (
        mark not in ("—", "–", "--", "-") or not place.isupper() or len(place) < 3 or " " not in end[0]
    ):
        return 0
    if bracketed and not mark:
        agency = found[found.rindex("(") + 1 : -1].lower()
        if agency not in words.byline_roles and (end[0] or found[0] != "("):
            return 0  # "(Laughter) We shall …"
    if mark == ":" and not place.isupper():
        return 0
    return match.end() + len(end[0].rstrip())
