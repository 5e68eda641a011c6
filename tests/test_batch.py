"""Batches: what is found, what is written where, and what happens to the rest when one goes wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from typer.testing import Result as CliResult

from briefer import pools
from briefer.batch import engine
from briefer.batch.inputs import Selection, count, find
from briefer.batch.outputs import to
from briefer.batch.work import Plan, Result
from briefer.batch.writing import put
from briefer.errors import OutputError
from briefer.pipeline import Options
from briefer.readers import Item
from briefer.render import View
from examples import examples
from processes import PATIENCE

CLI = Callable[..., CliResult]
ARTICLE = "Storm Closes Pier\n\nThe pier will stay shut until Friday, the harbour office said. Crews are at work.\n"
TESTS = Path(__file__).parent
PLAN = Plan(Options(), View())


def write(folder: Path, **files: str | bytes) -> Path:
    """Write files by name; "__" stands for "/", "_txt" for ".txt"."""
    for name, content in files.items():
        path = folder / name.replace("__", "/").replace("_txt", ".txt").replace("_md", ".md")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def corpus(path: Path, *rows: Any) -> Path:
    path.write_text(
        "".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows), encoding="utf-8"
    )
    return path


def names(folder: Path) -> list[str]:
    """Return what is below a folder, but for manifests."""
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())
    return sorted(name for name in found if not name.endswith("manifest.jsonl"))


def found(*sources: Path | str, **options: Any) -> list[str]:
    return [item.name for item in find([str(source) for source in sources], **options)]


def jsonl(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    return write(
        tmp_path / "in",
        b_txt=ARTICLE,
        a_txt=ARTICLE,
        sub__c_md="# Storm\n\nIt rains, the mayor said.",
        sub__deep__d_txt=ARTICLE,
        picture=b"\x89PNG",
        **{".hidden_txt": ARTICLE, ".git__e_txt": ARTICLE},
    )


def test_tree_is_mirrored(cli: CLI, tree: Path, tmp_path: Path) -> None:
    result = cli("batch", tree, "--out", tmp_path / "out")
    left_out, closing = result.stderr.splitlines()
    assert (result.exit_code, result.stdout, closing) == (0, "", "4 briefs")
    assert left_out.startswith("left out 1 file") and left_out.endswith("/picture")
    assert names(tmp_path / "out") == [
        "a.txt.brief.txt",
        "b.txt.brief.txt",
        "sub/c.md.brief.txt",
        "sub/deep/d.txt.brief.txt",
    ]
    expected = cli("summarize", tree / "a.txt").stdout
    assert (tmp_path / "out" / "a.txt.brief.txt").read_text(encoding="utf-8") == expected


@pytest.mark.parametrize(
    ("format", "suffix"), [("text", "txt"), ("markdown", "md"), ("json", "json"), ("jsonl", "jsonl")]
)
def test_format_decides_the_suffix(cli: CLI, tree: Path, tmp_path: Path, format: str, suffix: str) -> None:
    assert cli("batch", tree / "a.txt", "--out", tmp_path / "out", "--format", format).exit_code == 0
    assert names(tmp_path / "out") == [f"a.txt.brief.{suffix}"]
    brief = (tmp_path / "out" / f"a.txt.brief.{suffix}").read_text(encoding="utf-8")
    assert brief == cli("summarize", tree / "a.txt", "--format", format).stdout


def test_options_shape_the_briefs(cli: CLI, tree: Path, tmp_path: Path) -> None:
    options = ["--claims", "0", "--sentences", "1", "--method", "lead", "--detail", "full", "--explain", "--no-clean"]
    cli("batch", tree / "a.txt", "--out", tmp_path / "out", "--format", "json", *options)
    brief = (tmp_path / "out" / "a.txt.brief.json").read_text(encoding="utf-8")
    assert brief == cli("summarize", tree / "a.txt", "--format", "json", *options).stdout


def test_order_is_by_name(tree: Path) -> None:
    assert found(tree) == ["a.txt", "b.txt", "sub/c.md", "sub/deep/d.txt"]
    assert found(tree / "b.txt", tree / "sub", tree / "a.txt") == ["b.txt", "c.md", "deep/d.txt", "a.txt"]


def test_hidden_and_foreign_files_are_taken_when_named(tree: Path) -> None:
    assert found(tree / ".hidden.txt", tree / "picture") == [".hidden.txt", "picture"]


def test_link_to_a_folder_is_no_loop(tree: Path) -> None:
    (tree / "sub" / "again").symlink_to(tree)
    (tree / "z.txt").symlink_to(tree / "a.txt")
    assert found(tree) == ["a.txt", "b.txt", "z.txt", "sub/c.md", "sub/deep/d.txt"]


def test_globs(tree: Path) -> None:
    assert found(f"{tree}/*.txt") == ["a.txt", "b.txt"]
    assert found(f"{tree}/**/*.md") == ["c.md"]
    assert found(f"{tree}/[ab].txt") == ["a.txt", "b.txt"]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("**/*.txt", ["a.txt", "b.txt", "d.txt"]),
        ("**", ["a.txt", "b.txt", "sub/c.md", "sub/deep/d.txt"]),
        ("**/", ["a.txt", "b.txt", "sub/c.md", "sub/deep/d.txt"]),
        ("**/**/d*", ["d.txt"]),
        ("**/d*", ["d.txt"]),
        ("s*/**", ["c.md", "deep/d.txt"]),
        ("**/sub", ["c.md", "deep/d.txt"]),
        ("**/sub/**/*.txt", ["d.txt"]),
        ("**/pic*", ["picture"]),
        ("**/.hidden.*", [".hidden.txt"]),
        ("**/.git/*", ["e.txt"]),
        (".git/**", ["e.txt"]),
    ],
)
def test_globs_at_any_depth(tree: Path, monkeypatch: pytest.MonkeyPatch, pattern: str, expected: list[str]) -> None:
    for name in ("loop", "sub/up", "sub/deep/up"):  # Python's own globs would follow these without end
        (tree / name).symlink_to(tree)
    assert found(f"{tree}/{pattern}") == expected
    monkeypatch.chdir(tree)
    assert found(pattern) == expected


def test_globs_at_any_depth_that_match_nothing(tree: Path) -> None:
    for pattern in ("**/*.rst", "none/**", "none*/**", "**/sub/e"):
        (item,) = find([f"{tree}/{pattern}"])
        assert item.error
        assert item.error.message == "nothing matches"


def test_file_named_like_a_glob_is_a_file(tree: Path) -> None:
    (tree / "[ab].txt").write_text(ARTICLE)
    assert found(f"{tree}/[ab].txt") == ["[ab].txt"]


def test_glob_that_matches_nothing(cli: CLI, tmp_path: Path) -> None:
    result = cli("batch", f"{tmp_path}/*.txt", "--out", tmp_path / "out")
    assert result.exit_code == 1
    closing = f"0 briefs, 1 failed (see {tmp_path}/out/failures.jsonl)"
    assert result.stderr == f"briefer: {tmp_path}/*.txt: nothing matches; check the pattern\n{closing}\n"


@pytest.mark.parametrize(
    ("include", "exclude", "expected"),
    [
        (["*.md"], [], ["sub/c.md"]),
        (["a*", "d*"], [], ["a.txt", "sub/deep/d.txt"]),
        (["sub/*"], [], ["sub/c.md", "sub/deep/d.txt"]),
        (["picture"], [], ["picture"]),
        ([], ["*.md", "b.*"], ["a.txt", "sub/deep/d.txt"]),
        ([], ["sub/deep/*"], ["a.txt", "b.txt", "sub/c.md"]),
        (["*.txt"], ["a*"], ["b.txt", "sub/deep/d.txt"]),
    ],
)
def test_include_and_exclude(tree: Path, include: list[str], exclude: list[str], expected: list[str]) -> None:
    assert found(tree, include=include, exclude=exclude) == expected


def test_include_and_exclude_on_the_command_line(cli: CLI, tree: Path, tmp_path: Path) -> None:
    cli("batch", tree, "--out", tmp_path / "out", "--include", "*.txt", "--include", "*.md", "--exclude", "sub/deep/*")
    assert names(tmp_path / "out") == ["a.txt.brief.txt", "b.txt.brief.txt", "sub/c.md.brief.txt"]


@pytest.mark.parametrize("out", ["briefs", ".", "briefs.jsonl", "sub/briefs.jsonl"])
def test_own_briefs_are_no_inputs(cli: CLI, tree: Path, out: str) -> None:
    (tree / "empty.txt").write_text("")
    first = cli("batch", tree, "--out", tree / out)
    before = {name: (tree / name).read_bytes() for name in names(tree)}
    second = cli("batch", tree, "--out", tree / out)
    assert first.stderr.splitlines()[:-1] == second.stderr.splitlines()[:-1]
    report = tree / (out.replace(".jsonl", ".failures.jsonl") if ".jsonl" in out else f"{out}/failures.jsonl")
    assert first.stderr.splitlines()[-1] == f"4 briefs, 1 failed (see {report})"
    assert second.stderr.splitlines()[-1] == f"0 briefs, 4 skipped, 1 failed (see {report})"
    assert {name: (tree / name).read_bytes() for name in names(tree)} == before


@pytest.mark.parametrize("out", [".", "briefs.jsonl"])
def test_own_briefs_are_no_inputs_when_the_shell_names_them(
    cli: CLI, tree: Path, monkeypatch: pytest.MonkeyPatch, out: str
) -> None:
    monkeypatch.chdir(tree)
    (tree / "empty.txt").write_text("")
    for closing in ("2 briefs, 1 failed", "0 briefs, 2 skipped, 1 failed"):
        named = sorted(path.name for path in tree.glob("[!.]*.*"))
        assert closing in cli("batch", *named, "--out", out).stderr
    assert closing in cli("batch", "--files-from", "-", "--out", out, stdin="\n".join(named)).stderr


@pytest.mark.parametrize("out", ["out", "out.jsonl"])
def test_link_to_itself_is_a_file_that_is_missing(cli: CLI, tmp_path: Path, out: str) -> None:
    for name in ("a.brief.txt", "a.jsonl"):
        write(tmp_path / "in", b_txt=ARTICLE).joinpath(name).symlink_to(name)
    result = cli("batch", tmp_path / "in", "--out", tmp_path / out)
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1].startswith("1 brief, 2 failed")


@pytest.mark.parametrize("source", ["news.jsonl", ".", "*.jsonl", "link.jsonl"])
def test_output_never_takes_the_place_of_an_input(
    cli: CLI, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("news.jsonl").write_text(json.dumps({"id": "one", "text": ARTICLE}) + "\n")
    Path("more.jsonl").write_text(json.dumps({"id": "two", "text": ARTICLE}) + "\n")
    Path("link.jsonl").symlink_to("news.jsonl")
    before = Path("news.jsonl").read_bytes()
    for _ in range(2):  # what the first run did before it was refused makes the corpus no file of briefs
        result = cli("batch", "more.jsonl", source, "--out", "news.jsonl")
        assert result.exit_code == 2
        words = "--out news.jsonl is also an input, and would be overwritten"
        assert result.stderr == f"briefer: {words}; name another output\n"
        assert Path("news.jsonl").read_bytes() == before


ROWS = [
    {"id": "one", "text": ARTICLE, "title": "Pier Stays Shut", "date": "2024-05-06", "language": "en"},
    {"id": 2, "text": "Snow fell. The mayor said so."},
    {"text": "Rain fell. The mayor said so."},
]


def test_corpus_rows(cli: CLI, tmp_path: Path) -> None:
    result = cli("batch", corpus(tmp_path / "news.jsonl", *ROWS), "--out", "-")
    assert (result.exit_code, result.stderr) == (0, "3 briefs\n")
    briefs = jsonl(result.stdout)
    assert [brief["source"]["id"] for brief in briefs] == ["one", "2", "3"]
    assert {brief["source"]["path"] for brief in briefs} == {None}
    assert briefs[0]["headline"] == {"text": "Pier Stays Shut", "start": None, "end": None, "origin": "given"}
    assert briefs[0]["published"] == {"text": "2024-05-06", "start": None, "end": None}


def test_bad_rows_are_reported_with_their_line(cli: CLI, tmp_path: Path) -> None:
    path = corpus(
        tmp_path / "news.jsonl",
        ROWS[0],
        "",
        "{not json",
        "[]",
        {"id": "x"},
        {"id": "y", "text": 7},
        {"id": "z", "text": "  \n "},
        "[" * 100_000,
        ROWS[1],
    )
    result = cli("batch", path, "--out", tmp_path / "out.jsonl")
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        f"briefer: {path}:3: this line is not JSON; put one object on each line",
        f'briefer: {path}:4: this row has no text; give each row a "text" or "html"',
        f'briefer: {path}:5: this row has no text; give each row a "text" or "html", or name it with --text; it has id',
        f'briefer: {path}:6: this row has no text; give each row a "text" or "html"',
        f"briefer: {path}:7 (z): it contains no text; check that this is the right file",
        f"briefer: {path}:8: this line is not JSON; put one object on each line",
        f"2 briefs, 6 failed (see {tmp_path}/out.failures.jsonl)",
    ]
    briefs = jsonl((tmp_path / "out.jsonl").read_text(encoding="utf-8"))
    assert [brief["source"]["id"] for brief in briefs] == ["one", "2"]
    failures = jsonl((tmp_path / "out.failures.jsonl").read_text(encoding="utf-8"))
    assert [failure["error"] for failure in failures] == ["corpus"] * 4 + ["empty", "corpus"]
    assert failures[0] == {
        "input": f"{path}:3",
        "error": "corpus",
        "message": "this line is not JSON",
        "hint": "put one object on each line",
    }


def test_corpus_with_bad_bytes_and_a_mark_loses_nothing(cli: CLI, tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    path.write_bytes(
        b'\xef\xbb\xbf{"id": "caf\xe9", "text": "Caf\xe9s shut, he said."}\r\n{"id": "b", "text": "Snow fell."}\n'
    )
    result = cli("batch", path, "--out", tmp_path / "out")
    assert (result.exit_code, result.stderr) == (0, "2 briefs\n")
    assert len(names(tmp_path / "out")) == 2


def test_duplicate_ids_get_files_of_their_own(cli: CLI, tmp_path: Path) -> None:
    rows = [{"id": name, "text": f"Snow fell on {number}."} for number, name in enumerate(["a", "a", "A", "a-2", "a"])]
    cli("batch", corpus(tmp_path / "n.jsonl", *rows), "--out", tmp_path / "out")
    assert len(names(tmp_path / "out")) == 5
    texts = {(tmp_path / "out" / name).read_text(encoding="utf-8") for name in names(tmp_path / "out")}
    assert len(texts) == 5


ODD_IDS = [
    "../../../etc/x",
    "/etc/x",
    "..",
    ".",
    "",
    " ",
    "a\\..\\..\\b",
    "a\nb\x1b",
    'q:*?"<>|',
    "ü" * 400,
    "a//b",
    "~",
    "\ud800",
]


def test_odd_ids_stay_inside_the_folder(cli: CLI, tmp_path: Path) -> None:
    rows = [{"id": name, "text": "Snow fell, the mayor said."} for name in ODD_IDS]
    path = corpus(tmp_path / "n.jsonl", *rows)
    result = cli("batch", path, "--out", tmp_path / "deep" / "out")
    assert (result.exit_code, result.stderr) == (0, f"{len(ODD_IDS)} briefs\n")
    assert len(names(tmp_path)) == len(ODD_IDS) + 1  # and the corpus
    assert len(names(tmp_path / "deep" / "out")) == len(ODD_IDS)
    assert all(name.isprintable() for name in names(tmp_path / "deep" / "out"))


@examples(100)
@example(["/\\", "//", "///a", "..//b"])
@given(st.lists(st.text(max_size=30), max_size=8))
def test_any_names_stay_inside_and_apart(tmp_path_factory: pytest.TempPathFactory, ids: list[str]) -> None:
    folder = tmp_path_factory.mktemp("any")
    with to(str(folder / "out"), PLAN) as output:
        for number, name in enumerate(ids):
            assert not output.take(number, Item(name, name, text="x"))
        failures = [output.write(number, Result(name, f"{number}\n")) for number, name in enumerate(ids)]
    assert failures == [None] * len(ids)
    assert [path.name for path in folder.iterdir()] == ["out"]
    kept = [(folder / "out" / name).read_text() for name in names(folder / "out")]
    assert sorted(kept) == sorted(f"{number}\n" for number in range(len(ids)))


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Return a corpus of three batches, with failures, in which every brief differs."""
    rows: list[Any] = [{"id": f"n{number}", "text": f"{ARTICLE}\nIt is storm {number}."} for number in range(55)]
    rows[7] = "{"
    rows[50] = {"id": "n50", "text": " "}
    return corpus(tmp_path / "many.jsonl", *rows)


@pytest.mark.parametrize("format", ["text", "jsonl"])
def test_jobs_change_nothing(cli: CLI, many: Path, tmp_path: Path, format: str) -> None:
    outputs = []
    for jobs in (1, 2, 3):
        result = cli("batch", many, "--out", "-", "--jobs", jobs, "--format", format)
        assert result.exit_code == 1
        outputs.append((result.stdout, result.stderr))
    assert outputs[0] == outputs[1] == outputs[2]
    assert outputs[0][1].endswith("53 briefs, 2 failed\n")


def test_failures_are_kept_and_forgotten(cli: CLI, tree: Path, tmp_path: Path) -> None:
    (tree / "bad.txt").write_bytes(bytes(100))
    out = tmp_path / "out"
    result = cli("batch", tree, tmp_path / "none.txt", "--out", out)
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1] == f"4 briefs, 2 failed (see {out}/failures.jsonl)"
    assert jsonl((out / "failures.jsonl").read_text(encoding="utf-8")) == [
        {
            "input": str(tree / "bad.txt"),
            "error": "format",
            "message": "looks like binary data, not text",
            "hint": "convert it to plain text first, or name its encoding with --encoding",
        },
        {
            "input": str(tmp_path / "none.txt"),
            "error": "missing",
            "message": "no such file",
            "hint": "check the path",
        },
    ]
    (tree / "bad.txt").unlink()
    assert cli("batch", tree, "--out", out).exit_code == 0
    assert not (out / "failures.jsonl").exists()


def test_bug_on_one_input_does_not_end_the_run(cli: CLI, tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from briefer import pipeline

    brief = pipeline.brief

    def fail(document: Any, options: Any) -> Any:
        if document.path.endswith("b.txt"):
            raise RecursionError("too deep\nsecond line")
        return brief(document, options)

    monkeypatch.setattr(pipeline, "brief", fail)
    result = cli("batch", tree, "--out", "-")
    assert result.exit_code == 1
    assert len(jsonl(result.stdout)) == 3
    error, _, closing = result.stderr.splitlines()
    assert (error, closing) == (
        f"briefer: {tree}/b.txt: internal error: RecursionError: too deep; please report it with the article",
        "3 briefs, 1 failed",
    )


def test_fail_fast_stops_at_the_first_failure(cli: CLI, tree: Path, tmp_path: Path) -> None:
    (tree / "aa.txt").write_text("")
    result = cli("batch", tree, "--out", tmp_path / "out", "--fail-fast")
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1] == (
        f"1 brief, 1 failed (see {tmp_path}/out/failures.jsonl); stopped early; run the same command again to resume"
    )
    assert names(tmp_path / "out") == ["a.txt.brief.txt", "failures.jsonl"]


def test_nothing_to_brief_is_wrong_usage(cli: CLI, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    result = cli("batch", tmp_path / "in", "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert result.stderr == "briefer: nothing to brief; name files, or folders with files that briefer reads\n"


def test_jsonl_file_takes_jsonl_only(cli: CLI, tree: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    result = cli("batch", tree, "--out", out, "--format", "markdown")
    assert result.exit_code == 2
    assert result.stderr == f"briefer: --out {out} takes --format jsonl; name a folder for markdown\n"


def test_wrong_option_leaves_no_output(cli: CLI, tree: Path, tmp_path: Path) -> None:
    result = cli("batch", tree, "--out", tmp_path / "out", "--method", "magic")
    assert result.exit_code == 2
    assert not (tmp_path / "out").exists()


def test_folder_that_cannot_be_made(cli: CLI, tree: Path) -> None:
    result = cli("batch", tree, "--out", tree / "a.txt" / "out")
    assert result.exit_code == 2
    assert result.stderr == (
        f"briefer: {tree}/a.txt/out: cannot be written (Not a directory); check the folder and the space left\n"
    )


def test_folder_in_the_place_of_a_file_is_told_at_once(cli: CLI, tree: Path) -> None:
    (tree / "out.jsonl").mkdir()
    result = cli("batch", tree / "a.txt", "--out", tree / "out.jsonl")
    assert result.exit_code == 2
    assert result.stderr == (
        f"briefer: {tree}/out.jsonl: cannot be written (Is a directory); check the folder and the space left\n"
    )
    assert not (tree / ".out.jsonl.briefer").exists()


@pytest.mark.parametrize("timeout", ["inf", "1e300", "nan"])
@pytest.mark.parametrize("size", [1, 30])
def test_time_without_limit(cli: CLI, tmp_path: Path, timeout: str, size: int) -> None:
    rows = [{"id": f"n{number}", "text": ARTICLE} for number in range(size)]
    result = cli("batch", corpus(tmp_path / "n.jsonl", *rows), "--out", "-", "--timeout", timeout, "--jobs", "2")
    assert (result.exit_code, len(jsonl(result.stdout))) == (0, size)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_counting_reads_no_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "news.jsonl")
    assert count([str(tmp_path / "news.jsonl")], Selection()) is None
    corpus(tmp_path / "more.jsonl", {"id": "a"}, {"id": "b"})
    assert count([str(tmp_path / "more.jsonl")], Selection()) == 2


@pytest.mark.parametrize("guilty", [{0}, {25}, {59}, {3, 4, 45}, {199}, {0, 30, 60, 90, 120, 199}], ids=str)
def test_worker_that_dies_costs_the_guilty_input_alone(monkeypatch: pytest.MonkeyPatch, guilty: set[int]) -> None:
    monkeypatch.syspath_prepend(str(TESTS / "doubles"))
    import fatal_work

    monkeypatch.setattr(engine, "work", fatal_work.work)
    inputs = [Item(f"{n}", f"{n}", text="die" if n in guilty else "live") for n in range(200)]
    results = list(engine.run(inputs, PLAN, jobs=2))
    assert [result.name for result in results] == [item.name for item in inputs]
    assert {int(result.name) for result in results if result.failure} == guilty
    for result in results:
        assert (result.rendered is None) == (int(result.name) in guilty)
        if result.failure:
            assert (result.failure.error, result.failure.message) == ("crash", "the process died while briefing it")


def test_inputs_are_read_as_they_are_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(TESTS / "doubles"))
    import fatal_work

    monkeypatch.setattr(engine, "work", fatal_work.work)
    taken = 0

    def endless() -> Any:
        nonlocal taken
        while True:
            taken += 1
            yield Item(f"{taken}", f"{taken}", text="live")

    results = engine.run(endless(), PLAN, jobs=2)
    assert [next(results).name for _ in range(50)] == [f"{n}" for n in range(1, 51)]
    results.close()
    assert taken <= 50 + pools.AHEAD + 3 * pools.BATCH


def test_put_leaves_nothing_after_an_error(tmp_path: Path) -> None:
    path = tmp_path / "brief.txt"
    path.write_text("old")
    with pytest.raises(ZeroDivisionError), put(path) as file:
        file.write(b"half")
        raise ZeroDivisionError
    assert [entry.name for entry in tmp_path.iterdir()] == ["brief.txt"]
    assert path.read_text() == "old"


def test_failed_run_into_one_file_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "briefs.jsonl"
    path.write_text("old")
    with pytest.raises(OutputError), to(str(path), PLAN) as output:
        output.take(0, Item("a", "a", text="x"))
        output.write(0, Result("a", "{}\n"))
        raise OSError(28, "No space left on device")
    assert names(tmp_path) == [".briefs.jsonl.briefer/pieces", "briefs.jsonl"]
    assert path.read_text() == "old"


def test_brief_that_cannot_be_written_costs_itself_alone(tmp_path: Path) -> None:
    """A real limit of file size, which stands for a full disk: the long brief fails, the short one is written."""
    write(tmp_path / "in", a_txt=ARTICLE, b_txt=ARTICLE * 60, c_txt=ARTICLE)
    # Python would cut its own caches off at the limit, and read them in the next run.
    command = f"ulimit -f 8; exec {sys.executable} -B -m briefer batch in --out out --format json --detail full"
    done = subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True, timeout=PATIENCE)  # noqa: S607
    assert done.returncode == 1
    assert done.stderr == (
        "briefer: in/b.txt: cannot write out/b.txt.brief.json (File too large); check the space and the folder\n"
        "2 briefs, 1 failed (see out/failures.jsonl)\n"
    )
    assert names(tmp_path / "out") == ["a.txt.brief.json", "c.txt.brief.json", "failures.jsonl"]
    json.loads((tmp_path / "out" / "a.txt.brief.json").read_text(encoding="utf-8"))


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")  # noqa: PTH110
@pytest.mark.parametrize("arguments", [["batch", ".", "--out", "-"], ["summarize", "a.txt"], ["schema"], ["methods"]])
def test_full_disk_behind_stdout(tmp_path: Path, arguments: list[str]) -> None:
    write(tmp_path, a_txt=ARTICLE)
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "briefer", *arguments], cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, text=True
        )
    message = "standard output: cannot be written (No space left on device); check the folder and the space left"
    assert (done.returncode, done.stderr) == (1, f"briefer: {message}\n")


def test_folder_is_read_by_content(cli: CLI, tmp_path: Path) -> None:
    """What begins like a document is one, whatever its name; what is left out is named, and briefs are no articles."""
    page = f"<!DOCTYPE html><html><body><h1>Gate</h1><p>{ARTICLE}</p></body></html>"
    feed = f"<rss><channel><item><title>Gate</title><description>{ARTICLE}</description></item></channel></rss>"
    mail = f"From: a@example.org\nTo: b@example.org\nSubject: Gate\nMessage-ID: <1@example.org>\n\n{ARTICLE}\n"
    folder = write(tmp_path / "in", b_txt=ARTICLE)
    for name, text in {"1712.M1.host": mail, "page.php": page, "news.xml": feed}.items():
        (folder / name).write_text(text)
    (folder / "rows.json").write_text(json.dumps({"headline": "Gate", "body": ARTICLE}))
    (folder / "package.json").write_text('{"name": "gate", "version": "1.0"}')
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    for format in ("json", "html", "text"):
        result = cli("batch", folder, "--out", folder / format, "--format", format)
        left_out, closing = result.stderr.splitlines()
        assert (result.exit_code, closing) == (0, "5 briefs")
        assert "left out 2 files" in left_out and "package.json" in left_out and "photo.jpg" in left_out
