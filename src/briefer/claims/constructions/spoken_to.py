"""A quotation that nobody is said to speak, behind who was spoken to: "We spoke to X. “…”"."""

from __future__ import annotations

from briefer.claims.attributions import Attribution
from briefer.claims.parts.appositions import with_apposition
from briefer.claims.parts.quotations import next_quotations
from briefer.claims.parts.scanning import Scan
from briefer.claims.rules import Found, Rule
from briefer.construction import Complement, Construction, Marker, Order
from briefer.grammar.phrases import phrase_after, subject_before

CONSTRUCTION = Construction("spoken to", Marker.VERB, Order.AFTER, Complement.QUOTE)
OBJECTS = {"spoke": ("to", "with"), "talked": ("to", "with"), "asked": ("",)}  # and what the verb needs before who


def find(here: Scan, position: int) -> Found:
    """Return the attribution of the quotations behind a sentence in which the author meets somebody."""
    parse = here.parse
    lower = parse.words.lower
    subject = subject_before(parse, position, here.first)
    if subject is None or lower[subject[0][0]] not in ("we", "i"):
        return None
    end = position + 1
    links = OBJECTS[lower[position]]
    if "" not in links:
        if lower[end : end + 1] and lower[end] in links:
            end += 1
        else:
            return None
    source = phrase_after(parse, end, here.last)
    if source is None or parse.tags[source[0]] == "O":
        return None
    contents = next_quotations(here)
    if not contents:
        return None
    source = with_apposition(here, source)
    return Attribution(CONSTRUCTION, here.index, source, (position, end), "speak", "assert", tuple(contents))


RULE = Rule(CONSTRUCTION, at_word=find, words=frozenset(OBJECTS))
EXAMPLES = """
> We [spoke to] {Jane Roe, the head diver}. <“The piles are rotten.”>
> We [asked] {the caretaker} about it. ¶ <“The part is on a ship.”>
! We spoke to Jane Roe. She was tired.
! We asked for help. “The part is on a ship,” Roe said.
"""
