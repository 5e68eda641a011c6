"""briefer without a command: what it is given tells which command is meant."""

import os
import sys
from collections.abc import Mapping
from textwrap import wrap
from typing import Any, NamedTuple

from typer.core import TyperGroup

from briefer.cli.destination import OPTIONS, is_page, is_tables
from briefer.cli.helping import columns, grouped, listed, summary

FILES, FOLDERS = "summarize", "batch"
WORDS = {"help": "--help", "version": "--version"}
PATH_LIKE = frozenset("./\\*?[:")  # what the name of a file may have and that of a command never has


class Commands(TyperGroup):
    """The commands of briefer; without one, files and pipes are summarised, and folders are a batch."""

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write the help: commands with whole sentences, then options and examples."""
        width = columns()
        lines = [f"Usage: {ctx.command_path} [FILE|FOLDER|-]…", f"       {ctx.command_path} COMMAND [OPTIONS] …", ""]
        for paragraph in (self.help or "").split("\n\n"):
            lines += [*wrap(" ".join(paragraph.split()), width), ""]
        commands = [
            (name, summary(command.help or "")) for name, command in self.commands.items() if not command.hidden
        ]
        lines += ["Commands:", *listed(commands, width), ""]
        for _, rows in grouped(self, ctx):
            lines += ["Options:", *listed(rows, width), ""]
        lines += ["Examples:", *(f"  {line.strip()}" for line in (self.epilog or "").strip().splitlines())]
        formatter.write("\n".join(lines).rstrip() + "\n")

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - typer's own copy of click's type
        """Parse the command line, with the command that is meant in front."""
        own = {option for param in self.get_params(ctx) for option in param.opts}
        if not ctx.resilient_parsing and not (args and (args[0] in self.commands or args[0] in own)):
            args = completed(args, self.commands)
        return super().parse_args(ctx, args)


def completed(args: list[str], commands: Mapping[str, Any]) -> list[str]:
    """Return arguments without a command with the one in front that is meant, or unchanged if none can be."""
    if not args:
        return [FILES] if _is_piped() else []
    first = args[0]
    if not first.startswith("-") and not os.path.lexists(first) and not PATH_LIKE & set(first):
        if first in WORDS:
            return [*[name for name in args[1:2] if name in commands and first == "help"], WORDS[first]]
        return args  # a command that does not exist
    given = _given(args, commands)
    if not given.is_batch:
        return [FILES, *args]
    rest = [] if given.output else ["--out", "-"]
    if not given.output and not given.has_format:
        rest += ["--format", "text"]
    return [FOLDERS, *rest, *args]


class _Given(NamedTuple):
    """What arguments say: whether they ask for a batch, where it goes, and whether a format is named."""

    is_batch: bool
    output: str | None
    has_format: bool


def _given(args: list[str], commands: Mapping[str, Any]) -> _Given:
    takes: dict[str, bool] = {}  # option -> whether a value follows it
    options: dict[str, set[str]] = {}
    for name in (FILES, FOLDERS):
        found = [param for param in commands[name].params if param.param_type_name == "option"]
        options[name] = {option for param in found for option in (*param.opts, *param.secondary_opts)}
        takes |= {option: not param.is_flag for param in found for option in (*param.opts, *param.secondary_opts)}
    names: list[str] = []
    used: dict[str, str] = {}
    rest = iter(args)
    for arg in rest:
        option, has_value, value = arg.partition("=")
        if arg == "--":
            names += rest
        elif arg == "-" or not arg.startswith("-"):
            names.append(arg)
        else:
            if not arg.startswith("--"):
                option, has_value, value = arg[:2], arg[2:], arg[2:]
            used[option] = value if has_value or not takes.get(option) else next(rest, "")
    output = next((used[option] for option in OPTIONS if option in used), None)
    is_batch = (
        any(_is_folder(name) for name in names)
        or bool(used.keys() & (options[FOLDERS] - options[FILES]))
        or (output is not None and _is_of_batch(output, len(names)))
    )
    return _Given(is_batch, output, bool(used.keys() & {"--format", "-f", "--template"}))


def _is_of_batch(output: str, inputs: int) -> bool:
    """Return whether an output is one that a batch makes, from that many inputs."""
    return output.endswith("/") or is_tables(output) or _is_folder(output) or (inputs > 1 and is_page(output))


def _is_folder(name: str) -> bool:
    """Return whether a name is that of a folder, or of a place beyond this machine."""
    if "://" not in name:
        return os.path.isdir(name)  # noqa: PTH112 - which starts sooner
    from briefer import places

    return places.known(name)


def _is_piped() -> bool:
    """Return whether something comes through standard input."""
    if sys.stdin is None or sys.stdin.isatty():
        return False
    peek = getattr(sys.stdin.buffer, "peek", None)
    return peek is not None and bool(peek(1))
