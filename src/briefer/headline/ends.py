"""Where a slice may end: not between a verb and its object, nor so that a condition or a hedge is lost."""

from __future__ import annotations

import re

from briefer.grammar.subclasses import NAME, NOUN, NUMBER
from briefer.headline.clause import FINITE, GERUND, Clause

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

# "has denied his statement was drafted": what is said without "that" goes on to its own verb, at least.
RE_CONTENT = re.compile("[xzlnMc]*[qju][^,;rTsik]*?([xvM])")


def end_factor(clause: Clause, i: int) -> float:
    """Return how well a clause may end before token i, 0 for not at all."""
    kinds, main, end, cue = clause.kinds, clause.main, clause.end, clause.cue
    if i == end:
        return 1.0
    if (
        main < 0
        or kinds[i] not in CUTS
        or (kinds[i - 1] in NEVER_LAST and i - 1 != cue and not _nominal(clause, i - 1))
    ):
        return 0.0
    first, words = clause.first, clause.parse.words
    if kinds[i] not in ",;" and words.starts[first + i] == words.ends[first + i - 1]:
        return 0.0  # within a word such as "U.S.-led"
    if i == main + 1 and not clause.among(main, "intransitive"):
        return 0.0
    rest = next((j for j in range(i, end) if kinds[j] in "srakT;"), end)
    if "M" in kinds[i:rest] or "i" in kinds[i:end]:
        return 0.0  # a hedge or a condition would be lost
    if not _complete(clause, i):
        return 0.0
    return _last_factor(clause, i) * _next_factor(clause, i)


def _complete(clause: Clause, i: int) -> bool:
    """Return whether every clause that has begun before token i has had its verb."""
    kinds, main, cue = clause.kinds, clause.main, clause.cue
    if "Ti" in kinds[main:i]:
        return False  # "warned that unless …": what then?
    if (content := RE_CONTENT.match(kinds, main)) and i <= content.start(1) and not main <= cue < content.start(1):
        return False
    opened = max(kinds.rfind(kind, main, i) for kind in ("r", "T", "s", "i", "k", "a,"))
    saying = kinds.rfind("q", main + 1, i)
    if saying != cue and kinds[saying - 1] != "t":
        opened = max(opened, saying)
    if kinds[main] in "qu" and main != cue and not VERBAL.isdisjoint(kinds[main + 1 : clause.end]):
        opened = max(opened, main)
        if kinds[main + 1] == GERUND and FINITE.isdisjoint(kinds[main + 1 : i]):
            return False  # "says being made a knight …"
    if kinds.count(",", main, i) > 1:
        opened = max(opened, kinds.rfind(",", main, i))  # a list of clauses, or a second apposition
    return opened < 0 or clause.word(opened) == "as" or not VERBAL.isdisjoint(kinds[opened + 1 : i])


def _last_factor(clause: Clause, i: int) -> float:
    """Return how well the token before i ends a clause."""
    last, following = clause.kinds[i - 1], clause.kinds[i]
    before = clause.word(i - 2)
    passive = before in clause.lexicon.sets["passive"]
    if following == "p" and clause.among(i - 1, "relational"):
        return CUT_RELATIONAL
    if following in "pt" and last == NOUN and before in ("a", "an"):
        return CUT_BARE
    if last == "e" or i - 1 == clause.main:
        if clause.among(i - 1, "intransitive"):
            return CUT_VERB
        return CUT_VERB if passive and following != "t" and "r" not in clause.kinds[clause.main : i] else 0.0
    if following == "p" and last == "b" and passive:
        return 0.0  # "is up for"
    if last == NOUN and (
        before in clause.lexicon.sets["modal"] or (clause.kinds[i - 2] == "t" and following in "ptgeT")
    ):
        return 0.0  # a bare infinitive
    if last == GERUND:
        return 0.0 if passive else CUT_GERUND if clause.kinds[i - 2] in "NP" else CUT_VERB
    if last == NOUN and passive and following in "pt":
        return 0.0  # "is ready for"
    return 1.0


def _next_factor(clause: Clause, i: int) -> float:
    """Return how well a clause does without what follows from token i on."""
    following = clause.kinds[i]
    after = clause.kinds[i + 1] if i + 1 < clause.end else "."
    if _needed(clause, i, following, after):
        return 0.0
    if following == "," and after not in "srgeakpydP":
        return CUT_NOUN_AFTER_COMMA
    if following == "t" and clause.kinds[i - 1] == NUMBER:
        return CUT_NUMBER_TO
    return CUTS[following]


def _needed(clause: Clause, i: int, following: str, after: str) -> bool:
    """Return whether what goes before token i is no clause, or another one, without what follows."""
    kinds, main = clause.kinds, clause.main
    if following == "(":
        behind = kinds.find(")", i) + 1
        return not behind or (behind < clause.end and kinds[behind] not in "pyst,;-ak")
    if kinds[i - 1 : i + 2] == NAME + "p" + NAME and clause.word(i) == "for":
        return True  # "the Office for National Statistics"
    if following == "y" and clause.word(i - 1) in ("last", "next"):
        return True
    if (following == "y" and kinds[i - 1] == NUMBER) or (kinds[i : i + 2] == "py" and kinds[i - 2 : i] == "d" + NAME):
        return True  # "27 February"; "The Mail on Sunday"
    if following == ",":
        return after == NUMBER  # an age, or "a rare, 475-pound turtle"
    if following in "pt" and _holds(clause, i, clause.lexicon.sets["control"]):
        rest = re.split("[,;srT]", kinds[i : clause.end], maxsplit=1)[0]
        if "t" in rest and "t" not in kinds[main:i]:
            return True  # "urged the council of the valley to mend it"
    if following == "e":  # a participle of its own, not a word before its noun or a part of the verb
        return after not in "pbtyl" or (clause.among(main, "perfect") and i == kinds.find("e", main))
    if following == GERUND:
        return after not in "dptOTP0" or kinds[i - 2] == "f"  # "an entire working day"
    if following == "T":
        return kinds[i - 1] != NOUN or after not in "xvmj"  # "a scheme that cuts pay", not "the claim that he knew"
    if following in "ak":
        return after not in "xvMqjewhmu"  # it joins two nouns, not two clauses
    word = clause.word(i)
    if following == "p" and (after in "tpsak,;-" or word == "into"):
        return True  # "could step in to save it": a particle; "turned the mill into a museum"
    if (following in "pt" and after != "y") or word == "since":
        return (word not in clause.lexicon.sets["unscoped"] and _superlative(clause, i)) or (
            following == "p" and _holds(clause, i, clause.lexicon.sets["placing"]) and not _placed(clause, i)
        )
    return word == "as" and _holds(clause, i, clause.lexicon.sets["naming"])


def _nominal(clause: Clause, i: int) -> bool:
    """Return whether what may be a verb is a noun, from the word before it: "the air show", "a list of concerns"."""
    return clause.kinds[i] in "jm" and i - 1 > clause.main and clause.kinds[i - 1] in "NdSf0"


def _placed(clause: Clause, i: int) -> bool:
    """Return whether place or label are told before token i; "for" is rather a part of the object."""
    return clause.kinds[i - 1] == '"' or any(
        clause.kinds[j] == "p" and clause.word(j) != "for" for j in range(clause.main, i)
    )


def _holds(clause: Clause, i: int, listed: frozenset[str]) -> bool:
    """Return whether one of the words listed stands between the verb and token i."""
    return not listed.isdisjoint(clause.parse.words.lower[clause.first + clause.main : clause.first + i])


def _superlative(clause: Clause, i: int) -> bool:
    """Return whether what a superlative holds within has still to be said at token i."""
    sets = clause.lexicon.sets
    for j in range(i - 1, clause.main - 1, -1):
        word = clause.word(j)
        if word in sets["superlative"] or (word.endswith("est") and word not in sets["positive"]):
            return "f" not in clause.kinds[j:i]
    return False
