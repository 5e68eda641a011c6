"""What the constructions find: who is reported to say what, as runs of tokens and spans of text."""

from __future__ import annotations

from typing import NamedTuple

from briefer.construction import Construction
from briefer.grammar.parsing import Tokens
from briefer.model import Span


class Attribution(NamedTuple):
    """What a construction found: token runs for source, cue and audience, spans of text for the content."""

    construction: Construction
    sentence: int
    source: Tokens | None
    cue: Tokens
    lemma: str
    family: str
    content: tuple[Span, ...]
    audience: Tokens | None = None
    negated: bool = False  # the reporting itself is negated: "did not say"
    passive: bool = False
    belief: Tokens | None = None  # the verb of belief within the report: "told X that they believe …"
    sure: bool = True  # whether the construction leaves no doubt that this is an attribution
