"""Where a predicate begins in what was taken for a noun phrase: "the board | released figures", "Roe | came in"."""

from __future__ import annotations

from briefer.grammar.listed import listed
from briefer.grammar.parsing import Parse, Tokens
from briefer.grammar.patterns import pattern
from briefer.grammar.subclasses import lexicon

AFTER_NOUN = pattern("(?<=[NOUN )]) ADV*+ (?P<verb>VERB | CUE)")
WITH_OBJECT = pattern("(?<=NAME) [VERB CUE] (?=[DET WORD NUM])")


def predicate_in(parse: Parse, start: int, end: int) -> int | None:
    """Return the token at which a finite verb group begins in a phrase, None where all may be participles of nouns.

    Finite for sure are forms that are nothing else ("went", "leads"), verbs that take no object ("appeared"), and what
    stands between a name and its object ("the Herald | published stories"), but "the Norland led talks". Clauses with
    "who" are not looked into.
    """
    relative = parse.tags.find("W", start, end)
    last = end if relative < 0 else relative
    letters, lower = lexicon(parse.language).letters, parse.words.lower
    for found in AFTER_NOUN.finditer(parse.tags, start, last):
        at = found.start("verb")
        if found.start() <= start or (parse.tags[at] == "V" and not lower[at].endswith("ed")):
            continue  # "the Home Office | figures"
        if parse.tags[at + 1 : at + 2] == "v":
            continue  # "those testing | remains found in the mud"
        if letters["v" + lower[at]] == "v" or lower[at] in listed(parse.language, "without object"):
            return found.start()
        governs = WITH_OBJECT.match(parse.tags, at, last) is not None and lower[at] not in listed(
            parse.language, "behind names"
        )
        if governs and not lower[at - 1].endswith("ly"):
            return found.start()
    return None


def without_predicate(parse: Parse, phrase: Tokens) -> Tokens:
    """Return a phrase up to the predicate that was taken for a part of it, and without adverbs at its end."""
    start, end = phrase
    at = predicate_in(parse, start, end)
    end = end if at is None else at
    while end - 1 > start and parse.tags[end - 1] == "R":
        end -= 1
    return start, end
