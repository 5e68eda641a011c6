"""An article as the resolving of sources knows it: its parse, its people, and the words of its language."""

from __future__ import annotations

from typing import NamedTuple

from briefer.claims.sources.capitals import Capitals
from briefer.claims.sources.lexicon import Lexicon
from briefer.claims.sources.people import People
from briefer.grammar.nouns import Nouns
from briefer.grammar.parsing import Parse


class Article(NamedTuple):
    """What every question about a source is asked of."""

    parse: Parse
    nouns: Nouns
    lexicon: Lexicon
    people: People
    capitals: Capitals
