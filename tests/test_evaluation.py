"""Evaluation: figures worked out by hand, what rows are read as, and the command."""

from __future__ import annotations

import io
import json
import os
import pty
import random
import statistics
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from typer.testing import Result

from briefer import evaluation
from briefer.errors import InputMissingError, OptionError
from briefer.evaluation import corpus, progress, tables, workers
from briefer.languages import catalogue
from briefer.pipeline import Options
from briefer.ranking import METHODS
from processes import PATIENCE

CLI = Callable[..., Result]
CASES = Path(__file__).parent / "cases" / "evaluation"
CORPUS = CASES / "corpus.jsonl"
FIGURE = {
    "type": "object",
    "required": ["f1", "low", "high"],
    "additionalProperties": False,
    "properties": {name: {"type": "number", "minimum": 0, "maximum": 100} for name in ("f1", "low", "high")},
}
SCHEMA = {
    "type": "object",
    "required": ["schema", "corpus", "texts", "failed", "length", "confidence", "resamples", "methods"],
    "additionalProperties": False,
    "properties": {
        "schema": {"const": "briefer-evaluation/1"},
        "corpus": {"type": "string"},
        "texts": {"type": "integer", "minimum": 1},
        "failed": {"type": "integer", "minimum": 0},
        "length": {
            "type": "object",
            "required": ["sentences", "words", "ratio"],
            "additionalProperties": {"type": ["number", "null"]},
        },
        "confidence": {"const": 0.95},
        "resamples": {"const": 1000},
        "methods": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["method", "rouge1", "rouge2", "rougeLsum", "words", "n"],
                "additionalProperties": False,
                "properties": {
                    "method": {"type": "string"},
                    **dict.fromkeys(("rouge1", "rouge2", "rougeLsum"), FIGURE),
                    "words": {"type": "number", "minimum": 0},
                    "n": {"type": "integer", "minimum": 1},
                },
            },
        },
    },
}


def load(name: str) -> list[Any]:
    """Return the cases of a file as parameters named by case."""
    rows = map(json.loads, (CASES / name).read_text(encoding="utf-8").splitlines())
    return [pytest.param(row, id=row["case"]) for row in rows]


@pytest.fixture
def rouge() -> None:
    pytest.importorskip("rouge_score", reason="needs the package rouge-score")


def evaluate_json(cli: CLI, *arguments: str | Path) -> Any:
    result = cli("evaluate", *arguments, "--format", "json", "--jobs", "1")
    assert (result.exit_code, result.stderr) == (0, "")
    found = json.loads(result.stdout)
    jsonschema.validate(found, SCHEMA)
    return found


@pytest.mark.usefixtures("rouge")
@pytest.mark.parametrize("case", load("scores.jsonl"))
def test_figures_are_those_worked_out_by_hand(cli: CLI, tmp_path: Path, case: dict[str, Any]) -> None:
    path = tmp_path / "corpus.jsonl"
    path.write_text(json.dumps(case["row"]) + "\n", encoding="utf-8")
    found = evaluate_json(cli, path, "--method", "lead", *case["options"])
    row = found["methods"][-1 if "--lead" in case["options"] else 1]
    assert [row[metric]["f1"] for metric in ("rouge1", "rouge2", "rougeLsum")] == case["figures"]
    assert (row["words"], row["n"]) == (case["words"], 1)
    assert all(row[metric]["low"] == row[metric]["high"] == row[metric]["f1"] for metric in ("rouge1", "rougeLsum"))


@pytest.mark.parametrize("case", load("references.jsonl"))
def test_references_are_read_from_a_row(case: dict[str, Any]) -> None:
    line = corpus.Line("corpus:1", 1, json.dumps({"text": "Three came.", **case["row"]}).encode())
    found = corpus.parse(line, corpus.Fields(several=case.get("several", False))).references
    assert [list(item) if isinstance(item, tuple) else item for item in found] == case["references"]


@pytest.mark.usefixtures("rouge")
@pytest.mark.parametrize("case", load("bad-rows.jsonl"))
def test_bad_row_costs_one_line_and_1(cli: CLI, tmp_path: Path, case: dict[str, Any]) -> None:
    path = tmp_path / "corpus.jsonl"
    good = CORPUS.read_bytes()
    path.write_bytes(b"\n" + case["line"].encode(case.get("encoding", "utf-8")) + b"\n" + good)
    result = cli("evaluate", path, "--method", "lead", "--format", "json")
    assert (result.exit_code, result.stderr) == (1, f"briefer: {path}:2: {case['message']}\n")
    found = json.loads(result.stdout)
    jsonschema.validate(found, SCHEMA)
    assert (found["texts"], found["failed"]) == (3, 1)
    assert found["methods"] == evaluate_json(cli, CORPUS, "--method", "lead")["methods"]


@pytest.mark.usefixtures("rouge")
def test_no_usable_row_is_2(cli: CLI, tmp_path: Path) -> None:
    path = tmp_path / "corpus.jsonl"
    path.write_text('{"text": "One came."}\n', encoding="utf-8")
    result = cli("evaluate", path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr.splitlines()) == 2
    assert result.stderr.endswith(f"briefer: {path}: no row can be evaluated; each needs a text and a reference\n")
    path.write_bytes(b"")
    assert cli("evaluate", path).exit_code == 2


@pytest.mark.usefixtures("rouge")
def test_corpus_that_cannot_be_read_is_2(cli: CLI, tmp_path: Path) -> None:
    missing = tmp_path / "corpus.jsonl"
    result = cli("evaluate", missing)
    assert (result.exit_code, result.stderr) == (2, f"briefer: {missing}: no such file; check the path\n")
    result = cli("evaluate", tmp_path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"briefer: {tmp_path}: cannot be read (")


@pytest.mark.usefixtures("rouge")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--method", "best"], f"unknown method 'best'; try one of {', '.join(METHODS)}"),
        (["--words", "9", "--ratio", "0.1"], "--sentences, --words and --ratio cannot be combined; use one of them"),
        (["--words", "0"], "--words 0 is too small; give 1 or more"),
    ],
)
def test_wrong_usage_is_2(cli: CLI, arguments: list[str], message: str) -> None:
    result = cli("evaluate", CORPUS, *arguments)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"briefer: {message}\n")


def test_missing_package_is_one_line(cli: CLI, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rouge_score", None)
    result = cli("evaluate", CORPUS)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "briefer: evaluating needs the package rouge-score; try `pip install rouge-score`\n"


@pytest.mark.usefixtures("rouge")
def test_all_methods_are_compared(cli: CLI) -> None:
    found = evaluate_json(cli, CORPUS)
    assert [row["method"] for row in found["methods"]] == [*METHODS, "lead-3"]
    assert found["length"] == {"sentences": None, "words": None, "ratio": None}


@pytest.mark.usefixtures("rouge")
def test_lead_is_as_long_as_the_summaries(cli: CLI) -> None:
    found = evaluate_json(cli, CORPUS, "--sentences", "1")
    assert [row["method"] for row in found["methods"]] == [*(name for name in METHODS if name != "lead"), "lead-1"]
    one, two = (
        evaluate_json(cli, CORPUS, "--method", "lead", "--sentences", "2", "--lead", lead)["methods"] for lead in "21"
    )
    assert {**one[0], "method": "lead-2"} == one[1]
    assert two[1] == found["methods"][-1]


@pytest.mark.usefixtures("rouge")
def test_words_are_never_exceeded(cli: CLI) -> None:
    for row in evaluate_json(cli, CORPUS, "--words", "30")["methods"]:
        assert row["method"].startswith("lead-") or 0 < row["words"] <= 30


@pytest.mark.usefixtures("rouge")
def test_limit_takes_the_first_rows(cli: CLI, tmp_path: Path) -> None:
    path = tmp_path / "corpus.jsonl"
    path.write_bytes(b"".join(CORPUS.read_bytes().splitlines(keepends=True)[:2]) + b"no JSON\n")
    found = evaluate_json(cli, path, "--limit", "2", "--method", "auto")
    assert found["texts"] == 2


@pytest.mark.usefixtures("rouge")
def test_byte_order_mark_and_line_ends_do_not_matter(cli: CLI, tmp_path: Path) -> None:
    path = tmp_path / "corpus.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + CORPUS.read_bytes().replace(b"\n", b"\r\n"))
    expected = evaluate_json(cli, CORPUS, "--method", "auto")["methods"]
    assert evaluate_json(cli, path, "--method", "auto")["methods"] == expected


@pytest.mark.usefixtures("rouge")
def test_figures_are_the_same_from_several_processes(cli: CLI, tmp_path: Path) -> None:
    path = tmp_path / "corpus.jsonl"
    rows = [*CORPUS.read_text(encoding="utf-8").splitlines(), '{"text": "One came."}']
    path.write_text("".join(row + "\n" for row in rows * 8), encoding="utf-8")
    one, two = (cli("evaluate", path, "--method", "auto", "--method", "lead", "--jobs", jobs) for jobs in "12")
    assert one.exit_code == 1
    assert len(one.stderr.splitlines()) == 8
    assert (two.exit_code, two.stdout, two.stderr) == (one.exit_code, one.stdout, one.stderr)


@pytest.mark.parametrize("guilty", [{0}, {15}, {39}, {3, 4, 25, 99}], ids=str)
def test_process_that_dies_costs_the_guilty_row_alone(monkeypatch: pytest.MonkeyPatch, guilty: set[int]) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parent / "doubles"))
    import fatal_measure

    monkeypatch.setattr(workers, "measure", fatal_measure.measure)
    lines = [corpus.Line(f"{n}", n, b"die" if n in guilty else b"live") for n in range(100)]
    plan = evaluation.plan((), (), Options(), evaluation.Fields())
    results = list(workers.run(lines, plan, jobs=2))
    assert [result.label for result in results] == [line.label for line in lines]
    failures = {int(result.label): result.failure for result in results if result.failure}
    assert set(failures) == guilty
    for number, failure in failures.items():
        assert str(failure) == f"{number}: the process died while measuring it; leave the row out"


@pytest.mark.usefixtures("rouge")
def test_internal_error_costs_its_row(cli: CLI, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(document: object, options: object) -> None:
        raise ValueError("broken\nrules")

    monkeypatch.setattr("briefer.pipeline.prepare", fail)
    result = cli("evaluate", CORPUS)
    assert result.exit_code == 2
    lines = result.stderr.splitlines()
    assert lines[0] == f"briefer: {CORPUS}:1: internal error: ValueError: broken; please report it with the row"
    assert len(lines) == 4


@pytest.mark.usefixtures("rouge")
def test_warnings_of_methods_are_told_and_are_no_failures(
    cli: CLI, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefer.ranking.classic.WINDOW", 4)
    result = cli("evaluate", CORPUS, "--method", "kl", "--limit", "1", "--jobs", "1")
    assert result.exit_code == 0
    assert result.stderr == (
        f"briefer: {CORPUS}:1: kl: a text of 6 sentences is too long to rate whole; rated in 2 samples\n"
    )


@pytest.mark.usefixtures("rouge")
def test_text_is_aligned_and_marks_the_best(cli: CLI) -> None:
    result = cli("evaluate", CORPUS)
    header, *rows, blank, note = result.stdout.splitlines()
    assert header.split() == ["method", "ROUGE-1", "ROUGE-2", "ROUGE-L", "words", "n"]
    assert {len(row) for row in rows} == {len(header)}
    assert len(rows) == len(METHODS) + 1
    assert blank == ""
    assert note == "Mean F1 in percent with 95 % intervals from 1000 bootstrap resamples; * best of the column."
    found = evaluate_json(cli, CORPUS)["methods"]
    starred = {row.split()[0] for row in rows if "*" in row}
    best = {metric: max(row[metric]["f1"] for row in found) for metric in ("rouge1", "rouge2", "rougeLsum")}
    assert starred == {row["method"] for row in found if any(row[metric]["f1"] == best[metric] for metric in best)}


FIGURES = (evaluation.Figure(31.5, 30.0, 33.25), evaluation.Figure(9, 8.5, 10), evaluation.Figure(100, 100, 100))
LOWER = (evaluation.Figure(31.25, 30.0, 33.0), evaluation.Figure(9, 8, 10), evaluation.Figure(0, 0, 0))
EVALUATION = evaluation.Evaluation(
    (evaluation.Row("auto", FIGURES, 40.25, 12), evaluation.Row("lead-3", LOWER, 66, 12)), 12, 1
)
TABLE = """\
method             ROUGE-1            ROUGE-2                ROUGE-L  words   n
auto    31.50* 30.00–33.25  9.00*  8.50–10.00  100.00* 100.00–100.00   40.2  12
lead-3  31.25  30.00–33.00  9.00*  8.00–10.00      0.00   0.00– 0.00   66.0  12

Mean F1 in percent with 95 % intervals from 1000 bootstrap resamples; * best of the column. 1 row failed.
"""


def test_table_as_text() -> None:
    assert tables.render_text(EVALUATION).splitlines() == TABLE.splitlines()


def test_table_without_rich_is_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("rich", "rich.console", "rich.table", "rich.text"):
        monkeypatch.setitem(sys.modules, name, None)
    file = io.StringIO()
    tables.print_table(EVALUATION, file)
    assert file.getvalue() == tables.render_text(EVALUATION)


def test_table_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("rich", reason="needs the package rich")
    monkeypatch.setenv("COLUMNS", "120")
    file = io.StringIO()
    tables.print_table(EVALUATION, file)
    printed = file.getvalue()
    assert "─" in printed
    for word in ("auto", "lead-3", "31.50* 30.00–33.25", "100.00* 100.00–100.00", "1 row failed."):
        assert word in printed


@pytest.mark.usefixtures("rouge")
@pytest.mark.parametrize(
    "plain", [pytest.param(False, id="colour"), pytest.param(True, id="no colour", marks=pytest.mark.slow)]
)
def test_terminal_gets_a_table_and_a_counter(plain: bool) -> None:
    pytest.importorskip("rich", reason="needs the package rich")
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "120", **({"NO_COLOR": "1"} if plain else {})}
    parent, child = pty.openpty()
    command = [sys.executable, "-m", "briefer", "evaluate", str(CORPUS), "--method", "lead"]
    try:
        done = subprocess.run(command, stdout=child, stderr=child, stdin=child, env=environment, timeout=PATIENCE)
        printed = os.read(parent, 65_536).decode("utf-8")
    finally:
        os.close(parent)
        os.close(child)
    assert done.returncode == 0
    assert "3 rows\r\x1b[K" in printed
    assert "─" in printed
    assert ("\x1b[1;32m" in printed) is not plain


def test_counter_is_for_terminals_only() -> None:
    file = io.StringIO()
    counter = progress.Counter(file)
    counter.show(1)
    counter.clear()
    progress.Counter(None).show(1)
    assert file.getvalue() == ""


def test_plan_without_names_has_all_methods_and_three_sentences() -> None:
    plan = evaluation.plan((), (), Options(), evaluation.Fields())
    assert plan.systems == (*METHODS, "lead-3")
    plan = evaluation.plan(("auto", "kl", "auto"), (1, 2, 1), Options(), evaluation.Fields())
    assert plan.systems == ("auto", "kl", "lead-1", "lead-2")
    with pytest.raises(OptionError):
        evaluation.plan(("nonsense",), (), Options(), evaluation.Fields())


@pytest.mark.usefixtures("rouge")
def test_texts_are_prepared_once_for_all_methods(monkeypatch: pytest.MonkeyPatch) -> None:
    from briefer import pipeline

    prepare, seen = pipeline.prepare, []
    monkeypatch.setattr(pipeline, "prepare", lambda *given: seen.append(given) or prepare(*given))
    found = evaluation.evaluate(
        CORPUS, evaluation.plan((), (), Options(), evaluation.Fields()), report=lambda error: pytest.fail(str(error))
    )
    assert (found.texts, len(found.rows), len(seen)) == (3, len(METHODS) + 1, 3)


@pytest.mark.usefixtures("rouge")
def test_summaries_are_those_of_the_brief() -> None:
    """What is measured is what `summarize` prints, at the same length."""
    import briefer
    from briefer.evaluation import scoring

    line = next(corpus.lines(CORPUS))
    row = json.loads(line.data)
    document = corpus.parse(line, corpus.Fields()).document
    assert (document.title, document.text) == (row["title"], row["text"])
    for options in (Options(), Options(sentences=3), Options(words=40), Options(ratio=0.5)):
        plan = evaluation.plan(("auto", "textrank"), (2,), options, corpus.Fields())
        values = scoring.measure([line], plan)[0].values
        for method, own in zip(plan.methods, values, strict=False):
            brief = briefer.brief(
                document, method=method, sentences=options.sentences, words=options.words, ratio=options.ratio
            )
            summary = [document.text[item.start : item.end] for item in brief.summary]
            assert own[-1] == sum(len(sentence.split()) for sentence in summary)


@pytest.mark.usefixtures("rouge")
def test_scores_are_those_of_rouge_score_itself() -> None:
    from rouge_score.rouge_scorer import RougeScorer

    from briefer.evaluation import scoring

    texts = [json.loads(line)["text"] for line in CORPUS.read_text(encoding="utf-8").splitlines()]
    ours, theirs = scoring._scorer("en"), RougeScorer(list(scoring.METRICS), use_stemmer=True)
    for one in texts:
        for other in texts:
            reference, summary = (text.replace(". ", ".\n") for text in (one, other))
            assert ours.score(reference, summary) == theirs.score(reference, summary)


def test_missing_corpus_raises() -> None:
    pytest.importorskip("rouge_score", reason="needs the package rouge-score")
    with pytest.raises(InputMissingError):
        evaluation.evaluate(
            Path("no-such-corpus.jsonl"),
            evaluation.plan((), (), Options(), evaluation.Fields()),
            report=lambda error: None,
        )


def test_interval_of_what_does_not_vary_is_a_point() -> None:
    assert evaluation._intervals([[7.5] * 20, [0.0] * 20]) == [(7.5, 7.5), (0.0, 0.0)]
    assert evaluation._intervals([[3.0]]) == [(3.0, 3.0)]


def test_interval_is_about_that_of_the_normal_distribution() -> None:
    draw = random.Random(4)  # noqa: S311 - figures for a test
    column = [draw.uniform(0, 100) for _ in range(400)]
    mean, error = statistics.fmean(column), statistics.stdev(column) / 400**0.5
    ((low, high),) = evaluation._intervals([column])
    assert low == pytest.approx(mean - 1.96 * error, abs=0.25 * error)
    assert high == pytest.approx(mean + 1.96 * error, abs=0.25 * error)
    assert evaluation._intervals([column]) == [(low, high)]
    # The same texts are drawn for every column: what is twice as high has bounds twice as high.
    both = evaluation._intervals([column, [2 * value for value in column]])
    assert both[1] == pytest.approx((2 * low, 2 * high))


def test_languages_are_listed(cli: CLI) -> None:
    result = cli("languages")
    assert (result.exit_code, result.stderr) == (0, "")
    header, *rows = result.stdout.splitlines()
    assert header.split("  ")[0] == "code"
    assert [row.split()[0] for row in rows] == [language.code for language in catalogue()]
    starts = [header.index(name) for name in ("code", "language", "stop words", "stemmer", "sentence rules", "claims")]
    ends = [*starts[1:], None]
    cells = {
        row.split()[0]: [row[first:last].strip() for first, last in zip(starts, ends, strict=True)] for row in rows
    }
    english = next(language for language in catalogue() if language.code == "en")
    assert cells["en"] == ["en", "English", str(len(english.stop_words)), "english", "yes", "yes"]
    assert cells["ja"][2:] == [str(len(next(o for o in catalogue() if o.code == "ja").stop_words)), "-", "no", "no"]
    assert cells["am"] == ["am", "Amharic", "-", "-", "no", "no"]
    assert [code for code, row in cells.items() if row[-1] == "yes"] == ["en"]
