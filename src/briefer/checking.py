"""Quotations checked against an article: whether it has them, where, in whose mouth, and what differs.

Words are compared by their letters, whatever their case, and numbers with their signs; white space and punctuation do
not count. What the quotation leaves out behind "…" or puts in brackets is told as a difference, like any other.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any, NamedTuple

from briefer import quotations
from briefer.errors import OptionError
from briefer.model import Brief, Claim, Span

LONGEST = 200  # words of a quotation: aligning what is near takes more than the square of their number at worst
SHORTEST_NEAR = 3  # words of a quotation from which on another that is near it means something
NEAR = 0.55  # words in common and in order, as a share of both sides, from which on a passage counts as near
PLACES = 3  # most told: of each kind
LONGEST_QUOTE = 4000  # code points between quotation marks
COVERED = 0.5  # of a place, from which on a claim is what is said there
# A word with its apostrophes, marks of its letters and signs that nobody sees; a sign that makes a number another one.
RE_WORD = re.compile(
    r"\w(?:[\w\u0300-\u036f\u00ad\u200b-\u200d\u2060]|['’](?=\w))*+|[%‰€$£¥₹]|(?<![\w\])])[-−](?=[\d$€£¥₹])"
)
RE_UNSEEN = re.compile(r"[\u00ad\u200b-\u200d\u2060]")
RE_LEFT_OUT = re.compile(r"\[[^\[\]]{0,200}\]|…|\.(?:\s?\.){2,4}+")
MARKS = "\"“”„»«‹›‘’'"


class Match(StrEnum):
    """How a quotation is found, from best to worst."""

    VERBATIM = "verbatim"  # it is a slice of the article
    SAME_WORDS = "same words"  # case, white space or punctuation differ
    SHORTENED = "shortened"  # the same words, but for what it marks as left out or put in
    NEAR = "near"  # most of the words
    ABSENT = "absent"


class Difference(NamedTuple):
    """Words of the quotation, and the words of the article in their place; either may be empty."""

    quote: str
    text: str
    start: int
    end: int


class Place(NamedTuple):
    """Where a quotation stands in an article.

    `similarity` is 1 for the same words. `claims` are the ids of the claims that these words are the content of, those
    that cover most of them first; `quoted` says whether all of the words stand in quotation marks.
    """

    match: Match
    spans: tuple[Span, ...]
    similarity: float
    differences: tuple[Difference, ...]
    quoted: bool
    claims: tuple[str, ...]


def check(brief: Brief, quote: str) -> list[Place]:
    """Return where the article of a brief has a quotation, best matches first; nothing if it is absent.

    Passages that are only near are looked for if it stands nowhere. Raises OptionError for a quotation without words,
    or with too many.
    """
    return [_told(brief, found) for found in _found(brief, _stripped(quote))]


def check_dict(brief: Brief, quote: str) -> dict[str, Any]:
    """Return the same as plain data, with who says it; raises OptionError as `check` does."""
    places = check(brief, quote)
    claims = {claim.id: claim for claim in brief.claims}
    return {
        "quote": quote,
        "verdict": str(places[0].match if places else Match.ABSENT),
        "places": [_place_dict(brief, place, [claims[identity] for identity in place.claims]) for place in places],
    }


class _Found(NamedTuple):
    match: Match
    spans: list[Span]
    similarity: float = 1.0
    differences: Sequence[Difference] = ()


class _Words:
    """Words in their order, from one text: what they are, folded, and where they stand."""

    def __init__(self, text: str, spans: Iterable[Span]) -> None:
        self.text = text
        self.spans = [Span(*match.span()) for span in spans for match in RE_WORD.finditer(text, span.start, span.end)]
        self.folded = [_folded(span.of(text)) for span in self.spans]
        self.joined = " ".join(("", *self.folded, ""))
        self.offsets: list[int] = []  # of each word in `joined`, with the space before it
        at = 0
        for word in self.folded:
            self.offsets.append(at)
            at += len(word) + 1

    def runs(self, wanted: Sequence[str], first: int = 0) -> Iterator[int]:
        """Yield where a run of words begins, from a word on."""
        sought = " ".join(("", *wanted, ""))
        at = self.offsets[first] if first < len(self.offsets) else len(self.joined)
        while (at := self.joined.find(sought, at)) >= 0:
            yield bisect_right(self.offsets, at) - 1
            at += 1

    def stretch(self, first: int, behind: int) -> list[Span]:
        """Return the words from one up to another as spans, one for each unbroken piece of the text."""
        pieces: list[Span] = []
        for span in self.spans[first:behind]:
            if pieces and pieces[-1].end <= span.start and not RE_WORD.search(self.text, pieces[-1].end, span.start):
                pieces[-1] = Span(pieces[-1].start, span.end)
            else:
                pieces.append(span)
        return pieces


def _folded(word: str) -> str:
    plain = unicodedata.normalize("NFKC", RE_UNSEEN.sub("", word)).replace("’", "'").replace("−", "-")
    return plain.casefold()


def _stripped(quote: str) -> str:
    """Return a quotation without the marks around it; raises OptionError for one that cannot be checked."""
    words = len(RE_WORD.findall(quote))
    if not words:
        raise OptionError("the quotation has no words", hint="give the words to look for")
    if words > LONGEST:
        raise OptionError(f"the quotation has {words} words", hint=f"check at most {LONGEST} at a time")
    quote = quote.strip()
    if quote[0] in MARKS and quote[-1] in MARKS and len(quote) > 1:
        return quote[1:-1].strip()
    return quote


def _found(brief: Brief, quote: str) -> list[_Found]:
    text = brief.document.text
    whole = _Words(text, [Span(0, len(text))])
    # A quotation that its attribution interrupts runs on in the content of its claim.
    contents = [_Words(text, claim.content) for claim in brief.claims if len(claim.content) > 1]
    if RE_LEFT_OUT.search(quote):
        exact = list(_shortened(whole, quote))
    else:
        exact = [found for words in (whole, *contents) for found in _exact(words, quote)]
    if exact:
        once = {tuple(found.spans): found for found in exact}.values()
        return sorted(once, key=lambda found: (list(Match).index(found.match), found.spans))[:PLACES]
    near = [found for words in (whole, *contents) for found in _near(words, quote)]
    return _best(near)


def _best(near: list[_Found]) -> list[_Found]:
    """Return the nearest passages, none of which overlaps a better one."""
    kept: list[_Found] = []
    for found in sorted(near, key=lambda found: (-found.similarity, found.spans)):
        if not any(_overlap(found.spans, other.spans) for other in kept):
            kept.append(found)
    return kept[:PLACES]


def _exact(words: _Words, quote: str) -> Iterator[_Found]:
    """Yield where the words of a quotation stand in their order."""
    sought = _Words(quote, [Span(0, len(quote))])
    text = words.text
    for first in words.runs(sought.folded):
        spans = words.stretch(first, first + len(sought.folded))
        start = spans[0].start - sought.spans[0].start
        if start >= 0 and text.startswith(quote, start):
            yield _Found(Match.VERBATIM, [Span(start, start + len(quote))])
        else:
            yield _Found(Match.SAME_WORDS, spans)


def _shortened(words: _Words, quote: str) -> Iterator[_Found]:
    """Yield where the pieces of a quotation that leaves something out, or puts something in, stand in their order."""
    spans: list[Span] = []
    differences: list[Difference] = []
    behind = last = 0
    marks = [match[0] for match in RE_LEFT_OUT.finditer(quote)]
    for number, piece in enumerate(RE_LEFT_OUT.split(quote)):
        sought = [_folded(word) for word in RE_WORD.findall(piece)]
        if not sought:
            continue
        first = next(words.runs(sought, behind), None)
        if first is None:
            return
        found = words.stretch(first, first + len(sought))
        if spans:
            gap = Span(spans[-1].end, found[0].start)
            differences.append(Difference(" ".join(marks[last:number]), gap.of(words.text).strip(), *gap))
        spans += found
        behind, last = first + len(sought), number
    if spans:
        yield _Found(Match.SHORTENED, spans, differences=differences)


def _near(words: _Words, quote: str) -> Iterator[_Found]:
    """Yield passages that share most of a quotation's words, in their order."""
    sought = _Words(quote, [Span(0, len(quote))])
    size = len(sought.folded)
    if size < SHORTEST_NEAR:
        return
    for middle in _crowded(words.folded, sought.folded):
        first, behind = max(middle - size, 0), min(middle + 2 * size, len(words.folded))
        blocks = _aligned(words.folded[first:behind], sought.folded).get_matching_blocks()[:-1]
        if not blocks:
            continue
        # Words of the quotation that stand before and behind what both share have some in their place, too.
        begin = max(first + blocks[0].a - blocks[0].b, first)
        end = min(first + blocks[-1].a + size - blocks[-1].b, behind)
        aligned = _aligned(words.folded[begin:end], sought.folded)
        if aligned.ratio() >= NEAR:
            differences = [_difference(words, begin, sought, c) for c in aligned.get_opcodes() if c[0] != "equal"]
            yield _Found(Match.NEAR, words.stretch(begin, end), round(aligned.ratio(), 2), differences)


def _aligned(text: Sequence[str], sought: Sequence[str]) -> SequenceMatcher[str]:
    return SequenceMatcher(None, text, sought, autojunk=False)


def _crowded(text: Sequence[str], sought: Sequence[str]) -> list[int]:
    """Return where passages as long as a quotation begin that share most words with it, whatever their order."""
    size = len(sought)
    wanted = Counter(sought)
    window: Counter[str] = Counter()
    shared = 0
    scores: list[int] = []
    for at, word in enumerate(text):
        if word in wanted:
            window[word] += 1
            shared += window[word] <= wanted[word]
        gone = text[at - size] if at >= size else ""
        if gone in wanted:
            shared -= window[gone] <= wanted[gone]
            window[gone] -= 1
        scores.append(shared)
    found: list[int] = []
    for at in sorted(range(len(scores)), key=lambda at: (-scores[at], at)):
        if scores[at] < NEAR * size / 2 or len(found) == PLACES:
            break
        begin = max(at - size + 1, 0)
        if all(abs(begin - other) >= size for other in found):
            found.append(begin)
    return found


def _difference(words: _Words, first: int, sought: _Words, codes: tuple[str, int, int, int, int]) -> Difference:
    """Return a difference between a passage and a quotation, in the words of both."""
    _, a, b, c, d = codes
    said = " ".join(span.of(sought.text) for span in sought.spans[c:d])
    there = words.spans[first + a : first + b]
    if not there:
        at = words.spans[first + a - 1].end if first + a else 0
        return Difference(said, "", at, at)
    return Difference(said, " ".join(span.of(words.text) for span in there), there[0].start, there[-1].end)


def _overlap(some: Sequence[Span], others: Sequence[Span]) -> int:
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in some for b in others)


def _told(brief: Brief, found: _Found) -> Place:
    """Return a place, with whose words these are."""
    size = sum(span.end - span.start for span in found.spans)
    covering = [(_overlap(found.spans, claim.content), claim) for claim in brief.claims]
    covering = [(shared, claim) for shared, claim in covering if shared >= COVERED * size]
    covering.sort(key=lambda one: (-one[0], sum(span.end - span.start for span in one[1].content)))
    marks = quotations.find(brief.document.text, LONGEST_QUOTE)
    quoted = all(
        any(opened <= span.start and span.end <= closed + 1 for opened, closed in marks) for span in found.spans
    )
    ids = tuple(claim.id for _, claim in covering)
    return Place(found.match, tuple(found.spans), found.similarity, tuple(found.differences), quoted, ids)


def _place_dict(brief: Brief, place: Place, claims: Sequence[Claim]) -> dict[str, Any]:
    text = brief.document.text
    sentence = next((one for one in reversed(brief.sentences) if one.start <= place.spans[0].start), None)
    return {
        "match": str(place.match),
        "similarity": place.similarity,
        "spans": [{"text": span.of(text), "start": span.start, "end": span.end} for span in place.spans],
        "differences": [difference._asdict() for difference in place.differences],
        "in_quotation_marks": place.quoted,
        "paragraph": sentence.paragraph if sentence else None,
        "sentence": sentence
        and {"text": text[sentence.start : sentence.end], "start": sentence.start, "end": sentence.end},
        "said_by": [
            {
                "claim": claim.id,
                "source": claim.source.name if claim.source else None,
                "source_type": claim.source.type.value if claim.source else None,
                "cue": claim.cue and text[claim.cue.start : claim.cue.end],
                "kind": claim.kind.value,
                "polarity": claim.polarity.value,
                "confidence": claim.confidence,
            }
            for claim in claims
        ],
    }
