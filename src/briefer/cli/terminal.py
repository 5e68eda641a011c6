"""The terminal's width, and whether to use colour."""

import os
from enum import StrEnum

WIDEST = 100  # columns: longer lines are hard to read


class When(StrEnum):
    """When to use colour."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


def width() -> int:
    """Return the width of a line in columns."""
    from shutil import get_terminal_size

    return min(get_terminal_size().columns, WIDEST)


def colour(when: When, *, terminal: bool, file: bool) -> bool:
    """Return whether to colour a brief, given where it goes.

    The option decides first, then `NO_COLOR` (no-color.org), then `FORCE_COLOR` and `CLICOLOR_FORCE`, then whether
    standard output is a terminal. No variable puts colour into a file that the user named.
    """
    if when is not When.AUTO:
        return when is When.ALWAYS
    if file or os.environ.get("NO_COLOR"):
        return False
    if any(os.environ.get(name, "0") not in ("", "0") for name in ("FORCE_COLOR", "CLICOLOR_FORCE")):
        return True
    return terminal and os.environ.get("TERM") != "dumb" and os.environ.get("CLICOLOR") != "0"
