"""The work on one sentence: what has been found so far, and from where on a report may begin."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from briefer.claims.attributions import Attribution
from briefer.grammar.parsing import Parse, Tokens
from briefer.grammar.quotations import Passage
from briefer.languages import load_words


@dataclass(slots=True)
class Scan:
    """A sentence while it is read: tokens `first` to `last`, and `covered`, up to where a claim found reaches."""

    parse: Parse
    index: int
    first: int
    last: int
    covered: int
    found: list[Attribution] = field(default_factory=list)
    subject: tuple[object, Tokens | None, bool] | None = None  # what `subject_of` found for the cue last asked for

    def listed(self, section: str) -> frozenset[str]:
        """Return the words of a section of `constructions.txt`, in the language of the document."""
        return load_words(self.parse.language, "constructions.txt", section)


def keep(here: Scan, made: Attribution) -> None:
    """Record an attribution: the tokens that it covers are not looked at again."""
    here.found.append(made)
    ends = here.parse.words.ends
    sentence = here.parse.sentences[here.index]
    # A quotation that goes on in later sentences leaves the rest of this one open: “…,” she said, adding that …
    reach = max((span.end for span in made.content if span.start < sentence.end), default=0)
    reached = bisect_right(ends, reach, here.covered, max(here.covered, here.last))
    here.covered = max(reached, made.cue[1])


def floor_before(here: Scan, before: int) -> int:
    """Return the first token that a subject may begin at: behind the attribution found last."""
    return min(here.covered, before) if here.found else here.first


def token_at(here: Scan, offset: int) -> int:
    """Return the first token of the sentence that begins at an offset or behind it."""
    return bisect_left(here.parse.words.starts, offset, here.first, here.last)


def token_after(here: Scan, passage: Passage) -> int:
    """Return the first token of the sentence behind a quoted passage."""
    return token_at(here, passage.end)
