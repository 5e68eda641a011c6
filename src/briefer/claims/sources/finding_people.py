"""Who is named in an article: full names first, then what is short for them, whichever comes first in the text."""

from __future__ import annotations

import re

from briefer.claims.sources.article import Article
from briefer.claims.sources.capitals import Capitals
from briefer.claims.sources.genders import gender_told
from briefer.claims.sources.lexicon import lexicon
from briefer.claims.sources.names import has_role, looks_personal, name_runs, no_surnames, with_article
from briefer.claims.sources.organisations import is_organisation
from briefer.claims.sources.people import People, Person
from briefer.claims.sources.roles import title_of
from briefer.claims.sources.short_names import ShortNames, read_short_names, speaks
from briefer.grammar.nouns import is_plural, nouns, singular
from briefer.grammar.parsing import Parse, Tokens

RE_OFFICE = re.compile(r"FD?(?:N{1,3}C)?$")
RE_INITIALS = re.compile(r"(?:[a-z]\.)+")
LONGEST_NAME = 4  # words, suffix not counted
LONGEST_OFFICE = 6  # tokens behind "of" that may belong to an office


def read_article(parse: Parse) -> Article:
    """Return an article with its people found."""
    article = Article(parse, nouns(parse.language), lexicon(parse.language), People(parse), Capitals(parse))
    runs, headings = name_runs(article)
    short: list[Tokens] = []
    pending: list[Tokens] = []
    for run in runs:
        _read_full_name(article, *run, short, pending)
    if pending:
        _promote(article, pending, short)
    lent = read_short_names(article, short)
    _read_headings(article, headings)
    _forget_lent_roles(lent)
    people = article.people
    people.settle()
    for person in people.everyone:
        if not person.gender:
            person.gender = gender_told(parse, article.lexicon, person.mentions)
    return article


def _read_headings(article: Article, headings: list[Tokens]) -> None:
    """Note who is mentioned in headlines, which are no place to meet somebody new."""
    people, lower = article.people, article.parse.words.lower
    for start, end in headings:
        person = people.called(lower[end - 1])
        if person and end - start <= len(person.words):
            people.mention(person, end - 1)


def _forget_lent_roles(short: ShortNames) -> None:
    for person in short.lent:
        if person in short.married:
            person.role = None  # "President Roe" may be the husband of Mrs. Roe


def _read_full_name(article: Article, start: int, end: int, short: list[Tokens], pending: list[Tokens]) -> None:
    """Take a run of capitals for a person's full name, or put it aside as short or doubtful."""
    parse, tables = article.parse, article.nouns
    lower, tags = parse.words.lower, parse.tags
    title = _title_end(article, start, end)
    last = end
    while last > title and lower[last - 1] in article.lexicon.suffixes:
        last -= 1
    length = last - title
    if length == 1:
        short.append((start, last))
    if length > 2:
        name = _without_epithet(article, title, last, titled=title > start)
        start, title, length = start if title > start else name, name, last - name
    nicknamed = length > 3 and tags[title + 1] in "\"'("
    if length == 2 and title == start and is_plural(lower[start]) and singular(lower[start]) in tables.types:
        short.append((last - 1, last))  # "Republicans Roe and Doe"
        return
    if length < 2 or length > LONGEST_NAME + 2 * nicknamed:
        return
    if is_organisation(article, title, last) or lower[last - 1] in no_surnames(parse.language):
        return
    if _given(article, start, title) is None and title == start:
        if lower[last - 1] in tables.countries or lower[last - 1] in tables.organisations:
            return
        if length > 2 and start > 1 and _follows_of(parse, start):
            return  # "Minister of Foreign Affairs Roe": where the office ends nobody can tell
        if not has_role(article, start) and not looks_personal(article, last):
            pending.append((start, last))
            return
    _name(article, start, title, last)


def _given(article: Article, start: int, title: int) -> str | None:
    """Return the gender of the given name that a name opens with, "u" where it is open; None when it is none."""
    parse, tables = article.parse, article.nouns
    first = parse.words.lower[title]
    given = tables.genders.get(first)
    if given is None and RE_INITIALS.fullmatch(first) and not is_organisation(article, title, title + 1):
        given = "u"  # "J.R. Roe"
    if first in tables.doubtful and title == start and start and parse.tags[start - 1] == "D":
        given = None  # "the River Roe"
    return given


def _title_end(article: Article, start: int, end: int) -> int:
    """Return the token after the last title word of a name: "White House Press Secretary | Jen Psaki"."""
    lower, titles = article.parse.words.lower, article.nouns.titles
    for position in range(end - 2, start - 1, -1):
        if lower[position] in titles:
            return position + 1
    return start


def _without_epithet(article: Article, start: int, last: int, *, titled: bool) -> int:
    """Return where a name begins behind capitalised words that are none: "Republican Jane Roe"."""
    lower, tables = article.parse.words.lower, article.nouns
    first = lower[start]
    if first in tables.genders or len(first) < 3:
        return start
    for position in range(start + 1, last - 1):
        if lower[position] in tables.genders and lower[position] not in tables.doubtful:
            if (
                titled
                or start in article.capitals.openings
                or _follows_of(article.parse, start)  # "Minister of Health Jane Roe"
                or first in tables.organisation_words
                or "-" in first
                or first in tables.places
                or first in tables.types
                or first in tables.organisations
                or article.parse.tags[position + 1] in "\"'("
            ):
                return position
            break
    return start


def _follows_of(parse: Parse, start: int) -> bool:
    """Tell whether an office may go on from before a token: "director of the", "minister of Health and"."""
    return RE_OFFICE.search(parse.tags, max(start - LONGEST_OFFICE, 0), start) is not None


def _name(article: Article, start: int, title: int, last: int) -> None:
    """Take tokens for a person's full name behind a title."""
    parse, people = article.parse, article.people
    lower = parse.words.lower
    given = article.nouns.genders.get(lower[title], "")
    gender = (article.nouns.titles.get(lower[title - 1], "") if title > start else "") or given.replace("u", "")
    role = title_of(parse, start, title)
    known = _known(article, title, last)
    if known:
        known.gender = known.gender or gender
        known.role = known.role or role
        people.mention(known, last - 1)
    else:
        people.add((title, last), gender, role)


def _known(article: Article, start: int, end: int) -> Person | None:
    """Return who a name of several words was seen as before: the same last word, and the same first name."""
    lower = article.parse.words.lower
    person = article.people.named_in_full(lower[start], lower[end - 1])
    if person and end - start > len(person.words):
        article.people.rename(person, (start, end))
    return person


def _promote(article: Article, pending: list[Tokens], short: list[Tokens]) -> None:
    """Take a doubtful name for a person's when its last word alone speaks elsewhere: "… Roe. Roe said …"."""
    lower = article.parse.words.lower
    speaking = {lower[start] for start, end in short if start + 1 == end and speaks(article, start)}
    speaking -= {word for word in with_article(article.parse) if is_plural(word)}
    for start, end in pending:
        if lower[end - 1] in speaking:
            _name(article, start, start, end)
        else:
            known = article.people.named_in_full(lower[start], lower[end - 1])
            if known:
                article.people.mention(known, end - 1)
