"""What belongs to a source behind its cue: "said Jane Roe, a spokeswoman for the city, on arrival"."""

from __future__ import annotations

from briefer.claims.parts.scanning import Scan
from briefer.grammar.parsing import Tokens
from briefer.grammar.phrases import phrase_after


def without_adjunct(here: Scan, source: Tokens) -> Tokens:
    """Return a name without what only says where or when: "said Jane Roe | on arrival"."""
    tags = here.parse.tags
    for position in range(source[0] + 1, source[1]):
        if (
            tags[position] == "S"
            and tags[position - 1] == "N"
            and here.parse.words.lower[position] in here.listed("adjunct")
        ):
            return (source[0], position)
    return source


def with_apposition(here: Scan, source: Tokens) -> Tokens:
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
        if phrase and (phrase[1] >= here.last or tags[phrase[1]] in '.,;:-W"B'):
            return (source[0], phrase[1])
    return source
