"""The index page of a folder of briefs: a table to search and sort, the most quoted sources, and the failures.

A worker makes a small `entry` of each brief, and `index` makes one page of all entries. The page holds its data as
JSON, which a script displays; without scripts, readers see a plain table.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import quote

from briefer.languages import load_lines
from briefer.model import Brief, Claim, Kind, SourceEntry, SourceType
from briefer.render.harmless import visible
from briefer.render.pages import render_page, script_json
from briefer.render.phrases import source_label

LONGEST = 150  # characters of a claim or a lead on the page: two lines of a table
NAMELESS = "unnamed"  # the name of an entry for sources without one
THE_AUTHOR, NO_NAME = -1, -2
TOP = 30  # sources that are listed where no script runs, and claims of each
TOP_CLAIMS = 5
NAMED = (SourceType.PERSON, SourceType.ORGANISATION, SourceType.DOCUMENT)
TYPE_WORDS = {
    SourceType.PERSON: "person",
    SourceType.ORGANISATION: "organisation",
    SourceType.DOCUMENT: "document",
    SourceType.GROUP: "group",
    SourceType.ANONYMOUS: "anonymous",
    SourceType.UNKNOWN: "unnamed",
}
KINDS = [kind.value for kind in Kind]
TYPES = [kind.value for kind in TYPE_WORDS]
RE_ISO = re.compile(r"(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d)")
# English ordinals; the names of months are in `months.txt`.
RE_DAY_FIRST = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|\.)?\s+(?:de\s+)?([^\W\d_]{3,12})\.?,?\s+(?:de\s+)?(\d{4})(?!\d)"
)
# The same with the month in front.
RE_MONTH_FIRST = re.compile(r"([^\W\d_]{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)")


class Row(NamedTuple):
    """A row of the plain table."""

    href: str
    headline: str
    language: str
    lead: str
    date: str
    words: int
    claims: int
    anonymous: str
    about: str  # who wrote it, where, and the input
    first: list[str] | None  # of its key claims: id, kind, words, who


class Quoted(NamedTuple):
    """A source in the plain list; `examples` are the address, words and headline of a few of its claims."""

    name: str
    type: str
    claims: int
    articles: int
    examples: list[tuple[str, str, str]]


def entry(brief: Brief) -> dict[str, object]:
    """Return a brief's entry in the index: plain data, small, always the same for the same brief.

    `day` is the date as YYYY-MM-DD, or "" if it cannot be parsed; `sources` holds [name, type, claims], and each claim
    is [id, kind, words]. The author and unnamed sources have the name "". `first` is the best key claim, as [id, kind,
    words, who], or None. Long words are cut.
    """
    text = brief.document.text
    published = visible(brief.published.text) if brief.published else ""
    claims = {claim.id: claim for claim in brief.claims}
    unlisted = [claim.id for claim in brief.claims if claim.source is None]
    headline = visible(brief.headline.text) if brief.headline else ""
    authors = ", ".join(visible(author.text) for author in brief.authors)
    first = claims[brief.key_claims[0]] if brief.key_claims else None
    leads = [brief.dek.text] if brief.dek else [text[item.start : item.end] for item in brief.summary]
    # A headline that was made of a sentence would be read twice.
    lead = next((words for words in leads if not headline or headline not in visible(words)), "")
    sources = []
    for source in (*brief.sources, SourceEntry(NAMELESS, SourceType.UNKNOWN, 0, tuple(unlisted))):
        said = [claims[identity] for identity in source.claims]
        rows = [[claim.id, claim.kind.value, _short(text[claim.start : claim.end])] for claim in said]
        named = source.name != NAMELESS and source.type is not SourceType.AUTHOR
        if rows:
            sources.append([visible(source.name) if named else "", source.type.value, rows])
    return {
        "headline": headline,
        "lead": _short(lead),
        "date": published,
        "day": _day(published),
        "by": " · ".join(filter(None, (authors, visible(brief.document.site or "")))),
        "first": first and [first.id, first.kind.value, _short(text[first.start : first.end]), _who(first, text)],
        "words": brief.words,
        "language": brief.language,
        "claims": len(brief.claims),
        "anonymous": sum(
            claim.source is not None and claim.source.type is SourceType.ANONYMOUS for claim in brief.claims
        ),
        "kinds": dict(sorted(Counter(claim.kind.value for claim in brief.claims).items())),
        "sources": sources,
    }


def index(rows: Iterable[Mapping[str, object]], failures: Iterable[Mapping[str, object]], title: str) -> str:
    """Return the index page, with the briefs in the order of the rows.

    A row has `input` (the input's name), `output` (the path of its page, relative to the index) and `entry`; a failure
    has `input`, `error`, `message` and `hint`. The same rows give the same bytes.
    """
    found: list[Mapping[str, Any]] = list(rows)
    failed = [
        {key: visible(str(failure.get(key) or "")) for key in ("input", "message", "hint")} for failure in failures
    ]
    labels = shortened([str(row["input"]) for row in found])
    hrefs = [_address(str(row["output"])) for row in found]
    entries: list[Mapping[str, Any]] = [row["entry"] for row in found]
    numbers, sources = _sources(entries)
    claims = sum(item["claims"] for item in entries)
    data = {
        "kinds": KINDS,
        "types": list(TYPE_WORDS.values()),
        "sources": sources,
        "rows": [
            [
                item["headline"] or label,
                href,
                label,
                item["date"],
                item["day"],
                item["words"],
                item["claims"],
                item["anonymous"],
                item["language"],
                item["lead"],
                [[KINDS.index(kind), count] for kind, count in item["kinds"].items()],
                [
                    [
                        _number(name, kind, numbers),
                        [[identity, KINDS.index(sort), words] for identity, sort, words in said],
                    ]
                    for name, kind, said in item["sources"]
                ],
                item.get("by", ""),
                _numbered(item.get("first")),
            ]
            for item, href, label in zip(entries, hrefs, labels, strict=True)
        ],
    }
    return render_page(
        "index.html.j2",
        styles=("base.css", "index.css"),
        scripts=("index.js",),
        title=visible(title),
        count=len(found),
        words=sum(item["words"] for item in entries),
        claims=claims,
        anonymous=_share(sum(item["anonymous"] for item in entries), claims),
        without=[
            name
            for name, there in (
                ("dates", any(item["date"] for item in entries)),
                ("anonymous", any(item["anonymous"] for item in entries)),
            )
            if not there
        ],
        rows=[
            Row(
                href,
                item["headline"] or label,
                item["language"],
                item["lead"],
                item["day"] or item["date"],
                item["words"],
                item["claims"],
                _share(item["anonymous"], item["claims"]),
                " · ".join(filter(None, (item.get("by", ""), label))),
                item.get("first"),
            )
            for item, href, label in zip(entries, hrefs, labels, strict=True)
        ],
        quoted=_quoted(entries, hrefs, numbers, sources),
        failures=failed,
        data=script_json(data),
    )


def _sources(entries: Sequence[Mapping[str, Any]]) -> tuple[dict[tuple[str, str], int], list[list[object]]]:
    """Return each source's number by folded name and type, and the sources as [name, type, common].

    The most quoted come first. A source is common if some brief writes it in lower case: "the company" may mean
    different companies in two articles.
    """
    claims: Counter[tuple[str, str]] = Counter()
    spelled: dict[tuple[str, str], Counter[str]] = {}
    for item in entries:
        for name, kind, said in item["sources"]:
            if not name:
                continue
            key = (name.casefold(), kind)
            claims[key] += len(said)
            spelled.setdefault(key, Counter())[name] += 1
    ordered = sorted(claims, key=lambda key: (-claims[key], key))
    sources: list[list[object]] = []
    for key in ordered:
        names = spelled[key]
        common = any(name.islower() for name in names)
        name = min(names, key=lambda name: (-names[name], name))
        sources.append([name, TYPES.index(key[1]), int(common)])
    return {key: number for number, key in enumerate(ordered)}, sources


def _number(name: str, kind: str, numbers: Mapping[tuple[str, str], int]) -> int:
    """Return a source's number, negative for the author and for unnamed sources."""
    if name:
        return numbers[name.casefold(), kind]
    return THE_AUTHOR if kind == SourceType.AUTHOR else NO_NAME


def _quoted(
    entries: Sequence[Mapping[str, Any]],
    hrefs: Sequence[str],
    numbers: Mapping[tuple[str, str], int],
    sources: Sequence[Sequence[Any]],
) -> list[Quoted]:
    """Return the named sources with the most claims, each with a few of them."""
    wanted = [number for number, source in enumerate(sources) if not source[2] and TYPES[source[1]] in NAMED][:TOP]
    examples: dict[int, list[tuple[str, str, str]]] = {number: [] for number in wanted}
    claims: Counter[int] = Counter()
    articles: Counter[int] = Counter()
    for item, href in zip(entries, hrefs, strict=True):
        for name, kind, said in item["sources"]:
            number = _number(name, kind, numbers)
            if number in examples:
                claims[number] += len(said)
                articles[number] += 1
                examples[number] += [(f"{href}#{identity}", words, item["headline"]) for identity, _, words in said]
    return [
        Quoted(
            sources[number][0],
            TYPE_WORDS[SourceType(TYPES[sources[number][1]])],
            claims[number],
            articles[number],
            examples[number][:TOP_CLAIMS],
        )
        for number in wanted
    ]


def _who(claim: Claim, text: str) -> str:
    return _short(source_label(claim.source, text)) if claim.source else ""


def _numbered(first: Sequence[str] | None) -> list[object] | None:
    """Return a claim with its kind as a number, as the page's data have it."""
    return [first[0], KINDS.index(first[1]), *first[2:]] if first else None


def _short(words: str) -> str:
    """Return printable words, cut at a space if there are too many."""
    words = visible(words)
    if len(words) <= LONGEST:
        return words
    head = words[:LONGEST]
    cut = head.rfind(" ", LONGEST // 2)
    return head[: cut if cut > 0 else LONGEST].rstrip(" ,;:–—-") + " …"


def _share(part: int, whole: int) -> str:
    return f"{round(100 * part / whole)} %" if whole else "–"


def shortened(labels: list[str]) -> list[str]:
    """Return the inputs' names without the folder that all of them share."""
    first, last = min(labels, default=""), max(labels, default="")
    same = next((at for at, (one, other) in enumerate(zip(first, last, strict=False)) if one != other), 0)
    shared = first[:same].rfind("/") + 1
    return [visible(label[shared:]) for label in labels]


def _address(output: str) -> str:
    """Return a relative path as `href`: it names a file below the index, never a scheme or a host."""
    path = output.replace("\\", "/").lstrip("/")
    return quote(path.encode("utf-8", "surrogatepass"), safe="/")


def _day(text: str) -> str:
    """Return the date in a text as YYYY-MM-DD, or "" if there is none.

    >>> _day("Tuesday, 19 November 2019, 07:47 PM"), _day("Nov. 19, 2019"), _day("last week")
    ('2019-11-19', '2019-11-19', '')
    """
    if found := RE_ISO.search(text):
        return _checked(found[1], found[2], found[3])
    if found := RE_DAY_FIRST.search(text):
        return _checked(found[3], _months().get(found[2].casefold(), ""), found[1])
    if found := RE_MONTH_FIRST.search(text):
        return _checked(found[3], _months().get(found[1].casefold(), ""), found[2])
    return ""


def _checked(year: str, month: str, day: str) -> str:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""


@lru_cache(maxsize=1)
def _months() -> dict[str, str]:
    rows = (line.split() for line in load_lines("", "months.txt"))
    return {name: number for number, *names in rows for name in names}
