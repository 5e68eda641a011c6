"""Who the subject of a cue is, when it does not stand right before it."""

from __future__ import annotations

from briefer.claims.constructions.reading import Cue, Reading, floor_before
from briefer.grammar.nouns import is_plural, nouns
from briefer.grammar.parsing import Tokens
from briefer.grammar.patterns import pattern
from briefer.grammar.phrases import phrase_after, phrase_before, subject_before
from briefer.model import Order

ADJUNCTS = frozenset({"on", "in", "during", "after", "before", "via", "amid", "following", "by"})
LICENSING = frozenset(
    """will would can could may might shall should must do does did don't doesn't didn't won't wouldn't can't cannot
    couldn't 'll 'd let help make lets helps makes""".split()  # noqa: SIM905
)
SAME_IN_PAST = frozenset({"put", "read", "cast", "forecast", "set", "hit", "shut"})  # base forms that may be past
QUOTING = frozenset({"quoted", "quotes", "quoting", "cited", "cites", "citing"})
AS_SAYING = frozenset({("as", "saying"), ("as", "telling")})
LONGEST_QUOTED = 20  # tokens
LONGEST_RELATIVE = 25  # tokens between a subject's head and its verb
RE_RELATIVE_SUBJECT = pattern(
    """DET{0,3} NOMINAL++ (?:[OF PREP] DET{0,3} NOMINAL++)*+ (?P<pronoun>WHO) ADV*+ [AUX CUE VERB WORD]
    [^ , ; : " WHO THAT ASKS WHILE PRON CUE]*+ $"""
)


def opens_with_subject(here: Reading, before: int) -> bool:
    """Tell whether the sentence opens with a subject whose apposition ends right here: "X, the mayor, said"."""
    subject = subject_before(here.parse, before, floor_before(here, before))
    return subject is not None and (
        subject[0][0] <= floor_before(here, before) or here.parse.quoted[subject[0][0] - 1] == 1
    )


def with_relative(here: Reading, subject: tuple[Tokens, Tokens]) -> tuple[Tokens, Tokens]:
    """Return the subject with the clause that it ends in: "two members who opposed the plan | said"."""
    start = subject[0][0]
    floor = max(here.first, start - LONGEST_RELATIVE)
    match = RE_RELATIVE_SUBJECT.search(here.parse.tags[floor:start])
    if match is None or any(
        made.construction.order is not Order.GAP and made.cue[0] < floor + match.start("pronoun") for made in here.found
    ):
        return subject
    whole = (floor + match.start(), subject[0][1])
    here.found = [made for made in here.found if made.cue[0] < whole[0]]
    return whole, (floor + match.start(), floor + match.start("pronoun"))


def shared_subject(here: Reading, cue: Cue) -> tuple[Tokens, Tokens] | None:
    """Return the source of the attribution before, for a second verb: "He denied it and said …"."""
    tags = here.parse.tags
    position = cue.start - 1
    if here.found and position >= here.first and tags[position] in "CK,":
        source = here.found[-1].source
        return (source, source) if source else None
    if position > here.first and tags[position] in "CK":
        subject = main_subject(here, position)
        return None if subject and _disagrees(here, cue, subject[0]) else subject
    return None


def _disagrees(here: Reading, cue: Cue, subject: Tokens) -> bool:
    """Tell whether a base form far behind one person's name is not that person's: "Roe dislikes laws that … and ban".

    Behind an auxiliary or "to" one would share it with the verb before: "Roe will speak and ban".
    """
    parse = here.parse
    start, end = subject
    if cue.verb.form != "base" or parse.words.lower[cue.at] in SAME_IN_PAST:
        return False
    if parse.tags[end - 1] != "N" or "C" in parse.tags[start:end] or is_plural(parse.words.lower[end - 1]):
        return False
    for at in range(end, cue.start):
        word = parse.words.lower[at]
        if parse.tags[at] in "TW" and is_plural(parse.words.lower[at - 1]) and _is_base(here, at + 1):
            return True  # "rules that protect the young and | ban the old"
        if word in LICENSING or (word == "to" and parse.tags[at + 1] not in "DNZO"):
            return False
    return True


def main_subject(here: Reading, before: int) -> tuple[Tokens, Tokens] | None:
    """Return the subject that the sentence opens with, behind an adverbial if there is one."""
    parse, tags = here.parse, here.parse.tags
    if here.found and here.found[-1].source:
        source = here.found[-1].source
        return (source, source)
    position = here.first
    while position < before and tags[position] in "\"'CKR,":
        position += 1
    if position < before and tags[position] in "SBGvFIMH":
        comma = tags.find(",", position, before)
        if comma < 0:
            return None
        position = comma + 1
        while position < before and tags[position] in "R,":
            position += 1
    phrase = phrase_after(parse, position, before)
    if phrase is None or tags[phrase[0]] == "O":
        return None
    return (phrase, phrase)


def antecedent_of(here: Reading, relative: int) -> tuple[Tokens, Tokens] | None:
    """Return the noun phrase before "who" or "which", for "X, who said"; the pronoun if there is none."""
    parse = here.parse
    end = relative
    if end > here.first and parse.tags[end - 1] == ",":
        end -= 1
    phrase = phrase_before(parse, end, here.first) if end > here.first else None
    if phrase is not None and parse.words.lower[relative] == "who":
        phrase = _without_places(here, phrase)
    if phrase is None:
        phrase = (relative, relative + 1)
        return (phrase, phrase) if parse.words.lower[relative] == "who" else None
    return (phrase, phrase)


def _is_base(here: Reading, at: int) -> bool:
    verbs = here.parse.verbs[here.parse.words.lower[at]] if here.parse.tags[at] == "V" else ()
    return any(verb.form == "base" for verb in verbs)


def _without_places(here: Reading, phrase: Tokens) -> Tokens | None:
    """Return the phrase before a place set off by a comma: "a doctor from Marle, | Norland, | who said"."""
    places = nouns().places
    words, tags = here.parse.words, here.parse.tags
    start, end = phrase
    while " ".join(words.lower[start:end]) in places and start - 2 > here.first and tags[start - 1] == ",":
        earlier = phrase_before(here.parse, start - 1, here.first)
        if earlier is None:
            return None
        start, end = earlier
    return (start, end)


def quoted_after(here: Reading, at: int) -> Tokens | None:
    """Return who is quoted behind a verb of quoting: "the Courier quoted | one trader, a broker, | as saying"."""
    phrase = phrase_after(here.parse, at, here.last)
    if phrase is None:
        return None
    phrase = with_apposition(here, phrase)
    end = phrase[1] + (here.parse.tags[phrase[1] : phrase[1] + 1] == ",")
    return phrase if tuple(here.parse.words.lower[end : end + 2]) in AS_SAYING else None


def quoted_before(here: Reading, at: int) -> Tokens | None:
    """Return who is quoted before "as" at a token, in "quoted one trader | as saying"."""
    lower = here.parse.words.lower
    for verb in range(at - 2, max(here.first, at - LONGEST_QUOTED) - 1, -1):
        if lower[verb] in QUOTING:
            phrase = quoted_after(here, verb + 1)
            return phrase if phrase and at - phrase[1] in (0, 1) else None
    return None


def without_adjunct(here: Reading, source: Tokens) -> Tokens:
    """Return a name without what only says where or when: "said Jane Roe | on arrival"."""
    tags = here.parse.tags
    for position in range(source[0] + 1, source[1]):
        if tags[position] == "S" and tags[position - 1] == "N" and here.parse.words.lower[position] in ADJUNCTS:
            return (source[0], position)
    return source


def with_apposition(here: Reading, source: Tokens) -> Tokens:
    """Return a source with the apposition behind it: "said Jane Roe, a spokeswoman for the city"."""
    tags = here.parse.tags
    after = source[1]
    if after + 1 < here.last and tags[after] == "(":
        closing = tags.find(")", after, here.last)
        if closing > 0:
            source = (source[0], closing + 1)
            after = source[1]
    if after + 2 < here.last and tags[after] == "," and tags[after + 1] == "W":
        end = after + 2
        while end < here.last and tags[end] not in ",.;":
            end += 1
        return (source[0], end)
    if after + 2 < here.last and tags[after] == "," and tags[after + 1] in "DnNZ":
        phrase = phrase_after(here.parse, after + 1, here.last)
        while phrase and phrase[1] < here.last and tags[phrase[1]] == "C":  # "director of planning and research"
            phrase = phrase_after(here.parse, phrase[1] + 1, here.last)
        if phrase and (phrase[1] >= here.last or tags[phrase[1]] in '.,;-W"B'):
            return (source[0], phrase[1])
    return source
