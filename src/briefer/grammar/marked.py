"""Example sentences of rules, marked up where they stand: what a rule must find in them, or must leave alone.

One line an example. `> ` opens one that the rule must find, `! ` one in which it must find nothing. Marks tell what:
`{source}`, `[cue]`, `<content>` and `/audience/`; what is not marked is not asked for. Content that is interrupted has
several marks, and the sentences before the marked one may say who somebody is.

    > {The board} [inferred] that <the piles were rotten>.
    > <“The piles>, {the diver} [said], <are rotten.”>
    ! The firm found a key under the board.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from briefer.model import Span

FINDS, LEAVES = "> ", "! "
MARKS = {"{": "source", "[": "cue", "<": "content", "/": "audience"}
CLOSING = {"}": "{", "]": "[", ">": "<", "/": "/"}
RE_MARK = re.compile(r"[{}\[\]<>]|(?<![\w/])/(?=\w)|(?<=\w)/(?![\w/])")


class Marked(NamedTuple):
    """An example: its plain text, and the spans in it that are marked, half-open, in code points."""

    text: str
    fires: bool
    source: Span | None = None
    cue: Span | None = None
    content: tuple[Span, ...] = ()
    audience: Span | None = None


def read(line: str) -> Marked:
    """Return the example of a line; raises ValueError where it opens as none or a mark is not closed.

    >>> example = read("> {The board} [inferred] that <the piles were rotten>.")
    >>> example.text, example.cue.of(example.text), example.content[0].of(example.text)
    ('The board inferred that the piles were rotten.', 'inferred', 'the piles were rotten')
    """
    if not line.startswith((FINDS, LEAVES)):
        raise ValueError(f"an example opens with {FINDS!r} or {LEAVES!r}, not {line[:20]!r}")
    text = ""
    spans: dict[str, list[Span]] = {}
    opened: dict[str, int] = {}
    at = len(FINDS)
    for match in RE_MARK.finditer(line, at):
        text += line[at : match.start()]
        at = match.end()
        mark = CLOSING.get(match[0], match[0])
        if mark in opened:
            spans.setdefault(MARKS[mark], []).append(Span(opened.pop(mark), len(text)))
        elif match[0] in MARKS:
            opened[mark] = len(text)
        else:
            raise ValueError(f"{match[0]} closes nothing in {line!r}")
    if opened:
        raise ValueError(f"{', '.join(opened)} is not closed in {line!r}")
    single = {name: found[0] for name, found in spans.items() if name != "content"}
    return Marked(text + line[at:], line.startswith(FINDS), content=tuple(spans.get("content", ())), **single)
