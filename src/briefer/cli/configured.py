"""Options whose defaults may come from the user's settings."""

import re
from typing import Any

import typer
from typer.core import TyperCommand, TyperOption

from briefer.cli.destination import BY_SUFFIX
from briefer.errors import closest

RE_QUOTED = re.compile("'([^']*+)' is not one of")

UNSET = frozenset({"help", "version", "output", "out", "title", "files_from"})  # say what to do this once
EXCLUSIVE = frozenset({"sentences", "words", "ratio"})  # one of them in the command line ends the others' settings


class Configured(TyperCommand):
    """A command whose options can be set in the settings."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - typer's own copy of click's type
        """Parse the command line; a summary length given there voids any in the settings."""
        try:
            rest = super().parse_args(ctx, args)
        except typer.BadParameter as error:
            error.message += _meant(error)
            raise
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


def _meant(error: Any) -> str:  # noqa: ANN401 - typer's own copy of click's BadParameter
    """Return the choice that a wrong one was meant to be, "" where there is none like it."""
    choices = getattr(error.param and error.param.type, "choices", ())
    wrong = RE_QUOTED.match(error.message)
    if not choices or not wrong:
        return ""
    meant = BY_SUFFIX.get(f".{wrong[1].lower()}") or closest(wrong[1], choices)
    return f" Did you mean {meant!r}?" if meant in choices else ""
