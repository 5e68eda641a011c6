"""`briefer summarize`: one article or several, from files or from a pipe."""

import os
import sys
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefer.cli.app import app, complain, fail_usage, guarded, write
from briefer.cli.parameters import (
    ClaimsOption,
    CleanOption,
    Detail,
    DetailOption,
    EncodingOption,
    ExplainOption,
    Format,
    FormatOption,
    LanguageOption,
    MethodOption,
    RatioOption,
    SentencesOption,
    TitleOption,
    WordsOption,
)
from briefer.errors import BrieferError

if TYPE_CHECKING:
    from briefer.readers import Item, Reading

STDIN = "standard input"


@app.command()
@guarded
def summarize(
    files: Annotated[list[str] | None, typer.Argument(help="Files, or - for standard input.")] = None,
    format: FormatOption = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to a file, not to stdout.")] = None,
    detail: DetailOption = Detail.BRIEF,
    explain: ExplainOption = False,
    claims: ClaimsOption = 6,
    sentences: SentencesOption = None,
    words: WordsOption = None,
    ratio: RatioOption = None,
    method: MethodOption = "auto",
    title: TitleOption = None,
    language: LanguageOption = "auto",
    clean: CleanOption = True,
    encoding: EncodingOption = None,
) -> None:
    """Brief one article or several: from files, or from a pipe."""
    from briefer import pipeline, readers
    from briefer.readers import Reading
    from briefer.render import COLUMNS, View, render

    chosen = pipeline.Options(method, sentences, words, ratio, claims, title, language, clean)
    if not files:
        if sys.stdin is None or sys.stdin.isatty():
            fail_usage("no input; name a file, or pipe an article in: `cat article.txt | briefer summarize`")
        files = ["-"]
    terminal = output is None and sys.stdout is not None and sys.stdout.isatty()
    view = View(
        format=(format or Format.TEXT).value,
        full=detail is Detail.FULL,
        explain=explain,
        width=_terminal_width() if terminal else COLUMNS,
        colour=terminal and not os.environ.get("NO_COLOR"),
    )
    briefs: list[str] = []
    failed = False
    reading = Reading(encoding)
    items = chain.from_iterable(readers.expand(_item(file, reading), reading) for file in files)
    for number, item in enumerate(items):
        if number and format is Format.HTML:
            fail_usage("a page holds one brief; for several use `briefer batch FILE… --format html --out FOLDER`")
        try:
            document = readers.read_item(item, reading)
            briefs.append(render(pipeline.brief(document, chosen), view))
        except BrieferError as error:
            error.input = error.input or item.label
            complain(error)
            failed = True
    if briefs:
        write(_joined(briefs, view.format), output)
    if failed:
        raise typer.Exit(1)


def _item(file: str, reading: "Reading") -> "Item":
    from briefer.readers.items import Item, failed
    from briefer.readers.opening import limited

    if file != "-":
        return Item(name=file, label=file, path=file)
    try:
        return Item(name=STDIN, label=STDIN, data=limited(sys.stdin.buffer, reading, STDIN))
    except BrieferError as error:
        return failed(error)


def _terminal_width() -> int:
    from shutil import get_terminal_size

    return min(get_terminal_size().columns, 100)  # longer lines are hard to read


def _joined(briefs: list[str], format: str) -> str:
    """Return several briefs as one text; several JSON briefs are an array, so that it stays one JSON value."""
    if len(briefs) == 1 or format == "jsonl":
        return "".join(briefs)
    if format == "json":
        return "[\n" + ",\n".join(brief.rstrip("\n") for brief in briefs) + "\n]\n"
    return ("\n---\n\n" if format == "markdown" else "\n" + "=" * 80 + "\n\n").join(briefs)
