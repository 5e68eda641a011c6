"""A noun that reports: "X's claim that …", "his promise to …", "the finding that …"."""

from __future__ import annotations

from briefer.claims.attributions import Attribution
from briefer.claims.parts.nominals import Nominal, governs, group_start, rest_behind
from briefer.claims.parts.openings import is_infinitive
from briefer.claims.parts.scanning import Scan, floor_before
from briefer.claims.rules import Found, Rule
from briefer.construction import Complement, Construction, Marker
from briefer.grammar.listed import listed
from briefer.grammar.nouns import is_plural
from briefer.grammar.parsing import Tokens
from briefer.grammar.patterns import pattern
from briefer.grammar.phrases import phrase_after, phrase_before, subject_before
from briefer.grammar.remarks import denied_aside

CONSTRUCTION = Construction("noun", Marker.NOUN)
HELD = frozenset({"TD", "TP", "TN", "Tn"})  # what shows that "that" opens no relative clause
CLAUSE_BEHIND = pattern("(?:PRON | DET{0,3} NOUN{1,4}+) ADV*+ AUX")
BETWEEN = 3  # words that may stand between a possessor and the noun


def find(here: Scan, nominal: Nominal) -> Found:
    """Return the attribution of a noun with its content behind it."""
    position, family = nominal
    tags = here.parse.tags
    after = position + 1
    if tags[position] not in "nG" or after + 1 >= here.last:
        return None
    comma = position - 1 - (tags[position - 1 : position] == "D")
    if comma > here.first and tags[comma] in ",-" and denied_aside(here.parse, comma, here.last):
        return None  # "…, accusations that Roe denies"
    source = _possessor(here, position) or (_maker(here, position) if tags[after] == "T" else None)
    cue = (position, after)
    if tags[after] == "F" and source is None:
        return _held_by(here, family, position)
    if source is None and _is_bare(here, position):
        return rest_behind(here, CONSTRUCTION.taking(Complement.CLAUSE), family, None, cue, after)
    if tags[after] == "T":
        if tags[after + 1] in "AVv" or (tags[after + 1] == "R" and tags[min(after + 2, here.last - 1)] in "AVv"):
            return None  # "a report that was leaked": a relative clause
        return rest_behind(here, CONSTRUCTION.taking(Complement.THAT), family, source, cue, after)
    if source is None:
        return None
    # Families of nominal_cues.txt whose infinitive is what is said, not what the noun is for.
    wants = family in ("intend", "promise", "threaten", "decline", "order")
    if tags[after] == "I" and wants and is_infinitive(here, after):
        return rest_behind(here, CONSTRUCTION.taking(Complement.INFINITIVE), family, source, cue, after)
    if governs(here, after):
        return rest_behind(
            here, CONSTRUCTION.taking(Complement.OBJECT), family, source, (position, after + 1), after + 1
        )
    return None


def _maker(here: Scan, position: int) -> Tokens | None:
    """Return who makes it with a verb that says no more: "| the firm | issued a new warning"."""
    tags, lower = here.parse.tags, here.parse.words.lower
    verb = position - 1
    while verb > here.first and position - verb <= BETWEEN and tags[verb] in "nvDRG" and lower[verb] not in made(here):
        verb -= 1
    if lower[verb] not in made(here) or verb <= here.first:
        return None
    group = group_start(here, verb, "RA")
    subject = subject_before(here.parse, group, floor_before(here, group)) if group > here.first else None
    return subject[0] if subject and tags[subject[0][0]] != "O" else None


def made(here: Scan) -> frozenset[str]:
    """Return the verbs that only say that a claim, a warning or a promise was made."""
    return listed(here.parse.language, "light")


def _held_by(here: Scan, family: str, position: int) -> Attribution | None:
    """Return the attribution of "the view of the mayor that the bridge is safe"."""
    tags = here.parse.tags
    source = phrase_after(here.parse, position + 2, here.last)
    if source is None or tags[source[1] : source[1] + 2] not in HELD or tags[position - 1] not in "Dn":
        return None
    made = CONSTRUCTION.taking(Complement.THAT)
    return rest_behind(here, made, family, source, (position, position + 1), source[1])


def _is_bare(here: Scan, position: int) -> bool:
    """Tell whether a clause without "that" follows a plural: "amid fears | the bank would fail"."""
    parse = here.parse
    if parse.words.lower[position - 1] not in here.listed("amid") or not is_plural(parse.words.lower[position]):
        return False
    return CLAUSE_BEHIND.match(parse.tags, position + 1, here.last) is not None


def _possessor(here: Scan, position: int) -> Tokens | None:
    """Return whose claim it is: "the mayor's own claim", "his claim"."""
    tags = here.parse.tags
    before = position - 1
    while before > here.first and position - before <= BETWEEN and tags[before] in "nvRG":
        before -= 1
    if before < here.first:
        return None
    if tags[before] == "L":
        return phrase_before(here.parse, before, floor_before(here, before))
    if here.parse.words.lower[before] in here.listed("possessive"):
        return (before, before + 1)
    return None


RULE = Rule(CONSTRUCTION, at_nominal=find, section="noun")
EXAMPLES = """
> It was {the mayor}'s [claim] <that the bridge is safe>.
> {The firm} issued a new [warning] <that prices would rise>.
> {The mayor} has raised [fears] <that the bridge may fall>.
> It is the [view] of {the mayor} <that the bridge is safe>.
> Shares fell amid [fears] <the bank would fail>.
! The firm issued a report that was leaked.
! The fears of the mayor that came true were many.
! Amid fears the bank closed.
> The mayor forgot {his} [promise] <to mend the bridge>.
! A report that was leaked on Monday caused a stir.
! The claim was dropped.
"""
