"""Prints the figures of an evaluation as a table or as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TextIO

from briefer.evaluation import CONFIDENCE, RESAMPLES, Evaluation, Figure
from briefer.evaluation.scoring import METRICS, Plan

HEADER = ("method", "ROUGE-1", "ROUGE-2", "ROUGE-L", "words", "n")
BEST = "*"
DIGITS = 4  # of the figures in JSON
SCHEMA = "briefer-evaluation/1"


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell, and whether it is the best of its column."""

    text: str
    best: bool = False


def render_text(evaluation: Evaluation) -> str:
    """Return the figures as aligned lines, with the best of each column marked."""
    table = [[Cell(name) for name in HEADER], *_cells(evaluation)]
    widths = [max(len(row[column].text) for row in table) for column in range(len(HEADER))]
    lines = []
    for row in table:
        cells = [
            cell.text.rjust(width) if n else cell.text.ljust(width)
            for n, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
    return "\n".join([*lines, "", _note(evaluation)]) + "\n"


def print_table(evaluation: Evaluation, file: TextIO) -> None:
    """Print the figures as a table on a terminal, or as plain text if rich is not installed."""
    try:
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text
    except ImportError:
        file.write(render_text(evaluation))
        return
    table = Table(caption=_note(evaluation), caption_justify="left")
    for column, name in enumerate(HEADER):
        table.add_column(name, justify="right" if column else "left", no_wrap=True)
    for row in _cells(evaluation):
        table.add_row(*(Text(cell.text, style="bold green" if cell.best else "") for cell in row))
    Console(file=file).print(table)


def render_json(evaluation: Evaluation, plan: Plan, corpus: str) -> str:
    """Return the figures as JSON: F1 in percent, each with its confidence interval."""
    options = plan.options
    value = {
        "schema": SCHEMA,
        "corpus": corpus,
        "texts": evaluation.texts,
        "failed": evaluation.failed,
        "length": {"sentences": options.sentences, "words": options.words, "ratio": options.ratio},
        "confidence": CONFIDENCE / 100,
        "resamples": RESAMPLES,
        "methods": [
            {
                "method": row.method,
                **{metric: _figure(figure) for metric, figure in zip(METRICS, row.figures, strict=True)},
                "words": round(row.words, DIGITS),
                "n": row.number,
            }
            for row in evaluation.rows
        ],
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _figure(figure: Figure) -> dict[str, Any]:
    return {name: round(value, DIGITS) for name, value in figure._asdict().items()}


def _cells(evaluation: Evaluation) -> Sequence[Sequence[Cell]]:
    best = [
        max(column) for column in zip(*([figure.f1 for figure in row.figures] for row in evaluation.rows), strict=True)
    ]
    return [
        [
            Cell(row.method),
            *(_cell(figure, figure.f1 == highest) for figure, highest in zip(row.figures, best, strict=True)),
            Cell(f"{row.words:.1f}"),
            Cell(str(row.number)),
        ]
        for row in evaluation.rows
    ]


def _cell(figure: Figure, best: bool) -> Cell:
    return Cell(f"{figure.f1:.2f}{BEST if best else ' '} {figure.low:5.2f}–{figure.high:5.2f}", best)


def _note(evaluation: Evaluation) -> str:
    failed = f" {evaluation.failed} row{'s' * (evaluation.failed != 1)} failed." if evaluation.failed else ""
    return (
        f"Mean F1 in percent with {CONFIDENCE} % intervals from {RESAMPLES} bootstrap resamples; "
        f"{BEST} best of the column.{failed}"
    )
