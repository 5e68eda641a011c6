"""The JSON Schema: it is one, every brief fits it, and it promises nothing that no brief has."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from typer.testing import Result

from briefer import pipeline, readers
from briefer.model import Document, Kind, Level, Polarity, Role, SourceType
from briefer.pipeline import Options
from briefer.render import View, render
from examples import THOROUGH

ROOT = Path(__file__).parents[1]
ARTICLES = sorted([*ROOT.glob("examples/*/article.*"), *ROOT.glob("tests/corpus/*.txt")])
SCHEMA = json.loads((ROOT / "src" / "briefer" / "data" / "brief.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)
TEXTS = {
    "one word": "Storm",
    "no letters": "…",
    "not English": "Le maire a dit lundi que le pont sera fermé jusqu'à vendredi, et que les travaux dureront.",
    "lone surrogate": "Storm \ud800 warning. The mayor said so.",
    "unnamed sources": (
        "Two officials, speaking on condition of anonymity because talks are private, told Holm Radio it is shut."
    ),
    "reference": (
        "The old ferries of Harlow will be sold in the summer, and the money that comes in will go to the town for a "
        "new quay, a new crane and a new school.\n\nThe board met. They had Peter Quill with them.\n\n"
        "Mayor Ida Brook said Mr Quill had never paid for his berth."
    ),
    "passive": "The pier was said to be shut. It is not known whether it will open again.",
    "doubt": "Mayor Ida Brook said the pier was unlikely to open again.",
}
OPTIONS = {
    "default": {},
    "not cleaned": {"clean": False},
    "title given": {"title": "Given"},
    "no claims": {"claims": 0, "sentences": 1},
    "one sentence": {"sentences": 1},
    "many claims": {"claims": 100, "ratio": 1.0},
    "words": {"words": 30, "method": "lead"},
    "other language": {"language": "fr"},
}

DATED = readers.Known(published="2024-05-06", kept=(("outlet", "Oslet Post"), ("year", 2024), ("paid", None)))


@cache
def documents() -> dict[str, Document]:
    """Return every article and text, by its name."""
    found = {path.parent.name + path.name: readers.read(path) for path in ARTICLES}
    return found | {name: readers.read_text(text, id=name, known=DATED) for name, text in TEXTS.items()}


@cache
def briefs(case: str) -> list[tuple[str, dict[str, Any]]]:
    """Return the brief of every article and text, with all that a view can show and with the least.

    Each option has a few articles of its own unless there is time for all.
    """
    every = documents()
    step = 1 if THOROUGH or case == "default" else 4
    named = [*list(every)[list(OPTIONS).index(case) % step : len(ARTICLES) : step], *TEXTS]
    found = [(name, pipeline.brief(every[name], Options(**OPTIONS[case]))) for name in named]
    return [
        (name, json.loads(render(brief, View(format="json", full=full, explain=full))))
        for name, brief in found
        for full in (False, True)
    ]


def test_schema_is_a_json_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_command_prints_the_schema(cli: Callable[..., Result]) -> None:
    result = cli("schema")
    assert (result.exit_code, result.stderr) == (0, "")
    assert json.loads(result.stdout) == SCHEMA


@pytest.mark.parametrize("case", OPTIONS)
def test_briefs_fit_the_schema(case: str) -> None:
    for name, brief in briefs(case):
        assert [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(brief)] == [], name


@pytest.mark.parametrize("format", ["json", "jsonl"])
def test_order_of_keys_is_fixed(format: str) -> None:
    brief = pipeline.brief(readers.read(ARTICLES[0]), Options())
    keys = list(json.loads(render(brief, View(format=format, full=True))))
    assert keys == list(SCHEMA["properties"])


@pytest.mark.parametrize(
    "spoil",
    [
        lambda brief: brief.pop("claims"),
        lambda brief: brief.update(extra=1),
        lambda brief: brief["source"].update(sha256=None),
        lambda brief: brief["claims"][0].update(kind="rumour"),
        lambda brief: brief["claims"][0]["content"].clear(),
        lambda brief: brief["summary"][0].update(start=-1),
        lambda brief: brief.update(schema="briefer/2"),
    ],
    ids=["key missing", "key added", "null", "unknown kind", "no content", "negative offset", "other schema"],
)
def test_schema_refuses_what_is_no_brief(spoil: Callable[[dict[str, Any]], object]) -> None:
    brief = json.loads(render(pipeline.brief(readers.read(ARTICLES[0]), Options()), View(format="json")))
    assert VALIDATOR.is_valid(brief)
    spoil(brief)
    assert not VALIDATOR.is_valid(brief)


def properties(schema: dict[str, Any], path: str = "") -> Iterator[str]:
    """Yield the paths of all properties below a schema, definitions resolved."""
    if "$ref" in schema:
        schema = SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]]
    for key, value in schema.get("properties", {}).items():
        yield f"{path}.{key}"
        yield from properties(value, f"{path}.{key}")
    if "items" in schema:
        yield from properties(schema["items"], f"{path}[]")
    for option in schema.get("anyOf", ()):
        yield from properties(option, path)


def present(value: Any, path: str = "") -> Iterator[str]:
    """Yield the paths at which a brief has something."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield f"{path}.{key}"
            yield from present(part, f"{path}.{key}")
    elif isinstance(value, list):
        for part in value:
            yield from present(part, f"{path}[]")


def test_every_property_appears_in_some_brief() -> None:
    seen = {path for case in OPTIONS for _, brief in briefs(case) for path in present(brief)}
    wanted = {path.replace(".via[].", ".source.") for path in properties(SCHEMA)}  # both are sources
    assert len(wanted) > 80
    assert sorted(wanted - seen) == []


@pytest.mark.parametrize(
    ("values", "place"),
    [
        (Kind, SCHEMA["$defs"]["claim"]["properties"]["kind"]),
        (SourceType, SCHEMA["$defs"]["source"]["properties"]["type"]),
        (SourceType, SCHEMA["properties"]["sources"]["items"]["properties"]["type"]),
        (Level, SCHEMA["$defs"]["claim"]["properties"]["certainty"]["properties"]["level"]),
        (Polarity, SCHEMA["$defs"]["claim"]["properties"]["polarity"]),
        (Role, SCHEMA["properties"]["sentences"]["items"]["properties"]["role"]),
    ],
)
def test_schema_has_the_values_of_the_model(values: Any, place: dict[str, Any]) -> None:
    assert place["enum"] == [value.value for value in values]
