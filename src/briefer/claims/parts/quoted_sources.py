"""Who is quoted by somebody else: "the Courier quoted one trader as saying"."""

from __future__ import annotations

from briefer.claims.parts.appositions import with_apposition
from briefer.claims.parts.cues import VERB_GROUP
from briefer.claims.parts.scanning import Scan
from briefer.grammar.parsing import Tokens
from briefer.grammar.phrases import phrase_after, subject_before

AS_SAYING = frozenset({("as", "saying"), ("as", "telling")})
LONGEST_QUOTED = 20  # tokens


def quoted_after(here: Scan, at: int) -> Tokens | None:
    """Return who is quoted behind a verb of quoting: "the Courier quoted | one trader, a broker, | as saying"."""
    phrase = phrase_after(here.parse, at, here.last)
    if phrase is None:
        return None
    phrase = with_apposition(here, phrase)
    end = phrase[1] + (here.parse.tags[phrase[1] : phrase[1] + 1] == ",")
    return phrase if tuple(here.parse.words.lower[end : end + 2]) in AS_SAYING else None


def quoted_before(here: Scan, at: int) -> Tokens | None:
    """Return who is quoted before "as" at a token, in "quoted one trader | as saying"."""
    lower = here.parse.words.lower
    for verb in range(at - 2, max(here.first, at - LONGEST_QUOTED) - 1, -1):
        if lower[verb] in here.listed("quoting"):
            group = verb
            while group > here.first and here.parse.tags[group - 1] in VERB_GROUP:
                group -= 1
            if not here.listed("be").isdisjoint(lower[group:verb]):  # "the mayor was quoted by the Courier | as saying"
                subject = subject_before(here.parse, group, here.first)
                return subject[0] if subject else None
            phrase = quoted_after(here, verb + 1)
            return phrase if phrase and at - phrase[1] in (0, 1) else None
    return None
