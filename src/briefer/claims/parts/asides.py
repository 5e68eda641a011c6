"""When, where and how it was said, which stands between a cue and its content or behind both."""

from __future__ import annotations

from briefer.claims.parts.audiences import audience_at
from briefer.claims.parts.cues import Cue
from briefer.claims.parts.scanning import Scan
from briefer.deferring import Deferred
from briefer.grammar.clauses import occasions
from briefer.grammar.listed import listed
from briefer.grammar.patterns import pattern

# What may stand between a cue and its "that", its colon or its quotation: when, where and how it was said.
RE_ASIDE = pattern(
    """,? (?: ADV++ (?!,) )?+
    (?: (?:[PREP OF] | TO(?=[DET NAME]))? [DET POSS]*+ [TIME NOUN NUM VERB ADV OTHER ING CUE]++
        (?: ,? (?=[PREP OF TIME ADV DET NOUN NUM VERB]))? ){0,6}+ ,? (?=[THAT ASKS " :])"""
)
RE_TIME = pattern("(?:PREP? DET? TIME++ NUM? | ADV)++")
RE_PLACE = pattern("PREP DET{0,2} NOUN{1,3}+ (?=PRON | DET)")
RE_MANNER = Deferred(r"[PO]?Dn?(?=:)")
MANNER = frozenset({"this", "way"})
RE_CLOSING_ASIDE = Deferred(r"(?:[SFI][DL]*[MNnZvRxGVL]+|[SFI][OP]|R|D?M+Z?|DDM+R?|,(?=[ZM])){0,6}")


def content_start(here: Scan, at: int) -> int | None:
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
    match = RE_PLACE.match(tags, at, last)
    if match and _is_setting(here, at, match.end()):
        return match.end()
    match = RE_TIME.match(tags, at, last)
    if match and match.end() < last and "M" in match[0] and tags[match.end()] in 'PDNnTHI:"':
        return match.end()
    return at


def _is_setting(here: Scan, start: int, end: int) -> bool:
    """Tell whether words behind a cue say where it was said: "on the flight | he was", "in a statement | the boat"."""
    lower, language = here.parse.words.lower, here.parse.language
    if lower[start] not in listed(language, "settings"):
        return False
    pronoun = here.parse.tags[end] == "P" and here.parse.tags[end + 1 : end + 2] in ("A", "V", "v", "R")
    return pronoun or not occasions(language).isdisjoint(lower[start:end])


def _announces(here: Scan, at: int) -> bool:
    """Tell whether a token opens content for sure: of the question words, some more often open an adverbial."""
    return here.parse.tags[at] != "H" or here.parse.words.lower[at] in here.listed("asking")


def closes(here: Scan, cue: Cue) -> bool:
    """Tell whether nothing but an aside follows up to the next comma or the end: "…, she said on Monday"."""
    tags = here.parse.tags
    at = audience_at(here, cue.end, cue)[1] if "a" in cue.verb.frames else cue.end
    if at >= here.last or tags[at] in ".,;-)":
        return True
    match = RE_CLOSING_ASIDE.match(tags, at, here.last)
    return match is not None and (match.end() >= here.last or tags[match.end()] in ".,;-)")
