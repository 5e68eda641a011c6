"""Reports in the passive voice: what is said of somebody, by whom, and what somebody was asked."""

from __future__ import annotations

from briefer.claims.attributions import Attribution
from briefer.claims.constructions.complements import Report, content_start, main_clause_after, rest_of
from briefer.claims.constructions.reading import Cue, Reading, attribution, floor_before
from briefer.grammar.clauses import clause_end, content
from briefer.grammar.parsing import Tokens
from briefer.grammar.phrases import phrase_after, subject_before
from briefer.model import Complement, Construction, Marker

PASSIVE = Construction("passive", Marker.PASSIVE)
AGENT = Construction("passive with agent", Marker.PASSIVE)
ASKED = Construction("when asked", Marker.PASSIVE)
COMPLETING = frozenset({"for", "as"})  # what the rest of a description, and of an accusation, hangs on
ACCUSED_OF = frozenset({"of"})
ACCUSING = frozenset({"accuse", "suspect"})


def passive(here: Reading, cue: Cue) -> Attribution | None:
    """Find "is expected to …", "was told that …", "was quoted as saying …"."""
    parse, tags = here.parse, here.parse.tags
    subject = subject_before(parse, cue.start, floor_before(here, cue.start))
    at = cue.end
    if at >= here.last:
        return None
    letter = tags[at]
    word = parse.words.lower[at]
    if word == "by":
        return _by_agent(here, cue, subject, at)
    if letter == "T" and cue.verb.frames & set("cta"):
        return rest_of(here, Report(cue, None, construction=PASSIVE), Complement.THAT, at)
    if letter == "H" and "w" in cue.verb.frames and not (subject and parse.words.lower[subject[0][0]] == "it"):
        return rest_of(here, Report(cue, None, construction=PASSIVE), Complement.QUESTION, at)
    if subject is None:
        return None
    if letter == "I" and cue.verb.family in ("assert", "find", "believe", "criticise", "intend"):
        span = content(parse, at, clause_end(parse, at, here.last))
        return (
            attribution(
                here, PASSIVE._replace(complement=Complement.INFINITIVE), cue, None, [parse.span(subject[0]), span]
            )
            if span
            else None
        )
    if word in ("of", "for", "as") and cue.verb.frames & set("fs"):
        span = content(parse, at, clause_end(parse, at, here.last))
        return (
            attribution(here, PASSIVE._replace(complement=Complement.OBJECT), cue, None, [parse.span(subject[0]), span])
            if span
            else None
        )
    return None


def _by_agent(here: Reading, cue: Cue, subject: tuple[Tokens, Tokens] | None, by: int) -> Attribution | None:
    """Find "was warned by X that …", "was accused by X of …", "was endorsed by X"."""
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
        return rest_of(here, Report(cue, agent, construction=AGENT), Complement.THAT, at)
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
    return attribution(here, AGENT, cue, agent, contents, sure=False)


def when_asked(here: Reading, cue: Cue) -> Attribution | None:
    """Find "Asked about X, …" and "when asked by X whether …": a question put to the subject of the main clause."""
    parse, tags = here.parse, here.parse.tags
    comma = main_clause_after(here, cue.end)
    before = here if comma is None else Reading(parse, here.index, here.first, comma, here.covered)
    at, agent = cue.end, None
    if at < before.last and parse.words.lower[at] == "by":
        agent = phrase_after(parse, at + 1, before.last)
        at = agent[1] if agent else at
    start = content_start(before, at)
    if start is None:
        return None
    report = Report(cue, agent, inserted=True, construction=ASKED)
    if tags[start] == "H":
        return rest_of(before, report, Complement.QUESTION, start, sure=False)
    if tags[start] == "I":
        return rest_of(before, report, Complement.INFINITIVE, start, sure=False)
    if parse.words.lower[start] == "about":
        return rest_of(before, report, Complement.PREPOSITION, start + 1, end=None if agent else start + 1, sure=False)
    return None
