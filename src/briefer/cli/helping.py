"""How `--help` looks: options in groups with their choices and defaults, whole sentences, and examples to copy."""

import re
from textwrap import wrap
from typing import Any

from typer.core import TyperCommand

NARROW = 60  # columns, below which what an option does stands under it
WIDEST = 90  # columns: longer lines are hard to read
GAP, INDENT, COLUMN = 2, 2, 28  # around the names of options, in columns
# The groups of options, in their order; options that name none are among the others.
ARGUMENTS, OUTPUT, BRIEF, STORIES = "Inputs", "Output", "Summary and claims", "Stories"
READING, RUNNING, OTHERS = "Reading", "Running", "Other"
GROUPS = (ARGUMENTS, OUTPUT, BRIEF, STORIES, READING, RUNNING)
RE_DEFAULT = re.compile(r"\bdefault: ")
RE_SENTENCE = re.compile(r"\.(?:\s|$)")

Rows = list[tuple[str, str]]


class Helped(TyperCommand):
    """A command whose help is laid out here."""

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - typer's own copies of click's types
        """Write the help."""
        width = columns()
        name = f"{ctx.command_path} {' '.join(self.collect_usage_pieces(ctx))}"
        lines = [*wrap(f"Usage: {name}", width, subsequent_indent="  ", break_long_words=False), ""]
        for paragraph in (self.help or "").split("\n\n"):
            lines += [*wrap(" ".join(paragraph.split()), width), ""]
        for title, rows in grouped(self, ctx):
            lines += [f"{title}:", *listed(rows, width), ""]
        if self.epilog:
            lines += ["Examples:", *(f"  {line.strip()}" for line in self.epilog.strip().splitlines())]
        formatter.write("\n".join(lines).rstrip() + "\n")


def columns() -> int:
    """Return the width of the help."""
    from shutil import get_terminal_size

    return max(20, min(get_terminal_size().columns - 1, WIDEST))


def summary(text: str) -> str:
    """Return the first sentence of a command's help.

    >>> summary("Brief what is there. Then stop.")
    'Brief what is there.'
    """
    words = " ".join(text.split())
    end = RE_SENTENCE.search(words)
    return words[: end.start() + 1] if end else words


def grouped(command: Any, ctx: Any) -> list[tuple[str, Rows]]:  # noqa: ANN401
    """Return the groups of a command's options, with the rows of each."""
    groups: dict[str, Rows] = {title: [] for title in GROUPS}
    last: Rows = []
    for param in command.get_params(ctx):
        if param.param_type_name == "argument":
            groups[ARGUMENTS].append((param.make_metavar(ctx), param.help or ""))
        elif not getattr(param, "hidden", False):
            title = str(getattr(param, "rich_help_panel", None))
            groups.get(title, last).append((names(param), described(param)))
    return [(title, rows) for title, rows in [*groups.items(), (OTHERS, last)] if rows]


def names(param: Any) -> str:  # noqa: ANN401
    """Return an option's names, the short one first, and what its value is called."""
    found = sorted(param.opts, key=lambda name: (name.startswith("--"), param.opts.index(name)))
    found += param.secondary_opts
    if param.is_flag or param.name == "help":
        return ", ".join(found)
    kind = param.type.name
    sort = "N" if kind.startswith(("int", "float")) else param.name.rpartition("_")[2].upper()
    return f"{', '.join(found)} {param.metavar or sort}"


def described(param: Any) -> str:  # noqa: ANN401
    """Return what an option does, its choices and its default."""
    words = (param.help or "").rstrip(".")
    if choices := getattr(param.type, "choices", ()):
        words += f" ({', '.join(str(getattr(choice, 'value', choice)) for choice in choices)})"
    default = getattr(param.default, "value", param.default)
    if default not in (None, False, True, "") and not RE_DEFAULT.search(words) and param.name != "help":
        words += f"; default: {default:g}" if isinstance(default, float) else f"; default: {default}"
    return f"{words}."


def listed(rows: Rows, width: int) -> list[str]:
    """Return rows as lines: two columns, or one under the other where the terminal is narrow."""
    lines: list[str] = []
    if width < NARROW:
        for first, second in rows:
            lines += [*_wrapped(first, width, INDENT), *_wrapped(second, width, 3 * INDENT)]
        return lines
    column = min(max(len(first) for first, _ in rows), COLUMN)
    start = INDENT + column + GAP
    for first, second in rows:
        texts = wrap(second, width - start, break_long_words=False, break_on_hyphens=False) or [""]
        if len(first) > column:
            lines.append(f"{'':{INDENT}}{first}")
        else:
            lines.append(f"{'':{INDENT}}{first:{column + GAP}}{texts.pop(0)}")
        lines += [f"{'':{start}}{text}" for text in texts]
    return lines


def _wrapped(words: str, width: int, indent: int) -> list[str]:
    before = " " * indent
    return wrap(
        words,
        width,
        initial_indent=before,
        subsequent_indent=before,
        break_long_words=False,
        break_on_hyphens=False,
    )
