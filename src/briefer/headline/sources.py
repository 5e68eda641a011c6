"""Whose words a slice gives: what a source merely said keeps its source and its cue, or is no headline."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from briefer.grammar.parsing import Parse
from briefer.model import Claim, Span

# A last clause that looks like an attribution, whatever its verb: ", the union grumbled", ", grumbled the union".
RE_TAIL = re.compile(
    r"""
    (?<=[,"-])
    (?: (?:[dcNP0Sejm][dcNP0SejmfpaO]{0,15}|h) l?(?:xz?)?l? (?: [qjuvem](?=$|[ylp,.;"]) | (?<=x)g )
      | (?<=P,)[qjuvem](?=$|p?y)
      | [qju](?=[dNPcy])
      | [em](?=d?[NPS]{1,5}$)
      | A )
    """,
    re.VERBOSE,
)
RE_PLURAL = re.compile(r"(?<=[,\"-])[NPSm]{1,4}[Nm]$")  # ", state media report": the verb looks like a noun
REACH = 2  # tokens of a source that such a clause must keep behind its cue


class Debt(NamedTuple):
    """Words of a source, and the spans that a slice with any of them must hold: cue and source."""

    content: tuple[Span, ...]
    cue: Span
    source: Span | None

    @property
    def trails(self) -> bool:
        """Tell whether the cue stands behind the words: "…, police said"."""
        return self.content[0].start < self.cue.start

    def paid(self, text: str, start: int, end: int) -> bool:
        """Tell whether text[start:end] has none of the words, or gives their cue and source.

        Of a source it may lack what stands before its name, and an apposition.
        """
        if all(span.end <= start or span.start >= end for span in self.content):
            return not start <= self.cue.start < end  # "the council has agreed |" to what?
        if not start <= self.cue.start < self.cue.end <= end:
            return False
        source = self.source
        if source is None:
            return True
        if source.end <= end:
            return source.end > start
        return start <= source.start < end and text[end] == ","


def owed(parse: Parse, claims: Sequence[Claim], index: int) -> tuple[Debt, ...]:
    """Return the debts of sentence `index`: those of the claims whose content has words of it."""
    sentence = parse.sentences[index]
    found = []
    for claim in claims:
        if claim.cue is None or not any(s.start < sentence.end and s.end > sentence.start for s in claim.content):
            continue
        source = claim.source
        named = Span(source.start, source.end) if source and source.start is not None and source.end else None
        found.append(Debt(claim.content, Span(claim.cue.start, claim.cue.end), named))
    return tuple(found)


def suspected(parse: Parse, kinds: str, first: int, main: int, end: int) -> Iterator[Debt]:
    """Yield the debt of a sentence with a last clause that looks like an attribution, whatever the claims."""
    match = RE_TAIL.search(kinds, main + 1, end) if main >= 0 else None
    if match is None and main >= 0 and parse.cues_at(first + end - 1):
        match = RE_PLURAL.search(kinds, main + 1, end)
    if match is None:
        return
    start, cue = first + match.start(), first + match.end() - 1
    inverted = start == cue and cue + 1 < first + end
    named = (cue + 1, min(cue + 1 + REACH, first + end)) if inverted else (start, max(cue, start + 1))
    said = Span(parse.words.starts[first], parse.words.ends[start - 1])
    yield Debt((said,), parse.span((cue, cue + 1)), parse.span(named))
