"""The command line: options in, text out, errors in one line each, an exit code; one module per command.

Annotations are not postponed here: typer would have to evaluate all of the strings at every start.
"""

from briefer.cli import summarizing, batching, digesting, checking, evaluating, serving, listing, config  # noqa: I001 - the order of the help
from briefer.cli.app import app

__all__ = ["app", "batching", "checking", "config", "digesting", "evaluating", "listing", "serving", "summarizing"]
