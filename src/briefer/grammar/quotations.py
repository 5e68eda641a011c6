"""Quoted passages: where quotation marks open and close, whatever marks the article uses."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from briefer.deferring import Deferred
from briefer.model import Sentence, Span

RE_DOUBLE = Deferred(r"[“”„«»\"]|''|``")
# An apostrophe between letters, before a year or after a plural s is no quotation mark; what is left may be one.
RE_SINGLE_OPEN = Deferred(r"(?<![\w’'.!?,])[‘'](?=[\w“\"\[])(?!\d0s)(?!(?:tis|twas|em|til|cause)\b)")
RE_SINGLE_CLOSE = Deferred(r"(?<=[^\s‘'])[’'](?!\w)")
OPENING, CLOSING = frozenset("“„«"), frozenset("”»")
UNREAD = 200  # characters between two sentences that can only be text left out of a sample
LONGEST_SINGLE = 1000  # characters of a quotation in single marks: no mark is sought for ever


class Passage(NamedTuple):
    """A quoted passage, its marks included; `open` when it has no closing mark in its paragraph."""

    start: int
    end: int
    open: bool = False


class Passages:
    """The quoted passages of a document in text order, with look-up by position."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.passages = passages
        self._starts = [passage.start for passage in passages]

    def at(self, position: int) -> Passage | None:
        """Return the passage around a position, None outside of all."""
        index = bisect_right(self._starts, position) - 1
        if index < 0:
            return None
        passage = self.passages[index]
        return passage if position < passage.end else None

    def before(self, position: int) -> Passage | None:
        """Return the last passage that begins before a position, None where none does."""
        index = bisect_right(self._starts, position - 1) - 1
        return None if index < 0 else self.passages[index]

    def within(self, start: int, end: int) -> Sequence[Passage]:
        """Return the passages that begin in a stretch of text."""
        first = bisect_right(self._starts, start - 1)
        last = bisect_right(self._starts, end - 1)
        return self.passages[first:last]


def find_passages(text: str, paragraphs: Sequence[Span]) -> Passages:
    """Return the quoted passages of all paragraphs; single marks count where a paragraph has no double ones.

    A passage that is not closed runs to the end of its paragraph: print opens each paragraph of a long quotation anew
    and closes the last one only.
    """
    passages: list[Passage] = []
    for start, end in paragraphs:
        found = list(_double(text, start, end))
        passages += found or _single(text, start, end)
    return Passages(passages)


def find_paragraphs(sentences: Sequence[Sentence]) -> list[Span]:
    """Return where paragraphs stand, as far as their sentences are read."""
    spans: list[Span] = []
    last = None
    for sentence in sentences:
        if last is not None and sentence.paragraph == last.paragraph and sentence.start - last.end < UNREAD:
            spans[-1] = Span(spans[-1].start, sentence.end)
        else:
            spans.append(Span(sentence.start, sentence.end))
        last = sentence
    return spans


def _double(text: str, start: int, end: int) -> list[Passage]:
    passages: list[Passage] = []
    opened: int | None = None
    inner = False  # whether a curly quotation is open within a straight one
    for match in RE_DOUBLE.finditer(text, start, end):
        mark = match[0]
        if opened is None:
            if mark in CLOSING and not _opens_paragraph(text, match, start, end):
                continue  # a stray closing mark
            if mark not in OPENING | CLOSING and _only_closes(text, match.start(), match.end(), start, end):
                continue  # inches
            opened, inner = match.start(), False
        elif mark in CLOSING and text[opened] == '"' and inner and text.find('"', match.end(), end) >= 0:
            inner = False  # a curly quotation within a straight one
        elif mark in OPENING and text[opened] == '"':
            inner = True
        elif mark not in OPENING and not _only_opens(text, match.start(), match.end(), mark, end):
            passages.append(Passage(opened, match.end()))
            opened = None
    if opened is not None:
        passages.append(Passage(opened, end, open=True))
    return passages


def _opens_paragraph(text: str, mark: re.Match[str], start: int, end: int) -> bool:
    """Tell whether a closing mark stands where a quotation opens, and another one closes it: "”It rains,” he said"."""
    at = mark.end()
    return mark.start() == start and at < end and text[at].isalnum() and text.find(mark[0], at, end) > 0


def _only_closes(text: str, at: int, after: int, start: int, end: int) -> bool:
    return (
        at > start
        and not text[at - 1].isspace()
        and text[at - 1] not in "([—–-‘'"
        and (after >= end or not text[after].isalnum())
    )


def _only_opens(text: str, at: int, after: int, mark: str, end: int) -> bool:
    return mark not in CLOSING and text[at - 1].isspace() and after < end and not text[after].isspace()


def _single(text: str, start: int, end: int) -> list[Passage]:
    if "‘" not in text[start:end] and "'" not in text[start:end]:
        return []
    passages: list[Passage] = []
    at = start
    while (opening := RE_SINGLE_OPEN.search(text, at, end)) is not None:
        closing = _closing(text, opening.end(), end)
        if closing is None:
            at = opening.end()
            continue
        passages.append(Passage(opening.start(), closing))
        at = closing
    return passages


def _closing(text: str, at: int, end: int) -> int | None:
    """Return where a single quotation ends: at a mark after punctuation, else at the first that is no plural's."""
    fallback = None
    for match in RE_SINGLE_CLOSE.finditer(text, at, min(end, at + LONGEST_SINGLE)):
        before = text[match.start() - 1]
        if before in ".,!?;:…" or match.end() >= end or text[match.end()] in ".,!?;:)":
            return match.end()
        if before != "s":
            return match.end()
        fallback = fallback or match.end()
    return fallback
