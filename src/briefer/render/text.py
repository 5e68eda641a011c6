"""The brief for a terminal or a plain file: the article's words with our labels under them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from briefer.model import Brief, Claim, Kind, SourceType
from briefer.render.harmless import visible
from briefer.render.phrases import Remark, claim_explained, facts, key_claims, remarks, sourcing, summary_lines
from briefer.render.views import View
from briefer.render.wrapping import wrapped

SOURCES = "SOURCES"
NARROWEST = 20  # columns: below, indented text would be a column of single words
# Select Graphic Rendition: weight, and the colours that the terminal's own palette gives to these numbers.
HEADLINE, HEADING, LABEL, WHO = "1", "1;36", "2", ""
ANONYMOUS, AGAINST, UNSURE = "35", "31", "33"
AGAINST_KINDS = frozenset({Kind.DENIAL, Kind.REFUSAL})
UNSURE_KINDS = frozenset({Kind.ALLEGATION, Kind.UNCERTAINTY})


def render(brief: Brief, view: View) -> str:
    """Return the brief, wrapped to the view's width, in colour if the view asks for it."""
    width = max(NARROWEST, view.width)
    painted = _painted if view.colour else _plain
    lines: list[str] = []
    if brief.headline:
        lines.append(painted(wrapped(visible(brief.headline.text), width), HEADLINE))
    if brief.dek:
        lines.append(wrapped(visible(brief.dek.text), width))
    lines.append(painted(wrapped(facts(brief), width), LABEL))
    if brief.summary:
        lines += ["", painted("IN SHORT", HEADING)]
        for words, score in summary_lines(brief, explain=view.explain):
            lines.append(wrapped(words, width, "  "))
            if score:
                lines.append(painted(wrapped(score, width, " " * 5), LABEL))
    lines += _claims(brief, view, width)
    if brief.sources:
        # Coloured only once it is wrapped: escape codes have no width.
        sources = wrapped(sourcing(brief.sources), width, f"{SOURCES}  ", " " * (len(SOURCES) + 2))
        lines += ["", painted(SOURCES, HEADING) + sources.removeprefix(SOURCES)]
    for warning in brief.warnings:
        lines += ["", wrapped(f"note: {visible(warning)}", width)]
    return "\n".join(lines) + "\n"


def _claims(brief: Brief, view: View, width: int) -> list[str]:
    shown = key_claims(brief)
    if not shown:
        return []
    text = brief.document.text
    numbers = {claim.id: number for number, claim in enumerate(shown, 1)}
    claims = {claim.id: claim for claim in brief.claims}
    lines = ["", _painted("KEY CLAIMS", HEADING) if view.colour else "KEY CLAIMS"]
    for claim in shown:
        lines.append(wrapped(visible(text[claim.start : claim.end]), width, f"{numbers[claim.id]:>3}  ", " " * 5))
        parts = remarks(claim, brief, numbers, claims)
        explained = claim_explained(claim) if view.explain else ""
        label = wrapped(" · ".join(part.text for part in parts) + explained, width, " " * 5)
        lines.append(_coloured(label, claim, parts) if view.colour else label)
    return lines


def _plain(words: str, codes: str) -> str:
    return words


def _painted(words: str, codes: str) -> str:
    """Return words in bold or colour, line by line, since pagers reset both at the end of a line."""
    return "\n".join(f"\x1b[{codes}m{line}\x1b[0m" for line in words.split("\n")) if codes else words


def _coloured(label: str, claim: Claim, parts: Sequence[Remark]) -> str:
    """Return a wrapped label with each part in its colour; wrapping only changes white space."""
    codes: list[str] = []
    for part in parts:
        codes += [_codes(part, claim)] * len("".join(part.text.split())) + [LABEL]  # and the dot behind it
    at = 0
    lines = []
    for line in label.split("\n"):
        styled = []
        for char in line:
            styled.append((char, "" if char == " " else codes[at] if at < len(codes) else LABEL))
            at += char != " "
        # A space between two words of a part is of that part, so that no code is repeated for each word.
        for place in range(1, len(styled) - 1):
            if styled[place][0] == " " and styled[place - 1][1] == styled[place + 1][1]:
                styled[place] = (" ", styled[place - 1][1])
        runs = groupby(styled, key=lambda pair: pair[1])
        lines.append("".join(_painted("".join(char for char, _ in run), code) for code, run in runs))
    return "\n".join(lines)


def _codes(part: Remark, claim: Claim) -> str:
    if part.about == "who":
        return ANONYMOUS if claim.source and claim.source.type is SourceType.ANONYMOUS else WHO
    if part.about == "disputed" or (part.about == "kind" and claim.kind in AGAINST_KINDS):
        return AGAINST
    if part.about == "certainty" or (part.about == "kind" and claim.kind in UNSURE_KINDS):
        return UNSURE
    return LABEL
