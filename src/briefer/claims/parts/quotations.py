"""Quotations as content: the one before or behind a report, and those that go on in the sentences after it."""

from __future__ import annotations

from briefer.claims.parts.scanning import Scan, token_at
from briefer.claims.parts.verbal import RE_VERBAL
from briefer.grammar.patterns import pattern
from briefer.grammar.quotations import Passage
from briefer.model import Span

LONGEST_RUN = 40  # sentences that a quotation may go on for
NEAR = 4  # tokens behind an attribution in which its quotation may go on without a comma
LITTLE = 3  # letters of the words that titles do not capitalise
TITLED = pattern("PREP DET [NOUN VERB]{1,3}")
LONGEST_TITLE = 6  # tokens of a quoted name: "Morning Joe"


def passage_ending(here: Scan, position: int) -> Passage | None:
    """Return the quoted passage that ends at a token, a comma after it allowed."""
    parse = here.parse
    if position >= here.first and parse.tags[position] in ",-" and not parse.quoted[position]:
        position -= 1
    if position < here.first or not parse.quoted[position]:
        return None
    return parse.passages.at(parse.words.starts[position])


def can_be_said(here: Scan, passage: Passage) -> bool:
    """Tell a quotation from a quoted title in a name: words before it that hold no verb make it a title."""
    lead = token_at(here, passage.start)
    floor = here.covered if here.found else here.first
    if lead <= floor or RE_VERBAL.search(here.parse.tags, floor, lead):
        return True
    words = here.parse.words.texts[lead + 1 : token_at(here, passage.end) - 1]
    inside = here.parse.tags[lead + 1 : token_at(here, passage.end) - 1].rstrip(",.")
    if TITLED.fullmatch(here.parse.tags, floor, lead) and all(
        word[0].isupper() for word in words if len(word) > LITTLE
    ):
        return False  # 'In her book "A Town After Rain: How It Dries," Roe wrote that'
    return len(inside) > LONGEST_TITLE or not set(inside) <= set("NZDFSC&")


def quotation(here: Scan, passage: Passage, after: int) -> list[Span]:
    """Return a quotation before its attribution, what led into it, and what goes on behind the attribution."""
    parse = here.parse
    start = passage.start
    sentence = parse.sentences[here.index]
    if start > sentence.start:
        # What was taken for a report of its own up to the quotation is what the source says: 'The plans "will fail," …'
        here.found = [made for made in here.found if made.content[-1].end <= start]
        lead = here.first
        if here.found:
            while lead < here.last and parse.words.starts[lead] < here.found[-1].content[-1].end:
                lead += 1
            while lead < here.last and parse.tags[lead] in ",;:-":
                lead += 1
        # 'The plan is "bad," he said': the words before a partial quotation belong to the content.
        opening = token_at(here, start)
        if lead < opening and parse.tags[opening - 1] != ":":
            start = parse.words.starts[lead]
    spans = [Span(start, passage.end)]
    resumed = resumed_passage(here, after)
    if resumed:
        spans += with_following(here, resumed)
    else:
        spans += next_quotations(here)
    return spans


def resumed_passage(here: Scan, after: int) -> Passage | None:
    """Return the quotation that goes on after '," he said,'."""
    parse = here.parse
    for position in range(after, here.last):
        if parse.quoted[position]:
            if position - 2 > after and parse.tags[position - 1] in ",:" and parse.tags[position - 2] in "VG":
                return None  # it has a cue of its own: '," she said, though she added: "…"'
            # 'describing how she used "mixers"' does not go on with what was said.
            goes_on = parse.tags[position - 1] in ",:-.;CKTB" or position - after < NEAR
            return parse.passages.at(parse.words.starts[position]) if goes_on else None
    return None


def with_following(here: Scan, passage: Passage) -> list[Span]:
    """Return a quotation and the ones right behind it that nobody else speaks."""
    return [Span(passage.start, passage.end), *(span for span in next_quotations(here) if span.start >= passage.end)]


def next_passage(here: Scan) -> Passage | None:
    """Return the passage that the next sentence opens with."""
    parse = here.parse
    if here.index + 1 >= len(parse.sentences):
        return None
    return parse.passages.at(parse.sentences[here.index + 1].start)


def next_paragraph(here: Scan) -> list[Span]:
    """Return the paragraph that a colon at the end of this one announces: a block quotation without marks."""
    sentences = here.parse.sentences
    own = sentences[here.index].paragraph
    following = [
        sentence
        for sentence in sentences[here.index + 1 : here.index + LONGEST_RUN]
        if sentence.paragraph == own + 1 and sentence.role == "body"
    ]
    if not following or sentences[here.index + 1].paragraph == own:
        return []
    return [Span(following[0].start, following[-1].end)]


def next_quotations(here: Scan) -> list[Span]:
    """Return the quotations right behind this sentence: nobody else speaks, so the same source goes on.

    They are the quoted sentences in the rest of the paragraph, and whole paragraphs after it that are nothing
    but one quotation.
    """
    parse = here.parse
    spans: list[Span] = []
    own = parse.sentences[here.index]
    reach = own.end
    paragraph = own.paragraph
    for index in range(here.index + 1, min(len(parse.sentences), here.index + LONGEST_RUN)):
        sentence = parse.sentences[index]
        if sentence.end <= reach + 1:  # a full stop may stand behind the mark
            continue
        passage = parse.passages.at(sentence.start)
        if passage is None or passage.start < reach or passage.end < sentence.end - 1:
            break
        if sentence.paragraph != paragraph and not only_quoted(here, index, passage):
            break
        if sentence.paragraph != paragraph and _asks(here, own.start, sentence.start):
            break  # the answer is somebody else's
        paragraph = sentence.paragraph
        spans.append(Span(passage.start, passage.end))
        reach = passage.end
    return spans


def _asks(here: Scan, start: int, end: int) -> bool:
    """Tell whether the last quotation before a paragraph is a question, “Is it safe?” asked Roe."""
    passage = here.parse.passages.before(end)
    if passage is None or passage.end <= start:
        return False
    return here.parse.text[passage.start : passage.end].rstrip("\"”’'»,").endswith("?")


def only_quoted(here: Scan, index: int, passage: Passage) -> bool:
    """Tell whether the paragraph that opens with sentence `index` is nothing but this quotation."""
    sentences = here.parse.sentences
    paragraph = sentences[index].paragraph
    while index < len(sentences) and sentences[index].paragraph == paragraph:
        if sentences[index].end > passage.end + 1:
            return False
        index += 1
    return True
