"""The source behind its verb: "“…,” said X", "…, said X"."""

from __future__ import annotations

from briefer.claims.parts.appositions import with_apposition, without_adjunct
from briefer.claims.parts.cues import Cue, attribution
from briefer.claims.parts.interruptions import interrupted
from briefer.claims.parts.quotations import can_be_said, passage_ending, quotation
from briefer.claims.parts.scanning import Scan
from briefer.claims.parts.subjects import opens_with_subject
from briefer.claims.rules import Found, Rule
from briefer.construction import Complement, Construction, Marker, Order
from briefer.grammar.nouns import nouns, singular
from briefer.grammar.patterns import pattern
from briefer.grammar.phrases import phrase_after

CLAUSE = pattern(
    "[PREP ADV WORD WHILE]{0,3} DET{0,2} NUM? NOUN{1,4} (?:OF DET{0,2} NOUN{1,3}+)?+ ADV*+ VERB [DET NOUN PREP NUM TO]"
)
CONSTRUCTION = Construction("inverted", Marker.VERB, Order.INVERTED)


def find(here: Scan, cue: Cue) -> Found:
    """Return the attribution of a cue with its source behind it, and its content before."""
    parse, tags = here.parse, here.parse.tags
    if "q" not in cue.verb.frames or cue.start - 1 < here.first or cue.start != cue.at:
        return None
    if "a" in cue.verb.frames and not _asks(here, cue):
        return None
    before = cue.start - 1
    passage = passage_ending(here, before)
    if passage is None and (tags[before] != "," or _opens_main_clause(here, cue)):
        return None
    if passage is None and cue.verb.frames.isdisjoint("ct") and "s" in cue.verb.frames:
        return None  # "a boat, called Roe"
    if passage is not None and not can_be_said(here, passage):
        return None
    source = phrase_after(parse, cue.end, here.last)
    if source is None or tags[source[0]] in "O":
        return None
    if passage is None and tags[source[0] : source[0] + 2] == "DF":
        return None  # "Roe, the mayor, said many of the piles were rotten"
    source = without_adjunct(here, source)
    after = source[1]
    if passage is None and (after < here.last and tags[after] not in ".,-;(" and tags[after] not in "SRMBFGW"):
        return None
    source = with_apposition(here, source)
    if passage is not None:
        return attribution(
            here, CONSTRUCTION.taking(Complement.QUOTE), cue, source, quotation(here, passage, source[1])
        )
    contents = interrupted(here, before, source[1])
    return attribution(here, CONSTRUCTION.taking(Complement.MAIN), cue, source, contents) if contents else None


def _asks(here: Scan, cue: Cue) -> bool:
    """Tell whether a quotation stands before a verb that needs no hearer: "“Are they safe?” asked | the mayor"."""
    parse, before = here.parse, cue.start - 1
    if cue.verb.lemma in here.listed("warning") and parse.quoted[before]:
        return True
    asked = "w" in cue.verb.frames and parse.quoted[before]
    return bool(asked) and parse.text[parse.words.ends[before] - 2] == "?"


def _opens_main_clause(here: Scan, cue: Cue) -> bool:
    """Tell whether the subject of a verb stands before its comma, and nothing shows that it is inverted."""
    return opens_with_subject(here, cue.start) and not _closes(here, cue) and not _is_inserted(here, cue)


def _is_inserted(here: Scan, cue: Cue) -> bool:
    """Tell whether a verb goes on behind the source: "The port, argues Jane Roe, | is unsafe"."""
    source = phrase_after(here.parse, cue.end, here.last)
    if source is None or cue.verb.form != "s":
        return False
    return here.parse.tags[source[1] : source[1] + 2] in (",A", ",V")


def _closes(here: Scan, cue: Cue) -> bool:
    """Tell whether a bare group ends the sentence behind a clause: "At least 200 homes lost power, said | police."."""
    parse, tags = here.parse, here.parse.tags
    clause = CLAUSE.match(tags, here.first, cue.start - 1)
    source = phrase_after(parse, cue.end, here.last)
    if clause is None or source is None or (source[1] < here.last and tags[source[1]] != "."):
        return False
    head = singular(parse.words.lower[source[1] - 1])
    types = nouns(parse.language).types
    return tags[source[1] - 1] == "N" or head in types or parse.words.lower[source[1] - 1] in types


RULE = Rule(CONSTRUCTION, place=30, at_cue=find)
EXAMPLES = """
> <“The bridge is safe,”> [said] {the mayor}.
> <The bridge is safe>, [said] {Jane Roe, a spokeswoman for the city}.
> <“Are the piles safe?”> [asked] {the mayor}.
> <“Keep off the pier,”> [warned] {the mayor}.
> <“The piles,”> [said] {the diver}, <“are rotten.”>
> <At least 200 homes lost power>, [said] {police}.
> <The port>, [argues] {Jane Roe}, <is unsafe for its crews>.
! The port, says the mayor of Marle, on which it lies.
! Jane Roe, the mayor, said the council had met.
! He heard “Are they safe?” asked the mayor to his face.
! They bought a boat, called Roe.
! The song “Harbour Lights”, wrote it in one night.
"""
