"""The brief as Markdown, for a note or a ticket; article text never becomes markup."""

from __future__ import annotations

import re

from briefer.model import Brief
from briefer.render.harmless import visible
from briefer.render.phrases import claim_explained, claim_label, facts, key_claims, sourcing, summary_lines
from briefer.render.views import View

# What CommonMark or a common extension could read as markup; "<" and "&" would start HTML and entities.
RE_MARKUP = re.compile(r"[\\`*_{}\[\]()<>#|~&!$@:^]|(?<==)=|=(?==)")
RE_LINE_START = re.compile(r"^(\d{1,9})([.)])|^([-+=])")
# What a backslash does not keep GitHub or GitLab from linking, since they look again at the text of the finished page:
# a person who would be called, an issue, an address, a picture. It is cut in two by a comment, which nobody sees.
RE_CALL = re.compile(r"\\@(?=\w)|\\#(?=\d)|\bGH-(?=\d)|\\:(?=//|(?!\d+\\:)[\w+\\-]{1,60}\\:)", re.IGNORECASE)
# The dots of an address of the web: editors link those without a scheme, too, for which a backslash is enough.
RE_HOST = re.compile(r"(?<=\w)\.(?=[^\W\d_]{2})|(?<=\bwww)\.", re.IGNORECASE)
CUT = "<!-- -->"


def render(brief: Brief, view: View) -> str:
    """Return the brief, with a heading for each part."""
    text = brief.document.text
    parts: list[str] = []
    if brief.headline:
        parts.append(f"# {escaped(brief.headline.text)}")
    if brief.dek:
        parts.append(f"**{escaped(brief.dek.text)}**")
    parts.append(escaped(facts(brief)))
    if brief.summary:
        rows = [
            f"- {escaped(words)}" + (f"  \n  {escaped(score)}" if score else "")
            for words, score in summary_lines(brief, explain=view.explain)
        ]
        parts += ["## In short", "\n".join(rows)]
    shown = key_claims(brief)
    if shown:
        numbers = {claim.id: number for number, claim in enumerate(shown, 1)}
        claims = {claim.id: claim for claim in brief.claims}
        rows = []
        for claim in shown:
            label = claim_label(claim, brief, numbers, claims)
            if view.explain:
                label += claim_explained(claim)
            rows.append(f"{numbers[claim.id]}. {escaped(text[claim.start : claim.end])}  \n   {escaped(label)}")
        parts += ["## Key claims", "\n".join(rows)]
    if brief.sources:
        parts += ["## Sources", escaped(sourcing(brief.sources))]
    parts += [f"> {escaped(warning)}" for warning in brief.warnings]
    return "\n\n".join(parts) + "\n"


def escaped(words: str) -> str:
    r"""Escape words so that Markdown shows them literally.

    >>> print(escaped("1. *Not* a [link](x)"))
    1\. \*Not\* a \[link\]\(x\)
    """
    plain = RE_MARKUP.sub(r"\\\g<0>", visible(words))
    plain = RE_HOST.sub(r"\\.", RE_CALL.sub(rf"\g<0>{CUT}", plain))
    return RE_LINE_START.sub(lambda match: f"{match[1]}\\{match[2]}" if match[1] else f"\\{match[3]}", plain)
