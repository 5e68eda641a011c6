"""Whom the sentences before a pronoun are about."""

from __future__ import annotations

from briefer.claims.sources.mentions import (
    asked,
    asks,
    behind_comma,
    first_of,
    is_compared,
    is_embedded,
    is_joined,
    is_kin_of,
    is_object_of_participle,
    is_spoken_of,
    is_subject,
    only,
    speaking,
    turns_to_another,
)
from briefer.claims.sources.people import Mentioned, Person
from briefer.claims.sources.searches import WINDOW, Search
from briefer.claims.sources.unnamed_subjects import Subject, holder, is_at_odds, unnamed_subject
from briefer.model import Source

FAR = 15  # sentences back, for paragraphs without end
CROWD = 100  # people, from which on nobody is the only one of a gender
POSSESSIVES = {"he": "his", "she": "her"}
REACH = 3  # paragraphs back in which somebody is still talked about


Antecedent = Person | Source | Subject  # somebody named, a source without a name, the phrase of somebody who is none


def antecedent_before(search: Search) -> Antecedent | None:
    """Walk back through the sentences to the first that tells who is talked about."""
    parse, people = search.article.parse, search.article.people
    here = parse.sentences[search.sentence].paragraph
    nearest: Subject | None = None  # a role that may or may not be of the one talked about
    for index in range(search.sentence - 1, max(-1, search.sentence - 1 - FAR), -1):
        if here - parse.sentences[index].paragraph > REACH:
            break
        first = parse.words.bounds[index]
        last = min(parse.words.bounds[index + 1], first + WINDOW)
        mentioned = [(end, one) for end, one in search.named(first, last) if one not in search.barred]
        settled = _spoken_in(search, index, mentioned) or _told_in(search, first, last, mentioned)
        if settled and isinstance(settled[0], Subject) and settled[0].may_be_known:
            nearest = nearest or settled[0]
        elif settled:
            found = settled[0]
            at_odds = nearest is not None and not isinstance(found, Subject) and is_at_odds(search, nearest, found)
            return nearest if at_odds else found
    if nearest is not None:
        return nearest
    if len(people.everyone) > CROWD:
        return None
    far = (
        person
        for person in people.everyone
        if person.gender == search.gender and person.mentions[0] < search.pronoun and person not in search.barred
    )
    one, another = next(far, None), next(far, None)
    return one if another is None else None


def _spoken_in(search: Search, index: int, mentioned: Mentioned) -> tuple[Person | Source | None] | None:
    """Return who speaks or is asked in a sentence, None in a tuple for a doubt, None where nobody does."""
    article, parse = search.article, search.article.parse
    first = parse.words.bounds[index]
    spoken = search.speakers_of(index) or speaking(parse, mentioned)
    answering = asked(article, mentioned)
    replying = index == search.sentence - 1 and parse.quoted[parse.words.bounds[index + 1]]
    if answering is not None and replying:
        others = [one for one in spoken if one is not answering]
        if not others or asks(article, others[-1], mentioned):
            return (answering,)  # "Doe asked Roe whether it was over. “Yes,” he said"
    subjects = [(end, person) for end, person in mentioned if is_subject(article, end, first)]
    if replying and answering is None and any(asks(article, person, mentioned) for _, person in subjects):
        return (None,)  # "Prosecutor Doe asked about the safe. “It was empty,” she said"
    unnamed = search.unnamed_speaker_of(index)
    if unnamed is not None:
        return (None if spoken else unnamed,)
    if spoken:
        if subjects and is_embedded(article, spoken[-1], mentioned):
            return (first_of(parse, subjects),)
        joined = is_joined(article, spoken[-1], mentioned)
        doubtful = joined or turns_to_another(article, spoken[-1], subjects)
        return (None if doubtful else spoken[-1],)
    if search.has_barred_speaker(index):
        return (None,)
    if answering is not None and not any(person is not answering for _, person in subjects):
        return (answering,)
    return None


def _told_in(search: Search, first: int, last: int, mentioned: Mentioned) -> tuple[Person | Subject | None] | None:
    """Return whom a sentence without a speaker is about, None in a tuple for a doubt, None to look further."""
    article = search.article
    tags = article.parse.tags
    subjects = [(end, person) for end, person in mentioned if is_subject(article, end, first)]
    earlier = search.same_pronoun(first, last)
    opening = search.opening(first)
    if earlier == opening or (earlier >= 0 and tags[earlier - 1] == "," and search.hangs(opening)):
        return None  # the same one is still talked about
    if subjects and (earlier < 0 or subjects[0][0] < earlier or tags[opening] in "BHS"):
        if tags[opening] in "BH" and len(subjects) > 1:
            return (search.main_subject(opening, last) or behind_comma(article, opening, last, subjects),)
        if is_kin_of(article, subjects[0][0], first, POSSESSIVES[search.word]):
            return (None,)  # "His father, Roe, left. He …": father or son
        # "…,” Roe said of a list with Doe": nobody knows whether Roe is a he
        return (None if is_spoken_of(article, first, subjects[0][0]) else first_of(article.parse, subjects),)
    other = unnamed_subject(search, first, last if earlier < 0 else earlier)
    if other is not None:
        # "the veteran": by and large the one who is talked about
        return (holder(search, other.head) or (other if other.is_common(article) else None),)
    remaining = [
        person
        for end, person in mentioned
        if (earlier < 0 or end < earlier)
        and not is_compared(article, end, first)
        and tags[end + 1] not in "nN"  # "the Roe campaign"
        and not is_object_of_participle(article, end, first)
    ]
    return (only(remaining),) if remaining else None
