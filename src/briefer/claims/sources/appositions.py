"""Names and roles side by side: "Jane Roe, the mayor of Avon", "a rival maker, Quay Laboratories"."""

from __future__ import annotations

from briefer.claims.sources.article import Article
from briefer.claims.sources.labels import words_of
from briefer.claims.sources.noun_phrases import Phrase, core_of, is_boundary, is_role
from briefer.claims.sources.people import HUMAN, Person
from briefer.claims.sources.roles import is_courtesy
from briefer.grammar.nouns import is_plural
from briefer.grammar.parsing import Tokens
from briefer.grammar.phrases import phrase_after
from briefer.model import SourceType

LONGEST_ROLE = 30  # tokens of an apposition


def name_behind(article: Article, phrase: Phrase) -> Tokens | None:
    """Return the tokens of a name in apposition: "a rival maker, Quay Laboratories"."""
    parse = article.parse
    for position in range(phrase.core, phrase.end - 1):
        if parse.tags[position] == "," and parse.tags[position + 1] == "N":
            name = phrase_after(parse, position + 1, phrase.end)
            if name:
                last = name[0]
                while last + 1 < name[1] and parse.tags[last + 1] in "Nn":
                    last += 1
                return name[0], last + 1
    return None


def name_given(article: Article, phrase: Phrase) -> Tokens | None:
    """Return the tokens of the name that somebody gave: "a witness, who gave his name as | Jon Roe"."""
    tags, lower = article.parse.tags, article.parse.words.lower
    for position in range(phrase.core, phrase.end - 2):
        if lower[position] == "name" and lower[position + 1] == "as" and tags[position + 2] == "N":
            end = position + 2
            while end < phrase.end and tags[end] == "N":
                end += 1
            return position + 2, end
    return None


def type_behind(article: Article, phrase: Phrase) -> SourceType | None:
    """Return the type of what stands in apposition: "Quay, the Canadian mining company"."""
    tags = article.parse.tags
    comma = phrase.core
    if comma + 2 >= len(tags) or tags[comma] != "," or tags[comma + 1] not in "Dn":
        return None
    end = comma + 2
    while end < min(comma + LONGEST_ROLE, len(tags)) and tags[end] not in ",W.;:":
        end += 1
    return article.nouns.types.get(core_of(article, comma + 1, end).noun)


def titled(article: Article, phrase: Phrase) -> tuple[Person, str | None] | None:
    """Return whose name closes a phrase with "of", and the role: "Minister of Health Jane Roe".

    The office has words of its own behind "of", so that "friends of Jane Roe" are not she.
    """
    parse = article.parse
    tags, lower = parse.tags, parse.words.lower
    if phrase.core >= phrase.end or tags[phrase.core] != "F" or phrase.plural:
        return None
    end = phrase.core + 1
    while end < phrase.end and tags[end] in "DNnFC":
        end += 1
    while end > phrase.core + 1 and lower[end - 1] in article.lexicon.suffixes:
        end -= 1
    person = article.people.at(end - 1)
    if person is None:
        return None
    name = end - 1
    while name - 1 > phrase.core and lower[name - 1] in person.words:
        name -= 1
    office = tags[phrase.core + 1 : name].lstrip("D")
    if not office:
        return None
    # "Bank of Norland Governor Jane Roe", but not "the office of Ohio Gov. Jane Roe"
    at_work = tags[phrase.head] == "N" and len(office) > 1 and is_role(article, name - 1)
    if not at_work and not is_role(article, phrase.head):
        return None
    return person, words_of(parse, phrase.start, name)


def role_of(article: Article, phrase: Phrase, person: Person) -> str | None:
    """Return what the text calls somebody here: before the name, with the name, or in apposition behind it."""
    before = phrase.head - len(person.words) + 1
    start = phrase.head
    while start > max(phrase.start, before) and article.parse.words.lower[start - 1] in person.words:
        start -= 1
    return _role_before(article, phrase.start, start) or person.role or role_behind(article, phrase)


def _role_before(article: Article, start: int, end: int) -> str | None:
    """Return tokens as a role, None unless their last word is one: "business mogul", "Mayor"."""
    parse, nouns = article.parse, article.nouns
    lower = parse.words.lower
    while start < end and is_courtesy(lower[end - 1], parse.language):
        end -= 1
    if start >= end:
        return None
    word = lower[end - 1]
    known = word in nouns.titles or nouns.types.get(word) in HUMAN
    known = known or (parse.tags[end - 1] == "n" and nouns.kind(word) in HUMAN)
    return words_of(parse, start, end) if known and not is_plural(word) else None


def role_behind(article: Article, phrase: Phrase) -> str | None:
    """Return the apposition behind a name: "Jane Roe, the mayor of Springfield"."""
    parse, nouns = article.parse, article.nouns
    tags, lower = parse.tags, parse.words.lower
    inside = phrase.core < phrase.end
    comma = phrase.core if inside else phrase.end
    limit = min(comma + LONGEST_ROLE, len(tags))
    if comma + 2 >= limit or tags[comma] != "," or tags[comma + 1] not in "DNn":
        return None
    end = comma + 1
    while end < limit and tags[end] not in ',W.;:"B(' and end not in article.capitals.openings:
        if inside and end == phrase.end and tags[end] in "VARv":
            break  # "Roe, a clerk | said": the second comma is missing
        if tags[end] == "-" and is_boundary(parse, end):
            break
        end += 1
    if end >= limit or (comma >= phrase.end and tags[end] not in ",.W"):
        return None
    apposition = core_of(article, comma + 1, end)
    kind = nouns.kind if tags[comma + 1] == "D" else nouns.types.get
    known = apposition.noun in nouns.titles or kind(apposition.noun) in HUMAN
    known = known and tags[apposition.head] in "nN"
    pointing = lower[comma + 1] != "the" and lower[comma + 1] in article.lexicon.definite
    if not known or apposition.plural or tags[apposition.core] in "VA" or pointing:
        return None
    return words_of(parse, comma + 1, end)
