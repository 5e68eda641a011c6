"""Briefs as databases: every row is what the JSON brief says, queries of the page run, and nobody's file is harmed."""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

import briefer
from briefer import pipeline, readers
from briefer.databases import rows, sqlite
from briefer.pipeline import Options
from briefer.readers import Known
from briefer.render import View
from briefer.render.json import as_dict
from briefer.render.records import COLUMNS, records
from processes import PATIENCE

CLI = Callable[..., Result]
ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "database.md"
ARTICLES = sorted([*ROOT.glob("examples/*/article.*"), *ROOT.glob("tests/corpus/*.txt")])
VIEW = View("db")
OUTPUTS = ["out.db", "out.parquet"]
QUARREL = (
    "Bridge Toll Rises\n\nOslet council took bribes from the builders, Ada Brook said on Monday. The council denied "
    "taking bribes from the builders.\n\nTwo officials, who asked not to be named, said the toll might rise again."
)
CORPUS = [
    {"id": "a", "text": QUARREL, "source": "Oslet Post", "published": "2024-05-01", "desk": "news", "views": 7},
    {
        "id": "b",
        "text": QUARREL.replace("Monday", "Friday"),
        "source": "Kell Times",
        "published": "2024-06-02",
        "views": 2,
    },
    {"id": "c", "text": "The ferry to Holm is late.", "source": "Kell Times", "published": "June", "views": None},
]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    text = "".join(json.dumps(row) + "\n" for row in CORPUS)
    (tmp_path / "rows.jsonl").write_text(text, encoding="utf-8")
    return tmp_path


def stored(path: Path, documents: list[readers.Document] | None = None) -> sqlite3.Connection:
    """Return a database of documents: those of the examples and the tests, if none are given."""
    writer = sqlite.Writer(path, ())
    for document in documents or [readers.read(path) for path in ARTICLES]:
        writer.add(rows.packed(pipeline.brief(document, Options()), VIEW).encode())
    writer.complete()
    return opened(path)


def opened(path: Path) -> sqlite3.Connection:
    base = sqlite3.connect(path)
    base.row_factory = sqlite3.Row
    return base


def needs(out: str) -> None:
    if out.endswith(".parquet"):
        pytest.importorskip("pyarrow", reason="pyarrow is not installed")


def found(base: sqlite3.Connection, query: str, *values: object) -> list[dict[str, Any]]:
    return [dict(row) for row in base.execute(query, values)]


# Rows


def test_rows_are_what_the_json_says(tmp_path: Path) -> None:
    base = stored(tmp_path / "a.db")
    for number, path in enumerate(ARTICLES, 1):
        brief = pipeline.brief(readers.read(path), Options())
        data = as_dict(brief, full=True)
        (document,) = found(base, "SELECT * FROM documents WHERE id = ?", number)
        assert document["text"] == data["text"]
        assert document["headline"] == (data["headline"] and data["headline"]["text"])
        sentences = found(base, "SELECT * FROM sentences WHERE document_id = ? ORDER BY id", number)
        assert [(s["number"], s["start"], s["stop"], s["text"], s["role"]) for s in sentences] == [
            (s["index"], s["start"], s["end"], s["text"], s["role"]) for s in data["sentences"]
        ]
        assert [s["number"] for s in sentences if s["summary"]] == [s["sentence"] for s in data["summary"]]
        claims = found(base, "SELECT * FROM claims WHERE document_id = ? ORDER BY id", number)
        assert [(c["claim"], c["text"], c["kind"], c["certainty"], c["score"]) for c in claims] == [
            (c["id"], c["text"], c["kind"], c["certainty"]["level"], c["score"]) for c in data["claims"]
        ]
        keys = sorted((c for c in claims if c["key"]), key=lambda c: c["key"])
        assert [c["claim"] for c in keys] == data["key_claims"]
        flat = records(brief, str)
        for name in ("source", "source_type", "source_role", "anonymous", "polarity", "confidence", "paragraph", "via"):
            assert [c[name] for c in claims] == [record[name] for record in flat], name
        sources = found(base, "SELECT * FROM sources WHERE document_id = ? ORDER BY id", number)
        assert [(s["name"], s["type"], s["claims"]) for s in sources] == [
            (s["name"], s["type"], s["mentions"]) for s in data["sources"]
        ]
        relations = found(
            base,
            "SELECT one.claim, relation, other.claim AS other FROM relations JOIN claims AS one ON one.id = claim_id "
            "JOIN claims AS other ON other.id = other_id WHERE relations.document_id = ?",
            number,
        )
        assert sorted((r["claim"], r["relation"], r["other"]) for r in relations) == sorted(
            (claim["id"], name, other)
            for claim in data["claims"]
            for name, key in (("caveat", "caveats"), ("support", "supports"))
            for other in claim[key]
        )
        spans = found(base, "SELECT c.claim, s.part, s.text FROM spans AS s JOIN claims AS c ON c.id = s.claim_id")
        assert {(s["claim"], s["text"]) for s in spans if s["part"] == "cue"} >= {
            (c["id"], c["cue"]["text"]) for c in data["claims"] if c["cue"]
        }


def test_every_span_is_a_slice_and_every_reference_leads_somewhere(tmp_path: Path) -> None:
    base = stored(tmp_path / "a.db")
    for table in ("sentences", "claims", "spans"):
        rows_of = f"{table} AS t JOIN documents AS d ON d.id = t.document_id"
        same = f"SELECT substr(d.text, t.start + 1, t.stop - t.start) = t.text AS same FROM {rows_of}"  # noqa: S608
        assert {row["same"] for row in base.execute(same)} == {1}, table
    assert base.execute("PRAGMA foreign_key_check").fetchall() == []
    assert base.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert {row["part"] for row in base.execute("SELECT DISTINCT part FROM spans")} == {
        *("source", "cue", "content", "audience", "via", "time", "marker", "quote", "context")
    }


@pytest.mark.parametrize("format", ["db", "parquet"])
def test_what_is_stored_is_read_back_as_it_was(tmp_path: Path, format: str) -> None:
    needs(f".{format}")
    kept = (("n", 3), ("share", 0.5), ("none", None), ("url", "kell.example"))
    documents = [readers.read(path) for path in ARTICLES]
    documents += [readers.read_text("Rain. " * 3, id="a\0b", known=Known(kept=kept)), readers.read_text("\ud800 Rain.")]
    view = View(format, keep=("n", "share", "none", "url"))
    packs = [rows.packed(pipeline.brief(document, Options()), view).encode() for document in documents]
    module = sqlite if format == "db" else pytest.importorskip("briefer.databases.parquet")
    path = tmp_path / "a"
    writer = module.Writer(path, view.keep)
    for pack in packs:
        writer.add(pack)
    writer.complete()
    reader = module.Reader(path)
    assert (reader.count, [reader.read(number) for number in range(reader.count)]) == (len(packs), packs)
    assert reader.read(len(packs)) is None
    reader.close()


def test_what_no_database_holds_is_replaced(tmp_path: Path) -> None:
    text = "The pier \ud800 is shut\0 until May, the mayor said."
    base = stored(tmp_path / "a.db", [readers.read_text(text, id="a")])
    (document,) = found(base, "SELECT text FROM documents")
    assert document["text"] == "The pier � is shut� until May, the mayor said."
    (claim,) = found(base, "SELECT text, start, stop FROM claims")
    assert claim["text"] == document["text"][claim["start"] : claim["stop"]]


def test_columns_of_a_corpus_are_those_of_its_documents(cli: CLI, here: Path) -> None:
    options = ("--keep", "desk,views,Desk,url", "--keep", 'a "b"')
    assert cli("batch", "rows.jsonl", "-o", "claims.db", *options).exit_code == 0
    base = opened(Path("claims.db"))
    names = ("desk", "views", "corpus_Desk", "corpus_url", 'a "b"')
    documents = found(base, "SELECT * FROM documents ORDER BY id")
    assert [tuple(row[name] for name in names) for row in documents] == [
        ("news", 7, None, None, None),
        (None, 2, None, None, None),
        (None, None, None, None, None),
    ]
    assert [(row["outlet"], row["day"]) for row in documents] == [
        ("Oslet Post", "2024-05-01"),
        ("Kell Times", "2024-06-02"),
        ("Kell Times", None),
    ]
    for view in ("said", "key_claims", "contradictions"):
        assert {row["views"] for row in found(base, f"SELECT * FROM {view}") if row["document"] == "a"} == {7}  # noqa: S608


def test_kinds_of_values_of_a_corpus_stay(cli: CLI, here: Path) -> None:
    data = [{"text": "The pier is shut, Ada Brook said.", "n": n} for n in ("07", 7, 7.5, True, ["a"], None)]
    Path("rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in data), encoding="utf-8")
    assert cli("batch", "rows.jsonl", "-o", "claims.db", "--keep", "n").exit_code == 0
    assert [row["n"] for row in found(opened(Path("claims.db")), "SELECT n FROM documents")] == [
        *("07", 7, 7.5, 1, '["a"]', None)
    ]


# Files


def test_sql_that_is_printed_makes_the_tables(cli: CLI, tmp_path: Path) -> None:
    script = cli("schema", "database").stdout
    base = sqlite3.connect(":memory:")
    base.executescript(script)
    base.executescript((ROOT / "src" / "briefer" / "data" / "stories.sql").read_text(encoding="utf-8"))
    tables = {name for (name,) in base.execute("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')")}
    page = PAGE.read_text(encoding="utf-8")
    shown = {name for row in re.findall(r"^\| (`.+?`) \|", page, re.MULTILINE) for name in re.findall(r"`(\w+)`", row)}
    assert {name for name in tables if not re.search(r"_fts_\w+$|^about$|^sqlite_", name)} == shown
    made = stored(tmp_path / "a.db")
    there = [row["sql"] for row in found(made, "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL")]
    plain = sqlite3.connect(":memory:")
    plain.executescript(script)
    assert len(there) == plain.execute("SELECT count(*) FROM sqlite_schema WHERE sql IS NOT NULL").fetchone()[0]
    assert found(made, "SELECT * FROM about ORDER BY name") == [
        {"name": "made_by", "value": f"briefer {briefer.__version__}"},
        {"name": "schema", "value": "briefer/database-1"},
    ]


@pytest.mark.parametrize("out", ["out.sqlite", "out.SQLITE3", "out.db"])
def test_suffixes_of_databases(cli: CLI, here: Path, out: str) -> None:
    assert cli("rows.jsonl", "-o", out).stderr == "3 briefs\n"  # without a command, too
    assert opened(Path(out)).execute("SELECT count(*) FROM claims").fetchone()[0] == 6


@pytest.mark.parametrize("out", OUTPUTS)
@pytest.mark.parametrize("content", [b"somebody's", b"SQLite format 3\0" + b"\0" * 84, b"PAR1" * 5])
def test_files_of_others_are_left_alone(cli: CLI, here: Path, out: str, content: bytes) -> None:
    needs(out)
    Path(out).write_bytes(content)
    result = cli("batch", "rows.jsonl", "-o", out)
    assert (result.exit_code, result.stderr) == (
        2,
        f"briefer: {out}: this file was not made by briefer; name another output\n",
    )
    assert Path(out).read_bytes() == content


@pytest.mark.parametrize("out", OUTPUTS)
def test_empty_file_is_filled(cli: CLI, here: Path, out: str) -> None:
    needs(out)
    Path(out).touch()
    assert cli("batch", "rows.jsonl", "-o", out).stderr == "3 briefs\n"


@pytest.mark.parametrize("out", OUTPUTS)
@pytest.mark.parametrize("options", [("--format", "csv"), ("--template", "a.j2")])
def test_rows_of_tables_have_no_other_format(cli: CLI, here: Path, out: str, options: tuple[str, str]) -> None:
    needs(out)
    Path("a.j2").write_text("{{ headline.text }}")
    result = cli("batch", "rows.jsonl", "-o", out, *options)
    assert result.exit_code == 2
    assert "has a format of its own" in result.stderr


@pytest.mark.parametrize("out", OUTPUTS)
def test_summarize_says_who_makes_databases(cli: CLI, here: Path, out: str) -> None:
    result = cli("summarize", "rows.jsonl", "-o", out)
    assert (result.exit_code, result.stderr) == (
        2,
        f"briefer: --output {out} holds the claims of a whole batch; try `briefer batch FILE… -o {out}`\n",
    )


@pytest.mark.parametrize("out", OUTPUTS)
def test_damaged_file_is_made_anew(cli: CLI, here: Path, out: str) -> None:
    needs(out)
    cli("batch", "rows.jsonl", "-o", out)
    before = Path(out).read_bytes()
    middle = len(before) // 2
    Path(out).write_bytes(before[:middle] + bytes(200) + before[middle + 200 :])
    assert cli("batch", "rows.jsonl", "-o", out).exit_code == 0
    cli("batch", "rows.jsonl", "-o", out, "--force")
    assert Path(out).read_bytes() == before


def test_changes_of_the_database_before_are_not_taken_for_those_of_the_new_one(cli: CLI, here: Path) -> None:
    cli("batch", "rows.jsonl", "-o", "out.db")
    whole = Path("out.db").read_bytes()
    script = (
        "import os, sqlite3; base = sqlite3.connect('out.db'); base.execute('PRAGMA journal_mode=WAL'); "
        "base.execute('UPDATE claims SET text = 7'); base.commit(); os._exit(0)"  # and it is not closed
    )
    subprocess.run([sys.executable, "-c", script], check=True)
    assert Path("out.db-wal").exists()
    cli("batch", "rows.jsonl", "-o", "out.db", "--force")
    assert Path("out.db").read_bytes() == whole
    assert "7" not in {row["text"] for row in found(opened(Path("out.db")), "SELECT text FROM claims")}
    assert not Path("out.db-wal").exists()


@pytest.mark.parametrize("out", OUTPUTS)
def test_outputs_in_a_folder_are_no_inputs(cli: CLI, here: Path, out: str) -> None:
    needs(out)
    for closing in ("3 briefs", "0 briefs, 3 skipped"):
        assert cli("batch", ".", "-o", out).stderr == f"{closing}\n"
    assert cli("batch", ".", "-o", "other.csv").stderr == "3 briefs\n"
    assert cli("batch", ".", "-o", "third.jsonl").stderr == "3 briefs\n"


@pytest.mark.parametrize("out", OUTPUTS)
def test_bytes_do_not_depend_on_processes(cli: CLI, here: Path, out: str) -> None:
    needs(out)
    data = [{"id": f"n{n}", "text": QUARREL.replace("Monday", f"day {n}"), "n": n} for n in range(40)]
    Path("rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in data), encoding="utf-8")
    cli("batch", "rows.jsonl", "-o", out, "--keep", "n", "--jobs", "1")
    Path("many").mkdir()
    cli("batch", "rows.jsonl", "-o", f"many/{out}", "--keep", "n", "--jobs", "3")
    assert Path(out).read_bytes() == Path("many", out).read_bytes()


def test_parts_have_every_document_once(cli: CLI, here: Path) -> None:
    names = []
    for part in (1, 2, 3):
        assert cli("batch", "rows.jsonl", "-o", f"part-{part}.db", "--shard", f"{part}/3").exit_code == 0
        names += [row["name"] for row in found(opened(Path(f"part-{part}.db")), "SELECT name FROM documents")]
    assert sorted(names) == ["a", "b", "c"]


def test_parquet_needs_its_package_before_anything_starts(
    cli: CLI, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    result = cli("batch", "rows.jsonl", "-o", "out.parquet")
    assert (result.exit_code, result.stderr) == (
        2,
        "briefer: Parquet files need the package pyarrow; try `pip install pyarrow`\n",
    )
    assert sorted(path.name for path in here.iterdir()) == ["rows.jsonl"]


# Parquet


def test_parquet_has_the_columns_of_csv(cli: CLI, here: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    assert cli("batch", "rows.jsonl", "-o", "out.parquet", "--keep", "desk,views,url").exit_code == 0
    table = parquet.read_table("out.parquet")
    assert table.column_names == [*COLUMNS, "desk", "views", "corpus_url"]
    assert table.to_pylist() == [*briefer.claims("rows.jsonl", keep=["desk", "views", "url"])]
    types = {name: str(table.schema.field(name).type) for name in ("key", "anonymous", "text", "views", "corpus_url")}
    assert types == {"key": "int64", "anonymous": "bool", "text": "string", "views": "int64", "corpus_url": "null"}


@pytest.mark.parametrize(
    ("values", "type", "shown"),
    [
        ([None, 1, 2], "int64", [None, 1, 2]),
        ([1, 2.5, None], "double", [1.0, 2.5, None]),
        ([True, None, False], "bool", [True, None, False]),
        ([1, "two", None], "string", ["1", "two", None]),
        ([True, 2, 3.5], "string", ["true", "2", "3.5"]),
    ],
)
@pytest.mark.parametrize("group", [1, 1000])
def test_column_of_a_corpus_gets_the_type_that_holds_it(
    cli: CLI,
    here: Path,
    monkeypatch: pytest.MonkeyPatch,
    values: list[object],
    type: str,
    shown: list[object],
    group: int,
) -> None:
    """Also where the first rows, which are written by then, look like another."""
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    from briefer.databases import parquet as ours

    monkeypatch.setattr(ours, "GROUP", group)
    data = [{"text": "The pier is shut, Ada Brook said.", "n": value} for value in values]
    Path("rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in data), encoding="utf-8")
    assert cli("batch", "rows.jsonl", "-o", "out.parquet", "--keep", "n").exit_code == 0
    column = parquet.read_table("out.parquet").column("n")
    assert (str(column.type), column.to_pylist()) == (type, shown)
    assert cli("batch", "rows.jsonl", "-o", "out.parquet", "--keep", "n").exit_code == 0


# Digests


@pytest.fixture
def digested(cli: CLI, tmp_path: Path) -> tuple[sqlite3.Connection, dict[str, Any]]:
    """Return a digest as a database, and as JSON."""
    articles = ROOT / "examples" / "06-digest" / "articles"
    assert cli("digest", articles, "-o", tmp_path / "digest.db").exit_code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["digest.db"]
    return opened(tmp_path / "digest.db"), json.loads(cli("digest", articles, "--format", "json").stdout)


def test_digest_is_what_the_json_says(digested: tuple[sqlite3.Connection, dict[str, Any]]) -> None:
    base, data = digested
    stories = data["stories"]
    rows_of = base.execute("SELECT headline, articles, independent, outlets, first, last FROM stories")
    assert [tuple(row) for row in rows_of] == [
        (s["headline"]["text"], len(s["articles"]), *(s[name] for name in ("independent", "outlets", "first", "last")))
        for s in stories
    ]
    documents = "SELECT outlet, day, text_group FROM documents AS d JOIN story_documents AS s ON s.document_id = d.id"
    assert [tuple(row) for row in base.execute(documents)] == [
        (article["outlet"], article["date"], article["text_group"]) for article in data["articles"]
    ]
    claims = base.execute("SELECT claim, key, independent, denials, reports FROM told ORDER BY id")
    assert [tuple(row) for row in claims] == [
        (
            *(c["text"], s["key_claims"].index(c["id"]) + 1 if c["id"] in s["key_claims"] else None),
            *(c["independent"], len(c["denied_by"]), len(c["reports"])),
        )
        for s in stories
        for c in s["claims"]
    ]
    denials = [tuple(row) for row in base.execute("SELECT claim, denial FROM denied ORDER BY id")]
    assert denials == [(c["text"], d["text"]) for s in stories for c in s["claims"] for d in c["denied_by"]]
    assert denials
    summary = "SELECT s.text FROM story_sentences AS t JOIN sentences AS s ON s.id = t.sentence_id ORDER BY t.id"
    assert [row["text"] for row in base.execute(summary)] == [item["text"] for s in stories for item in s["summary"]]
    assert [tuple(row) for row in base.execute("SELECT document_id, other_id, share FROM copies")] == [
        (*copy["articles"], copy["share"]) for s in stories for copy in s["copies"]
    ]
    assert base.execute("PRAGMA foreign_key_check").fetchall() == []


def test_digest_is_written_again_but_over_no_file_of_others(cli: CLI, here: Path) -> None:
    for _ in range(2):
        assert cli("digest", ".", "-o", "digest.db").exit_code == 0  # which lies among the inputs
    Path("digest.db").write_bytes(b"somebody's")
    result = cli("digest", "rows.jsonl", "-o", "digest.db")
    words = "briefer: --output digest.db was not made by briefer; name another output\n"
    assert (result.exit_code, result.stderr) == (2, words)
    assert Path("digest.db").read_bytes() == b"somebody's"


@pytest.mark.parametrize("options", [("-o", "digest.parquet"), ("-o", "digest.db", "--format", "json")])
def test_digest_that_no_such_file_holds(cli: CLI, here: Path, options: tuple[str, ...]) -> None:
    result = cli("digest", "rows.jsonl", *options)
    assert result.exit_code == 2
    assert "cannot hold a digest; name a database such as digest.db" in result.stderr


# The page


def test_queries_of_the_page_run(cli: CLI, here: Path) -> None:
    assert cli("batch", "rows.jsonl", "-o", "claims.db", "--keep", "desk").exit_code == 0
    Path("part-2.db").write_bytes(Path("claims.db").read_bytes())
    base = opened(Path("claims.db"))
    results = []
    for query in re.findall(r"^```sql\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL):
        *before, last = query.strip().rstrip(";").split(";\n")
        for statement in before:
            base.execute(statement)
        results.append(found(base, last))
    searched, denied, unnamed, heard, verbs, quotes, slices, parts = results
    assert searched == []
    assert [(row["source"], row["denied_by"], row["outlet"], row["day"]) for row in denied] == [
        ("Ada Brook", "council", "Oslet Post", "2024-05-01"),
        ("Ada Brook", "council", "Kell Times", "2024-06-02"),
    ]
    assert [(row["outlet"], row["month"], row["claims"], row["share"]) for row in unnamed] == [
        ("Kell Times", "2024-06", 3, 0.333),
        ("Oslet Post", "2024-05", 3, 0.333),
    ]
    assert [(row["source"], row["claims"], row["documents"]) for row in heard] == [
        ("ada brook", 2, 2),
        ("council", 2, 2),
    ]
    assert ("Ada Brook", "say", 2) in [(row["source"], row["cue"], row["times"]) for row in verbs]
    assert quotes == []
    assert slices == [{"wrong": 0}]
    assert len(parts) == 12


@pytest.mark.parametrize(
    ("words", "count"), [("bribes", 4), ("builder", 4), ("took OR toll", 4), ("Ada", 2), ("pier", 0)]
)
def test_search_finds_claims(cli: CLI, here: Path, words: str, count: int) -> None:
    cli("batch", "rows.jsonl", "-o", "claims.db")
    base = opened(Path("claims.db"))
    assert len(found(base, "SELECT rowid FROM claims_fts WHERE claims_fts MATCH ?", words)) == count
    assert len(found(base, "SELECT rowid FROM sentences_fts WHERE sentences_fts MATCH 'ferry'")) == 1


def test_metadata_name_what_is_there(cli: CLI, here: Path) -> None:
    cli("batch", "rows.jsonl", "-o", "claims.db")
    base = opened(Path("claims.db"))
    metadata = json.loads(cli("schema", "datasette").stdout)["databases"]["claims"]
    for table, about in metadata["tables"].items():
        columns = {row[1] for row in base.execute(f"PRAGMA table_info({table})")}
        asked = {*about.get("columns", {}), *about.get("facets", ())}
        asked |= {about[name] for name in ("label_column", "sort", "sort_desc", "fts_pk") if name in about}
        assert columns, table
        assert asked <= columns, table
    for query in metadata["queries"].values():
        base.execute(query["sql"], {"words": "bribes"} if ":words" in query["sql"] else {}).fetchall()


def test_datasette_serves_the_database_and_searches_it(cli: CLI, here: Path) -> None:
    pytest.importorskip("datasette", reason="datasette is not installed")
    cli("batch", "rows.jsonl", "-o", "claims.db")
    Path("metadata.json").write_text(cli("schema", "datasette").stdout, encoding="utf-8")

    def page(path: str) -> dict[str, Any]:
        command = [sys.executable, "-m", "datasette", "claims.db", "--metadata", "metadata.json", "--get", path]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=PATIENCE, check=False)
        assert done.returncode == 0, done.stderr
        return dict(json.loads(done.stdout))

    for table in ("claims", "said"):
        rows_of = page(f"/claims/{table}.json?_search=bribes&_shape=objects")["rows"]
        assert {row["source"] for row in rows_of} == {"Ada Brook", "council"}
    denied = page("/claims/who_contradicts_whom.json?_shape=objects")["rows"]
    assert [row["denied_by"] for row in denied] == ["council", "council"]
