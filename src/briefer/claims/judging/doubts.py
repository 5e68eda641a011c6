"""Whether a claim may be printed as key: the doubts about source, report and content, in the order they are asked."""

from __future__ import annotations

from briefer.claims.attributions import Attribution
from briefer.claims.judging import doubts_of_contents as content
from briefer.claims.judging import doubts_of_reports as report
from briefer.claims.judging import doubts_of_sources as source
from briefer.claims.judging.doubting import report_of
from briefer.grammar.parsing import Parse, Tokens
from briefer.model import Role, Source

# Cheap questions first, the dear ones last.
DOUBTS = (
    report.negated,
    report.passive,
    source.untyped,
    source.half_a_name,
    source.unnamed_pronoun,
    source.nobody,
    source.anybody,
    report.unreal,
    report.hedged,
    report.embedded,
    report.factual,
    report.in_passing,
    source.tail_of_a_list,
    source.far_from_its_clause,
    source.clause,
    source.disagrees,
    source.number,
    report.gerund,
    content.too_short,
    content.title,
    content.source_cut_short,
    content.apposition,
    content.adverbial,
    content.told_a_title,
    content.begins_to_show,
    content.ends_in_a_report,
    content.without_a_clause,
    report.of_the_author,
    report.perceived,
    report.promising,
    report.inferred,
    content.of_a_noun,
    content.names_alone,
    content.not_denied,
    content.not_deniable,
    content.not_spoken_of,
    content.seen,
    content.headless,
    content.opening,
    content.reduced,
    content.gap,
    content.unopened,
    report.done,
    report.foreseen,
    report.at_the_time,
    report.asked,
    report.learnt,
    source.verb_in_the_label,
    source.holds_a_clause,
    source.rank,
    source.of_a_fact,
    source.bare,
)


def doubt_about(parse: Parse, attribution: Attribution, source: Source | None, runs: list[Tokens]) -> str | None:
    """Return the name of the first doubt about an attribution with these runs of content, None where it may be key.

    Rather no claim than a wrong one: where none is named, or outside the body, no more is asked.
    """
    if source is None:
        return "no source"
    if parse.sentences[attribution.sentence].role is not Role.BODY:
        return "outside the body"
    seen = report_of(parse, attribution, source, runs)
    for doubt in DOUBTS:
        if doubt.stops(seen):
            return doubt.name
    return None
