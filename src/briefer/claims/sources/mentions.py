"""Where the people of an article stand in its sentences: as subjects, as speakers, as those who are asked."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise

from briefer.claims.sources.article import Article
from briefer.claims.sources.lexicon import endings
from briefer.claims.sources.organisations import is_organisation
from briefer.claims.sources.people import Mentioned, Person
from briefer.grammar.nouns import singular
from briefer.grammar.parsing import Parse
from briefer.model import SourceType

PHRASE = 12  # tokens of a noun phrase
LONGEST_OPENING = 4  # tokens of a sentence in which somebody is named whom it is about
# Letters of words before a name that belong to it: "Democratic front-runner | Roe", "the mayor, | Roe".
BELONGING = "NnDZ"


# -- the phrase around a name -------------------------------------------------------------------------------------


def phrase_start(article: Article, end: int, first: int) -> int:
    """Return where the noun phrase that a name closes begins."""
    tags = article.parse.tags
    first = max(first, end - PHRASE)
    while end > first:
        if tags[end - 1] in BELONGING or (tags[end - 1] == "L" and end - 2 >= first and tags[end - 2] in BELONGING):
            end -= 1
        elif tags[end - 1] == "F" and end - 1 > first and _is_title(article, end - 2):
            end -= 2  # "Secretary of State Jane Roe"
        else:
            break
    return end


def _is_title(article: Article, position: int) -> bool:
    word = article.parse.words.lower[position]
    return word in article.nouns.titles or article.nouns.types.get(word) is SourceType.PERSON


def _name_start(article: Article, end: int, person: Person) -> int:
    """Return where a mention begins, titles included."""
    lower, titles = article.parse.words.lower, article.nouns.titles
    start = end
    while start > 1 and (lower[start - 1] in person.words or lower[start - 1] in titles):
        start -= 1
    return start


def _is_role(article: Article, position: int) -> bool:
    """Tell whether a common noun is what people are or own: "pollster", "rally"."""
    word = article.parse.words.lower[position]
    return singular(word) in article.nouns.types or word.endswith(endings(article.parse.language).role_endings)


# -- what a mention does in its sentence --------------------------------------------------------------------------


def is_subject(article: Article, end: int, first: int) -> bool:
    """Tell whether a mention stands where subjects stand: not behind a preposition or a verb, nor as a modifier."""
    tags = article.parse.tags
    if end + 1 < len(tags) and tags[end + 1] == "L":
        return False
    start = phrase_start(article, end, first)
    if tags[end + 1 : end + 2] == "n" and (tags[start] == "D" or _is_role(article, end + 1)):
        return False  # "a Roe rally", "Roe pollster Jon Doe"
    if is_object_of_participle(article, end, first):
        return False
    if start == first:
        return True
    before = article.parse.words.lower[start - 1]
    if before == "named":
        return True  # "a clerk named Roe …"
    if start - 2 >= first:
        if tags[start - 1] == "C" and article.people.at(start - 2):
            return is_subject(article, start - 2, first)  # "about Doe and Roe"
        apposed = tags[start - 1] == "," and tags[start - 2] == "n" and tags[end + 1] not in "VAvR"
        if apposed and _is_role(article, start - 2):
            return is_subject(article, start - 2, first)  # "from his son, Roe"
    return tags[start - 1] not in "FSIVGv" and before not in article.lexicon.comparing


def is_kin_of(article: Article, end: int, first: int, owner: str) -> bool:
    """Tell whether a mention is of somebody's kin: "His father, Roe, …", "his brother Roe"."""
    tags, lower = article.parse.tags, article.parse.words.lower
    start = phrase_start(article, end, first)
    if start - 2 >= first and tags[start - 1] == "," and lower[start] != owner:
        start = phrase_start(article, start - 2, first)
    return lower[start] == owner


def is_object_of_participle(article: Article, end: int, first: int) -> bool:
    """Tell whether a participle governs a mention: "while blaring | Jane Roe on the stereo"."""
    tags, lower = article.parse.tags, article.parse.words.lower
    start = end
    while start > first and tags[start - 1] == "N":
        start -= 1
    return start - 2 >= first and lower[start - 1].endswith("ing") and tags[start - 2] == "B"


def is_compared(article: Article, end: int, first: int) -> bool:
    """Tell whether a mention only says whom somebody is compared with: "younger than Roe"."""
    start = phrase_start(article, end, first)
    return start > first and article.parse.words.lower[start - 1] in article.lexicon.comparing


def is_singular(parse: Parse, head: int) -> bool:
    """Tell whether the verb behind a name in -s shows it to be one person's: "Holmes believes"."""
    verbs = parse.verbs[parse.words.lower[head + 1]] if parse.tags[head + 1] == "V" else ()
    return any(verb.form == "s" for verb in verbs)


def speaking(parse: Parse, mentioned: Mentioned) -> list[Person]:
    """Return who speaks at the end of a sentence: "…, said Roe, a clerk", "… Roe argues."."""
    tags = parse.tags
    found = []
    for end, person in mentioned:
        start = end - len(person.words) + 1
        inverted = start > 1 and tags[start - 1] == "V" and tags[start - 2] in ',"'
        if inverted or tags[end + 1 : end + 3] == "V.":
            found.append(person)
    return found


def asked(article: Article, mentioned: Mentioned) -> Person | None:
    """Return who is asked something, for the next to speak is the one who answers."""
    lower, tags = article.parse.words.lower, article.parse.tags
    for end, person in mentioned:
        if lower[_name_start(article, end, person) - 1] in article.lexicon.asking and tags[end + 1] != "L":
            return person
    return None


def asks(article: Article, person: Person, mentioned: Mentioned) -> bool:
    """Tell whether somebody asks: a verb of asking stands right behind the name."""
    lower, asking = article.parse.words.lower, article.lexicon.asking
    return any(one is person and lower[end + 1] in asking for end, one in mentioned)


def is_embedded(article: Article, person: Person, mentioned: Mentioned) -> bool:
    """Tell whether somebody speaks within what another says: "Roe said that Doe …", "Roe rejects Doe's claim"."""
    tags = article.parse.tags
    for end, one in reversed(mentioned):
        if one is person:
            return tags[end + 1] == "L" or (tags[end + 1] in "VARv" and tags[phrase_start(article, end, 0) - 1] in "TV")
    return False


def is_joined(article: Article, person: Person, mentioned: Mentioned) -> bool:
    """Tell whether somebody speaks with another who could be meant: "Doe and Roe said"."""
    tags = article.parse.tags
    for (before, other), (end, one) in pairwise(mentioned):
        if one is person and other is not person:
            start = phrase_start(article, end, before + 1)
            return start == before + 2 and tags[before + 1] == "C"
    return False


# -- whom a sentence is about -------------------------------------------------------------------------------------


def behind_comma(article: Article, opening: int, last: int, subjects: Mentioned) -> Person | None:
    """Return whose clause is the main one: "While Doe waits, Doe's deputy - Gov. Roe - …", "After Doe left, …"."""
    comma = article.parse.tags.find(",", opening, last)
    later = [person for end, person in subjects if end > comma]
    if comma < 0 or not later:
        return subjects[0][1]
    return only(later)


def turns_to_another(article: Article, speaker: Person, subjects: Mentioned) -> bool:
    """Tell whether a sentence goes on about somebody else: "Doe said so, but Roe …"."""
    tags, quoted = article.parse.tags, article.parse.quoted
    for end, person in subjects:
        start = phrase_start(article, end, 0)
        if person is not speaker and tags[start - 2 : start] == ",K" and not quoted[start]:
            return True
    return False


def is_spoken_of(article: Article, first: int, end: int) -> bool:
    """Tell whether a name that means nobody known speaks before the first name in a sentence that does."""
    parse, people = article.parse, article.people
    start = phrase_start(article, end, first)
    return any(
        parse.tags[at] == "N"
        and parse.tags[at + 1] == "V"
        and not parse.quoted[at]
        and people.at(at) is None
        and parse.words.lower[at + 1] in article.lexicon.telling
        and not is_organisation(article, at, at + 1)
        for at in range(first, start - 1)
    )


def is_talk_of_another(article: Article, holder: Person, at: int) -> bool:
    """Tell whether the sentence before a token opens with somebody else whose role the text has not told.

    "Roe came in. The senator smiled" may be about Roe, though Doe alone is called a senator.
    """
    parse, people = article.parse, article.people
    bounds, sentences = parse.words.bounds, parse.sentences
    here = bisect_right(bounds, at) - 1
    if not here or sentences[here - 1].paragraph != sentences[here].paragraph:
        return False
    first = bounds[here - 1]
    for end in range(first, min(first + LONGEST_OPENING, bounds[here])):
        topic = people.at(end)
        if topic is not None:
            told = topic is holder or topic.role is not None or topic.gender == ""
            return not told and not parse.quoted[end] and parse.tags[end + 1 : end + 2] not in ("L", "N", "n")
    return False


def first_of(parse: Parse, subjects: Mentioned) -> Person | None:
    """Return the first of the subjects of a sentence, None for two in one: "Roe and Doe said"."""
    end, first = subjects[0]
    joined = len(subjects) > 1 and parse.tags[end + 1] == "C" and subjects[1][0] <= end + 4
    return None if joined and subjects[1][1] is not first else first


def only(people: list[Person]) -> Person | None:
    """Return the person who is the only one in a list, None when there are several or none."""
    return people[0] if people and all(person is people[0] for person in people) else None
