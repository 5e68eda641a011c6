"""The wording of what surrounds an article, from the data files, ready for look-up."""

from __future__ import annotations

from copy import copy
from functools import cache

from briefer.cleaning.piece import small
from briefer.languages import DEFAULT, load_sections

SHORTEST_STAMP = 3  # characters: "on May 3" may be a heading, "posted on May 3" is none
LETTERS = 3  # that openers are looked up by: a paragraph seldom shares them, and then one look-up is all it costs
Openers = dict[str, tuple[str, ...]]
GAP = r"\s*(?:,\s*(?:(?i:{0})\s+|&\s*)?|\b(?i:{0})\b\s+|&\s*|/\s*|;\s*)"  # between two names
BYLINE_END = r"\s*(?:[|•·@(\[:]|[–—-]\s|\d|\b(?:{0})\b|$)"  # behind the last name
BIO_WHO = r"(?:[A-Z][\w.'’-]* ){{1,3}}([A-Z][\w'’-]+),? (?:{0})\b"  # who is told of
BEGUN = 4  # letters of a word that phrases are looked up by
SOUGHT = ("furniture_inside", "caption_inside", "end_inside", "bio_inside", "site")  # anywhere in a line
FILES = ("boilerplate", "caption", "byline", "bio", "heading", "date")


class Wording:
    """Phrases in small letters with straight apostrophes; tuples serve `startswith` and `endswith` in one call."""

    def __init__(self, language: str) -> None:
        boilerplate, caption, byline, bio, heading, date = (_sections(language, f"{name}.txt") for name in FILES)
        self.furniture = frozenset((*boilerplate["line"], *boilerplate["interruption"]))  # whole lines
        self.labels = frozenset(boilerplate["label"])  # whole lines, in a pasted page alone
        self.interruptions = frozenset(boilerplate["interruption"])  # whole lines below which the article goes on
        self.interruption_openers = boilerplate["interruption opener"]
        self.comments = frozenset(boilerplate["comments"])  # whole lines that open the readers' comments
        self.commenter = tuple(
            f" {entry}" for entry in boilerplate["commenter"]
        )  # how the line above a reader's comment ends
        self.after = frozenset(boilerplate["after"])  # whole lines that open what follows an article
        self.after_openers = boilerplate["after opener"]
        self.furniture_openers = _by_first_letters(boilerplate["opener"])
        self.furniture_endings = boilerplate["ending"]
        self.furniture_inside = boilerplate["inside"]
        self.ends = frozenset("".join(entry.split()) for entry in boilerplate["end"])  # whole lines without spaces
        self.end_openers = _by_first_letters(boilerplate["end opener"])  # of the last paragraphs
        self.end_inside = boilerplate["end inside"]
        self.end_contacts = tuple(f"{entry} " for entry in boilerplate["end contact"])
        self.end_follow = tuple(f" {entry}" for entry in boilerplate["end follow"])
        self.boxes = boilerplate["box"]
        self.site = boilerplate["site"]  # in which a site speaks of itself
        self.caption_openers = _by_first_letters(caption["opener"])
        self.caption_endings = caption["ending"]
        self.caption_inside = caption["inside"]
        self.endings = (*self.furniture_endings, *self.caption_endings)
        self.caption_bracketed = tuple(f" {entry} " for entry in caption["bracketed"])
        self.caption_credits = tuple(f" {entry}" for entry in caption["credit"])
        self.caption_verbs = frozenset(caption["verb"])
        self.caption_labels = frozenset(caption["label"])
        self.caption_kinds = frozenset(caption["kind"])
        self.pictures = frozenset(caption["picture"])
        self.caption_places = frozenset(caption["place"])
        self.caption_occasions = frozenset(caption["occasion"])
        self.caption_not = frozenset(caption["not"])
        self.byline_labels = frozenset(byline["label"])
        self.byline_openers = tuple(sorted(byline["opener"] + byline["label"], key=len, reverse=True))  # longest first
        self.byline_roles = frozenset(byline["role"])
        self.byline_links = frozenset(byline["link"])
        self.byline_gap = GAP.format("|".join(byline["join"]))  # a pattern
        self.byline_particles = frozenset(byline["particle"])
        self.byline_parts = frozenset(byline["part"])
        self.byline_not = frozenset(byline["not"])
        self.byline_end = BYLINE_END.format("|".join(byline["end"]))  # a pattern
        self.bio_openers = tuple(f"{entry}{mark}" for entry in bio["opener"] for mark in " :")
        self.bio_inside = bio["inside"]
        self.bio_work = bio["work"]
        self.bio_who = BIO_WHO.format("|".join(bio["verb"]))  # a pattern
        self.headings = frozenset(heading["line"])
        self.contents = frozenset(heading["contents"])
        self.references = frozenset(heading["references"])  # headings of lists of what was cited
        self.series_endings = tuple(f" {entry}" for entry in heading["series ending"])
        self.kickers = frozenset(heading["kicker"])
        self.articles = frozenset(heading["article"])
        self.verbs = frozenset(heading["verb"])
        self.openings = frozenset(heading["opening"])
        self.pronouns = frozenset(heading["pronoun"])
        self.warning_openers = heading["warning opener"]
        self.warning_ends = frozenset(heading["warning end"])
        self.run_in_openers = frozenset(entry.capitalize() for entry in heading["run-in opener"])
        self.run_in_conjunctions = frozenset(entry.capitalize() for entry in heading["run-in conjunction"])
        self.run_in_particles = frozenset(entry.capitalize() for entry in heading["run-in particle"])
        self.run_in = self.run_in_openers | self.run_in_conjunctions | self.run_in_particles
        self.run_in_not_behind = frozenset(heading["run-in not behind"])
        self.date_openers = tuple(sorted(date["opener"], key=len, reverse=True))  # longest first
        self.date_stamps = tuple(opener for opener in self.date_openers if len(opener) > SHORTEST_STAMP)
        self.months = frozenset(date["month"])
        self.days = frozenset(date["day"])
        self.times = frozenset(date["time"])
        self._sought: dict[str, list[tuple[str, str]]] = {}  # (list, phrase) by how a word of the phrase begins
        for name in SOUGHT:
            for phrase in getattr(self, name):
                self._sought.setdefault(_begun(phrase), []).append((name, phrase))

    def of(self, text: str) -> Wording:
        """Return the wording with those phrases alone, of all that are sought anywhere in a line, that a text has.

        Most texts have none, and no paragraph needs to be searched for them.
        """
        lower = small(text).replace("[", "(").replace("]", ")")  # which some lines are read with
        begun = {"", *[word[:BEGUN] for word in set(lower.split())]}
        found: dict[str, list[str]] = {name: [] for name in SOUGHT}
        for word in begun.intersection(self._sought):
            for name, phrase in self._sought[word]:
                if phrase in lower:
                    found[name].append(phrase)
        narrowed = copy(self)
        for name, phrases in found.items():
            setattr(narrowed, name, tuple(phrases))
        return narrowed


@cache
def wording(language: str) -> Wording:
    """Return the wording for a language: the English one and its own, since pages mix them."""
    return Wording(language)


def _sections(language: str, name: str) -> dict[str, tuple[str, ...]]:
    sections = dict(load_sections(DEFAULT, name))
    if language != DEFAULT:
        for section, entries in load_sections(language, name).items():
            sections[section] = (*sections[section], *entries)
    return sections


def _begun(phrase: str) -> str:
    """Return how the longest word begins that a text with the phrase has behind a space, "" where none is long enough.

    >>> _begun("may earn a commission if you"), _begun("on x @"), _begun("follow @")
    ('comm', 'x', '')
    """
    _, *behind = phrase.split(" ")
    known = [word for number, word in enumerate(behind, 1) if number < len(behind) or len(word) >= BEGUN]
    return max(known, key=len, default="")[:BEGUN]


def _by_first_letters(phrases: tuple[str, ...]) -> Openers:
    openers: dict[str, list[str]] = {}
    for phrase in phrases:
        openers.setdefault(phrase[:LETTERS], []).append(phrase)
    return {letters: tuple(found) for letters, found in openers.items()}


def opens(lower: str, openers: Openers) -> bool:
    """Return whether a line in small letters begins with one of the phrases."""
    return lower.startswith(openers.get(lower[:LETTERS], ()))
