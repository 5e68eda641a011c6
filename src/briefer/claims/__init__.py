"""Who says what: attributions found, their sources resolved, and the key claims chosen."""

from __future__ import annotations

from collections.abc import Sequence

from briefer.claims.constructions import find
from briefer.claims.scene import stage
from briefer.model import *
from briefer.words import Words


def attribute(text, sentences, words, byline):
    scene = stage(text, sentences, words)
    out = []
    for n, a in enumerate(find(scene), 1):
        source = None
        if a.source:
            s = scene.span(a.source)
            source = Source(s.start, s.end, s.of(text), SourceType.UNKNOWN)
        cue = scene.span(a.cue)
        sent = sentences[a.sentence]
        out.append(Claim(f"c{n}", a.content[0].start, a.content[0].end, Kind.STATEMENT, source, scene.span(a.audience) if a.audience else None,
            Cue(cue.start, cue.end, a.lemma, a.family), a.content, (), Certainty(Level.ASSERTED), Polarity.AFFIRMED, (), None, a.sentence, sent.paragraph, "high" if a.sure else "low", a.rule))
    return tuple(out)


def choose(article, claims, scores, number):
    return claims, tuple(c.id for c in claims if c.confidence == "high")[:number]


def tally(text, claims):
    return ()
