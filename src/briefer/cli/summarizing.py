"""`briefer summarize`: one article or several, from files or from a pipe."""

import sys
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefer.cli.app import app, complain, fail_usage, guarded, write
from briefer.cli.configured import Configured
from briefer.cli.parameters import (
    MAX_BYTES,
    ClaimsOption,
    CleanOption,
    ColourOption,
    Detail,
    DetailOption,
    EncodingOption,
    ExplainOption,
    FixTextOption,
    Format,
    FormatOption,
    LanguageOption,
    MaxBytesOption,
    MethodOption,
    RatioOption,
    SentencesOption,
    TemplateOption,
    TitleOption,
    WordsOption,
)
from briefer.cli.terminal import When, colour, width
from briefer.errors import BrieferError

if TYPE_CHECKING:
    from briefer.readers import Item
    from briefer.render import View

STDIN = "standard input"


@app.command(cls=Configured)
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
    fix_text: FixTextOption = False,
    max_bytes: MaxBytesOption = MAX_BYTES,  # type: ignore[assignment] # which is parsed like any other
    template: TemplateOption = None,
    color: ColourOption = When.AUTO,
) -> None:
    """Brief one article or several: from files, or from a pipe."""
    from briefer import pipeline, readers
    from briefer.readers import Reading
    from briefer.render import COLUMNS, View, file_encoding, head, render

    chosen = pipeline.Options(method, sentences, words, ratio, claims, title, language, clean)
    if template:
        check_template(template, format)
    if not files:
        if sys.stdin is None or sys.stdin.isatty():
            fail_usage("no input; name a file, or pipe an article in: `cat article.txt | briefer summarize`")
        files = ["-"]
    terminal = output is None and sys.stdout is not None and sys.stdout.isatty()
    view = View(
        format=(format or Format.TEXT).value,
        full=detail is Detail.FULL,
        explain=explain,
        width=width() if terminal else COLUMNS,
        colour=colour(color, terminal=terminal, file=output is not None),
        template=template,
        header=False,
    )
    briefs: list[str] = []
    failed = False
    reading = Reading(encoding, fix_text, max_bytes)
    items = chain.from_iterable(readers.expand(_item(file), reading) for file in files)
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
        mark = "\ufeff" if output and file_encoding(view) == "utf-8-sig" else ""
        write(mark + head(view) + _joined(briefs, view), output)
    if failed:
        raise typer.Exit(1)


def _item(file: str) -> "Item":
    from briefer.readers import Item

    if file != "-":
        return Item(name=file, label=file, path=file)
    return Item(name=STDIN, label=STDIN, stream=getattr(sys.stdin, "buffer", None))


def check_template(path: str, format: Format | None) -> None:
    """Refuse a template that is none before anything is read, and a format beside it."""
    if format:
        fail_usage("--template decides the format; leave --format out")
    from briefer.render.template import load

    load(path)


def _joined(briefs: list[str], view: "View") -> str:
    """Return several briefs as one text; several JSON briefs are an array, so that it stays one JSON value."""
    if len(briefs) == 1 or view.template or view.format in ("jsonl", "csv"):
        return "".join(briefs)
    if view.format == "json":
        return "[\n" + ",\n".join(brief.rstrip("\n") for brief in briefs) + "\n]\n"
    return ("\n---\n\n" if view.format == "markdown" else "\n" + "=" * 80 + "\n\n").join(briefs)
