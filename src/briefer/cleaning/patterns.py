"""The wording of what surrounds an article, from the data files, ready for look-up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from briefer.languages import DEFAULT, load_sections

LETTERS = 3  # that openers are looked up by: a paragraph seldom shares them, and then one look-up is all it costs
Openers = dict[str, tuple[str, ...]]
FILES = ("boilerplate", "caption", "byline", "bio", "heading", "date")


@dataclass(frozen=True, slots=True)
class Wording:
    """Phrases in small letters with straight apostrophes; tuples serve `startswith` and `endswith` in one call."""

    furniture: frozenset[str]  # whole lines
    labels: frozenset[str]  # whole lines, in a pasted page alone
    comments: frozenset[str]  # whole lines that open the readers' comments
    commenter: tuple[str, ...]  # how the line above a reader's comment ends
    after: frozenset[str]  # whole lines that open what follows an article
    after_openers: tuple[str, ...]
    furniture_openers: Openers
    furniture_endings: tuple[str, ...]
    furniture_inside: tuple[str, ...]
    caption_openers: Openers
    caption_endings: tuple[str, ...]
    caption_inside: tuple[str, ...]
    caption_credits: tuple[str, ...]
    byline_openers: tuple[str, ...]  # longest first
    byline_roles: frozenset[str]
    byline_links: frozenset[str]
    byline_particles: frozenset[str]
    byline_not: frozenset[str]
    bio_openers: tuple[str, ...]
    bio_inside: tuple[str, ...]
    bio_work: tuple[str, ...]
    headings: frozenset[str]
    contents: frozenset[str]
    kickers: frozenset[str]
    articles: frozenset[str]
    verbs: frozenset[str]
    pronouns: frozenset[str]
    date_openers: tuple[str, ...]  # longest first
    months: frozenset[str]
    days: frozenset[str]
    times: frozenset[str]


@cache
def wording(language: str) -> Wording:
    """Return the wording for a language, piece by piece the English one where a file of its own is missing.

    Raises LanguageDataError when a file that is there cannot be read.
    """
    part = {name: load_sections(language, f"{name}.txt") or load_sections(DEFAULT, f"{name}.txt") for name in FILES}
    boilerplate, caption, byline, bio = part["boilerplate"], part["caption"], part["byline"], part["bio"]
    heading, date = part["heading"], part["date"]
    return Wording(
        furniture=frozenset(boilerplate["line"]),
        labels=frozenset(boilerplate["label"]),
        comments=frozenset(boilerplate["comments"]),
        commenter=tuple(f" {entry}" for entry in boilerplate["commenter"]),
        after=frozenset(boilerplate["after"]),
        after_openers=boilerplate["after opener"],
        furniture_openers=_by_first_letters(boilerplate["opener"]),
        furniture_endings=boilerplate["ending"],
        furniture_inside=boilerplate["inside"],
        caption_openers=_by_first_letters(caption["opener"]),
        caption_endings=caption["ending"],
        caption_inside=caption["inside"],
        caption_credits=tuple(f" {entry}" for entry in caption["credit"]),
        byline_openers=tuple(sorted(byline["opener"], key=len, reverse=True)),
        byline_roles=frozenset(byline["role"]),
        byline_links=frozenset(byline["link"]),
        byline_particles=frozenset(byline["particle"]),
        byline_not=frozenset(byline["not"]),
        bio_openers=bio["opener"],
        bio_inside=bio["inside"],
        bio_work=bio["work"],
        headings=frozenset(heading["line"]),
        contents=frozenset(heading["contents"]),
        kickers=frozenset(heading["kicker"]),
        articles=frozenset(heading["article"]),
        verbs=frozenset(heading["verb"]),
        pronouns=frozenset(heading["pronoun"]),
        date_openers=tuple(sorted(date["opener"], key=len, reverse=True)),
        months=frozenset(date["month"]),
        days=frozenset(date["day"]),
        times=frozenset(date["time"]),
    )


def _by_first_letters(phrases: tuple[str, ...]) -> Openers:
    openers: dict[str, list[str]] = {}
    for phrase in phrases:
        openers.setdefault(phrase[:LETTERS], []).append(phrase)
    return {letters: tuple(found) for letters, found in openers.items()}


def opens(lower: str, openers: Openers) -> bool:
    """Return whether a line in small letters begins with one of the phrases."""
    return lower.startswith(openers.get(lower[:LETTERS], ()))
