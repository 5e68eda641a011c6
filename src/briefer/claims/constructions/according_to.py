"""The source behind "according to": "According to X, …", "…, according to X"."""

from __future__ import annotations

from briefer.claims.attributions import Attribution
from briefer.claims.parts.appositions import with_apposition
from briefer.claims.parts.cues import Cue, attribution
from briefer.claims.parts.extents import to_end
from briefer.claims.parts.interruptions import interrupted
from briefer.claims.parts.quotations import passage_ending, quotation
from briefer.claims.parts.scanning import Scan, token_at
from briefer.claims.rules import STOP, Found, Rule
from briefer.construction import Complement, Construction, Marker, Order
from briefer.grammar.clauses import content
from briefer.grammar.cues import CueVerb
from briefer.grammar.nouns import nouns, singular
from briefer.grammar.parsing import Tokens
from briefer.grammar.patterns import pattern
from briefer.grammar.phrases import PEOPLE, phrase_after

MODIFIERS = pattern(
    """(?: [VERB CUE]? [PREP TO] DET{0,3} NOMINAL{1,8}+ (?:[OF PREP TO] DET{0,3} NOMINAL{1,8}+)*+
    | WHO [^ , . ; : WHO]++ ) (?= $ | [. , ; )])"""
)
ADDRESSED = pattern(
    "(?:[TO PREP] DET{0,3} NOMINAL{1,8}+ (?:OF DET{0,3} NOMINAL{1,8}+)*+)++ (?=,)"
)  # "a letter | to the bank,"
SECOND = pattern(
    """AND (?: DET{0,3} NOMINAL{1,8}+ CUE? (?= $ | [. , ; )])
    | DET{1,3} NOMINAL{1,8}+ (?:[OF PREP] DET{0,3} NOMINAL{1,8}+)*+ )"""
)  # "the police | and the coastguard", "insurance notices | and harbour records"
CONSTRUCTION = Construction("according to", Marker.PREPOSITION, Order.AROUND, Complement.MAIN)


def find(here: Scan, position: int) -> Found:
    """Return the attribution of "according to" at a token."""
    if position + 2 >= here.last or here.parse.words.lower[position + 1] != "to":
        return None
    return behind_preposition(here, CONSTRUCTION, position, position + 2) or STOP


def behind_preposition(here: Scan, made: Construction, position: int, end: int) -> Attribution | None:
    """Return the attribution of a cue that is a preposition, of which the tokens are given, to what stands behind."""
    parse, tags = here.parse, here.parse.tags
    source = phrase_after(parse, end, here.last) or _plural(here, end)
    if source is None:
        return None
    source = _with_noun_like_verb(here, source)
    opening = position == here.first or tags[position - 1] in "CKB" or tags[here.first : position] == '"'
    source = _with_modifiers(here, source, opening)
    if not opening:
        source = _with_clause(here, source)
    elif match := ADDRESSED.match(tags, source[1], here.last):
        source = (source[0], match.end())
    whole = with_apposition(here, source)
    named = opening and not tags[source[1] + 1 : whole[1]].strip("N")  # "the daily Le Phare|, Jane Roe, 56, fell ill"
    if not opening or (whole[1] < here.last and tags[whole[1]] == "," and not named):
        source = whole  # "According to the survey, one in five …": an apposition would end in a comma
    words = " ".join(parse.words.lower[position:end])
    verb = CueVerb(words, "assert", frozenset("c"), frozenset(), "base")
    cue = Cue(verb, position, position, end, False, False, False)
    if opening:
        start = _behind_participle(here, source[1])
        while start < here.last and tags[start] in ",)":
            start += 1
        span = to_end(here, start)
        return attribution(here, made, cue, source, [span]) if span else None
    before = position - 1
    passage = passage_ending(here, before)
    if passage is not None and token_at(here, passage.start) <= here.first + 1:
        contents = quotation(here, passage, source[1])
    else:
        if tags[before] in ",-(":
            contents = interrupted(here, before, source[1])
        else:
            start = here.covered if here.found and here.covered < position else here.first
            span = content(parse, start, position)
            contents = [span] if span else []
        if not contents:
            return None
    return attribution(here, made, cue, source, contents)


def _plural(here: Scan, at: int) -> Tokens | None:
    """Return a bare plural that might be a verb elsewhere: "according to | reports", "documents"."""
    parse = here.parse
    if at >= here.last or parse.tags[at] != "V" or not parse.words.lower[at].endswith("s"):
        return None
    behind = phrase_after(parse, at + 2, here.last) if parse.tags[at + 1 : at + 2] in ("S", "F") else None
    return (at, behind[1] if behind else at + 1)


def _with_noun_like_verb(here: Scan, source: Tokens) -> Tokens:
    """Return the source with a last noun that might be a verb elsewhere: "according to court | records"."""
    tags, after = here.parse.tags, source[1]
    if tags[after : after + 1] != "V" or tags[after - 1] not in "nNL":
        return source
    nominal = any(verb.form in ("base", "s") for verb in here.parse.verbs[here.parse.words.lower[after]])
    return (
        (source[0], after + 1)
        if nominal and tags[after + 1 : after + 2] in ("", ",", ".", "S", "F", "v", "C")
        else source
    )


def _with_clause(here: Scan, source: Tokens) -> Tokens:
    """Return a paper with the clause of who made it: "a complaint | Orbit filed in May"."""
    parse, end = here.parse, source[1]
    if end >= here.last or parse.tags[end] != "v" or "nN" not in parse.tags[source[0] : end]:
        return source
    stop = end + 1
    while stop < here.last and parse.tags[stop] not in ",.;-)":
        stop += 1
    return (source[0], stop)


def _with_modifiers(here: Scan, source: Tokens, opening: bool) -> Tokens:
    """Return people with what tells who they are, and with the second of two: "a person | briefed on the matter".

    Where the content follows, a comma shows the end: "According to the police | and the coastguard|, two boats sank".
    """
    parse = here.parse
    head = next((at for at in range(source[0], source[1]) if parse.tags[at] in "FSI"), source[1]) - 1
    if parse.words.lower[head] == "close":
        head -= 1  # "a banker close to the deal"
    known = nouns(parse.language)
    quoted = parse.words.lower[source[1] : source[1] + 1]
    people = known.kind(singular(parse.words.lower[head])) in PEOPLE and here.listed("quoting").isdisjoint(quoted)
    if people and (match := MODIFIERS.match(parse.tags, source[1], here.last)):
        source = (source[0], match.end())
    if match := SECOND.match(parse.tags, source[1], here.last):
        ends = "," if opening else ",.;)"
        if match.end() >= here.last or parse.tags[match.end()] in ends:
            source = (source[0], match.end())
    return source


def _places(here: Scan, at: int) -> bool:
    return at < here.last and here.parse.words.lower[at] in here.listed("placing")


def _behind_participle(here: Scan, at: int) -> int:
    """Return the comma behind what was done with a paper or a person: "a survey | published by the Kell Institute,"."""
    parse = here.parse
    if at + 2 >= here.last or parse.tags[at] not in "vV":
        return at
    link = at + 1 + (parse.tags[at + 1 : at + 3] == "SS")  # "carried | out | at Kell"
    if not _places(here, link):
        return at
    comma = parse.tags.find(",", at, here.last)
    return comma if comma > 0 else at


RULE = Rule(CONSTRUCTION, at_word=find, words=frozenset({"according"}))
EXAMPLES = """
> According to {the mayor}, <the bridge is safe>.
> <The bridge is safe>, according to {the mayor}.
> <“The bridge is safe,”> according to {the mayor}.
> According to {a survey} published by the Kell Institute, <half of the pupils skip breakfast>.
> According to {a trader} cited in the Ledger, <the stocks are gone>.
> <The firm hid its debts>, according to {court records}.
> <The firm hid its debts>, according to {documents} seen by the Courier.
> <The firm hid its debts>, according to {a complaint Orbit filed in May}.
> <Three boats were uninsured>, according to {insurance notices and harbour records}.
> <Three boats were uninsured>, according to {police and court records}.
> <Three boats were uninsured>, according to {the port} and two were lost.
> <The firm hid its debts>, according to {figures from the ministry}.
! The work went according to plan.
"""
