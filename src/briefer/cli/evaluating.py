"""`briefer evaluate`: ROUGE on the user's own references."""

import gc
import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from briefer.cli.app import app, guarded, write
from briefer.cli.configured import Configured
from briefer.cli.destination import OPTIONS, protect
from briefer.cli.messages import complain, fail_usage
from briefer.cli.parameters import CleanOption, LanguageOption, RatioOption, SentencesOption, WordsOption
from briefer.errors import BrieferError


class TableFormat(StrEnum):
    """The output formats of `evaluate`."""

    TEXT = "text"
    JSON = "json"


EXAMPLES = """
briefer evaluate corpus.jsonl --limit 200
briefer evaluate corpus.jsonl --method auto --method lexrank --format json -o scores.json
"""


@app.command(cls=Configured, epilog=EXAMPLES)
@guarded
def evaluate(
    corpus: Annotated[
        Path, typer.Argument(metavar="CORPUS", help="A .jsonl file: a text and its reference summary per line.")
    ],
    method: Annotated[
        list[str] | None, typer.Option(help="A ranking method to compare; repeat for more; default: all.")
    ] = None,
    lead: Annotated[
        list[int] | None,
        typer.Option(min=1, help="Also compare the first N sentences; repeat for more; default: 3, or --sentences."),
    ] = None,
    sentences: SentencesOption = None,
    words: WordsOption = None,
    ratio: RatioOption = None,
    text: Annotated[str | None, typer.Option(help="The field with the text; default: text or article.")] = None,
    references: Annotated[
        str | None, typer.Option(help="The field with the reference; default: summary, highlights, reference(s).")
    ] = None,
    several: Annotated[
        bool, typer.Option("--several", help="The field holds several references; the best counts.")
    ] = False,
    limit: Annotated[int | None, typer.Option(min=1, help="Use only the first rows.")] = None,
    jobs: Annotated[
        int | None, typer.Option("--jobs", "-j", min=1, help="How many processes to use; default: one per core.")
    ] = None,
    language: LanguageOption = "auto",
    clean: CleanOption = True,
    format: Annotated[TableFormat, typer.Option("--format", "-f", help="The output format")] = (TableFormat.TEXT),
    output: Annotated[
        Path | None, typer.Option(*OPTIONS, metavar="FILE", help="Write to this file, not to standard output.")
    ] = None,
) -> None:
    """Compare the methods by ROUGE on your own references."""
    gc.enable()
    from briefer import evaluation, pipeline
    from briefer.errors import InputMissingError, InputUnreadableError
    from briefer.evaluation import progress, tables

    protect(output, [str(corpus)])
    options = pipeline.Options("auto", sentences, words, ratio, language=language, clean=clean)
    plan = evaluation.plan(method or (), lead or (), options, evaluation.Fields(text, references, several))
    counter = progress.Counter(sys.stderr)

    def report(error: BrieferError) -> None:
        counter.clear()
        complain(error)

    try:
        found = evaluation.evaluate(
            corpus, plan, jobs=jobs or os.cpu_count() or 1, limit=limit, report=report, progress=counter.show
        )
    except (InputMissingError, InputUnreadableError) as error:
        complain(error)
        raise typer.Exit(2) from None
    finally:
        counter.clear()
    if not found.texts:
        fail_usage(f"{corpus}: no row can be evaluated; each needs a text and a reference")
    if format is TableFormat.JSON:
        write(tables.render_json(found, plan, str(corpus)), output)
    elif output is None and sys.stdout is not None and sys.stdout.isatty():
        tables.print_table(found, sys.stdout)
    else:
        write(tables.render_text(found), output)
    if found.failed:
        raise typer.Exit(1)
