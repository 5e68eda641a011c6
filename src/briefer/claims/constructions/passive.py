"""The passive without an agent: "is expected to …", "X was told that …", "was described as …"."""

from __future__ import annotations

from briefer.claims.parts.complements import Report, rest_of
from briefer.claims.parts.cues import Cue, attribution
from briefer.claims.parts.extents import before_comma
from briefer.claims.parts.openings import is_infinitive
from briefer.claims.parts.scanning import Scan, floor_before
from briefer.claims.parts.subjects import antecedent_of
from briefer.claims.rules import Found, Rule
from briefer.construction import Complement, Construction, Marker
from briefer.grammar.clauses import clause_end, content
from briefer.grammar.nouns import nouns, singular
from briefer.grammar.parsing import Tokens
from briefer.grammar.patterns import pattern
from briefer.grammar.phrases import PEOPLE, phrase_after, subject_before
from briefer.model import SourceType

IN_PAPERS = pattern("PREP DET{0,2} NOMINAL{1,4}+ (?=TO)")  # "is said | in leaked papers | to have lied"
CONSTRUCTION = Construction("passive", Marker.PASSIVE)


def find(here: Scan, cue: Cue) -> Found:
    """Return the attribution of a passive cue without an agent: nobody is said to say so."""
    parse, tags = here.parse, here.parse.tags
    subject = subject_before(parse, cue.start, floor_before(here, cue.start))
    at, apart = cue.end, False
    if at >= here.last:
        return None
    letter = tags[at]
    word = parse.words.lower[at]
    if letter == "T" and cue.verb.frames & set("cta"):
        return rest_of(here, Report(cue, None, CONSTRUCTION), Complement.THAT, at)
    if letter == "H" and "w" in cue.verb.frames and not (subject and parse.words.lower[subject[0][0]] == "it"):
        return rest_of(here, Report(cue, None, CONSTRUCTION), Complement.QUESTION, at)
    if subject is None and cue.start > here.first and tags[cue.start - 1] == "W":
        subject = antecedent_of(here, cue.start - 1)
        apart = tags[cue.start - 2 : cue.start - 1] == ","
    if subject is None:
        return None
    paper = IN_PAPERS.match(tags, at, here.last)
    agent = (at + 1, paper.end()) if paper and word == "in" and _is_paper(here, paper.end() - 1) else None
    if paper and agent:
        at, letter = paper.end(), "I"
    # Families of cues.txt.
    told = cue.verb.family in ("assert", "find", "believe", "criticise", "intend")
    if letter == "I" and told and is_infinitive(here, at):
        span = content(parse, at, _end(here, at, apart))
        return (
            attribution(here, CONSTRUCTION.taking(Complement.INFINITIVE), cue, agent, [parse.span(subject[0]), span])
            if span
            else None
        )
    if word in ("of", "for", "as") and cue.verb.frames & set("fs"):
        end = _end(here, at, apart)
        agent = _agent(here, at, end) if word == "as" else None
        span = content(parse, at, agent[0] - 1 if agent else end)
        contents = [parse.span(subject[0]), span] if span else []
        made = CONSTRUCTION.taking(Complement.OBJECT)
        return attribution(here, made, cue, agent, contents, sure=False) if span else None
    return None


def _end(here: Scan, start: int, apart: bool) -> int:
    """Return where the clause of a passive ends; one set `apart` by commas ends at the second."""
    end = clause_end(here.parse, start, here.last)
    return before_comma(here, start, end) if apart else end


def _is_paper(here: Scan, head: int) -> bool:
    kind = nouns(here.parse.language).types.get(singular(here.parse.words.lower[head]))
    return kind is SourceType.DOCUMENT


def _agent(here: Scan, start: int, end: int) -> Tokens | None:
    """Return who says so, at the end: "was described as a disgrace by | the mayor"."""
    parse = here.parse
    by = next((at for at in range(end - 1, start, -1) if parse.words.lower[at] == "by"), None)
    agent = phrase_after(parse, by + 1, end) if by and not parse.quoted[by] else None
    if agent is None or agent[1] != end:
        return None
    head = next((at for at in range(*agent) if parse.tags[at] in "FS"), agent[1]) - 1
    known = nouns(parse.language)
    named = parse.tags[head] == "N"
    return agent if named or known.kind(singular(parse.words.lower[head])) in PEOPLE else None


RULE = Rule(CONSTRUCTION, place=20, at_cue=find)
EXAMPLES = """
> <The bridge> [is expected] <to close in May>.
> Residents [were told] <that the bridge was safe>.
> <The bridge> [was described] <as a disgrace> by {the mayor}.
> <The mayor> [was described] <as a man of few words>.
> <The mayor> [was accused] <of lying to the council>.
> <The mayor> [is said] in {leaked papers} <to have sold the quay>.
> They met <a man> who [is thought] <to own the quay>.
> <Two guests>, who [were believed] <to be from Marle>, left the hall.
! Two boats were called to Marle Quay.
! The keys were found in the hall.
! It was asked whether they came.
"""
