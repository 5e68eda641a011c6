"""Where `briefer` and `python -m briefer` begin."""

from __future__ import annotations

import atexit
import gc
import sys


def main() -> None:
    """Run the command line; exits 0 all good, 1 some input failed, 2 wrong usage, 130 interrupted.

    One brief is over before the garbage collector could free anything, and its passes over what is being imported
    would take longer than the brief. `briefer batch` turns it on again.
    """
    gc.disable()
    atexit.register(gc.freeze)  # nothing to tidy up at exit either
    try:
        from briefer.cli import app

        app(prog_name="briefer")
    except KeyboardInterrupt:  # amid the imports, before a command could say what it means
        sys.exit(130)


if __name__ == "__main__":
    main()
