"""Doubts about who it is that speaks."""

from __future__ import annotations

import re

from briefer.claims.judging.doubting import Report, doubt
from briefer.claims.judging.finite import finite_in
from briefer.claims.parts.predicates import predicate_in
from briefer.construction import Complement, Order
from briefer.model import Role, SourceType

RE_ORDINAL = re.compile(r"\d[snrt][tdh]$")  # "21st", "22nd"
RE_VERB_WITHIN = re.compile(r"[NnOP]R*[AV]R*(?![NnLR,C]|$)")  # "The Herald | spoke to", "a nurse | has told"


@doubt(
    "untyped source",
    stopped="> {The heat} [said] that the dam would hold.",
    passed="> {The board} [said] that the dam would hold.",
)
def untyped(report: Report) -> bool:
    """Tell whether nothing shows the source to be somebody, or none stands in the text."""
    return report.source.type is SourceType.UNKNOWN or report.attribution.source is None


@doubt(
    "unresolved pronoun",
    stopped="> {He} [said] that the dam would hold.",
    passed="> Ida Brook left early. {She} [said] that the dam would hold.",
)
def unnamed_pronoun(report: Report) -> bool:
    """Tell whether the source is a pronoun, and nothing tells for whom it stands."""
    told = report.source.name or (report.source.role and report.source.resolved_from)
    if told or report.source.type is SourceType.AUTHOR:
        return False
    return report.end - report.start == 1 and report.tags[report.start] in "POWTD"


@doubt(
    "nobody",
    stopped="> {Few residents} [said] that the dam would hold.",
    passed="> {Two residents} [said] that the dam would hold.",
)
def nobody(report: Report) -> bool:
    """Tell whether the subject turns the report into its contrary."""
    return report.lower[report.start] in report.words("nobody")


@doubt(
    "anybody",
    stopped="> They laughed at {someone} [saying] that the dam would hold.",
    passed="> {One board} [said] that the dam would hold.",
)
def anybody(report: Report) -> bool:
    """Tell whether the source is a bare "someone", or "one" behind whose verb a "can" stands: nobody in particular."""
    if report.end - report.start > 1 or report.lower[report.start] not in report.words("anybody"):
        return False
    return report.lower[report.start] != "one" or "A" in report.tags[slice(*report.cue)]


@doubt(
    "half a name",
    stopped="> {USA} Today [are reporting] that the dam would hold.",
    passed="> {Ida Brook} today [said] that the dam would hold.",
)
def half_a_name(report: Report) -> bool:
    """Tell whether a word with a capital follows the source that is neither its verb nor a day or month."""
    after = report.end
    if after >= report.cue[0] or report.parse.sentences[report.attribution.sentence].role is Role.HEADLINE:
        return False
    word = report.parse.words.texts[after]
    if not word[0].isupper() or (len(word) > 1 and word.isupper()) or report.tags[after - 1] != "N":
        return False
    return report.tags[after] in "ND" or report.lower[after] in report.words("part of a name")


@doubt(
    "tail of a list",
    stopped="> On the quay, in Marle, {Tarsholm and Lissel} [said] that the dam would hold.",
    passed="> {Ida Brook and Tom Reed} [said] that the dam would hold.",
)
def tail_of_a_list(report: Report) -> bool:
    """Tell whether a name and a comma stand before the source, which may be but the end of a longer list."""
    tags, before = report.tags, report.start - 1
    return (
        before >= report.first
        and report.end <= report.cue[0]
        and tags[before] == ","
        and tags[before - 1] == "N"
        and tags[report.start] == "N"
        and "C" in tags[report.start : report.end]
    )


@doubt(
    "far from its clause",
    stopped="> The town felt pressure from {those} who [claim] the dam would hold.",
    passed="> Ida Brook and {those} who [claim] the dam would hold.",
)
def far_from_its_clause(report: Report) -> bool:
    """Tell whether the noun before "who" hangs on a preposition: it need not be who."""
    tags = report.tags
    return (
        report.end <= report.cue[0]
        and "W" in tags[report.end : report.cue[0]]
        and report.start > report.first
        and tags[report.start - 1] in "SF"
    )


@doubt(
    "clause for a source",
    stopped="> The clerk, who asked for quiet because of a private matter, [said] {the council} also has won.",
    passed="> The dam would hold, [said] {the council}.",
)
def clause(report: Report) -> bool:
    """Tell whether what stands behind the verb has a verb of its own: it is what was said."""
    made, tags, at = report.made, report.tags, report.end
    if made.order is not Order.INVERTED or made.complement is not Complement.MAIN:
        return False
    while at < report.last and tags[at] == "R":
        at += 1
    return at < report.last and tags[at] in "AVv"


@doubt(
    "source disagrees with its verb",
    stopped="> {18} [claims] that the dam would hold were heard.",
    passed="> {News 9} [claims] that the dam would hold.",
)
def disagrees(report: Report) -> bool:
    """Tell whether a number stands before an -s form, which is a noun then: "18 states", "many reasons"."""
    start, end = report.start, report.end
    if report.tags[start:end].strip("DZ") or report.lower[end - 1] in report.words("one"):
        return False
    if report.tags[end - 1] == "Z" and any(char.isalpha() for char in report.lower[end - 1]):
        return False  # a name, "9to5"
    verbs = report.parse.verbs[report.lower[report.cue[1] - 1]]
    return any(verb.form == "s" and verb.lemma == report.attribution.lemma for verb in verbs)


@doubt(
    "verb in the label",
    stopped="> {The Herald spoke to two clerks} who [said] that the dam would hold.",
    passed="> {The clerk, who spoke to the Herald}, [said] that the dam would hold.",
)
def verb_in_the_label(report: Report) -> bool:
    """Tell whether a finite verb stands in what was taken for the source, no relative clause counted."""
    tags = report.tags[report.start : report.end]
    if RE_VERB_WITHIN.search(tags.split("W", 1)[0]) is not None:
        return True
    return predicate_in(report.parse, report.start, report.end) is not None


@doubt(
    "number for a source",
    stopped="> A note released in February {2021} [asserted] that the dam would hold.",
    passed="> {9to5 Dams} [asserted] that the dam would hold.",
)
def number(report: Report) -> bool:
    """Tell whether nothing but numbers and words of time is the source."""
    opening = report.start + (report.lower[report.start] in report.words("one"))  # "a 2011 | report"
    if opening == report.end or report.tags[opening : report.end].strip("ZM"):
        return False
    return not any(char.isupper() for word in report.parse.words.texts[report.start : report.end] for char in word)


@doubt(
    "rank for a source",
    stopped="> The Terns stand fourth in goals, {22nd in points per match} [reported].",
    passed="> The Terns would win, {the 22nd clerk in line} [said].",
)
def rank(report: Report) -> bool:
    """Tell whether a place in a table is taken for who speaks."""
    rest = report.tags.startswith("S", report.start + 1)
    return rest and RE_ORDINAL.search(report.lower[report.start]) is not None


@doubt(
    "source with a clause in it",
    stopped="> {The owner Tom Reed, whose family bought the dam in May}, [said] the dam would hold.",
    passed="> {The owner Tom Reed, whose family owns the dam}, [said] the dam would hold.",
)
def holds_a_clause(report: Report) -> bool:
    """Tell whether what was taken for the subject holds a verb with its object."""
    return finite_in(report.parse, report.start, report.end) is not None


@doubt(
    "source within a fact",
    stopped="> The fact that {Ida Brook} [called] the dam a mistake shows her courage.",
    passed="> {Ida Brook} [called] the dam a mistake.",
)
def of_a_fact(report: Report) -> bool:
    """Tell whether the report is what a fact consists of: where its clause ends is a guess."""
    return report.start > 1 and report.lower[report.start - 2 : report.start] == ["fact", "that"]


@doubt(
    "bare source",
    stopped="> {The paper} [said] that the dam would hold.",
    passed="> The Marle Herald wrote of the dam. {The paper} [said] that it would hold.",
)
def bare(report: Report) -> bool:
    """Tell whether the source is a role that means nothing without what stands before, and nothing tells which."""
    source, words = report.source, report.lower[report.start : report.end]
    if len(words) > 2:
        return False
    if source.resolved_from is not None or (source.anonymity is not None and source.anonymity.affiliation is not None):
        return False
    if words[:1] == ["others"]:
        return len(words) == 1
    told = source.name is not None and source.name.lower() != words[-1]
    return len(words) == 2 and words[0] == "the" and words[1] in report.words("bare") and not told
