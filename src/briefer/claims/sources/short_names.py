"""Whom a single name means, with a title or without: "Roe", "Mrs. Roe", "Jane"."""

from __future__ import annotations

from typing import NamedTuple

from briefer.claims.sources.article import Article
from briefer.claims.sources.genders import AGREEING, PRONOUNS, gender_told
from briefer.claims.sources.organisations import is_organisation
from briefer.claims.sources.people import Person
from briefer.claims.sources.roles import title_of
from briefer.grammar.parsing import Tokens

NAMESAKE = 120  # tokens for which somebody named in full may be meant rather than the main bearer of the surname


class ShortNames(NamedTuple):
    """What the short names of an article leave open: who may bear the title of somebody else of the same name."""

    married: list[Person]  # who is called "Mrs.", so that another may have the surname
    lent: list[Person]  # whose role is but a title before the surname


def read_short_names(article: Article, short: list[Tokens]) -> ShortNames:
    """Note whom each single name mentions; names that nobody bears in full may be a person's all the same."""
    found = ShortNames([], [])
    bare: dict[str, list[int]] = {}
    for start, end in short:
        if end - 1 > start:
            _read_titled(article, start, end, found)
        else:
            _read_single(article, start, bare)
    for ends in bare.values():
        _read_bare(article, ends)
    return found


def speaks(article: Article, name: int) -> bool:
    """Tell whether a cue verb stands right behind a token, or a verb of speaking right before it."""
    tags, lower = article.parse.tags, article.parse.words.lower
    before = name > 0 and tags[name - 1] == "V" and lower[name - 1] in article.lexicon.speaking
    return tags[name + 1 : name + 2] == "V" or before


def _read_single(article: Article, at: int, bare: dict[str, list[int]]) -> None:
    """Note whom a name without a title means: somebody known, or somebody who is never named in full."""
    parse, people, nouns = article.parse, article.people, article.nouns
    word = parse.words.lower[at]
    if word in nouns.countries and all(person.words[-1] != word for person in people.bearing(word)):
        return  # "Israel" is not the minister Israel Roe
    if people.bearing(word):
        person = people.called(word) or _leading(article, word, at)
        if person:
            people.mention(person, at)
        else:
            people.mention_either(word, at)
        return
    given = nouns.genders.get(word)
    if is_organisation(article, at, at + 1) or _is_modifier(parse.tags, at):
        return
    if given and word not in nouns.doubtful:
        people.add((at, at + 1), given.replace("u", ""), None)
    elif spoken := _speaks_of_itself(article, at + 1):
        people.add((at, at + 1), spoken, None)
    elif not (at and parse.tags[at - 1] == "D") and word not in nouns.types:
        bare.setdefault(word, []).append(at)


def _read_bare(article: Article, ends: list[int]) -> None:
    """Take a name that always stands alone for a person's when pronouns keep following it."""
    gender = gender_told(article.parse, article.lexicon, ends) if len(ends) > AGREEING else ""
    if gender and any(speaks(article, end) for end in ends):
        person = article.people.add((ends[0], ends[0] + 1), gender, None)
        for end in ends[1:]:
            article.people.mention(person, end)


def _read_titled(article: Article, start: int, end: int, found: ShortNames) -> None:
    """Find whom "Mrs. Roe" means: who fits, and was named in full last."""
    parse, people, titles = article.parse, article.people, article.nouns.titles
    at = end - 1
    word, title = parse.words.lower[at], parse.words.lower[at - 1]
    bearing = people.bearing(word)
    if not bearing and (is_organisation(article, at, end) or word in titles):
        return
    gender = titles.get(title, "")
    told = 0 if title in article.lexicon.knightly else -1  # which word of a name the title goes with
    fitting = [
        person for person in bearing if person.words[told] == word and (not gender or person.gender in ("", gender))
    ]
    sure = [person for person in fitting if person.gender == gender] if gender else fitting
    if len(sure) > 1:
        nearest = max(sure, key=lambda person: _last_before(person, at))
        leading = _leading(article, word, at)
        if leading in sure and leading is not nearest and at - _last_before(nearest, at) < NAMESAKE:
            people.mention_either(word, at)
            return  # the dead man of the lead, or his brother who has just been named
        sure = [leading] if leading in sure else [nearest]
    known = sure[0] if sure else fitting[0] if fitting else None
    role = title_of(parse, start, at)
    if known is None:
        people.add((at, end), gender, role)
        return
    known.gender = known.gender or gender
    if title.rstrip(".") == "mrs":
        found.married.append(known)
    elif role and known.role is None:
        known.role = role
        found.lent.append(known)
    people.mention(known, at)


def _leading(article: Article, word: str, before: int) -> Person | None:
    """Return whom a surname means that several have: who is named first, and at least as often as the others."""
    people = [person for person in article.people.bearing(word) if person.words[-1] == word]
    people = [person for person in people if person.mentions[0] < before] or people
    if len(people) < 2:
        return people[0] if people else None
    first = min(people, key=lambda person: person.mentions[0])
    others = max(len(person.mentions) for person in people if person is not first)
    return first if len(first.mentions) >= others else None


def _last_before(person: Person, position: int) -> int:
    return max((last for last in person.mentions if last < position), default=-1)


def _speaks_of_itself(article: Article, end: int) -> str:
    """Return the gender in "Roe said she …", where a bare name is a person's."""
    tags, lower = article.parse.tags, article.parse.words.lower
    if end + 2 >= len(tags) or tags[end] != "V" or lower[end] not in article.lexicon.speaking:
        return ""
    at = end + 1 + (tags[end + 1] == "T")
    return PRONOUNS.get(lower[at], "") if at < len(tags) else ""


def _is_modifier(tags: str, at: int) -> bool:
    """Tell whether a name only describes the noun behind it: "a Trump rally"."""
    return at > 0 and tags[at - 1] == "D" and at + 1 < len(tags) and tags[at + 1] in "nN"
