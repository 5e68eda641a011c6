"""Whose own site a page is: one that is called like a person, at an address of that name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from briefer.readers.metadata.names import is_outlet, letters

LONGEST = 3  # words of a name
RE_WORD = re.compile(r"[^\W\d_][\w.-]*")
RE_OWN = re.compile(r"['’]s?$")


def find(url: str | None, names: Iterable[str]) -> str | None:
    """Return the person whose name is both in the address of a page and in one of the names of its site.

    >>> find("https://www.janedoe.example/2031/mole", ["Jane Doe's notes"])
    'Jane Doe'
    """
    host = (urlsplit(url).hostname or "").split(".") if url else []
    called = {letters(part) for part in host[:-1]}
    for name in names:
        words = [RE_OWN.sub("", word) for word in name.split()]
        for first in range(len(words)):
            for last in range(first + 2, min(first + LONGEST, len(words)) + 1):
                found = " ".join(words[first:last])
                if letters(found) in called and _is_name(words[first:last]):
                    return found
    return None


def _is_name(words: list[str]) -> bool:
    capitals = all(RE_WORD.fullmatch(word) and word[0].isupper() for word in words)
    return capitals and not is_outlet(" ".join(words))
