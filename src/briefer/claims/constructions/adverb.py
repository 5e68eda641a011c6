"""The clause around an adverb that reports, with no source: "X allegedly did …"."""

from __future__ import annotations

from briefer.claims.parts.nominals import Nominal, around, group_start
from briefer.claims.parts.scanning import Scan
from briefer.claims.rules import Found, Rule
from briefer.construction import Construction, Marker, Order

CONSTRUCTION = Construction("adverb", Marker.ADVERB, Order.AROUND)


def find(here: Scan, word: Nominal) -> Found:
    """Return the clause around the adverb."""
    position, family = word
    tags = here.parse.tags
    behind = position + 1
    while behind < here.last and tags[behind] in "RA":
        behind += 1
    if behind < here.last and tags[behind] == "V" and _reports(here, behind):
        return None  # "Roe reportedly said that it rained": Roe said it
    return around(here, CONSTRUCTION, family, (position, position + 1), group_start(here, position, "A"))


def _reports(here: Scan, verb: int) -> bool:
    cues = here.parse.verbs[here.parse.words.lower[verb]]
    following = here.parse.tags[verb + 1 : verb + 2]
    marked, bare = following in ("T", "P", '"', ":", "H"), following in ("D", "N", "n", "O", "Z")
    return any(
        cue.form != "base"
        and (
            (marked and cue.family == "assert")
            or (bare and cue.lemma in here.listed("core"))
            or (following == "I" and cue.family in ("threaten", "promise"))
        )
        for cue in cues
    )


RULE = Rule(CONSTRUCTION, at_nominal=find, section="adverb")
EXAMPLES = """
> <The mayor> [allegedly] <took the keys>.
! The mayor reportedly said the bridge was old.
! The mayor allegedly threatened to close the bridge.
! The mayor reportedly said that the bridge was old.
! The mayor quickly took the keys.
"""
