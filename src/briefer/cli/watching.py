"""`briefer batch --watch`: after a run, waits for files that appear or change, and runs again."""

from collections.abc import Callable, Sequence
from pathlib import Path

import typer

from briefer.cli.messages import tell

PAUSE = 1600  # milliseconds in which changes that belong together arrive


def repeat(run: Callable[[], None], folders: Sequence[str], is_ours: Callable[[Path], bool], *, quiet: bool) -> None:
    """Run once, and again after each change in the folders, until Ctrl-C; what `is_ours` names counts as none.

    Raises ExtraMissingError if the package that watches is not there.
    """
    from briefer import extras

    watchfiles = extras.load("watchfiles", "watched folders")

    def matters(change: object, path: str) -> bool:
        return not Path(path).name.startswith(".") and not is_ours(Path(path))

    _once(run)
    if not quiet:
        tell("watching; Ctrl-C ends it")
    for _ in watchfiles.watch(*folders, watch_filter=matters, debounce=PAUSE):
        _once(run)


def _once(run: Callable[[], None]) -> None:
    """Run; inputs that failed have been reported, and end nothing."""
    try:
        run()
    except typer.Exit as ended:
        if ended.exit_code > 1:
            raise
