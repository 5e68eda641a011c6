"""Content beside an as-clause: "As X noted, …", "…, as X has noted"."""

from __future__ import annotations

from briefer.claims.attributions import Attribution
from briefer.claims.parts.asides import RE_CLOSING_ASIDE
from briefer.claims.parts.cues import Cue, attribution
from briefer.claims.parts.extents import to_end
from briefer.claims.parts.interruptions import interrupted
from briefer.claims.parts.scanning import Scan
from briefer.claims.parts.subjects import subject_of
from briefer.claims.rules import Found, Rule
from briefer.construction import Complement, Construction, Marker, Order
from briefer.grammar.cues import CueVerb
from briefer.grammar.parsing import Tokens
from briefer.grammar.phrases import subject_before

CONSTRUCTION = Construction("as-clause", Marker.VERB, Order.AROUND, Complement.MAIN)


def find(here: Scan, cue: Cue) -> Found:
    """Return the attribution of a cue whose subject follows "as"."""
    source = subject_of(here, cue)[0]
    return noted(here, cue, CONSTRUCTION, source[0], source) if source else None


def noted(here: Scan, cue: Cue, made: Construction, opening: int, source: Tokens) -> Attribution | None:
    """Return the clause beside "as X noted" or "as reported by X".

    `opening` is the first token behind "as": the source, or the verb in "as reported by X".
    """
    tags, marker = here.parse.tags, opening - 1
    end = max(cue.end, source[1])
    if marker < here.first or here.parse.words.lower[marker] != "as" or "c" not in cue.verb.frames:
        return None
    match = RE_CLOSING_ASIDE.match(tags, end, here.last)
    if end < here.last and (tags[end] == "I" or here.parse.words.lower[end] == "with"):
        return None  # "as X claims to know", "as X joked with her"
    end = match.end() if match else end
    if end < here.last and tags[end] not in ",.-":
        return None  # "as X noted that …", "as he told the court how …"
    if marker == here.first or (marker == here.first + 1 and tags[here.first] in "CKR"):
        span = to_end(here, end + 1) if end + 1 < here.last and tags[end] == "," else None
        return attribution(here, made, cue, source, [span]) if span else None
    if tags[marker - 1] not in ",-":
        return None
    contents = interrupted(here, marker - 1, end)
    return attribution(here, made, cue, source, contents) if contents else None


def put(here: Scan, position: int) -> Found:
    """Return the attribution of "as X put it"."""
    parse = here.parse
    closed = position + 2 >= here.last or parse.tags[position + 2] in ",.-"  # not "put it on the table"
    if parse.words.lower[position + 1 : position + 2] != ["it"] or position <= here.first or not closed:
        return None
    subject = subject_before(parse, position, here.first)
    if subject is None:
        return None
    verb = CueVerb("put", "assert", frozenset("c"), frozenset(), "past")
    cue = Cue(verb, position, position, position + 2, False, False, False)
    return noted(here, cue, CONSTRUCTION, subject[0][0], subject[0])


RULE = Rule(CONSTRUCTION, place=60, at_cue=find, at_word=put, words=frozenset({"put", "puts"}))
EXAMPLES = """
> As {the mayor} [noted], <the bridge is old>.
> <The bridge is old>, as {the mayor} [has noted].
> As {the mayor} [put it], <the bridge is a bad joke>.
> <The bridge is a bad joke>, as {the mayor} [puts it].
! As the mayor put it on the table, the bridge fell.
! The mayor put it in a drawer.
! As the mayor claims to know, the bridge is old.
! As the mayor joked with the crowd, the rain began.
! As the mayor noted that the bridge was old, the council met.
"""
