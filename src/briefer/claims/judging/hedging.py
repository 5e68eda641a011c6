"""Whether a word that may hedge does so where it stands: "could be", not "could see"; one function a class."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from briefer.claims.parts.verbal import RE_FINITE
from briefer.grammar.parsing import Parse
from briefer.languages import load_words

RE_CLAUSE = re.compile(r"[AV]|(?<=[nNPMZRL])v")  # a verb behind its subject


class Place(NamedTuple):
    """Where a hedge stands: tokens `at` to `end`, within the run `first` to `last` of the content."""

    parse: Parse
    at: int
    end: int
    first: int
    last: int

    @property
    def following(self) -> str:
        """Return the class of the token behind the hedge, a full stop where the content ends."""
        return self.parse.tags[self.end] if self.end < self.last else "."

    def words(self, section: str) -> frozenset[str]:
        """Return the words of a section of the data file."""
        return load_words(self.parse.language, "certainty.txt", section)


def _modal(place: Place) -> bool:
    """Tell whether "could" and "may" hedge: not "could see", "could not confirm", "may as well" and "May"."""
    parse, end = place.parse, place.end
    behind = parse.words.lower[end : min(end + 2, place.last)]
    following = behind[-1] if behind[:1] == ["be"] else "".join(behind[:1])  # "could be seen"
    if parse.words.texts[place.at] == "May" or place.following in "D.,":
        return False
    if following in place.words("ability"):
        return False
    return not (parse.words.lower[place.at] == "could" and following in ("not", "never", "n't"))


def _verb(place: Place) -> bool:
    """Tell whether a verb of belief is the source's own, or nobody's, and has a clause to believe."""
    parse, lower = place.parse, place.parse.words.lower
    if parse.tags[place.at] not in "VvGA" or place.following in "SF":
        return False  # "thought for a week"
    if place.following == "H" and lower[place.at].startswith("underst"):
        return False  # "understood why they left"
    if place.following in '"' and parse.tags[place.end + 1 : place.end + 2] == "S":
        return False  # "believed “in the town”"
    if lower[place.at] in place.words("past") and {lower[place.at - 1], *lower[place.end : place.end + 1]} == {"i"}:
        return False  # "I thought I should tell them" resolves, and doubts nothing
    before, passive, past = place.at - 1, False, False
    while before >= place.first and parse.tags[before] in "RA":
        if lower[before] in place.words("unreal"):
            return False  # "can't believe", "wouldn't have believed"
        passive = passive or lower[before] in load_words(parse.language, "constructions.txt", "be")
        past = past or lower[before] == "had"
        before -= 1
    if passive and past:
        return False  # "had been expected to win"
    if passive:
        return place.following in "ITP.,"
    if not RE_FINITE.search(parse.tags, place.end, place.last):
        return place.end == place.last
    if before < place.first:
        return True
    if place.following == "I" and parse.tags[before] in ",(":
        return False  # "a rocket, expected to fly in May"
    own = "own" if not parse.quoted[place.at] or parse.passages.at(parse.words.starts[place.at]) is None else "self"
    return lower[before] in place.words(own) or parse.tags[before] in '",-('


def _adjective(place: Place) -> bool:
    """Tell whether an adjective says it of what is claimed: "is possible", not "a possible link", "possible to see"."""
    tags, lower = place.parse.tags, place.parse.words.lower
    if place.following == "I" and lower[place.at] in ("possible", "impossible"):
        return False
    if place.following == "I" and lower[place.at - 1] in place.words("comparing"):
        return "than" not in lower[place.end : place.last]  # "more likely to fall ill than"
    return place.following not in "nNvGV" or (place.at > place.first and tags[place.at - 1] == "A")


def _linking(place: Place) -> bool:
    """Tell whether "appear" and "seem" have a complement: not "appeared on television", "will take time to appear"."""
    if place.following in ".,;":
        return False
    if place.at > place.first and place.parse.tags[place.at - 1] == "I":
        return False
    return place.following not in "SF" or place.parse.words.lower[place.end] == "like"


def _evidence(place: Place) -> bool:
    """Tell whether what "suggests" is a clause: not "the route suggested by the crew", "suggested a fenced walk".

    What "indicates" may be a noun.
    """
    if place.following in "SF":
        return False
    if place.following == "T":
        return True
    tags, at = place.parse.tags, place.end
    while at < place.last and tags[at] not in "WTHBK,;:.":
        at += 1
    if not place.parse.words.lower[place.at].startswith("suggest"):
        return RE_FINITE.search(tags, place.at, place.last) is not None
    return RE_CLAUSE.search(tags, place.end, at) is not None


def _ignorance(place: Place) -> bool:
    """Tell whether the source itself does not know a question: not "did not know the firm", "you don't know if"."""
    if place.following not in "HB.,;":
        return False
    parse, before = place.parse, place.at - 1
    while before > place.first and parse.tags[before] in "RA":
        before -= 1
    if before < place.first:
        return True
    own = place.words("ignorant")
    if not parse.quoted[place.at]:
        own |= place.words("ignorant reported")
    return parse.words.lower[before] in own or parse.tags[before] in "CK"


def _adverb(place: Place) -> bool:
    """Tell whether an adverb hedges what is claimed, not what may come of it: "it is unsafe, potentially harming"."""
    apart = place.at > place.first and place.parse.tags[place.at - 1] == ","
    behind = place.parse.words.lower[place.end] if place.end < place.last else ""
    if place.following == "Z":
        return False  # "seven, maybe 10 houses"
    return not (apart and behind.endswith("ing") and place.following in "Gnv")


def _degree(place: Place) -> bool:
    """Tell whether an adverb is not one of an adjective alone: "a potentially fatal leak"."""
    return _adverb(place) and not (place.at > place.first and place.parse.tags[place.at - 1] in "DS")


def _seeming(place: Place) -> bool:
    """Tell whether "as if" follows what only seems: "it looks as if", not "it was as if a wave had struck"."""
    return place.parse.words.lower[place.at - 1] in place.words("seeming")


# Class of a hedge in the data file: whether it hedges in its place.
HEDGING: dict[str, Callable[[Place], bool]] = {
    "adverb": _adverb,
    "modal": _modal,
    "verb": _verb,
    "adjective": _adjective,
    "linking": _linking,
    "evidence": _evidence,
    "ignorance": _ignorance,
    "degree": _degree,
    "hearsay": _degree,
    "seeming": _seeming,
}
