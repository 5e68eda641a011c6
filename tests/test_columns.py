"""Corpora of others: fields that the user names, columns that are carried along, Parquet files, corpora from a pipe."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

import briefer
from briefer.errors import BrieferError, ExtraMissingError
from briefer.readers import Item, Reading, expand, read_item
from briefer.readers.items import Columns

CLI = Callable[..., Result]
TEXT = "Storm {0} Closes Pier\n\nThe pier will stay shut until day {0}, the harbour office said. Crews are at work.\n"
ROWS = [
    {"serial": f"n{n}", "words": TEXT.format(n), "outlet": "Oslet Post", "year": 2020 + n, "url": f"kell.example/{n}"}
    for n in range(3)
]


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")
    return path


def ran(cli: CLI, *args: str) -> Result:
    result = cli(*args)
    assert result.exit_code == 0, result.stderr
    return result


OPTIONS = ("--text", "words", "--id", "serial", "--keep", "outlet, year", "--keep", "url")
KEPT = [{"outlet": row["outlet"], "year": row["year"], "url": row["url"]} for row in ROWS]


def test_columns_are_carried_to_json(cli: CLI, corpus: Path) -> None:
    ran(cli, "batch", "rows.jsonl", "-o", "out.jsonl", *OPTIONS)
    briefs = [json.loads(line) for line in Path("out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [brief["source"]["id"] for brief in briefs] == ["n0", "n1", "n2"]
    assert [brief["source"]["kept"] for brief in briefs] == KEPT
    ran(cli, "batch", "rows.jsonl", "-o", "folder", "--format", "json", *OPTIONS)
    found = sorted(Path("folder").rglob("*.brief.json"))
    assert [json.loads(path.read_text(encoding="utf-8"))["source"]["kept"] for path in found] == KEPT


def test_columns_are_carried_to_csv(cli: CLI, corpus: Path) -> None:
    """A column that is called like one of ours gets another name."""
    ran(cli, "batch", "rows.jsonl", "-o", "out.csv", *OPTIONS)
    rows = list(csv.DictReader(io.StringIO(Path("out.csv").read_text(encoding="utf-8-sig"), newline="")))
    assert [(row["brief"], row["outlet"], row["year"], row["corpus_url"]) for row in rows] == [
        (f"n{n}", "Oslet Post", f"{2020 + n}", f"kell.example/{n}") for n in range(3)
    ]
    assert list(rows[0])[-3:] == ["outlet", "year", "corpus_url"]
    assert "1 briefs" not in ran(cli, "batch", "rows.jsonl", "-o", "out.csv", *OPTIONS).stderr  # all are skipped


def test_other_columns_make_all_anew(cli: CLI, corpus: Path) -> None:
    ran(cli, "batch", "rows.jsonl", "-o", "out.jsonl", *OPTIONS)
    assert ran(cli, "batch", "rows.jsonl", "-o", "out.jsonl", *OPTIONS).stderr == "0 briefs, 3 skipped\n"
    assert ran(cli, "batch", "rows.jsonl", "-o", "out.jsonl", *OPTIONS[:-2]).stderr == "3 briefs\n"


def test_columns_are_carried_to_a_digest(cli: CLI, corpus: Path) -> None:
    made = json.loads(ran(cli, "digest", "rows.jsonl", "--format", "json", *OPTIONS).stdout)
    assert [article["kept"] for article in made["articles"]] == KEPT
    ran(cli, "batch", "rows.jsonl", "-o", "full.jsonl", "--detail", "full", *OPTIONS)
    made = json.loads(ran(cli, "digest", "full.jsonl", "--format", "json").stdout)
    assert [article["kept"] for article in made["articles"]] == KEPT


def test_columns_are_carried_to_records(corpus: Path) -> None:
    rows = briefer.claims("rows.jsonl", text="words", id="serial", keep=["outlet", "year"])
    assert [(row["brief"], row["outlet"], row["year"]) for row in rows] == [
        (f"n{n}", "Oslet Post", 2020 + n) for n in range(3)
    ]
    assert briefer.claims("rows.jsonl", text="words", keep="year")[0]["year"] == 2020
    made = briefer.digest("rows.jsonl", text="words", keep=["year"])
    assert [article["kept"] for article in made.to_dict()["articles"]] == [{"year": 2020 + n} for n in range(3)]


def test_nothing_is_kept_unless_asked_for(cli: CLI, corpus: Path) -> None:
    assert '"kept"' not in ran(cli, "batch", "rows.jsonl", "-o", "-", "--text", "words").stdout


def test_command_is_meant_that_has_the_options(cli: CLI, corpus: Path) -> None:
    assert "The pier will stay shut" in ran(cli, "rows.jsonl", "--text", "words").stdout


@pytest.mark.parametrize("lines", [json.dumps, lambda row: f"{row['serial']}\t{row['words'].split()[0]} is over"])
def test_corpus_from_a_pipe(
    cli: CLI, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, lines: Callable[[dict[str, Any]], str]
) -> None:
    monkeypatch.chdir(tmp_path)
    head = "" if lines is json.dumps else "serial\twords\n"
    data = head + "".join(f"{lines(row)}\n" for row in ROWS)
    result = cli("batch", "-", "-o", "out.jsonl", "--text", "words", "--id", "serial", stdin=data)
    assert (result.exit_code, result.stderr) == (0, "3 briefs\n")
    again = cli("batch", "-", "-o", "out.jsonl", "--text", "words", "--id", "serial", stdin=data)
    assert again.stderr == "0 briefs, 3 skipped\n"
    assert cli("batch", "-", "--files-from", "-", "-o", "out.jsonl", stdin=data).exit_code == 2


def test_article_from_a_pipe(cli: CLI) -> None:
    result = cli("batch", "-", "-o", "-", stdin=TEXT.format(1))
    assert (result.exit_code, json.loads(result.stdout)["source"]["path"]) == (0, None)


# Parquet


def parquet(rows: list[dict[str, Any]], **options: Any) -> bytes:
    arrow = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    from pyarrow import parquet as files

    buffer = io.BytesIO()
    files.write_table(arrow.Table.from_pylist(rows), buffer, **options)
    return buffer.getvalue()


def texts(data: bytes, columns: Columns = Columns(), **reading: Any) -> list[tuple[str | None, str]]:  # noqa: B008
    found = []
    item = Item("in", "in", path="in.parquet", data=data)
    for one in expand(item, Reading(columns=columns, **reading)):
        try:
            document = read_item(one)
            found.append((document.id, document.text))
        except BrieferError as error:
            found.append((None, str(error)))
    return found


def test_parquet_is_read_as_other_corpora(cli: CLI, corpus: Path) -> None:
    (corpus.parent / "rows.parquet").write_bytes(parquet(ROWS, row_group_size=2))
    ran(cli, "batch", "rows.parquet", "-o", "one.jsonl", *OPTIONS)
    ran(cli, "batch", "rows.jsonl", "-o", "other.jsonl", *OPTIONS)
    assert Path("one.jsonl").read_bytes() == Path("other.jsonl").read_bytes()
    result = cli("batch", "-", "-o", "-", *OPTIONS, stdin=Path("rows.parquet").read_bytes())
    assert result.stdout == Path("one.jsonl").read_text(encoding="utf-8")


def test_parquet_keeps_kinds_of_values() -> None:
    row = {"id": 3, "content": "The pier is shut today.", "when": datetime(2024, 5, 1, 7, 30), "n": 7, "share": 0.5}
    row |= {"seen": date(2024, 5, 2), "tags": ["pier", "storm"], "raw": b"\xc3\xa9", "ok": True, "none": None}
    keep = ("when", "n", "share", "seen", "tags", "raw", "ok", "none")
    (item,) = expand(Item("in", "in", data=parquet([row])), Reading(columns=Columns(keep=keep)))
    assert item.id == "3"
    assert dict(item.known.kept) == {
        "when": "2024-05-01T07:30:00",
        "n": 7,
        "share": 0.5,
        "seen": "2024-05-02",
        "tags": '["pier", "storm"]',
        "raw": "é",
        "ok": True,
        "none": None,
    }


def test_dates_of_parquet_are_days() -> None:
    row = {"text": "The pier is shut.", "published": datetime(2024, 5, 1, 7, 30)}
    (item,) = expand(Item("in", "in", data=parquet([row])))
    assert item.known.published == "2024-05-01"


@pytest.mark.parametrize("cut", [8, 200, 0.5, 0.9])
def test_damaged_parquet_is_one_line(cut: float) -> None:
    data = parquet([{"text": TEXT.format(n)} for n in range(50)])
    (found,) = texts(data[: int(cut if cut >= 1 else cut * len(data))])
    assert found[1].startswith("in: this Parquet file is damaged")


def test_damaged_page_costs_what_follows() -> None:
    data = bytearray(parquet([{"text": TEXT.format(n)} for n in range(500)], row_group_size=250, compression="gzip"))
    middle = len(data) // 2
    data[middle : middle + 40] = bytes(40)
    *rows, last = texts(bytes(data))
    assert last[1].startswith("in: this Parquet file is damaged") or len(rows) == 499


def test_parquet_without_text() -> None:
    assert texts(parquet([{"town": "Oslet", "people": 12}])) == [
        (None, "in: this table has no text column; name one of its columns with --text; they are town, people")
    ]
    assert texts(parquet([{"text": "The pier is shut."}]), Columns(keep=("outlet",))) == [
        (None, "in: this table has no column 'outlet'; its columns are text")
    ]


def test_long_row_costs_itself_alone() -> None:
    found = texts(parquet([{"text": "The pier is shut. " * 100}, {"text": "The ferry sails."}]), max_bytes=1000)
    assert [text for _, text in found] == [
        "in:1: it has more than 1,000 bytes; split it, or raise --max-bytes",
        "The ferry sails.",
    ]


def test_parquet_needs_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    (item,) = expand(Item("in", "in", data=b"PAR1 and what follows"))
    assert isinstance(item.error, ExtraMissingError)
    assert str(item.error) == "in: Parquet files need the package pyarrow; try `pip install pyarrow`"
