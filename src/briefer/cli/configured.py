"""Options whose defaults may come from the user's settings."""

import re
from typing import Any

import typer
from typer.core import TyperOption

from briefer.cli.destination import BY_SUFFIX
from briefer.cli.helping import Helped
from briefer.cli.messages import complain
from briefer.errors import OptionError, closest

RE_QUOTED = re.compile("'([^']*+)' is not one of")

# Options that say what to do this once.
UNSET = frozenset({"help", "version", "output", "out", "title", "files_from", "prune", "watch"})
EXCLUSIVE = frozenset({"sentences", "words", "ratio"})  # one of them in the command line ends the others' settings


class Configured(Helped):
    """A command whose options can be set in the settings."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - typer's own copy of click's type
        """Parse the command line; a summary length given there voids any in the settings."""
        try:
            rest = super().parse_args(ctx, args)
        except typer.BadParameter as error:
            error.message += _meant(error)
            name = error.param and error.param.name
            if name and _is_set(ctx, name):
                error.message += f" (set by {_origin(ctx, name)})"
            raise
        sources = {name: ctx.get_parameter_source(name).name for name in EXCLUSIVE & ctx.params.keys()}
        if "COMMANDLINE" in sources.values():
            ctx.params.update({name: None for name, source in sources.items() if source == "DEFAULT_MAP"})
        return rest

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401
        """Run the command; an error in the value of a setting names where it was set."""
        try:
            return super().invoke(ctx)
        except OptionError as error:
            words = frozenset(error.message.replace("'", " ").split())
            wrong = (name for name, value in ctx.params.items() if _is_set(ctx, name) and str(value) in words)
            if name := next(wrong, None):
                error.input = _origin(ctx, name)
            complain(error)
            raise typer.Exit(2) from None


def settable(group: Any) -> dict[str, dict[str, Any]]:  # noqa: ANN401
    """Return the options of commands that settings may set, with their defaults."""
    return {
        command: {param.name: getattr(param.default, "value", param.default) for param in params}
        for command, params in _settable(group).items()
    }


def _settable(group: Any) -> dict[str, list[Any]]:  # noqa: ANN401
    return {
        name: [param for param in command.params if isinstance(param, TyperOption) and param.name not in UNSET]
        for name, command in getattr(group, "commands", {}).items()
        if isinstance(command, Configured)
    }


def _is_set(ctx: Any, name: str) -> bool:  # noqa: ANN401
    """Return whether the value of an option comes from the settings."""
    source = ctx.get_parameter_source(name)
    return source is not None and source.name == "DEFAULT_MAP"


def _origin(ctx: Any, name: str) -> str:  # noqa: ANN401
    from briefer import settings

    return settings.origin(ctx.info_name, name)


def configure(ctx: typer.Context) -> None:
    """Give the commands the values from the user's settings; raises OptionError if those cannot be read."""
    from briefer import settings

    options = {
        command: {param.name: bool(param.multiple) for param in params}
        for command, params in _settable(ctx.command).items()
    }
    ctx.default_map = settings.load(options)
    for name, meant in settings.unknown(options):
        hint = f"did you mean {meant}?" if meant else "see `briefer --help`"
        complain(OptionError("no such setting", input=name, hint=hint))


def _meant(error: Any) -> str:  # noqa: ANN401 - typer's own copy of click's BadParameter
    """Return the choice that a wrong one was meant to be, "" where there is none like it."""
    choices = getattr(error.param and error.param.type, "choices", ())
    wrong = RE_QUOTED.match(error.message)
    if not choices or not wrong:
        return ""
    meant = BY_SUFFIX.get(f".{wrong[1].lower()}") or closest(wrong[1], choices)
    return f" Did you mean {meant!r}?" if meant in choices else ""
