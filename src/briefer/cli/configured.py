"""Options whose defaults may come from the user's settings."""

from typing import Any

import typer
from typer.core import TyperCommand, TyperOption

UNSET = frozenset({"help", "version", "output", "out", "title", "files_from"})  # say what to do this once
EXCLUSIVE = frozenset({"sentences", "words", "ratio"})  # one of them in the command line ends the others' settings


class Configured(TyperCommand):
    """A command whose options can be set in the settings."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - typer's own copy of click's type
        """Parse the command line; a summary length given there voids any in the settings."""
        rest = super().parse_args(ctx, args)
        sources = {name: ctx.get_parameter_source(name).name for name in EXCLUSIVE & ctx.params.keys()}
        if "COMMANDLINE" in sources.values():
            ctx.params.update({name: None for name, source in sources.items() if source == "DEFAULT_MAP"})
        return rest


def configure(ctx: typer.Context) -> None:
    """Give the commands the values from the user's settings; raises OptionError if those cannot be read."""
    from briefer import settings

    commands = getattr(ctx.command, "commands", {})
    options = {
        name: {
            param.name: bool(param.multiple)
            for param in command.params
            if isinstance(param, TyperOption) and param.name and param.name not in UNSET
        }
        for name, command in commands.items()
        if isinstance(command, Configured)
    }
    ctx.default_map = settings.load(options)
