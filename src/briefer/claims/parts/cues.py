"""Cue verbs in their place: the verb group with its auxiliaries and its particle."""

from __future__ import annotations

from typing import NamedTuple

from briefer.claims.attributions import Attribution
from briefer.claims.parts.scanning import Scan
from briefer.construction import Construction, Marker
from briefer.grammar.cues import CueVerb
from briefer.grammar.listed import listed
from briefer.grammar.parsing import Tokens
from briefer.grammar.patterns import pattern
from briefer.model import Span

REDUCED = pattern("CUE (?:[PREP OF TO] DET{0,3} NOMINAL{1,8}+)++ ,? (?=CUE)")
VERB_GROUP = frozenset("RA")


class Cue(NamedTuple):
    """A cue verb in its place: the verb group from `start` to `end`, particle included."""

    verb: CueVerb
    at: int
    start: int
    end: int
    negated: bool
    passive: bool
    infinitive: bool

    @property
    def marker(self) -> Marker:
        """What the verb is in its place, which tells the constructions that it may stand in."""
        if self.passive:
            return Marker.PASSIVE
        if self.verb.form == "ing":
            return Marker.PARTICIPLE
        return Marker.INFINITIVE if self.infinitive else Marker.VERB


def cue_at(here: Scan, position: int, verb: CueVerb) -> Cue | None:
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
        if word in here.listed("be"):
            passive = verb.form in ("past", "participle")
    if verb.form == "participle" and start == position and lower[end : end + 1] in (["by"], ["for"], ["as"]):
        return None  # "documents seen by Roe show that …", "a diver best known for …": nothing finite
    if verb.form == "past" and start == position and _is_reduced(here, position):
        return None
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


def _is_reduced(here: Scan, position: int) -> bool:
    """Tell whether a past form is a participle within a subject: "a person | briefed on the matter | said"."""
    tags, words = here.parse.tags, here.parse.words
    if position <= here.first or tags[position - 1] not in "nN,D":
        return False
    if words.lower[position] in listed(here.parse.language, "asked") and tags[position + 1 : position + 2] == "V":
        return words.lower[position + 1] in listed(here.parse.language, "never participles")  # "those asked | said"
    match = REDUCED.match(tags, position, here.last)
    if match is None or (tags[match.end() - 1] == ",") != (tags[position - 1] == ","):
        return False
    return words.lower[match.end()] in listed(here.parse.language, "never participles")


def attribution(
    here: Scan,
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
