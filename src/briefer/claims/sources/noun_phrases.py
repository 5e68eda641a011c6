"""The noun phrase of a source taken apart: its head, what determines it, whether its words are names."""

from __future__ import annotations

from typing import NamedTuple

from briefer.claims.sources.article import Article
from briefer.claims.sources.people import HUMAN
from briefer.grammar.nouns import is_plural, singular
from briefer.grammar.parsing import Parse, Tokens
from briefer.model import SourceType

BOUNDARY = "FSI,(W-;:."  # letters of what ends the core of a phrase
TRAILING = "ORM"  # letters that may close a run without belonging to its noun: "Roe herself", "officials Monday"


class Phrase(NamedTuple):
    """A noun phrase: tokens `start` to `end`, its core up to `core`, whose last word of weight is `head`.

    `label` is where the words that name it begin: behind "one of", "a handful of". `single` tells "one of them".
    """

    start: int
    end: int
    core: int
    head: int
    noun: str  # the head, small letters, in the singular
    plural: bool
    label: int
    single: bool = False


def take_apart(article: Article, start: int, end: int) -> Phrase:
    """Return the parts of the phrase that tokens `start` to `end` hold."""
    phrase = core_of(article, start, end)
    if phrase.core + 1 < end and article.parse.tags[phrase.core] == "F" and _is_part(article, phrase):
        return _of_a_whole(article, phrase)
    return phrase


def core_of(article: Article, start: int, end: int) -> Phrase:
    """Return the parts of a phrase whose quantity, if it has one, is what it is about: "a handful | of voters"."""
    parse = article.parse
    tags, lower = parse.tags, parse.words.lower
    core = start + 1
    while core < end and not _is_closed(article, start, core):
        if is_boundary(parse, core):
            behind = _behind_bracket(parse, core, end)
            if behind is None:
                break
            core = behind
        core += 1
    while core - 1 > start and (tags[core - 1] in TRAILING or _is_verb(parse, core - 1)):
        core -= 1
    head = core - 1
    if head > start and lower[head] in article.lexicon.suffixes:
        head -= 1
    word = lower[head]
    return Phrase(start, end, core, head, singular(word), is_plural(word), start)


def is_boundary(parse: Parse, position: int) -> bool:
    """Tell whether a token ends the core of a phrase; a hyphen within a word does not."""
    letter = parse.tags[position]
    if letter == "-":
        words = parse.words
        return words.starts[position] > words.ends[position - 1]
    return letter in BOUNDARY


def _behind_bracket(parse: Parse, position: int, end: int) -> int | None:
    """Return the noun behind an abbreviation in brackets: "the Marle Harbour Trust (MHT) | spokesman Tom Reed"."""
    closing = parse.tags.find(")", position, end) if parse.tags[position] == "(" else -1
    return closing + 1 if closing > 0 and parse.tags[closing + 1 : end][:1] in ("n", "N") else None


def _is_closed(article: Article, start: int, position: int) -> bool:
    """Tell whether a phrase ends before a token: "a union | representing", "somebody | familiar with"."""
    parse = article.parse
    lower = parse.words.lower
    if is_insight(article, position):
        return position > start and (parse.tags[position + 1 : position + 2] not in tuple("nNZv"))
    if parse.words.texts[position][0].isupper():
        return False
    if parse.tags[position] not in "vG" and not lower[position].endswith("ing"):
        return False
    before = lower[position - 1]
    return parse.tags[position - 1] in "nN" and (is_plural(before) or before in article.nouns.types)


def _is_verb(parse: Parse, position: int) -> bool:
    """Tell whether a token is the verb that a name closes with: "Roe | unleashed"."""
    tags = parse.tags
    return tags[position] in "Vv" and tags[position - 1] == "N" and parse.words.texts[position].islower()


def _is_part(article: Article, phrase: Phrase) -> bool:
    tag = article.parse.tags[phrase.head]
    word = article.parse.words.lower[phrase.head]
    return tag in "DZ" or phrase.noun in article.nouns.partitives or word == "none"


def _of_a_whole(article: Article, phrase: Phrase) -> Phrase:
    """Return "a handful of voters" as a phrase about voters."""
    tags = article.parse.tags
    first = phrase.core + 1
    while first + 1 < phrase.end and tags[first] in "DZR" and tags[first + 1] in "DZRNnvx":
        first += 1
    inner = core_of(article, first, phrase.end)
    one_thing = not inner.plural and tags[inner.head] in "nN" and tags[phrase.head] != "D"
    if one_thing and article.nouns.kind(inner.noun) is not SourceType.GROUP:
        return phrase
    single = article.parse.words.lower[phrase.head] in article.lexicon.singular
    return Phrase(phrase.start, phrase.end, inner.core, inner.head, inner.noun, not single, first, single)


def kind_of(article: Article, phrase: Phrase) -> SourceType | None:
    """Return the type that the head stands for; whatever "who" follows is a person."""
    noun, nouns = phrase.noun, article.nouns
    bare = article.parse.tags[phrase.start] != "D" and not phrase.plural
    kind = nouns.types.get(noun) if bare and "-" not in noun else nouns.kind(noun)
    if kind is None and article.parse.words.lower[phrase.core : phrase.core + 1] == ["who"]:
        return SourceType.PERSON
    return kind


def is_insight(article: Article, position: int) -> bool:
    """Tell whether a token marks the noun before it as a source: "familiar with", "with direct knowledge"."""
    lower = article.parse.words.lower
    if position >= len(lower):
        return False
    if lower[position] == "with":
        return "knowledge" in lower[position + 1 : position + 4]
    return lower[position] in article.nouns.insights


def is_owned(article: Article, phrase: Phrase) -> bool:
    """Tell whether somebody's is meant: "her lawyer", "the senator's aide"."""
    parse = article.parse
    opening = parse.words.lower[phrase.start]
    return opening in article.lexicon.possessive or "L" in parse.tags[phrase.start : phrase.head]


def is_role(article: Article, position: int) -> bool:
    """Tell whether a word is a title or a role."""
    word = article.parse.words.lower[position]
    return word in article.nouns.titles or article.nouns.kind(word) in HUMAN


def is_name(article: Article, position: int) -> bool:
    """Tell whether a word has its capital for being a name, not for opening a sentence."""
    words, nouns, capitals = article.parse.words, article.nouns, article.capitals
    if position not in capitals.openings:
        return words.texts[position][0].isupper()
    word = words.lower[position]
    return (
        word in nouns.places
        or word in nouns.organisations
        or article.people.called(word) is not None
        or (words.texts[position].isupper() and len(word) > 1)
        or capitals.first_run(word) is not None
    )


def follows(article: Article, phrase: Phrase, prepositions: frozenset[str]) -> bool:
    """Tell whether something hangs on the core of a phrase by one of these prepositions."""
    return phrase.core + 1 < phrase.end and article.parse.words.lower[phrase.core] in prepositions


def belonging(article: Article, phrase: Phrase) -> Tokens | None:
    """Return the tokens of what hangs on the noun by a preposition: "at | the ministry", "to | Mrs. Roe"."""
    tags, at = article.parse.tags, phrase.core
    if not follows(article, phrase, article.lexicon.affiliating) or tags[at + 1] in "ZMVA" or is_insight(article, at):
        return None
    end = at + 1
    while end < phrase.end and tags[end] not in ",(W-":
        end += 1
    return at + 1, end
