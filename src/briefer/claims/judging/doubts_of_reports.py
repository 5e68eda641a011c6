"""Doubts about the report itself: whether the article states as a fact that somebody said it."""

from __future__ import annotations

from briefer.claims.judging.certainty import hedges
from briefer.claims.judging.doubting import ASSURED, Report, doubt
from briefer.construction import Complement, Marker, Order
from briefer.languages import load_words
from briefer.model import SourceType

SAYING = frozenset({"assert", "find", "deny"})  # families of verbs that say something rather than hold or want it
THINGS = frozenset({SourceType.DOCUMENT, SourceType.UNKNOWN})


@doubt(
    "negated report",
    stopped="> {Ida Brook} [did not say] that the dam would hold.",
    passed="> {Ida Brook} [said] that the dam would not hold.",
)
def negated(report: Report) -> bool:
    """Tell whether the source did not say it."""
    return report.attribution.negated


@doubt(
    "passive report",
    stopped="> Tom Reed [was told] by {Ida Brook} that the dam was old.",
    passed="> {Ida Brook} [called] the dam a mistake.",
)
def passive(report: Report) -> bool:
    """Tell whether the verb is in the passive voice, so that its subject is no source."""
    return report.attribution.passive


@doubt(
    "unreal report",
    stopped="> {Ida Brook} [would say] that the dam would hold.",
    passed="> {Ida Brook} [has said] that the dam would hold.",
)
def unreal(report: Report) -> bool:
    """Tell whether the auxiliary shows that nothing has been said yet."""
    return not report.words("unreal").isdisjoint(report.lower[report.cue[0] : report.cue[1]])


@doubt(
    "hedged report",
    stopped="> Perhaps {Ida Brook} [thinks] that the dam would hold.",
    passed="> Now {Ida Brook} [thinks] that the dam would hold.",
)
def hedged(report: Report) -> bool:
    """Tell whether the author's own hedge stands before the subject, and would be lost."""
    before = report.start - 1
    while before >= report.first and report.tags[before] == "R":
        if report.lower[before] in hedges(report.parse.language):
            return True
        before -= 1
    return False


@doubt(
    "report in another clause",
    stopped="> The gates opened on what {Ida Brook} [said] was a gift.",
    passed="> Behind the gate {Ida Brook} [said] the dam would hold.",
)
def embedded(report: Report) -> bool:
    """Tell whether the subject stands in a clause of somebody else's, or under a condition."""
    before = _before(report)
    if before < report.first or report.end > report.cue[0]:
        return False
    word = report.lower[before]
    quoting = load_words(report.parse.language, "constructions.txt", "quoting")
    return (report.tags[before] in "AVG" and word not in quoting) or word in report.words("condition")


@doubt(
    "report stated as a fact",
    stopped="> It is true that {Ida Brook} [wanted] to close the dam.",
    passed="> {Ida Brook} [wanted] to close the dam.",
)
def factual(report: Report) -> bool:
    """Tell whether the author states what somebody wants or holds: "it is a fact that", "just when"."""
    before, family = _before(report), report.attribution.family
    if before < report.first or report.end > report.cue[0] or family in SAYING:
        return False
    return report.tags[before] == "T" or (report.tags[before] in "BH" and family == "believe")


@doubt(
    "told in passing",
    stopped="> {The union}, which [wanted] to close the dam, left early.",
    passed="> {The union}, which [said] that the dam would close, left early.",
)
def in_passing(report: Report) -> bool:
    """Tell whether a relative clause tells what somebody wants or holds who is named for another reason."""
    if report.attribution.family in SAYING or report.made.order is Order.GAP:
        return False
    return report.cue[0] > 0 and report.tags[report.cue[0] - 1] in "WT"


@doubt(
    "participle without a comma",
    stopped="> {Ida Brook} [calling] the dam a mistake was a surprise.",
    passed="> {Ida Brook} left early, [calling] the dam a mistake.",
)
def gerund(report: Report) -> bool:
    """Tell whether a participle may be a gerund, which tells of no single act: "a history of blaming"."""
    at, tags = report.cue[0], report.tags
    if report.made.marker is not Marker.PARTICIPLE or at <= report.first or tags[at - 1] in ',"':
        return False
    return not report.made.clausal or report.lower[at - 1] in report.words("governing")


@doubt(
    "of the author",
    stopped="> I [called] the dam a mistake.",
    passed="> {I} [think] that the dam will hold.",
)
def of_the_author(report: Report) -> bool:
    """Tell whether authors say something of themselves that is no clause."""
    made = report.made
    return report.source.type is SourceType.AUTHOR and not (made.bare or made.complement is Complement.THAT)


@doubt(
    "seen rather than said",
    stopped="> {Ida Brook} [saw] whether the dam would hold.",
    passed="> {Ida Brook} [noticed] that the dam would hold.",
)
def perceived(report: Report) -> bool:
    """Tell whether somebody sees or hears it, which rarely reports: "the year saw prices fall"."""
    lemma = report.attribution.lemma
    if lemma not in report.words("perceived"):
        return False
    return report.made.complement is not Complement.THAT or lemma == "hear"


@doubt(
    "promise of a thing",
    stopped="> {The report} [promises] to be a long one.",
    passed="> {Ida Brook} [promises] to close the dam.",
)
def promising(report: Report) -> bool:
    """Tell whether a thing promises or threatens, without saying anything: "the deals promise to be good"."""
    return report.attribution.family in ASSURED and report.made.infinitive and report.source.type in THINGS


@doubt(
    "inferred from a matter",
    stopped="> {Imports} rose, [signalling] that the dam would hold.",
    passed="> {Ida Brook} nodded, [signalling] that the dam would hold.",
)
def inferred(report: Report) -> bool:
    """Tell whether a matter tells it by a participle: what looks like a group may be one of things."""
    if report.made.marker is not Marker.PARTICIPLE or report.source.type is not SourceType.GROUP:
        return False
    return report.attribution.lemma in report.words("inferred")


@doubt(
    "done rather than said",
    stopped="> {Ida Brook} [decided] to stay at home.",
    passed="> {Ida Brook} [offered] to stay at home.",
)
def done(report: Report) -> bool:
    """Tell whether somebody does something rather than say so: "decided to"; what a body decides is news."""
    decides = report.made.infinitive and report.attribution.lemma in report.words("deciding")
    return decides and report.source.type is not SourceType.ORGANISATION


@doubt(
    "participle of what may be",
    stopped="> {The board} may yet close the dam, [questioning] whether the wall would hold.",
    passed="> {The board} closed the dam, [questioning] whether the wall would hold.",
)
def foreseen(report: Report) -> bool:
    """Tell whether a participle hangs on a verb of what has not happened yet: nobody has said it."""
    if report.made.marker is not Marker.PARTICIPLE or report.end > report.cue[0]:
        return False
    at = report.end
    while at < report.cue[0] and report.tags[at] == "R":
        at += 1
    return at < report.cue[0] - 1 and report.tags[at] == "A" and report.lower[at] in report.words("foreseen")


@doubt(
    "at the time",
    stopped="> {Ida Brook} [was reporting] when a storm hit the town.",
    passed="> {Ida Brook} [was asking] when a storm would hit the town.",
)
def at_the_time(report: Report) -> bool:
    """Tell whether "when" tells when somebody was speaking rather than what about."""
    if report.made.complement is not Complement.QUESTION or report.made.marker is not Marker.PARTICIPLE:
        return False
    return report.lower[report.runs[0][0]] == "when" and "w" not in {
        frame
        for verb in report.parse.verbs[report.lower[report.cue[1] - 1]]
        if verb.family == "ask"
        for frame in verb.frames
    }


@doubt(
    "asked rather than stated",
    stopped="> So {the council} [says] that the dam would hold?",
    passed="> {The council} [said]: “Who would pay?”, and that the dam would hold.",
)
def asked(report: Report) -> bool:
    """Tell whether the author only asks about the report."""
    if report.made.marker is not Marker.VERB:
        return False  # in an interview it is the speaker who asks
    last = report.last - 1
    while last > report.first and report.tags[last] in "\"')":
        last -= 1
    if report.parse.words.texts[last] != "?" or report.parse.quoted[last] or report.parse.quoted[report.cue[0]]:
        return False
    return all(not report.parse.quoted[start] for start, _ in report.runs)


def _before(report: Report) -> int:
    """Return the token before the subject, adverbs passed over."""
    before = report.start - 1
    while before >= report.first and report.tags[before] == "R":
        before -= 1
    return before


@doubt(
    "told, not said",
    stopped="> {Ida Brook} [realised] that the dam would hold.",
    passed="> {The board} [realised] that the dam would hold.",
)
def learnt(report: Report) -> bool:
    """Tell whether the article tells what somebody comes to know, who may never have said so."""
    one = report.source.type in (SourceType.PERSON, SourceType.ANONYMOUS)
    return one and report.attribution.lemma in report.words("learning") and not report.parse.quoted[report.runs[0][0]]
