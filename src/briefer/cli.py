"""The command line: options in, text out, errors worded, code returned.

Annotations are evaluated here, not kept as strings: typer would have to evaluate all of them at every start.
"""

import errno
import gc
import os
import sys
from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, NoReturn, TypeVar

import typer

from briefer import __version__
from briefer.errors import BrieferError, OptionError

Command = TypeVar("Command", bound=Callable[..., None])

app = typer.Typer(
    help="Turn articles into briefs anyone can check: headline, key sentences, and who said what.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class Format(StrEnum):
    """The output formats."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"
    JSONL = "jsonl"


class TableFormat(StrEnum):
    """The output formats of `evaluate`."""

    TEXT = "text"
    JSON = "json"


class Detail(StrEnum):
    """How much of the text the JSON carries."""

    BRIEF = "brief"
    FULL = "full"


FormatOption = Annotated[Format | None, typer.Option("--format", "-f", help="How the brief is written.")]
DetailOption = Annotated[Detail, typer.Option(help="JSON only: full adds the text and every sentence.")]
ExplainOption = Annotated[bool, typer.Option("--explain", help="Show scores and the rules that found the claims.")]
ClaimsOption = Annotated[int, typer.Option(help="How many key claims at most.")]
SentencesOption = Annotated[int | None, typer.Option(help="Summary length in sentences.")]
WordsOption = Annotated[int | None, typer.Option(help="Summary length in words, never more.")]
RatioOption = Annotated[float | None, typer.Option(help="Summary length as a share of the sentences.")]
MethodOption = Annotated[str, typer.Option(help="How sentences are ranked; see `briefer methods`.")]
TitleOption = Annotated[str | None, typer.Option(help="The headline, when the text has none.")]
LanguageOption = Annotated[str, typer.Option(help="The language of the text: auto, or a code such as en.")]
CleanOption = Annotated[bool, typer.Option("--clean/--no-clean", help="Tell body text from the rest.")]
EncodingOption = Annotated[str | None, typer.Option(help="The encoding of the input, when it is not recognised.")]


def guarded(command: Command) -> Command:
    """Turn what can go wrong in a command into one line on stderr and an exit code."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        try:
            command(*args, **kwargs)
            if sys.stdout is not None:  # None where it was closed from the start
                sys.stdout.flush()
        except OptionError as error:
            complain(error)
            raise typer.Exit(2) from None
        except BrieferError as error:
            complain(error)
            raise typer.Exit(1) from None
        except KeyboardInterrupt:
            raise typer.Exit(130) from None
        except typer.Exit:
            raise
        except BrokenPipeError:
            # Whoever read us has enough; Python would complain when it flushes stdout at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(0) from None

        except Exception as error:
            if os.environ.get("BRIEFER_DEBUG"):
                raise
            what = f"internal error: {type(error).__name__}: {error}"
            complain(BrieferError(what, hint="please report it, with the article and BRIEFER_DEBUG=1"))
            raise typer.Exit(1) from None

    return run  # type: ignore[return-value]


def complain(error: BrieferError) -> None:
    """Print an error as one line on stderr."""
    from briefer.render.phrases import visible

    typer.echo(f"briefer: {visible(str(error))}", err=True)


def fail_usage(message: str) -> NoReturn:
    """Print a usage error and leave with 2."""
    typer.echo(f"briefer: {message}", err=True)
    raise typer.Exit(2)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"briefer {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Turn articles into briefs anyone can check: headline, key sentences, and who said what."""


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
    for file in files:
        try:
            if file == "-":
                document = readers.read_bytes(sys.stdin.buffer.read(), encoding=encoding)
            else:
                document = readers.read(file, encoding=encoding)
            briefs.append(render(pipeline.brief(document, chosen), view))
        except BrieferError as error:
            error.input = error.input or "standard input"
            complain(error)
            failed = True
    if briefs:
        _write(_joined(briefs, view.format), output)
    if failed:
        raise typer.Exit(1)


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


def _write(text: str, output: Path | None) -> None:
    from briefer.errors import OutputError

    data = text.encode("utf-8")
    hint = "check the folder and the space left"
    try:
        if output is None:
            _print(data)
            return
        from briefer.batch.outputs import put

        with put(output) as file:
            file.write(data)
    except BrokenPipeError:
        raise
    except OSError as error:
        where = "standard output" if output is None else str(output)
        raise OutputError(f"cannot be written ({error.strerror})", input=where, hint=hint) from error


def _print(data: bytes) -> None:
    if sys.stdout is None:
        raise OSError(errno.EBADF, "it is closed")
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


@app.command()
@guarded
def batch(
    inputs: Annotated[list[str], typer.Argument(help="Folders, files, globs and .jsonl corpora.")],
    out: Annotated[str, typer.Option("--out", "-o", help="A folder, a file ending in .jsonl, or - for stdout.")],
    format: FormatOption = None,
    jobs: Annotated[int | None, typer.Option("--jobs", "-j", min=1, help="Processes; default: one a core.")] = None,
    include: Annotated[list[str] | None, typer.Option(help="Within folders, only names that match this.")] = None,
    exclude: Annotated[list[str] | None, typer.Option(help="Within folders, no names that match this.")] = None,
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
) -> None:
    """Brief everything in folders, files and corpora; one bad input spoils nothing."""
    gc.enable()
    from briefer import pipeline
    from briefer.batch import Plan, Run
    from briefer.batch.inputs import find
    from briefer.batch.outputs import is_output, to
    from briefer.render import View

    chosen = pipeline.Options(method, sentences, words, ratio, claims, None, language, clean)
    streamed = out == "-" or out.lower().endswith(".jsonl")
    name = format.value if format else "jsonl" if streamed else "text"
    if out.lower().endswith(".jsonl") and name != "jsonl":
        fail_usage(f"--out {out} takes --format jsonl; name a folder for {name}")
    plan = Plan(chosen, View(format=name, full=detail is Detail.FULL, explain=explain), encoding)
    with to(out, name) as output:
        run = Run(
            find(inputs, include=include or (), exclude=exclude or (), skip=is_output(out)),
            output,
            plan,
            jobs=jobs or os.cpu_count() or 1,
            fail_fast=fail_fast,
        )
        for failure in run.failures():
            complain(BrieferError(failure.message, input=failure.input, hint=failure.hint))
    if not run.inputs:
        fail_usage("nothing to brief; name files or folders that hold .txt, .md or .jsonl")
    failed = f", {run.failed} failed" if run.failed else ""
    typer.echo(f"{run.done} brief{'s' * (run.done != 1)}{failed}", err=True)
    if run.failed:
        raise typer.Exit(1)


@app.command()
@guarded
def evaluate(
    corpus: Annotated[Path, typer.Argument(help="A .jsonl file with a text and its reference summary a row.")],
    method: Annotated[
        list[str] | None, typer.Option(help="A ranking method to compare, may be repeated; default: all.")
    ] = None,
    lead: Annotated[
        list[int] | None,
        typer.Option(
            min=1, help="Compare the first N sentences, too, may be repeated; default: 3 without --sentences."
        ),
    ] = None,
    sentences: SentencesOption = None,
    words: WordsOption = None,
    ratio: RatioOption = None,
    text: Annotated[str | None, typer.Option(help="The field with the text; default: text or article.")] = None,
    references: Annotated[
        str | None, typer.Option(help="The field with the reference; default: summary, highlights, reference(s).")
    ] = None,
    several: Annotated[
        bool, typer.Option("--several", help="The field holds several references: the best one counts.")
    ] = False,
    limit: Annotated[int | None, typer.Option(min=1, help="Only the first rows.")] = None,
    jobs: Annotated[int | None, typer.Option("--jobs", "-j", min=1, help="Processes; default: one a core.")] = None,
    language: LanguageOption = "auto",
    clean: CleanOption = True,
    format: Annotated[TableFormat, typer.Option("--format", "-f", help="How the figures are written.")] = (
        TableFormat.TEXT
    ),
) -> None:
    """Measure summaries by ROUGE on your own references."""
    gc.enable()
    from briefer import evaluation, pipeline
    from briefer.errors import InputMissingError, InputUnreadableError
    from briefer.evaluation import progress, tables

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
        _write(tables.render_json(found, plan, str(corpus)), None)
    elif sys.stdout is not None and sys.stdout.isatty():
        tables.print_table(found, sys.stdout)
    else:
        _write(tables.render_text(found), None)
    if found.failed:
        raise typer.Exit(1)


@app.command()
@guarded
def methods() -> None:
    """List the ranking methods, each with its source."""
    from briefer.ranking import METHODS

    width = max(len(name) for name in METHODS)
    rows = [f"{name:{width}}  {method.summary} {method.paper}".rstrip() for name, method in METHODS.items()]
    _write("".join(row + "\n" for row in rows), None)


@app.command()
@guarded
def languages() -> None:
    """List the languages, each with what briefer has for it."""
    from briefer.languages import catalogue

    rows: list[tuple[str, ...]] = [("code", "language", "stop words", "stemmer", "sentence rules", "claims")]
    for found in catalogue():
        marks = ["yes" if has else "no" for has in (found.sentence_rules, found.claims)]
        rows.append((found.code, found.name, f"{len(found.stop_words) or '-'}", found.stemmer or "-", *marks))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(map(str.ljust, row, widths)).rstrip() + "\n" for row in rows]
    _write("".join(lines), None)


@app.command()
@guarded
def schema() -> None:
    """Print the JSON Schema of the JSON brief."""
    path = Path(__file__).with_name("data") / "brief.schema.json"
    _write(path.read_text(encoding="utf-8"), None)
