"""What briefer has: `briefer methods`, `languages` and `schema`."""

from pathlib import Path

from briefer.cli.app import app, guarded, write


@app.command()
@guarded
def methods() -> None:
    """List the ranking methods, each with its source."""
    from briefer.ranking import METHODS

    width = max(len(name) for name in METHODS)
    rows = [f"{name:{width}}  {method.summary} {method.paper}".rstrip() for name, method in METHODS.items()]
    write("".join(row + "\n" for row in rows), None)


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
    write("".join(lines), None)


@app.command()
@guarded
def schema() -> None:
    """Print the JSON Schema of the JSON brief."""
    path = Path(__file__).parents[1] / "data" / "brief.schema.json"
    write(path.read_text(encoding="utf-8"), None)
