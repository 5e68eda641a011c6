"""CSV: one row a claim, the words of the article, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import Result

import briefer
from briefer import pipeline, readers
from briefer.pipeline import Options
from briefer.readers import Known
from briefer.render import View, file_encoding, head, render
from briefer.render.csv import COLUMNS, header, safe
from briefer.render.harmless import visible
from briefer.render.json import as_dict
from examples import examples

ROOT = Path(__file__).parents[1]
ARTICLES = sorted([*ROOT.glob("examples/*/article.*"), *ROOT.glob("tests/corpus/*.txt")])
FORMULAS = json.loads((ROOT / "tests" / "cases" / "render" / "formulas.json").read_text(encoding="utf-8"))
CLI = Callable[..., Result]
HEADER = header(View(format="csv"))


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_rows_are_the_claims_of_the_json(path: Path) -> None:
    brief = pipeline.brief(readers.read(path), Options())
    data = as_dict(brief)
    rows = rows_of(render(brief, View(format="csv")))
    assert [row["claim"] for row in rows] == [claim["id"] for claim in data["claims"]]
    ranked = sorted((row for row in rows if row["key"]), key=lambda row: int(row["key"]))
    assert [row["claim"] for row in ranked] == data["key_claims"]
    for row, claim in zip(rows, data["claims"], strict=True):
        assert row["text"].removeprefix("'") == visible(claim["text"]).removeprefix("'")
        assert brief.document.text[int(row["start"]) : int(row["end"])] == claim["text"]
        for name in ("kind", "polarity", "confidence"):
            assert row[name] == claim[name]
        assert row["certainty"] == claim["certainty"]["level"]
        assert row["markers"] == "; ".join(map(visible, claim["certainty"]["markers"]))
        source = claim["source"] or {"name": None, "type": "unknown"}
        named = source["type"] != "unknown"  # one of an unknown type only if it holds a proper name
        assert row["source"].removeprefix("'") in ({visible(source["name"] or "")} | ({""} if not named else set()))
        assert row["source_key"] == row["source"].casefold()
        assert row["source_type"] == source["type"]
        assert row["anonymous"] == ("yes" if source["type"] == "anonymous" else "no")
        assert row["audience"] == visible(claim["audience"]["text"] if claim["audience"] else "")
        assert row["cue"] == visible(claim["cue"]["text"] if claim["cue"] else "")
        assert int(row["paragraph"]) == claim["paragraph"]
        assert row["headline"] == visible(brief.headline.text if brief.headline else "")
        assert row["path"] == str(path)


def test_document_is_named() -> None:
    known = Known(published="2024-05-06", url="https://example.org/a", title="Given")
    document = readers.read_text("The pier is shut, the mayor said.", id="row 7", known=known)
    row = rows_of(render(pipeline.brief(document, Options()), View(format="csv")))[0]
    shared = {name: row[name] for name in ("brief", "path", "url", "published", "headline")}
    assert shared == {
        "brief": "row 7",
        "path": "",
        "url": "https://example.org/a",
        "published": "2024-05-06",
        "headline": "Given",
    }
    nameless = briefer.brief("The pier is shut, the mayor said.")
    assert rows_of(render(nameless, View(format="csv")))[0]["brief"] == nameless.document.sha256[:12]


def test_lines_are_those_of_the_standard() -> None:
    printed = render(briefer.brief('Mayor Ada Novak said the "long, long" pier would be shut.'), View(format="csv"))
    assert printed.startswith(HEADER)
    assert ",".join(COLUMNS) + "\r\n" == HEADER
    assert printed.count("\r\n") == printed.count("\n") == printed.count("\r") == 2


def test_page_explains_every_column_in_order() -> None:
    page = (ROOT / "docs" / "csv.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`[^|]+`) \|", page, re.MULTILINE)
    assert tuple(re.findall(r"`(\w+)`", " ".join(rows))) == COLUMNS


def test_a_brief_without_claims_has_the_names_alone() -> None:
    brief = briefer.brief("Storm")
    assert render(brief, View(format="csv")) == HEADER
    assert render(brief, View(format="csv", header=False)) == ""


def test_only_csv_has_a_head() -> None:
    assert head(View(format="csv")) == HEADER
    assert head(View(format="jsonl")) == head(View(format="csv", template="a.txt")) == ""
    assert file_encoding(View(format="csv")) == "utf-8-sig"
    assert file_encoding(View(format="text")) == file_encoding(View(format="csv", template="a.txt")) == "utf-8"


@pytest.mark.parametrize("cell", FORMULAS["run"])
def test_formulas_are_made_safe(cell: str) -> None:
    assert safe(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", FORMULAS["divided"])
def test_formulas_behind_a_semicolon_are_made_safe(cell: str) -> None:
    assert safe(cell) == FORMULAS["divided"][cell]


@pytest.mark.parametrize("cell", FORMULAS["plain"])
def test_plain_words_stay(cell: str) -> None:
    assert safe(cell) == cell


@examples(100)
@given(st.text("=+-@\t\r\n ＝＋－＠'\"“ab1;", max_size=8))
def test_no_cell_starts_a_formula(cell: str) -> None:
    """Also not when spaces, quotation marks or the width of characters are ignored, or semicolons divide cells."""
    written = safe(cell)
    assert written.replace("'", "") == cell.replace("'", "")
    for part in written.split(";"):
        if not part.startswith("'"):
            bare = unicodedata.normalize("NFKC", part).lstrip(" \"“'")
            assert bare[:1] not in {"=", "+", "-", "@"}


HOSTILE = """=HYPERLINK("http://example.org")

“=1+1 is what they want,” said @Ada Novak. +49 lines are shut, the mayor told "-Kai" on Friday.

－5 degrees is the rule, the mayor of Holm\u202e said.
"""


def test_hostile_article() -> None:
    for row in rows_of(render(briefer.brief(HOSTILE), View(format="csv"))):
        for cell in row.values():
            assert safe(cell) == cell or cell.startswith("'")
            assert "\u202e" not in cell
        assert row["headline"].startswith("'=")


def test_names_of_columns_come_once(cli: CLI, tmp_path: Path) -> None:
    result = cli("summarize", *ARTICLES[:3], "--format", "csv")
    printed = result.stdout_bytes.decode("utf-8")
    assert (result.exit_code, printed.count(HEADER)) == (0, 1)
    alone = [cli("summarize", path, "--format", "csv").stdout_bytes.decode("utf-8") for path in ARTICLES[:3]]
    assert printed == HEADER + "".join(one.removeprefix(HEADER) for one in alone)
    target = tmp_path / "claims.csv"
    cli("summarize", *ARTICLES[:3], "--format", "csv", "-o", target)
    assert target.read_bytes() == b"\xef\xbb\xbf" + printed.encode("utf-8")


def test_nothing_is_written_when_nothing_could_be_read(cli: CLI, tmp_path: Path) -> None:
    target = tmp_path / "claims.csv"
    assert cli("summarize", tmp_path / "none.txt", "--format", "csv", "-o", target).exit_code == 1
    assert not target.exists()


def test_raw_cells_are_for_programs(cli: CLI, tmp_path: Path) -> None:
    article = tmp_path / "=a.txt"
    article.write_text("=1+1 will rise, Ada Lind said.", encoding="utf-8")
    guarded, raw = (
        rows_of(cli("summarize", str(article), "--format", "csv", *more).stdout) for more in ((), ("--raw",))
    )
    assert [row["text"] for row in guarded] == ["'=1+1 will rise"]
    assert [row["text"] for row in raw] == ["=1+1 will rise"]
    assert raw[0]["sentence"] == "=1+1 will rise, Ada Lind said."
    assert (raw[0]["source"], raw[0]["source_key"], raw[0]["anonymous"]) == ("Ada Lind", "ada lind", "no")
    assert raw[0]["content"] == "0-14"
