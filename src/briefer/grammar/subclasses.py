"""Subclasses of the tags, one letter a token: what tells where a clause has its verb, and where it may end.

N noun, P name, 0 number, g gerund, l adverb, * other; d determiner, c degree, n negation, h pronoun, O object, f "of",
t "to", T complementiser, a "and", k "but", r relative, p preposition, b particle, s subordinator, i condition; verbs:
x auxiliary, M hedge, z "be" and "having", v finite, e past or participle, m present or plural noun, q finite form that
reports, j one that may be a participle or noun, u "told"; A "according", y day, o opener, S possessive. Marks stand for
themselves, but for a question or exclamation mark (?) and a sign of money ($).
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from briefer.grammar.cues import CueVerbs, cue_verbs
from briefer.grammar.parsing import Parse
from briefer.grammar.tagging import tagger
from briefer.languages import load_lines

NAME, NUMBER, NOUN = "P0N"
# The subclass of a tag where no list has the word: tag, subclass.
PAIRS = "Ph OO Dd Wr TT HT Ca Kk Bs Ff Sp It Ax Rl My NP Z0 LS x* ,, ;; :; .. (( )) -- \"\" ''"
BY_TAG = {pair[0]: pair[1] for pair in PAIRS.split()}
MARKS = {**dict.fromkeys("!?", "?"), **dict.fromkeys("$£€", "$"), "/": "a", "&": "a"}
CLAUSAL = frozenset("ct")  # frames of cues that may have a clause for their content


class Lexicon(NamedTuple):
    """A language's subclasses: `letters[tag + lower-case word]`, and the sets of words that single rules ask for."""

    letters: Letters
    sets: dict[str, frozenset[str]]


class Letters(dict[str, str]):
    """Maps a tag and a lower-case word, in one string, to the subclass; grows as it is asked."""

    LIMIT = 200_000  # entries, so that a corpus of noise cannot eat the memory

    def __init__(self, listed: dict[str, str], cues: CueVerbs) -> None:
        super().__init__()
        self.listed = listed
        self.cues = cues

    def __missing__(self, key: str) -> str:
        if len(self) > self.LIMIT:
            self.clear()
        letter = self[key] = self._letter(key[0], key[1:])
        return letter

    def _letter(self, tag: str, word: str) -> str:
        if tag == "N":
            return NAME
        if word in MARKS:
            return MARKS[word]
        listed = self.listed.get(word, "")
        if tag == "M" and listed == "M":
            return "y"  # the month
        if tag in "VvnG" and listed in ("", "v", "e", "m"):
            return self._form(tag, word, listed)
        return listed or BY_TAG.get(tag, "*")

    def _form(self, tag: str, word: str, listed: str) -> str:
        """Return the subclass of a verb or noun, from its forms as a cue, its entry in the lists, or its ending."""
        if tag == "G" and word == "according":
            return "A"
        cues = self.cues[word] if tag == "V" else ()
        if tag == "V" and any(cue.frames & CLAUSAL for cue in cues):
            return "j" if listed or word.endswith("ed") or cues[0].form == "base" else "q"
        if listed:
            return listed
        if len(word) > 4 and "-" not in word:
            if word.endswith("ing"):
                return "g"
            if word.endswith("ed"):
                return "e"
        return "m" if tag == "V" else NOUN


@cache
def lexicon(language: str) -> Lexicon:
    """Return the lexicon of a language; raises LanguageDataError where there is none."""
    listed: dict[str, str] = {}
    sets: dict[str, set[str]] = {}
    for name in ("subclasses.txt", "verb_forms.txt"):
        for line in load_lines(language, name):
            label, _, entries = line.partition(":")
            if label[1] == " ":
                for word in entries.split():
                    listed.setdefault(word, label[0])
            else:
                sets.setdefault(label, set()).update(entries.split())
    return Lexicon(Letters(listed, cue_verbs(language)), {label: frozenset(entries) for label, entries in sets.items()})


def classify(parse: Parse, first: int, last: int) -> str:
    """Return the subclasses of tokens `first` to `last`, which open a sentence, a letter each."""
    letters = lexicon(parse.language).letters
    texts, lower = parse.words.texts, parse.words.lower
    if all(token.isupper() for token in texts[first:last] if token.isalpha()):
        tag = tagger(parse.language)
        return "".join([letters[tag[word] + word] for word in lower[first:last]])
    found = [letters[tag + word] for tag, word in zip(parse.tags[first:last], lower[first:last], strict=True)]
    for i, letter in enumerate(found):
        if letter == NAME and (not i or found[i - 1] in "\"'"):
            own = letters["n" + lower[first + i]]
            is_name = own in (NOUN, "e") and first + i + 1 < last and texts[first + i + 1][0].isupper()
            found[i] = NAME if is_name else own
    return "".join(found)
