"""Who is who in a story: one identity for all names under which its articles know a source.

Persons are one by surname and given name, bodies by the words of their names, a body and whoever speaks for it are one
voice. What is only described ("the minister", "officials") is somebody of its own in every article: rather two sources
than a wrong one.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from briefer.languages import load_lines, load_sections, load_words
from briefer.model import Source, SourceType

DATA = "digest.txt"
LEAST_STEM = 4  # letters in which two forms of a name agree: "Norland" and "Norlandic"
RE_POSSESSIVE = re.compile(r"['’]s?\b")
RE_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")


class Mention(NamedTuple):
    """A source as one article has it."""

    article: int
    source: Source
    words: str  # as it stands there
    opens: bool = False  # whether it opens a sentence, where a capital tells no name


class Identity(NamedTuple):
    """Somebody who speaks: the most telling name, the words by which it is known, and whether it is named at all."""

    name: str
    type: SourceType
    words: frozenset[str]
    named: bool
    medium: bool  # whether it reports rather than speaks: a paper, an agency
    mentions: tuple[int, ...]  # places in the sequence that was asked for
    sorts: frozenset[str] = frozenset()  # of people it is, as far as its words tell: "police", "family"


class _Name(NamedTuple):
    """A mention taken apart: `person` from the given name to the surname, `body` as words alike, in their order."""

    person: tuple[str, ...]
    body: tuple[str, ...]
    speaks_for: tuple[str, ...]
    words: frozenset[str]
    proper: bool  # whether a word of the body's name has a capital
    key: str  # of what has no name
    press: frozenset[str]  # the words that may tell a medium: a press secretary is none
    sorts: frozenset[str]


def identify(mentions: Sequence[Mention], quoted: Iterable[tuple[int, int]] = ()) -> list[Identity]:
    """Return the identities, in the order in which they are first mentioned.

    `quoted` are pairs of mentions that are quoted with the same words, in two articles.
    """
    names = [_taken_apart(mention) for mention in mentions]
    joined = _Joined(len(mentions))
    _join_persons(mentions, names, joined)
    _join_bodies(names, joined)
    _join_single_words(names, joined)
    _join_spokespeople(names, joined)
    _join_unnamed(mentions, names, joined)
    _join_quoted(mentions, names, quoted, joined)
    groups: dict[int, list[int]] = defaultdict(list)
    for at in range(len(mentions)):
        groups[joined.of(at)].append(at)
    return [_identity(members, mentions, names) for members in groups.values()]


def are_two(one: Identity, other: Identity) -> bool:
    """Tell whether two identities are surely two: both have names, and nothing is said of one that names the other.

    What has no name is surely another source if it is of another sort of people: the police and the family. A medium
    never is: it may have what it reports from the first one. Nor is a country, which may speak by any of its bodies.
    """
    if one.medium or other.medium:
        return False
    if not (one.named and other.named):
        apart = one.sorts and other.sorts and one.sorts.isdisjoint(other.sorts)
        return bool(apart) and not share_words(one, other)
    if _is_place(one) or _is_place(other):
        return False
    return not share_words(one, other)


def _is_place(one: Identity) -> bool:
    return one.words <= _place_names() or _folded(one.name.lower().removeprefix("the ")) in _places()


def share_words(one: Identity, other: Identity) -> bool:
    """Tell whether a word that is said of one is said of the other, too: they may be on one side."""
    return any(_agree(a, b) for a in one.words for b in other.words)


def _identity(members: Sequence[int], mentions: Sequence[Mention], names: Sequence[_Name]) -> Identity:
    words = frozenset(word for at in members for word in names[at].words)
    best = max(members, key=lambda at: (len(names[at].person), names[at].proper, -len(names[at].body), -at))
    source = mentions[best].source
    named = any(len(names[at].person) > 1 or names[at].proper for at in members)
    media = load_words("en", DATA, "media")
    medium = any(not names[at].press.isdisjoint(media) for at in members)
    sorts = frozenset(sort for at in members for sort in names[at].sorts)
    return Identity(source.name or mentions[best].words, source.type, words, named, medium, tuple(members), sorts)


def _taken_apart(mention: Mention) -> _Name:
    source = mention.source
    name = source.name or ""
    tokens = RE_WORD.findall(RE_POSSESSIVE.sub("", name))
    plain = [_folded(token) for token in tokens]
    capitals = [token for token in tokens if token[0].isupper()]
    person: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    short = source.type is SourceType.UNKNOWN and len(tokens) == len(capitals) == 1 and not mention.opens
    if (source.type is SourceType.PERSON and capitals) or short:
        suffixes = load_words("en", DATA, "suffixes")
        person = tuple(word for word in plain if word not in suffixes and len(word) > 1)
    elif source.type is SourceType.ORGANISATION and plain:
        body = tuple(alike(word) for word in plain if word not in load_words("en", DATA, "joining"))
    role = [_folded(word) for word in RE_WORD.findall(RE_POSSESSIVE.sub("", source.role or ""))]
    spokes = load_words("en", DATA, "spokespeople")
    speaks_for = tuple(alike(word) for word in role if word not in spokes and len(word) > 2) if spokes & {*role} else ()
    words = {*person, *(word for word in (*body, *map(alike, role)) if len(word) > 2)}
    around = [_folded(word) for word in RE_WORD.findall(RE_POSSESSIVE.sub("", mention.words)) if word[0].isupper()]
    words.update(alike(word) for word in around if len(word) > 2 and word != "the")
    if len(capitals) > 1:
        words.add("".join(token[0] for token in capitals).lower())
    phrase = " ".join(mention.words.lower().split()).removeprefix("the ")
    counted = capitals[1:] if mention.opens and mention.words.startswith(name.split(" ")[0]) else capitals
    sorts = _alike()
    proper = bool(body) and any(_folded(word) not in sorts for word in counted)
    said_of = [*plain, *role, *(_folded(word) for word in RE_WORD.findall(mention.words))]
    kinds = frozenset(kind for word in said_of if (kind := _sorts().get(word)))
    speaking = not load_words("en", DATA, "speaking").isdisjoint(said_of)
    press = frozenset(words) if not speaking else frozenset()
    return _Name(person, body, speaks_for, frozenset(words), proper, phrase, press, kinds)


def _join_persons(mentions: Sequence[Mention], names: Sequence[_Name], joined: _Joined) -> None:
    full: dict[str, list[int]] = defaultdict(list)
    for at, name in enumerate(names):
        if len(name.person) > 1:
            known = next(
                (other for other in full[name.person[-1]] if _compatible(name.person, names[other].person)), None
            )
            if known is None:
                full[name.person[-1]].append(at)
            else:
                joined.join(known, at)
    alone: dict[str, int] = {}
    for at, name in enumerate(names):
        if len(name.person) == 1:
            bearers = full.get(name.person[0], [])
            if len(bearers) == 1:
                joined.join(bearers[0], at)
            elif not bearers:
                joined.join(alone.setdefault(name.person[0], at), at)


def _compatible(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether two full names of one surname may be one person's.

    >>> [_compatible(("jane", "roe"), (given, "roe")) for given in ("j", "janet", "jame")]
    [True, True, False]
    >>> _compatible(("manuel", "roe"), ("manual", "roe"))  # one letter amiss
    True
    """
    given, others = one[:-1], other[:-1]
    return any(a.startswith(b) or b.startswith(a) or _misspelt(a, b) for a in given for b in others)


def _misspelt(one: str, other: str) -> bool:
    """Tell whether two words differ in a letter within them, the last one being the same."""
    if len(one) != len(other) or len(one) <= LEAST_STEM or one[-1] != other[-1]:
        return False
    return sum(a != b for a, b in zip(one, other, strict=True)) == 1


def _join_bodies(names: Sequence[_Name], joined: _Joined) -> None:
    appended = load_words("en", DATA, "appended")
    known: dict[tuple[str, ...], int] = {}
    for at, name in enumerate(names):
        if name.body:
            core = tuple(word for word in name.body if word not in appended) or name.body
            joined.join(known.setdefault(core, at), at)
    likely: dict[str, list[tuple[str, ...]]] = defaultdict(list)  # names by how their last word opens, by initials
    for body in known:
        likely[_opening(body[-1])].append(body)
        if len(body) > 1 and (initials := "".join(word[0] for word in body)) != _opening(body[-1]):
            likely[initials].append(body)
    for short, at in known.items():
        bodies = dict.fromkeys([*likely.get(_opening(short[-1]), ()), *likely.get(short[0], ())])
        longer = [known[body] for body in bodies if body != short and _names_same(short, body)]
        if longer and len({joined.of(other) for other in longer}) == 1:
            joined.join(longer[0], at)


def _join_single_words(names: Sequence[_Name], joined: _Joined) -> None:
    """Join names of one word, be they taken for a person's or a body's: "Velmora"."""
    known: dict[str, int] = {}
    for at, name in enumerate(names):
        single = name.person or name.body
        if len(single) == 1 and (name.person or name.proper):
            joined.join(known.setdefault(single[0], at), at)


def _names_same(short: Sequence[str], long: Sequence[str]) -> bool:
    """Tell whether a short name of a body stands for a longer one: its end, its initials, other forms of its words."""
    if len(short) == 1 and len(long) > 1 and short[0] == "".join(word[0] for word in long):
        return True
    if len(short) > len(long) or not _agree(short[-1], long[-1]):
        return False
    return all(any(_agree(word, other) for other in long) for word in short)


def _join_spokespeople(names: Sequence[_Name], joined: _Joined) -> None:
    having: dict[str, dict[int, None]] = defaultdict(dict)  # places of bodies by how a word of theirs opens
    for at, name in enumerate(names):
        for word in name.body:
            having[_opening(word)][at] = None
    for at, name in enumerate(names):
        if not name.speaks_for:
            continue
        bodies = [
            other
            for other in having.get(_opening(name.speaks_for[0]), ())
            if other != at and all(any(_agree(word, its) for its in names[other].body) for word in name.speaks_for)
        ]
        if bodies and len({joined.of(other) for other in bodies}) == 1:
            joined.join(bodies[0], at)


def _join_unnamed(mentions: Sequence[Mention], names: Sequence[_Name], joined: _Joined) -> None:
    """Join what is described in the same words, within an article; across articles where a name is part of them."""
    known: dict[tuple[int, str], int] = {}
    for at, (mention, name) in enumerate(zip(mentions, names, strict=True)):
        if name.person or name.body:
            continue
        proper = any(word[0].isupper() for word in mention.words.split()[1:])
        place = 0 if proper and mention.source.type is not SourceType.ANONYMOUS else mention.article
        joined.join(known.setdefault((place, name.key), at), at)


def _join_quoted(
    mentions: Sequence[Mention], names: Sequence[_Name], quoted: Iterable[tuple[int, int]], joined: _Joined
) -> None:
    """Join who is quoted with the same words in two articles, if one has no name there, or both are bodies.

    "Her father", "the airline", "a statement": what one article only describes, the other names.
    """
    members: dict[int, list[int]] = defaultdict(list)
    for at in range(len(mentions)):
        members[joined.of(at)].append(at)
    media = load_words("en", DATA, "media")
    for pair in quoted:
        one, other = sorted(map(joined.of, pair))
        if one == other:
            continue
        named = [any(len(names[at].person) > 0 or names[at].proper for at in members[each]) for each in (one, other)]
        hidden = [
            any(mentions[at].source.type is SourceType.ANONYMOUS for at in members[each]) for each in (one, other)
        ]
        if any(not names[at].press.isdisjoint(media) for each in (one, other) for at in members[each]):
            continue  # who passes on what was said is not who said it
        if hidden[0] is not hidden[1] or (all(named) and not _are_bodies([*members[one], *members[other]], names)):
            continue
        joined.join(one, other)
        members[one] += members.pop(other)


def _are_bodies(members: Iterable[int], names: Sequence[_Name]) -> bool:
    return not any(names[at].person for at in members)


def _agree(one: str, other: str) -> bool:
    """Tell whether two words are forms of one name: equal, or alike but for an ending."""
    if one == other:
        return True
    least = min(len(one), len(other))
    return least >= LEAST_STEM and abs(len(one) - len(other)) <= 3 and one[: least - 1] == other[: least - 1]


def _opening(word: str) -> str:
    """Return the letters that all words have which agree with this one."""
    return word[: LEAST_STEM - 1]


def _folded(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.lower())
    return "".join(char for char in plain if char.isalnum())


def alike(word: str) -> str:
    """Return the word that stands for all that mean one sort of body, or one place.

    >>> alike("military"), alike("french"), alike("kestrel")
    ('army', 'france', 'kestrel')
    """
    return _alike().get(word) or _places().get(word, word)


@cache
def _places() -> dict[str, str]:
    """Return the first name of each place by its other forms of one word: "french" is of France."""
    found: dict[str, str] = {}
    for line in load_lines("en", "places.txt"):
        forms = [form.replace("_", "") for form in line.partition(":")[2].split()]
        found.update(dict.fromkeys(map(_folded, forms), _folded(forms[0])))
    return found


@cache
def _place_names() -> frozenset[str]:
    return frozenset(_places().values())


@cache
def _sorts() -> dict[str, str]:
    """Return the first word for a sort of people by each word for them."""
    rows: Iterable[list[str]] = (line.split() for line in load_sections("en", DATA)["sorts"])
    return {word: first for first, *others in rows for word in (first, *others)}


@cache
def _alike() -> dict[str, str]:
    rows: Iterable[list[str]] = (line.split() for line in load_sections("en", DATA)["alike"])
    return {word: first for first, *others in rows for word in (first, *others)}


class _Joined:
    """Sets that are joined two by two; each is called by its first member."""

    def __init__(self, number: int) -> None:
        self.first = list(range(number))

    def of(self, at: int) -> int:
        """Return the first member of the set that something is in."""
        while self.first[at] != at:
            self.first[at] = at = self.first[self.first[at]]
        return at

    def join(self, one: int, other: int) -> None:
        """Make one set of two."""
        low, high = sorted((self.of(one), self.of(other)))
        self.first[high] = low
