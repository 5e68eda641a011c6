"""Lines on standard error: one for each error."""

from contextlib import suppress
from typing import NoReturn

import typer

from briefer.errors import BrieferError


def complain(error: BrieferError) -> None:
    """Print an error as one line on stderr."""
    from briefer.render.harmless import visible

    tell(f"briefer: {visible(str(error))}")


def fail_usage(message: str) -> NoReturn:
    """Print a usage error and exit with 2."""
    tell(f"briefer: {message}")
    raise typer.Exit(2)


def tell(line: str) -> None:
    """Print a line on stderr; if nobody reads it, as with `2>&1 | head`, carry on."""
    with suppress(OSError):
        typer.echo(line, err=True)
