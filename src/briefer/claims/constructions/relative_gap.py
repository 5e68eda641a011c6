"""A relative clause whose pronoun is part of the content: "an attack which X said was planned", "which X denied"."""

from __future__ import annotations

from briefer.claims.parts.cues import Cue, attribution
from briefer.claims.parts.extents import before_comma
from briefer.claims.parts.scanning import Scan
from briefer.claims.parts.subjects import subject_of
from briefer.claims.rules import Found, Rule
from briefer.construction import Construction, Marker, Order
from briefer.grammar.clauses import clause_end, content
from briefer.grammar.phrases import antecedent_before

CONSTRUCTION = Construction("relative gap", Marker.VERB, Order.GAP)


def find(here: Scan, cue: Cue) -> Found:
    """Return the attribution of a cue: its content is what the pronoun stands for, and the rest of the clause."""
    source = subject_of(here, cue)[0]
    if source is None:
        return None
    parse, tags = here.parse, here.parse.tags
    pronoun = source[0] - 1
    if pronoun < here.first or tags[pronoun] not in "WT" or cue.end >= here.last:
        return None
    end = pronoun - 1 if pronoun > here.first and tags[pronoun - 1] == "," else pronoun
    antecedent = antecedent_before(parse, end, here.first)
    if antecedent is None:
        return None
    letter = tags[cue.end]
    contents = [parse.span(antecedent)]
    if letter not in ".,;-":
        stop = clause_end(parse, cue.end, here.last, relative=True, cue_form=cue.verb.form)
        if end < pronoun:
            stop = before_comma(here, cue.end, stop)
        rest = content(parse, cue.end, stop)
        described = "s" in cue.verb.frames and parse.words.lower[cue.end] == "as"
        if rest is None or (letter not in 'AVv"' and not described and tags[stop - 1] not in "SFI"):
            return None
        contents.append(rest)
    elif tags[pronoun] == "T" or cue.verb.frames.isdisjoint("cn"):
        return None
    return attribution(here, CONSTRUCTION, cue, source, contents)


RULE = Rule(CONSTRUCTION, place=80, at_cue=find)
EXAMPLES = """
> It was one of <the shells> that {the army} [said] <were old>.
> The list names <a clerk>, who {the bank} [said] <had left in May>, a driver and two porters.
> They bombed <the depot>, which {the army} [said] <was empty>, killing three.
> <The charges>, which {the mayor} [denied], were dropped.
> Police held <a woman>, who {officials} [said] <was her sister>, and let her go.
> It was <a house>, which {the mayor} [said] <was old, damp and empty>, on the quay.
! They kept the shells that the army denied.
! The town that the mayor said goodbye to grew.
"""
