"""A report within the content of another: "the Herald reported that officials said …"."""

from __future__ import annotations

from bisect import bisect_left

from briefer.claims.attributions import Attribution
from briefer.claims.parts.asides import content_start
from briefer.claims.parts.audiences import audience_at
from briefer.claims.parts.cues import Cue
from briefer.claims.parts.scanning import Scan
from briefer.claims.rules import Rule
from briefer.construction import Complement, Construction, Marker
from briefer.grammar.parsing import Parse
from briefer.grammar.patterns import pattern
from briefer.grammar.phrases import phrase_after
from briefer.languages import load_words
from briefer.model import Span

# "Earlier, | the board said …", "On Friday, | the board said …"
TIME = pattern("(?: ADV | PREP? [DET NUM TIME]{0,3} TIME NUM?+ ) ,")
CONSTRUCTION = Construction("report within a report", Marker.VERB, complement=Complement.INNER)


def find(parse: Parse, attribution: Attribution) -> Attribution | None:
    """Return the report within a report: "the Herald reported that officials said …"."""
    if len(attribution.content) != 1 or attribution.family not in ("assert", "find"):
        return None
    content = attribution.content[0]
    opening, last = parse.words.bounds[attribution.sentence : attribution.sentence + 2]
    first = bisect_left(parse.words.starts, content.start, opening, last)
    at = first + (first < last and parse.tags[first] == "T")
    if time := TIME.match(parse.tags, at, last):
        at = time.end()
    phrase = phrase_after(parse, at, last) if at < last and not parse.quoted[at] else None
    if phrase is None or phrase[1] + 1 >= last or parse.tags[phrase[0]] in "PO":
        return None
    verb = phrase[1]
    while verb < last and parse.tags[verb] in "RA":
        verb += 1
    if verb + 1 >= last or parse.tags[verb] != "V" or parse.tags[verb - 1] == "A":
        return None
    inner = load_words(parse.language, "constructions.txt", "inner")
    for cue in parse.verbs[parse.words.lower[verb]]:
        if cue.lemma in inner and parse.words.ends[verb] < content.end:
            here = Scan(parse, attribution.sentence, opening, last, opening)
            audience = verb + 1
            if "a" in cue.frames:
                audience = audience_at(here, verb + 1, Cue(cue, verb, phrase[1], verb + 1, False, False, False))[1]
            start = content_start(here, audience) or audience
            if parse.words.starts[start] >= content.end:
                return None
            return Attribution(
                CONSTRUCTION,
                attribution.sentence,
                phrase,
                (phrase[1], verb + 1),
                cue.lemma,
                cue.family,
                (Span(parse.words.starts[start], content.end),),
            )
    return None


RULE = Rule(CONSTRUCTION, inside=find)
EXAMPLES = """
> The Courier reported that {the mayor} [believes] <the bridge is safe>.
> On Friday, {the mayor} [said] <the bridge is safe>, the Courier reported.
> One passenger said {the driver} [told] them <he had slept>.
! The Courier reported that the mayor could say little.
"""
