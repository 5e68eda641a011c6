"""What kind of claim it is, how sure its source is, and whether it affirms, negates or denies."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from briefer.claims.scene import Attribution, Scene, Tokens
from briefer.languages import load_lines
from briefer.model import Certainty, Kind, Level, Polarity, Quote, Source, SourceType, Span

KINDS = {
    "assert": Kind.STATEMENT,
    "find": Kind.STATEMENT,
    "deny": Kind.DENIAL,
    "believe": Kind.BELIEF,
    "criticise": Kind.CRITICISM,
    "threaten": Kind.THREAT,
    "promise": Kind.PROMISE,
    "ask": Kind.QUESTION,
    "order": Kind.DEMAND,
    "decline": Kind.REFUSAL,
    "intend": Kind.INTENTION,
}
LEMMA_KINDS = {
    **dict.fromkeys(("accuse", "blame", "allege", "charge", "implicate", "indict", "insinuate"), Kind.ALLEGATION),
    **dict.fromkeys(("reject", "rebuff", "challenge", "contest", "brush off", "wave off"), Kind.CRITICISM),
    **dict.fromkeys(("urge", "caution", "advise"), Kind.DEMAND),
    "wonder": Kind.QUESTION,
    "question": Kind.CRITICISM,
    "want": Kind.INTENTION,
    "oppose": Kind.CRITICISM,
    "object": Kind.CRITICISM,
    "complain": Kind.CRITICISM,
    "agree": Kind.STATEMENT,
    "know": Kind.STATEMENT,
    "hear": Kind.STATEMENT,
}
ACCUSATIONS = frozenset(
    """allegation allegations accusation accusations claim claims charge charges report reports suggestion suggestions
    wrongdoing involvement role rumor rumors rumour rumours""".split()  # noqa: SIM905 - a list of words reads best so
)
RE_HEDGED_CHOICE = re.compile(
    r"\bor (?:an?|its|their|another|some) (?:\w+ ){0,2}"
    r"(?:group|party|person|faction|force|company|ally|affiliate|country)\b",
    re.IGNORECASE,
)
NEGATIONS = frozenset({"not", "never", "no", "none", "nobody", "nothing", "neither", "cannot"})
CLAUSE_EDGES = frozenset({"but", "because", "although", "though", "while", "if", "unless", "who", "which", "until"})
# A response held out in a conditional mood, and what it would consist of: saying it is threatening it.
RESPONSES = frozenset({"response", "retaliation", "reprisal", "retaliate", "respond", "consequences"})
FORCE = frozenset(
    """retaliate retaliation strike strikes airstrike airstrikes military consequences punish punishment sanctions
    invade shutdown""".split()  # noqa: SIM905
)
MODALS = frozenset({"could", "will", "would", "may", "might", "shall", "possible", "ready", "prepared"})
ACCUSABLE = frozenset({"reject", "dismiss", "dispute", "refute", "rebut", "contradict"})
LEVELS = (Level.ASSERTED, Level.LIKELY, Level.POSSIBLE, Level.UNKNOWN)
DIRECT_WORDS = 5  # a quotation of at least so many words is taken for whole clauses
BELIEFS = frozenset({"believe", "think", "expect", "suppose", "assume", "presume", "reckon", "imagine"})


@cache
def hedges(language: str = "en") -> dict[str, tuple[tuple[tuple[str, ...], Level], ...]]:
    """Return {first word: its hedges as (words, level), the longest first}."""
    table: dict[str, list[tuple[tuple[str, ...], Level]]] = {}
    for line in load_lines(language, "hedges.txt"):
        level, *entries = line.split()
        for entry in entries:
            words = tuple(entry.split("_"))
            table.setdefault(words[0], []).append((words, Level(level)))
    return {word: tuple(sorted(rows, key=lambda row: -len(row[0]))) for word, rows in table.items()}


def content_tokens(scene: Scene, content: Sequence[Span]) -> list[Tokens]:
    """Return the runs of tokens that the content covers."""
    starts = scene.words.starts
    return [(bisect_left(starts, span.start), bisect_left(starts, span.end)) for span in content]


def certainty_of(scene: Scene, attribution: Attribution, runs: Sequence[Tokens]) -> Certainty:
    """Return the source's own hedges in text order and the weakest level among them.

    A cue of belief is a hedge as well. Levels are copied from the words, never computed.
    """
    markers: list[tuple[Span, Level]] = []
    if attribution.family == "believe":
        markers += _hedges_in(scene, attribution.belief or attribution.cue)
    for run in runs:
        markers += _hedges_in(scene, run)
        if "or" in scene.words.lower[run[0] : run[1]]:
            span = scene.span(run)
            markers += [
                (Span(match.start(), match.end()), Level.POSSIBLE)
                for match in RE_HEDGED_CHOICE.finditer(scene.text, span.start, span.end)
            ]
    markers.sort(key=lambda marker: marker[0].start)
    weakest = max((LEVELS.index(level) for _, level in markers), default=0)
    if not markers and attribution.family == "believe" and attribution.lemma in BELIEFS:
        weakest = LEVELS.index(Level.LIKELY)
    return Certainty(LEVELS[weakest], tuple(span for span, _ in markers))


def _hedges_in(scene: Scene, run: Tokens) -> list[tuple[Span, Level]]:
    table = hedges()
    lower = scene.words.lower
    found: list[tuple[Span, Level]] = []
    for position in range(*run):
        for words, level in table.get(lower[position], ()):
            end = position + len(words)
            if end <= run[1] and tuple(lower[position:end]) == words and scene.words.texts[position] != "May":
                found.append((scene.span((position, end)), level))
                break
    return found


def kind_of(scene: Scene, attribution: Attribution, runs: Sequence[Tokens], source: Source | None) -> Kind:
    """Return what the source does in saying it, by the cue and, for plain statements, by what is said."""
    lemma = attribution.lemma
    kind = LEMMA_KINDS.get(lemma) or KINDS.get(attribution.family, Kind.STATEMENT)
    if attribution.negated and attribution.family in ("assert", "find"):
        return Kind.REFUSAL
    words = {word for first, last in runs for word in scene.words.lower[first:last]}
    if lemma in ACCUSABLE and words & ACCUSATIONS:
        return Kind.DENIAL
    if lemma == "ask" and attribution.rule.endswith("infinitive"):
        return Kind.DEMAND
    if lemma == "warn" and words & FORCE and source and source.type is SourceType.ORGANISATION:
        return Kind.THREAT
    if kind is Kind.STATEMENT and words & FORCE and words & MODALS and words & RESPONSES:
        return Kind.THREAT
    if kind is Kind.STATEMENT and len(runs) == 1 and "?" in words and _asks(scene, runs[0]):
        return Kind.QUESTION
    return kind


def _asks(scene: Scene, run: Tokens) -> bool:
    return "?" in scene.words.texts[max(run[0], run[1] - 2) : run[1]]


def polarity_of(scene: Scene, attribution: Attribution, runs: Sequence[Tokens], kind: Kind) -> Polarity:
    """Return whether the claim is denied by its source, negated in its main clause, or affirmed."""
    if kind is Kind.DENIAL:
        return Polarity.DENIED
    if attribution.negated:
        return Polarity.NEGATED
    lower = scene.words.lower
    for position in range(*runs[0]):
        word = lower[position]
        if word in NEGATIONS or word.endswith("n't"):
            return Polarity.NEGATED
        if (word in CLAUSE_EDGES or word in ",;:") and position > runs[0][0] + 1:
            break
    return Polarity.AFFIRMED


def quotes_of(scene: Scene, content: Sequence[Span]) -> tuple[Quote, ...]:
    """Return the quoted words of a claim, quotation marks left out.

    Whole clauses are direct. A single quoted word between a determiner and its noun keeps its distance from the
    label rather than quote it: a scare quote.
    """
    quotes: list[Quote] = []
    text = scene.text
    for span in content:
        for passage in scene.passages.within(span.start, span.end):
            start, end = passage.start + 1, min(passage.end, span.end)
            if not passage.open:
                end -= 1
            while start < end and text[start] in "'`\"“‘ ":
                start += 1
            while end > start and text[end - 1] in "'`\"”’ ":
                end -= 1
            if end <= start:
                continue
            quotes.append(Quote(start, end, _quote_kind(text, passage.start, passage.end, start, end)))
    return tuple(quotes)


RE_DETERMINED = re.compile(r"\b(?:an?|the|its|their|his|her|this|these|so-called)\s+$", re.IGNORECASE)
RE_NOUN_FOLLOWS = re.compile(r"\s+[a-z]+")


def _quote_kind(text: str, outer_start: int, outer_end: int, start: int, end: int) -> str:
    words = text[start:end].split()
    if len(words) >= DIRECT_WORDS or text[end - 1] in ".!?" or (text[end - 1] == "," and len(words) > 2):
        return "direct"
    following = RE_NOUN_FOLLOWS.match(text, outer_end)
    if len(words) == 1 and following and RE_DETERMINED.search(text[max(0, outer_start - 12) : outer_start]):
        return "partial" if following[0].strip() in FUNCTION_WORDS else "scare"
    return "partial"


FUNCTION_WORDS = frozenset(
    [
        "and",
        "or",
        "of",
        "for",
        "in",
        "on",
        "at",
        "to",
        "by",
        "with",
        "as",
        "but",
        "that",
        "is",
        "was",
        "were",
        "are",
        "from",
    ]
)
