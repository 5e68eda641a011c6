"""The work on one sentence: which cue is looked at, and what has been found so far."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import NamedTuple

from briefer.claims.attributions import Attribution
from briefer.grammar.cues import CueVerb
from briefer.grammar.parsing import Parse, Tokens
from briefer.grammar.quotations import Passage
from briefer.model import Construction, Span

VERB_GROUP = frozenset("RA")
BE = frozenset(
    {"is", "was", "are", "were", "be", "been", "being", "am", "'s", "'re", "isn't", "wasn't", "aren't", "weren't"}
)


@dataclass(slots=True)
class Reading:
    """A sentence while it is read: tokens `first` to `last`, and `covered`, up to where a claim found reaches."""

    parse: Parse
    index: int
    first: int
    last: int
    covered: int
    found: list[Attribution] = field(default_factory=list)


class Cue(NamedTuple):
    """A cue verb in its place: the verb group from `start` to `end`, particle included."""

    verb: CueVerb
    at: int
    start: int
    end: int
    negated: bool
    passive: bool
    infinitive: bool


def cue_at(here: Reading, position: int, verb: CueVerb) -> Cue | None:
    """Return the cue that a verb form makes with its particle and auxiliaries, None where it makes none."""
    parse = here.parse
    lower = parse.words.lower
    end = position + 1
    for word in verb.particle:
        if end >= here.last or lower[end] != word:
            return None
        end += 1
    start = position
    negated = passive = infinitive = False
    tags = parse.tags
    while start > here.first and tags[start - 1] in VERB_GROUP and not parse.quoted[start - 1]:
        start -= 1
        word = lower[start]
        if word in ("not", "never", "n't") or word.endswith("n't"):
            negated = True
        if word in BE:
            passive = verb.form in ("past", "participle")
    if verb.form == "base" and start == position and start - 2 >= here.first and tags[start - 1] == "I":
        governor = start - 2
        if tags[governor] in "SR" and governor > here.first:
            governor -= 1  # "went on to say"
        if tags[governor] not in "AVvn" or verb.frames.isdisjoint("cta"):
            return None
        infinitive = True  # "seemed to think", "is expected to announce"
        start = governor
        while start > here.first and tags[start - 1] in VERB_GROUP:
            start -= 1
    return Cue(verb, position, start, end, negated, passive, infinitive)


def keep(here: Reading, made: Attribution) -> None:
    """Record an attribution: the tokens that it covers are not looked at again."""
    here.found.append(made)
    ends = here.parse.words.ends
    sentence = here.parse.sentences[here.index]
    # A quotation that goes on in later sentences leaves the rest of this one open: “…,” she said, adding that …
    reach = max((span.end for span in made.content if span.start < sentence.end), default=0)
    while here.covered < here.last and ends[here.covered] <= reach:
        here.covered += 1
    here.covered = max(here.covered, made.cue[1])


def attribution(
    here: Reading,
    construction: Construction,
    cue: Cue,
    source: Tokens | None,
    contents: list[Span],
    *,
    audience: Tokens | None = None,
    end: int | None = None,
    sure: bool = True,
) -> Attribution:
    """Return an attribution of a cue; `end` is given where the cue takes in more than its verb group."""
    return Attribution(
        construction,
        here.index,
        source,
        (cue.start, end or cue.end),
        cue.verb.lemma,
        cue.verb.family,
        tuple(sorted(contents, key=lambda span: span.start)),
        audience,
        negated=cue.negated,
        passive=cue.passive,
        sure=sure,
    )


def floor_before(here: Reading, before: int) -> int:
    """Return the first token that a subject may begin at: behind the attribution found last."""
    return min(here.covered, before) if here.found else here.first


def token_at(here: Reading, offset: int) -> int:
    """Return the first token of the sentence that begins at an offset or behind it."""
    return bisect_left(here.parse.words.starts, offset, here.first, here.last)


def token_after(here: Reading, passage: Passage) -> int:
    """Return the first token of the sentence behind a quoted passage."""
    return token_at(here, passage.end)
