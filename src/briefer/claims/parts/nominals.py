"""Words that report and are no verbs: nouns, adjectives and adverbs, and the content beside them."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from briefer.claims.attributions import Attribution
from briefer.claims.parts.scanning import Scan, floor_before
from briefer.construction import Complement, Construction
from briefer.grammar.clauses import clause_end, content, trimmed
from briefer.grammar.nouns import singular
from briefer.grammar.parsing import Tokens
from briefer.grammar.phrases import subject_before
from briefer.languages import load_lines
from briefer.model import Span
from briefer.remembering import Remembered


class Nominal(NamedTuple):
    """A noun, an adjective or an adverb that reports, in its place."""

    at: int
    family: str


class NominalCues(dict[str, tuple[str, str]]):
    """Maps a lower-case singular to its kind (noun, adjective, raising or adverb) and its family."""

    def __init__(self, language: str) -> None:
        super().__init__()
        kind = family = ""
        for line in load_lines(language, "nominal_cues.txt"):
            if line.startswith("["):
                kind, family = line.strip("[]").split()
                continue
            for word in line.split():
                self.setdefault(word, (kind, family))
        # The cue that a word or its singular is, ("", "") for the others
        self.forms = Remembered(lambda word: self.get(word) or self.get(singular(word, language), ("", "")))


@cache
def nominal_cues(language: str) -> NominalCues:
    """Return the nouns, adjectives and adverbs that report in a language."""
    return NominalCues(language)


def governs(here: Scan, at: int) -> bool:
    """Tell whether a token is a preposition that such a word takes its content with."""
    return here.parse.words.lower[at] in here.listed("governing")


def group_start(here: Scan, position: int, letters: str) -> int:
    """Return where the auxiliaries (and adverbs) before a token begin."""
    while position > here.first and here.parse.tags[position - 1] in letters:
        position -= 1
    return position


def around(here: Scan, made: Construction, family: str, cue: Tokens, group: int) -> Attribution | None:
    """Return the clause around a cue: its subject, which ends before token `group`, up to the cue, and the rest."""
    parse = here.parse
    subject = subject_before(parse, group, floor_before(here, group))
    after = cue[1]
    rest = content(parse, after, clause_end(parse, after, here.last)) if after < here.last else None
    if subject is None or rest is None:
        return None
    lead = parse.span((subject[0][0], cue[0]))
    return nominal_attribution(here, made, family, None, cue, (lead, rest))


def rest_behind(
    here: Scan, made: Construction, family: str, source: Tokens | None, cue: Tokens, start: int
) -> Attribution | None:
    """Return an attribution whose content is the clause from token `start` on."""
    end = clause_end(here.parse, start, here.last)
    span = content(here.parse, start, trimmed(here.parse, start, end))
    return nominal_attribution(here, made, family, source, cue, (span,)) if span else None


def nominal_attribution(
    here: Scan, made: Construction, family: str, source: Tokens | None, cue: Tokens, spans: tuple[Span, ...]
) -> Attribution:
    """Return an attribution of a nominal cue: such words may always be about something else, so it is never sure."""
    head = cue[1] - 1 if made.complement is Complement.OBJECT else cue[1]
    lemma = singular(here.parse.words.lower[head - 1])
    return Attribution(made, here.index, source, cue, lemma, family, spans, sure=False)
