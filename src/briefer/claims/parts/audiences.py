"""To whom something is said: "told the crowd"."""

from __future__ import annotations

from briefer.claims.parts.cues import Cue
from briefer.claims.parts.openings import MARKS
from briefer.claims.parts.scanning import Scan
from briefer.grammar.nouns import nouns, singular
from briefer.grammar.parsing import Tokens
from briefer.grammar.patterns import pattern
from briefer.grammar.phrases import PEOPLE
from briefer.grammar.tagging import ARTICLES

# Behind one hearer the others, where a mark or a subject follows: "told Roe's wife | and sons | that".
JOINED = pattern(
    """(?:, DET{0,3} NOMINAL{1,6}+)*+ ,? AND DET{0,3} NOMINAL{1,6}+ (?: OF DET{0,2} NOMINAL{1,6}+)?+
    (?=[TO THAT ASKS : " PRON DET])"""
)
RE_SEVERAL = pattern("NAME++ (?:, NAME++)*+ ,? AND NAME++ (?=[TO THAT])")  # "asked Roe, Poe and Doe to"


def audience_at(here: Scan, at: int, cue: Cue) -> tuple[Tokens | None, int]:
    """Return the audience of "told X" and the token after it."""
    audience, after = _first_audience(here, at, cue)
    if audience and here.parse.tags[audience[0]] not in "OP":
        match = JOINED.match(here.parse.tags, after, here.last)
        if match:
            return (audience[0], match.end()), match.end()
    return audience, after


def _first_audience(here: Scan, at: int, cue: Cue) -> tuple[Tokens | None, int]:
    tags = here.parse.tags
    if at >= here.last:
        return None, at
    if tags[at] == "P" and tags[at + 1 : at + 2] in ("A", "V"):
        return None, at  # "warned | it could fall"
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
        if tags[end - 1] == "L" and tags[end : end + 1] == "n":  # "told Roe's | wife"
            while end < here.last and tags[end] == "n":
                end += 1
            return (at, end), end
        if end < here.last and tags[end] == "n" and (end + 1 >= here.last or tags[end + 1] in 'TPDNMSI,:".n'):
            end += 1
            if end + 1 < here.last and tags[end] == "n" and tags[end + 1] in 'T:",.':
                end += 1  # "told Tass news agency that"
        return (at, end), end
    return _common_audience(here, at) if tags[at] in "DnZv" else (None, at)


def _common_audience(here: Scan, at: int) -> tuple[Tokens | None, int]:
    """Return an audience that is called by a common noun, "the crowd", and the token after it."""
    tags = here.parse.tags
    end = at
    while end < here.last and tags[end] in "DZ":
        end += 1
    if tags[end : end + 1] == '"' and here.parse.words.lower[end - 1] in ARTICLES:
        return None, at  # "warned | the “stakes are high”"
    while end < here.last and tags[end] in "nNLv'" and not (end > at and tags[end] == "N" and tags[end - 1] == "n"):
        end += 1
    return ((at, end), end) if end > at else (None, at)


def hears(here: Scan, audience: Tokens) -> bool:
    """Tell whether what may be an audience is one: a pronoun, a name or people, and not "major changes"."""
    parse, end = here.parse, audience[1]
    if parse.tags[end - 1] in "NOP":
        return True
    return nouns(parse.language).kind(singular(parse.words.lower[end - 1])) in PEOPLE


def is_told(here: Scan, audience: Tokens, at: int, frames: frozenset[str]) -> bool:
    """Tell whether somebody is told something: not in "showed Jane Roe | ahead", "shows little evidence | that …"."""
    tags = here.parse.tags
    return at < here.last and tags[at] in MARKS and ("n" not in frames or tags[audience[0]] in "ON")


def owns_what_is_quoted(here: Scan, audience: Tokens, at: int) -> bool:
    """Tell whether the supposed audience owns the quoted words: "promised | Norland's “best harvest yet”"."""
    tags = here.parse.tags
    return tags[at - 1] == "L" and at - 1 > audience[0] and tags[at : at + 1] == '"'
