"""The words to print for a claim: one verbatim slice that can be read alone."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

from briefer.claims.antecedents import before_gap, before_relative
from briefer.claims.attributions import Attribution
from briefer.claims.completing import completed, listed
from briefer.claims.leaning import is_open, leans, unexplained
from briefer.construction import Complement, Marker, Order
from briefer.deferring import Deferred
from briefer.grammar.parsing import Parse, Tokens
from briefer.grammar.patterns import pattern
from briefer.grammar.remarks import denied_aside
from briefer.languages import load_words
from briefer.model import Sentence, Source, Span

BOUNDARY = frozenset(',;:-"()BTHW.')  # a subject does not reach back over these
FULL = 6  # tokens of a fronted clause from which on it needs no known verb
LONGEST = 60  # words of a slice
SHORT = 7  # words of a first part that says little
# Where the article goes on after what was promised, called or accused: ", but …", ", and he also …", " - probably …"
RE_TURN = Deferred(r",[KB]|,C(?=(?:P|D{0,2}[nNZvL&]+)R*[AV])|-(?=R)")
RE_CLAUSAL = Deferred(r"A|(?<!I)[Vv]|[PTH]L")  # no infinitive; "it's"
RE_YEAR = Deferred(r"1[5-9]\d\d|20\d\d")
# What the article explains behind a quotation: ", which is new", ", a standard that …"
GLOSS = pattern('(?: ," | ", ) (?: WHO | DET WORD++ [WHO THAT])')
OPENING = 9  # tokens of a time that a sentence opens with: "On the last day of January 1999,"
WHOLE = 4  # tokens of a quotation from which on it is taken for a clause, though its verb be unknown


def is_clause(parse: Parse, first: int, last: int) -> bool:
    """Tell whether a run of tokens holds a finite verb, as far as the word classes know: an -s form may be one."""
    if RE_CLAUSAL.search(parse.tags, first, last):
        return True
    lower = parse.words.lower
    return any(
        parse.tags[at] == "n"
        and lower[at].endswith("s")
        and not lower[at].endswith("ss")
        and parse.tags[at - 1] in "NnP"
        and parse.tags[at + 1] in "DNnZO"
        for at in range(first + 1, last - 1)
    )


def stands(parse: Parse, attribution: Attribution) -> bool:
    """Tell whether the content is a clause of its own, rather than "to go", "of lying" or a phrase."""
    made = attribution.construction
    if not made.stands:
        return False
    runs = [tokens_of(parse, span) for span in attribution.content]
    said = attribution.family in ("assert", "find")
    whole = made.complement is Complement.MAIN and made.order is not Order.INVERTED
    if whole and max(last - first for first, last in runs) >= FULL:
        return True  # the main clause of its sentence, though its verb be unknown
    return any(
        is_clause(parse, first, last)
        or (said and parse.quoted[first] and parse.quoted[last - 1] and last - first > WHOLE + 2)
        for first, last in runs
    )


def tokens_of(parse: Parse, span: Span) -> Tokens:
    """Return the tokens that a stretch of text holds."""
    starts = parse.words.starts
    return bisect_left(starts, span.start), bisect_left(starts, span.end)


def content_tokens(parse: Parse, content: Sequence[Span]) -> list[Tokens]:
    """Return the runs of tokens that the content covers."""
    return [tokens_of(parse, span) for span in content]


def printed(parse: Parse, attribution: Attribution, source: Source | None) -> Span:
    """Return the one slice that stands for the claim.

    A clause is printed without its "that"; with its sentence where it opens with a bare pronoun. An infinitive or a
    phrase is printed from the subject on ("the mayor promised to go"), a relative clause from its antecedent on. Where
    the sentence opens with a time long past, or tells one beside its verb, that is printed, too.
    """
    sentence = parse.sentences[attribution.sentence]
    content = attribution.content
    inside = [span for span in content if sentence.start <= span.start < sentence.end] or [content[0]]
    if attribution.construction.marker is Marker.COLON and (
        attribution.construction.order is Order.BEFORE or _named_before(parse, attribution, sentence)
    ):
        return Span(inside[0].start, inside[-1].end)
    if attribution.construction.order is Order.GAP:
        if attribution.construction.complement is Complement.OBJECT:  # "…, a claim that Roe denies"
            whole = Span(sentence.start, parse.span(attribution.cue).end)
            return whole if _length(parse, whole) <= LONGEST else Span(content[0].start, whole.end)
        if len(content) == 1:
            return Span(content[0].start, parse.span(attribution.cue).end)
        pronoun = _pronoun_before(parse, attribution)
        first = before_relative(parse, pronoun, tokens_of(parse, content[0]))
        whole = Span(parse.words.starts[first], inside[-1].end)
        return whole if _length(parse, whole) <= LONGEST else Span(parse.words.starts[pronoun], whole.end)
    if _needs_cue(attribution, parse.language) or not stands(parse, attribution) or _is_participial(parse, attribution):
        words = _with_subject(parse, attribution, sentence, inside)
    else:
        words = _clause(parse, attribution, source, sentence, inside)
    words = _answered(parse, sentence, words)
    dated = _dated(parse, attribution, sentence, words)
    return dated if _length(parse, dated) <= LONGEST else words


def _answered(parse: Parse, sentence: Sentence, words: Span) -> Span:
    """Return a slice with the aside behind it in which somebody denies it: "…, a claim that Roe denies"."""
    at, last = tokens_of(parse, words)[1], parse.words.bounds[sentence.index + 1]
    end = denied_aside(parse, at, last) if at < last and parse.tags[at] in ",-" else None
    return words if end is None else Span(words.start, parse.words.ends[end - 1])


def _named_before(parse: Parse, attribution: Attribution, sentence: Sentence) -> bool:
    """Tell whether a speaker was named before the paragraph of what is said: an answer in an interview."""
    if attribution.source is None:
        return False
    named = parse.sentences[bisect_right(parse.words.bounds, attribution.source[0]) - 1]
    return named.paragraph < sentence.paragraph


def _dated(parse: Parse, attribution: Attribution, sentence: Sentence, words: Span) -> Span:
    """Return a slice from where the sentence tells a time long past, if it tells one before the words to print.

    "In 1999, | the mayor promised to …", "the mayor | said in May that …": without it the claim would be of today.
    """
    made = attribution.construction
    if made.marker is not Marker.VERB or made.order is not Order.AFTER or words.start <= sentence.start:
        return words
    first, last = parse.words.bounds[sentence.index], tokens_of(parse, words)[0]
    cue, source = attribution.cue, attribution.source
    if not source or not first <= source[0] < cue[0] < last:
        return words
    if _tells_a_date(parse, first, source[0]) and source[0] - first <= OPENING:
        return Span(sentence.start, words.end)
    begun = made.complement is Complement.CLAUSE and parse.tags[cue[1]] != "S"  # "said | a year ago it had closed"
    if not begun and _tells_a_date(parse, cue[1], last):
        return Span(parse.words.starts[subject_start(parse, attribution)], words.end)
    return words


def _tells_a_date(parse: Parse, first: int, last: int) -> bool:
    """Tell whether a month, a year or a time long past stands among some tokens, and no verb."""
    lower, tags = parse.words.lower, parse.tags
    if not set(tags[first:last]).isdisjoint("AVv"):
        return False
    past = load_words(parse.language, "slices.txt", "past")
    return any(
        (lower[at] in past and tags[at] != "A") or (tags[at] == "Z" and RE_YEAR.fullmatch(lower[at]) is not None)
        for at in range(first, last)
    )


def _needs_cue(attribution: Attribution, language: str) -> bool:
    """Tell whether the content alone would say too much: "the board denied that …", "residents fear that …"."""
    made = attribution.construction
    behind = made.marker is Marker.VERB and made.order is Order.AFTER
    if attribution.family == "criticise" and behind and made.complement is Complement.QUOTE:
        return True  # "attacked “the hateful ideology …”"
    if made.direct:
        return False
    return attribution.family in ("order", "deny") or attribution.lemma in load_words(language, "slices.txt", "shown")


def _is_participial(parse: Parse, attribution: Attribution) -> bool:
    """Tell whether the content is "voters turning away", which needs its "the poll found"."""
    believed = attribution.construction.complement is Complement.BELIEF
    if not (believed or attribution.construction.bare):
        return False
    first, last = tokens_of(parse, attribution.content[0])
    if parse.words.lower[first].endswith("ing") and parse.tags[first] in "nG":
        return True
    for at in range(first + 1, last):
        if parse.tags[at] in "AVv":
            return False
        if parse.tags[at] == "I" and believed:
            return True  # "expects the patient to recover"
        if parse.words.lower[at].endswith("ing") and parse.tags[at - 1] in "NP" and parse.tags[at] in "nG":
            return True
    return False


def _clause(
    parse: Parse, attribution: Attribution, source: Source | None, sentence: Sentence, inside: Sequence[Span]
) -> Span:
    start, end = _joined(parse, attribution, inside)
    behind = start > parse.words.starts[attribution.cue[0]]
    first = _opened(parse, *tokens_of(parse, Span(start, end)), behind=behind)
    if behind and parse.tags[first - 1] == "L" and first - 1 > attribution.cue[1]:
        first = attribution.cue[1]  # "promised | Norland's “best days” would come"
    headless = before_gap(parse, attribution, first)
    start = parse.words.starts[first if headless is None else headless]
    end = _shortened(parse, attribution.sentence, Span(start, end))
    end = listed(parse, attribution, source, Span(start, completed(parse, attribution, Span(start, end))))
    end = _without_gloss(parse, first, end)
    last = tokens_of(parse, Span(start, end))[1]
    while last - 1 > first and parse.tags[last - 1] in "CK,":
        last -= 1
        end = parse.words.ends[last - 1]  # "… is a given | and"
    if start >= sentence.start and (leans(parse, first, source) or _hangs(parse, attribution, source, first, last)):
        whole = _introduced(parse, attribution, sentence, end)
        if _length(parse, whole) <= LONGEST:
            return whole
    return Span(start, end)


def _hangs(parse: Parse, attribution: Attribution, source: Source | None, first: int, last: int) -> bool:
    """Tell whether a clause has a pronoun for what its sentence names before: "Though the mill leaks, Roe likes it"."""
    if parse.quoted[first]:
        return False
    at = unexplained(parse, first + 1, last, source)
    opening = parse.words.bounds[attribution.sentence]
    end = min(first, attribution.cue[0], *(attribution.source or ())[:1])
    return at is not None and any(is_open(parse, at, before) for before in range(opening, end))


def _without_gloss(parse: Parse, first: int, end: int) -> int:
    """Return where a slice ends before the article explains the last words quoted: "a “tide tax,” | which is new"."""
    last = bisect_left(parse.words.starts, end)
    match = GLOSS.search(parse.tags, first, last)
    if (
        match is None
        or parse.quoted[first]
        or not parse.quoted[match.start() - 1]
        or any(parse.quoted[match.end() : last])
    ):
        return end
    closing = match.start() + (parse.tags[match.start()] == ",")
    return parse.words.ends[closing]


def _introduced(parse: Parse, attribution: Attribution, sentence: Sentence, end: int) -> Span:
    """Return the sentence of a clause that leans, so that what it leans on is read with it; nobody else's clause.

    Behind the content the sentence may go on with what the article or another says: "it was closed, | while Reed said".
    Before the subject another may speak, too: "Reed said so, and | the board said it was closed".
    """
    subject = attribution.source
    if attribution.construction.order is not Order.AFTER or subject is None or subject[0] > attribution.cue[0]:
        return Span(sentence.start, max(sentence.end, end))
    first = parse.words.bounds[sentence.index]
    spoken = (
        attribution.construction.marker is Marker.VERB
        and _says(parse, first, subject[0])
        and not parse.quoted[tokens_of(parse, attribution.content[0])[0]]
    )
    start = parse.words.starts[subject_start(parse, attribution)] if spoken else sentence.start
    closed = parse.tags[tokens_of(parse, Span(start, end))[1] :][:1] == "."
    return Span(start, sentence.end if closed else end)


def _says(parse: Parse, first: int, last: int) -> bool:
    """Tell whether somebody reports in a stretch; no passive does, as in "the sale was | announced"."""
    passive = load_words(parse.language, "slices.txt", "being")
    return any(parse.tags[at] == "V" and parse.words.lower[at - 1] not in passive for at in range(first, last))


def _shortened(parse: Parse, index: int, whole: Span) -> int:
    """Return the end of a slice, or of the last sentence that leaves it short enough to print."""
    if _length(parse, whole) <= LONGEST:
        return whole.end
    end = whole.end
    for sentence in reversed(parse.sentences[index : index + LONGEST]):
        if whole.start < sentence.end < end:
            end = sentence.end
            if _length(parse, Span(whole.start, end)) <= LONGEST:
                break
    return end


def _joined(parse: Parse, attribution: Attribution, inside: Sequence[Span]) -> tuple[int, int]:
    """Return the parts of an interrupted content as one slice, the attribution between them included.

    Where that is too long, its first clause.
    """
    start, end = inside[0].start, inside[-1].end
    if len(inside) > 1 and _length(parse, Span(start, end)) > LONGEST:
        opening = inside[0]
        if _length(parse, opening) <= SHORT or not is_clause(parse, *tokens_of(parse, opening)):
            opening = max(inside, key=lambda span: span.end - span.start)
        return opening.start, opening.end
    return start, end


def _opened(parse: Parse, first: int, last: int, *, behind: bool) -> int:
    """Return the token that the slice begins with: past "that", "but" and the punctuation around them.

    Only `behind` the cue does "that" open a clause; "That film flopped, he said" speaks of a film. "Nor" negates.
    """
    tags = parse.tags
    at = first
    while (
        at + 1 < last
        and parse.words.lower[at] != "nor"
        and (tags[at] in "CK,;:-." or (behind and tags[at] == "T" and tags[at + 1] not in "AVvL" and at - first < 2))
    ):
        at += 1
    return at


def _with_subject(parse: Parse, attribution: Attribution, sentence: Sentence, inside: Sequence[Span]) -> Span:
    """Return the slice from the subject on: "the union accused the firm of lying"."""
    start, end = inside[0].start, inside[-1].end
    end = _turned(parse, *tokens_of(parse, Span(start, end)), end)
    source = attribution.source
    cue = parse.span(attribution.cue)
    begin = start
    if source is not None:
        said = parse.span(source)
        if said.start < start:
            begin = parse.words.starts[subject_start(parse, attribution)]
        else:
            end = max(end, said.end, cue.end)  # "“a disgrace”, said the mayor"
    slice_ = Span(min(begin, cue.start), end)
    if _length(parse, slice_) <= LONGEST:
        return slice_
    nearer = Span(min(cue.start, start), end)
    return nearer if _length(parse, nearer) <= LONGEST else Span(start, end)


def _turned(parse: Parse, first: int, last: int, end: int) -> int:
    """Return where a phrase ends: before ", but …", and before ", with a spokesman saying" and what follows it."""
    match = RE_TURN.search(parse.tags, first + 1, last)
    if match and ("not", "only") in pairwise(parse.words.lower[first : match.start()]):
        return end  # "not only stop the ferries, | but also close the pier"
    if match and not parse.quoted[match.start()]:
        return parse.words.ends[match.start() - 1]
    comma = parse.tags.rfind(",", first + 1, last)
    return parse.words.ends[comma - 1] if comma > first and parse.tags[last - 1] in "GV" else end


def subject_start(parse: Parse, attribution: Attribution) -> int:
    """Return the token that the clause of a source begins with: "one of | the doctors called it a mistake"."""
    if attribution.source is None:
        return attribution.cue[0]
    first = parse.words.bounds[attribution.sentence]
    at = attribution.source[0]
    tags = parse.tags
    while at > first and tags[at - 1] not in BOUNDARY and not parse.quoted[at - 1]:
        if parse.words.lower[at - 1] == "with":
            break  # "with | residents fearing that …"
        if tags[at - 1] in "AVGv":
            return attribution.source[0]  # within another clause: "it was clear | the firm tried"
        at -= 1
    while at < attribution.source[0] and tags[at] in "CKR,":
        at += 1
    return at


def _length(parse: Parse, span: Span) -> int:
    first, last = tokens_of(parse, span)
    return last - first


def _pronoun_before(parse: Parse, attribution: Attribution) -> int:
    position = attribution.source[0] if attribution.source else attribution.cue[0]
    while position > 0 and parse.tags[position] not in "WT":
        position -= 1
    return position
