"""Sources that are called by a common noun: people, groups, documents, bodies without a name."""

from __future__ import annotations

from briefer.claims.sources.anonymity import is_hypothetical, is_marked, unnamed
from briefer.claims.sources.appositions import name_behind
from briefer.claims.sources.article import Article
from briefer.claims.sources.counting import is_few
from briefer.claims.sources.discourse import Discourse
from briefer.claims.sources.holders import described, holder_of
from briefer.claims.sources.labels import label, plain_label, whole_label, words_of
from briefer.claims.sources.making import source_of, spoken_by
from briefer.claims.sources.noun_phrases import Phrase, follows, is_insight, is_owned, kind_of
from briefer.claims.sources.people import HUMAN, Person
from briefer.claims.sources.spokespeople import spokesperson
from briefer.grammar.parsing import Tokens
from briefer.grammar.patterns import pattern
from briefer.grammar.phrases import phrase_after, subject_before
from briefer.model import Source, SourceType

OPEN = frozenset({"both", "all"})  # openings beside the definite ones that leave open who of several is meant
COPULAS = frozenset({"is", "was"})
DESCRIBED = pattern("DET{0,3} NOMINAL*? WORD NAME++")
LEAD = 1  # index of the last sentence of a lead, counted from the headline


def common_source(
    article: Article, discourse: Discourse, sentence: int, phrase: Phrase, kind: SourceType | None = None
) -> Source:
    """Return the source that a common noun stands for; `kind` where something else than the noun tells it."""
    kind = kind or kind_of(article, phrase)
    if person := described(article, sentence, phrase):
        return spoken_by(article, discourse, sentence, phrase, person)
    if is_marked(article, phrase) or (kind in HUMAN and is_insight(article, phrase.core)):
        return unnamed(article, discourse, sentence, phrase)
    if kind in HUMAN:
        several = phrase.plural and not phrase.single
        return (_several if several else _one)(article, discourse, sentence, phrase, kind)
    if kind is SourceType.DOCUMENT:
        return source_of(article, phrase, kind, _publisher(article, phrase) or label(article, phrase))
    if kind is SourceType.ORGANISATION:
        name = name_behind(article, phrase)
        whole = article.parse.words.lower[phrase.core : phrase.core + 1] == ["of"]
        called = words_of(article.parse, *name) if name else (whole_label if whole else label)(article, phrase)
        return source_of(article, phrase, kind, called)
    if kind is None and phrase.plural:
        return source_of(article, phrase, SourceType.GROUP, label(article, phrase))
    return source_of(article, phrase, SourceType.UNKNOWN, label(article, phrase))


def _several(article: Article, discourse: Discourse, sentence: int, phrase: Phrase, kind: SourceType | None) -> Source:
    """Type people in the plural: "officials" are anonymous, "two lawyers" are, "lawyers" are a group."""
    lexicon, first = article.lexicon, article.parse.words.lower[phrase.start]
    if phrase.noun in lexicon.unnamed_bodies:
        return spokesperson(article, discourse, sentence, phrase)
    open_number = kind is not SourceType.ANONYMOUS or phrase.noun in article.nouns.crowds
    open_choice = first in lexicon.definite or first in OPEN
    if (
        (open_number and (open_choice or not is_few(article, phrase)))
        or first in lexicon.unmeant
        or is_hypothetical(article, phrase)
        or name_behind(article, phrase)
    ):
        return source_of(article, phrase, SourceType.GROUP, whole_label(article, phrase))
    return unnamed(article, discourse, sentence, phrase)


def _one(article: Article, discourse: Discourse, sentence: int, phrase: Phrase, kind: SourceType | None) -> Source:
    """Type one of people: who holds the role, else somebody known by the role alone, else an anonymous source."""
    parse, lexicon = article.parse, article.lexicon
    first = parse.words.lower[phrase.start]
    if phrase.noun in article.nouns.collectives:
        return source_of(article, phrase, SourceType.GROUP, plain_label(article, phrase))
    if first in lexicon.unmeant:
        return source_of(article, phrase, SourceType.GROUP, whole_label(article, phrase))
    for_body = phrase.noun == "representative" and parse.words.lower[phrase.core : phrase.core + 1] == ["for"]
    if phrase.noun in lexicon.unnamed_bodies or for_body:
        return spokesperson(article, discourse, sentence, phrase)
    owned = is_owned(article, phrase)
    determined = first in lexicon.definite or owned or parse.tags[phrase.start] not in "DZ"
    named = None if determined else _named_before(article, phrase)
    if named:
        role = None if phrase.single else whole_label(article, phrase)
        return spoken_by(article, discourse, sentence, phrase, named, role)
    if determined and not phrase.single:
        holder = holder_of(article, discourse, sentence, phrase)
        if holder:
            return spoken_by(article, discourse, sentence, phrase, holder)
        if kind is not SourceType.ANONYMOUS or (owned and phrase.noun not in lexicon.unnamed_sources):
            return source_of(article, phrase, SourceType.PERSON, None, role=whole_label(article, phrase))
    elif is_hypothetical(article, phrase):
        return source_of(article, phrase, SourceType.GROUP, whole_label(article, phrase))
    elif _is_named_soon(article, sentence, phrase, kind):
        return source_of(article, phrase, SourceType.PERSON, None, role=whole_label(article, phrase))
    elif sentence <= LEAD and article.nouns.types.get(phrase.noun) is SourceType.PERSON:
        # A lead describes whom the article names further down.
        return source_of(article, phrase, SourceType.PERSON, None, role=whole_label(article, phrase))
    return unnamed(article, discourse, sentence, phrase)


def _is_named_soon(article: Article, sentence: int, phrase: Phrase, kind: SourceType | None) -> bool:
    """Tell whether somebody described may be named in the next sentence, or "a man" of the lead in the next two."""
    if kind is not SourceType.ANONYMOUS:
        return is_named_next(article, sentence, phrase)
    told = phrase.noun in article.nouns.crowds and article.parse.tags[phrase.start] == "D"
    return told and sentence <= LEAD and any(is_named_next(article, sentence + more, phrase) for more in range(2))


def is_named_next(article: Article, sentence: int, phrase: Phrase) -> bool:
    """Tell whether the next sentence names somebody for the first time, who then may be the one described here.

    "A councillor called it a farce. The councillor, Jane Roe, left the hall": she hides nothing.
    """
    parse, people, titles = article.parse, article.people, article.nouns.titles
    bounds, lower = parse.words.bounds, parse.words.lower
    if sentence + 1 >= len(parse.sentences):
        return False
    return any(
        (person := people.at(at)) is not None
        and len(person.words) > 1
        and person.mentions[0] == at
        and lower[at - len(person.words)] not in titles.keys() - {phrase.noun}
        for at in range(bounds[sentence + 1], bounds[sentence + 2])
        if not parse.quoted[at]
    )


def _named_before(article: Article, phrase: Phrase) -> Person | None:
    """Return whom a phrase describes: "Jane Roe, 67, | a retired nurse, said", "Jane Roe was | one of two who"."""
    tags, lower, people = article.parse.tags, article.parse.words.lower, article.people
    comma = phrase.start - 1
    if comma > 0 and lower[comma] in COPULAS:
        return people.at(comma - 1)
    if comma > 2 and tags[comma - 2 : comma + 1] == ",Z,":
        comma -= 2
    closed = tags[phrase.end : phrase.end + 1] not in tuple("VAR")  # not "after Roe, | an official said"
    return people.at(comma - 1) if comma > 0 and tags[comma] == "," and closed else None


def issuer_of(article: Article, sentence: int, phrase: Phrase) -> Tokens | None:
    """Return the tokens of who puts a document out: "| the council | issued a statement saying"."""
    parse = article.parse
    verb = phrase.start - 1
    first = parse.words.bounds[sentence]
    if verb <= first or parse.words.lower[phrase.start] not in ("a", "an") or parse.tags[verb] not in "vVG":
        return None
    if parse.tags[phrase.end : phrase.end + 1] != "G":
        return None
    subject = subject_before(parse, verb, first)
    return subject[0] if subject and parse.tags[subject[1][0]] not in "O" else None


def _publisher(article: Article, phrase: Phrase) -> str | None:
    """Return whose document it is: "a report from the Daily Herald"."""
    parse = article.parse
    if not follows(article, phrase, article.lexicon.publishing):
        return None
    name = phrase_after(parse, phrase.core + 1, phrase.end)
    if name is None:
        return None
    if DESCRIBED.fullmatch(parse.tags, *name):
        name = (max(at for at in range(*name) if parse.tags[at] == "n") + 1, name[1])  # "the rights group | Lumen"
    last = name[0]
    while last < name[1] and parse.tags[last] in "DN&Z":
        last += 1
    if "N" not in parse.tags[name[0] : last] or article.people.at(last - 1):
        return None
    return words_of(parse, name[0], last)
