"""Where a slice may begin: at the subject, or within it at a name that the article itself uses alone."""

from __future__ import annotations

import re
from contextlib import suppress

from briefer.grammar.subclasses import NAME
from briefer.headline.clause import Clause

# "Former harbour master Anna Brandt has": the name can be the subject alone.
RE_DESCRIPTOR = re.compile(r"[NPgeml-]*?N(P{1,4})")
NO_TITLE = frozenset(',;-"f(arSptT')
PEOPLE = ("an", "ese", "ish")


def begins(clause: Clause) -> tuple[int, ...]:
    """Return the tokens that a slice may begin with, the subject's first one first."""
    kinds, origin, main = clause.kinds, clause.origin, clause.main
    article = kinds[origin] == "d" and clause.among(origin, "article")
    found = [origin]
    if (match := RE_DESCRIPTOR.match(kinds, origin + article)) and match.end() == main:
        found.append(match.start(1))
    # "The Swede has" needs its article.
    if (
        article
        and kinds[origin + 1 : origin + 2] in ("P", "0")
        and not (main > 0 and clause.word(main - 1).endswith(PEOPLE))
    ):
        found.append(origin + 1)
    found += _short_names(clause)
    return tuple(dict.fromkeys(found))


def _short_names(clause: Clause) -> list[int]:
    """Return where the subject's name may begin: with a shorter form that the article itself goes on to use."""
    kinds, main, first = clause.kinds, clause.main, clause.first
    start = main
    while start > clause.origin and kinds[start - 1] == NAME:
        start -= 1
    if main - start < 2 or not NO_TITLE.isdisjoint(kinds[clause.origin : start]):
        return []
    texts = clause.parse.words.texts
    found: list[int] = []
    last, at = texts[first + main - 1], first + clause.end
    with suppress(ValueError):
        while len(found) < main - start:
            at = texts.index(last, at + 1)
            length = 1
            while length < main - start and texts[at - length] == texts[first + main - 1 - length]:
                length += 1
            before = texts[at - length]
            if not before[0].isupper() or before.lower() in clause.lexicon.sets["honorific"]:
                found.append(main - length)
    return found
