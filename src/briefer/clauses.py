"""A sentence read as kinds of words: where its subject begins, where its verb and a trailing attribution stand.

This is no parser. A sentence becomes a string of one letter a token, which the data files `headline_*.txt` explain, and
what is asked of it is found by scanning that string once.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from briefer.languages import load_lines
from briefer.words import Words

LONGEST = 120  # tokens of a sentence that is read
NOUN, NAME, NUMBER, GERUND, ADVERB, OTHER = "NP0gl*"
GENITIVE = "S"  # or a contracted "is"
MARKS = {",": ",", ";": ";", ":": ";", ".": ".", "!": "?", "?": "?", "(": "(", ")": ")", "[": "(", "]": ")"}
MARKS |= dict.fromkeys(("-", "–", "—", "--"), "-") | {"...": ".", "…": "."} | dict.fromkeys('"“”„«»', '"')
MARKS |= dict.fromkeys("$£€", "$") | dict.fromkeys("'‘’`", "'") | {"'s": GENITIVE, "&": "a", "/": "a"}
VERBAL = frozenset("xvMqujem")
NEVER_LAST = frozenset("SlOdcnhoftTsaikrxMzpA,(;-$qjuv'")
CUTS = {",": 0.97, ";": 0.97, "-": 0.97, "(": 0.97, "y": 0.97, "s": 0.95, "p": 0.92, "t": 0.3, "r": 0.5, "g": 0.6}
CUTS |= {"e": 0.5, "a": 0.9, "k": 0.9, "T": 0.5}
CUT_NOUN_AFTER_COMMA = 0.6  # rather a list than an apposition
CUT_NUMBER_TO = 0.85  # "rose 2% to $11bn"
CUT_RELATIONAL = 0.25  # "a rise in profit"
CUT_BARE = 0.5  # "launched an attack": on whom?
CUT_GERUND = 0.3  # "firms working", but a "board meeting" is whole
CUT_VERB = 0.9  # after one that needs no object
VERBS = frozenset("xvMqu")
FINITE = frozenset("xvM")
DOUBTFUL = frozenset("emj")  # verbs or not
NO_SUBJECT = frozenset(("", *"dpfS"))

# "BRUSSELS (Reuters) -", "(CNN)": in front of a sentence where cleaning has not set it apart.
RE_DATELINE = re.compile(r"(?:[NP][P,]{0,5})?\([dNP]{1,4}\)(?:-|(?=[^xvMquej,SA]))|[NP][P,]{0,5}-")
# "Meanwhile," "But" "And so," look back at what a headline has not.
RE_OPENER = re.compile(r"(?:[ako],?)+(?=[^xvfp])")
# "On Tuesday, …", "In a statement, …": a circumstance before the subject. A condition or an attribution stays.
RE_ADVERBIAL = re.compile(r'(?:[psylgeb]|N{1,2}y)[^,;?"(iqujAnMhO-]*,(?=[dNPcl0$m])')
# "has denied his statement was drafted": what is said without "that" goes on to its own verb, at least.
RE_CONTENT = re.compile("[xzlnMc]*[qju][^,;rTsik]*?([xvM])")
RE_SUBORDINATE = re.compile(r"[sipg][^,]*,")


class _Kinds(dict[str, str]):
    """Maps a lower-case token to its kind: the lists decide, then its shape; grows as it is asked."""

    LIMIT = 100_000  # entries, so that a corpus of noise cannot eat the memory

    def __missing__(self, token: str) -> str:
        kind = _shape(token)
        if len(self) < self.LIMIT:
            self[token] = kind
        return kind


def _shape(token: str) -> str:
    if token[0].isdigit():
        return NUMBER
    if not (token[0].isalnum() or token[-1].isalnum()):
        return OTHER
    if len(token) > 4 and "-" not in token:
        for ending, kind in (("ed", "e"), ("ing", GERUND), ("ly", ADVERB)):
            if token.endswith(ending):
                return kind
    return NOUN


class Lexicon(NamedTuple):
    """The kinds of a language's words, and sets of words that single rules ask for."""

    kinds: dict[str, str]
    intransitive: frozenset[str]
    placing: frozenset[str]
    naming: frozenset[str]
    control: frozenset[str]
    passive: frozenset[str]
    modal: frozenset[str]
    perfect: frozenset[str]
    deictic: frozenset[str]
    personal: frozenset[str]
    article: frozenset[str]
    honorific: frozenset[str]
    relational: frozenset[str]
    superlative: frozenset[str]
    positive: frozenset[str]
    unscoped: frozenset[str]


@cache
def lexicon(language: str) -> Lexicon:
    """Return the lexicon of a language; raises LanguageDataError where there is none."""
    kinds = _Kinds(MARKS)
    sets: dict[str, set[str]] = {}
    for name in ("headline_words.txt", "headline_verbs.txt", "headline_cues.txt"):
        for line in load_lines(language, name):
            label, _, entries = line.partition(":")
            if label[1] == " ":
                kinds.update(dict.fromkeys(entries.split(), label[0]))
            else:
                sets.setdefault(label, set()).update(entries.split())
    return Lexicon(kinds, **{label: frozenset(entries) for label, entries in sets.items()})


class Reading(NamedTuple):
    """A sentence as kinds: tokens `first` to `first + end` of the document, without its final period."""

    words: Words
    lexicon: Lexicon
    first: int
    end: int
    kinds: str
    origin: int  # where it begins without dateline, opener and adverbial
    main: int  # its main verb, -1 for none
    cue: int  # the verb of a trailing attribution, -1 for none

    def word(self, i: int) -> str:
        """Return token `i` of the sentence in lower case."""
        return self.words.lower[self.first + i]


def read(words: Words, index: int, lexicon: Lexicon) -> Reading | None:
    """Return the reading of sentence `index`; None if it is too short or too long to have one."""
    first, last = words.bounds[index], words.bounds[index + 1]
    if not 2 < last - first <= LONGEST:
        return None
    kinds = _kinds(words, first, last, lexicon)
    end = len(kinds)
    while end and (kinds[end - 1] in ".,;-*" or (kinds[end - 1] == '"' and kinds.count('"', 0, end) % 2)):
        end -= 1
    if end < 2:
        return None
    origin = 0
    if (match := RE_DATELINE.match(kinds)) and (")" in match[0] or words.texts[first].isupper()):
        origin = min(match.end(), end - 1)
        kinds = kinds[:origin] + _kinds(words, first + origin, last, lexicon)
    if match := RE_OPENER.match(kinds, origin):
        origin = match.end()
    match = RE_ADVERBIAL.match(kinds, origin)
    if match and not _is_subject(match[0]):
        main = main_verb(kinds, match.end(), end)
        if main >= 0 and "," not in kinds[match.end() : main]:
            origin = match.end()
    origin = min(origin, end - 1)
    # The verb of an opening "When …," is not the sentence's own.
    clause = RE_SUBORDINATE.match(kinds, origin)
    if clause and _is_subject(clause[0]):
        clause = None
    main = -1 if kinds[origin] in "si" and not clause else main_verb(kinds, clause.end() if clause else origin, end)
    return Reading(words, lexicon, first, end, kinds, origin, main, _cue(kinds, main, end))


def _kinds(words: Words, first: int, last: int, lexicon: Lexicon) -> str:
    table = lexicon.kinds
    letters = [table[token] for token in words.lower[first:last]]
    texts = words.texts[first:last]
    if all(token.isupper() for token in texts if token.isalpha()):
        return "".join(letters)
    for i, token in enumerate(texts):
        if not token[0].isupper():
            continue
        kind = letters[i]
        if kind in "hO":  # "US" and "IT" are no pronouns
            if len(token) > 1 and token.isupper():
                letters[i] = NAME
        elif i == 0 or texts[i - 1] in "\"“'‘":
            if kind in "Ne" and i + 1 < len(texts) and texts[i + 1][0].isupper():
                letters[i] = NAME
        elif kind != "y":
            letters[i] = NAME
    return "".join(letters)


def _is_subject(clause: str) -> bool:
    """Return whether an opening gerund is the subject of a verb: "Making games will cost more, …"."""
    return clause[0] == GERUND and not FINITE.isdisjoint(clause)


def main_verb(kinds: str, start: int, end: int) -> int:
    """Return the index of the finite verb of the first clause of kinds[start:end], -1 for none."""
    pending = 0  # relative clauses that have not had their verb
    i = start
    while i < end:
        kind = kinds[i]
        before = kinds[i - 1] if i > start else ""
        if kind in "rT":
            if before == "," or kinds[max(start, i - 2) : i] == ",p":  # ", which", ", at which"
                i = kinds.find(",", i + 1, end)
                if i < 0:
                    return -1
            else:
                pending += 1
        elif pending and kind in VERBS | DOUBTFUL and (kind in VERBS or before in "rTl"):
            pending -= 1
            while i + 1 < end and kinds[i + 1] in "xznlMej":
                i += 1
        elif kind in VERBS or (kind == GENITIVE and before in "hT") or _doubtful_verb(kinds, i, before, end):
            return i
        i += 1
    return -1


def _doubtful_verb(kinds: str, i: int, before: str, end: int) -> bool:
    """Return whether a noun or participle may be the verb: it has a subject, and no plain verb follows."""
    if before in "cl" and kinds[:i].rstrip("cl")[-1:] == ",":
        return False  # "Anna Brandt, best known for …,"
    return kinds[i] in DOUBTFUL and before not in NO_SUBJECT and not _verb_follows(kinds, i + 1, end)


def _verb_follows(kinds: str, start: int, end: int) -> bool:
    """Return whether a plain verb stands in the same clause, so that a doubtful form before it is none."""
    for i in range(start, end):
        if kinds[i] in ",;s-rT":
            return False
        if kinds[i] in VERBS:
            return True
    return False


def _cue(kinds: str, main: int, end: int) -> int:
    """Return the index of the cue of a trailing attribution ("…, police said on Monday"), -1 for none."""
    for i in range(max(main, 0) + 1, end):
        kind = kinds[i]
        if kind == "A":
            return i
        progressive = kind == GERUND and kinds[i - 1] == "x"  # "…, the agency is warning ministers"
        if kind not in "qju" and not progressive:
            continue
        after = kinds[i + 1] if i + 1 < end else "."
        if kinds[i - 1] in ',"-':
            if after in 'dNPhe0cyp.,;-"':
                return i
        elif after in 'yp,.-;"ls' or kind == "u" or progressive:
            comma = max(kinds.rfind(mark, max(main, 0), i) for mark in ',"-')
            if comma >= 0 and kinds[comma + 1] in "dNPhle0cOmj$" and not set(kinds[comma + 1 : i]) & set("vsrTkiqu"):
                return max(i, kinds.rfind("q", i, end), kinds.rfind("u", i, end)) if kind == "j" else i
    return -1


def end_factor(reading: Reading, i: int) -> float:
    """Return how well a clause may end before token i, 0 for not at all."""
    kinds, main, end, cue = reading.kinds, reading.main, reading.end, reading.cue
    # The words of a source keep their source, unless they own that they are uncertain.
    if i <= cue + (cue >= 0 and kinds[cue] == "A") * 2 and "M" not in kinds[max(main, 0) : i]:
        return 0.0
    if i == end:
        return 1.0
    if (
        main < 0
        or kinds[i] not in CUTS
        or (kinds[i - 1] in NEVER_LAST and i - 1 != cue and not _nominal(reading, i - 1))
    ):
        return 0.0
    first, words = reading.first, reading.words
    if kinds[i] not in ",;" and words.starts[first + i] == words.ends[first + i - 1]:
        return 0.0  # within a word such as "U.S.-led"
    if i == main + 1 and reading.word(main) not in reading.lexicon.intransitive:
        return 0.0
    rest = next((j for j in range(i, end) if kinds[j] in "srakT;"), end)
    if "M" in kinds[i:rest] or "i" in kinds[i:end]:
        return 0.0  # a hedge or a condition would be lost
    if not _complete(reading, i):
        return 0.0
    return _last_factor(reading, i) * _next_factor(reading, i)


def _complete(reading: Reading, i: int) -> bool:
    """Return whether every clause that has begun before token i has had its verb."""
    kinds, main, cue = reading.kinds, reading.main, reading.cue
    if "Ti" in kinds[main:i]:
        return False  # "warned that unless …": what then?
    if (content := RE_CONTENT.match(kinds, main)) and i <= content.start(1) and not main <= cue < content.start(1):
        return False
    opened = max(kinds.rfind(kind, main, i) for kind in ("r", "T", "s", "i", "k", "a,"))
    saying = kinds.rfind("q", main + 1, i)
    if saying != cue and kinds[saying - 1] != "t":
        opened = max(opened, saying)
    if kinds[main] in "qu" and main != cue and not VERBAL.isdisjoint(kinds[main + 1 : reading.end]):
        opened = max(opened, main)
        if kinds[main + 1] == GERUND and FINITE.isdisjoint(kinds[main + 1 : i]):
            return False  # "says being made a knight …"
    if kinds.count(",", main, i) > 1:
        opened = max(opened, kinds.rfind(",", main, i))  # a list of clauses, or a second apposition
    return opened < 0 or reading.word(opened) == "as" or not VERBAL.isdisjoint(kinds[opened + 1 : i])


def _last_factor(reading: Reading, i: int) -> float:
    """Return how well the token before i ends a clause."""
    last, following = reading.kinds[i - 1], reading.kinds[i]
    before = reading.word(i - 2)
    passive = before in reading.lexicon.passive
    if following == "p" and reading.word(i - 1) in reading.lexicon.relational:
        return CUT_RELATIONAL
    if following in "pt" and last == NOUN and before in ("a", "an"):
        return CUT_BARE
    if last == "e" or i - 1 == reading.main:
        if reading.word(i - 1) in reading.lexicon.intransitive:
            return CUT_VERB
        return CUT_VERB if passive and following != "t" and "r" not in reading.kinds[reading.main : i] else 0.0
    if following == "p" and last == "b" and passive:
        return 0.0  # "is up for"
    if last == NOUN and (before in reading.lexicon.modal or (reading.kinds[i - 2] == "t" and following in "ptgeT")):
        return 0.0  # a bare infinitive
    if last == GERUND:
        return 0.0 if passive else CUT_GERUND if reading.kinds[i - 2] in "NP" else CUT_VERB
    if last == NOUN and passive and following in "pt":
        return 0.0  # "is ready for"
    return 1.0


def _next_factor(reading: Reading, i: int) -> float:
    """Return how well a clause does without what follows from token i on."""
    following = reading.kinds[i]
    after = reading.kinds[i + 1] if i + 1 < reading.end else "."
    if _needed(reading, i, following, after):
        return 0.0
    if following == "," and after not in "srgeakpydP":
        return CUT_NOUN_AFTER_COMMA
    if following == "t" and reading.kinds[i - 1] == NUMBER:
        return CUT_NUMBER_TO
    return CUTS[following]


def _needed(reading: Reading, i: int, following: str, after: str) -> bool:
    """Return whether what goes before token i is no clause, or another one, without what follows."""
    kinds, main = reading.kinds, reading.main
    if following == "(":
        behind = kinds.find(")", i) + 1
        return not behind or (behind < reading.end and kinds[behind] not in "pyst,;-ak")
    if kinds[i - 1 : i + 2] == NAME + "p" + NAME and reading.word(i) == "for":
        return True  # "the Office for National Statistics"
    if following == "y" and reading.word(i - 1) in ("last", "next"):
        return True
    if (following == "y" and kinds[i - 1] == NUMBER) or (kinds[i : i + 2] == "py" and kinds[i - 2 : i] == "d" + NAME):
        return True  # "27 February"; "The Mail on Sunday"
    if following == ",":
        return after == NUMBER  # an age, or "a rare, 475-pound turtle"
    if following in "pt" and _holds(reading, i, reading.lexicon.control):
        clause = re.split("[,;srT]", kinds[i : reading.end], maxsplit=1)[0]
        if "t" in clause and "t" not in kinds[main:i]:
            return True  # "urged the council of the valley to mend it"
    if following == "e":  # a participle of its own, not a word before its noun or a part of the verb
        return after not in "pbtyl" or (reading.word(main) in reading.lexicon.perfect and i == kinds.find("e", main))
    if following == GERUND:
        return after not in "dptOTP0" or kinds[i - 2] == "f"  # "an entire working day"
    if following == "T":
        return kinds[i - 1] != NOUN or after not in "xvmj"  # "a scheme that cuts pay", not "the claim that he knew"
    if following in "ak":
        return after not in "xvMqjewhmu"  # it joins two nouns, not two clauses
    word = reading.word(i)
    if following == "p" and (after in "tpsak,;-" or word == "into"):
        return True  # "could step in to save it": a particle; "turned the mill into a museum"
    if (following in "pt" and after != "y") or word == "since":
        return (word not in reading.lexicon.unscoped and _superlative(reading, i)) or (
            following == "p" and _holds(reading, i, reading.lexicon.placing) and not _placed(reading, i)
        )
    return word == "as" and _holds(reading, i, reading.lexicon.naming)


def _nominal(reading: Reading, i: int) -> bool:
    """Return whether what may be a verb is a noun, from the word before it: "the air show", "a list of concerns"."""
    return reading.kinds[i] in "jm" and i - 1 > reading.main and reading.kinds[i - 1] in "NdSf0"


def _placed(reading: Reading, i: int) -> bool:
    """Return whether place or label are told before token i; "for" is rather a part of the object."""
    return reading.kinds[i - 1] == '"' or any(
        reading.kinds[j] == "p" and reading.word(j) != "for" for j in range(reading.main, i)
    )


def _holds(reading: Reading, i: int, listed: frozenset[str]) -> bool:
    """Return whether one of the words listed stands between the verb and token i."""
    return not listed.isdisjoint(reading.words.lower[reading.first + reading.main : reading.first + i])


def _superlative(reading: Reading, i: int) -> bool:
    """Return whether what a superlative holds within has still to be said at token i."""
    lexicon = reading.lexicon
    for j in range(i - 1, reading.main - 1, -1):
        word = reading.word(j)
        if word in lexicon.superlative or (word.endswith("est") and word not in lexicon.positive):
            return "f" not in reading.kinds[j:i]
    return False
