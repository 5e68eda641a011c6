"""What follows a cue: its audience, and the clause, quotation, infinitive or phrase that is its content."""

from __future__ import annotations

import re
from typing import NamedTuple

from briefer.claims.attributions import Attribution
from briefer.claims.constructions.contents import RE_CLOSING_ASIDE, next_paragraph, next_passage, with_following
from briefer.claims.constructions.reading import Cue, Reading, attribution, token_after
from briefer.grammar.clauses import clause_end, content, phrase_end, trimmed, without_setting
from briefer.grammar.nouns import nouns, singular
from briefer.grammar.parsing import Tokens
from briefer.grammar.patterns import pattern
from briefer.grammar.phrases import phrase_after
from briefer.grammar.tagging import ARTICLES
from briefer.model import CLAUSAL, Complement, Construction, Marker, SourceType, Span

SUBJECT_VERB = Construction("subject-verb", Marker.VERB)
# What may stand between a cue and its "that", its colon or its quotation: when, where and how it was said.
RE_ASIDE = pattern(
    """,? (?: ADV++ (?!,) )?+
    (?: (?:[PREP OF] | TO(?=[DET NAME]))? [DET POSS]*+ [TIME NOUN NUM VERB ADV OTHER ING CUE]++
        (?: ,? (?=[PREP OF TIME ADV DET NOUN NUM VERB]))? ){0,6}+ ,? (?=[THAT ASKS " :])"""
)
RE_TIME = pattern("(?:PREP? DET? TIME++ NUM? | ADV)++")
RE_SEVERAL = pattern("NAME++ (?:, NAME++)*+ ,? AND NAME++ (?=[TO THAT])")  # "asked Roe, Poe and Doe to"
RE_MAIN_CLAUSE = re.compile(r",(?=R*(?:P|D{0,3}[NnZvL]{1,8}(?:[FS]D{0,2}[NnZvL]{1,8}){0,2})R*[AVv])")
RE_MANNER = re.compile(r"[PO]?Dn?(?=:)")
LONGEST_CLAUSE = 200  # tokens of a clause before the main one
MANNER = frozenset({"this", "way"})
BARE_START = frozenset("PDNnZO\"'HBSLGxvRMAI")
FINITE = re.compile(r"[AVv]")
MARKS = frozenset(':TIH"')  # classes of tokens that mark content as such
ASKING = frozenset({"whether", "why", "how", "what"})  # "when" and "where" more often begin an adverbial
ACTS = frozenset({"vote", "try"})  # with an infinitive they tell what was done rather than what somebody wants
OBJECT_FRAMES = frozenset("ofsn")
CORE_VERBS = frozenset({"say", "tell", "think", "believe"})  # a bare clause after these needs no proof


class Report(NamedTuple):
    """A cue with what is known before its content is and the construction that it stands in."""

    cue: Cue
    source: Tokens | None
    relative: bool = False  # the cue stands in a relative clause to its source
    inserted: bool = False  # the cue is a participle between a subject and its verb
    construction: Construction = SUBJECT_VERB
    audience: Tokens | None = None


def complement(here: Reading, report: Report) -> Attribution | None:
    """Return the attribution that a cue and what follows it make, None when nothing fits the cue's frames."""
    cue = report.cue
    frames = cue.verb.frames
    at = cue.end
    if "a" in frames:
        audience, at = audience_at(here, at, cue)
        if "m" in frames and audience and not _is_told(here, audience, at, frames):
            audience, at = None, cue.end
        report = report._replace(audience=audience)
    start = content_start(here, at)
    if start is None:
        return None
    letter = here.parse.tags[start]
    if letter == "R" and start + 1 < here.last and here.parse.tags[start + 1] == "I":
        letter = "I"  # "warned him not to go"
    if cue.infinitive and letter not in 'T"H:P' and not opens_clause(here, start):
        return None
    if letter in MARKS:
        return _marked(here, report, start, letter)
    word = here.parse.words.lower[start]
    if letter in "SF" and word in cue.verb.prepositions:
        return rest_of(here, report, Complement.PREPOSITION, start + 1, end=start + 1, sure=False)
    if (letter in "SF" and "c" not in frames) or (report.audience and letter in ".,"):
        return None
    if "g" in frames and (letter == "G" or word in ("having", "being")):
        return rest_of(here, report, Complement.GERUND, start)
    if "c" in frames and letter in BARE_START and is_clause(here, start, cue):
        return rest_of(here, report, Complement.CLAUSE, start)
    if frames & OBJECT_FRAMES and start == cue.end:
        return _object(here, report, start)
    return None


def _marked(here: Reading, report: Report, start: int, letter: str) -> Attribution | None:
    """Return content that its first token marks as such: that, whether, to, a colon, a quotation mark."""
    verb = report.cue.verb
    if letter == ":" and verb.frames & frozenset("cqtwa"):
        return _after_colon(here, report, start)
    if letter == '"' and verb.frames & frozenset("cqtawns"):
        return _opening_quote(here, report, start)
    if letter == "T" and verb.frames & frozenset("ctqa"):
        return rest_of(here, report, Complement.THAT, start)
    if letter == "H" and verb.frames & frozenset("wcqa"):
        return rest_of(here, report, Complement.QUESTION, start)
    if letter == "I" and ("i" in verb.frames or (report.audience and "o" in verb.frames)):
        return rest_of(here, report, Complement.INFINITIVE, start, sure=verb.lemma not in ACTS)
    if letter == "I" and "to" in verb.prepositions:
        return rest_of(here, report, Complement.PREPOSITION, start + 1, end=start + 1, sure=False)
    return None


def _object(here: Reading, report: Report, start: int) -> Attribution | None:
    """Find "urged them to go", "accused them of lying", "called it a mistake", "rejected the plan"."""
    parse, tags = here.parse, here.parse.tags
    frames = report.cue.verb.frames
    phrase = phrase_after(parse, start, here.last)
    if phrase is None:
        return None
    after = phrase[1]
    following = tags[after] if after < here.last else "."
    if following == "A":
        return None  # the subject of another clause: "because X blames Y does not mean …"
    word = parse.words.lower[after] if after < here.last else ""
    if following == "I" and _is_reflexive(parse.words.lower[start]):
        return None  # "challenged itself to run"
    if "o" in frames and following == "I":
        return rest_of(here, report, Complement.OBJECT_INFINITIVE, start)
    if "f" in frames and (word in ("of", "for") or "of" in parse.words.lower[phrase[0] : phrase[1]]):
        return rest_of(here, report, Complement.ACCUSATION, start)
    if "s" in frames and ("m" not in frames or following in "D\"Nv'" or word == "as" or tags[start] in "O"):
        return rest_of(here, report, Complement.PREDICATE, start)
    if frames & frozenset("nf") and ("m" not in frames or ("n" in frames and _is_document(here, report.source))):
        end = phrase_end(
            parse,
            start,
            here.last,
            relative=report.relative,
            inserted=report.inserted,
            cue_form=_form(here, report.cue),
        )
        if report.source and _is_subordinate(here, report.source[0]):
            end = _before_main_clause(here, start, end)
        span = content(parse, start, end)
        return _made(here, report, Complement.OBJECT, [span], sure=False) if span else None
    return None


def _is_reflexive(word: str) -> bool:
    return word.endswith(("self", "selves"))


def _is_told(here: Reading, audience: Tokens, at: int, frames: frozenset[str]) -> bool:
    """Tell whether somebody is told something: not in "showed Jane Roe | ahead", "shows little evidence | that …"."""
    tags = here.parse.tags
    return at < here.last and tags[at] in MARKS and ("n" not in frames or tags[audience[0]] in "ON")


def _is_document(here: Reading, source: Tokens | None) -> bool:
    """Tell whether a source is a paper, which reports whatever it shows: "polls show her with a lead"."""
    if source is None:
        return False
    tags = here.parse.tags
    end = source[0] + 1
    while end < source[1] and tags[end] not in "FSIGvVW,(-T":
        end += 1
    return nouns().types.get(singular(here.parse.words.lower[end - 1])) is SourceType.DOCUMENT


def rest_of(
    here: Reading, report: Report, kind: Complement, start: int, *, end: int | None = None, sure: bool = True
) -> Attribution | None:
    """Return an attribution whose content is the clause from token `start` on, None when nothing is left of it.

    `end` is given where the cue takes in a preposition.
    """
    span = (
        _clause_from(here, start, report, kind in CLAUSAL or report.cue.verb.form == "base")
        if start < here.last
        else None
    )
    return _made(here, report, kind, [span], end=end, sure=sure) if span else None


def _made(
    here: Reading, report: Report, kind: Complement, spans: list[Span], *, end: int | None = None, sure: bool = True
) -> Attribution:
    made = report.construction._replace(complement=kind)
    return attribution(here, made, report.cue, report.source, spans, audience=report.audience, end=end, sure=sure)


def to_end(here: Reading, start: int) -> Span | None:
    """Return the rest of the sentence, and of the quotation that it ends in."""
    span = content(here.parse, start, trimmed(here.parse, start, here.last))
    passage = here.parse.passages.at(span.end - 1) if span else None
    return Span(span.start, passage.end) if span and passage and passage.end > span.end else span


def _clause_from(here: Reading, start: int, report: Report, finite: bool) -> Span | None:
    """Return the clause from a token on; a quotation that it ends in is taken whole, over several sentences."""
    stop = clause_end(
        here.parse,
        start,
        here.last,
        relative=report.relative,
        inserted=report.inserted,
        cue_form=_form(here, report.cue),
        finite=finite,
    )
    if report.source and _is_subordinate(here, report.source[0]):
        stop = _before_main_clause(here, start, stop)
    stop = without_setting(here.parse, start, stop)
    span = content(here.parse, start, stop)
    if span is None or stop < here.last:
        return span
    passage = here.parse.passages.at(span.end - 1)
    return Span(span.start, passage.end) if passage and passage.end > span.end else span


def _form(here: Reading, cue: Cue) -> str:
    """Return the form that a second verb beside a cue has: "did not answer but | said", "has asked and | said"."""
    for word in here.parse.words.lower[cue.start : cue.at]:
        if word in ("did", "didn't"):
            return "past"
        if word in ("does", "doesn't"):
            return "s"
    return cue.verb.form


def _is_subordinate(here: Reading, subject: int) -> bool:
    """Tell whether the subject of a cue follows what opens a clause before the main one: "When | Roe said …, they"."""
    tags, opening = here.parse.tags, subject - 1
    if opening < here.first or tags[opening] not in "BH":
        return False
    return not tags[here.first : opening].strip("CKR,")


def main_clause_after(here: Reading, start: int) -> int | None:
    """Return the comma behind a token from which on a subject with a verb follows, None if there is none."""
    for match in RE_MAIN_CLAUSE.finditer(here.parse.tags, start, min(here.last, start + LONGEST_CLAUSE)):
        if not here.parse.quoted[match.start()]:
            return match.start()
    return None


def _before_main_clause(here: Reading, start: int, stop: int) -> int:
    """Return where content ends: at the comma at which the main clause begins, or at `stop` if that comes first."""
    comma = main_clause_after(here, start)
    return stop if comma is None else min(comma, stop)


def audience_at(here: Reading, at: int, cue: Cue) -> tuple[Tokens | None, int]:
    """Return the audience of "told X" and the token after it."""
    tags = here.parse.tags
    if at >= here.last:
        return None, at
    if tags[at] in "OP":
        return (at, at + 1), at + 1
    if tags[at] in 'TH:"':
        return None, at
    if tags[at] == "G" and tags[at + 1 : at + 2] == "n":
        return (at, at + 2), at + 2  # "told cheering supporters"
    if tags[at] == "N":
        several = RE_SEVERAL.match(tags, at, here.last)
        if several:
            return (at, several.end()), several.end()
        end = at + 1
        while end < here.last and (tags[end] in "NL&'" or tags[end : end + 2] == "FN"):
            end += 1
        if end < here.last and tags[end] == "n" and (end + 1 >= here.last or tags[end + 1] in 'TPDNMSI,:".n'):
            end += 1
            if end + 1 < here.last and tags[end] == "n" and tags[end + 1] in 'T:",.':
                end += 1  # "told Tass news agency that"
        return (at, end), end
    return _common_audience(here, at) if tags[at] in "DnZv" else (None, at)


def _common_audience(here: Reading, at: int) -> tuple[Tokens | None, int]:
    """Return an audience that is called by a common noun, "the crowd", and the token after it."""
    tags = here.parse.tags
    end = at
    while end < here.last and tags[end] in "DZ":
        end += 1
    if tags[end : end + 1] == '"' and here.parse.words.lower[end - 1] in ARTICLES:
        return None, end  # "warned the | “stakes are high”"
    while end < here.last and tags[end] in "nNLv'" and not (end > at and tags[end] == "N" and tags[end - 1] == "n"):
        end += 1
    return ((at, end), end) if end > at else (None, at)


def content_start(here: Reading, at: int) -> int | None:
    """Return the token at which the content begins, past what is said of when and how it was said."""
    tags, last = here.parse.tags, here.last
    if at >= last:
        return None
    match = RE_MANNER.match(tags, at, last)
    if match and here.parse.words.lower[match.end() - 1] in MANNER:
        return match.end()  # "put it this way: …"
    match = RE_ASIDE.match(tags, at, last) if tags[at] in "SFIRM,:" else None
    if match and match.end() > at and not here.parse.quoted[match.end() - 1] and _announces(here, match.end()):
        return match.end()
    match = RE_TIME.match(tags, at, last)
    if match and match.end() < last and "M" in match[0] and tags[match.end()] in 'PDNnTHI:"':
        return match.end()
    return at


def _announces(here: Reading, at: int) -> bool:
    """Tell whether a token opens content for sure: of the question words, some more often open an adverbial."""
    return here.parse.tags[at] != "H" or here.parse.words.lower[at] in ASKING


def is_clause(here: Reading, start: int, cue: Cue) -> bool:
    """Tell whether what follows is a clause with a subject and a verb."""
    tags = here.parse.tags
    if cue.verb.lemma in CORE_VERBS and (cue.verb.lemma != "tell" or start > cue.end):
        return True
    letter = tags[start]
    if letter in "P":
        return True
    stop = here.last
    if phrase_after(here.parse, start, stop) is None:
        return bool(FINITE.search(tags, start, stop)) and letter in "BH\"'G"
    return opens_clause(here, start)


def opens_clause(here: Reading, start: int) -> bool:
    """Tell whether a noun phrase with a verb behind it begins at a token."""
    tags, stop = here.parse.tags, here.last
    subject = phrase_after(here.parse, start, stop)
    if subject is None:
        return False
    after = subject[1]
    while after < stop and tags[after] == "R":
        after += 1
    return after < stop and (tags[after] in "AVv" or tags[after : after + 2] == ",W")


def _after_colon(here: Reading, report: Report, colon: int) -> Attribution | None:
    """Return what a colon behind the cue announces: a quotation, the rest of the sentence, or the next paragraph."""
    parse = here.parse
    start = colon + 1
    if start >= here.last:
        passage = next_passage(here)
        spans = with_following(here, passage) if passage else next_paragraph(here)
        return _made(here, report, Complement.COLON, spans) if spans else None
    if parse.tags[start] == '"' and (passage := parse.passages.at(parse.words.starts[start])):
        return _made(here, report, Complement.COLON_QUOTE, with_following(here, passage))
    span = to_end(here, start)
    return _made(here, report, Complement.COLON, [span]) if span else None


def _opening_quote(here: Reading, report: Report, start: int) -> Attribution | None:
    """Return content that opens with a quotation: it alone, or the clause that it begins."""
    parse = here.parse
    passage = parse.passages.at(parse.words.starts[start])
    if passage is None:
        return None
    after = token_after(here, passage)
    if after >= here.last or parse.tags[after] in ".,":
        return _made(here, report, Complement.QUOTE, with_following(here, passage))
    return rest_of(here, report, Complement.QUOTED_CLAUSE, start)


def closes(here: Reading, cue: Cue) -> bool:
    """Tell whether nothing but an aside follows up to the next comma or the end: "…, she said on Monday"."""
    tags = here.parse.tags
    at = audience_at(here, cue.end, cue)[1] if "a" in cue.verb.frames else cue.end
    if at >= here.last or tags[at] in ".,;-)":
        return True
    match = RE_CLOSING_ASIDE.match(tags, at, here.last)
    return match is not None and (match.end() >= here.last or tags[match.end()] in ".,;-)")
