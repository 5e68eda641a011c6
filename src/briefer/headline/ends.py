"""Where a slice may end: not between a verb and its object, nor so that a condition or a hedge is lost."""

from __future__ import annotations

import re

from briefer.grammar.subclasses import NAME, NOUN, NUMBER
from briefer.headline.clause import FINITE, GERUND, Clause, main_verb

VERBAL = frozenset("xvMqujem")
NEVER_LAST = frozenset("SlOdcnhoftTsaikrxMzpA,(;-$qjuv'")
CUTS = {",": 0.97, ";": 0.97, "-": 0.97, "(": 0.97, "y": 0.97, "s": 0.95, "p": 0.92, "t": 0.3, "r": 0.5, "g": 0.6}
CUTS |= {"e": 0.5, "a": 0.6, "k": 0.8, "T": 0.5}
CUT_NOUN_AFTER_COMMA = 0.6  # rather a list than an apposition
CUT_NUMBER_TO = 0.85  # "rose 2% to $11bn"
CUT_RELATIONAL = 0.0  # "a rise in profit"
CUT_BARE = 0.0  # "launched an attack": on whom?
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
    if "M" in kinds[i:rest] or "i" in kinds[i:end] or _turns(clause, i):
        return 0.0  # a hedge, a condition or a denial would be lost
    if not _complete(clause, i):
        return 0.0
    return _last_factor(clause, i) * _next_factor(clause, i)


def _turns(clause: Clause, i: int) -> bool:
    """Return whether a clause from token i on takes the first one back: "…, but | officials deny it"."""
    kinds, sets = clause.kinds, clause.lexicon.sets
    words = clause.parse.words.lower[clause.first : clause.first + clause.end]
    turn = next((j for j in range(i, clause.end) if words[j] in sets["contrasting"]), -1)
    if turn < 0:
        return False
    return "n" in kinds[turn:] or any(word in sets["denying"] or word.endswith("n't") for word in words[turn:])


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
    return opened < 0 or clause.word(opened) == "as" or 0 <= main_verb(kinds, opened + 1, clause.end) < i


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
    if (last == NOUN and before in clause.lexicon.sets["modal"]) or (
        last in "Nmjve" and clause.kinds[i - 2] == "t" and following in "ptgeT"
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
    if following == ",":
        return CUTS[","] if after in "srgeakpydP" else CUT_NOUN_AFTER_COMMA
    if following == "t" and clause.kinds[i - 1] == NUMBER:
        return CUT_NUMBER_TO
    return CUTS[following]


def _needed(clause: Clause, i: int, following: str, after: str) -> bool:
    """Return whether what goes before token i is no clause, or another one, without what follows."""
    kinds, main, end = clause.kinds, clause.main, clause.end
    if following == "(":
        behind = kinds.find(")", i) + 1
        return not behind or (behind < end and kinds[behind] not in "pyst,;-ak")
    if following in ",-":
        return _goes_on(clause, i, following, after)
    if following == "y":
        return kinds[i - 1] in "0c"  # "27 February", "last Monday"
    if following == "t":
        if kinds[i - 1] == NUMBER and after in "$0":
            return False
        return (
            kinds[i - 1] not in "NP"
            or "for" in clause.parse.words.lower[clause.first + main : clause.first + i]
            or _holds(clause, i, clause.lexicon.sets["control"])
        )  # "urged the council | to mend it", "called for the dam | to be mended"
    if following == "e":  # a participle of its own, not a word before its noun or a part of the verb
        return after not in "pbtyl" or (clause.among(main, "perfect") and i == kinds.find("e", main))
    if following == GERUND:
        return kinds[i - 1] not in "NP" or after not in "dptOTP0" or kinds[i - 2] == "f"  # "an entire working day"
    if following in "rT":
        if following == "T" and (kinds[i - 1] != NOUN or after not in "xvmj"):
            return True  # "a scheme that cuts pay", not "the claim that he knew"
        return _definite(clause, i)
    if following in "ak":
        return after not in "xvMqh"  # it joins two nouns, not two clauses
    return _preposition_needed(clause, i, following, after)


def _preposition_needed(clause: Clause, i: int, following: str, after: str) -> bool:
    """Return whether a clause needs the phrase or the clause that a preposition or subordinator at token i opens."""
    kinds, word = clause.kinds, clause.word(i)
    sets = clause.lexicon.sets
    if word in sets["likening"] and _holds(clause, i, sets["naming"]):
        return True
    if word in sets["sequential"] and clause.among(i - 1, "times") and not _in_phrase(clause, i):
        return True  # "four months | after", but "in four months | after"
    if word == "for" and i + 1 < len(kinds) and kinds[i - 1] == kinds[i + 1] == NAME:
        return True  # "the Office for National Statistics"
    if after == ".":
        return True  # "the year | before"
    if following == "s":
        return word == "since" and _superlative(clause, i)
    if after in "tpsakg,;-" or word == "into" or (kinds[i - 2 : i + 2] == "d" + NAME + "py"):
        return True  # "could step in to save it": a particle; "The Mail on Sunday"
    if _holds(clause, i, sets["placing"]) and not _placed(clause, i):
        return True
    if word in sets["circumstantial"] or _is_time(clause, i):
        return word not in sets["unscoped"] and after != "y" and _superlative(clause, i)
    if word not in sets["unscoped"] and _superlative(clause, i):
        return True
    if _holds(clause, i, sets["control"]) and "t" in re.split("[,;srT]", kinds[i : clause.end], maxsplit=1)[0]:
        return True  # "urged the council of the valley to mend it"
    if word in sets["agentive"]:
        return kinds[i - 1] != "e"
    if word in sets["local"] and kinds[i + 1 + (after == "d")] == NAME:
        return kinds[i - 1] == NAME and kinds[i - 2] in "dpf"  # "the Bank in Lisbon"
    return kinds[i - 1] == "e" or (word in sets["attaching"] and _definite(clause, i))


def _in_phrase(clause: Clause, i: int) -> bool:
    """Return whether a preposition opens the phrase before token i."""
    at = i - 1
    while at > clause.main and clause.kinds[at] in "NP0dc":
        at -= 1
    return clause.kinds[at] in "pf"


def _is_time(clause: Clause, i: int) -> bool:
    """Return whether a preposition at token i opens a time: "in 2004", "for the first time", "on Monday"."""
    kinds = clause.kinds
    at = i + 1
    while at < clause.end and kinds[at] in "dc0l" and at < i + 4:
        if kinds[at] == NUMBER and clause.word(at).isdigit() and len(clause.word(at)) == YEAR:
            return True
        at += 1
    return at < clause.end and (kinds[at] == "y" or clause.among(at, "times"))


def _definite(clause: Clause, i: int) -> bool:
    """Return whether the phrase before token i is one that what follows may tell: "the man | who", "the ban | on"."""
    kinds = clause.kinds
    at = i - 1
    if kinds[at] not in "Ngm":
        return False
    while at > clause.main and kinds[at] in "NP0egmjlcS":
        at -= 1
    return clause.among(at, "definite")


YEAR = 4  # digits


def _goes_on(clause: Clause, i: int, following: str, after: str) -> bool:
    """Return whether a comma or dash at token i parts what belongs together."""
    kinds, end = clause.kinds, clause.end
    if after in (NUMBER, "t"):
        return True  # an age, or "a rare, 475-pound turtle"; ", but officials deny it"
    second = kinds.find(following, i + 1, i + INSERTED)
    if RE_LIST.match(kinds, i, end):
        return True
    return 0 < second < end - 1 and kinds[second + 1] in "tfxvM" + "p" * (following == "-")


INSERTED = 14  # tokens between two commas or dashes
RE_LIST = re.compile(r"(?:,l?[dcNP0gSe]{1,6}){1,6},?al?[dcNP0gS]|,a[NP0g](?:[,.]|$)")


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
