"""`briefer batch`: folders, files and corpora."""

import gc
import os
from typing import Annotated

import typer

from briefer.cli.app import app, complain, fail_usage, guarded
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
    WordsOption,
)
from briefer.errors import BrieferError


@app.command(cls=Configured)
@guarded
def batch(
    inputs: Annotated[list[str], typer.Argument(help="Folders, files, globs and .jsonl corpora.")],
    out: Annotated[str, typer.Option("--out", "-o", help="A folder, a file ending in .jsonl, or - for stdout.")],
    format: FormatOption = None,
    jobs: Annotated[int | None, typer.Option("--jobs", "-j", min=1, help="Processes; default: one a core.")] = None,
    include: Annotated[list[str] | None, typer.Option(help="Within folders, only names that match this.")] = None,
    exclude: Annotated[list[str] | None, typer.Option(help="Within folders, no names that match this.")] = None,
    shard: Annotated[
        str | None, typer.Option("--shard", metavar="I/N", help="Only part I of N, split by name; the same everywhere.")
    ] = None,
    fail_fast: Annotated[bool, typer.Option("--fail-fast", help="Stop at the first input that fails.")] = False,
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
) -> None:
    """Brief everything in folders, files and corpora; one bad input spoils nothing."""
    gc.enable()
    from briefer import pipeline
    from briefer.batch import Plan, Run
    from briefer.batch.inputs import find
    from briefer.batch.outputs import is_output, to
    from briefer.batch.sharding import WHOLE, parse
    from briefer.readers import Reading
    from briefer.render import View

    part = parse(shard) if shard else WHOLE
    chosen = pipeline.Options(method, sentences, words, ratio, claims, None, language, clean)
    streamed = out == "-" or out.lower().endswith(".jsonl")
    name = format.value if format else "jsonl" if streamed else "text"
    if out.lower().endswith(".jsonl") and name != "jsonl":
        fail_usage(f"--out {out} takes --format jsonl; name a folder for {name}")
    if out == "-" and format is Format.HTML:
        fail_usage("--out - cannot hold several pages; name a folder for html")
    plan = Plan(
        chosen, View(format=name, full=detail is Detail.FULL, explain=explain), Reading(encoding, fix_text, max_bytes)
    )
    with to(out, name) as output:
        items = find(inputs, include=include or (), exclude=exclude or (), skip=is_output(out), reading=plan.reading)
        run = Run(
            part.of(items),
            output,
            plan,
            jobs=jobs or os.cpu_count() or 1,
            fail_fast=fail_fast,
        )
        for failure in run.failures():
            complain(BrieferError(failure.message, input=failure.input, hint=failure.hint))
    if not run.inputs and part == WHOLE:
        fail_usage("nothing to brief; name files or folders that hold .txt, .md or .jsonl")
    failed = f", {run.failed} failed" if run.failed else ""
    typer.echo(f"{run.done} brief{'s' * (run.done != 1)}{failed}", err=True)
    if run.failed:
        raise typer.Exit(1)
