"""`briefer mcp`: briefer as a tool server for agents."""

from typing import Annotated

import typer

from briefer.cli.app import app, guarded
from briefer.cli.helping import Helped
from briefer.cli.messages import complain
from briefer.errors import OptionError

EXAMPLES = """
briefer mcp ~/articles
briefer mcp inbox/ archive/
"""


@app.command(cls=Helped, epilog=EXAMPLES)
@guarded
def mcp(
    folders: Annotated[list[str], typer.Argument(metavar="FOLDER...", help="The folders that may be read.")],
) -> None:
    """Serve briefer's tools to an agent, over the Model Context Protocol.

    The tools are brief, claims, digest and check_quote. They read files below these folders and no others, write
    nothing, and never go online. The agent's program starts this command and speaks with it through its standard input
    and output.
    """
    from briefer.extras import load

    load("mcp", "tools for agents")
    from briefer.serving.server import serve

    try:
        serve(folders)
    except OptionError as error:
        complain(error)
        raise typer.Exit(2) from None
