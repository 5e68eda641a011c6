"""`briefer digest`: many articles, the stories in them, and who says what in which of them."""

import gc
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from briefer.cli.app import app, guarded, write
from briefer.cli.configured import Configured
from briefer.cli.destination import OPTIONS, is_same, is_tables
from briefer.cli.helping import OUTPUT, READING, RUNNING, STORIES
from briefer.cli.messages import complain, fail_usage
from briefer.cli.parameters import MAX_BYTES, Detail, IdOption, KeepOption, LanguageOption, TextOption, columns, size
from briefer.cli.terminal import When, colour, width
from briefer.errors import BrieferError, OptionError, OutputError
from briefer.render import COLUMNS

NAMES = {".txt": "text", ".md": "markdown", ".json": "json", ".html": "html"}  # of formats, by the suffix of a file
# How the output of an earlier run begins; text and Markdown have nothing that tells, and are never replaced as inputs.
MARKS = (b'"schema": "briefer/digest-1"', b'<meta name="generator" content="briefer">')
if TYPE_CHECKING:
    from briefer.digest_model import Digest

    FormatName = str
else:
    FormatName = Literal[tuple(NAMES.values())]


def _is_output(output: Path | None) -> Callable[[Path], bool]:
    """Return the test for the file that is to be written: it is no input of a folder, and never overwrites one."""
    if output is None:
        return lambda path: False

    def is_ours(path: Path) -> bool:
        if not is_same(output, path):
            return False
        if not _is_digest(output):
            raise OptionError(
                f"--output {output} is also an input, and would be overwritten", hint="name another output"
            )
        return True

    return is_ours


def _is_digest(path: Path) -> bool:
    """Return whether a file was made by this command, or has nothing in it."""
    from briefer.readers.recognising import is_ours

    try:
        with path.open("rb") as file:
            head = file.read(2000)
    except OSError:
        return True
    return not head.strip() or any(mark in head for mark in MARKS) or is_ours(head)


def _write_database(made: "Digest", output: Path, keep: tuple[str, ...]) -> None:
    """Write a database, whole or not at all; raises OutputError."""
    from briefer.databases import sqlite, stories

    place = Path(os.path.realpath(output))
    part = place.with_name(f".{place.name}.{os.getpid()}.part")
    try:
        stories.write(made, part, keep)
        sqlite.place(part, place)
    except OSError as error:
        hint = "check the folder and the space left"
        raise OutputError(f"cannot be written ({error.strerror})", input=str(output), hint=hint) from error
    finally:
        part.unlink(missing_ok=True)


def _write_pages(made: "Digest", folder: Path) -> None:
    """Write a page a story and their index; raises OutputError, also where a page of somebody else is in the way."""
    from briefer.render.digest_html import pages

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"cannot be made ({error.strerror})", input=str(folder), hint="name another folder"
        ) from error
    for name, text in pages(made):
        if not _is_digest(folder / name):
            raise OutputError("this page was not made by briefer", input=str(folder / name), hint="name another folder")
        write(text, folder / name)


EXAMPLES = """
briefer digest inbox/
briefer digest inbox/ -o stories/
briefer digest inbox/ -o digest.db
briefer digest a.txt b.html c.pdf --same-story -o story.html
"""


@app.command(cls=Configured, epilog=EXAMPLES)
@guarded
def digest(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT...", help="Folders, files, globs, corpora, archives; also briefs of `batch --detail full`."
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            *OPTIONS,
            metavar="FILE|DIR",
            help="Write to this file; its suffix chooses the format, .db too. A folder gets HTML pages.",
            rich_help_panel=OUTPUT,
        ),
    ] = None,
    format: Annotated[
        FormatName | None, typer.Option("--format", "-f", help="The output format", rich_help_panel=OUTPUT)
    ] = None,
    detail: Annotated[
        Detail, typer.Option(help="JSON only: full adds the brief of each article", rich_help_panel=OUTPUT)
    ] = Detail.BRIEF,
    stories: Annotated[int | None, typer.Option(help="Only the largest stories.", rich_help_panel=STORIES)] = None,
    claims: Annotated[int, typer.Option(help="The most key claims per story.", rich_help_panel=STORIES)] = 8,
    words: Annotated[
        int | None, typer.Option(help="The summary's length in words, a hard limit.", rich_help_panel=STORIES)
    ] = None,
    min_articles: Annotated[
        int, typer.Option(help="The fewest articles that make a story.", rich_help_panel=STORIES)
    ] = 2,
    same_story: Annotated[
        bool, typer.Option("--same-story", help="Take all articles as one story.", rich_help_panel=STORIES)
    ] = False,
    language: LanguageOption = "auto",
    encoding: Annotated[
        str | None, typer.Option(help="The encoding of the inputs; default: detected.", rich_help_panel=READING)
    ] = None,
    max_bytes: Annotated[
        int,
        typer.Option(
            parser=size, metavar="SIZE", help="The largest document accepted, unpacked.", rich_help_panel=READING
        ),
    ] = MAX_BYTES,  # type: ignore[assignment] # which is parsed like any other
    text: TextOption = None,
    id: IdOption = None,
    keep: KeepOption = None,
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", "-j", min=1, help="How many processes; default: one per core.", rich_help_panel=RUNNING),
    ] = None,
    color: Annotated[
        When,
        typer.Option(
            "--color", metavar="WHEN", help="Text only: use colour; auto means on a terminal", rich_help_panel=OUTPUT
        ),
    ] = When.AUTO,
) -> None:
    """Digest many articles: their stories, and who says what in which of them."""
    gc.enable()
    import briefer.digest as digesting
    from briefer.batch.inputs import find
    from briefer.readers import Reading
    from briefer.render.digests import DEFAULT, render

    chosen = digesting.Options(stories, claims, words, min_articles, same_story, language)
    folder = output is not None and (output.is_dir() or not output.suffix)
    if folder and format not in (None, "html"):
        fail_usage(f"--output {output} is a folder, which gets HTML pages; name a file for {format}")
    database = output if output is not None and is_tables(output) else None
    if database and (format or database.suffix.lower() == ".parquet"):
        fail_usage(f"--output {output} cannot hold a digest; name a database such as digest.db, without --format")
    if database and not _is_digest(database):
        raise OptionError(f"--output {output} was not made by briefer", hint="name another output")
    name = format or (NAMES.get(output.suffix.lower(), DEFAULT) if output else DEFAULT)
    reading = Reading(encoding, max_bytes=max_bytes, columns=columns(text, id, keep))
    failed: list[BrieferError] = []

    def tell(error: BrieferError) -> None:
        failed.append(error)
        complain(error)

    made = digesting.digest(
        find(inputs, skip=_is_output(output), reading=reading, briefs=True),
        chosen,
        jobs=jobs or os.cpu_count() or 1,
        reading=reading,
        on_error=tell,
    )
    if not made.articles:
        if failed:
            raise typer.Exit(1)
        fail_usage("nothing to digest; name files, or folders that hold some of a kind that is read")
    if folder and output is not None:
        _write_pages(made, output)
        raise typer.Exit(1 if failed else 0)
    if database:
        _write_database(made, database, reading.columns.keep)
        raise typer.Exit(1 if failed else 0)
    terminal = output is None and sys.stdout is not None and sys.stdout.isatty()
    shown = render(
        made,
        name,
        width=width() if terminal else COLUMNS,
        colour=colour(color, terminal=terminal, file=output is not None),
        full=detail is Detail.FULL,
    )
    write(shown, output)
    if failed:
        raise typer.Exit(1)
