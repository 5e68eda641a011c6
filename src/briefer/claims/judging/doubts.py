"""Whether a claim may be printed as key: only where construction, source and content leave no doubt."""

from __future__ import annotations

import re
from functools import cache

from briefer.claims.attributions import Attribution
from briefer.claims.constructions.subjects import QUOTING
from briefer.claims.judging.certainty import hedges
from briefer.claims.slices import stands, tokens_of
from briefer.grammar.nouns import singular
from briefer.grammar.parsing import Parse
from briefer.languages import load_lines, load_sections
from briefer.model import Complement, Marker, Order, Role, Source, SourceType, Span

ASSURED = frozenset({"deny", "threaten", "promise"})  # families whose bare object is a claim of the source all the same
VERBAL = frozenset({Marker.VERB, Marker.PARTICIPLE, Marker.INFINITIVE})
NAMED = frozenset({SourceType.PERSON, SourceType.ORGANISATION, SourceType.GROUP, SourceType.DOCUMENT})
THINGS = frozenset({SourceType.DOCUMENT, SourceType.UNKNOWN})
ONE = frozenset({"one", "each", "every", "another", "this", "that", "neither", "either"})
CONDITIONS = frozenset({"if", "unless", "whether", "what"})
LEAST = 3  # tokens of a clause
LONGEST_TITLE = 6  # words
LONGEST_SOURCE = 14  # tokens from the comma to the verb of a report that closes a sentence


@cache
def words(section: str) -> frozenset[str]:
    """Return the words of a section of the data file."""
    lines = load_sections("en", "assured.txt")[section]
    return frozenset(word.replace("_", " ") for line in lines for word in line.split())


def is_sure(parse: Parse, attribution: Attribution, source: Source | None) -> bool:
    """Tell whether a claim may be printed as key: rather no claim than a wrong one."""
    if source is None or parse.sentences[attribution.sentence].role is not Role.BODY:
        return False
    if attribution.negated or attribution.passive or not _is_known(parse, attribution, source):
        return False
    if not (_is_said(parse, attribution) and _is_content(parse, attribution)):
        return False
    if not _is_assured(parse, attribution, source):
        return False
    return not _is_within_clause(parse, *(attribution.source or attribution.cue))


def _is_known(parse: Parse, attribution: Attribution, source: Source) -> bool:
    """Tell whether the source is one that a reader can name: no pronoun left unresolved, nothing untyped."""
    if source.type is SourceType.UNKNOWN or attribution.source is None:
        return False
    start, end = attribution.source
    pronoun = end - start == 1 and parse.tags[start] in "POWTD"
    if source.name is None and source.type is not SourceType.AUTHOR and pronoun:
        return False
    return parse.words.lower[start] not in words("nobody")


def _is_said(parse: Parse, attribution: Attribution) -> bool:
    """Tell whether the report itself is stated as a fact, by a subject of its own."""
    lower, tags = parse.words.lower, parse.tags
    start, end = attribution.source or attribution.cue
    first, last = parse.words.bounds[attribution.sentence], parse.words.bounds[attribution.sentence + 1]
    cue, made = attribution.cue, attribution.construction
    if not words("unreal").isdisjoint(lower[cue[0] : cue[1]]):
        return False
    before = start - 1
    while before >= first and tags[before] == "R":
        if lower[before] in hedges():
            return False  # "maybe he thinks": the hedge would be lost
        before -= 1
    if before >= first and end <= cue[0]:
        if (tags[before] in "AVG" and lower[before] not in QUOTING) or lower[before] in CONDITIONS:
            return False  # "it is clear X tried": the subject stands in a clause of somebody else's
        others = attribution.family not in ("assert", "find", "deny")
        if others and (tags[before] == "T" or (tags[before] in "BH" and attribution.family == "believe")):
            return False  # "it is a fact that X wanted", "just when we thought"
        if tags[before] == "," and tags[before - 1] == "N" and "C" in tags[start:end]:
            return False  # "voters in Springfield, Shelbyville and Ogdenville said": the source is but the tail
    if end <= cue[0] and "W" in tags[end : cue[0]] and start > first and tags[start - 1] in "SF":
        return False  # "Democrats on Capitol Hill, who said": the nearest noun need not be who
    if made.order is Order.INVERTED and end + 1 < last and tags[end] in "CL" and tags[end + 1] == "N":
        return False  # "added Smith and Sons' Jane Roe"
    if made.order is Order.INVERTED and made.complement is Complement.MAIN and _has_verb(tags, end, last):
        return False  # "Jane Roe, the mayor, said the council opposed it": what follows is a clause, no source
    if tags[end - 1] in "DZ" and lower[end - 1] not in ONE and _is_third_person(parse, attribution):
        return False  # "18 states", "many reasons": a plural takes no -s form, so this is a noun
    if made.marker is Marker.PARTICIPLE and cue[0] > first and tags[cue[0] - 1] not in ',"':
        return made.clausal and lower[cue[0] - 1] not in (
            "of",
            "to",
            "for",
            "without",
        )
    return True


RE_CLAUSE = re.compile(r"(?:^|[NnP]R*)v(?=[DZNnROx])")  # "Roe spent | an hour", "left | the room"


def _is_within_clause(parse: Parse, start: int, end: int) -> bool:
    """Tell whether a source holds a clause, or is in one whose end is a guess: "the fact that X named Y | shows …"."""
    lower = parse.words.lower
    return _holds_clause(parse, start, end) or (start > 1 and lower[start - 2 : start] == ["fact", "that"])


def _holds_clause(parse: Parse, start: int, end: int) -> bool:
    """Tell whether what was taken for a subject holds a verb with its object: "Roe spent an hour | explaining"."""
    matches = RE_CLAUSE.finditer(parse.tags[start:end])
    return any(parse.words.lower[start + match.end() - 1] in _finite() for match in matches)


@cache
def _finite() -> frozenset[str]:
    return frozenset(load_lines("en", "grammar_verbs.txt"))


def _has_verb(tags: str, at: int, last: int) -> bool:
    while at < last and tags[at] == "R":
        at += 1
    return at < last and tags[at] in "AVv"


def _is_title(parse: Parse, first: int, last: int) -> bool:
    """Tell whether a few quoted words are the name of a programme or a book."""
    if not parse.quoted[last - 1]:
        return False
    texts = parse.words.texts
    name = [texts[at] for at in range(first, last) if parse.quoted[at] and texts[at][0].isalnum()]
    return 1 < len(name) <= LONGEST_TITLE and all(word[0].isupper() for word in name)


def _is_third_person(parse: Parse, attribution: Attribution) -> bool:
    word = parse.words.lower[attribution.cue[1] - 1]
    return any(verb.form == "s" and verb.lemma == attribution.lemma for verb in parse.verbs[word])


def _is_content(parse: Parse, attribution: Attribution) -> bool:
    """Tell whether the content has the form that its construction promises."""
    made = attribution.construction
    tags = parse.tags
    runs = [tokens_of(parse, span) for span in attribution.content]
    first = runs[0][0]
    short = made.infinitive or made.complement is Complement.OBJECT
    if sum(last - start for start, last in runs) < LEAST and not short:
        return False
    if _is_title(parse, *runs[0]):
        return False
    if made.marker is Marker.PREPOSITION and tags[first] in "CSF" and tags[first - 1] not in ",.":
        return False  # the source is cut short
    if (
        made.marker is Marker.PREPOSITION
        and first >= attribution.cue[1]
        and tags[first + 1] == ","
        and tags[first] != "R"
    ):
        return False
    if made.bare and (tags[first] in "BSF" or (tags[first] == "P" and tags[first + 1] in "SF")):
        return False
    if _is_misread(parse, attribution, first):
        return False
    if _ends_in_report(parse, *runs[-1]):
        return False
    guessed = made.bare or made.complement is Complement.MAIN or made.order is Order.INVERTED
    return stands(parse, attribution) or not guessed


def _is_misread(parse: Parse, attribution: Attribution, first: int) -> bool:
    """Tell whether the word that marks the content has another use here."""
    tags = parse.tags
    made = attribution.construction
    if made.complement is Complement.THAT:
        # "stressed her support of the raid that failed": behind an object, "that" opens a relative clause
        after = attribution.audience[1] if attribution.audience else attribution.cue[1]
        timed = tags[after : after + 2] == "DM"  # "said this week that"
        return not attribution.audience and after < first and tags[after] in "DNnZLO" and not timed
    if made.infinitive:
        start, last = tokens_of(parse, attribution.content[0])
        marker = tags.find("I", start, last)
        return marker >= 0 and tags.startswith(("D", "N", "Z", "O"), marker + 1)  # "ordered an upgrade to its network"
    if made.complement is Complement.QUOTED_CLAUSE:
        passage = parse.passages.at(attribution.content[0].start)
        after = tokens_of(parse, Span(passage.start, passage.end))[1] if passage else first
        return after < len(tags) and tags[after] == "T"  # "told “Good Morning” that …"
    return (
        made.marker is Marker.INFINITIVE and made.complement is Complement.QUESTION
    )  # "the bias begins to show when …"


def _ends_in_report(parse: Parse, first: int, last: int) -> bool:
    """Tell whether the content ends in an attribution of the whole sentence: "…, a new book claims"."""
    verb = last - 1
    if parse.tags[verb] != "V" or parse.quoted[verb]:
        return False
    comma = parse.tags.rfind(",", max(first, verb - LONGEST_SOURCE), verb)
    return comma > first and any(
        cue.family in ("assert", "find") and "c" in cue.frames for cue in parse.verbs[parse.words.lower[verb]]
    )


def _is_assured(parse: Parse, attribution: Attribution, source: Source) -> bool:
    made = attribution.construction
    if attribution.family not in ("assert", "find", "deny") and made.order is not Order.GAP:
        before = attribution.cue[0] - 1
        if before >= 0 and parse.tags[before] in "WT":
            return False  # "the union, which wanted to strike": told of somebody in passing
    if source.type is SourceType.AUTHOR and not (made.bare or made.complement is Complement.THAT):
        return False
    if attribution.lemma in words("perceived") and (
        made.complement is not Complement.THAT or attribution.lemma == "hear"
    ):
        return False  # "will see if it works"
    if attribution.family in ASSURED and made.infinitive and source.type in THINGS:
        return False  # "the deals promise to be good"
    inferred = made.marker is Marker.PARTICIPLE and attribution.lemma in words("inferred")
    if inferred and source.type is SourceType.GROUP:
        return False  # "imports rose, signalling that …": the group may be one of things
    if attribution.sure:
        return True
    if made.marker not in VERBAL:
        return False
    if not any("n" in parse.tags[slice(*tokens_of(parse, span))] for span in attribution.content):
        return False  # the keeper "denied Smith": names alone are no content
    lower = {singular(word) for span in attribution.content for word in _lower(parse, *tokens_of(parse, span))}
    if attribution.family == "deny" and attribution.lemma not in ("deny", "reject"):
        return not words("deniable").isdisjoint(lower)
    if attribution.family in ASSURED:
        return True
    return attribution.lemma in words("speech") and source.type in NAMED


def _lower(parse: Parse, first: int, last: int) -> list[str]:
    return parse.words.lower[first:last]
