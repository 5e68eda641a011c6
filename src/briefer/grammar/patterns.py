"""Patterns over the classes of tokens: what each class is, and a small notation that names them.

A tagged text has one letter a token (see `tagging`), so that a regular expression over the letters is a pattern over
the words. A pattern is written with the names below instead of the letters; all else is the syntax of `re`, and blanks
count for nothing:

    SUBJECT = pattern("DET{0,3} NOMINAL++ (?=ADV*+ FINITE)")
    SUBJECT.match(parse.tags, start, last)

A pattern is compiled when it is first used. Its repeats are possessive (`++`, `*+`) wherever a shorter run could not
match either: a pattern that backtracks hangs on the right text, and `tests/test_patterns.py` tries all of them.
"""

from __future__ import annotations

import re
from typing import ClassVar, NamedTuple

from briefer.deferring import Deferred


class TokenClass(NamedTuple):
    """What a letter of a tagged text stands for."""

    letter: str
    meaning: str
    example: str


CLASSES = {
    "NAME": TokenClass("N", "a word with a capital that is no other class", "Norland"),
    "WORD": TokenClass("n", "a noun, an adjective, or a word of no other class", "harbour"),
    "DET": TokenClass("D", "an article, a determiner, a possessive or a number word", "the"),
    "NUM": TokenClass("Z", "a number in digits", "1931"),
    "PRON": TokenClass("P", "a pronoun that is a subject", "she"),
    "OBJ": TokenClass("O", "a pronoun that is an object, or a reflexive one", "them"),
    "WHO": TokenClass("W", "a relative pronoun", "which"),
    "THAT": TokenClass("T", "the word “that” where it opens a clause", "that"),
    "ASKS": TokenClass("H", "a word that opens a question", "whether"),
    "AND": TokenClass("C", "a word that joins", "and"),
    "BUT": TokenClass("K", "a word that joins and contrasts", "yet"),
    "WHILE": TokenClass("B", "a word that opens a clause beside the main one", "because"),
    "OF": TokenClass("F", "the preposition “of”, which binds a noun to the noun before it", "of"),
    "PREP": TokenClass("S", "any other preposition", "behind"),
    "TO": TokenClass("I", "“to” before an infinitive or a noun", "to"),
    "AUX": TokenClass("A", "an auxiliary or a modal, negated or not", "hasn't"),
    "ADV": TokenClass("R", "an adverb that may stand between a subject and its verb", "repeatedly"),
    "TIME": TokenClass("M", "a word of time", "Tuesday"),
    "CUE": TokenClass("V", "a finite form of a verb that reports", "insists"),
    "ING": TokenClass("G", "the -ing form of a verb that reports, and “according”", "insisting"),
    "VERB": TokenClass("v", "a participle, or a finite form of a verb that does not report", "built"),
    "POSS": TokenClass("L", "the mark of a possessive", "'s"),
    "OTHER": TokenClass("x", "what is neither word nor number nor punctuation", "→"),
}
# Punctuation stands for itself: , ; : . (which ends a sentence, "!" and "?" alike) - ( ) " and '
UNIONS = {
    "NOUN": "NAME WORD",
    "NOMINAL": "NAME WORD NUM VERB POSS",  # what a noun phrase is made of behind its determiners
    "FINITE": "AUX CUE VERB",  # what may be the verb of a clause
}
RE_PART = re.compile(r"\[[^\]]*\]|[A-Z]{2,}|\s+")
RE_NAME = re.compile(r"[A-Z]{2,}|\s+")


class Pattern(Deferred):
    """A pattern over the letters of tokens, with the methods of a compiled expression; compiled at its first use."""

    made: ClassVar[list[Pattern]] = []  # all there are, so that a test can try them

    def __init__(self, notation: str) -> None:
        super().__init__(notation)
        self.notation = notation
        Pattern.made.append(self)

    def compiled(self) -> re.Pattern[str]:
        """Return the compiled expression."""
        return re.compile(expression(self.notation))


def pattern(notation: str) -> Pattern:
    """Return the pattern that a notation stands for; a name that is no class raises KeyError at its first use."""
    return Pattern(notation)


def expression(notation: str) -> str:
    """Return a notation as a regular expression over the letters.

    >>> expression("DET{0,3} NOMINAL+ (?=[AUX CUE])")
    'D{0,3}[NnZvL]+(?=[AV])'
    """
    return RE_PART.sub(lambda part: _expanded(part[0]), notation)


def _expanded(part: str) -> str:
    if part.startswith("["):
        return RE_NAME.sub(lambda name: _letters(name[0]), part)
    letters = _letters(part)
    return f"[{letters}]" if len(letters) > 1 else letters


def _letters(name: str) -> str:
    """Return the letters of a class or a union of classes; none for blanks."""
    if name.isspace():
        return ""
    if name in UNIONS:
        return "".join(CLASSES[one].letter for one in UNIONS[name].split())
    return CLASSES[name].letter
