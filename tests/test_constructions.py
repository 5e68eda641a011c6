"""The constructions: each finds its own examples and leaves its look-alikes alone; the list of them is up to date."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from typer.testing import Result

from briefer.claims import finding
from briefer.grammar.marked import FINDS, LEAVES, read
from marking import claims_of, fits, shown

CLI = Callable[..., Result]
ROOT = Path(__file__).parents[1]
MODULES = {module.__name__.rpartition(".")[2]: module for module in finding.modules()}
LINES = [(name, line) for name, module in MODULES.items() for line in module.EXAMPLES.strip().splitlines()]


@pytest.mark.parametrize("module", MODULES.values(), ids=MODULES)
def test_construction_shows_what_it_finds_and_what_it_leaves(module: ModuleType) -> None:
    lines = module.EXAMPLES.strip().splitlines()
    assert module.__doc__
    assert any(line.startswith(FINDS) for line in lines)
    assert any(line.startswith(LEAVES) for line in lines)


@pytest.mark.parametrize(("name", "line"), LINES)
def test_example(name: str, line: str) -> None:
    example = read(line.replace(" ¶ ", "\n\n"))
    own = MODULES[name].RULE.construction.name
    claims = claims_of(example.text)
    found = any(claim.construction.name == own and fits(claim, example) for claim in claims)
    assert found is example.fires, [shown(claim, example.text) for claim in claims]


def test_names_are_told_apart() -> None:
    names = [rule.construction.name for rule in finding.rules()]
    assert len(set(names)) == len(names)


def test_page_of_rules_is_what_the_command_prints(cli: CLI) -> None:
    printed = cli("rules", "--format", "markdown").stdout
    assert (ROOT / "docs" / "rules.md").read_text(encoding="utf-8") == printed, (
        "briefer rules -f markdown > docs/rules.md"
    )


def test_rules_are_listed_with_an_example_and_their_verbs(cli: CLI) -> None:
    listed = cli("rules").stdout
    data = json.loads(cli("rules", "--format", "json").stdout)
    for one in data["constructions"]:
        assert f"{one['name']}\n  {one['summary']}\n  {one['examples'][0].removeprefix('> ')}\n" in listed
    assert "say" in data["families"]["assert"]
    assert "\nassert: say, " in listed
