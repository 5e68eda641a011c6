"""What kind of claim it is, how sure its source is, and whether it affirms, negates or denies."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from briefer.claims.attributions import Attribution
from briefer.claims.constructions.reading import BE
from briefer.grammar.nouns import singular
from briefer.grammar.parsing import Parse, Tokens
from briefer.languages import load_lines, load_sections
from briefer.model import Certainty, Complement, Kind, Level, Marker, Polarity, Quote, Source, SourceType, Span

RE_HEDGED_CHOICE = re.compile(
    r"\bor (?:an?|its|their|another|some) (?:\w+ ){0,2}"
    r"(?:group|party|person|faction|force|company|ally|affiliate|country)\b",
    re.IGNORECASE,
)
ASSERTED = frozenset(  # what is "dismissed" or "rejected" as clauses is denied
    {Complement.THAT, Complement.CLAUSE, Complement.QUOTED_CLAUSE, Complement.QUESTION}
)
COMMANDING = frozenset({"assert", "criticise", "deny", "find"})  # "told them to go", "challenged them to publish"
LEVELS = (Level.ASSERTED, Level.LIKELY, Level.POSSIBLE, Level.UNKNOWN)
NEAR = 4  # tokens between "have" and its object
LONGEST_PHRASE = 6  # tokens from a verb to the noun of its object
QUOTE_MARKS = frozenset("'`\"“”‘’„«»")
DIRECT_WORDS = 5  # a quotation of at least so many words is taken for whole clauses
BELIEFS = frozenset({"believe", "think", "expect", "suppose", "assume", "presume", "reckon", "imagine", "feel"})
OWN = frozenset({"i", "we", "he", "she", "they", "it"})  # subjects that may be the source itself


@cache
def hedges(language: str = "en") -> dict[str, tuple[tuple[tuple[str, ...], Level | None, bool], ...]]:
    """Return {first word: its hedges as (words, level, whether it is a verb), the longest first}.

    Words without a level look like hedges and are none.
    """
    table: dict[str, list[tuple[tuple[str, ...], Level | None, bool]]] = {}
    for line in load_lines(language, "hedges.txt"):
        level, *entries = line.split()
        verb = entries[0] == "verb"
        for entry in entries[verb:]:
            words = tuple(entry.split("_"))
            table.setdefault(words[0], []).append((words, None if level == "none" else Level(level), verb))
    return {word: tuple(sorted(rows, key=lambda row: -len(row[0]))) for word, rows in table.items()}


@cache
def _words(section: str) -> frozenset[str]:
    lines = load_sections("en", "kinds.txt")[section]
    return frozenset(word.replace("_", " ") for line in lines for word in line.split())


@cache
def _kinds() -> tuple[dict[str, Kind], dict[str, Kind]]:
    """Return the kinds by family and, for the exceptions, by lemma."""
    families = dict(line.split() for line in load_sections("en", "kinds.txt")["family"])
    exceptions = (Kind.ALLEGATION, Kind.CRITICISM, Kind.DEMAND, Kind.QUESTION, Kind.INTENTION, Kind.STATEMENT)
    lemmas = {word: kind for kind in exceptions for word in _words(kind)}
    return {family: Kind(kind) for family, kind in families.items()}, lemmas


def content_tokens(parse: Parse, content: Sequence[Span]) -> list[Tokens]:
    """Return the runs of tokens that the content covers."""
    starts = parse.words.starts
    return [(bisect_left(starts, span.start), bisect_left(starts, span.end)) for span in content]


def certainty_of(parse: Parse, attribution: Attribution, runs: Sequence[Tokens]) -> Certainty:
    """Return the source's own hedges in text order and the weakest level among them.

    A cue of belief is a hedge as well. Levels are copied from the words, never computed.
    """
    markers: list[tuple[Span, Level]] = []
    if attribution.family == "believe":
        markers += _hedges_in(parse, attribution.belief or attribution.cue, own=False)
    for run in runs:
        markers += _hedges_in(parse, run)
        if "or" in parse.words.lower[run[0] : run[1]]:
            span = parse.span(run)
            markers += [
                (Span(match.start(), match.end()), Level.POSSIBLE)
                for match in RE_HEDGED_CHOICE.finditer(parse.text, span.start, span.end)
            ]
    markers.sort(key=lambda marker: marker[0].start)
    weakest = max((LEVELS.index(level) for _, level in markers), default=0)
    if not markers and attribution.family == "believe" and attribution.lemma in BELIEFS:
        weakest = LEVELS.index(Level.LIKELY)
    return Certainty(LEVELS[weakest], tuple(span for span, _ in markers))


def _hedges_in(parse: Parse, run: Tokens, *, own: bool = True) -> list[tuple[Span, Level]]:
    """Return the hedges among the tokens; `own` leaves out the beliefs of others."""
    table = hedges()
    lower = parse.words.lower
    found: list[tuple[Span, Level]] = []
    covered = run[0]
    for position in range(*run):
        rows = table.get(lower[position])
        if rows is None or position < covered:
            continue
        for words, level, verb in rows:
            end = position + len(words)
            if end > run[1] or (len(words) > 1 and tuple(lower[position:end]) != words):
                continue
            if level is None:
                covered = end
            elif _hedges_here(parse, position, run[0], verb and own):
                found.append((parse.span((position, end)), level))
                covered = end
            break
    return found


def _hedges_here(parse: Parse, position: int, first: int, verb: bool) -> bool:
    """Tell whether a word hedges in its place: no month, and of verbs those whose subject is the source or nobody."""
    if parse.words.texts[position] == "May":
        return False
    if not verb:
        return True
    if parse.tags[position] not in "VvGA":
        return False
    before = position - 1
    passive = False
    while before >= first and parse.tags[before] in "RA":
        passive = passive or parse.words.lower[before] in BE
        before -= 1
    return passive or before < first or parse.words.lower[before] in OWN or parse.tags[before] in '",-('


def kind_of(parse: Parse, attribution: Attribution, runs: Sequence[Tokens], source: Source | None) -> Kind:
    """Return what the source does in saying it, by the cue and, for plain statements, by what is said."""
    lemma = attribution.lemma
    families, lemmas = _kinds()
    kind = lemmas.get(lemma) or families.get(attribution.family, Kind.STATEMENT)
    if attribution.negated and attribution.family in ("assert", "find"):
        return Kind.REFUSAL
    if lemma == "demand" and attribution.construction.complement is Complement.QUESTION:
        return Kind.QUESTION  # "demanded to know how", "demanded why"
    words = {word for first, last in runs for word in parse.words.lower[first:last]}
    if "consequences" in words and any(_foretells(parse, *run) for run in runs):
        words.discard("consequences")
    if attribution.construction.marker is Marker.NOUN and _is_rejected(parse, attribution.cue[0]):
        return Kind.DENIAL
    if lemma in _words("accusable"):
        denies = any(singular(word) in _words("accusation") for word in words)
        clause = attribution.construction.complement in ASSERTED
        return Kind.DENIAL if denies or clause else Kind.CRITICISM
    if attribution.construction.infinitive:
        told = attribution.construction.complement is Complement.OBJECT_INFINITIVE
        commanding = told and attribution.family in COMMANDING
        if commanding or lemma in ("ask", "tell", "remind"):
            return Kind.DEMAND
        if lemma in ("agree", "offer", "volunteer"):
            return Kind.PROMISE
        if lemma in ("hope", "wish"):
            return Kind.INTENTION
    if lemma == "warn" and words & _words("force") and source and source.type is SourceType.ORGANISATION:
        return Kind.THREAT
    if kind is Kind.STATEMENT:
        if words & _words("force") and words & _words("modal") and words & _words("response"):
            return Kind.THREAT
        if len(runs) == 1 and "?" in words and _asks(parse, runs[0]):
            return Kind.QUESTION
    return kind


def _foretells(parse: Parse, first: int, last: int) -> bool:
    """Tell whether consequences are foretold, not threatened: "it could have grave consequences"."""
    lower = parse.words.lower
    return any(
        lower[at] == "consequences" and not _words("effect").isdisjoint(lower[max(first, at - NEAR) : at - 1])
        for at in range(first, last)
    )


def _is_rejected(parse: Parse, noun: int) -> bool:
    """Tell whether a noun that reports is the object of a denial: "dismissed the claim that …"."""
    at = noun - 1
    while at > 0 and noun - at < LONGEST_PHRASE and parse.tags[at] in "DnvRLNZ":
        at -= 1
    return parse.tags[at] in "VG" and any(verb.family == "deny" for verb in parse.verbs[parse.words.lower[at]])


def _asks(parse: Parse, run: Tokens) -> bool:
    return "?" in parse.words.texts[max(run[0], run[1] - 2) : run[1]]


def polarity_of(parse: Parse, attribution: Attribution, runs: Sequence[Tokens], kind: Kind) -> Polarity:
    """Return whether the claim is denied by its source, negated in its main clause, or affirmed."""
    if kind is Kind.DENIAL:
        return Polarity.DENIED
    if attribution.negated:
        return Polarity.NEGATED
    lower, tags = parse.words.lower, parse.tags
    first, last = runs[0]
    negations, edges = _words("negation"), _words("edge")
    for position in range(first, last):
        word = lower[position]
        if word in negations or word.endswith("n't"):
            return Polarity.NEGATED
        if (position > first and word in edges) or (position > first + 1 and tags[position] in ",;:.-"):
            break
    return Polarity.AFFIRMED


def quotes_of(parse: Parse, content: Sequence[Span]) -> tuple[Quote, ...]:
    """Return the quoted words of a claim, quotation marks left out.

    Whole clauses are direct. A single quoted word between a determiner and its noun keeps its distance from the
    label rather than quote it: a scare quote.
    """
    quotes: list[Quote] = []
    text = parse.text
    for span in content:
        for passage in parse.passages.within(span.start, span.end):
            start, end = passage.start + 1, min(passage.end, span.end)
            if not passage.open:
                end -= 1
            while start < end and (text[start] in QUOTE_MARKS or text[start].isspace()):
                start += 1
            while end > start and (text[end - 1] in QUOTE_MARKS or text[end - 1].isspace()):
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
        return "partial" if following[0].strip() in _words("function") else "scare"
    return "partial"
