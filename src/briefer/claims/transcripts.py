"""Interviews and posts of readers, whose paragraphs are spoken by others than the author."""

from __future__ import annotations

from itertools import pairwise

from briefer.claims.sources.lexicon import lexicon
from briefer.deferring import Deferred
from briefer.grammar.parsing import Parse

RE_LABEL = Deferred(r"[QA](?::|\.\s)")
RE_HANDLE = Deferred(r"@\w{2,}[.:]?")


def of_others(parse: Parse) -> frozenset[int]:
    """Return the paragraphs whose "I" is not the author's: questions and answers, and all beside posts of readers.

    "A: I think …" tells not who answers; a line that is but a handle signs somebody's post; what stands behind
    "this statement:" is not the author's either.
    """
    sentences, text = parse.sentences, parse.text
    if any(text[one.start] == "@" and RE_HANDLE.fullmatch(text, one.start, one.end) for one in sentences):
        return frozenset(one.paragraph for one in sentences)
    asked = {one.paragraph for one in sentences if text[one.start] in "QA" and RE_LABEL.match(text, one.start)}
    return frozenset(asked | _quoted_whole(parse))


def _quoted_whole(parse: Parse) -> set[int]:
    """Return the paragraphs that hold a paper which the sentence before announces: "sent us this statement:"."""
    written = lexicon(parse.language).written
    return {
        behind.paragraph
        for one, behind in pairwise(parse.sentences)
        if behind.paragraph > one.paragraph
        and parse.text[one.end - 1] == ":"
        and not written.isdisjoint(parse.words.lower[slice(*parse.words.bounds[one.index : one.index + 2])])
    }
