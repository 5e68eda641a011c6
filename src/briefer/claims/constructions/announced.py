"""A quotation behind a colon whose sentence has no verb that reports: "X shrugged: “…”", "X's answer was: “…”"."""

from __future__ import annotations

from briefer.claims.attributions import Attribution
from briefer.claims.parts.quotations import next_passage, only_quoted, with_following
from briefer.claims.parts.scanning import Scan, token_after, token_at
from briefer.claims.parts.shared_subjects import main_subject
from briefer.claims.rules import Found, Rule
from briefer.construction import Complement, Construction, Marker, Order
from briefer.grammar.nouns import nouns, singular
from briefer.grammar.parsing import Tokens
from briefer.grammar.patterns import pattern
from briefer.grammar.quotations import Passage
from briefer.model import SourceType

CONSTRUCTION = Construction("announced", Marker.COLON, Order.AFTER, Complement.COLON_QUOTE)
HUMAN = frozenset({SourceType.PERSON, SourceType.ANONYMOUS, SourceType.GROUP})
PREDICATE = pattern("ADV*+ FINITE")
SHORTEST = 12  # code points of a quotation that is a paragraph
LEAST, LITTLE = 3, 3  # words of a quotation that is speech; letters of the words that titles do not capitalise


def find(here: Scan, position: int) -> Found:
    """Return the attribution of the quotation behind a colon to the subject of the clause before it."""
    parse = here.parse
    if here.found:
        return None
    if position + 1 >= here.last:
        passage = _next_paragraph(here)
    else:
        passage = parse.passages.at(parse.words.starts[position + 1]) if parse.quoted[position + 1] else None
        passage = passage if passage and _is_said(here, passage) else None
    subject = main_subject(here, position) if passage else None
    if passage is None or subject is None:
        return None
    source = _speaker(here, subject[0], position)
    if source is None:
        return None
    contents = tuple(with_following(here, passage))
    return Attribution(CONSTRUCTION, here.index, source, (position, position + 1), ":", "assert", contents)


def _next_paragraph(here: Scan) -> Passage | None:
    """Return the quotation that is the whole paragraph behind a colon which ends its own: "Roe summed it up:"."""
    sentences, passage = here.parse.sentences, next_passage(here)
    if passage is None or sentences[here.index + 1].paragraph == sentences[here.index].paragraph:
        return None
    spoken = here.parse.text[passage.start + 1].isupper() and passage.end - passage.start > SHORTEST
    return passage if spoken and only_quoted(here, here.index + 1, passage) else None


def _is_said(here: Scan, passage: Passage) -> bool:
    """Tell whether a whole quotation closes the sentence, and is none of titles or names."""
    parse, after = here.parse, token_after(here, passage)
    words = parse.words.texts[token_at(here, passage.start) + 1 : after - 1]
    closes = after >= here.last or parse.tags[after] == "."
    spoken = any(word[0].islower() and len(word) > LITTLE for word in words)
    return closes and spoken and len(words) > LEAST and words[0][0].isupper()


def _speaker(here: Scan, subject: Tokens, colon: int) -> Tokens | None:
    """Return whose words they are: the subject if it is human, or whose answer or message it is."""
    parse, tags = here.parse, here.parse.tags
    start, end = subject
    if end < colon and PREDICATE.match(tags, end, colon) is None:
        return None
    owner = tags.find("L", start, end)
    if owner > start or parse.words.lower[start] in here.listed("possessive"):
        told = parse.words.lower[end - 1] in here.listed("answer")
        return ((start, owner) if owner > start else (start, start + 1)) if told else None
    if end == colon:
        return None
    if tags[start] == "P":
        return subject if parse.words.lower[start] in here.listed("speaking") else None
    head = next((at for at in range(start, end) if tags[at] in "FSI"), end) - 1
    human = nouns(parse.language).kind(singular(parse.words.lower[head])) in HUMAN
    return subject if human or tags[head] == "N" else None


RULE = Rule(CONSTRUCTION, at_word=find, words=frozenset({":"}))
EXAMPLES = """
> {The mayor} shrugged[:] <“We have no money for the bridge.”>
> {Jane Roe} was blunt[:] <“They have lied to us for years.”>
> {The mayor} had a warning for the town[:] <“It will fall one day.”>
> {Roe}'s answer was short[:] <“They have lied to us.”>
> {Her} message[:] <“They have lied to us.”>
> {Pilot Jane Roe} summed it up[:] ¶ <“We had one lamp and no sleep.”> ¶ The ship came in at noon.
! The bridge has a name: “The old lady of the river.”
! Roe sang three songs: “Town After Rain”, “Lune” and “Harbour”.
! Roe wrote a book: “The Town After Rain.”
"""
