"""A sentence as a headline sees it: where its subject begins, where its main verb stands, and whose words it gives.

This is no parser: what is asked of a sentence is found by scanning its subclasses, one letter a token, once.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from briefer.grammar.parsing import Parse
from briefer.grammar.subclasses import Lexicon, classify, lexicon
from briefer.headline.sources import Debt, owed, suspected
from briefer.model import Claim

LONGEST = 120  # tokens of a sentence that is read
GENITIVE, GERUND = "S", "g"  # the first may be a contracted "is"
VERBS = frozenset("xvMqu")
FINITE = frozenset("xvM")
DOUBTFUL = frozenset("emj")  # verbs or not
NO_SUBJECT = frozenset(("", *"dpfS"))

# "BRUSSELS (Reuters) -", "(CNN)": in front of a sentence where cleaning has not set it apart.
RE_DATELINE = re.compile(r"(?:[NP][P,]{0,5})?\([dNP]{1,4}\)(?:-|(?=[^xvMquej,SA]))|[NP][P,]{0,5}-")
# "Lisbon: The", "Update: A"
RE_TOPIC = re.compile("[NPdg]{1,4};(?=[NPd0csp])")
# "Meanwhile," "But" "And so," look back at what a headline has not.
RE_OPENER = re.compile(r"(?:[ako],?)+(?=[^xvfp])")
# "On Tuesday, …", "In a statement, …": a circumstance before the subject. A condition or an attribution stays.
RE_ADVERBIAL = re.compile(r"""(?:(?:[pylebc]|N{1,2}y)[^,;?"(iqujAnMhO\-xv]*|[sg][^,;?"(iqujAnMhO-]*),(?=[dNPcl0$m])""")
RE_SUBORDINATE = re.compile(r"[sipg][^,]*,")


DATE, YEAR = 3, 4  # tokens of "16, 2031", digits of the year


class Clause(NamedTuple):
    """A sentence as subclasses: tokens `first` to `first + end` of the document, without its final period."""

    parse: Parse
    lexicon: Lexicon
    first: int
    end: int
    kinds: str
    origin: int  # where it begins without dateline, opener and adverbial
    main: int  # its main verb, -1 for none
    cue: int  # the cue of an attribution behind its main verb, -1 for none
    debts: tuple[Debt, ...]  # what of it is somebody's words

    def word(self, i: int) -> str:
        """Return token `i` of the sentence in lower case."""
        return self.parse.words.lower[self.first + i]

    def among(self, i: int, name: str) -> bool:
        """Tell whether token `i` is one of a set of words of the lexicon."""
        return self.word(i) in self.lexicon.sets[name]


def read(parse: Parse, index: int, claims: Sequence[Claim]) -> Clause | None:
    """Return the reading of sentence `index`; None if it is too short or too long to have one."""
    words = parse.words
    first, last = words.bounds[index], words.bounds[index + 1]
    if not 2 < last - first <= LONGEST:
        return None
    kinds = classify(parse, first, last)
    end = len(kinds)
    while end and (kinds[end - 1] in ".,;-*" or (kinds[end - 1] == '"' and kinds.count('"', 0, end) % 2)):
        end -= 1
    if end < 2:
        return None
    debts = owed(parse, claims, index)
    origin = 0
    if (match := RE_DATELINE.match(kinds)) and (")" in match[0] or words.texts[first].isupper()):
        origin = min(match.end(), end - 1)
        kinds = kinds[:origin] + classify(parse, first + origin, last)
    if match := RE_TOPIC.match(kinds, origin) or RE_OPENER.match(kinds, origin):
        origin = match.end()
    match = RE_ADVERBIAL.match(kinds, origin)
    if match and not _is_subject(match[0]) and not _said(debts, parse, first, first + match.end()):
        main = main_verb(kinds, match.end(), end)
        if main >= 0 and "," not in kinds[match.end() : main]:
            origin = match.end()
    origin = min(origin, end - 1)
    if _is_year(words.texts[first + max(origin - 2, 0) : first + origin + 1]):
        origin = 0  # "December 16, | 2031 was a dark day"
    # The verb of an opening "When …," is not the sentence's own.
    opening = RE_SUBORDINATE.match(kinds, origin)
    if opening and _is_subject(opening[0]):
        opening = None
    main = -1 if kinds[origin] in "si" and not opening else main_verb(kinds, opening.end() if opening else origin, end)
    debts = (*debts, *suspected(parse, kinds, first, main, end))
    cues = [bisect_left(words.ends, debt.cue.end, first, first + end - 1) - first for debt in debts if debt.trails]
    cue = max((cue for cue in cues if cue > max(main, 0)), default=-1)
    return Clause(parse, lexicon(parse.language), first, end, kinds, origin, main, cue, debts)


def _said(debts: Sequence[Debt], parse: Parse, start: int, end: int) -> bool:
    """Return whether somebody says what opens a sentence: "At least ten died, | the mayor says"."""
    span = parse.span((start, end))
    return any(content.start < span.end and content.end > span.start for debt in debts for content in debt.content)


def _is_year(texts: Sequence[str]) -> bool:
    """Return whether three tokens are a day, a comma and the year that belongs to them."""
    return (
        len(texts) == DATE and texts[0].isdigit() and texts[1] == "," and texts[2].isdigit() and len(texts[2]) == YEAR
    )


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
    closing = kinds.find(",", i, end)
    if "," in kinds[:i] and closing > 0 and kinds[closing + 1 : end].lstrip("l")[:1] in ("x", "v", "M"):
        return False  # "Northern Rail, a firm loved by all, has": a participle within an apposition
    return kinds[i] in DOUBTFUL and before not in NO_SUBJECT and not _verb_follows(kinds, i + 1, end)


def _verb_follows(kinds: str, start: int, end: int) -> bool:
    """Return whether a plain verb stands in the same clause, so that a doubtful form before it is none."""
    for i in range(start, end):
        if kinds[i] in ",;s-rT":
            return False
        if kinds[i] in VERBS:
            return True
    return False
