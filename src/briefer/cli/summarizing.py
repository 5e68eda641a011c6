"""`briefer summarize`: one article or several, from files or from a pipe."""

import os
import sys
from collections.abc import Callable, Iterable
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefer.cli.app import app, guarded, write
from briefer.cli.configured import Configured
from briefer.cli.destination import OPTIONS, format_for, is_same, protect
from briefer.cli.helping import BRIEF, OUTPUT, RUNNING
from briefer.cli.messages import complain, fail_usage
from briefer.cli.parameters import FOREVER, Shared, spread
from briefer.cli.progress import waiting
from briefer.cli.terminal import When, colour, width
from briefer.errors import BrieferError, InputUnreadableError
from briefer.render import COLUMNS, FORMATS, file_encoding, head, join, render

if TYPE_CHECKING:
    from briefer.model import Document
    from briefer.readers import Item, Reading

STDIN_NAME, STDIN = "-", "standard input"
FEW = 20  # articles of a folder that are briefed one below the other


EXAMPLES = """
briefer article.txt
cat article.txt | briefer --sentences 3
briefer article.pdf -o brief.html
briefer article.txt --format json | jq .claims
"""


@app.command(cls=Configured, epilog=EXAMPLES)
@guarded
@spread
def summarize(
    *,
    files: Annotated[
        list[str] | None,
        typer.Argument(metavar="[FILE|-]...", help="Files, folders of a few, or - for standard input."),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            *OPTIONS, metavar="FILE", help="Write to this file; its suffix chooses the format.", rich_help_panel=OUTPUT
        ),
    ] = None,
    title: Annotated[
        str | None, typer.Option(help="Use this headline, not the article's own.", rich_help_panel=BRIEF)
    ] = None,
    timeout: Annotated[
        float | None,
        typer.Option(
            min=0.01,
            metavar="SECONDS",
            help="Give up on a document after this long; default: never.",
            rich_help_panel=RUNNING,
        ),
    ] = None,
    shared: Shared,
    color: Annotated[
        When,
        typer.Option(
            "--color", metavar="WHEN", help="Colour text output; auto means on a terminal", rich_help_panel=OUTPUT
        ),
    ] = When.AUTO,
) -> None:
    """Brief one or more articles, from files or from a pipe."""
    from briefer import pipeline, readers

    chosen = shared.options(title)
    shared.check_template()
    if not files:
        if sys.stdin is None or sys.stdin.isatty():
            fail_usage("no input; name a file, or pipe an article in: `cat article.txt | briefer summarize`")
        files = ["-"]
    protect(output, (*files, shared.template))
    format = format_for(output, shared.format, shared.template)
    terminal = output is None and sys.stdout is not None and sys.stdout.isatty()
    view = shared.view(
        format,
        width=width() if terminal else COLUMNS,
        colour=colour(color, terminal=terminal, file=output is not None),
        header=False,
    )

    def made(document: "Document") -> str:
        return render(pipeline.brief(document, chosen), view)

    briefs: list[str] = []
    failed = False
    reading = shared.reading()
    items = chain.from_iterable(_items(file, reading, output) for file in files)
    for number, item in enumerate(items):
        if number and not shared.template:
            _refuse_several(format)
        try:
            with waiting(item.label, quiet=shared.quiet):
                briefs.append(_brief(item, timeout, lambda item: made(readers.read_item(item, reading)), reading))
        except BrieferError as error:
            error.input = error.input or item.label
            complain(error)
            failed = True
    if briefs:
        mark = "\ufeff" if output and file_encoding(view) == "utf-8-sig" else ""
        write(mark + head(view) + join(briefs, view), output)
    if failed:
        raise typer.Exit(1)


def _refuse_several(format: str) -> None:
    """Refuse several briefs in a format that holds one."""
    if format == "html":
        fail_usage("a page holds one brief; for several use `briefer batch FILE… --out page.html`, or a folder")
    if FORMATS[format].unfit and not FORMATS[format].array:
        fail_usage(f"--format {format} holds one brief; for several use `briefer batch FILE… --out FOLDER`")


def _brief(item: "Item", timeout: float | None, brief: Callable[["Item"], str], reading: "Reading") -> str:
    """Return the brief of an item within the time limit, which does not count the time that a pipe takes to come."""
    if timeout is None or timeout >= FOREVER:
        return brief(item)
    from briefer.pools import within
    from briefer.readers.opening import load

    if item.stream is not None:
        item = item._replace(data=load(item, reading), stream=None)
    return within(timeout, lambda: brief(item))


def _items(file: str, reading: "Reading", output: Path | None) -> Iterable["Item"]:
    """Return what an argument names: the documents in a file, or in a folder if these are few."""
    from briefer import readers

    if file == STDIN_NAME or not os.path.isdir(file):  # noqa: PTH112 - a name with a NUL is none, and no error
        return readers.expand(_item(file), reading)
    from briefer.batch.inputs import find
    from briefer.readers.items import failed

    skip = (lambda path: is_same(output, path)) if output else (lambda path: False)
    found = list(islice(find([file], skip=skip, reading=reading), FEW + 1))
    if 0 < len(found) <= FEW:
        return found
    message = f"the folder holds more than {FEW} articles" if found else "the folder holds nothing that briefer reads"
    hint = "try `briefer batch FOLDER --out DIR`" if found else "check what is in it"
    return [failed(InputUnreadableError(message, input=file, hint=hint))]


def _item(file: str) -> "Item":
    from briefer.readers import Item

    if file != "-":
        return Item(name=file, label=file, path=file)
    return Item(name=STDIN, label=STDIN, stream=getattr(sys.stdin, "buffer", None))
