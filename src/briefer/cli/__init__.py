"""The command line: options in, text out, errors worded, code returned; one module a command.

Annotations are evaluated here, not kept as strings: typer would have to evaluate all of them at every start.
"""

from briefer.cli import summarizing, batching, evaluating, listing  # noqa: I001 - the order of the help
from briefer.cli.app import app

__all__ = ["app", "batching", "evaluating", "listing", "summarizing"]
