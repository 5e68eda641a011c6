"""An aside by which somebody denies what has just been told: ", a claim that X denies", "- something X rejects"."""

from __future__ import annotations

from briefer.claims.parts.cues import Cue, attribution
from briefer.claims.parts.scanning import Scan
from briefer.claims.parts.subjects import subject_of
from briefer.claims.rules import Found, Rule
from briefer.construction import Complement, Construction, Marker, Order
from briefer.grammar.remarks import denied_aside

CONSTRUCTION = Construction("denied aside", Marker.VERB, Order.GAP, Complement.OBJECT)
LONGEST = 24  # tokens before the verb


def find(here: Scan, cue: Cue) -> Found:
    """Return the attribution of a verb of denial; its content is the noun that stands for what was told."""
    if cue.verb.lemma not in here.listed("denying"):
        return None
    parse = here.parse
    for at in range(cue.start - 1, max(here.first, cue.start - LONGEST), -1):
        if parse.tags[at] in ",-" and denied_aside(parse, at, here.last) == cue.end:
            break
    else:
        return None
    source = subject_of(here, cue)[0]
    if source is None or source[0] <= at + 1:
        return None
    end = source[0] - (parse.tags[source[0] - 1] in "TW")
    return attribution(here, CONSTRUCTION, cue, source, [parse.span((at + 1, end))])


RULE = Rule(CONSTRUCTION, place=75, at_cue=find)
EXAMPLES = """
> Many accuse Roe of lying - <a claim> {he} [rejects].
> The army says it found arms in the school, <an allegation> {the rebels} [have denied].
> Marle accuses Norland of sending spies – <claims> that {Norland} [denies].
! They kept the shells, the shells that the army denied.
! The mayor said the bridge was safe, a claim that engineers check.
"""
