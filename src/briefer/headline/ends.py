"""Where a slice may end: behind a whole predicate, before what is only a circumstance or an addition.

A verb keeps its complements. No list names those of every verb, so the rules turn the question round: they name what is
no complement (a time, a place with a name, an adverbial clause, an apposition), and a slice ends before nothing else.
Which verbs are whole even so the data tell (`accomplished`, `phrasal`, `transitive` in `verb_forms.txt`).
"""

from __future__ import annotations

import re
from functools import cache

from briefer.grammar.subclasses import NAME, NOUN, NUMBER, lexicon
from briefer.headline.clause import GERUND, Clause, main_verb

FROM = frozenset(["from"])
REPORTING = "qjuA"  # cues that need nothing more behind the words: "…, police said"
NEVER_LAST = frozenset("SlOdcnhoftTsaikrxMzpA,(;-$qjuv'")
CUTS = {",": 0.97, ";": 0.97, "-": 0.97, "(": 0.97, "y": 0.97, "s": 0.95, "p": 0.92, "t": 0.3, "r": 0.5, "g": 0.6}
CUTS |= {"e": 0.5, "a": 0.6, "T": 0.5}
CUT_NOUN_AFTER_COMMA = 0.6  # rather a list than an apposition

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
        or (kinds[i - 1] in NEVER_LAST and i - 1 != cue and not _closing(clause, i - 1))
    ):
        return 0.0
    first, words = clause.first, clause.parse.words
    if kinds[i] not in ",;" and words.starts[first + i] == words.ends[first + i - 1]:
        return 0.0  # within a word such as "U.S.-led"
    if kinds[i] == "," and _amid_adjectives(clause, i):
        return 0.0
    if "s" in kinds[clause.origin : main] or "i" in kinds[clause.origin : main]:
        return 0.0  # the verb may be that of "Three months after …"
    rest = next((j for j in range(i, end) if kinds[j] in "srakT;"), end)
    if "M" in kinds[i:rest] or "i" in kinds[i:end] or _turns(clause, i):
        return 0.0  # a hedge, a condition or a denial would be lost
    if not _complete(clause, i) or not _predicated(clause, i) or _paired(clause, i):
        return 0.0
    return _next_factor(clause, i)


def _amid_adjectives(clause: Clause, i: int) -> bool:
    """Return whether a comma at token i stands between two adjectives of one noun: "a mill-sized, boat-like | barn"."""
    if i + 1 >= clause.end or clause.kinds[i - 2] != "d":
        return False
    texts, at = clause.parse.words.texts, clause.first + i
    return any("-" in word and word.islower() for word in (texts[at - 1], texts[at + 1]))


def _turns(clause: Clause, i: int) -> bool:
    """Return whether a clause from token i on takes the first one back: "…, but | officials deny it"."""
    kinds, sets = clause.kinds, clause.lexicon.sets
    words = clause.parse.words.lower[clause.first : clause.first + clause.end]
    if any(words[j] in sets["turning"] for j in range(i, clause.end)):
        return True
    turn = next((j for j in range(i, clause.end) if words[j] in sets["contrasting"]), -1)
    if turn < 0:
        return False
    return "n" in kinds[turn:] or any(word in sets["denying"] or word.endswith("n't") for word in words[turn:])


def _paired(clause: Clause, i: int) -> bool:
    """Return whether token i stands between two words of which the first waits for the second: "so … that"."""
    words = clause.parse.words.lower[clause.first : clause.first + clause.end]
    before, behind = words[clause.main : i], set(words[i:])
    for one, two in pairs(clause.parse.language):
        if two in behind and one in before and two not in before[before.index(one) + 1 :]:
            return True
    return False


@cache
def pairs(language: str) -> tuple[tuple[str, str], ...]:
    """Return the pairs of words of which the first waits for the second."""
    return tuple(
        (one, two) for one, _, two in (pair.partition("_") for pair in sorted(lexicon(language).sets["paired"]))
    )


def _complete(clause: Clause, i: int) -> bool:
    """Return whether every clause that has begun before token i has had its verb."""
    kinds, main, cue = clause.kinds, clause.main, clause.cue
    if "Ti" in kinds[main:i]:
        return False  # "warned that unless …": what then?
    if (content := RE_CONTENT.match(kinds, main)) and i <= content.start(1) and not main <= cue < content.start(1):
        return False
    openers = [
        j for j in range(main + 1, i) if kinds[j] in "rTsik" or (kinds[j] == "a" and kinds[j + 1 : j + 2] == ",")
    ]
    saying = kinds.rfind("q", main + 1, i)
    if saying > 0 and saying != cue and kinds[saying - 1] != "t":
        openers.append(saying)
    if kinds[main] in "qu" and main != cue:
        openers.append(main)
        if kinds[main + 1] == GERUND and set("xvM").isdisjoint(kinds[main + 1 : i]):
            return False  # "says being made a knight …"
    if kinds.count(",", main, i) > 1:
        openers.append(kinds.rfind(",", main, i))  # a list of clauses, or a second apposition
    return all(clause.word(j) == "as" or 0 <= main_verb(kinds, j + 1, clause.end) < i for j in openers)


def _predicated(clause: Clause, i: int) -> bool:
    """Return whether the verbs before token i have what they need: an object, a predicate, a particle's phrase."""
    kinds, sets = clause.kinds, clause.lexicon.sets
    if i - 1 == clause.cue and kinds[i - 1] in REPORTING:
        return True
    last, word, before = kinds[i - 1], clause.word(i - 1), clause.word(i - 2)
    verb = _verb(clause, i)
    told = kinds[verb + 1 : i].lstrip("l")
    passive = _holds(clause, verb, sets["passive"])
    if not told:
        return clause.word(verb) in sets["intransitive"] or (passive and clause.word(verb) in sets["accomplished"])
    if told == "b" or last == "b":
        return f"{before}_{word}" in sets["phrasal"]
    if last == "e":
        return word in sets["intransitive"] or (before in sets["passive"] and word in sets["accomplished"])
    if (last == NOUN and before in sets["modal"]) or (
        last in "Nmjve" and kinds[i - 2] == "t" and (word[-1] != "s" or word[-2:] == "ss")
    ):
        return word in sets["intransitive"]  # a bare infinitive
    if last == GERUND:
        return kinds[i - 2] in "NP" and kinds[i] != "p"
    return not (word in sets["times"] and set(told) <= TIME)  # "spent a whole week | in bed"


TIME = frozenset("dc0NlP")


def _verb(clause: Clause, i: int) -> int:
    """Return the last token before i of the main verb: "has been | killed"."""
    kinds, verb = clause.kinds, clause.main
    passive = clause.lexicon.sets["passive"]
    while verb + 1 < i and (
        kinds[verb + 1] in "xznlMej"
        or (kinds[verb + 1] == GERUND and (verb == clause.main or clause.word(verb) in passive))
    ):
        verb += 1
    return verb


def _next_factor(clause: Clause, i: int) -> float:
    """Return how well a clause does without what follows from token i on."""
    if not _done_without(clause, i):
        return 0.0
    following = clause.kinds[i]
    after = clause.kinds[i + 1] if i + 1 < clause.end else "."
    if following == "," and after not in "srgeakpydP":
        return CUT_NOUN_AFTER_COMMA
    return CUTS[following]


RE_APPOSED = re.compile(r",d[NPgcl0]{1,4}$")  # ", an incident | which": it is there for what follows


def _done_without(clause: Clause, i: int) -> bool:
    """Return whether all that follows from token i on, up to the next clause, is circumstance or addition."""
    kinds, end = clause.kinds, clause.end
    if i - 1 == clause.cue and kinds[i - 1] in REPORTING and (kinds[i] == "y" or _circumstance(clause, i)):
        return True  # when and where a source said it
    at = i
    while at < end:
        following = kinds[at]
        after = kinds[at + 1] if at + 1 < end else "."
        if following in ",-":
            if after == "d" and kinds[at - 1] == NAME and _names(clause, at):
                return False  # "have voted Anna Brandt, the miller, | mayor"
            return not _goes_on(clause, at, following, after)
        if following == ";":
            return True
        if following == "s":
            return after != "." and not _clause_needed(clause, at)
        if following == "a":
            return after in "xvMqh"  # it joins two clauses, not two nouns
        if following == "r":
            return at == i and not _definite(clause, i) and not RE_APPOSED.search(kinds[clause.main : i])
        past = _circumstance(clause, at)
        if not past:
            return False
        at = past
    return True


def _names(clause: Clause, i: int) -> bool:
    """Return whether the object before token i waits for what it is named: "voted | Anna Brandt, …, the best"."""
    at = i - 1
    while at > clause.main and clause.kinds[at] in NAME + "d":
        at -= 1
    return clause.among(at, "placing")


def _clause_needed(clause: Clause, i: int) -> bool:
    """Return whether a clause needs what the subordinator at token i opens: "seen as a sign", "the highest since"."""
    kinds, word = clause.kinds, clause.word(i)
    if _is_compound(clause, i):
        return False
    if word in clause.lexicon.sets["sequential"] and clause.among(i - 1, "times") and not _in_phrase(clause, i):
        return True  # "left it days | after the flood"
    if word == "where" and _holds(clause, i, clause.lexicon.sets["placing"]):
        return True  # "ended up | where they had started"
    if word == "as":
        stop = min((k for k in (kinds.find(mark, i) for mark in ",;") if k > 0), default=clause.end)
        return main_verb(kinds, i + 1, stop) < 0
    if word in clause.lexicon.sets["likening"] and _holds(clause, i, clause.lexicon.sets["naming"]):
        return True
    return _superlative(clause, i) and word == "since"


def _circumstance(clause: Clause, i: int) -> int:
    """Return the end of a time, a place or a remark in brackets that opens at token i; 0 where none does."""
    kinds, end = clause.kinds, clause.end
    following = kinds[i]
    if following == "(":
        return kinds.find(")", i) + 1
    if _is_compound(clause, i):
        return end
    if following == "y":
        return 0 if kinds[i - 1] in "0c" else _phrase_end(kinds, i, end)  # "27 February", "last Monday"
    if following == "c" and clause.word(i) in ("last", "next") and i + 1 < end and clause.among(i + 1, "times"):
        return i + 2
    if following not in "pst" or i + 1 == end or kinds[i + 1] in "tpsakg,;-":
        return 0  # "could step in to save it": a particle
    if kinds[i - 1] == NUMBER:
        return 0 if following == "t" and (kinds[i + 1] in "$0" or _holds(clause, i, FROM)) else end
    return _phrase(clause, i) if following != "t" else 0


def _phrase(clause: Clause, i: int) -> int:
    """Return the end of a phrase with the preposition at token i if it is a circumstance, else 0."""
    kinds, end, word, sets = clause.kinds, clause.end, clause.word(i), clause.lexicon.sets
    if kinds[i - 2 : i + 2] == "d" + NAME + "py":
        return 0  # "The Mail on Sunday"
    if word in sets["sequential"] and clause.among(i - 1, "times") and not _in_phrase(clause, i):
        return 0  # "four months | after", but "in four months | after"
    if (word in sets["likening"] and _holds(clause, i, sets["naming"])) or (
        word not in sets["unscoped"] and _superlative(clause, i)
    ):
        return 0
    past = _phrase_end(kinds, i + 1, end)
    if past < end and kinds[past] == "S":
        return 0  # "in last year's sale"
    if _is_time(clause, i, past):
        return _phrase_end(kinds, past + 1, end) if past < end and kinds[past] == "f" else past
    if word in sets["circumstantial"]:
        return end
    opening = i + 1 + (kinds[i + 1] == "d")
    if word in sets["local"] and kinds[i - 1] not in "eb" and not clause.among(i - 1, "relational"):
        if kinds[past - 1] == kinds[opening] == NAME and not (kinds[i - 1] == NAME and kinds[i - 2] in "dpf"):
            return past  # but not in "was held in Lisbon", "the Bank in Lisbon"
        if past == opening + 1 and clause.word(i + 1) == "the" and _ends_there(kinds, past, end):
            return past  # "in the country": one that has been named
    return end if word in sets["loose"] and _object_is_whole(clause, i) else 0


def _ends_there(kinds: str, i: int, end: int) -> bool:
    return i == end or kinds[i] in ",;s"


def _object_is_whole(clause: Clause, i: int) -> bool:
    """Return whether the verb has an object that nothing need tell: "has bought the mill | from two brothers"."""
    kinds, sets = clause.kinds, clause.lexicon.sets
    if kinds[i - 1] not in "NP0" or clause.among(i - 1, "relational"):
        return False
    if clause.word(i) in sets["attaching"] and _definite(clause, i):
        return False
    verb = i - 2
    while verb > clause.main and kinds[verb] in "NP0dcS$lfm" and not clause.among(verb, "transitive"):
        verb -= 1
    return clause.among(verb, "transitive")


def _is_compound(clause: Clause, i: int) -> bool:
    """Return whether a preposition of several words opens at token i: "as part of", "in a bid to"."""
    words = clause.parse.words.lower
    at = clause.first + i
    return any("_".join(words[at : at + n]) in clause.lexicon.sets["compound"] for n in (2, 3, 4))


def _phrase_end(kinds: str, i: int, end: int) -> int:
    """Return the end of a plain noun phrase that opens at token i."""
    while i < end and kinds[i] in "dclNP0yo":
        i += 1
    return i


def _in_phrase(clause: Clause, i: int) -> bool:
    """Return whether a preposition opens the phrase before token i."""
    at = i - 1
    while at > clause.main and clause.kinds[at] in "NP0dc":
        at -= 1
    return clause.kinds[at] in "pf"


def _is_time(clause: Clause, i: int, end: int) -> bool:
    """Return whether a preposition opens a time that ends at a token: "in 2004", "for the first time", "on Monday"."""
    if end <= i + 1:
        return False
    if clause.kinds[end - 1] == NUMBER:
        return clause.word(end - 1).isdigit() and len(clause.word(end - 1)) == YEAR
    return "y" in clause.kinds[i + 1 : end] or clause.among(end - 1, "times")


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
RE_LIST = re.compile(r"(?:,l?[dcNP0gSemj]{1,6}){1,6},?al?[dcNP0gSmj]|,a[NP0g](?:[,.]|$)")


def _closing(clause: Clause, i: int) -> bool:
    """Return whether a token closes a phrase though its subclass tells otherwise: "the air show", "two weeks ago"."""
    if clause.among(i, "closing"):
        return True
    return clause.kinds[i] in "jm" and i - 1 > clause.main and clause.kinds[i - 1] in "NdSf0a"


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
