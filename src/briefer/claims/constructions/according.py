"""Reports that hang on a preposition: "according to X", "in the words of X"."""

from __future__ import annotations

from briefer.claims.constructions.complements import to_end
from briefer.claims.constructions.contents import interrupted, passage_ending, quotation
from briefer.claims.constructions.reading import Cue, Reading, attribution, keep, token_at
from briefer.claims.constructions.subjects import with_apposition
from briefer.grammar.clauses import content
from briefer.grammar.cues import CueVerb
from briefer.grammar.phrases import phrase_after
from briefer.model import Complement, Construction, Marker, Order

ACCORDING_TO = Construction("according to", Marker.PREPOSITION, Order.AROUND, Complement.MAIN)


def according(here: Reading, position: int, end: int) -> None:
    """Find "according to X, …", "…, according to X" and "in the words of X": the cue's tokens are given."""
    parse, tags = here.parse, here.parse.tags
    source = phrase_after(parse, end, here.last)
    if source is None:
        return
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
        if span:
            keep(here, attribution(here, ACCORDING_TO, cue, source, [span]))
        return
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
            return
    keep(here, attribution(here, ACCORDING_TO, cue, source, contents))
