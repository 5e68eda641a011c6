"""Who "he" or "she" is: the pronoun of a source resolved, or left open where the text leaves a doubt."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from briefer.claims.sources.article import Article
from briefer.claims.sources.discourse import Discourse
from briefer.claims.sources.genders import PRONOUNS, gender_of_role
from briefer.claims.sources.looking_back import Antecedent, antecedent_before
from briefer.claims.sources.mentions import first_of, is_subject, only, phrase_start
from briefer.claims.sources.people import Mentioned, Person
from briefer.claims.sources.searches import WINDOW, Search
from briefer.claims.sources.unnamed_subjects import Subject, holder, is_at_odds, role_beside, unnamed_subject

NEAR = 4  # sentences in which a source without a name may go on speaking


def antecedent(
    article: Article,
    discourse: Discourse,
    pronoun: int,
    sentence: int,
    word: str | None = None,
    barred: Sequence[Person] = (),
) -> Antecedent | None:
    """Return whom a subject pronoun stands for, None when two are equally likely; nobody who is `barred`.

    Where the token is no subject, `word` tells for which of "he" and "she" it stands.

    That is a person whom the article names, or a source without a name who spoke before. The order of preference is
    that of centering (Grosz, Joshi and Weinstein, 1995) and of Hobbs (1978): the subject of the same sentence, who
    spoke in the sentence before, its subject, its only person. Binding rules names out: in "he said Roe …" and "In a
    talk with Roe, he said" Roe is not "he".
    """
    parse = article.parse
    word = word or parse.words.lower[pronoun]
    search = Search(article, pronoun, word, PRONOUNS[word], sentence, discourse, list(barred))
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
    found = _in_sentence(search, first, opening)
    return None if isinstance(found, Person) and _speaks_on(search, found) else found


def _speaks_on(search: Search, found: Person) -> bool:
    """Tell whether a quotation may go on with somebody without a name rather than with who was spoken of since.

    "A porter said … Director Roe was away. “We carry the beds,” he said": the porter or, less likely, the director.
    """
    discourse, parse, pronoun = search.discourse, search.article.parse, search.pronoun
    if not discourse.unnamed or any(person is found for _, person in discourse.speakers):
        return False
    sentence, source = discourse.unnamed[-1]
    quoting = any(parse.quoted[max(pronoun - 3, 0) : pronoun])
    near = 1 < search.sentence - sentence <= NEAR and found.mentions[0] < parse.words.bounds[search.sentence]
    return quoting and near and gender_of_role(search.article, source) in ("", search.gender)


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


def _in_sentence(search: Search, first: int, opening: int) -> Antecedent | None:
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
    unnamed = search.unnamed_speaker_of(search.sentence)
    if unnamed is not None:
        return unnamed
    other = unnamed_subject(search, first, pronoun if earlier < 0 else earlier)
    if other is not None:
        return _beside(search, other)
    if tags[pronoun - 1] not in ',"' and before and earlier < 0:
        return only([person for _, person in before])
    if tags[opening] in "SFIG" or ('"' not in tags[pronoun : pronoun + 4] and tags[opening] not in "BH"):
        # "In a talk with Roe, he …", "Doe hurt Roe, he said"
        barred += [person for end, person in before if tags[end + 1] not in "Ln"]
    return _beyond(search, before, opening, first)


def _beyond(search: Search, before: Mentioned, opening: int, first: int) -> Antecedent | None:
    """Return whom the sentences before tell."""
    article = search.article
    tags = article.parse.tags
    found = antecedent_before(search)
    if isinstance(found, Person):
        beside = role_beside(search, first, search.pronoun)
        if beside is not None and is_at_odds(search, beside, found):
            return None  # "Lawyer Roe left. The owner sacked the foreman, and he …"
    if tags[opening] in "BH" and before and tags[before[0][0] + 1] == "L":
        end, owner = before[0]
        at_opening = phrase_start(article, end, first) == opening + 1
        if at_opening and search.fits(owner) and found not in (None, owner):
            return None  # "Though Roe's party lost, she went on, which she …": Roe, or who was spoken of before
    return found


def _beside(search: Search, other: Subject) -> Antecedent | None:
    """Return whom a pronoun means behind a subject without a name in its sentence, None where both may be meant."""
    if not other.may_be_known:
        return None
    found: Antecedent | None = holder(search, other.head) or antecedent_before(search)
    if isinstance(found, Subject):
        return found
    return None if is_at_odds(search, other, found) else found
