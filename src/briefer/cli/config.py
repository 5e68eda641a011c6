"""`briefer config`: which settings hold, and where each comes from."""

import os
from typing import Annotated, Any

import typer

from briefer.cli.app import app, guarded, write
from briefer.cli.configured import settable
from briefer.cli.helping import Helped
from briefer.cli.listing import TableFormat, TableOption, write_json

DEFAULT = "default"


@app.command(cls=Helped)
@guarded
def config(
    ctx: typer.Context,
    all: Annotated[bool, typer.Option("--all", help="Show defaults, too.")] = False,
    format: TableOption = TableFormat.TEXT,
) -> None:
    """Show which settings hold, and where each comes from.

    Settings are named after options. They come from the environment, such as BRIEFER_FORMAT or BRIEFER_BATCH_JOBS,
    and from the settings file, where a table such as [batch] holds for that command alone. The command line wins.
    """
    from briefer import settings

    path = settings.location(os.environ)
    parent: Any = ctx.parent
    found = parent.default_map or {}
    rows = [
        (command, name, given.get(name, default), settings.origin(command, name) if name in given else DEFAULT)
        for command, options in settable(parent.command).items()
        for given in [found.get(command, {})]
        for name, default in options.items()
        if all or name in given
    ]
    if format is TableFormat.JSON:
        # The fields of a row.
        names = ("command", "option", "value", "from")
        values = [dict(zip(names, row, strict=True)) for row in rows]
        write_json({"file": str(path), "exists": path.is_file(), "settings": values})
        return
    lines = [f"settings file: {path}" + ("" if path.is_file() else " (there is none)")]
    table = [(f"{command} --{name.replace('_', '-')}", _shown(value), origin) for command, name, value, origin in rows]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    lines += ["  ".join(map(str.ljust, row, widths)).rstrip() for row in table] or [
        "nothing is set; --all shows defaults"
    ]
    write("".join(line + "\n" for line in lines), None)


def _shown(value: object) -> str:
    if value is None or value == "":
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
