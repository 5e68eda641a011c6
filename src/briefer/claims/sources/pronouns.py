"""Who "he" or "she" is: the pronoun of a source resolved, or left open where the text leaves a doubt."""

from __future__ import annotations

from bisect import bisect_left

from briefer.claims.sources.article import Article
from briefer.claims.sources.genders import PRONOUNS
from briefer.claims.sources.looking_back import person_before
from briefer.claims.sources.mentions import first_of, is_subject, only, phrase_start
from briefer.claims.sources.people import Mentioned, Person
from briefer.claims.sources.searches import WINDOW, Search
from briefer.claims.sources.unnamed_subjects import unnamed_subject


def antecedent(article: Article, pronoun: int, sentence: int, speakers: Mentioned) -> Person | None:
    """Return the person a subject pronoun stands for, None when two are equally likely.

    `speakers` are (sentence, person) of the claims before, in text order. The order of preference is that of centering
    (Grosz, Joshi and Weinstein, 1995) and of Hobbs (1978): the subject of the same sentence, who spoke in the sentence
    before, its subject, its only person. Binding rules names out: in "he said Roe …" and "In a talk with Roe, he said"
    Roe is not "he".
    """
    parse = article.parse
    word = parse.words.lower[pronoun]
    search = Search(article, pronoun, word, PRONOUNS[word], sentence, speakers)
    first, last = parse.words.bounds[sentence : sentence + 2]
    first, last = max(first, pronoun - WINDOW), min(last, pronoun + WINDOW)
    opening = search.opening(first)
    if parse.tags.find(",", opening, pronoun) < 0 and search.hangs(opening):
        main = search.main_subject(pronoun, last)
        if main is not None:
            return main  # "While she praised the plan, Roe said …"
    else:
        search.barred += _named_behind(search, last)
    search.barred += _quoted_before(search)
    return _in_sentence(search, first, opening)


def _named_behind(search: Search, last: int) -> list[Person]:
    """Return who is named in the clause of the pronoun, behind it: "he said Roe …"."""
    tags, pronoun = search.article.parse.tags, search.pronoun
    stop = next((at for at in range(pronoun, last) if tags[at] in "B,"), last)
    return [person for end, person in search.named(pronoun, stop) if tags[end + 1] != "L"]


def _quoted_before(search: Search) -> list[Person]:
    """Return who is named in the quotation right before the pronoun: hardly anybody speaks so of himself."""
    article, pronoun = search.article, search.pronoun
    words = article.parse.words
    passage = article.parse.passages.at(words.starts[pronoun - 1]) if pronoun else None
    if passage is None:
        return []
    start = bisect_left(words.starts, passage.start)
    return [person for end in range(start, pronoun) if (person := article.people.at(end)) is not None]


def _in_sentence(search: Search, first: int, opening: int) -> Person | None:
    """Return who is meant by what stands before the pronoun in its sentence, or else before that."""
    article, pronoun, barred = search.article, search.pronoun, search.barred
    tags = article.parse.tags
    before = search.named(first, pronoun)
    if tags[pronoun - 1] == "W" and before and before[-1][0] >= pronoun - 3:
        barred.append(before.pop()[1])  # "Roe, who he says …"
    before = [(end, person) for end, person in before if person not in barred]
    earlier = search.same_pronoun(first, pronoun)
    subjects = [(end, person) for end, person in before if is_subject(article, end, first)]
    if subjects and article.parse.words.lower[opening] == "if" and tags[pronoun - 1] == ",":
        barred += [person for _, person in subjects]  # "If Doe wins, he said"
    elif subjects and (earlier < 0 or subjects[0][0] < earlier):
        return first_of(article.parse, subjects)
    said = search.speakers_of(search.sentence)
    if said:
        return said[0]
    other = unnamed_subject(search, first, pronoun if earlier < 0 else earlier)
    if other is not None:
        return person_before(search) if other.may_be_known else None
    if tags[pronoun - 1] not in ',"' and before and earlier < 0:
        return only([person for _, person in before])
    if tags[opening] in "SFIG" or ('"' not in tags[pronoun : pronoun + 4] and tags[opening] not in "BH"):
        # "In a talk with Roe, he …", "Doe hurt Roe, he said"
        barred += [person for end, person in before if tags[end + 1] not in "Ln"]
    return _beyond(search, before, opening, first, alone=earlier < 0)


def _beyond(search: Search, before: Mentioned, opening: int, first: int, *, alone: bool) -> Person | None:
    """Return whom the sentences before tell, or the only one whom this one does."""
    article = search.article
    tags = article.parse.tags
    found = person_before(search)
    if tags[opening] in "BH" and before and tags[before[0][0] + 1] == "L":
        end, owner = before[0]
        at_opening = phrase_start(article, end, first) == opening + 1
        if at_opening and search.fits(owner) and found not in (None, owner):
            return None  # "Though Roe's party lost, she went on, which she …": Roe, or who was spoken of before
    if found is None and alone:
        return only([person for _, person in before if search.fits(person)])  # "Since Roe's victory, she …"
    return found
