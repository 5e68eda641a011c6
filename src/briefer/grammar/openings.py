"""What a sentence opens with before its subject."""

from __future__ import annotations

from briefer.grammar.listed import listed
from briefer.grammar.parsing import Parse


def is_adverbial(parse: Parse, first: int) -> bool:
    """Tell whether a sentence opens with an adverbial: a participle, a conjunction, "around the same time"."""
    word, tags = parse.words.lower[first], parse.tags
    if tags[first] in "SB" or word in listed(parse.language, "approximate"):
        return True
    # not "Housing minister Jane Roe, a nurse, said"
    return word.endswith(("ing", "ed")) and tags[first + 1 : first + 2] in ("S", "I", "D")
