"""`briefer batch`: folders, files and corpora, in one process, in several, or on a cluster."""

import gc
import os
from functools import partial
from itertools import chain
from typing import Annotated

import typer

from briefer.cli.app import app, fail_usage, guarded
from briefer.cli.configured import Configured
from briefer.cli.parameters import (
    MAX_BYTES,
    ClaimsOption,
    CleanOption,
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
    WordsOption,
)
from briefer.cli.progress import When
from briefer.cli.summarizing import check_template

TIMEOUT = 60.0  # seconds a document
FOREVER = 1e9  # seconds from which on there is no limit: no system has a timer for more
FILES = {".jsonl": "jsonl", ".csv": "csv"}  # outputs that are one file, and their formats
UNFIT = {"html": "several pages", "json": "several JSON values"}  # what standard output is no place for


@app.command(cls=Configured)
@guarded
def batch(
    out: Annotated[
        str, typer.Option("--out", "-o", help="A folder, a file ending in .jsonl or .csv, or - for stdout.")
    ],
    inputs: Annotated[list[str] | None, typer.Argument(help="Folders, files, globs and .jsonl corpora.")] = None,
    files_from: Annotated[
        str | None,
        typer.Option("--files-from", metavar="FILE|-", help="A list of inputs: one a line, or ended by NUL."),
    ] = None,
    format: FormatOption = None,
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
    detail: DetailOption = Detail.BRIEF,
    explain: ExplainOption = False,
    claims: ClaimsOption = 6,
    sentences: SentencesOption = None,
    words: WordsOption = None,
    ratio: RatioOption = None,
    method: MethodOption = "auto",
    language: LanguageOption = "auto",
    clean: CleanOption = True,
    encoding: EncodingOption = None,
    fix_text: FixTextOption = False,
    max_bytes: MaxBytesOption = MAX_BYTES,  # type: ignore[assignment] # which is parsed like any other
    template: TemplateOption = None,
) -> None:
    """Brief everything in folders, files and corpora; one bad input spoils nothing.

    What an earlier run has briefed is skipped as long as the input, the options and briefer are the same: the same
    command goes on where a run was stopped.
    """
    gc.enable()
    from briefer import pipeline
    from briefer.batch import Plan
    from briefer.batch.inputs import Selection, count, find
    from briefer.batch.listing import listed
    from briefer.batch.sharding import WHOLE, parse
    from briefer.batch.targets import is_output
    from briefer.cli.running import How, carry_out
    from briefer.readers import Reading
    from briefer.render import View

    if template:
        check_template(template, format)
    part = parse(shard) if shard else WHOLE
    chosen = pipeline.Options(method, sentences, words, ratio, claims, None, language, clean)
    name = _format(out, format, template)
    together = out == "-" or out.lower().endswith(tuple(FILES))
    view = View(name, full=detail is Detail.FULL, explain=explain, template=template, header=not together)
    plan = Plan(chosen, view, Reading(encoding, fix_text, max_bytes))
    if not inputs and not files_from:
        fail_usage("nothing to brief; name folders or files, or a list of them with --files-from")
    selection = Selection(tuple(include or ()), tuple(exclude or ()), is_output(out, view))
    finding = partial(
        find, include=selection.include, exclude=selection.exclude, skip=selection.skip, reading=plan.reading
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
            total=(lambda: None) if files_from or part != WHOLE else lambda: count(inputs or (), selection),
        ),
    )


def _format(out: str, format: Format | None, template: str | None) -> str:
    """Return the name of the format: the one asked for, if it fits the output, else the usual one."""
    suffix = os.path.splitext(out)[1].lower()  # noqa: PTH122 - it may be a URL
    if suffix in FILES:
        if template or (format and format.value != FILES[suffix]):
            asked = "a template" if template else format.value if format else ""
            fail_usage(f"--out {out} takes --format {FILES[suffix]}; name a folder for {asked}")
        return FILES[suffix]
    name = format.value if format else "jsonl" if out == "-" and not template else "text"
    if out == "-" and name in UNFIT:
        fail_usage(f"--out - cannot hold {UNFIT[name]}; name a folder for {name}")
    return name
