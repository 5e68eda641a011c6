"""The user's defaults, from `config.toml` and, above it, the environment; the command line overrides both."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from briefer.errors import OptionError, closest

PREFIX = "BRIEFER_"
OTHERS = frozenset({"BRIEFER_DEBUG", "BRIEFER_SLOW_TESTS"})  # which are no settings
GENERAL = ("summarize", "batch")  # the commands that take what is set without naming one

Defaults = dict[str, dict[str, Any]]  # command -> option -> value


def load(commands: Mapping[str, Mapping[str, bool]], environ: Mapping[str, str] = os.environ) -> Defaults:
    """Return the values set for the options of commands; options that are not set are missing.

    `commands` maps each command to its options, with underscores, and to whether they take several values. A setting
    that names no command applies to `summarize` and `batch`, if they have the option; one that does applies to that
    command only, and wins. Environment: `BRIEFER_METHOD`, `BRIEFER_BATCH_JOBS`, several values separated by spaces.
    File: `method = "lead"` at the top, `jobs = 2` below `[batch]`.

    Raises OptionError if the file cannot be read, or sets an unknown option.
    """
    path = location(environ)
    found = _from_file(path, commands)
    for command, values in _from_environment(commands, environ).items():
        found.setdefault(command, {}).update(values)
    return found


def location(environ: Mapping[str, str]) -> Path:
    """Return the path of the settings file (XDG Base Directory Specification, 0.8)."""
    base = environ.get("XDG_CONFIG_HOME")
    return (Path(base) if base else Path.home() / ".config") / "briefer" / "config.toml"


def origin(command: str, option: str, environ: Mapping[str, str] = os.environ) -> str:
    """Return where the value of an option is set: the name of a variable, else the path of the file."""
    for name in (f"{PREFIX}{command}_{option}".upper(), f"{PREFIX}{option}".upper()):
        if environ.get(name):
            return name
    return str(location(environ))


def unknown(
    commands: Mapping[str, Mapping[str, bool]], environ: Mapping[str, str] = os.environ
) -> list[tuple[str, str | None]]:
    """Return the variables that set nothing, each with the one that was meant, None where none is like it."""
    given = [name for name in environ if name.startswith(PREFIX) and name not in OTHERS]
    if not given:
        return []
    known = {f"{PREFIX}{option}".upper() for command in GENERAL for option in commands.get(command, ())}
    known |= {f"{PREFIX}{command}_{option}".upper() for command, options in commands.items() for option in options}
    return [(name, closest(name, sorted(known))) for name in sorted(given) if name not in known]


def _from_file(path: Path, commands: Mapping[str, Mapping[str, bool]]) -> Defaults:
    try:
        if not path.is_file() and path.exists() and not path.samefile(os.devnull):  # such as a pipe, to wait for
            raise OSError(errno.EINVAL, "it is not a regular file")
        text = path.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise OptionError(f"the settings cannot be read ({error})", input=str(path), hint="check the file") from error
    import tomllib  # for the few who have such a file

    try:
        given = {key.replace("-", "_"): value for key, value in tomllib.loads(text).items()}
    except tomllib.TOMLDecodeError as error:
        raise OptionError(f"the settings are not TOML ({error})", input=str(path), hint="fix that line") from error
    found: Defaults = {}
    for key, value in given.items():
        if key not in commands:
            takers = [command for command in GENERAL if key in commands[command]]
            if not takers:
                raise _unknown(path, key, "settings are named after options, such as method")
            for command in takers:
                found.setdefault(command, {}).setdefault(key, value)
    for command in [key for key in given if key in commands]:
        if not isinstance(given[command], dict):
            raise _unknown(path, command, f"write [{command}], and its options below it")
        for key, value in given[command].items():
            option = key.replace("-", "_")
            if option not in commands[command]:
                raise _unknown(path, f"{command}.{key}", f"see `briefer {command} --help`")
            found.setdefault(command, {})[option] = value
    return found


def _from_environment(commands: Mapping[str, Mapping[str, bool]], environ: Mapping[str, str]) -> Defaults:
    found: Defaults = {}
    names = [name for name in environ if name.startswith(PREFIX)]
    for general in (True, False):
        for command, options in commands.items() if names else ():
            before = PREFIX if general else f"{PREFIX}{command.upper()}_"
            for option, several in options.items() if not general or command in GENERAL else ():
                value = environ.get(before + option.upper())
                if value:
                    found.setdefault(command, {})[option] = value.split() if several else value
    return found


def _unknown(path: Path, key: str, hint: str) -> OptionError:
    return OptionError(f"unknown setting {key!r}", input=str(path), hint=hint)
