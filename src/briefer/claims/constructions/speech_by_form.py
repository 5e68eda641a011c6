"""A quotation with its speaker and a verb that is on no list: "“…,” X sighed", "“…?” barked X"."""

from __future__ import annotations

from briefer.claims.attributions import Attribution
from briefer.claims.parts.quotations import passage_ending, quotation
from briefer.claims.parts.scanning import Scan, token_at
from briefer.claims.rules import Found, Rule
from briefer.construction import Complement, Construction, Marker, Order
from briefer.grammar.patterns import pattern

CONSTRUCTION = Construction("speech by form", Marker.VERB, Order.BEFORE, Complement.QUOTE)
SPEAKER = "PRON | (?:DET? WORD{0,2})? NAME{1,4}+"
AFTER = pattern(f"(?P<source>{SPEAKER}) (?P<verb>[CUE VERB WORD]) (?P<end> $ | [. , ; -] | PREP | ADV)")
INVERTED = pattern("(?P<verb>[CUE VERB WORD]) (?P<source>(?:DET? WORD{0,2})? NAME{1,4}+) (?P<end> $ | [. , ; -])")
LEAST = 3  # words of a quotation that is speech, not a title
ENDINGS = ("ed", "s")  # of verbs in the forms that tell of speech


def find(here: Scan, position: int) -> Found:
    """Return the attribution of a quotation that a comma, a question or an exclamation ends, to the name behind it."""
    parse = here.parse
    passage = passage_ending(here, position - 1)
    if passage is None or parse.text[passage.end - 2 : passage.end - 1] not in ",?!—-":
        return None
    if position - token_at(here, passage.start) - 2 < LEAST:
        return None
    match = AFTER.match(parse.tags, position, here.last) or INVERTED.match(parse.tags, position, here.last)
    if match is None:
        return None
    verb = match.start("verb")
    word = parse.words.lower[verb]
    if not word.endswith(ENDINGS) or word.endswith("ss"):
        return None
    if any(not verb.frames.isdisjoint("qc") for verb in parse.verbs[word]):
        return None  # other constructions find it
    contents = tuple(sorted(quotation(here, passage, match.start("end"))))
    source = (match.start("source"), match.end("source"))
    return Attribution(CONSTRUCTION, here.index, source, (verb, verb + 1), word, "assert", contents)


RULE = Rule(CONSTRUCTION, at_quotation=find)
EXAMPLES = """
> <“This is a shame for the whole town,”> {Bell} [sighed].
> <“Get off the pier!”> [barked] {Jane Roe}.
> <“Nobody asked us,”> {she} [shrugs].
! “Harbour Lights,” the band played.
! He sang “A Town After Rain” as Roe watched.
! “The water rose all night,” says Nell Brook, a diver of Lissel.
"""
