"""briefer's vocabulary as frozen data: documents, blocks, sentences, claims, briefs.

All offsets are half-open, in Unicode code points of `Document.text`: `text[start:end]`. Records that are made by the
hundred are named tuples: as frozen as dataclasses, and several times quicker to define and to make.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from operator import attrgetter
from typing import Any, NamedTuple

from briefer.construction import Construction


class Role(StrEnum):
    """What a block is for in its document."""

    HEADLINE = "headline"
    DEK = "dek"  # the line under the headline
    BYLINE = "byline"
    DATELINE = "dateline"
    BIO = "bio"
    HEADING = "heading"
    CAPTION = "caption"
    BOILERPLATE = "boilerplate"
    BODY = "body"


class Kind(StrEnum):
    """What a source does by saying something."""

    STATEMENT = "statement"
    DENIAL = "denial"
    BELIEF = "belief"
    ALLEGATION = "allegation"
    THREAT = "threat"
    PROMISE = "promise"
    DEMAND = "demand"
    QUESTION = "question"
    REFUSAL = "refusal"
    CRITICISM = "criticism"
    INTENTION = "intention"
    FACT = "fact"
    UNCERTAINTY = "uncertainty"


class SourceType(StrEnum):
    """The sort of source; a group ("critics") is vague but not anonymous."""

    PERSON = "person"
    ORGANISATION = "organisation"
    ANONYMOUS = "anonymous"
    GROUP = "group"
    DOCUMENT = "document"
    AUTHOR = "author"
    UNKNOWN = "unknown"


class Level(StrEnum):
    """How sure the source claims to be; never a percentage."""

    ASSERTED = "asserted"
    LIKELY = "likely"
    POSSIBLE = "possible"
    UNLIKELY = "unlikely"
    UNKNOWN = "unknown"


class Polarity(StrEnum):
    """Whether the content is affirmed, negated in its own words, or denied by the source."""

    AFFIRMED = "affirmed"
    NEGATED = "negated"
    DENIED = "denied"


class Span(NamedTuple):
    """A piece of the document, half-open, in code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words of the span.

        >>> Span(4, 7).of("Who said what")
        'sai'
        """
        return text[self.start : self.end]


class Mark(NamedTuple):
    """A span whose role the format itself gives, such as a Markdown heading."""

    start: int
    end: int
    role: Role


@dataclass(frozen=True, slots=True)
class Document:
    """A text as it was read; nothing ever rewrites `text`."""

    text: str
    sha256: str  # of the bytes read, or of the UTF-8 bytes of a text that came as one
    id: str | None = None
    path: str | None = None  # as the user wrote it; None for standard input and for rows of a corpus
    format: str = "text"
    encoding: str | None = None
    language: str | None = None  # declared by the format or the corpus
    title: str | None = None  # this and what follows: known from outside the text, such as from a page's metadata
    dek: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    site: str | None = None  # the name of the paper, the web site or the feed
    url: str | None = None  # where the article says that it stands; never opened
    kept: tuple[tuple[str, str | int | float | bool | None], ...] = ()  # columns of its corpus that are carried along
    marks: tuple[Mark, ...] = ()  # in text order, not overlapping
    warnings: tuple[str, ...] = ()


class Block(NamedTuple):
    """A paragraph-like piece with its role; `paragraph` is its number from 1, as printed after ¶.

    Boilerplate is not part of the article and is numbered after it, so that nobody has to count menus and links.
    A dateline is its own block, but shares the number of the paragraph it opens.
    """

    start: int
    end: int
    role: Role
    paragraph: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a block; `index` counts from 0 over the whole document."""

    index: int
    start: int
    end: int
    role: Role
    paragraph: int


class Score(NamedTuple):
    """A sentence's score, and the (feature, contribution) pairs that sum to `value`.

    Scores only compare sentences of the same document under the same method.
    """

    value: float
    parts: tuple[tuple[str, float], ...] = ()


class Length(NamedTuple):
    """The summary's length; at most one field is set, and none means a length that suits the article."""

    sentences: int | None = None
    words: int | None = None  # never exceeded
    ratio: float | None = None  # of the sentences of the body, 0 to 1


@dataclass(frozen=True, slots=True)
class Anonymity:
    """What the text says about an unnamed source; a field is None if it says nothing."""

    count: int | None
    role: str | None
    affiliation: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Source:
    """Who says it. `start` and `end` are None for the article's author, who is not mentioned in the text.

    `name` is the canonical name, taken from the document; `resolved_from` is the span of the fuller mention to which
    a pronoun or short form was resolved.
    """

    start: int | None
    end: int | None
    name: str | None
    type: SourceType
    role: str | None = None
    resolved_from: Span | None = None
    anonymity: Anonymity | None = None


class Cue(NamedTuple):
    """The words that report; `lemma` is the base form of their head, `family` the cue's group."""

    start: int
    end: int
    lemma: str
    family: str


class Certainty(NamedTuple):
    """The source's own hedges and what they add up to."""

    level: Level
    markers: tuple[Span, ...] = ()


class Quote(NamedTuple):
    """Quoted words within a claim: `direct` (whole clauses), `partial` (a phrase) or `scare` (a distanced label)."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One attribution; `start` and `end` give the words to print, one verbatim slice."""

    id: str
    start: int
    end: int
    kind: Kind
    source: Source | None
    audience: Span | None
    cue: Cue | None
    content: tuple[Span, ...]  # in text order; opens with its "that", which the words to print leave out, as in PARC3
    via: tuple[Source, ...]
    certainty: Certainty
    polarity: Polarity
    quotes: tuple[Quote, ...]
    time: Span | None
    sentence: int
    paragraph: int
    confidence: str  # high or low
    construction: Construction  # how it is worded, for --explain
    doubt: str | None = None  # the name of what kept it from high confidence, for --explain
    caveats: tuple[str, ...] = ()  # ids of the claims that deny or qualify this one
    supports: tuple[str, ...] = ()  # ids of the claims in which other sources say the same
    refers_to: tuple[tuple[Span, Span], ...] = ()  # of a key claim: what explains words of its slice, and these
    score: float = 0.0

    def weighed(self, score: float, caveats: tuple[str, ...], supports: tuple[str, ...]) -> Claim:
        """Return the claim with its score and the claims that speak against it and for it.

        `dataclasses.replace` does the same and takes twice as long.
        """
        values: tuple[Any, ...] = (*FOUND(self), caveats, supports, self.refers_to, score)
        return Claim(*values)


FOUND = attrgetter(*[field.name for field in fields(Claim)[:-4]])  # what is known of a claim before it is weighed


class Headline(NamedTuple):
    """The headline; `start` and `end` are None if the title came from outside the text."""

    text: str
    start: int | None
    end: int | None
    origin: str  # title, given or made


class Stated(NamedTuple):
    """Words of the front matter; `start` and `end` are None if they come from outside the text."""

    text: str
    start: int | None = None
    end: int | None = None


class Byline(NamedTuple):
    """Who wrote the article; `authors` are spans of the names alone, in text order."""

    start: int
    end: int
    authors: tuple[Span, ...]


class SummarySentence(NamedTuple):
    """A sentence of the summary, with the score it was chosen for (comparable within one brief only)."""

    sentence: int
    start: int
    end: int
    score: float


class SourceEntry(NamedTuple):
    """A source in the whole article: how often it is cited, and its claims."""

    name: str
    type: SourceType
    mentions: int
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """Everything briefer found; each renderer chooses what to show."""

    document: Document
    language: str
    words: int
    headline: Headline | None
    dek: Stated | None
    byline: Stated | None  # the whole line
    authors: tuple[Stated, ...]  # the names alone, in text order
    dateline: Stated | None
    published: Stated | None
    summary: tuple[SummarySentence, ...]  # in text order
    claims: tuple[Claim, ...]  # in text order
    key_claims: tuple[str, ...]  # ids, best first
    sources: tuple[SourceEntry, ...]  # most mentioned first
    warnings: tuple[str, ...]
    sentences: tuple[Sentence, ...]
    scores: tuple[Score, ...]  # one a sentence
