"""How far a quotation is printed: to the end of a sentence, and never without what turns against it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from briefer.claims.attributions import Attribution
from briefer.grammar.parsing import Parse
from briefer.grammar.patterns import pattern
from briefer.languages import load_words
from briefer.model import Source, SourceType, Span

LISTED = pattern("; DET{0,2} [NOUN NUM]")  # what a list goes on with
FURTHER = pattern("; AND DET{0,2} [NOUN NUM]")  # its last part
TURN = pattern(",? BUT")
FITTING = 45  # words up to which a quotation is printed on, the words that report it between its parts included
LONGER = 60  # words up to which it is when that ends its part, or when what is printed is short
SHORT = 7  # words that say little
TURNED = 90  # words up to which a sentence is printed that takes back the one before it
EARLY = 6  # tokens of a sentence among which "though" and "however" turn against the sentence before


def completed(parse: Parse, attribution: Attribution, printed: Span) -> int:
    """Return the end of a slice once the quotation that it opens is printed on, sentence by sentence.

    The quotation goes on behind "she said" or behind the words that were cut off, in the same paragraph, or in the next
    one where that turns against it.
    """
    first, last = _tokens(parse, printed)
    if not parse.quoted[last - 1]:
        return printed.end
    short = last - first <= SHORT
    end = printed.end
    paragraph = _paragraph(parse, last - 1)
    for piece, part in _pieces(parse, attribution, end):
        begin, behind = _tokens(parse, piece)
        if not parse.quoted[begin] or _tells_between(parse, end, piece.start):
            break
        turned = _turns(parse, begin, behind)
        near = _paragraph(parse, begin) - paragraph <= turned
        closed = bisect_left(parse.words.starts, part.end) - first <= LONGER
        if not near or behind - first > (TURNED if turned else LONGER if short or closed else FITTING):
            break
        end = piece.end
        paragraph = _paragraph(parse, begin)
    return end


def listed(parse: Parse, attribution: Attribution, source: Source | None, printed: Span) -> int:
    """Return the end of a slice with the rest of a list that it breaks off: "the pier in May; the dam; and the bridge".

    What authors say of themselves goes on to its "but".
    """
    last = bisect_left(parse.words.starts, printed.end)
    stop = parse.words.bounds[attribution.sentence + 1]
    while stop > last and parse.tags[stop - 1] == ".":
        stop -= 1
    if not last < stop <= len(parse.tags) or stop - bisect_left(parse.words.starts, printed.start) > LONGER:
        return printed.end
    own = source is not None and source.type is SourceType.AUTHOR
    if (own and TURN.match(parse.tags, last)) or (
        LISTED.match(parse.tags, last) and FURTHER.search(parse.tags, last, stop)
    ):
        return parse.words.ends[stop - 1]
    return printed.end


def _pieces(parse: Parse, attribution: Attribution, end: int) -> Iterator[tuple[Span, Span]]:
    """Yield the sentences of the content behind an offset, each with the part of the content that it stands in."""
    starts, bounds = parse.words.starts, parse.words.bounds
    for span in attribution.content:
        if span.end <= end:
            continue
        start = max(span.start, end)
        for index in range(_sentence(parse, bisect_left(starts, start)), len(parse.sentences)):
            sentence = parse.sentences[index]
            if sentence.start >= span.end:
                break
            at = bisect_left(starts, max(start, sentence.start))
            last = bisect_left(starts, min(span.end, sentence.end))
            if at < last <= bounds[index + 1]:
                yield Span(starts[at], parse.words.ends[last - 1]), span


def _turns(parse: Parse, first: int, last: int) -> bool:
    """Tell whether a sentence takes back what stands before it: "But …", "We found, though, that …"."""
    words = [word for word in parse.words.lower[first : min(last, first + EARLY)] if word[0].isalnum()]
    if not words:
        return False
    language = parse.language
    if words[0] in load_words(language, "slices.txt", "turning"):
        return True
    return not load_words(language, "slices.txt", "turning_inside").isdisjoint(words)


def _tells_between(parse: Parse, end: int, start: int) -> bool:
    """Tell whether a whole sentence of the article's own stands between two parts of a quotation."""
    index = _sentence(parse, bisect_left(parse.words.starts, end))
    return index < len(parse.sentences) and end <= parse.sentences[index].start and parse.sentences[index].end <= start


def _tokens(parse: Parse, span: Span) -> tuple[int, int]:
    starts = parse.words.starts
    return bisect_left(starts, span.start), bisect_left(starts, span.end)


def _sentence(parse: Parse, token: int) -> int:
    """Return the index of the sentence that holds a token."""
    return bisect_right(parse.words.bounds, token) - 1


def _paragraph(parse: Parse, token: int) -> int:
    return parse.sentences[_sentence(parse, token)].paragraph
