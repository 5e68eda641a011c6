"""Clauses that a report interrupts or closes: "The plan, he said, would fail"."""

from __future__ import annotations

import re

from briefer.claims.parts.asides import RE_CLOSING_ASIDE
from briefer.claims.parts.quotations import next_quotations
from briefer.claims.parts.scanning import Scan
from briefer.claims.parts.verbal import RE_VERBAL
from briefer.grammar.clauses import SAID_LAST, clause_end, content, trimmed
from briefer.grammar.patterns import pattern
from briefer.languages import load_words
from briefer.model import Span

LONG_LEAD = 9  # tokens of a fronted clause from which on it needs no known verb
# "Tickets cost nine crowns", "The lamp flickers in the rain": what stands between two phrases must be the verb
UNKNOWN_VERB = pattern("(?: DET{1,3} NOUN{2,4}? | NOUN{2,4}?) (?:[PREP TO] | DET | NUM)")
SHORTEST = 3  # tokens of a clause behind an adverb
QUANTITY = pattern(
    "(?:[PREP ADV WORD WHILE AUX TO] | DET(?=WHILE)){1,4}? (?:NUM | DET(?!WHILE) | WORD(?=OF DET))"
)  # "At least 200", "As many as four"
PREDICATE = pattern("[NOMINAL DET OF PREP TIME]*? ADV*+ FINITE")
CLAUSE = pattern("ADV*+ (?:PRON | DET{0,3} NOMINAL++ (?:[OF PREP] DET{0,3} NOMINAL++){0,2}) (?<!VERB) ADV*+ [AUX CUE]")
# "In May prices rose"
DATED = pattern("PREP (?:DET? TIME++ NUM? ,?)+ (?:PRON | DET{0,3} [NOUN NUM POSS]{1,6}?) ADV*+ FINITE")
PLACED = pattern("PREP [DET NOMINAL TIME OF PREP ADV]{2,14}+ ADV*+ AUX")  # "By the end of the year prices will rise"
PARTICIPLE = pattern(
    """[ING WORD VERB NAME] [NOMINAL OF PREP DET THAT AUX TO ADV TIME CUE]++ ,
    (?=DET{0,2} NOUN{1,8}+ (?: , | ADV*+ FINITE))"""
)
COMMENT = pattern("PREP (?P<head> [DET BUT]{1,3} ADV? [NOUN CUE VERB]{1,3}+) [^ , ; :]{0,16}+ ,")
RE_SUBJECTLESS = re.compile(r"(?<![PT])A")  # "To wait is to lose, she said"


def interrupted(here: Scan, comma: int, after: int) -> list[Span]:
    """Return the clause before an attribution, and what goes on behind it: "The plan, he said, would fail"."""
    parse, tags = here.parse, here.parse.tags
    resumed = resumed_after(here, after)
    start = here.first
    while start < comma and (
        tags[start] in ",;:-" or (resumed and tags[start] in "CK" and parse.words.lower[start] != "nor")
    ):
        start += 1
    if start >= comma or (resumed and tags[comma - 1] in "HB"):
        return resumed  # "And, she said, it would rain"; "he praised the days when, he said, …"
    if not resumed:
        stance = parse.words.lower[start] in load_words(parse.language, "fronting.txt", "stance")
        if comma - start < LONG_LEAD and not stance and (comma - start < 2 or not _is_clausal(here, start, comma)):
            return []
        opening = start + 1 if tags[start] in "CK" else start
        if tags[opening] == "G" and "A" in tags[opening:comma]:
            pass  # "Finding it is not simple, he said"
        elif tags[opening] == "I" and not RE_SUBJECTLESS.search(tags, opening + 2, comma):
            return []  # a purpose: "To find out how it works, the team taught …"
        elif tags[opening] in "SBvGRF" and tags.find(",", opening, comma) < 0 and not _holds_main(here, opening, comma):
            return []  # an adverbial: "After the vote, she said …", "Asked about it, he said no"
        start = _behind_comment(here, start, comma)
        if parse.words.lower[start].endswith("ing"):
            participle = PARTICIPLE.match(tags, start, comma)
            governs = participle and not set("SFITD").isdisjoint(tags[start : participle.end()])
            if participle and governs and not here.parse.quoted[participle.end() - 1]:
                start = (
                    participle.end()
                )  # "Fuelling talk of a split, | Roe came home, her aide said": the article's own
    span = content(parse, start, trimmed(parse, start, comma))
    if span is None:
        return []
    # What was taken for a report of its own within this clause is what the source says.
    here.found = [made for made in here.found if made.content[0].start < span.start]
    return [span, *(resumed or next_quotations(here))]


def _behind_comment(here: Scan, start: int, comma: int) -> int:
    """Return where reported words begin behind the author's comment: "In a blow to the town, | the mill will close"."""
    comment = COMMENT.match(here.parse.tags, start, comma)
    if comment is None or here.parse.words.lower[start] != "in" or here.parse.quoted[comment.end() - 1]:
        return start
    nouns = load_words(here.parse.language, "fronting.txt", "comment")
    head = here.parse.words.lower[start : comment.end("head")]
    return comment.end() if not nouns.isdisjoint(head) else start


def _is_clausal(here: Scan, start: int, comma: int) -> bool:
    """Tell whether a short lead holds a verb, or words enough behind a noun that one of them must be it."""
    if RE_VERBAL.search(here.parse.tags, start, comma):
        return True
    return UNKNOWN_VERB.match(here.parse.tags, start, comma) is not None


def _holds_main(here: Scan, opening: int, comma: int) -> bool:
    """Tell whether what an adverbial or a quantity opens is a main clause: "At least 200 homes | lost power"."""
    tags, lower = here.parse.tags, here.parse.words.lower
    quantity = QUANTITY.match(tags, opening, comma)
    if quantity and lower[opening] in load_words(here.parse.language, "fronting.txt", "quantity"):
        return PREDICATE.match(tags, quantity.end(), comma) is not None
    if tags[opening] == "R" and lower[opening] in load_words(here.parse.language, "fronting.txt", "stance"):
        return comma - opening > SHORTEST  # "Probably the bones belong to a bishop"
    if tags[opening] == "R":
        return CLAUSE.match(tags, opening + 1, comma) is not None
    if tags[opening] not in "SF" or lower[opening] in load_words(here.parse.language, "fronting.txt", "conjunction"):
        return False
    return DATED.match(tags, opening, comma) is not None or PLACED.match(tags, opening, comma) is not None


def resumed_after(here: Scan, after: int) -> list[Span]:
    """Return the rest of a clause that an attribution interrupts: "The plan, he said, would fail"."""
    parse, tags = here.parse, here.parse.tags
    match = RE_CLOSING_ASIDE.match(tags, after, here.last)
    position = match.end() if match else after
    if position >= here.last or tags[position] not in ",-" or position + 2 >= here.last:
        return []
    behind_name = tags[position - 1] == "N"
    if tags[position + 1] in ("DnNZ" if behind_name else "D") and not RE_VERBAL.search(tags, position + 1, here.last):
        return []  # an apposition of the source, no content
    if tags[position + 1] in "GWCKB" or parse.words.lower[position + 1] == "according":
        return []
    if SAID_LAST.match(tags, position + 1, here.last):
        return []  # the speaker of it all: "…, her office said"
    span = content(parse, position + 1, clause_end(parse, position + 1, here.last))
    return [span] if span and span.end - span.start > 12 else []
