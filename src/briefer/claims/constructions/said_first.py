"""The verb before everything: "Said X, “…”", as papers write."""

from __future__ import annotations

from briefer.claims.parts.appositions import with_apposition
from briefer.claims.parts.cues import Cue, attribution
from briefer.claims.parts.quotations import with_following
from briefer.claims.parts.scanning import Scan
from briefer.claims.rules import Found, Rule
from briefer.construction import Complement, Construction, Marker, Order
from briefer.grammar.phrases import phrase_after

CONSTRUCTION = Construction("verb first", Marker.VERB, Order.AFTER, Complement.QUOTE)


def find(here: Scan, position: int) -> Found:
    """Return the attribution of a verb that opens the sentence, with its source and a quotation behind it."""
    parse, tags = here.parse, here.parse.tags
    verb = next((verb for verb in parse.verbs[parse.words.lower[position]] if "q" in verb.frames), None)
    source = phrase_after(parse, position + 1, here.last) if position == here.first else None
    if verb is None or source is None:
        return None
    source = with_apposition(here, source)
    at = source[1]
    while at < here.last and tags[at] in ",:":
        at += 1
    if at == source[1] or at >= here.last or tags[at] != '"':
        return None
    passage = parse.passages.at(parse.words.starts[at])
    cue = Cue(verb, position, position, position + 1, negated=False, passive=False, infinitive=False)
    return attribution(here, CONSTRUCTION, cue, source, with_following(here, passage)) if passage else None


RULE = Rule(CONSTRUCTION, at_word=find, words=frozenset({"said", "says", "asked"}))
EXAMPLES = """
> [Said] {the mayor}, <“The bridge is safe.”>
> It was late. [Said] {Jane Roe, a diver}: <“The piles are rotten.”>
! Said the mayor to himself that day.
! The mayor said, “The bridge is safe.”
"""
