"""Runs of capitalised words, which may be the names of people."""

from __future__ import annotations

import re
from functools import cache

from briefer.grammar.nouns import Nouns, singular
from briefer.grammar.parsing import Parse, Tokens
from briefer.languages import load_lines
from briefer.model import Role

# "Ludwig van Roe", 'John "Tig" Roe'; which small words may stand in the middle is looked up.
RE_NAMES = re.compile(r"N+(?:n{1,2}N+|[\"'(]N[\"')]N+)?")
PARTICLES = frozenset(
    [
        "van",
        "von",
        "de",
        "der",
        "den",
        "del",
        "la",
        "le",
        "di",
        "da",
        "dos",
        "bin",
        "ibn",
        "al",
        "el",
        "ben",
        "ter",
        "ten",
    ]
)
RE_DETERMINED = re.compile(r"(?<=D)N(?![NL])")
GENDERED = {"he": "m", "his": "m", "him": "m", "himself": "m", "she": "f", "her": "f", "herself": "f"}
AGREEING = 2  # pronouns more of one gender than of the other, from which on they tell a person's
TITLE_SHARE = 0.7  # of the words of a line with a capital, from which on capitals do not tell a name
LONGEST_TITLE = 20  # tokens


def name_runs(parse: Parse) -> tuple[list[Tokens], list[Tokens]]:
    """Return the runs of capitalised words in text order: those of sentences, those of headlines and headings.

    In headlines a capital is no sign of a name, so that they can only name somebody the text names, too.
    """
    tags, lower, bounds = parse.tags, parse.words.lower, parse.words.bounds
    runs: list[Tokens] = []
    headings: list[Tokens] = []
    for index, sentence in enumerate(parse.sentences):
        found: list[Tokens] = []
        for match in RE_NAMES.finditer(tags, bounds[index], bounds[index + 1]):
            if "n" in match[0]:
                found += _parts(match.start(), match.end(), tags, lower)
            else:
                found.append(match.span())
        if found and (sentence.role is Role.HEADLINE or sentence.role is Role.HEADING or _is_title(parse, index)):
            headings += found
        else:
            runs += found
    return runs, headings


def _is_title(parse: Parse, index: int) -> bool:
    """Tell whether a line is in title case."""
    first, last = parse.words.bounds[index], parse.words.bounds[index + 1]
    texts = parse.words.texts
    if last - first > LONGEST_TITLE or texts[last - 1] in '.!?”"':
        return False
    letters = [token for token in texts[first:last] if token[0].isalpha()]
    return len(letters) > 3 and sum(token[0].isupper() for token in letters) > TITLE_SHARE * len(letters)


def _parts(start: int, end: int, tags: str, lower: list[str]) -> list[Tokens]:
    """Cut a run at small words that do not stand within names."""
    gap = tags.index("n", start, end)
    after = gap + 1 + (tags[gap + 1] == "n")
    if all(word in PARTICLES for word in lower[gap:after]):
        return [(start, end)]
    return [(start, gap), (after, end)]


@cache
def no_surnames(language: str = "en") -> frozenset[str]:
    """Return the words that no person's name ends with: "Square", "River"."""
    return frozenset(word for line in load_lines(language, "no_surnames.txt") for word in line.split())


def with_article(parse: Parse) -> set[str]:
    """Return the words with a capital that stand behind "the", small letters: "the Wends" are no family name."""
    lower = parse.words.lower
    found = (match.start() for match in RE_DETERMINED.finditer(parse.tags))
    return {lower[at] for at in found if lower[at - 1] == "the"}


def gender_told(parse: Parse, mentions: list[int]) -> str:
    """Return the gender of the first pronoun behind most mentions of somebody whose name does not tell it."""
    tags, lower = parse.tags, parse.words.lower
    votes = 0
    for last in mentions:
        for position in range(last + 1, min(last + 16, len(tags))):
            if tags[position] in ".N":
                break
            gender = GENDERED.get(lower[position])
            if gender:
                votes += 1 if gender == "m" else -1
                break
    return "m" if votes >= AGREEING else "f" if votes <= -AGREEING else ""


def has_role(parse: Parse, nouns: Nouns, start: int) -> bool:
    """Tell whether a role stands right before a name: "chief scientist Jane Roe", "its head, Jane Roe"."""
    words, tags = parse.words, parse.tags
    before = start - 1
    if before > 0 and tags[before] == ",":
        before -= 1
    if before < 0 or tags[before] != "n":
        return False
    noun = singular(words.lower[before])
    return nouns.types.get(noun) in ("person", "anonymous") or noun in nouns.titles


def looks_personal(parse: Parse, nouns: Nouns, end: int) -> bool:
    """Tell whether what follows a name is what follows people: who, an age, a role in apposition."""
    tags, words = parse.tags, parse.words
    if end + 1 >= len(tags):
        return False
    if tags[end] == "W" and words.lower[end] == "who":
        return True
    if tags[end] == "(" and end + 2 < len(tags) and tags[end + 2] == ")":
        return True
    if tags[end] == ",":
        if words.lower[end + 1] == "who" or (tags[end + 1] == "Z" and words.texts[end + 1].isdigit()):
            return True
        for position in range(end + 1, min(end + 8, len(tags))):
            if tags[position] in ",.":
                break
            if nouns.types.get(words.lower[position]) in ("person", "anonymous") and tags[end + 1] in "DnNR":
                return True
    return tags[end] == "V" and words.lower[end] in ("said", "says", "told", "added")
