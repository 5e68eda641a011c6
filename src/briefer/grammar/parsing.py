"""A document as the grammar reads it: its tokens, their classes and its quoted passages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import compress, count
from typing import NamedTuple

from briefer.grammar.cues import CueVerb, CueVerbs, cue_verbs
from briefer.grammar.quotations import Passages, find_paragraphs, find_passages
from briefer.grammar.tagging import tag
from briefer.model import Sentence, Span
from briefer.words import Words

Tokens = tuple[int, int]  # a run of tokens, half-open


class Parse(NamedTuple):
    """A shallow parse of a document; `quoted[i]` tells whether token `i` lies in a quoted passage."""

    text: str
    sentences: Sequence[Sentence]
    words: Words
    tags: str
    paragraphs: Sequence[Span]
    passages: Passages
    quoted: bytearray
    verbs: CueVerbs
    language: str  # whose data the rules ask
    noted: dict[str, list[int]]  # see `places`

    def span(self, tokens: Tokens) -> Span:
        """Return the stretch of text that a run of tokens covers."""
        return Span(self.words.starts[tokens[0]], self.words.ends[tokens[1] - 1])

    def places(self, name: str, tells: Callable[[str], object]) -> list[int]:
        """Return the tokens whose word a table of that name tells something of, in order; asked once a document."""
        found = self.noted.get(name)
        if found is None:
            found = self.noted[name] = list(compress(count(), self.words.told_lower(tells)))
        return found

    def cues_at(self, position: int) -> list[CueVerb]:
        """Return the cue verbs that a token may be a form of, with particles only those that stand behind it."""
        lower = self.words.lower
        behind = position + 1
        return [
            cue
            for cue in self.verbs[lower[position]]
            if not cue.particle or tuple(lower[behind : behind + len(cue.particle)]) == cue.particle
        ]


def parse(text: str, sentences: Sequence[Sentence], words: Words, language: str) -> Parse:
    """Return the shallow parse of a document."""
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
    return Parse(
        text, sentences, words, tag(words, language), paragraphs, passages, quoted, cue_verbs(language), language, {}
    )
