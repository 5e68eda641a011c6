"""Finds quotations by the direction of their marks."""

from __future__ import annotations

import re

# Quotation marks by direction: German »…« and „…“ turn them round, and a straight one has none.
RE_QUOTE = re.compile(
    r"[\"“”„»«‹›‘’'](?:"
    r"(?P<open>(?<![^\s(\[{—–-].)(?:(?<=[\"“”„»‹›‘])(?=\S)|(?<=')(?=\w)|(?<=«)))"
    r"|(?P<close>(?<=[\"”“»«›‹])(?<=\S.)(?!\w)|(?<=['’])(?<=[.!?,…].)(?!\w)|(?<=»)))"
)
SINGLE_QUOTES = "‘’'‹›"


def find(text: str, longest: int) -> list[tuple[int, int]]:
    """Return the offsets (opening mark, closing mark) of quotations of at most `longest` code points, in order."""
    if "``" in text:  # as typewriters and old corpora quote, with '' at the end
        text = text.replace("``", " “").replace("''", "” ")
    found: list[tuple[int, int]] = []
    opened: dict[bool, int] = {}
    for match in RE_QUOTE.finditer(text):
        at = match.start()
        single = text[at] in SINGLE_QUOTES
        if match.lastgroup == "open":
            opened[single] = at
        elif single in opened:
            start = opened.pop(single)
            if at - start <= longest:
                while found and found[-1][0] > start:
                    found.pop()
                found.append((start, at))
    return found
