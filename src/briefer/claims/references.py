"""What a printed slice only points at: "those strikes" of the sentence before, "Reed" whose full name stood above.

A reader of the brief has the headline, the summary, the labels and the claims before this one. What none of them
explains gets the span that does, and only where that is sure: one phrase with the same head noun, a little way before
and saying more, or the one full name that ends in a surname.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from briefer.grammar.nouns import nouns, singular
from briefer.grammar.parsing import Parse, Tokens
from briefer.grammar.patterns import pattern
from briefer.languages import load_words
from briefer.model import Claim, Role, Span, SummarySentence

NEAR = 3  # sentences before that of the claim in which an antecedent is looked for
LONGEST = 14  # tokens of an antecedent
MOST = 2  # references of one claim that are explained
# "the report" and "those two brands", with nothing behind the noun that says which
DEFINITE = pattern("DET (?: DET | NUM)? WORD (?! [NOUN VERB ING NUM OF POSS TO WHO THAT])")
# What introduces it: no definite article, and more than the noun
MODIFIED = pattern("DET{0,2} [NOUN NUM VERB]*+ $")
BEHIND = pattern("(?: [OF PREP] DET{0,3} [NOUN NUM POSS]++)*+")


def explain(
    parse: Parse,
    claims: Sequence[Claim],
    key_claims: Sequence[str],
    summary: Sequence[SummarySentence],
    headline: str | None,
) -> tuple[Claim, ...]:
    """Return the claims, the key ones with the spans that explain what their slices only point at."""
    by_id = {claim.id: claim for claim in claims}
    seen = {singular(word.strip(".,:;!?'\"“”‘’()")) for word in (headline or "").lower().split()}
    for item in summary:
        seen |= _words(parse, Span(item.start, item.end))
    full = _full_names(parse) if key_claims else {}
    found: dict[str, tuple[tuple[Span, Span], ...]] = {}
    for identity in key_claims:
        claim = by_id[identity]
        seen |= _label(parse, claim)
        named = [pair for pair in claim.refers_to if not _words(parse, pair[0]) <= _label(parse, claim)]
        references = (*named, *_references(parse, claim, seen, full))[:MOST]
        if references:
            found[identity] = references
        seen |= _words(parse, Span(claim.start, claim.end))
        for antecedent, _ in references:
            seen |= _words(parse, antecedent)
    return tuple(replace(claim, refers_to=found[claim.id]) if claim.id in found else claim for claim in claims)


def _references(
    parse: Parse, claim: Claim, seen: set[str], full: Mapping[str, Tokens | None]
) -> Iterator[tuple[Span, Span]]:
    first, last = _tokens(parse, Span(claim.start, claim.end))
    lower, at = parse.words.lower, first
    explained: set[str] = set()

    def told() -> set[str]:
        """Return the words that a reader has when he comes to the token at hand."""
        return seen.union(explained, map(singular, lower[first:at]))

    while at < last:
        end, antecedent = at + 1, None
        letter = parse.tags[at]
        if letter == "N" and lower[at] in full:
            antecedent = _surname(parse, at, told(), full)
        elif letter == "D" and (match := DEFINITE.match(parse.tags, at, last)):
            end = match.end()
            the = lower[at] == "the" and parse.tags[end : end + 1] == "S"  # "the report | on the pumps"
            if not the and lower[at] in load_words(parse.language, "slices.txt", "definite"):
                antecedent = _antecedent(parse, claim, at, end - 1, told())
        if antecedent is not None:
            span = parse.span(antecedent)
            yield span, parse.span((at, end))
            explained |= _words(parse, span)
        at = end


def _antecedent(parse: Parse, claim: Claim, start: int, head: int, seen: set[str]) -> Tokens | None:
    """Return the one phrase shortly before a definite reference that introduces it, None where that is not sure."""
    noun = parse.words.lower[head]
    if singular(noun) in seen:
        return None
    phrases = [
        phrase
        for at in range(_horizon(parse, claim), start)
        if parse.words.lower[at] == noun and (phrase := _phrase(parse, at)) is not None
    ]
    if len(phrases) != 1:
        return None
    first, last = phrases[0]
    opening = parse.words.lower[first]
    introduced = parse.tags[first] == "Z" or opening in load_words(parse.language, "slices.txt", "introducing")
    if parse.words.lower[start] == "the" and not introduced:
        return None  # "the deal" may be another than "deal after deal"
    more = last - first - (parse.tags[first] == "D") > 1 + (head - start - 1)
    return phrases[0] if more and last - first <= LONGEST and parse.words.ends[last - 1] <= claim.start else None


def _phrase(parse: Parse, head: int) -> Tokens | None:
    """Return the noun phrase around its head noun, None where the word is no head or the phrase only points itself."""
    tags = parse.tags
    if tags[head] != "n" or tags[head + 1 : head + 2] in ("n", "N", "L"):
        return None
    first = parse.words.bounds[_sentence(parse, head)]
    start = next(at for at in range(max(first, head - LONGEST), head + 1) if MODIFIED.match(tags, at, head))
    if parse.words.lower[start] in load_words(parse.language, "slices.txt", "definite"):
        return None
    match = BEHIND.match(tags, head + 1)
    return (start, match.end() if match else head + 1)


def _horizon(parse: Parse, claim: Claim) -> int:
    """Return the first token of the sentences before a claim, of the article's own, that a reference may point to."""
    index = max(0, claim.sentence - NEAR)
    while index < claim.sentence and parse.sentences[index].role is not Role.BODY:
        index += 1
    return parse.words.bounds[index]


def _full_names(parse: Parse) -> dict[str, Tokens | None]:
    """Return the first full name of each surname of the body, None where several people bear it."""
    tables = nouns(parse.language)
    lower, tags = parse.words.lower, parse.tags
    found: dict[str, Tokens | None] = {}
    at = tags.find("NN")
    while at >= 0:
        first, last = lower[at], lower[at + 1]
        given = tables.is_given(first) and last not in tables.places
        if given and tags[at + 2 : at + 3] != "N" and parse.sentences[_sentence(parse, at)].role is Role.BODY:
            known = found.setdefault(last, (at, at + 2))
            if known is not None and lower[known[0]] != first:
                found[last] = None
        at = tags.find("NN", at + 1)
    return found


def _surname(parse: Parse, at: int, seen: set[str], full: Mapping[str, Tokens | None]) -> Tokens | None:
    """Return the full name of a person whose surname stands alone, None where the reader has it."""
    name = full.get(parse.words.lower[at]) if parse.tags[at] == "N" else None
    if name is None or name[1] > at or singular(parse.words.lower[name[0]]) in seen:
        return None
    titles = load_words(parse.language, "slices.txt", "titles")
    alone = parse.tags[at - 1] != "N" or parse.words.lower[at - 1].rstrip(".") in titles
    return name if alone and parse.tags[at + 1 : at + 2] != "N" else None


def _label(parse: Parse, claim: Claim) -> set[str]:
    source = claim.source
    if source is None:
        return set()
    words = {singular(word) for word in (source.name or "").lower().split()}
    return words | (_words(parse, Span(source.start, source.end)) if source.start is not None and source.end else set())


def _words(parse: Parse, span: Span) -> set[str]:
    first, last = _tokens(parse, span)
    return set(map(singular, set(parse.words.lower[first:last])))


def _tokens(parse: Parse, span: Span) -> Tokens:
    return bisect_left(parse.words.starts, span.start), bisect_left(parse.words.starts, span.end)


def _sentence(parse: Parse, token: int) -> int:
    return bisect_right(parse.words.bounds, token) - 1
