"""The source behind "according to": "According to X, …", "…, according to X"."""

from __future__ import annotations

from briefer.claims.attributions import Attribution
from briefer.claims.parts.appositions import with_apposition
from briefer.claims.parts.cues import Cue, attribution
from briefer.claims.parts.extents import to_end
from briefer.claims.parts.interruptions import interrupted
from briefer.claims.parts.quotations import passage_ending, quotation
from briefer.claims.parts.scanning import Scan, token_at
from briefer.claims.rules import STOP, Found, Rule
from briefer.grammar.clauses import content
from briefer.grammar.cues import CueVerb
from briefer.grammar.phrases import phrase_after
from briefer.model import Complement, Construction, Marker, Order

CONSTRUCTION = Construction("according to", Marker.PREPOSITION, Order.AROUND, Complement.MAIN)


def find(here: Scan, position: int) -> Found:
    """Return the attribution of "according to" at a token."""
    if position + 2 >= here.last or here.parse.words.lower[position + 1] != "to":
        return None
    return behind_preposition(here, CONSTRUCTION, position, position + 2) or STOP


def behind_preposition(here: Scan, made: Construction, position: int, end: int) -> Attribution | None:
    """Return the attribution of a cue that is a preposition, of which the tokens are given, to what stands behind."""
    parse, tags = here.parse, here.parse.tags
    source = phrase_after(parse, end, here.last)
    if source is None:
        return None
    opening = position == here.first or tags[position - 1] in "CKB" or tags[here.first : position] == '"'
    whole = with_apposition(here, source)
    if not opening or (whole[1] < here.last and tags[whole[1]] == ","):
        source = whole  # "According to the survey, one in five …": an apposition would end in a comma
    words = " ".join(parse.words.lower[position:end])
    verb = CueVerb(words, "assert", frozenset("c"), frozenset(), "base")
    cue = Cue(verb, position, position, end, False, False, False)
    if opening:
        start = source[1]
        while start < here.last and tags[start] in ",)":
            start += 1
        span = to_end(here, start)
        return attribution(here, made, cue, source, [span]) if span else None
    before = position - 1
    passage = passage_ending(here, before)
    if passage is not None and token_at(here, passage.start) <= here.first + 1:
        contents = quotation(here, passage, source[1])
    else:
        if tags[before] in ",-(":
            contents = interrupted(here, before, source[1])
        else:
            start = here.covered if here.found and here.covered < position else here.first
            span = content(parse, start, position)
            contents = [span] if span else []
        if not contents:
            return None
    return attribution(here, made, cue, source, contents)


RULE = Rule(CONSTRUCTION, at_word=find, words=frozenset({"according"}))
EXAMPLES = """
> According to {the mayor}, <the bridge is safe>.
> <The bridge is safe>, according to {the mayor}.
> <“The bridge is safe,”> according to {the mayor}.
! The work went according to plan.
"""
