"""The page and the chart of results."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise
from math import log
from pathlib import Path

from racing import Result

LABELS = {
    "briefer": "briefer, the whole brief as JSON",
    "sumy_lexrank": "sumy, LexRank, ranking alone",
    "sumy_luhn": "sumy, Luhn, ranking alone",
    "summa": "summa, TextRank, a summary",
    "newspaper4k": "newspaper4k, a summary",
    "pysummarization": "pysummarization, a summary",
    "briefer_sentences": "briefer",
    "spacy_blank": "spaCy, blank with sentencizer",
    "trafilatura_pages": "trafilatura, the text alone",
    "briefer_pages": "briefer, read and briefed",
    "pdfium_pdfs": "pdfium, the text alone",
    "briefer_pdfs": "briefer, read and briefed",
    "python": "Python alone",
}
WIDTH, BAR, GAP, LEFT = 720, 22, 8, 260  # of the chart, in pixels


@dataclass
class Page:
    """All figures of a run: seconds are of processor time, a round over all articles, but for the batches."""

    corpus: str
    articles_count: int
    rounds: int
    machine: str
    versions: dict[str, str]
    articles: dict[str, Result] = field(default_factory=dict)
    sentences: dict[str, Result] = field(default_factory=dict)
    pages: dict[str, Result] = field(default_factory=dict)
    pdfs: dict[str, Result] = field(default_factory=dict)
    sizes: dict[int, dict[str, Result]] = field(default_factory=dict)
    starts: dict[str, Result] = field(default_factory=dict)
    instructions: dict[str, int] = field(default_factory=dict)
    batches: dict[int, float] = field(default_factory=dict)
    installed: dict[str, float] = field(default_factory=dict)


def write(path: Path, page: Page) -> None:
    """Write the page, and its chart beside it."""
    path.write_text("\n".join(_lines(page, path.with_suffix(".svg").name)) + "\n", encoding="utf-8")
    path.with_suffix(".svg").write_text(_chart(page), encoding="utf-8")


def _lines(page: Page, chart: str) -> Iterable[str]:
    yield "# briefer beside its peers"
    yield ""
    yield "Written by `python benchmarks/side_by_side`; every figure is of one run, in which all took turns."
    yield f"{page.articles_count} articles of {page.corpus}; medians of {page.rounds} rounds of processor time;"
    yield f"{page.machine}."
    yield "Versions: " + ", ".join(f"{name} {version}" for name, version in page.versions.items()) + "."
    yield ""
    yield f"![Articles a second on one core]({chart})"
    yield from _table("Articles", page.articles, page.articles_count, "article")
    yield from _table("Sentence ends", page.sentences, page.articles_count, "article")
    yield from _table("Web pages", page.pages, 60, "page")
    yield from _table("PDFs of ten pages", page.pdfs, 2, "file")
    yield from _growth(page)
    yield from _table("One article from a cold start", page.starts, 1, "start")
    if {"python", "briefer"} <= page.instructions.keys():
        ratio = page.instructions["briefer"] / page.instructions["python"]
        counts = f"{page.instructions['briefer']:,} and {page.instructions['python']:,} million"
        yield f"\nInstructions of the start, briefer against Python alone: {ratio:.1f} × ({counts})."
    if page.batches:
        yield "\n## A batch of 2,000 articles"
        yield ""
        one, two = page.batches[1], page.batches[2]
        yield f"One job {2000 / one:.0f} articles a second, two jobs {2000 / two:.0f}: {one / two:.2f} × by the clock."
    yield "\n## Installed size, with all that is required"
    yield ""
    yield ", ".join(f"{name} {size:.0f} MB" for name, size in page.installed.items()) + "."


def _table(title: str, results: dict[str, Result], count: int, unit: str) -> Iterable[str]:
    if not results:
        return
    first = next(iter(results))
    memory = any(result.memory for result in results.values())
    yield f"\n## {title}"
    yield ""
    yield (
        f"| | ms a{'n' * (unit[0] in 'aeiou')} {unit} | × {LABELS.get(first, first).split(',')[0]} |"
        + " peak memory |" * memory
    )
    yield "|---|---|---|" + "---|" * memory
    for name, result in results.items():
        row = f"| {LABELS.get(name, name)} | {1000 * result.seconds / count:.2f} | {result.ratio:.2f} |"
        yield row + f" {result.memory:.0f} MB |" * memory


def _growth(page: Page) -> Iterable[str]:
    if not page.sizes:
        return
    names = list(dict.fromkeys(name for results in page.sizes.values() for name in results))
    yield "\n## Long texts: ms a sentence"
    yield ""
    yield "| sentences | " + " | ".join(f"{size:,}" for size in page.sizes) + " | growth |"
    yield "|---|" + "---|" * (len(page.sizes) + 1)
    for name in names:
        found = {size: results[name].seconds for size, results in page.sizes.items() if name in results}
        cells = [f"{1000 * found[size] / size:.2f}" if size in found else "" for size in page.sizes]
        slope = [log(found[large] / found[small]) / log(large / small) for small, large in pairwise(found)]
        yield f"| {LABELS[name]} | " + " | ".join(cells) + (f" | {slope[-1]:.2f} |" if slope else " | |")
    memory = page.sizes[max(page.sizes)]["briefer"].memory
    yield f"\nThe last column is the exponent of the last step. briefer takes {memory:.0f} MB for the longest."


def _chart(page: Page) -> str:
    """Return bars of articles a second, an SVG that follows the reader's colours."""
    rates = {name: page.articles_count / result.seconds for name, result in page.articles.items()}
    largest = max(rates.values())
    bars = []
    for number, (name, rate) in enumerate(sorted(rates.items(), key=lambda item: -item[1])):
        top = 34 + number * (BAR + GAP)
        width = max(2, (WIDTH - LEFT - 70) * rate / largest)
        label = escape(LABELS.get(name, name))
        kind = ' class="own"' if name == "briefer" else ""
        bars.append(
            f'<text x="{LEFT - 10}" y="{top + 16}" text-anchor="end">{label}</text>'
            f'<rect{kind} x="{LEFT}" y="{top}" width="{width:.0f}" height="{BAR}" rx="2"/>'
            f'<text x="{LEFT + width + 8:.0f}" y="{top + 16}">{rate:.0f}</text>'
        )
    height = 40 + len(rates) * (BAR + GAP)
    style = (
        "text{font:14px system-ui,sans-serif;fill:#1f2328}rect{fill:#a7b0ba}rect.own{fill:#1f6f5c}"
        "@media(prefers-color-scheme:dark){text{fill:#e6edf3}rect{fill:#59636e}rect.own{fill:#4fc3a1}}"
    )
    title = f'<text x="0" y="18">Articles a second on one core ({escape(page.corpus)})</text>'
    body = "\n".join(bars)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img">\n'
        f"<style>{style}</style>\n{title}\n{body}\n</svg>\n"
    )
