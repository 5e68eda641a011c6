"""What content opens with: a word that marks it as such, or a clause that nothing marks."""

from __future__ import annotations

from briefer.claims.parts.cues import Cue
from briefer.claims.parts.scanning import Scan, token_after
from briefer.claims.parts.verbal import RE_FINITE
from briefer.grammar.listed import listed
from briefer.grammar.patterns import pattern
from briefer.grammar.phrases import phrase_after
from briefer.model import Role

MADE_BY = pattern("[VERB CUE] PREP (?: VERB(?=NOUN) | [^ CUE VERB AUX . , ;])*+ (?: $ | [. , ;])")
MARKS = frozenset(':TIH"')  # classes of tokens that mark content as such
BARE_START = frozenset("PDNnZO\"'HBSLGxvRMAI")


def is_clause(here: Scan, start: int, cue: Cue) -> bool:
    """Tell whether what follows is a clause with a subject and a verb."""
    tags = here.parse.tags
    if cue.verb.lemma in here.listed("core") and (cue.verb.lemma != "tell" or start > cue.end):
        return True
    letter = tags[start]
    if letter in "P":
        return True
    stop = here.last
    if tags[start : start + 2] == "DA" and here.parse.words.lower[start] in listed(
        here.parse.language, "standing alone"
    ):
        return True  # "hope | another will lead"
    if tags[start : start + 2] == 'D"':
        return _has_quoted_subject(here, start)
    if phrase_after(here.parse, start, stop) is None:
        return bool(RE_FINITE.search(tags, start, stop)) and letter in "BH\"'G"
    return opens_clause(here, start) and not _is_made_by(here, start)


def _is_made_by(here: Scan, start: int) -> bool:
    """Tell whether the only verb ties a noun to who made it: "accepted 52 recommendations | made by a board"."""
    parse = here.parse
    subject = phrase_after(parse, start, here.last)
    if subject is None or parse.words.lower[subject[1] + 1 : subject[1] + 2] != ["by"]:
        return False
    return MADE_BY.match(parse.tags, subject[1], here.last) is not None


def _has_quoted_subject(here: Scan, start: int) -> bool:
    """Tell whether a clause opens with a noun in quotation marks: "the “pier taboo” was over"."""
    parse = here.parse
    passage = parse.passages.at(parse.words.starts[start + 1]) if parse.quoted[start + 1] else None
    if passage is None:
        return False
    after = token_after(here, passage)
    finite = RE_FINITE.search(parse.tags, start + 1, after) is not None
    return finite or parse.tags[after : after + 1] in ("A", "V", "v")


def is_infinitive(here: Scan, at: int) -> bool:
    """Tell whether an infinitive may follow "to": no name, number, article or pronoun does."""
    letter = here.parse.tags[at + 1 : at + 2]
    if letter == "N":
        return here.parse.sentences[here.index].role is Role.HEADLINE  # where a capital tells nothing
    return letter not in ("D", "Z", "O", "P", "M")


def opens_clause(here: Scan, start: int) -> bool:
    """Tell whether a noun phrase with a verb behind it begins at a token."""
    tags, stop = here.parse.tags, here.last
    subject = phrase_after(here.parse, start, stop)
    if subject is None:
        return False
    after = subject[1]
    while after < stop and tags[after] == "R":
        after += 1
    return after < stop and (tags[after] in "AVv" or tags[after : after + 2] == ",W")
