"""Finds posts of social networks that stand in an article, by the line that signs them: who says what."""

from __future__ import annotations

import re
from typing import NamedTuple

from briefer.deferring import Deferred

LONGEST = 500  # code points of a post
LONGEST_NAME = 60
# "(@janeroe) May 3, 2016", "(@janeroe) 3 May 2016", at the end of its line: else nobody can tell where a post begins
RE_HANDLE = Deferred(
    r"\(@\w{1,30}\),? (?:[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}|\d{1,2} [A-Z][a-z]{2,8}\.? \d{4})(?=[^\S\n]*(?:\n|\Z))"
)
RE_DASH = Deferred(r"—|–|--|(?<=\s)-(?=\s)")
# "Jane Roe @janeroe · 3 May", a line of its own
RE_HEADER = Deferred(
    r"^(?P<name>[A-Z][\w.'’-]{0,20}(?: [A-Z][\w.'’-]{0,20}){1,3}) \(?(?P<handle>@\w{1,30})\)?"
    r"(?: ?[·•|,] ?[\w ,.:]{1,24})?:?$",
    re.MULTILINE,
)
RE_LINK = Deferred(r"(?:\s*+(?:pic\.twitter\.com/|https?://)\S++)++\s*$")
FEWEST = 2  # headers that are none of the article's own byline


class Post(NamedTuple):
    """What a post says and the name that signs it, as offsets; `sign` is the dash or the handle beside the name."""

    start: int
    end: int
    name: tuple[int, int]
    sign: tuple[int, int]
    whole: tuple[int, int]  # with name and date


def find(text: str) -> list[Post]:
    """Return the posts of a text in order: "It is out! — Jane Roe (@janeroe) May 3, 2016", and those below a header."""
    if "@" not in text:
        return []
    return sorted(_signed(text) + _headed(text)) if "(@" in text else _headed(text)


def _signed(text: str) -> list[Post]:
    found: list[Post] = []
    free = 0  # where what is said may begin
    for handle in RE_HANDLE.finditer(text):
        line = max(text.rfind("\n", 0, handle.start()) + 1, handle.start() - LONGEST_NAME - 2)
        dash = max(RE_DASH.finditer(text, line, handle.start()), key=re.Match.start, default=None)
        if dash is None:
            free = handle.end()
            continue
        name = _stripped(text, dash.end(), handle.start())
        said = _before(text, max(free, dash.start() - LONGEST), free, dash.start())
        free = handle.end()
        if said and name[0] < name[1]:
            found.append(Post(*said, name, dash.span(), (said[0], handle.end())))
    return found


def _before(text: str, lowest: int, free: int, end: int) -> tuple[int, int] | None:
    """Return the rest of the line before a signature, or the paragraph above where that is empty; None if too long."""
    _, end = _stripped(text, lowest, end)
    start = text.rfind("\n", lowest, end) + 1
    if start == 0:
        if lowest > free and text[lowest - 1] != "\n":
            return None
        start = lowest
    start, end = _stripped(text, start, end)
    link = RE_LINK.search(text[start:end])
    end = start + link.start() if link else end
    return (start, end) if start < end else None


def _headed(text: str) -> list[Post]:
    headers = list(RE_HEADER.finditer(text))
    if len(headers) < FEWEST:
        return []
    found: list[Post] = []
    ends = [header.start() for header in headers[1:]] + [len(text)]
    for header, stop in zip(headers, ends, strict=True):
        start, _ = _stripped(text, header.end(), stop)
        line = text.find("\n", start, stop)
        start, end = _stripped(text, start, stop if line < 0 else line)
        link = RE_LINK.search(text[start:end])
        end = start + link.start() if link else end
        if start < end <= start + LONGEST:
            found.append(Post(start, end, header.span("name"), header.span("handle"), (header.start(), end)))
    return found


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a stretch without the white space around it."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end
