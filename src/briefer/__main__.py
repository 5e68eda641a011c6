"""The entry point of `briefer` and `python -m briefer`."""

from __future__ import annotations

import atexit
import gc
import sys


def main() -> None:
    """Run the command line; the exit code is 0 for success, 1 if an input failed, 2 for wrong usage, 130 after Ctrl-C.

    The garbage collector is off: a single brief is done before it could free anything, and its passes over the
    imported modules would take longer than the brief. `briefer batch` turns it on again.
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
