"""The commands that list what briefer has: `methods`, `languages`, `rules` and `schema`."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from briefer.cli.app import app, guarded, write
from briefer.cli.helping import Helped


class TableFormat(StrEnum):
    """The output formats of `methods` and `languages`."""

    TEXT = "text"
    JSON = "json"


TableOption = Annotated[TableFormat, typer.Option("--format", "-f", help="The output format")]


@app.command(cls=Helped)
@guarded
def methods(format: TableOption = TableFormat.TEXT) -> None:
    """List the ranking methods and their sources."""
    from briefer.ranking import METHODS

    if format is TableFormat.JSON:
        write_json([{"name": name, "summary": one.summary, "paper": one.paper} for name, one in METHODS.items()])
        return
    width = max(len(name) for name in METHODS)
    rows = [f"{name:{width}}  {method.summary} {method.paper}".rstrip() for name, method in METHODS.items()]
    write("".join(row + "\n" for row in rows), None)


@app.command(cls=Helped)
@guarded
def languages(format: TableOption = TableFormat.TEXT) -> None:
    """List the languages, and what briefer has for each."""
    from briefer.languages import catalogue

    # The head of the table.
    head = ("code", "language", "stop words", "stemmer", "sentence rules", "claims")
    found = [
        (one.code, one.name, len(one.stop_words), one.stemmer, one.sentence_rules, one.claims) for one in catalogue()
    ]
    if format is TableFormat.JSON:
        names = [name.replace(" ", "_") for name in head]
        write_json([dict(zip(names, row, strict=True)) for row in found])
        return
    rows = [head, *(tuple(map(_cell, row)) for row in found)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(map(str.ljust, row, widths)).rstrip() + "\n" for row in rows]
    write("".join(lines), None)


def _cell(value: object) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value or "-")


def write_json(data: object) -> None:
    """Print plain data as JSON."""
    import json

    write(json.dumps(data, ensure_ascii=False, indent=2) + "\n", None)


class ListFormat(StrEnum):
    """The output formats of `rules`."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


@app.command(cls=Helped)
@guarded
def rules(
    format: Annotated[ListFormat, typer.Option("--format", "-f", help="The output format")] = ListFormat.TEXT,
) -> None:
    """List the constructions that find claims, and the verbs that report."""
    from briefer.claims.listing import constructions, families

    found, verbs = constructions(), families()
    if format is ListFormat.JSON:
        write_json({"constructions": [one._asdict() for one in found], "families": verbs})
        return
    if format is ListFormat.MARKDOWN:
        lines = ["# How claims are found", "", *_LEGEND, "", "## Constructions"]
        for one in found:
            lines += ["", f"### {one.name}", "", one.summary, "", "```text", *one.examples, "```"]
        lines += ["", "## Verbs that report", "", "Grouped by what a source does by using them.", ""]
        lines += [f"- **{family}**: {', '.join(words)}" for family, words in verbs.items()]
    else:
        lines = [f"{one.name}\n  {one.summary}\n  {one.examples[0].removeprefix('> ')}\n" for one in found]
        lines += [f"{family}: {', '.join(words)}" for family, words in verbs.items()]
    write("".join(line + "\n" for line in lines), None)


_LEGEND = (
    "`briefer rules --format markdown` prints this page. briefer finds a claim by the words that report it and the",
    "construction they stand in; `--explain` names each claim's construction. Tests run the examples: a line with `>`",
    "must yield what is marked, and a line with `!` must yield nothing. `{}` marks the source, `[]` the cue,",
    "`<>` the content and `//` the audience; `¶` ends a paragraph.",
)


class Schema(StrEnum):
    """What briefer writes for programs."""

    BRIEF = "brief"
    DIGEST = "digest"
    DATABASE = "database"
    DATASETTE = "datasette"


# The data files that say what these are made of.
SCHEMAS = {
    Schema.BRIEF: "brief.schema.json",
    Schema.DIGEST: "digest.schema.json",
    Schema.DATABASE: "claims.sql",
    Schema.DATASETTE: "datasette.json",
}


@app.command(cls=Helped)
@guarded
def schema(
    what: Annotated[
        Schema, typer.Argument(help="Of what: brief, digest, database, or datasette for metadata of that.")
    ] = Schema.BRIEF,
) -> None:
    """Print the JSON Schema of the JSON brief or of the digest, or the SQL of the database."""
    path = Path(__file__).parents[1] / "data" / SCHEMAS[what]
    write(path.read_text(encoding="utf-8"), None)
