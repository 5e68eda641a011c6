"""Doubts about what is said: whether the content has the form that its construction promises."""

from __future__ import annotations

import re

from briefer.claims.judging.doubting import ASSURED, Report, doubt
from briefer.claims.judging.kinds import is_denied
from briefer.claims.parts.quotations import LONGEST_TITLE
from briefer.claims.slices import is_clause, stands, tokens_of
from briefer.construction import Complement, Marker, Order
from briefer.grammar.nouns import singular
from briefer.model import SourceType, Span

RE_INVERTED = re.compile(r",V(?=D{0,2}[NnL]+$)")  # "…, reported the Herald"
RE_BACK = re.compile(r",R*[AVv]")  # behind a relative clause, the verb of the main one
RE_TURN = re.compile(r",K")  # ", but"
RE_ATTRIBUTE = re.compile(r"v(?=[nN])")  # "its | smoked | fish"
RE_REDUCED = re.compile(r"nvS")  # "the name built on"
RE_QUANTITY = re.compile(r".{0,2}Z")  # behind "about", "at least", "so far some"
VERBAL = frozenset({Marker.VERB, Marker.PARTICIPLE, Marker.INFINITIVE})
NAMED = frozenset({SourceType.PERSON, SourceType.ORGANISATION, SourceType.GROUP, SourceType.DOCUMENT})
LEAST = 3  # tokens of a clause
SHORT = 5  # tokens of a that-clause up to which its verb must be seen
LONGEST_SOURCE = 14  # tokens from the comma to the verb of a report that closes a sentence


@doubt(
    "too short",
    stopped="> {Ida Brook} [said] it leaks.",
    passed="> {Ida Brook} [said] it will leak.",
)
def too_short(report: Report) -> bool:
    """Tell whether a clause has but two words; an object or an infinitive may be as short."""
    if sum(last - start for start, last in report.runs) >= LEAST:
        return False
    denied = report.attribution.family == "deny" and report.made.complement is Complement.PREDICATE
    return not (report.made.infinitive or report.made.complement is Complement.OBJECT or denied)


@doubt(
    "title in quotation marks",
    stopped="> In an interview on “Good Morning,” {Ida Brook} [warned] that the dam was old.",
    passed="> {Ida Brook} [said]: “The dam would hold.”",
)
def title(report: Report) -> bool:
    """Tell whether a few quoted words, each with a capital, are the name of a programme or a book."""
    first, last = report.runs[0]
    quoted, texts = report.parse.quoted, report.parse.words.texts
    if not quoted[last - 1]:
        return False
    capitals = 0
    for at in range(first, last):
        if quoted[at] and texts[at][0].isalnum():
            if not texts[at][0].isupper():
                return False
            capitals += 1
    return 1 < capitals <= LONGEST_TITLE


@doubt(
    "source cut short",
    stopped="> [According to] {Ida Brook} and the council the dam would hold.",
    passed="> [According to] {Ida Brook}, the dam would hold.",
)
def source_cut_short(report: Report) -> bool:
    """Tell whether the content of "according to" opens with what goes on with the source."""
    if report.made.marker is not Marker.PREPOSITION:
        return False
    first = report.runs[0][0]
    if report.tags[first] == "(":
        return True  # "[according to] our WDE | (Wearables) research service, …"
    if report.tags[first] == "W":
        return True  # "one clerk, | who may not know, …"
    return report.tags[first] in "CSF" and report.tags[first - 1] not in ",."


@doubt(
    "apposition for content",
    stopped="> [According to] {an unsigned report, a clerk}, 71, left the town.",
    passed="> [According to] {local media}, now, Ida Brook has left the town.",
)
def apposition(report: Report) -> bool:
    """Tell whether the content of "according to" opens with a word that says who the source is."""
    if report.made.marker is not Marker.PREPOSITION:
        return False
    first = report.runs[0][0]
    return first >= report.cue[1] and report.tags[first + 1] == "," and report.tags[first] != "R"


@doubt(
    "adverbial for content",
    stopped="> {The board} [says] since May the dam has been empty.",
    passed="> {The board} [says] at least 20 houses have been lost.",
)
def adverbial(report: Report) -> bool:
    """Tell whether a clause without "that" opens as an adverbial does; a quantity may open it."""
    if not report.made.bare:
        return False
    first, tags = report.runs[0][0], report.tags
    if report.lower[first] in report.words("approximating") and RE_QUANTITY.match(tags, first + 1):
        return False
    return tags[first] in "BSF" or (tags[first] == "P" and tags[first + 1] in "SF")


@doubt(
    "told to a title",
    stopped="> {Ida Brook} [told] “Good Morning” that the dam would hold.",
    passed="> {Ida Brook} [said] “the dam” would hold.",
)
def told_a_title(report: Report) -> bool:
    """Tell whether the quoted words at the head of a clause are the audience: "told “Good Morning” that …"."""
    if report.made.complement is not Complement.QUOTED_CLAUSE:
        return False
    passage = report.parse.passages.at(report.attribution.content[0].start)
    if passage is None:
        return report.tags.startswith("T", report.runs[0][0])
    return report.tags.startswith("T", tokens_of(report.parse, Span(passage.start, passage.end))[1])


@doubt(
    "begins to show",
    stopped="> {The report} [begins to show] how the dam would hold.",
    passed="> {The report} [shows] how the dam would hold.",
)
def begins_to_show(report: Report) -> bool:
    """Tell whether a question stands behind an infinitive, mostly an adverbial: "the bias begins to show when …"."""
    return report.made.marker is Marker.INFINITIVE and report.made.complement is Complement.QUESTION


@doubt(
    "ends in a report",
    stopped="> {The board} [said] that the dam would hold, it has been reported.",
    passed="> {The board} [said] that the dam would hold.",
)
def ends_in_a_report(report: Report) -> bool:
    """Tell whether the content ends in an attribution of the whole sentence: "…, a new book claims"."""
    first, last = report.runs[-1]
    parse, verb = report.parse, last - 1
    inverted = RE_INVERTED.search(report.tags, first + 1, last)
    if inverted and not parse.quoted[inverted.start() + 1]:
        cues = parse.verbs[report.lower[inverted.start() + 1]]
        return any(cue.family == "assert" and not cue.frames.isdisjoint("cq") for cue in cues)
    if report.tags[verb] != "V" or parse.quoted[verb]:
        return False
    comma = report.tags.rfind(",", max(first, verb - LONGEST_SOURCE), verb)
    cues = parse.verbs[report.lower[verb]]
    return comma > first and any(cue.family in ("assert", "find") and "c" in cue.frames for cue in cues)


@doubt(
    "without a clause",
    stopped="> {Critics} [say] this shows strength.",
    passed="> {Critics} [say] this has shown strength.",
)
def without_a_clause(report: Report) -> bool:
    """Tell whether no clause is seen where the construction alone does not tell that one is meant."""
    made = report.made
    short = made.complement is Complement.THAT and sum(last - first for first, last in report.runs) <= SHORT
    short = short and report.attribution.family != "order"  # "demanded that the board resign"
    guessed = made.bare or short or made.complement is Complement.MAIN or made.order is Order.INVERTED
    return guessed and not stands(report.parse, report.attribution)


@doubt(
    "phrase behind a noun",
    stopped="> {Ida Brook}'s [criticism of] the dam was loud.",
    passed="> {Ida Brook} [criticised] the dam.",
)
def of_a_noun(report: Report) -> bool:
    """Tell whether a noun, an adjective or an agent has a bare phrase, which rarely tells what was said."""
    return not report.attribution.sure and report.made.marker not in VERBAL


@doubt(
    "names alone",
    stopped="> {The keeper} [denied] Reed.",
    passed="> {The keeper} [denied] the report.",
)
def names_alone(report: Report) -> bool:
    """Tell whether names alone are the content: the keeper who "denied Reed" saved his shot."""
    return not report.attribution.sure and not any("n" in report.tags[first:last] for first, last in report.runs)


@doubt(
    "nothing to deny",
    stopped="> {The board} [rebutted] the dam.",
    passed="> {The board} [rebutted] the allegation.",
)
def not_deniable(report: Report) -> bool:
    """Tell whether the object of a verb of denial is nothing that anybody said or did: "dismissed the minister"."""
    attribution = report.attribution
    if attribution.sure or attribution.family != "deny" or attribution.lemma in ("deny", "reject"):
        return False
    return report.words("deniable").isdisjoint(
        singular(word) for first, last in report.runs for word in report.lower[first:last]
    )


@doubt(
    "nothing denied",
    stopped="> {The board} [denied] reporters entry to the dam.",
    passed="> {The board} [denied] the report.",
)
def not_denied(report: Report) -> bool:
    """Tell whether "deny" denies nothing: who is "denied entry" does not get it."""
    attribution = report.attribution
    if attribution.lemma != "deny" or report.made.complement is not Complement.OBJECT:
        return False
    return not is_denied(report.parse, attribution, report.runs)


@doubt(
    "phrase behind a verb",
    stopped="> {Ida Brook} [explained] the dam.",
    passed="> {Ida Brook} [praised] the dam.",
)
def not_spoken_of(report: Report) -> bool:
    """Tell whether the verb is one of most, whose bare object does not tell what was said."""
    attribution = report.attribution
    if attribution.sure or attribution.family in ASSURED:
        return False
    return attribution.lemma not in report.words("speech") or report.source.type not in NAMED


@doubt(
    "seen in a picture",
    stopped="> {Footage} [shows] a bridge covered with mud.",
    passed="> {Footage} [shows] the bridge was covered with mud.",
)
def seen(report: Report) -> bool:
    """Tell whether a picture shows a thing, with a participle where a clause should have its verb."""
    if not report.made.bare or report.attribution.lemma != "show":
        return False
    if report.words("picture").isdisjoint(map(singular, report.lower[report.start : report.end])):
        return False
    return not any(
        report.tags[at] == "A" and report.lower[at] != "being"
        for first, last in report.runs
        for at in range(first, last)
    )


@doubt(
    "phrase for a clause",
    stopped="> {The video} [says] a second man, who is named as Tom Reed.",
    passed="> {The video} [says] a second man, who is named as Tom Reed, has left the town.",
)
def headless(report: Report) -> bool:
    """Tell whether the only verbs of a clause stand in a relative clause."""
    if report.made.complement is not Complement.CLAUSE or len(report.runs) > 1:
        return False
    first, last = report.runs[0]
    turn = RE_TURN.search(report.tags, first, last)
    if turn and set(report.tags[first : turn.start()]).isdisjoint("AVvG"):
        return True  # "announced a few details of the boat, | but much is still unknown"
    relative = report.tags.find("W", first, last)
    if relative <= first or not set(report.tags[first:relative]).isdisjoint("AVv"):
        return False
    behind = RE_BACK.search(report.tags, relative, last)
    return behind is None and "," in report.tags[first:relative]


@doubt(
    "opening of a clause",
    stopped="> {Ida Brook} [said] that based on talks with nine clerks, she thought the dam would hold.",
    passed="> {Ida Brook} [said] that based on talks with nine clerks, the dam would hold.",
)
def opening(report: Report) -> bool:
    """Tell whether nothing follows the phrase that a clause opens with: "that based on two letters"."""
    if report.made.complement is not Complement.THAT or len(report.runs) > 1:
        return False
    first, last = report.runs[0]
    first += report.tags.startswith("T", first)
    return report.tags.startswith(("v", "S"), first) and not is_clause(report.parse, first + 1, last)


@doubt(
    "participle for a verb",
    stopped="> {Norvale Grain} [was careful to maintain] the name built on its smoked fish.",
    passed="> {Norvale Grain} [was careful to maintain] the dam was built on rock.",
)
def reduced(report: Report) -> bool:
    """Tell whether a thing with a participle behind it is taken for a clause of a verb that need not report."""
    if not report.made.bare or len(report.runs) > 1:
        return False
    first, last = report.runs[0]
    found = RE_REDUCED.search(report.tags, first, last)
    if found is None:
        return False
    verbs = report.parse.verbs[report.lower[report.cue[1] - 1]]
    worldly = any("m" in verb.frames for verb in verbs if verb.lemma == report.attribution.lemma)
    if not worldly and report.made.marker is not Marker.INFINITIVE:
        return False
    rest = report.tags[first : found.start() + 1] + RE_ATTRIBUTE.sub("", report.tags[found.end() : last])
    return set(rest).isdisjoint("AVv")


@doubt(
    "gap in its clause",
    stopped="> The raid, which {the board} [said] the general had planned, was long.",
    passed="> {The board} [said] the general had planned the raid.",
)
def gap(report: Report) -> bool:
    """Tell whether a relative pronoun before the report is what its clause lacks: "which the firm said | he sold"."""
    if not report.made.bare or report.start <= report.first or report.tags[report.start - 1] != "W":
        return False
    opens = report.tags[report.runs[0][0]]
    return report.lower[report.start - 1] in report.words("relative") and opens not in "AVv"


@doubt(
    "end of a quotation",
    stopped="> {Ida Brook} [knows] that the dam will hold.” He left.",
    passed="> {Ida Brook} [said] that the “dam” would hold. He left.",
)
def unopened(report: Report) -> bool:
    """Tell whether a quotation ends behind the cue that no mark opens there: somebody else says it all."""
    parse, cue = report.parse, report.cue
    end = parse.sentences[report.attribution.sentence].end
    before, closes, _ = parse.text[parse.words.ends[cue[1] - 1] : end].partition("”")
    return bool(closes) and report.made.order is Order.AFTER and not {"“", '"'} & set(before)
