"""What a construction is to those who try it: its record, its place in the order, and what it begins at."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal, NamedTuple

from briefer.claims.attributions import Attribution
from briefer.claims.parts.cues import Cue
from briefer.claims.parts.nominals import Nominal
from briefer.claims.parts.scanning import Scan
from briefer.construction import Construction
from briefer.grammar.parsing import Parse

STOP: Final = False  # this is no report of any construction: those behind in the order are not tried
Found = Attribution | None | Literal[False]


class Rule(NamedTuple):
    """A construction and how it is found: one of the functions below, by what it begins at.

    The rules for one beginning are tried by `place`, lowest first, until one finds an attribution or says `STOP`.
    """

    construction: Construction
    place: int = 0
    at_cue: Callable[[Scan, Cue], Found] | None = None  # a cue verb whose marker is the construction's
    at_nominal: Callable[[Scan, Nominal], Found] | None = None  # a word of `section` in nominal_cues.txt
    section: str = ""
    at_word: Callable[[Scan, int], Found] | None = None  # a token that is one of `words`
    words: frozenset[str] = frozenset()
    at_quotation: Callable[[Scan, int], Found] | None = None  # the first token behind a closing quotation mark
    at_headline: Callable[[Scan], Found] | None = None
    in_document: Callable[[Parse], dict[int, Attribution]] | None = None  # {sentence: its attribution}
    inside: Callable[[Parse, Attribution], Attribution | None] | None = None  # a report within the content of another
