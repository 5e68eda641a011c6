"""The brief for a terminal or a plain file: the words of the article, our labels under them, nothing else."""

from __future__ import annotations

from textwrap import fill

from briefer.model import Brief
from briefer.render import View
from briefer.render.phrases import claim_explained, claim_label, facts, key_claims, sourcing, summary_lines, visible

SOURCES = "SOURCES"
NARROWEST = 20  # columns: below, indented text would be a column of single words


def render(brief: Brief, view: View) -> str:
    """Return the brief wrapped to the width of the view; colour only where the view asks for it."""
    width = max(NARROWEST, view.width)
    style = _Style(view.colour)
    lines: list[str] = []
    if brief.headline:
        lines.append(style.headline(fill(visible(brief.headline.text), width)))
    if brief.dek:
        lines.append(fill(visible(brief.dek.text), width))
    lines.append(style.label(fill(facts(brief), width)))
    if brief.summary:
        lines += ["", style.heading("IN SHORT")]
        for words, score in summary_lines(brief, explain=view.explain):
            lines.append(_indented(words, width, "  "))
            if score:
                lines.append(style.label(_indented(score, width, " " * 5)))
    lines += _claims(brief, view, width, style)
    if brief.sources:
        # Coloured only once it is wrapped: escape codes have no width.
        sources = _indented(sourcing(brief.sources), width, f"{SOURCES}  ", " " * (len(SOURCES) + 2))
        lines += ["", style.heading(SOURCES) + sources.removeprefix(SOURCES)]
    for warning in brief.warnings:
        lines += ["", _indented(f"note: {warning}", width, "")]
    return "\n".join(lines) + "\n"


def _claims(brief: Brief, view: View, width: int, style: _Style) -> list[str]:
    shown = key_claims(brief)
    if not shown:
        return []
    text = brief.document.text
    numbers = {claim.id: number for number, claim in enumerate(shown, 1)}
    claims = {claim.id: claim for claim in brief.claims}
    lines = ["", style.heading("KEY CLAIMS")]
    for claim in shown:
        lines.append(_indented(visible(text[claim.start : claim.end]), width, f"{numbers[claim.id]:>3}  ", " " * 5))
        label = claim_label(claim, text, numbers, claims)
        if view.explain:
            label += claim_explained(claim)
        lines.append(style.label(_indented(label, width, " " * 5)))
    return lines


def _indented(words: str, width: int, first: str, rest: str | None = None) -> str:
    return fill(
        words, width, initial_indent=first, subsequent_indent=first if rest is None else rest, break_on_hyphens=False
    )


class _Style:
    """Weight and colour on a terminal, nothing elsewhere."""

    def __init__(self, colour: bool) -> None:
        self.colour = colour

    def _with(self, codes: str, words: str) -> str:
        return f"\x1b[{codes}m{words}\x1b[0m" if self.colour else words

    def headline(self, words: str) -> str:
        return self._with("1", words)

    def heading(self, words: str) -> str:
        return self._with("1;36", words)

    def label(self, words: str) -> str:
        return self._with("2", words)
