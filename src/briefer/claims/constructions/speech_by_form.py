"""A quotation with its speaker and a verb that is on no list: "“…,” X sighed", "“…?” barked X"."""

from __future__ import annotations

from briefer.claims.attributions import Attribution
from briefer.claims.parts.quotations import passage_ending, quotation
from briefer.claims.parts.scanning import Scan, token_at
from briefer.claims.rules import Found, Rule
from briefer.construction import Complement, Construction, Marker, Order
from briefer.grammar.nouns import nouns, singular
from briefer.grammar.patterns import pattern
from briefer.model import SourceType

CONSTRUCTION = Construction("speech by form", Marker.VERB, Order.BEFORE, Complement.QUOTE)
NAMED = "(?:DET? WORD{0,2})? NAME{1,4}+"
CALLED = "DET{1,2} WORD{1,3}+ (?:[OF PREP] DET{0,2} NOUN{1,3}+)?+"  # "the captain", "the head of the union"
SPEAKER = f"PRON | {NAMED} | {CALLED}"
AFTER = pattern(f"(?P<source>{SPEAKER}) (?P<verb>[CUE VERB WORD]) (?P<end> $ | [. , ; -] | PREP | ADV)")
INVERTED = pattern(f"(?P<verb>[CUE VERB WORD]) (?P<source>{NAMED} | {CALLED}) (?P<end> $ | [. , ; -])")
SPEAKING = frozenset({SourceType.PERSON, SourceType.ANONYMOUS, SourceType.GROUP})
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
    after = AFTER.match(parse.tags, position, here.last)
    match = after or INVERTED.match(parse.tags, position, here.last)
    if match is None:
        return None
    verb = match.start("verb")
    word = parse.words.lower[verb]
    if not word.endswith(ENDINGS) or word.endswith("ss"):
        return None
    if any(not verb.frames.isdisjoint("qc" if after else "q") for verb in parse.verbs[word]):
        return None  # other constructions find it
    source = (match.start("source"), match.end("source"))
    if not _is_somebody(here, *source):
        return None
    contents = tuple(sorted(quotation(here, passage, match.start("end"))))
    return Attribution(CONSTRUCTION, here.index, source, (verb, verb + 1), word, "assert", contents)


def _is_somebody(here: Scan, start: int, end: int) -> bool:
    """Tell whether a phrase is a pronoun, holds a name, or is headed by a noun for a human: "the captain"."""
    tags = here.parse.tags
    if not tags[start:end].startswith("D") or "N" in tags[start:end]:
        return True
    head = next((at for at in range(start, end) if tags[at] in "FS"), end) - 1
    return nouns(here.parse.language).kind(singular(here.parse.words.lower[head])) in SPEAKING


RULE = Rule(CONSTRUCTION, at_quotation=find)
EXAMPLES = """
> <“This is a shame for the whole town,”> {Bell} [sighed].
> <“Get off the pier!”> [barked] {Jane Roe}.
> <“Nobody asked us,”> {she} [shrugs].
> <“Nobody asked us,”> {the captain} [barked].
> <“Is nobody in charge?”> [grouched] {the head of the union}.
! “Harbour Lights,” the band played.
! “A town after rain,” the banner showed.
! He sang “A Town After Rain” as Roe watched.
! “The water rose all night,” says Nell Brook, a diver of Lissel.
"""
