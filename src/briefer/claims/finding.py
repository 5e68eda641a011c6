"""What people are reported to say: the constructions there are, tried on one sentence after the other."""

from __future__ import annotations

import importlib
import pkgutil
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import compress, count
from types import ModuleType
from typing import NamedTuple, TypeVarTuple

from briefer.claims import constructions
from briefer.claims.attributions import Attribution
from briefer.claims.parts.cues import Cue, cue_at
from briefer.claims.parts.nominals import Nominal, nominal_cues
from briefer.claims.parts.scanning import Scan, keep
from briefer.claims.rules import Found, Rule
from briefer.construction import Marker
from briefer.grammar.cues import CueVerb, cue_verbs
from briefer.grammar.listed import listed
from briefer.grammar.parsing import Parse
from briefer.languages import load_words
from briefer.model import Role
from briefer.remembering import Remembered

Beginning = TypeVarTuple("Beginning")  # what a search is given besides the sentence: a token, a cue or nothing
READ = frozenset({Role.HEADLINE, Role.DEK, Role.BODY, Role.CAPTION})  # nobody speaks in a byline or boilerplate


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules of all constructions, one a module of their folder, in the order in which they are tried."""
    return tuple(sorted((module.RULE for module in modules()), key=lambda rule: rule.place))


def modules() -> Iterator[ModuleType]:
    """Yield the modules of all constructions by name; each has a `RULE` and its `EXAMPLES`."""
    for found in pkgutil.iter_modules(constructions.__path__):
        yield importlib.import_module(f"{constructions.__name__}.{found.name}")


class _Table(NamedTuple):
    """The rules by what they begin at."""

    cues: dict[Marker, list[Callable[[Scan, Cue], Found]]]
    nominals: dict[str, list[Callable[[Scan, Nominal], Found]]]
    words: dict[str, list[Callable[[Scan, int], Found]]]
    quotations: list[Callable[[Scan, int], Found]]
    headlines: list[Callable[[Scan], Found]]
    documents: list[Callable[[Parse], dict[int, Attribution]]]
    inside: list[Callable[[Parse, Attribution], Attribution | None]]


@cache
def _table() -> _Table:
    table = _Table({marker: [] for marker in Marker}, {}, {}, [], [], [], [])
    for rule in rules():
        if rule.at_cue:
            table.cues[rule.construction.marker].append(rule.at_cue)
        if rule.at_nominal:
            table.nominals.setdefault(rule.section, []).append(rule.at_nominal)
        if rule.at_word:
            for word in rule.words:
                table.words.setdefault(word, []).append(rule.at_word)
        if rule.at_quotation:
            table.quotations.append(rule.at_quotation)
        if rule.at_headline:
            table.headlines.append(rule.at_headline)
        if rule.in_document:
            table.documents.append(rule.in_document)
        if rule.inside:
            table.inside.append(rule.inside)
    return table


def find(parse: Parse) -> list[Attribution]:
    """Return all attributions of a document in text order; no content lies within another's."""
    found: list[Attribution] = []
    bounds = parse.words.bounds
    spoken = {index: made for search in _table().documents for index, made in search(parse).items()}
    spoken_paragraphs = {parse.sentences[index].paragraph for index in spoken}
    beginnings, seen = _beginnings(parse), 0
    for sentence in parse.sentences:
        index, first, last = sentence.index, *bounds[sentence.index : sentence.index + 2]
        before, seen = seen, bisect_left(beginnings, last, seen)
        if index in spoken:
            found.append(spoken[index])
        elif sentence.paragraph in spoken_paragraphs or sentence.role not in READ or first == last:
            continue
        elif before < seen or sentence.role is Role.HEADLINE:
            made = attributions(Scan(parse, index, first, last, first), beginnings[before:seen])
            shown = (
                load_words(parse.language, "constructions.txt", "pictured")
                if sentence.role is Role.CAPTION
                else frozenset()
            )
            found += [one for one in made if one.lemma not in shown]
    return found


def _beginnings(parse: Parse) -> list[int]:
    """Return the tokens at which a construction may begin: cues, words of a rule, what stands behind a quotation."""
    found = set(compress(count(), parse.words.told_lower(_begins(parse.language).__getitem__)))
    closing = parse.quoted.find(b"\x01\x00")
    while closing >= 0:
        found.add(closing + 1)
        closing = parse.quoted.find(b"\x01\x00", closing + 1)
    return sorted(found)


@cache
def _begins(language: str) -> Remembered[bool]:
    """Return for each word whether a construction may begin at it."""
    verbs, nominals, words = cue_verbs(language), nominal_cues(language).forms, _table().words
    return Remembered(lambda word: bool(verbs[word] or nominals[word][0] or word in words))


def within(parse: Parse, attribution: Attribution) -> Attribution | None:
    """Return the report within the content of another."""
    reports = (search(parse, attribution) for search in _table().inside)
    return next((made for made in reports if made), None)


def attributions(here: Scan, beginnings: Iterable[int]) -> list[Attribution]:
    """Return the attributions of one sentence in text order, tried at the tokens given."""
    parse, table = here.parse, _table()
    verbs, lower, tags = parse.verbs, parse.words.lower, parse.tags
    nominals = nominal_cues(parse.language).forms
    if parse.sentences[here.index].role is Role.HEADLINE:
        _keep_first(here, table.headlines)
    for position in beginnings:
        if parse.quoted[position] or position < here.covered:
            continue
        if position > here.first and parse.quoted[position - 1]:
            _keep_first(here, table.quotations, position)
            if position < here.covered:
                continue
        word = lower[position]
        searches = table.words.get(word, ())
        if searches and _keep_first(here, searches, position) is not None:
            continue
        determined = position > here.first and tags[position - 1] in "DL"
        if tags[position] in "Gv" and (determined or _is_made(here, position)):
            # "the nominating convention", "the alleged theft": no report, or one that names nobody
            _nominal(here, position)
        elif (tags[position] in "VGv" or (word == "asked" and position == here.first)) and verbs[word]:
            if not _adjective(here, position):
                _verb(here, position, verbs[word])
        elif tags[position] in "nvR" and nominals[word][0]:
            _nominal(here, position)
    asked = tags[here.first] == "A" and parse.words.texts[here.last - 1] == "?"
    return [made for made in here.found if not _is_reader(parse, made) and not (asked and made.construction.follows)]


def _is_reader(parse: Parse, made: Attribution) -> bool:
    """Tell whether the reader or the one asked is the source: "you can hear", "Will you show it?"."""
    return made.source is not None and parse.words.lower[made.source[0] : made.source[1]] == ["you"]


def _is_made(here: Scan, position: int) -> bool:
    """Tell whether an -ing form is the noun that a verb like "issue" has: "issued a new | warning"."""
    parse = here.parse
    if parse.tags[position] != "G" or parse.tags[position - 1] != "n" or position <= here.first + 1:
        return False
    if parse.words.lower[position] not in nominal_cues(parse.language):
        return False
    at = position - 1
    while at > here.first and parse.tags[at] == "n":
        at -= 1
    return parse.tags[at] == "D" and parse.words.lower[at - 1] in listed(parse.language, "light")


def _verb(here: Scan, position: int, verbs: Iterable[CueVerb]) -> None:
    """Try the cue verbs that a token may be a form of, up to the first that makes an attribution."""
    for verb in verbs:
        cue = cue_at(here, position, verb)
        if cue and _keep_first(here, _table().cues[cue.marker], cue):
            return


def _adjective(here: Scan, position: int) -> Found:
    """Try a participle as the adjective that it may be: "Roe was convinced that", but not "was convinced by"."""
    lower = here.parse.words.lower
    section, _ = nominal_cues(here.parse.language).get(lower[position], ("", ""))
    return _nominal(here, position) if section == "adjective" and lower[position + 1 : position + 2] != ["by"] else None


def _nominal(here: Scan, position: int) -> Found:
    section, family = nominal_cues(here.parse.language).forms[here.parse.words.lower[position]]
    searches = _table().nominals.get(section, ())
    return _keep_first(here, searches, Nominal(position, family))


def _keep_first(here: Scan, searches: Iterable[Callable[[Scan, *Beginning], Found]], *beginning: *Beginning) -> Found:
    """Keep and return the first attribution that one of the searches finds, or the `STOP` before it."""
    for search in searches:
        made = search(here, *beginning)
        if made:
            keep(here, made)
        if made is not None:
            return made
    return None
