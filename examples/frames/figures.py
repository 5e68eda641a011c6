"""Three figures of what a folder of articles says: who is heard, what they do and how sure they are, and where.

    pip install matplotlib
    python figures.py FOLDER_OR_CORPUS OUTPUT_FOLDER

Two thousand articles take about ten seconds on two cores.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from pathlib import Path

import matplotlib

matplotlib.use("Agg")  # no screen is needed

from matplotlib import pyplot

import briefer

HEARD = 15  # sources that are shown
PARAGRAPHS = 20  # and the first so many paragraphs
CERTAINTIES = {"asserted": "#1f4e79", "likely": "#4f93c9", "possible": "#a9cfe8", "unknown": "#d9d9d9"}


def most_heard(rows: list[dict]) -> pyplot.Figure:
    """Return bars: the people and organisations that most articles hear."""
    articles = {(row["source_key"], row["brief"]) for row in rows if row["source_type"] in ("person", "organisation")}
    counts = Counter(source for source, _ in articles if source)
    names = {row["source_key"]: row["source"] for row in reversed(rows)}  # as first written
    top = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:HEARD][::-1]
    figure, axes = pyplot.subplots(figsize=(8, 5), layout="constrained")
    axes.barh([names[key] for key, _ in top], [count for _, count in top], color=CERTAINTIES["asserted"])
    axes.set(title="Most heard", xlabel="articles")
    return figure


def kinds(rows: list[dict]) -> pyplot.Figure:
    """Return stacked bars: what sources do by saying something, and how sure they are."""
    counts = Counter((row["kind"], row["certainty"]) for row in rows)
    names = sorted({kind for kind, _ in counts}, key=lambda kind: sum(counts[kind, level] for level in CERTAINTIES))
    figure, axes = pyplot.subplots(figsize=(8, 5), layout="constrained")
    left = [0] * len(names)
    for level, colour in CERTAINTIES.items():
        widths = [counts[name, level] for name in names]
        axes.barh(names, widths, left=left, color=colour, label=level)
        left = [start + width for start, width in zip(left, widths, strict=True)]
    axes.set(title="What is said, and how sure its source is", xlabel="claims")
    axes.legend(frameon=False)
    return figure


def places(rows: list[dict]) -> pyplot.Figure:
    """Return two lines: in which paragraph claims stand, and the key claims among them."""
    figure, axes = pyplot.subplots(figsize=(8, 5), layout="constrained")
    numbers = range(1, PARAGRAPHS + 1)
    for label, chosen in (("all claims", rows), ("key claims", [row for row in rows if row["key"]])):
        counts = Counter(row["paragraph"] for row in chosen)
        axes.plot(numbers, [counts[number] / max(len(chosen), 1) for number in numbers], marker="o", label=label)
    axes.set(title="Where claims stand", xlabel="paragraph", ylabel="share of the claims", xticks=list(numbers))
    axes.legend(frameon=False)
    return figure


def main(source: str, folder: str) -> None:
    """Draw the figures of a folder or corpus into another folder."""
    rows = briefer.claims(source, jobs=os.cpu_count() or 1, on_error=lambda error: print(error, file=sys.stderr))
    Path(folder).mkdir(parents=True, exist_ok=True)
    for figure, name in ((most_heard(rows), "most-heard"), (kinds(rows), "kinds"), (places(rows), "places")):
        figure.savefig(Path(folder, f"{name}.png"), dpi=100)
        pyplot.close(figure)


if __name__ == "__main__":
    main(*sys.argv[1:])
