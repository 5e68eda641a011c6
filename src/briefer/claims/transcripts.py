"""Interviews and posts of readers, whose paragraphs are spoken by others than the author."""

from __future__ import annotations

from briefer.deferring import Deferred
from briefer.grammar.parsing import Parse

RE_LABEL = Deferred(r"[QA](?::|\.\s)")
RE_HANDLE = Deferred(r"@\w{2,}[.:]?")


def of_others(parse: Parse) -> frozenset[int]:
    """Return the paragraphs whose "I" is not the author's: questions and answers, and all beside posts of readers.

    "A: I think …" tells not who answers; a line that is but a handle signs somebody's post.
    """
    sentences, text = parse.sentences, parse.text
    if any(text[one.start] == "@" and RE_HANDLE.fullmatch(text, one.start, one.end) for one in sentences):
        return frozenset(one.paragraph for one in sentences)
    return frozenset(one.paragraph for one in sentences if text[one.start] in "QA" and RE_LABEL.match(text, one.start))
