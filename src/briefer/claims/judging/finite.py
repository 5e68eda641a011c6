"""Finite verbs within what looks like a noun phrase: "a clerk | took gifts", where "took" could be a participle."""

from __future__ import annotations

import re
from functools import cache

from briefer.grammar.parsing import Parse
from briefer.languages import load_lines

RE_CLAUSE = re.compile(r"(?:^|[NnP]R*)v(?=[DZNnROx])")  # "Roe spent | an hour", "left | the room"


def finite_in(parse: Parse, start: int, end: int) -> int | None:
    """Return the token of the first verb with an object that a noun phrase seems to hold, None if it holds none."""
    for match in RE_CLAUSE.finditer(parse.tags[start:end]):
        at = start + match.end() - 1
        if parse.words.lower[at] in _finite(parse.language):
            return at
    return None


@cache
def _finite(language: str) -> frozenset[str]:
    return frozenset(load_lines(language, "grammar_verbs.txt"))
