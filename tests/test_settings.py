"""What users set once: precedence, where it applies, and what is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.core import TyperOption
from typer.main import get_command
from typer.testing import Result

from briefer.cli import app

ARTICLE = Path(__file__).parents[1] / "examples" / "01-harbour" / "article.txt"
CLI = Callable[..., Result]


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "briefer").mkdir()
    return tmp_path / "briefer" / "config.toml"


def sentences(result: Result) -> int:
    assert result.exit_code == 0, result.stderr
    return len(json.loads(result.stdout)["summary"])


def test_command_line_wins_over_environment_over_file(cli: CLI, config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = cli("summarize", ARTICLE, "--format", "json")
    config.write_text('format = "json"\nsentences = 1\n', encoding="utf-8")
    assert sentences(cli("summarize", ARTICLE)) == 1
    monkeypatch.setenv("BRIEFER_SENTENCES", "4")
    assert sentences(cli("summarize", ARTICLE)) == 4
    assert sentences(cli("summarize", ARTICLE, "--sentences", "3")) == 3
    monkeypatch.delenv("BRIEFER_SENTENCES")
    config.unlink()
    assert cli("summarize", ARTICLE, "--format", "json").stdout == usual.stdout


@pytest.mark.parametrize(
    "settings",
    ["sentences = 1", "[summarize]\nsentences = 1", "sentences = 5\n[summarize]\nsentences = 1", "words = 35"],
)
def test_file_sets_all_commands_or_one(cli: CLI, config: Path, settings: str) -> None:
    config.write_text(settings, encoding="utf-8")
    assert sentences(cli("summarize", ARTICLE, "--format", "json")) == 1


def test_the_command_in_the_name_wins(cli: CLI, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFER_FORMAT", "jsonl")
    monkeypatch.setenv("BRIEFER_BATCH_FORMAT", "markdown")
    assert cli("summarize", ARTICLE).stdout.startswith("{")
    assert cli("batch", ARTICLE, "--out", tmp_path / "out").exit_code == 0
    assert (tmp_path / "out" / "article.txt.brief.md").exists()


def test_another_length_in_the_command_line_makes_the_set_one_void(cli: CLI, config: Path) -> None:
    config.write_text("sentences = 1\n", encoding="utf-8")
    assert sentences(cli("summarize", ARTICLE, "--format", "json", "--words", "100")) > 1
    config.write_text("sentences = 1\nwords = 50\n", encoding="utf-8")
    result = cli("summarize", ARTICLE)
    assert (result.exit_code, result.stderr) == (
        2,
        "briefer: --sentences, --words and --ratio cannot be combined; use one of them\n",
    )


def test_switches_and_several_values(cli: CLI, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFER_CLEAN", "false")
    brief = json.loads(cli("summarize", ARTICLE, "--format", "json").stdout)
    assert brief["byline"] is None
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_bytes(ARTICLE.read_bytes())
    monkeypatch.setenv("BRIEFER_EXCLUDE", "a.txt b.*")
    result = cli("batch", tmp_path, "--out", "-", "--format", "jsonl")
    assert [json.loads(row)["source"]["id"] for row in result.stdout.splitlines()] == [str(tmp_path / "c.txt")]


def test_settings_are_called_like_their_options() -> None:
    for command in get_command(app).commands.values():  # type: ignore[attr-defined]
        options = [parameter for parameter in command.params if isinstance(parameter, TyperOption)]
        assert all(f"--{(option.name or '').replace('_', '-')}" in option.opts for option in options)


def test_settings_leave_evaluate_alone(cli: CLI, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFER_FORMAT", "markdown")
    corpus = tmp_path / "corpus.jsonl"
    corpus.write_text(
        json.dumps({"text": ARTICLE.read_text(encoding="utf-8"), "summary": "The pier closes."}), encoding="utf-8"
    )
    arguments = ("evaluate", corpus, "--method", "lead", "--jobs", "1")
    assert not cli(*arguments).stdout.startswith("{")
    monkeypatch.setenv("BRIEFER_EVALUATE_FORMAT", "json")
    assert cli(*arguments).stdout.startswith("{")


@pytest.mark.parametrize(
    ("settings", "complaint"),
    [
        ("sentences = ", "the settings are not TOML"),
        ("setences = 1", "unknown setting 'setences'; settings are named after options, such as method"),
        ("[batch]\njbos = 1", "unknown setting 'batch.jbos'; see `briefer batch --help`"),
        ("batch = 1", "unknown setting 'batch'; write [batch], and its options below it"),
        ("output = 'x'", "unknown setting 'output'"),
        ("\xff", "the settings cannot be read"),
    ],
)
def test_what_is_wrong_is_told_in_one_line(cli: CLI, config: Path, settings: str, complaint: str) -> None:
    config.write_bytes(settings.encode("latin-1"))
    result = cli("summarize", ARTICLE)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"briefer: {config}: {complaint}")
    assert result.stderr.count("\n") == 1


def test_value_that_does_not_fit_is_wrong_usage(cli: CLI, config: Path) -> None:
    config.write_text('sentences = "many"\n', encoding="utf-8")
    result = cli("summarize", ARTICLE)
    assert result.exit_code == 2
    assert "'--sentences'" in result.stderr


def test_a_damaged_file_does_not_hide_help_and_version(cli: CLI, config: Path) -> None:
    config.write_text("= 1", encoding="utf-8")
    assert cli("--version").exit_code == 0
    assert cli("--help").exit_code == 0


@pytest.mark.parametrize(
    ("variable", "value", "words"),
    [
        ("BRIEFER_METHOD", "lexrnk", "briefer: BRIEFER_METHOD: unknown method 'lexrnk'; did you mean lexrank?"),
        ("BRIEFER_SUMMARIZE_LANGUAGE", "german", "briefer: BRIEFER_SUMMARIZE_LANGUAGE: unknown language 'german';"),
        ("BRIEFER_RATIO", "7", "briefer: BRIEFER_RATIO: --ratio 7.0 is out of range;"),
        (
            "BRIEFER_FORMAT",
            "md",
            "'brat'. Did you mean 'markdown'? (set by BRIEFER_FORMAT)",
        ),
        ("BRIEFER_CLAIMS", "many", "(set by BRIEFER_CLAIMS)"),
    ],
)
def test_a_wrong_value_names_its_variable(
    cli: CLI, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, words: str
) -> None:
    monkeypatch.setenv(variable, value)
    result = cli("summarize", ARTICLE)
    assert result.exit_code == 2
    assert words in " ".join(result.stderr.split())


@pytest.mark.parametrize("text", ['method = "lexrnk"\n', '[summarize]\nmethod = "lexrnk"\n', "claims = 'many'\n"])
def test_a_wrong_value_names_its_file(cli: CLI, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str) -> None:
    path = tmp_path / "briefer" / "config.toml"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    result = cli("summarize", ARTICLE)
    assert result.exit_code == 2
    assert f"{path}" in "".join(result.stderr.split("\n"))
    given = cli("summarize", ARTICLE, "--method", "lexrnk", "--claims", "2")  # the command line's own fault
    assert str(path) not in given.stderr


def test_an_unknown_variable_is_said(cli: CLI, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFER_METHDO", "lead")
    result = cli("summarize", ARTICLE)
    assert result.exit_code == 0
    assert result.stderr == "briefer: BRIEFER_METHDO: no such setting; did you mean BRIEFER_METHOD?\n"
