"""What every construction looks at: the tokens of a document, their classes and its quoted passages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from briefer.claims.grammar import tag
from briefer.claims.lexicon import CueVerbs, cue_verbs
from briefer.claims.quotes import Passages, find_paragraphs, find_passages
from briefer.model import Sentence, Span
from briefer.words import Words

Tokens = tuple[int, int]  # a run of tokens, half-open


class Scene(NamedTuple):
    """A document as the constructions see it; `quoted[i]` tells whether token `i` lies in a quoted passage."""

    text: str
    sentences: Sequence[Sentence]
    words: Words
    tags: str
    paragraphs: Sequence[Span]
    passages: Passages
    quoted: bytearray
    verbs: CueVerbs

    def span(self, tokens: Tokens) -> Span:
        """Return the stretch of text that a run of tokens covers."""
        return Span(self.words.starts[tokens[0]], self.words.ends[tokens[1] - 1])


class Attribution(NamedTuple):
    """What a construction found: token runs for source, cue and audience, spans of text for the content."""

    rule: str
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


def stage(text: str, sentences: Sequence[Sentence], words: Words) -> Scene:
    """Return the scene of a document."""
    paragraphs = find_paragraphs(sentences)
    passages = find_passages(text, paragraphs)
    quoted = bytearray(len(words.texts))
    starts = words.starts
    index = 0
    total = len(starts)
    for passage in passages.passages:
        while index < total and starts[index] < passage.start:
            index += 1
        while index < total and starts[index] < passage.end:
            quoted[index] = 1
            index += 1
    return Scene(text, sentences, words, tag(words), paragraphs, passages, quoted, cue_verbs("en"))
