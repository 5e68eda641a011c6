"""The pages of reference that are made from code: commands as `--help` has them, functions as `help()` has them."""

from __future__ import annotations

import inspect
import re
from typing import Any

import briefer
from briefer.cli.helping import grouped

COMMANDS = """\
# Commands

Made from `briefer --help`; a test fails when the two differ. Without a command, briefer takes files and pipes to
`briefer summarize`, and folders to `briefer batch`. Every option that is not about this one run may stand in
`~/.config/briefer/config.toml`, or in a variable such as `BRIEFER_FORMAT`; `briefer config` shows which settings hold.
"""
LIBRARY = """\
# Functions

Made from the docstrings of `briefer`; a test fails when the two differ. [From Python](python.md) shows them at work.
"""
RE_BLANK = re.compile(r"\s+")


def commands(group: Any, context: Any) -> str:
    """Return the page of all commands of a group."""
    lines = [COMMANDS]
    for name, command in group.commands.items():
        own = type(context)(command, info_name=name, parent=context)
        lines += [f"## briefer {name}", "", *_paragraphs(command.help or "")]
        for title, rows in grouped(command, own):
            kept = [row for row in rows if not row[0].startswith("-h,")]
            lines += (
                [f"**{title}**", "", *(f"- `{first}`: {_text(second)}" for first, second in kept), ""] if kept else []
            )
        if command.epilog:
            lines += ["```text", *command.epilog.strip().splitlines(), "```", ""]
    return "\n".join(lines)


def library() -> str:
    """Return the page of what `import briefer` offers."""
    lines = [LIBRARY]
    for name in briefer.__all__:
        thing = getattr(briefer, name)
        if inspect.ismodule(thing):  # a package that is a function, too
            thing = getattr(briefer.api, name)  # type: ignore[attr-defined]
        if inspect.isfunction(thing):
            lines += [f"## briefer.{name}", "", "```text", f"{name}{_signature(thing)}", "```", "", *_documented(thing)]
        elif inspect.isclass(thing):
            lines += [f"## briefer.{name}", "", *_documented(thing)]
            # Of the records of `model`, only what they hold is for users.
            methods = vars(thing).items() if thing.__module__ == "briefer.api" else ()
            own = [(key, one) for key, one in methods if inspect.isfunction(one) and not key.startswith("_")]
            for key, method in own:
                told = RE_BLANK.sub(" ", " ".join(_documented(method))).strip()
                lines.append(f"- `.{key}{_signature(method, bound=True)}`: {told}")
            lines += [""] if own else []
    return "\n".join(lines).rstrip() + "\n"


class _Raw:
    """An annotation that is shown as its source has it."""

    def __init__(self, words: object) -> None:
        self.words = words

    def __repr__(self) -> str:
        return str(self.words)


def _signature(function: Any, *, bound: bool = False) -> str:
    """Return a signature as its source has it, without the type of what keywords are passed on."""
    signature = inspect.signature(function)
    parameters = [
        one.replace(annotation=inspect.Parameter.empty if one.kind is one.VAR_KEYWORD else _Raw(one.annotation))
        for one in list(signature.parameters.values())[1 if bound else 0 :]
    ]
    return str(signature.replace(parameters=parameters, return_annotation=_Raw(signature.return_annotation)))


def _documented(thing: Any) -> list[str]:
    """Return a docstring as Markdown: prose, and examples as blocks."""
    lines: list[str] = []
    example = False
    for line in (inspect.getdoc(thing) or "").splitlines():
        if line.startswith(">>>") and not example:
            lines.append("```text")
            example = True
        elif example and not line.strip():
            lines.append("```")
            example = False
        lines.append(line)
    return [*lines, *(["```"] if example else []), ""]


def _paragraphs(text: str) -> list[str]:
    return [line for paragraph in text.split("\n\n") for line in (" ".join(paragraph.split()), "")]


def _text(words: str) -> str:
    return re.sub(r"(?=[<*_])", r"\\", words)
