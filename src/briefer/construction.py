"""How a claim is worded: what marks it as one, where its content stands, and of what form this is."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Marker(StrEnum):
    """What marks a claim in the text."""

    VERB = "verb"  # finite: "Roe said"
    INFINITIVE = "infinitive"  # "Roe is expected to say"
    PARTICIPLE = "participle"  # "Roe, saying"
    PASSIVE = "passive"  # "Roe was told"
    NOUN = "noun"  # "Roe's claim"
    ADJECTIVE = "adjective"  # "Roe is worried"
    ADVERB = "adverb"  # "allegedly"
    PREPOSITION = "preposition"  # "according to Roe"
    COLON = "colon"  # "ROE:"
    WORDING = "wording"  # the author's own: "it is not known"
    FIGURE = "figure"  # the author's own: "rose 4 percent"
    FACT = "fact"  # the author's own, where hardly anybody else says anything


class Order(StrEnum):
    """Where the content stands relative to source and cue."""

    AFTER = "after"  # "Roe said it rained"
    BEFORE = "before"  # "It rained, Roe said"
    INVERTED = "inverted"  # "It rained, said Roe"
    GAP = "gap"  # "the rain that Roe denied"
    AROUND = "around"  # "As Roe noted, it rained", "It allegedly rained"


class Complement(StrEnum):
    """The grammatical form of the content."""

    THAT = "that-clause"
    CLAUSE = "bare clause"
    QUOTED_CLAUSE = "clause that opens with a quotation"
    QUOTE = "quotation"
    COLON = "clause behind a colon"
    COLON_QUOTE = "quotation behind a colon"
    QUESTION = "embedded question"
    INFINITIVE = "infinitive"
    OBJECT_INFINITIVE = "object with infinitive"  # "urged them to go"
    GERUND = "gerund"
    ACCUSATION = "accusation"  # "accused them of lying"
    PREDICATE = "object with predicate"  # "called it a mistake"
    PREPOSITION = "prepositional object"
    OBJECT = "object"
    MAIN = "main clause"  # the report hangs on it: "It rained, Roe said"
    INNER = "report within a report"
    BELIEF = "belief within a report"  # "told X that they believe it rained"


QUOTED = frozenset({Complement.QUOTE, Complement.COLON_QUOTE})
BARE = frozenset({Complement.CLAUSE, Complement.QUOTED_CLAUSE})
CLAUSAL = QUOTED | BARE | {Complement.THAT, Complement.QUESTION, Complement.COLON}
DIRECT = QUOTED | {Complement.COLON, Complement.MAIN, Complement.INNER}
STANDING = DIRECT | BARE | {Complement.THAT, Complement.BELIEF}


class Construction(NamedTuple):
    """How a claim is worded: what marks it, and the place and form of its content."""

    name: str
    marker: Marker
    order: Order = Order.AFTER
    complement: Complement | None = None  # None where it is not one of the cue: "the rain that Roe denied"

    def __str__(self) -> str:
        return f"{self.name}, {self.complement}" if self.complement else self.name

    def taking(self, complement: Complement) -> Construction:
        """Return this construction with another form of content."""
        return self._replace(complement=complement)

    @property
    def clausal(self) -> bool:
        """Whether the content has a verb of its own."""
        return self.complement in CLAUSAL

    @property
    def bare(self) -> bool:
        """Whether the content is a clause without an opening word, so that its start is a guess."""
        return self.complement in BARE

    @property
    def infinitive(self) -> bool:
        """Whether the content is an infinitive, with or without an object before it."""
        return self.complement in (Complement.INFINITIVE, Complement.OBJECT_INFINITIVE)

    @property
    def direct(self) -> bool:
        """Whether the content is a quotation or the main clause, and so can be understood without the cue."""
        return self.complement in DIRECT

    @property
    def follows(self) -> bool:
        """Whether the content stands behind the cue."""
        return self.order is Order.AFTER

    @property
    def stands(self) -> bool:
        """Whether the content is likely to be a full clause, which can be printed without the words that report it."""
        return self.complement in STANDING
