"""The manual page, made of what `--help` says."""

from __future__ import annotations

from typing import Any

from briefer.cli.helping import Rows, grouped

EXIT = {
    "0": "All went well.",
    "1": "Some input failed; its line is on standard error.",
    "2": "Wrong usage, or nothing could start.",
    "130, 143, 129": "Ended by Ctrl-C, SIGTERM or a hangup.",
}
FILES = "$XDG_CONFIG_HOME/briefer/config.toml"
SETTINGS = (
    "holds defaults, named after options; BRIEFER_\\fIOPTION\\fR variables win over it, and the command line over both."
    " See briefer config."
)


def page(group: Any, context: Any) -> str:
    """Return the manual page of a group of commands, in the man macros of troff."""
    lines = ['.TH BRIEFER 1 "" "briefer" "User Commands"', ".SH NAME"]
    lines += [f"briefer \\- {_text(group.help[0].lower() + group.help[1:].rstrip('.'))}"]
    lines += [".SH SYNOPSIS", ".B briefer", "[\\fIFILE\\fR|\\fIFOLDER\\fR|\\-]...", ".br", ".B briefer"]
    lines += ["\\fICOMMAND\\fR [\\fIOPTIONS\\fR] ..."]
    lines += [".SH DESCRIPTION", "Without a command, briefer takes files and pipes to summarize, and folders to batch."]
    for name, command in group.commands.items():
        own = type(context)(command, info_name=name, parent=context)
        lines.append(f".SH {name.upper()}")
        for number, paragraph in enumerate((command.help or "").split("\n\n")):
            lines += [*([".PP"] if number else []), _text(" ".join(paragraph.split()))]
        for title, rows in grouped(command, own):
            kept = [row for row in rows if not row[0].startswith("-h,")]
            lines += [f".SS {title}", *_listed(kept)] if kept else []
        if command.epilog:
            lines += [".SS Examples", ".nf", *map(_text, command.epilog.strip().splitlines()), ".fi"]
    lines += [".SH EXIT STATUS", *_listed(list(EXIT.items()))]
    lines += [".SH FILES", ".TP", f".I {FILES}", SETTINGS]
    return "\n".join(lines) + "\n"


def _listed(rows: Rows) -> list[str]:
    return [line for first, second in rows for line in (".TP", f".B {_text(first)}", _text(second))]


def _text(words: str) -> str:
    """Return words that troff prints as they are."""
    plain = words.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{plain}" if plain.startswith((".", "'")) else plain
