"""`briefer batch`: folders, files and corpora, in one process, in several, or on a cluster."""

import gc
import os
from functools import partial
from itertools import chain
from typing import Annotated

import typer

from briefer.cli.app import app, guarded
from briefer.cli.configured import Configured
from briefer.cli.destination import OPTIONS, check_folder, is_page, protect
from briefer.cli.helping import OUTPUT, READING, RUNNING
from briefer.cli.messages import fail_usage
from briefer.cli.parameters import FOREVER, IdOption, KeepOption, Shared, TextOption, columns, spread
from briefer.cli.progress import When
from briefer.render import DEFAULT, FORMATS, GATHERING, TABLES

TIMEOUT = 60.0  # seconds a document


EXAMPLES = """
briefer batch inbox/ -o briefs/ --format html
briefer batch inbox/ -o today.html
briefer batch corpus.jsonl -o briefs.jsonl --jobs 4
briefer batch inbox/ -o claims.db
briefer batch corpus.csv -o claims.csv --text body --keep outlet,topic
"""


@app.command(cls=Configured, epilog=EXAMPLES)
@guarded
@spread
def batch(
    *,
    out: Annotated[
        str,
        typer.Option(
            *OPTIONS,
            metavar="DIR|FILE|-",
            help="A folder, a file ending in .jsonl, .csv, .db, .parquet or .html (one page for all), or -.",
            rich_help_panel=OUTPUT,
        ),
    ],
    inputs: Annotated[
        list[str] | None,
        typer.Argument(metavar="[INPUT|-]...", help="Folders, files, globs, corpora, or - for standard input."),
    ] = None,
    files_from: Annotated[
        str | None,
        typer.Option(
            "--files-from",
            metavar="FILE|-",
            help="Read the names of inputs from a file, one per line or NUL-separated.",
            rich_help_panel=READING,
        ),
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs", "-j", min=1, help="How many processes to use; default: one per core.", rich_help_panel=RUNNING
        ),
    ] = None,
    timeout: Annotated[
        float,
        typer.Option(
            min=0.01,
            metavar="SECONDS",
            help="Give up on a document after this long; inf means never.",
            rich_help_panel=RUNNING,
        ),
    ] = TIMEOUT,
    include: Annotated[
        list[str] | None,
        typer.Option(
            metavar="GLOB", help="In folders, take only files that match this pattern.", rich_help_panel=READING
        ),
    ] = None,
    exclude: Annotated[
        list[str] | None,
        typer.Option(metavar="GLOB", help="In folders, skip files that match this pattern.", rich_help_panel=READING),
    ] = None,
    text: TextOption = None,
    id: IdOption = None,
    keep: KeepOption = None,
    force: Annotated[
        bool, typer.Option("--force", help="Redo everything, even if nothing has changed.", rich_help_panel=RUNNING)
    ] = False,
    prune: Annotated[
        bool, typer.Option("--prune", help="Folders only: remove briefs whose inputs are gone.", rich_help_panel=OUTPUT)
    ] = False,
    fail_fast: Annotated[
        bool, typer.Option("--fail-fast", help="Stop at the first input that fails.", rich_help_panel=RUNNING)
    ] = False,
    progress: Annotated[
        When,
        typer.Option(
            metavar="HOW",
            help="Show progress; auto means a bar on a terminal, log lines elsewhere",
            rich_help_panel=RUNNING,
        ),
    ] = When.AUTO,
    watch: Annotated[
        bool,
        typer.Option(
            "--watch",
            help="Go on: brief what appears or changes in the folders, until Ctrl-C.",
            rich_help_panel=RUNNING,
        ),
    ] = False,
    scheduler: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS|FILE", help="Run on this scheduler's Dask cluster.", rich_help_panel=RUNNING),
    ] = None,
    shard: Annotated[
        str | None,
        typer.Option(
            "--shard",
            metavar="I/N",
            help="Brief only part I of N, split alike on every machine.",
            rich_help_panel=RUNNING,
        ),
    ] = None,
    shared: Shared,
) -> None:
    """Brief everything in folders, files and corpora.

    A bad input costs one line, and the others get their briefs. Run the same command again to resume: it skips
    every input that already has a brief, unless the input, the options or briefer itself have changed.
    """
    gc.enable()
    from briefer.batch import Plan
    from briefer.batch.inputs import Selection, count, find
    from briefer.batch.listing import listed
    from briefer.batch.sharding import WHOLE, parse
    from briefer.batch.targets import is_output
    from briefer.cli.running import How, carry_out

    shared.check_template()
    check_folder(out)
    if out != "-":
        protect(out, (files_from, shared.template))
    part = parse(shard) if shard else WHOLE
    chosen = shared.options()
    together = out == "-" or out.lower().endswith(tuple(GATHERING))
    reading = shared.reading()._replace(columns=columns(text, id, keep))
    view = shared.view(
        _format(out, shared.format, shared.template),
        header=not together,
        overview=is_page(out),
        keep=reading.columns.keep,
    )
    if prune and (together or view.overview or "://" in out):
        fail_usage("--prune is for folders; name one with --out")
    plan = Plan(chosen, view, reading)
    if files_from == "-" and "-" in (inputs or ()):
        fail_usage("standard input can hold the list of files or an input, not both")
    if not inputs and not files_from:
        fail_usage("nothing to brief; name folders or files, or a list of them with --files-from")
    selection = Selection(tuple(include or ()), tuple(exclude or ()), is_output(out, view))
    passed: list[str] = []
    finding = partial(
        find,
        include=selection.include,
        exclude=selection.exclude,
        skip=selection.skip,
        pass_over=passed.append,
        reading=plan.reading,
    )
    how = How(
        jobs=jobs or os.cpu_count() or 1,
        timeout=timeout if timeout < FOREVER else None,
        force=force,
        fail_fast=fail_fast,
        prune=prune,
        show=When.NONE if shared.quiet else progress,
        quiet=shared.quiet,
        waits=watch,
        scheduler=scheduler,
        part=part,
        passed=passed,
        total=(lambda: None) if files_from or part != WHOLE else lambda: count(inputs or (), selection),
    )

    def run() -> None:
        passed.clear()
        items = finding(inputs or ())
        carry_out(
            part.of(chain(items, finding(listed(files_from), listed=True)) if files_from else items), out, plan, how
        )

    if not watch:
        run()
        return
    if out == "-" or files_from or not all(os.path.isdir(folder) for folder in inputs or ()):  # noqa: PTH112
        fail_usage("--watch goes with folders, and with --out for what it makes of them")
    from briefer.cli.watching import repeat

    repeat(run, inputs or (), selection.skip, quiet=shared.quiet)


def _format(out: str, format: str | None, template: str | None) -> str:
    """Return the name of the format: the requested one if it suits the output, otherwise the default."""
    fitting = "html" if is_page(out) else GATHERING.get(os.path.splitext(out)[1].lower())  # noqa: PTH122 - it may be a URL
    if fitting in TABLES:
        if template or format:
            fail_usage(f"--out {out} has a format of its own; name a folder for {'a template' if template else format}")
        return str(fitting)
    if fitting:
        if template or (format and format != fitting):
            fail_usage(
                f"--out {out} takes --format {fitting}; name a folder for {'a template' if template else format}"
            )
        return fitting
    name = format or ("jsonl" if out == "-" and not template else DEFAULT)
    if out == "-" and (unfit := FORMATS[name].unfit):
        fail_usage(f"--out - cannot hold {unfit}; name a folder for {name}")
    return name
