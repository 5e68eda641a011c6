"""`briefer batch`: folders, files and corpora, in one process, in several, or on a cluster."""

import gc
import os
from functools import partial
from itertools import chain
from typing import Annotated

import typer

from briefer.cli.app import app, fail_usage, guarded
from briefer.cli.configured import Configured
from briefer.cli.parameters import Shared, spread
from briefer.cli.progress import When
from briefer.render import DEFAULT, FORMATS, GATHERING

TIMEOUT = 60.0  # seconds a document
FOREVER = 1e9  # seconds from which on there is no limit: no system has a timer for more


@app.command(cls=Configured)
@guarded
@spread
def batch(
    *,
    out: Annotated[
        str, typer.Option("--out", "-o", help="A folder, a file ending in .jsonl or .csv, or - for stdout.")
    ],
    inputs: Annotated[list[str] | None, typer.Argument(help="Folders, files, globs and .jsonl corpora.")] = None,
    files_from: Annotated[
        str | None,
        typer.Option("--files-from", metavar="FILE|-", help="A list of inputs: one a line, or ended by NUL."),
    ] = None,
    jobs: Annotated[int | None, typer.Option("--jobs", "-j", min=1, help="Processes; default: one a core.")] = None,
    timeout: Annotated[float, typer.Option(min=0.01, help="Seconds that a document may take; inf: any.")] = TIMEOUT,
    include: Annotated[list[str] | None, typer.Option(help="Within folders, only names that match this.")] = None,
    exclude: Annotated[list[str] | None, typer.Option(help="Within folders, no names that match this.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Brief again what an earlier run has briefed.")] = False,
    fail_fast: Annotated[bool, typer.Option("--fail-fast", help="Stop at the first input that fails.")] = False,
    progress: Annotated[
        When, typer.Option(help="How progress is shown; auto: a bar on a terminal, else lines.")
    ] = When.AUTO,
    scheduler: Annotated[
        str | None, typer.Option(metavar="ADDRESS|FILE", help="Run on the Dask cluster of this scheduler.")
    ] = None,
    shard: Annotated[
        str | None, typer.Option("--shard", metavar="I/N", help="Only part I of N, split by name; the same everywhere.")
    ] = None,
    shared: Shared,
) -> None:
    """Brief everything in folders, files and corpora; one bad input spoils nothing.

    What an earlier run has briefed is skipped as long as the input, the options and briefer are the same: the same
    command goes on where a run was stopped.
    """
    gc.enable()
    from briefer.batch import Plan
    from briefer.batch.inputs import Selection, count, find
    from briefer.batch.listing import listed
    from briefer.batch.sharding import WHOLE, parse
    from briefer.batch.targets import is_output
    from briefer.cli.running import How, carry_out

    shared.check_template()
    part = parse(shard) if shard else WHOLE
    chosen = shared.options()
    together = out == "-" or out.lower().endswith(tuple(GATHERING))
    view = shared.view(_format(out, shared.format, shared.template), header=not together)
    plan = Plan(chosen, view, shared.reading())
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
    items = finding(inputs or ())
    if files_from:
        items = chain(items, finding(listed(files_from), listed=True))
    carry_out(
        part.of(items),
        out,
        plan,
        How(
            jobs=jobs or os.cpu_count() or 1,
            timeout=timeout if timeout < FOREVER else None,
            force=force,
            fail_fast=fail_fast,
            show=progress,
            scheduler=scheduler,
            part=part,
            passed=passed,
            total=(lambda: None) if files_from or part != WHOLE else lambda: count(inputs or (), selection),
        ),
    )


def _format(out: str, format: str | None, template: str | None) -> str:
    """Return the name of the format: the one asked for, if it fits the output, else the usual one."""
    fitting = GATHERING.get(os.path.splitext(out)[1].lower())  # noqa: PTH122 - it may be a URL
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
