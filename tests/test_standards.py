"""Web Annotations and brat standoff: they are what the standards ask for, and their offsets slice the text."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from typer.testing import Result

import briefer
from briefer import pipeline, readers
from briefer.model import Brief, Kind, Level, Polarity
from briefer.pipeline import Options
from briefer.render import View, render
from briefer.render.annotations import identifier
from briefer.render.json import as_dict
from examples import examples

ROOT = Path(__file__).parents[1]
ARTICLES = sorted([*ROOT.glob("examples/*/article.*"), *ROOT.glob("tests/corpus/*.txt")])
SCHEMA = json.loads((ROOT / "tests" / "annotations.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)
CONFIGURATION = (ROOT / "examples" / "brat" / "annotation.conf").read_text(encoding="utf-8")
CLI = Callable[..., Result]
# Letters beyond the basic plane, each one code point and two units of UTF-16; a soft hyphen; an end of line.
AWKWARD = (
    "😀 Pier shut\n\nThe pier 🏗 is\r\nsh\u00adut, the mayor\u202e of 😀 Holm said on Mon\u2028day. "
    "It isn't, Ada Lund\nsaid."
)
PIECES = ["The mayor of Holm", " said", " that ", "it’s shut", ". ", "\n", "\r\n", "\t", "“", "”", "😀", "\u00ad"]


class Line(NamedTuple):
    """A line of brat: a mark has spans and words, the others what they say."""

    identity: str
    type: str
    spans: list[tuple[int, int]]
    words: str
    arguments: list[str]


def parsed(sheet: str) -> list[Line]:
    """Read brat standoff as its manual describes it, not as our writer happens to write it."""
    lines = []
    for row in sheet.splitlines():
        identity, what, *words = row.split("\t")
        assert re.fullmatch(r"[TERA#][1-9][0-9]*", identity)
        type, _, rest = what.partition(" ")
        spans = [tuple(map(int, piece.split(" "))) for piece in rest.split(";")] if identity[0] == "T" else []
        assert len(words) == (identity[0] in "T#"), row
        lines.append(Line(identity, type, spans, "".join(words), [] if spans else rest.split(" ")))  # type: ignore[arg-type]
    return lines


def of(path: Path) -> Brief:
    return pipeline.brief(readers.read(path), Options())


def named(path: Path) -> str:
    return f"{path.parent.name}-{path.stem}"


def annotated(brief: Brief) -> dict[str, Any]:
    data = json.loads(render(brief, View("annotations")))
    VALIDATOR.validate(data)
    return data


def targets(annotation: dict[str, Any]) -> Iterator[dict[str, Any]]:
    found = annotation["target"]
    yield from found if isinstance(found, list) else [found]


def check_annotations(brief: Brief) -> None:
    """The position and the quotation of each target select the same words, and links lead somewhere."""
    text = brief.document.text
    data = annotated(brief)
    items = data["first"]["items"]
    ids = [item["id"] for item in items]
    assert (len(ids), len(set(ids))) == (data["total"], data["total"])
    for item in items:
        for target in targets(item):
            position, quoted = target["selector"]
            start, end = position["start"], position["end"]
            assert text[start:end] == quoted["exact"] != ""
            assert text[:start].endswith(quoted["prefix"])
            assert text[end:].startswith(quoted["suffix"])
        assert {body["source"] for body in item["body"] if "source" in body} <= set(ids)


def check_brat(brief: Brief) -> None:
    """Offsets read back slice the text, words are these slices, and ids lead somewhere."""
    text = brief.document.text
    lines = parsed(render(brief, View("brat")))
    ids = {line.identity for line in lines}
    assert len(ids) == len(lines)
    for line in lines:
        if line.spans:
            assert line.words == " ".join(text[start:end] for start, end in line.spans)
            assert all(start < end <= len(text) for start, end in line.spans)
        elif line.identity[0] == "E":
            trigger = next(other for other in lines if other.identity == line.type.partition(":")[2])
            assert trigger.type == line.type.partition(":")[0] == "Attribution"
            assert {argument.partition(":")[2] for argument in line.arguments if argument} <= ids
        elif line.identity[0] == "R":
            assert {argument.partition(":")[2] for argument in line.arguments} <= ids
        else:
            assert line.arguments[0] in ids


@pytest.mark.parametrize("path", ARTICLES, ids=named)
def test_annotations_of_articles_are_valid_and_slice_the_text(path: Path) -> None:
    check_annotations(of(path))


@pytest.mark.parametrize("path", ARTICLES, ids=named)
def test_brat_of_articles_slices_the_text(path: Path) -> None:
    check_brat(of(path))


@examples(200)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_any_text_is_sliced(text: str) -> None:
    if text.strip():
        brief = pipeline.brief(readers.read_text(text), Options())
        check_annotations(brief)
        check_brat(brief)


def test_offsets_count_code_points() -> None:
    brief = briefer.brief(AWKWARD)
    check_annotations(brief)
    check_brat(brief)
    (first, *_) = [line for line in parsed(render(brief, View("brat"))) if line.type == "Content"]
    start = AWKWARD.index("The pier")
    assert first.spans[0][0] == start
    assert "U+" not in first.words
    units = AWKWARD.encode("utf-16-le")
    assert units[2 * start : 2 * start + 6].decode("utf-16-le") != "The"


def test_annotations_tell_what_the_json_tells() -> None:
    brief = of(ARTICLES[0])
    items = {item["id"].partition("#")[2]: item for item in annotated(brief)["first"]["items"]}
    data = as_dict(brief)
    for claim in data["claims"]:
        item = items[claim["id"]]
        (target,) = targets(item)
        assert target["selector"][0] == {"type": "TextPositionSelector", "start": claim["start"], "end": claim["end"]}
        values = [body["value"] for body in item["body"] if body.get("purpose") == "classifying"]
        assert values[:2] == [f"kind: {claim['kind']}", f"certainty: {claim['certainty']['level']}"]
        ranks = [value for value in values if value.startswith("key claim: ")]
        ranked = claim["id"] in data["key_claims"]
        assert ranks == ([f"key claim: {data['key_claims'].index(claim['id']) + 1}"] if ranked else [])
        assert [body["source"].partition("#")[2] for body in item["body"] if "source" in body] == claim["caveats"]
        pieces = [target["selector"][1]["exact"] for target in targets(items[f"{claim['id']}-content"])]
        assert pieces == [piece["text"] for piece in claim["content"]]


def test_annotations_name_the_page_or_the_text() -> None:
    text = "Storm\n\nThe pier is shut, the mayor said."
    known = readers.Known(url="https://example.org/storm")
    paged = pipeline.brief(readers.read_text(text, known=known), Options())
    plain = pipeline.brief(readers.read_text(text), Options())
    odd = pipeline.brief(readers.read_text(text, known=readers.Known(url="javascript:alert(1)")), Options())
    sources = [
        {target["source"] for item in annotated(brief)["first"]["items"] for target in targets(item)}
        for brief in (paged, plain, odd)
    ]
    assert sources == [{"https://example.org/storm"}, {identifier(text)}, {identifier(text)}]


def test_brat_tells_who_says_what() -> None:
    text = "The pier is shut, the mayor of Holm told reporters. Ada Lund denied that it was unsafe."
    sheet = render(briefer.brief(text), View("brat"))
    lines = {line.identity: line for line in parsed(sheet)}
    events = [line for line in lines.values() if line.identity[0] == "E"]
    told = {
        line.identity: {
            role: lines[mark].words for role, mark in (argument.split(":") for argument in line.arguments if argument)
        }
        for line in events
    }
    assert told == {
        "E1": {"Source": "the mayor of Holm", "Content": "The pier is shut", "Audience": "reporters"},
        "E2": {"Source": "Ada Lund", "Content": "that it was unsafe"},
    }
    attributes = {(line.type, *line.arguments) for line in lines.values() if line.identity[0] == "A"}
    assert {("Kind", "E2", "denial"), ("Polarity", "E2", "denied"), ("Kind", "E1", "statement")} <= attributes


def test_configuration_of_brat_declares_all_that_is_written() -> None:
    declared = set(re.findall(r"^(\w+)", CONFIGURATION, re.MULTILINE))
    roles = set(re.findall(r"(\w+)\?:", CONFIGURATION))
    values = {name: set(rest.split("|")) for name, rest in re.findall(r"^(\w+)\t.*Value:(\S+)", CONFIGURATION, re.M)}
    for name, kinds in (("Kind", Kind), ("Certainty", Level), ("Polarity", Polarity)):
        assert values[name] == set(kinds)
    for path in ARTICLES:
        for line in parsed(render(of(path), View("brat"))):
            if line.identity[0] in "TR":
                assert line.type in declared
            elif line.identity[0] == "E":
                assert {argument.partition(":")[0] for argument in line.arguments if argument} <= roles
            elif line.identity[0] == "A":
                assert line.arguments[1] in values[line.type]


def test_a_batch_writes_both(cli: CLI, tmp_path: Path) -> None:
    for format, suffix in (("annotations", ".jsonld"), ("brat", ".ann")):
        assert cli("batch", ARTICLES[0].parent, "--out", tmp_path / format, "--format", format).exit_code == 0
        assert [path.suffix for path in (tmp_path / format).rglob("article*")] == [suffix]
    several = cli("summarize", *ARTICLES[:2], "--format", "annotations").stdout
    assert len(json.loads(several)) == 2
    assert cli("summarize", *ARTICLES[:2], "--format", "brat").exit_code == 2
    assert cli("summarize", ARTICLES[0], "-o", tmp_path / "a.ann").exit_code == 0
    assert (tmp_path / "a.ann").read_text(encoding="utf-8").startswith("T1\t")
