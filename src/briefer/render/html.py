"""The brief as one HTML page: the brief on one side, the article on the other, each claim a link to its words.

Links alone select a claim: the page's address names it (`#3`), and styles or the script mark its source, cue and
content. So you can send a link to a claim, and the page works without scripts. A claim's address is the number that it
is printed with (`#3`); its id in JSON and CSV leads to it, too (`#c7`).
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from briefer.model import Brief, Claim, SourceEntry, SourceType
from briefer.render.harmless import visible
from briefer.render.html_article import SUMMARY, marks, runs
from briefer.render.pages import DATA, render_page
from briefer.render.phrases import (
    SOURCE_WORDS,
    Remark,
    claim_explained,
    fact_parts,
    key_claims,
    nature,
    remarks,
    score_label,
)
from briefer.render.views import View

HEIGHT = 1000  # of the strip, in units of its own
ENDS = 4  # words at each end by which a long claim is found on the web
THINNEST = 3  # of a bar in it
BAR = 100  # the width of the longest bar of the sourcing
RE_MARK_STYLE = re.compile(r"^\.on-(\w)\b[^{]*(\{[^}]*\})$", re.MULTILINE)


class ClaimView(NamedTuple):
    """A claim on the page."""

    id: str
    number: int
    words: str
    nature: str
    remarks: list[Remark]
    disputed: list[int]  # numbers of the claims that speak against it
    original: str  # the address of its words in the article on the web, "" if that is not known
    source_type: str
    unsure: bool  # found with low confidence
    explained: str


class SummaryView(NamedTuple):
    """A sentence of the summary; `id` is its anchor in the article."""

    id: str
    words: str
    paragraph: int
    explained: str


class SourceView(NamedTuple):
    """A source, with the number of each of its claims."""

    name: str
    type: str
    type_words: str
    mentions: int
    claims: list[int]


class TypeRow(NamedTuple):
    """A row of the sourcing chart: how many sources of a type there are, and how many claims they make."""

    type: str
    words: str
    claims: int
    width: float


class Bar(NamedTuple):
    """A bar of the strip, which shows where in the article something stands."""

    id: str
    sort: str  # summary, key or other
    y: int
    height: int


def render(brief: Brief, view: View) -> str:
    """Return the page; its bytes depend only on brief and view."""
    key = key_claims(brief)
    keys = {claim.id for claim in key}
    ordered = [*key, *(claim for claim in brief.claims if claim.id not in keys)]
    numbers = {claim.id: number for number, claim in enumerate(ordered, 1)}
    shown = claim_views(brief, ordered, numbers, view)
    document = brief.document
    title = visible(brief.headline.text) if brief.headline else visible(document.path or document.id or "") or "Brief"
    return render_page(
        "brief.html.j2",
        styles=("base.css", "brief.css"),
        scripts=("brief.js",),
        language=brief.language,
        fallback_style=_marks_by_address(brief, numbers),
        prefix="",
        title=title,
        headline=visible(brief.headline.text) if brief.headline else "",
        made=brief.headline is not None and brief.headline.origin == "made",
        dek=visible(brief.dek.text) if brief.dek else "",
        facts=fact_parts(brief),
        site=visible(document.site or ""),
        place=visible(document.path or document.id or ""),
        address=visible(document.url or ""),
        link=safe_link(document.url),
        summary=summary_views(brief, view),
        key_claims=shown[: len(key)],
        other_claims=shown[len(key) :],
        sources=_sources(brief.sources, numbers),
        types=_types(brief.sources),
        warnings=[visible(warning) for warning in brief.warnings],
        runs=runs(brief, numbers, keys),
        natures={item.number: item.nature for item in shown},
        strip=_strip(brief, keys, numbers),
        height=HEIGHT,
        explain=view.explain,
        sha256=document.sha256,
        encoding=document.encoding or "",
    )


def claim_views(brief: Brief, ordered: list[Claim], numbers: dict[str, int], view: View) -> list[ClaimView]:
    """Return claims as the page shows them; `numbers` are those that they, and what they dispute, are printed with."""
    text = brief.document.text
    by_id = {claim.id: claim for claim in brief.claims}
    link = safe_link(brief.document.url)
    return [
        ClaimView(
            claim.id,
            numbers[claim.id],
            visible(text[claim.start : claim.end]),
            nature(claim, text),
            [remark for remark in remarks(claim, brief, {}, by_id) if remark.about != "disputed"],  # a link says that
            sorted(numbers[identity] for identity in claim.caveats if identity in numbers),
            to_words(link, text[claim.start : claim.end]) if link else "",
            claim.source.type if claim.source else SourceType.UNKNOWN,
            claim.confidence != "high",
            claim_explained(claim).removeprefix(" · ") if view.explain else "",
        )
        for claim in ordered
    ]


def summary_views(brief: Brief, view: View) -> list[SummaryView]:
    """Return the sentences of the summary as the page shows them."""
    text = brief.document.text
    return [
        SummaryView(
            f"s{item.sentence}",
            visible(text[item.start : item.end]),
            brief.sentences[item.sentence].paragraph,
            score_label(brief.scores[item.sentence]) if view.explain else "",
        )
        for item in brief.summary
    ]


def _sources(sources: tuple[SourceEntry, ...], numbers: dict[str, int]) -> list[SourceView]:
    one = {kind: words for kind, words, _ in SOURCE_WORDS} | {SourceType.AUTHOR: "author"}
    return [
        SourceView(
            visible(entry.name),
            entry.type,
            one[entry.type],
            entry.mentions,
            sorted(numbers[identity] for identity in entry.claims),
        )
        for entry in sources
    ]


def _types(sources: tuple[SourceEntry, ...]) -> list[TypeRow]:
    """Return the chart's rows, for types that have claims."""
    count = Counter(entry.type for entry in sources)
    claims: Counter[SourceType] = Counter()
    for entry in sources:
        claims[entry.type] += len(entry.claims)
    most = max(claims.values(), default=0) or 1
    rows = []
    for kind, one, many in (*SOURCE_WORDS, (SourceType.AUTHOR, "author", "authors")):
        if number := count[kind]:
            words = "the author" if kind is SourceType.AUTHOR else f"{number} {one if number == 1 else many}"
            rows.append(TypeRow(kind, words, claims[kind], round(claims[kind] / most * BAR, 1)))
    return rows


def _strip(brief: Brief, keys: set[str], numbers: dict[str, int]) -> list[Bar]:
    """Return a bar for each summary sentence and each claim, at its place in the article."""
    scale = HEIGHT / (len(brief.document.text) or 1)

    def bar(identity: str, sort: str, start: int, end: int) -> Bar:
        height = max(THINNEST, (end - start) * scale)
        return Bar(identity, sort, round(min(start * scale, HEIGHT - height)), round(height))

    bars = [bar(f"s{item.sentence}", "summary", item.start, item.end) for item in brief.summary]
    bars += [
        bar(str(numbers[claim.id]), "key" if claim.id in keys else "other", claim.start, claim.end)
        for claim in brief.claims
    ]
    return bars


def _marks_by_address(brief: Brief, numbers: dict[str, int]) -> str:
    """Return styles that mark the parts of the claim or sentence named by the address, for use without scripts."""
    names: dict[str, dict[str, str]] = {letter: {} for letter, _ in _mark_styles()}
    for _, _, name in marks(brief, numbers):
        names[name[-1]][name] = f"s{name[:-1]}" if name[-1] == SUMMARY else name[:-1]
    rules = []
    for letter, style in _mark_styles():
        if chosen := [f':has({_by_id(anchor)}:target) [data-m~="{name}"]' for name, anchor in names[letter].items()]:
            rules.append(",".join(chosen) + style)
    anchors = [*(f"s{item.sentence}" for item in brief.summary), *map(str, numbers.values())]
    if anchors:
        listed = [f":has({_by_id(anchor)}:target) #brief-{anchor}" for anchor in anchors]
        rules.append(",".join(listed) + "{background:var(--accent-wash)}")
    rules.append(".ref:focus-visible::after{content:' ' attr(title)}")
    return "\n".join(rules)


def _by_id(anchor: str) -> str:
    r"""Return the selector of an anchor: a digit in front is escaped (CSS Syntax, level 3).

    >>> print(_by_id("s4"), _by_id("7"), _by_id("12"))
    #s4 #\37 #\31 2
    """
    if not anchor[0].isdigit():
        return f"#{anchor}"
    return f"#\\3{anchor[0]}" + (f" {anchor[1:]}" if anchor[1:] else "")


@lru_cache(maxsize=1)
def _mark_styles() -> tuple[tuple[str, str], ...]:
    """Return each mark's letter and its declarations in brief.css."""
    return tuple(RE_MARK_STYLE.findall((DATA / "brief.css").read_text(encoding="utf-8")))


def safe_link(address: str | None) -> str:
    """Return a web address that is safe in `href`, or "" for anything else, such as a script."""
    if not address:
        return ""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    plain = all(char >= "!" and char.isprintable() for char in address)
    return address if plain and parts.scheme in ("http", "https") and parts.netloc else ""


def to_words(address: str, words: str) -> str:
    """Return the address of words on a page, as a text fragment, which browsers mark.

    Source: WICG, URL Fragment Text Directives.

    >>> to_words("https://news.example/pier", "The pier, they said, is shut.")
    'https://news.example/pier#:~:text=The%20pier%2C%20they%20said%2C%20is%20shut.'
    >>> to_words("https://news.example/a#top", "One two three four five six seven eight nine ten eleven.")
    'https://news.example/a#top:~:text=One%20two%20three%20four,eight%20nine%20ten%20eleven.'
    """
    parts = words.split()
    if len(parts) > 2 * ENDS + 1:
        text = ",".join(_encoded(" ".join(part)) for part in (parts[:ENDS], parts[-ENDS:]))
    else:
        text = _encoded(" ".join(parts))
    return f"{address}{'' if '#' in address else '#'}:~:text={text}"


def _encoded(words: str) -> str:
    return quote(words.encode("utf-8", "replace"), safe="").replace("-", "%2D")
