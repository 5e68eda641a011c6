"""The application that commands register with, and how errors become one line and an exit code."""

import errno
import os
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from briefer import __version__
from briefer.cli.bare import Commands
from briefer.cli.configured import configure
from briefer.cli.messages import complain, fail_usage
from briefer.errors import BrieferError, OptionError

Command = TypeVar("Command", bound=Callable[..., None])

EXAMPLES = """
briefer article.txt
curl -s URL | briefer
briefer inbox/ -o today.html
briefer COMMAND --help
"""
app = typer.Typer(
    cls=Commands,
    help="Turn articles into briefs anyone can check: headline, key sentences, and who said what.",
    epilog=EXAMPLES,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def guarded(command: Command) -> Command:
    """Turn a command's errors into one line on stderr and an exit code."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        try:
            command(*args, **kwargs)
            if sys.stdout is not None:  # None where it was closed from the start
                sys.stdout.flush()
        except OptionError:
            raise  # to the command, which knows where its options come from
        except BrieferError as error:
            complain(error)
            raise typer.Exit(1) from None
        except KeyboardInterrupt:
            raise typer.Exit(130) from None
        except typer.Exit:
            raise
        except BrokenPipeError:
            # The reader of our output has closed it; Python would complain when it flushes stdout at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(0) from None

        except Exception as error:
            if os.environ.get("BRIEFER_DEBUG"):
                raise
            if isinstance(error, FileNotFoundError) and _is_adrift():
                fail_usage("the working folder is gone; change to another one")
            what = f"internal error: {type(error).__name__}: {error}"
            complain(BrieferError(what, hint="please report it, with the article and BRIEFER_DEBUG=1"))
            raise typer.Exit(1) from None

    return run  # type: ignore[return-value]


def _is_adrift() -> bool:
    """Return whether the working folder has been removed."""
    try:
        os.getcwd()  # noqa: PTH109 - which asks the system
    except FileNotFoundError:
        return True
    return False


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"briefer {__version__}")
        raise typer.Exit


@app.callback()
def options(
    ctx: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Turn articles into briefs anyone can check: headline, key sentences, and who said what.

    Without a command, briefer briefs the files, folders or pipe it is given: `briefer article.txt`, `briefer inbox/`,
    `curl -s URL | briefer`.
    """
    try:
        configure(ctx)
    except OptionError as error:
        complain(error)
        raise typer.Exit(2) from None


def write(text: str, output: Path | None) -> None:
    """Write a text to standard output, or to a file, whole or not at all; raises OutputError."""
    from briefer.errors import OutputError

    data = text.encode("utf-8")
    hint = "check the folder and the space left"
    try:
        if output is None:
            _print(data)
            return
        from briefer.batch.writing import put

        if output.exists() and not output.is_file():
            with output.open("wb") as device:  # or a pipe: neither is to be replaced by a file
                device.write(data)
            return
        with put(Path(os.path.realpath(output))) as file:
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
