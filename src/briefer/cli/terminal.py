"""What the terminal is like: its width, and whether it gets colour."""

import os
from enum import StrEnum

WIDEST = 100  # columns: longer lines are hard to read


class When(StrEnum):
    """When there is colour."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


def width() -> int:
    """Return the columns that a line may take."""
    from shutil import get_terminal_size

    return min(get_terminal_size().columns, WIDEST)


def colour(when: When, *, terminal: bool, file: bool) -> bool:
    """Tell whether a brief is coloured that goes to a terminal, a file or a pipe.

    An option decides before the environment, `NO_COLOR` (no-color.org) before `FORCE_COLOR` and `CLICOLOR_FORCE`, and
    these before what standard output is. No variable puts colour into a file that the user named.
    """
    if when is not When.AUTO:
        return when is When.ALWAYS
    if file or os.environ.get("NO_COLOR"):
        return False
    if any(os.environ.get(name, "0") not in ("", "0") for name in ("FORCE_COLOR", "CLICOLOR_FORCE")):
        return True
    return terminal and os.environ.get("TERM") != "dumb" and os.environ.get("CLICOLOR") != "0"
