"""Subjects that stand further off: shared with the verb before, or the one that the sentence opens with."""

from __future__ import annotations

from briefer.claims.parts.cues import Cue
from briefer.claims.parts.predicates import without_predicate
from briefer.claims.parts.scanning import Scan
from briefer.claims.parts.verbal import RE_VERBAL
from briefer.grammar.nouns import is_plural
from briefer.grammar.parsing import Tokens
from briefer.grammar.phrases import phrase_after


def shared_subject(here: Scan, cue: Cue) -> tuple[Tokens, Tokens] | None:
    """Return the source of the attribution before, for a second verb: "He denied it and said …"."""
    tags = here.parse.tags
    position = cue.start - 1
    if here.found and position >= here.first and tags[position] in "CK,":
        source = here.found[-1].source
        return (source, source) if source else None
    if position > here.first and tags[position] in "CK" and not _joins_nouns(here, position):
        subject = main_subject(here, position)
        return None if subject and _disagrees(here, cue, subject[0]) else subject
    return None


def _joins_nouns(here: Scan, joint: int) -> bool:
    """Tell whether no verb stands between "when" and "and": "when police | and | suspected robbers shot"."""
    tags = here.parse.tags
    opening = tags.rfind("H", here.first, joint)
    return opening > here.first and opening + 1 < joint and RE_VERBAL.search(tags, opening + 1, joint) is None


def _disagrees(here: Scan, cue: Cue, subject: Tokens) -> bool:
    """Tell whether a base form far behind one person's name is not that person's: "Roe dislikes laws that … and ban".

    Behind an auxiliary or "to" one would share it with the verb before: "Roe will speak and ban".
    """
    parse = here.parse
    start, end = subject
    if cue.verb.form != "base" or parse.words.lower[cue.at] in here.listed("same_in_past"):
        return False
    if parse.tags[end - 1] != "N" or "C" in parse.tags[start:end] or is_plural(parse.words.lower[end - 1]):
        return False
    licensing = here.listed("licensing")
    for at in range(end, cue.start):
        word = parse.words.lower[at]
        if parse.tags[at] in "TW" and is_plural(parse.words.lower[at - 1]) and _is_base(here, at + 1):
            return True  # "rules that protect the young and | ban the old"
        if word in licensing or (word == "to" and parse.tags[at + 1] not in "DNZO"):
            return False
    return True


def _is_base(here: Scan, at: int) -> bool:
    verbs = here.parse.verbs[here.parse.words.lower[at]] if here.parse.tags[at] == "V" else ()
    return any(verb.form == "base" for verb in verbs)


def main_subject(here: Scan, before: int) -> tuple[Tokens, Tokens] | None:
    """Return the subject that the sentence opens with, behind an adverbial if there is one."""
    parse, tags = here.parse, here.parse.tags
    source = here.found[-1].source if here.found else None
    if source and parse.words.lower[source[0]] not in here.listed("possessive"):
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
    phrase = without_predicate(parse, phrase)
    return (phrase, phrase)
