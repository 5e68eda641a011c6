"""What kind of claim it is, how sure its source is, and whether it affirms, negates or denies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from briefer.claims.scene import Attribution, Scene
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
ACCUSATIONS = re.compile(
    r"\b(?:allegation|accusation|claim|charge|report|suggestion|wrongdoing|involvement|role|rumou?r)s?\b", re.I
)
RE_HEDGED_CHOICE = re.compile(
    r"\bor (?:an?|its|their|another|some) (?:\w+ ){0,2}(?:group|party|person|faction|force|company|ally|affiliate|country)\b",
    re.I,
)
RE_NEGATION = re.compile(r"\b(?:not|never|no|none|nobody|nothing|neither|cannot|\w+n[’']t)\b", re.I)
RE_CLAUSE_EDGE = re.compile(
    r"[,;:]|\b(?:but|because|although|though|while|if|unless|who|which|until|after|before)\b", re.I
)
# Retaliation and penalty, in a modal or conditional mood: saying it is threatening it.
RE_THREAT = re.compile(
    r"\b(?:retaliat\w+|strike back|hit back|respond militarily|military (?:action|force|response)|air ?strikes?|consequences|punish\w*"
    r"|pay (?:a|the) price|sanctions|invade|shut ?down|strike)\b",
    re.I,
)
RE_MODAL = re.compile(r"\b(?:could|will|would|may|might|shall|possible|prepared to|ready to|going to)\b", re.I)
RE_RESPONSE = re.compile(
    r"\b(?:response|retaliation|reprisal|retaliate|respond|consequences|pay (?:a|the) price)\b", re.I
)
RE_QUESTION_END = re.compile(r"\?[\"”’']*$")
LEVELS = (Level.ASSERTED, Level.LIKELY, Level.POSSIBLE, Level.UNKNOWN)
DIRECT_WORDS = 5  # a quotation of at least so many words is taken for whole clauses


@cache
def hedges(language: str = "en") -> tuple[dict[str, Level], re.Pattern[str]]:
    """Return {hedge: level} and one pattern that finds them all."""
    levels: dict[str, Level] = {}
    for line in load_lines(language, "hedges.txt"):
        level, *words = line.split()
        levels.update((word.replace("_", " "), Level(level)) for word in words)
    longest_first = sorted(levels, key=lambda word: (-len(word), word))
    pattern = "|".join(re.escape(word).replace("'", "[’']") for word in longest_first)
    return levels, re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)


def certainty_of(scene: Scene, attribution: Attribution, content: Sequence[Span]) -> Certainty:
    """Return the source's own hedges in text order and the weakest level among them.

    A cue of belief is a hedge as well. Levels are copied from the words, never computed.
    """
    levels, pattern = hedges()
    markers: list[tuple[Span, Level]] = []
    if attribution.family == "believe":
        cue = scene.span(attribution.belief or attribution.cue)
        for match in pattern.finditer(scene.text, cue.start, cue.end):
            markers.append((Span(match.start(), match.end()), _level(levels, match[0])))
    for span in content:
        for match in pattern.finditer(scene.text, span.start, span.end):
            if match[0] == "May":
                continue  # the month
            markers.append((Span(match.start(), match.end()), _level(levels, match[0])))
        for match in RE_HEDGED_CHOICE.finditer(scene.text, span.start, span.end):
            markers.append((Span(match.start(), match.end()), Level.POSSIBLE))
    markers.sort(key=lambda marker: marker[0].start)
    weakest = max((LEVELS.index(level) for _, level in markers), default=0)
    if not markers and attribution.family == "believe" and attribution.lemma in BELIEFS:
        weakest = LEVELS.index(Level.LIKELY)
    return Certainty(LEVELS[weakest], tuple(span for span, _ in markers))


BELIEFS = frozenset({"believe", "think", "expect", "suppose", "assume", "presume", "reckon", "imagine"})


def _level(levels: dict[str, Level], word: str) -> Level:
    return levels[word.lower().replace("’", "'")]


def kind_of(scene: Scene, attribution: Attribution, content: Sequence[Span], source: Source | None) -> Kind:
    """Return what the source does in saying it, by the cue and, for plain statements, by what is said."""
    words = " ".join(span.of(scene.text) for span in content)
    lemma = attribution.lemma
    kind = LEMMA_KINDS.get(lemma) or KINDS.get(attribution.family, Kind.STATEMENT)
    if attribution.negated and attribution.family in ("assert", "find"):
        return Kind.REFUSAL
    if lemma in ("reject", "dismiss", "dispute", "refute", "rebut", "contradict") and ACCUSATIONS.search(words):
        return Kind.DENIAL
    if lemma == "ask" and attribution.rule.endswith("infinitive"):
        return Kind.DEMAND
    if lemma == "warn" and RE_THREAT.search(words) and source and source.type is SourceType.ORGANISATION:
        return Kind.THREAT
    if kind is Kind.STATEMENT and RE_THREAT.search(words) and RE_MODAL.search(words) and RE_RESPONSE.search(words):
        return Kind.THREAT
    if kind is Kind.STATEMENT and RE_QUESTION_END.search(words) and len(content) == 1:
        return Kind.QUESTION
    return kind


def polarity_of(scene: Scene, attribution: Attribution, content: Sequence[Span], kind: Kind) -> Polarity:
    """Return whether the claim is denied by its source, negated in its main clause, or affirmed."""
    if kind is Kind.DENIAL:
        return Polarity.DENIED
    if attribution.negated:
        return Polarity.NEGATED
    words = content[0].of(scene.text)
    opening = words.lstrip("“”\"'‘ ")
    edge = RE_CLAUSE_EDGE.search(opening, 1)
    main = opening[: edge.start()] if edge else opening
    return Polarity.NEGATED if RE_NEGATION.search(main) else Polarity.AFFIRMED


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
