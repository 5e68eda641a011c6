"""What follows a cue by its frames: the clause, quotation, infinitive or phrase that is its content."""

from __future__ import annotations

from typing import NamedTuple

from briefer.claims.attributions import Attribution
from briefer.claims.parts.asides import content_start
from briefer.claims.parts.audiences import audience_at, hears, is_told, owns_what_is_quoted
from briefer.claims.parts.cues import Cue, attribution
from briefer.claims.parts.extents import before_main_clause, form_beside, is_subordinate, to_end
from briefer.claims.parts.nominals import nominal_cues
from briefer.claims.parts.openings import BARE_START, MARKS, is_clause, is_infinitive, opens_clause
from briefer.claims.parts.quotations import next_paragraph, next_passage, with_following
from briefer.claims.parts.scanning import Scan, token_after
from briefer.construction import CLAUSAL, Complement, Construction
from briefer.grammar.clauses import clause_end, content, phrase_end, without_setting
from briefer.grammar.nouns import nouns, singular
from briefer.grammar.parsing import Tokens
from briefer.grammar.patterns import pattern
from briefer.grammar.phrases import phrase_after
from briefer.languages import load_words
from briefer.model import SourceType, Span

ACTS = frozenset({"vote"})  # with an infinitive it tells what was done rather than what somebody wants
BARE = 2  # tokens of a phrase with nothing but its noun
POINTED = pattern(
    "DET (?= $ | [. , ; -]) | THAT [WORD CUE] (?= $ | [. , ; -] | WHILE)"
)  # "this", "that charge as a joke"
AGAINST = ("deny", "criticise")  # families of verbs that take up what others say
HEARER = {"a"}  # frames of "brief", which needs one: "a person briefed on the matter" says nothing
OBJECT_FRAMES = frozenset("ofsnr")


class Report(NamedTuple):
    """A cue with what is known before its content is and the construction that it stands in."""

    cue: Cue
    source: Tokens | None
    construction: Construction
    relative: bool = False  # the cue stands in a relative clause to its source
    inserted: bool = False  # the cue is a participle between a subject and its verb
    audience: Tokens | None = None


def complement(here: Scan, report: Report) -> Attribution | None:
    """Return the attribution that a cue and what follows it make, None when nothing fits the cue's frames."""
    cue = report.cue
    frames = cue.verb.frames
    at = cue.end
    if "a" in frames:
        audience, at = audience_at(here, at, cue)
        if "m" in frames and audience and not is_told(here, audience, at, frames):
            audience, at = None, cue.end
        if audience and owns_what_is_quoted(here, audience, at):
            audience, at = None, cue.end
            return rest_of(here, report, Complement.CLAUSE, at)
        if audience and "n" in frames and "m" not in frames and not hears(here, audience):
            audience, at = None, cue.end  # "promised | major changes to farm policy"
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
    if letter in "SF" and word in cue.verb.prepositions and (report.audience or frames != HEARER):
        return rest_of(here, report, Complement.PREPOSITION, start + 1, end=start + 1, sure=False)
    if (letter in "SF" and "c" not in frames) or (report.audience and letter in ".,"):
        return None
    if "g" in frames and (letter == "G" or word in ("having", "being")):
        return rest_of(here, report, Complement.GERUND, start)
    if "c" in frames and letter in BARE_START and is_clause(here, start, cue):
        return rest_of(here, report, Complement.CLAUSE, start)
    if frames & OBJECT_FRAMES and (start == cue.end or ("n" in frames and start == at and letter == "D")):
        return _object(here, report, start)
    return None


def _marked(here: Scan, report: Report, start: int, letter: str) -> Attribution | None:
    """Return content that its first token marks as such: that, whether, to, a colon, a quotation mark."""
    verb = report.cue.verb
    if letter == ":" and verb.frames & frozenset("cqtwa"):
        return _after_colon(here, report, start)
    if letter == '"' and verb.frames & frozenset("cqtawnsr"):
        return _opening_quote(here, report, start)
    if letter == "T" and "n" in verb.frames and verb.family in AGAINST and _pointed_at(here, start):
        return _object(here, report, start)  # "rejected | that charge"
    if letter == "T" and verb.frames & frozenset("ctqa"):
        return rest_of(here, report, Complement.THAT, start)
    if letter == "H" and verb.frames & frozenset("wcq"):
        if "m" in verb.frames and here.parse.tags[start + 1 : start + 2] == "I":
            return None  # "knew how to swim" tells what somebody could do
        return rest_of(here, report, Complement.QUESTION, start)
    if (
        letter == "I"
        and is_infinitive(here, start)
        and ("i" in verb.frames or (report.audience and "o" in verb.frames))
    ):
        return rest_of(here, report, Complement.INFINITIVE, start, sure=verb.lemma not in ACTS)
    if letter == "I" and "to" in verb.prepositions:
        return rest_of(here, report, Complement.PREPOSITION, start + 1, end=start + 1, sure=False)
    return None


def _is_judged(here: Scan, phrase: Tokens) -> bool:
    """Tell whether a phrase ends in what is said of it: "called | the charge baseless"."""
    first, last = phrase
    word = here.parse.words.lower[last - 1]
    return last - first > 2 and word in load_words(here.parse.language, "speech_acts.txt", "disproved")


def _object(here: Scan, report: Report, start: int) -> Attribution | None:
    """Find "urged them to go", "accused them of lying", "called it a mistake", "rejected the plan"."""
    parse, tags = here.parse, here.parse.tags
    frames = report.cue.verb.frames
    phrase = phrase_after(parse, start, here.last) or _quoted_in_part(here, start) or _pointed_at(here, start)
    if phrase is None:
        return None
    after = phrase[1]
    following = tags[after] if after < here.last else "."
    if following == "A":
        return None  # the subject of another clause: "because X blames Y does not mean …"
    word = parse.words.lower[after] if after < here.last else ""
    if following == "I" and _is_reflexive(parse.words.lower[start]):
        return None  # "challenged itself to run"
    if "o" in frames and following == "I" and is_infinitive(here, after):
        return rest_of(here, report, Complement.OBJECT_INFINITIVE, start)
    if "f" in frames and _is_blamed(here, phrase, physical="r" in frames):
        return rest_of(here, report, Complement.ACCUSATION, start)
    if "s" in frames and _is_judged(here, phrase):
        return rest_of(here, report, Complement.PREDICATE, start)
    if "s" in frames and ("m" not in frames or following in "D\"Nv'" or word == "as" or tags[start] in "O"):
        return rest_of(here, report, Complement.PREDICATE, start)
    if _may_be_named(here, report, phrase):
        end = phrase_end(
            parse,
            start,
            here.last,
            relative=report.relative,
            inserted=report.inserted,
            cue_form=form_beside(here, report.cue),
        )
        if report.source and is_subordinate(here, report.source[0]):
            end = before_main_clause(here, start, end)
        span = content(parse, start, end)
        return _made(here, report, Complement.OBJECT, [span], sure=False) if span else None
    return None


def _quoted_in_part(here: Scan, start: int) -> Tokens | None:
    """Return a noun phrase whose noun is quoted: "an “end to the quarrel”"."""
    parse = here.parse
    if parse.tags[start : start + 2] != 'D"' or not parse.quoted[start + 1]:
        return None
    passage = parse.passages.at(parse.words.starts[start + 1])
    return (start, token_after(here, passage)) if passage else None


def _pointed_at(here: Scan, start: int) -> Tokens | None:
    """Return what only points at what stands before: "denied | this", "rejected | that charge"."""
    match = POINTED.match(here.parse.tags, start, here.last)
    if match is None or here.parse.words.lower[match.end() : match.end() + 1] == ["than"]:
        return None
    return (start, match.end())


def _is_blamed(here: Scan, phrase: Tokens, *, physical: bool) -> bool:
    """Tell whether an object is blamed "of" or "for" something; by a verb of force only "for its silence"."""
    lower, after = here.parse.words.lower, phrase[1]
    if not physical:
        return lower[after : after + 1] in (["of"], ["for"]) or "of" in lower[phrase[0] : after]
    return any(
        lower[at] == "for" and (lower[at + 1] in here.listed("blamed") or here.parse.tags[at + 1] == "G")
        for at in range(phrase[0], min(after + 1, here.last - 1))
    )


def _may_be_named(here: Scan, report: Report, phrase: Tokens) -> bool:
    """Tell whether a noun phrase alone is content; after some verbs only what is said is, "repeated the claim"."""
    frames = report.cue.verb.frames
    if "m" in frames:
        return "n" in frames and _is_document(here, report.source)
    if "r" in frames:
        head = _head(here, phrase)
        section, _ = nominal_cues(here.parse.language).get(head, ("", ""))
        if nouns(here.parse.language).types.get(head) is SourceType.DOCUMENT and phrase[1] - phrase[0] <= BARE:
            return False  # "wrote a statement"
        return section == "noun"
    return bool(frames & frozenset("nf"))


def _is_reflexive(word: str) -> bool:
    return word.endswith(("self", "selves"))


def _is_document(here: Scan, source: Tokens | None) -> bool:
    """Tell whether a source is a paper, which reports whatever it shows: "polls show her with a lead"."""
    if source is None:
        return False
    return nouns(here.parse.language).types.get(_head(here, source)) is SourceType.DOCUMENT


def _head(here: Scan, phrase: Tokens) -> str:
    """Return the head noun of a phrase in the singular: the word before what hangs on it."""
    tags = here.parse.tags
    end = phrase[0] + 1
    while end < phrase[1] and tags[end] not in "FSIGvVW,(-T":
        end += 1
    return singular(here.parse.words.lower[end - 1])


def rest_of(
    here: Scan, report: Report, kind: Complement, start: int, *, end: int | None = None, sure: bool = True
) -> Attribution | None:
    """Return an attribution whose content is the clause from token `start` on, None when nothing is left of it.

    `end` is given where the cue takes in a preposition.
    """
    span = (
        clause_from(here, start, report, kind in CLAUSAL or report.cue.verb.form == "base")
        if start < here.last
        else None
    )
    return _made(here, report, kind, [span], end=end, sure=sure) if span else None


def _made(
    here: Scan, report: Report, kind: Complement, spans: list[Span], *, end: int | None = None, sure: bool = True
) -> Attribution:
    made = report.construction.taking(kind)
    return attribution(here, made, report.cue, report.source, spans, audience=report.audience, end=end, sure=sure)


def clause_from(here: Scan, start: int, report: Report, finite: bool) -> Span | None:
    """Return the clause from a token on; a quotation that it ends in is taken whole, over several sentences."""
    stop = clause_end(
        here.parse,
        start,
        here.last,
        relative=report.relative,
        inserted=report.inserted,
        cue_form=form_beside(here, report.cue),
        finite=finite,
    )
    if report.source and is_subordinate(here, report.source[0]):
        stop = before_main_clause(here, start, stop)
    stop = without_setting(here.parse, start, stop)
    span = content(here.parse, start, stop)
    if span is None or stop < here.last:
        return span
    passage = here.parse.passages.at(span.end - 1)
    return Span(span.start, passage.end) if passage and passage.end > span.end else span


def _after_colon(here: Scan, report: Report, colon: int) -> Attribution | None:
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


def _opening_quote(here: Scan, report: Report, start: int) -> Attribution | None:
    """Return content that opens with a quotation: it alone, or the clause that it begins."""
    parse = here.parse
    passage = parse.passages.at(parse.words.starts[start])
    if passage is None:
        return None
    after = token_after(here, passage)
    if after >= here.last or parse.tags[after] in ".,":
        return _made(here, report, Complement.QUOTE, with_following(here, passage))
    if "m" in report.cue.verb.frames and parse.text[passage.end - 2] == ",":
        return None  # "read “marlefirst,” a page on the quay": a name in quotation marks
    return rest_of(here, report, Complement.QUOTED_CLAUSE, start)
