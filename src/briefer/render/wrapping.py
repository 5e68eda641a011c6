"""Wraps lines to a width in columns, even if characters take two columns or none.

Chinese and Japanese, written without spaces, may break between any characters, but no line begins with a closing mark
or ends with an opening one. Widths follow Unicode's East_Asian_Width (UAX 11); ambiguous characters take one column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from textwrap import fill
from typing import NamedTuple

# Latin letters and the usual punctuation take one column each. This is asked first, since it is quickly compiled.
RE_BEYOND = re.compile("[^\x00-\u02ff\u2010-\u2027]")
# What else takes one column each; all other characters are looked up.
SINGLE = (
    "[^\x00-\u02ff\u0370-\u0482\u048a-\u058f\u2000-\u200a\u200e-\u20cf\u2100-\u22ff"
    "\u2400-\u25ff\u27c0-\u2aff\u2c00-\u2e7f\ud800-\uf8ff]"
)
JOINER, EMOJI = "\u200d", "\ufe0f"  # joins two pictures; asks for a picture, which is wide
SKINS = "\U0001f3fb", "\U0001f3ff"
FLAGS = "\U0001f1e6", "\U0001f1ff"  # two of these letters are one flag
JAMO = "\u1160", "\u11ff"  # vowels and finals that join the consonant before them
SOFT = "\u00ad"  # the soft hyphen, which terminals show
LEANING = frozenset("ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々〻")  # no line begins with these
CLOSING = frozenset({"Pe", "Pf", "Po"})
OPENING = frozenset({"Ps", "Pi"})
INVISIBLE = frozenset({"Mn", "Me", "Cf"})


class Cluster(NamedTuple):
    """Characters shown as one, and their width in columns."""

    text: str
    width: int


def wrapped(words: str, width: int, first: str = "", rest: str | None = None) -> str:
    """Wrap words to lines of at most `width` columns; `first` precedes the first line, `rest` the others.

    Words longer than a line are cut; `rest` defaults to `first`.
    """
    rest = first if rest is None else rest
    if not _is_odd(words):
        return fill(words, width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)
    lines: list[str] = []
    line, room, empty = first, width - columns(first), True
    for word in words.split():
        gap = not empty
        for unit in _units(word):
            size = sum(cluster.width for cluster in unit)
            if not empty and size + gap > room:
                lines.append(line)
                line, room, empty, gap = rest, width - columns(rest), True, False
            if size > room:
                for cluster in unit:
                    if cluster.width > room and not empty:
                        lines.append(line)
                        line, room = rest, width - columns(rest)
                    line, room, empty = line + cluster.text, room - cluster.width, False
            else:
                line += " " * gap + "".join(cluster.text for cluster in unit)
                room, empty = room - size - gap, False
            gap = False
    return "\n".join([*lines, line] if not empty or not lines else lines)


def columns(text: str) -> int:
    """Return a line's width on a terminal, in columns.

    >>> columns("naïve"), columns("港口"), columns("e\u0301"), columns("👩‍🚒")
    (5, 4, 1, 2)
    """
    return sum(cluster.width for cluster in _clusters(text)) if _is_odd(text) else len(text)


def _is_odd(text: str) -> bool:
    """Return whether any character may take no column, or two."""
    # Compiled when a text needs it, and kept by `re`: it takes a millisecond.
    return RE_BEYOND.search(text) is not None and re.search(SINGLE, text) is not None


def _units(word: str) -> Iterator[list[Cluster]]:
    """Yield a word's parts, between which a line may break."""
    from unicodedata import category

    unit: list[Cluster] = []
    for cluster in _clusters(word):
        if unit and (unit[-1].width == 2 or cluster.width == 2):
            stays = category(cluster.text[0]) in CLOSING or cluster.text[0] in LEANING
            if not stays and category(unit[-1].text[0]) not in OPENING:
                yield unit
                unit = []
        unit.append(cluster)
    if unit:
        yield unit


def _clusters(text: str) -> Iterator[Cluster]:
    """Yield the visible characters, each with the marks that join it."""
    from unicodedata import category, east_asian_width

    held, width, flag = "", 0, False
    for char in text:
        joins = held.endswith(JOINER) or (held and SKINS[0] <= char <= SKINS[1] and width == 2)
        if held and (joins or (category(char) in INVISIBLE and char != SOFT) or JAMO[0] <= char <= JAMO[1]):
            held += char
            width = 2 if char == EMOJI else width
        elif flag and FLAGS[0] <= char <= FLAGS[1]:
            held, width, flag = held + char, 2, False
        else:
            if held:
                yield Cluster(held, width)
            held = char
            flag = FLAGS[0] <= char <= FLAGS[1]
            width = 2 if east_asian_width(char) in "WF" else 0 if category(char) in INVISIBLE and char != SOFT else 1
    if held:
        yield Cluster(held, width)
