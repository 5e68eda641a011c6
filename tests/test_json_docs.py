"""docs/json.md: every key of the schema is explained, no other is, and the example is what comes out."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "json.md"
SCHEMA = json.loads((ROOT / "src" / "briefer" / "data" / "brief.schema.json").read_text(encoding="utf-8"))
RE_ROW = re.compile(r"^\| (`[^|]+`) \|", re.MULTILINE)
RE_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def nodes(schema: dict[str, Any], path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the path and the schema of every key; sources are explained once, not again for `via`."""
    if "$ref" in schema:
        schema = SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]]
    for key, value in schema.get("properties", {}).items():
        place = f"{path}.{key}".removeprefix(".")
        yield place, value
        if key != "via":
            yield from nodes(value, place)
    if "items" in schema:
        yield from nodes(schema["items"], f"{path}[]")
    for option in schema.get("anyOf", ()):
        yield from nodes(option, path)


def explained(page: str) -> list[str]:
    return [path for row in RE_ROW.findall(page) for path in re.findall(r"`([^`]+)`", row)]


def test_every_key_is_explained_once_and_no_other() -> None:
    found = explained(PAGE.read_text(encoding="utf-8"))
    assert len(found) == len(set(found))
    assert sorted(found) == sorted({path for path, _ in nodes(SCHEMA)})


def test_every_value_is_named() -> None:
    rows = PAGE.read_text(encoding="utf-8").splitlines()
    for path, schema in nodes(SCHEMA):
        row = next(row for row in rows if f"`{path}`" in row.split(" | ")[0])
        for value in schema.get("enum", ()):
            if path != "sources[].type":  # as in a claim, it says
                assert f"`{value}`" in row, f"{path}: {value}"


def test_keys_that_depend_on_an_option_say_so() -> None:
    rows = PAGE.read_text(encoding="utf-8").splitlines()
    for path, schema in nodes(SCHEMA):
        for option in ("--explain", "--detail full"):
            if option in schema.get("description", ""):
                assert any(row.startswith(f"| `{path}` | with `{option}`:") for row in rows), path


def test_example_is_what_comes_out(
    cli: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    page = PAGE.read_text(encoding="utf-8")
    blocks = dict(RE_BLOCK.findall(page))
    (tmp_path / "ferry.txt").write_text(blocks["text"], encoding="utf-8", newline="")
    monkeypatch.chdir(tmp_path)
    printed = cli("summarize", "ferry.txt", "--format", "json").stdout
    if request.config.getoption("--update-goldens"):
        PAGE.write_text(page.replace(f"```json\n{blocks['json']}", f"```json\n{printed}"), encoding="utf-8")
        return
    assert blocks["json"] == printed, "run pytest --update-goldens, then read the diff"
