"""The report behind its content: "“…,” X said", "…, X said"."""

from __future__ import annotations

from briefer.claims.parts.asides import closes
from briefer.claims.parts.audiences import audience_at
from briefer.claims.parts.cues import Cue, attribution
from briefer.claims.parts.interruptions import interrupted
from briefer.claims.parts.quotations import can_be_said, passage_ending, quotation
from briefer.claims.parts.scanning import Scan
from briefer.claims.parts.subjects import subject_of
from briefer.claims.rules import Found, Rule
from briefer.construction import Complement, Construction, Marker, Order

CONSTRUCTION = Construction("content first", Marker.VERB, Order.BEFORE)


def find(here: Scan, cue: Cue) -> Found:
    """Return the attribution of a cue with its content before it."""
    source = subject_of(here, cue)[0]
    if source is None:
        return None
    before = source[0] - 1
    if before < here.first or cue.verb.frames.isdisjoint("qc"):
        return None
    passage = passage_ending(here, before)
    if passage is not None and can_be_said(here, passage):
        if "s" in cue.verb.frames and cue.end < here.last and here.parse.tags[cue.end] in 'DNO"':
            return None  # "“…,” a page of a group called the “Friends of Marle”"
        audience = audience_at(here, cue.end, cue)[0] if "a" in cue.verb.frames else None
        return attribution(
            here,
            CONSTRUCTION.taking(Complement.QUOTE),
            cue,
            source,
            quotation(here, passage, cue.end),
            audience=audience,
        )
    if here.parse.tags[before] != "," or not closes(here, cue) or cue.verb.lemma in here.listed("denying"):
        return None
    if "c" not in cue.verb.frames and here.parse.tags[cue.end : cue.end + 1] == "I":
        return None  # "as the river rose, the dam began to leak"
    contents = interrupted(here, before, cue.end)
    if not contents or _opens_quotation(here, cue.end):
        return None
    audience = audience_at(here, cue.end, cue)[0] if "a" in cue.verb.frames else None
    return attribution(here, CONSTRUCTION.taking(Complement.MAIN), cue, source, contents, audience=audience)


def _opens_quotation(here: Scan, at: int) -> bool:
    """Tell whether a whole quotation follows: "when asked about it, she said, “No comment.”"."""
    tags = here.parse.tags
    if at + 1 >= here.last or tags[at] != "," or tags[at + 1] != '"':
        return False
    words = here.parse.words
    if at + 2 >= here.last or not words.texts[at + 2][0].isupper():
        return False
    return words.texts[at + 2] != "I" or tags[here.first] in "HB"


RULE = Rule(CONSTRUCTION, place=70, at_cue=find)
EXAMPLES = """
> <“The bridge is safe,”> {the mayor} [said].
> <The bridge is safe>, {the mayor} [said] on Monday.
> <“Stay at home,”> {the mayor} [told] /residents/.
> <The bridge is safe>, {the mayor} [told] /residents/ on Monday.
> <The bridge>, {the mayor} [said], <will not be closed this year>.
! When Flint was asked whether he liked it, he said, “I do not.”
! The bridge is old, a claim the mayor denied.
! After the vote, the mayor said nothing.
! As the river rose, the dam began to leak.
! “Harbour Lights,” a page of a group called the “Friends of Marle”, is popular.
"""
