"""A participle behind its subject: "X left, saying that …", "X, noting that …, left"."""

from __future__ import annotations

from briefer.claims.attributions import Attribution
from briefer.claims.parts.complements import Report, complement
from briefer.claims.parts.cues import Cue
from briefer.claims.parts.predicates import without_predicate
from briefer.claims.parts.quoted_sources import quoted_before
from briefer.claims.parts.scanning import Scan, floor_before
from briefer.claims.parts.shared_subjects import main_subject
from briefer.claims.rules import STOP, Found, Rule
from briefer.construction import Complement, Construction, Marker
from briefer.grammar.nouns import nouns, singular
from briefer.grammar.parsing import Tokens
from briefer.grammar.patterns import pattern
from briefer.grammar.phrases import phrase_after, phrase_before, subject_before
from briefer.model import SourceType

CONSTRUCTION = Construction("participle", Marker.PARTICIPLE)


HELD = pattern("AUX{2,3}+ ADV*+ [VERB CUE] [^ , ; : WHILE]*+ WHILE")
FAR = 6  # tokens from a paper to who receives it


def find(here: Scan, cue: Cue) -> Found:
    """Return the attribution of a participle whose subject stands before it."""
    parse, tags = here.parse, here.parse.tags
    before = cue.start - 1
    if before < here.first:
        subject = None
    elif cue.start < cue.at:  # "is saying", "has been arguing"
        subject = subject_before(parse, cue.start, floor_before(here, cue.start))
    elif tags[before] in "NnO)P":
        phrase = phrase_before(parse, cue.start, floor_before(here, cue.start), absolute=True)
        if phrase and _receives(here, phrase):
            subject = main_subject(here, before)
        else:
            phrase = without_predicate(parse, phrase) if phrase else None
            subject = (phrase, phrase) if phrase else None
    elif parse.words.lower[before] == "as" and (quoted := quoted_before(here, before)):
        subject = (quoted, quoted)
    else:
        subject = main_subject(here, before)
        if subject and (other := _beside_passive(here, subject[0][1], before)):
            subject = (other, other)
    if subject is None:
        return None
    return _attribution(here, cue, subject[0], before) or STOP


def _attribution(here: Scan, cue: Cue, subject: Tokens, before: int) -> Attribution | None:
    parse, tags = here.parse, here.parse.tags
    # "Roe, noting that it was late, | left": the clause of such a participle ends where the main verb stands
    inserted = cue.start == cue.at and before >= here.first and tags[subject[1] : cue.at].rstrip("R") == ","
    # "A group seeking to ban the race | said": nothing sets the participle off from the subject of another verb
    opening = cue.start == cue.at and subject == (here.first, cue.at)
    made = complement(here, Report(cue, subject, CONSTRUCTION, relative=opening, inserted=inserted))
    if made and _follows_gerund(here, before) and made.construction.complement is not Complement.THAT:
        return None
    if made and made.construction.complement is Complement.CLAUSE and "m" in cue.verb.frames and tags[before] in "nN":
        return None  # "its charging mat stood idle"
    bare = "q" not in cue.verb.frames and "as" not in parse.words.lower[cue.end : here.last]
    if made and made.construction.complement is Complement.PREDICATE and bare:
        return made._replace(sure=False)  # "buyers viewing the house" see it, and hold nothing of it
    if made and before >= here.first and tags[before] in "FSI" and not made.construction.clausal:
        return None  # "a history of blaming X" tells of no single act
    if made and before >= here.first and subject[0] == here.first and tags[before] in "NnO)" and cue.start == cue.at:
        return made._replace(sure=False)  # "an essay revealing that X moved many": where X ends is a guess
    return made


def _beside_passive(here: Scan, start: int, comma: int) -> Tokens | None:
    """Return who acts in the clause beside a passive one: "Two men were held as | police | raided it, saying …"."""
    match = HELD.match(here.parse.tags, start, comma)
    return phrase_after(here.parse, match.end(), comma) if match else None


def _receives(here: Scan, phrase: Tokens) -> bool:
    """Tell whether a phrase is or ends in who a paper goes to: "sent a statement to the Courier | denying …"."""
    lower = here.parse.words.lower
    links = [at for at in range(max(here.first, phrase[0] - 1), phrase[1]) if lower[at] == "to"]
    if not links:
        return False
    types = nouns(here.parse.language).types
    return any(
        types.get(singular(word)) is SourceType.DOCUMENT for word in lower[max(here.first, links[0] - FAR) : links[0]]
    )


def _follows_gerund(here: Scan, joint: int) -> bool:
    """Tell whether "and" ties a participle to one behind a preposition: "a tool for sorting and | finding"."""
    tags, lower = here.parse.tags, here.parse.words.lower
    return (
        joint - 2 >= here.first and tags[joint] == "C" and lower[joint - 1].endswith("ing") and tags[joint - 2] in "FS"
    )


RULE = Rule(CONSTRUCTION, place=10, at_cue=find)
EXAMPLES = """
> {The mayor} left early, [saying] <that the bridge was safe>.
> {The mayor}, [noting] <that it was late>, had left the hall.
> The Courier quoted {the mayor} as [saying] <that the bridge was safe>.
> {The firm} sent a statement to the Courier [denying] <that it had lied>.
> {Ada Brook, of the harbour board}, [is hoping] <to open the pier in May>.
> Hundreds of men have been held as {the police} raided the port, [saying] <they had had no choice>.
> {President Falk} came into office [promising] <“to clear the rubble of the war”>.
> {The Courier} published two stories on Friday, [stating] <that the bridge was safe>.
> {The Norland led board} met, [saying] <that the bridge was safe>.
! The town has a history of blaming the weather.
! It is a tool for sorting and finding what was lost.
! Its charging mat stood idle.
"""
