"""What the claims rest on, to be listed: the constructions with their examples, and the families of cues."""

from __future__ import annotations

from typing import NamedTuple

from briefer.claims.finding import modules
from briefer.languages import load_lines


class Listed(NamedTuple):
    """A construction: its name, what it is, and its examples in the notation of `grammar.marked`."""

    name: str
    summary: str
    examples: tuple[str, ...]


def constructions() -> tuple[Listed, ...]:
    """Return all constructions by name."""
    found = [
        Listed(
            module.RULE.construction.name,
            (module.__doc__ or "").strip().split("\n", 1)[0],
            tuple(module.EXAMPLES.strip().splitlines()),
        )
        for module in modules()
    ]
    return tuple(sorted(found))


def families(language: str = "en") -> dict[str, tuple[str, ...]]:
    """Return the verbs that report, by what a source does in using them, in the order of the data file."""
    table: dict[str, list[str]] = {}
    family = ""
    for line in load_lines(language, "cues.txt"):
        if line.startswith("["):
            family = line.strip("[]")
        else:
            table.setdefault(family, []).append(line.split()[0].replace("_", " "))
    return {name: tuple(words) for name, words in table.items()}
