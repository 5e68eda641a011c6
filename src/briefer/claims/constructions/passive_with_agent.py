"""The passive with an agent: "was warned by X that …", "was accused by X of …", "was endorsed by X"."""

from __future__ import annotations

from briefer.claims.attributions import Attribution
from briefer.claims.parts.complements import Report, rest_of
from briefer.claims.parts.cues import Cue, attribution
from briefer.claims.parts.scanning import Scan, floor_before
from briefer.claims.rules import STOP, Found, Rule
from briefer.construction import Complement, Construction, Marker
from briefer.grammar.clauses import clause_end, content
from briefer.grammar.parsing import Tokens
from briefer.grammar.phrases import phrase_after, subject_before

CONSTRUCTION = Construction("passive with agent", Marker.PASSIVE)
COMPLETING = frozenset({"for", "as"})  # what the rest of a description, and of an accusation, hangs on
ACCUSED_OF = frozenset({"of"})
ACCUSING = frozenset({"accuse", "suspect"})


def find(here: Scan, cue: Cue) -> Found:
    """Return the attribution of a passive cue with "by" behind it."""
    if here.parse.words.lower[cue.end : cue.end + 1] != ["by"] or cue.end >= here.last:
        return None
    subject = subject_before(here.parse, cue.start, floor_before(here, cue.start))
    return _attribution(here, cue, subject, cue.end) or STOP


def _attribution(here: Scan, cue: Cue, subject: tuple[Tokens, Tokens] | None, by: int) -> Attribution | None:
    parse, tags = here.parse, here.parse.tags
    agent = phrase_after(parse, by + 1, here.last)
    if agent is None:
        return None
    at = agent[0] + 1
    links = ACCUSED_OF if cue.verb.lemma in ACCUSING else COMPLETING
    while at < agent[1] and parse.words.lower[at] not in links:
        at += 1
    agent = (agent[0], at)
    if tags[at - 1] not in "nNO":
        return None
    frames = cue.verb.frames
    letter = tags[at] if at < here.last else "."
    if letter == "T" and frames & set("cta"):
        return rest_of(here, Report(cue, agent, CONSTRUCTION), Complement.THAT, at)
    if subject is None or tags[subject[0][0]] == "W":
        return None
    contents = [parse.span(subject[0])]
    completed = letter in "FSB" and parse.words.lower[at] in links and frames & set("fs")
    if completed or (letter == "I" and "o" in frames):
        rest = content(parse, at, clause_end(parse, at, here.last))
        if rest:
            contents.append(rest)
    elif frames.isdisjoint("nfs") or "m" in frames:
        return None
    return attribution(here, CONSTRUCTION, cue, agent, contents, sure=False)


RULE = Rule(CONSTRUCTION, place=10, at_cue=find)
EXAMPLES = """
> Residents [were warned] by {the police} <that the bridge was weak>.
> <The firm> [was accused] by {the union} <of lying to its workers>.
> <The plan> [was criticised] by {the council}.
! The piles were found by divers.
! The song, which was praised by critics, is old.
"""
