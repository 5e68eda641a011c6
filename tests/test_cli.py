"""The command line: what it prints where, the wording of its errors, and its exit codes."""

from __future__ import annotations

import json
import os
import pty
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

import processes
from briefer import __version__
from briefer.ranking import METHODS
from processes import PATIENCE

CLI = Callable[..., Result]
BRIEFER = [sys.executable, "-m", "briefer"]
ARTICLE = """Ferry Stops for a Week

By Ada Novak

The ferry to Holm Island will stop for a week, the harbour office said on Monday.

Captain Ivo Lind told reporters that the engine could fail at any time. "We will not sail with it," he said.

Islanders denied that they had been warned. Mayor Runa Falk promised to send a boat twice a day.
"""
ESCAPES = (
    "Storm \x1b[31mred\x1b[0m warning\n\nThe mayor said \x1b]0;title\x07 the dam \x9b5m held on Monday, and it will.\n"
)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def test_brief_of_a_file(cli: CLI, article: Path) -> None:
    result = cli("summarize", article)
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert lines[0] == "Ferry Stops for a Week"
    assert lines[1].startswith("Ada Novak · ")
    assert {"IN SHORT", "KEY CLAIMS"} <= set(lines)
    assert lines[-1].startswith("SOURCES  ")


def test_standard_input_gives_the_brief_of_the_file(cli: CLI, article: Path) -> None:
    expected = cli("summarize", article).stdout
    assert cli("summarize", stdin=ARTICLE).stdout == expected
    assert cli("summarize", "-", stdin=ARTICLE).stdout == expected


def test_standard_input_is_decoded_like_a_file(cli: CLI) -> None:
    text = "The café said on Monday that “nobody” will be let in before noon, and that the price stays as it is."
    assert text.partition("café")[0] in cli("summarize", stdin=text.encode("cp1252")).stdout
    assert "café" in cli("summarize", "--encoding", "cp1252", stdin=text.encode("cp1252")).stdout


def test_several_files_as_text(cli: CLI, article: Path) -> None:
    one = cli("summarize", article).stdout
    assert cli("summarize", article, article).stdout == one + "\n" + "=" * 80 + "\n\n" + one


def test_several_files_as_markdown(cli: CLI, article: Path) -> None:
    one = cli("summarize", article, "-f", "markdown").stdout
    assert cli("summarize", article, article, "-f", "markdown").stdout == one + "\n---\n\n" + one


def test_several_files_as_json_are_one_array(cli: CLI, article: Path) -> None:
    result = cli("summarize", article, "-", "--format", "json", stdin="Storm. The mayor said so.")
    assert [brief["source"]["path"] for brief in json.loads(result.stdout)] == [str(article), None]


def test_several_files_as_jsonl_are_one_line_each(cli: CLI, article: Path) -> None:
    lines = cli("summarize", article, article, "--format", "jsonl").stdout.splitlines()
    assert len(lines) == 2
    assert lines[0] == lines[1]
    assert json.loads(lines[0]) == json.loads(cli("summarize", article, "--format", "json").stdout)


def test_one_bad_file_among_good_ones(cli: CLI, article: Path, tmp_path: Path) -> None:
    result = cli("summarize", article, tmp_path / "none.txt", article)
    assert result.exit_code == 1
    assert result.stdout == cli("summarize", article, article).stdout
    assert result.stderr == f"briefer: {tmp_path}/none.txt: no such file; check the path\n"


def test_output_goes_to_a_file(cli: CLI, article: Path, tmp_path: Path) -> None:
    target = tmp_path / "brief.txt"
    result = cli("summarize", article, "-o", target)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    assert target.read_text(encoding="utf-8") == cli("summarize", article).stdout


def test_output_that_cannot_be_written(cli: CLI, article: Path, tmp_path: Path) -> None:
    target = tmp_path / "none" / "brief.txt"
    result = cli("summarize", article, "-o", target)
    assert result.exit_code == 1
    message = "cannot be written (No such file or directory); check the folder and the space left"
    assert result.stderr == f"briefer: {target}: {message}\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["article.txt"]


def test_failed_input_leaves_the_old_output(cli: CLI, tmp_path: Path) -> None:
    target = tmp_path / "brief.txt"
    target.write_text("old")
    assert cli("summarize", tmp_path / "none.txt", "-o", target).exit_code == 1
    assert target.read_text() == "old"


def test_full_detail_carries_text_and_sentences(cli: CLI, article: Path) -> None:
    brief = json.loads(cli("summarize", article, "--format", "json", "--detail", "full").stdout)
    assert brief["text"] == ARTICLE
    assert [ARTICLE[s["start"] : s["end"]] for s in brief["sentences"]] == [s["text"] for s in brief["sentences"]]
    assert {"text", "sentences"}.isdisjoint(json.loads(cli("summarize", article, "--format", "json").stdout))


def test_explain_shows_rules_and_scores(cli: CLI, article: Path) -> None:
    explained = " ".join(cli("summarize", article, "--explain").stdout.split())
    assert re.search(r"· rule .+ · score", explained)
    assert re.search(r"score -?[\d.]+ = [a-z ]+ [+-][\d.]+, ", explained)
    assert " · score " in cli("summarize", article, "--explain", "-f", "markdown").stdout
    brief = json.loads(cli("summarize", article, "--explain", "-f", "json", "--detail", "full").stdout)
    assert all(claim["rule"] for claim in brief["claims"])
    assert all((claim["doubt"] is None) is (claim["confidence"] == "high") for claim in brief["claims"])
    for item in (*brief["summary"], *brief["sentences"]):
        assert sum(item["parts"].values()) == pytest.approx(item["score"], abs=0.001 * (1 + len(item["parts"])))


def test_title_from_outside(cli: CLI) -> None:
    text = ARTICLE.partition("\n\n")[2]
    result = cli("summarize", "--title", "Ferry  Halts", stdin=text)
    assert result.stdout.startswith("Ferry Halts\n")
    brief = json.loads(cli("summarize", "--title", "Ferry Halts", "-f", "json", stdin=text).stdout)
    assert brief["headline"] == {"text": "Ferry Halts", "start": None, "end": None, "origin": "given"}
    assert brief["source"]["title_given"] is True


@pytest.mark.parametrize("number", [0, 1, 2, 3])
def test_number_of_claims(cli: CLI, article: Path, number: int) -> None:
    brief = json.loads(cli("summarize", article, "--claims", number, "-f", "json").stdout)
    assert len(brief["key_claims"]) == number < len(brief["claims"])
    assert ("KEY CLAIMS" in cli("summarize", article, "--claims", number).stdout) == bool(number)


@pytest.mark.parametrize("number", [1, 2, 3])
def test_summary_length_in_sentences(cli: CLI, article: Path, number: int) -> None:
    brief = json.loads(cli("summarize", article, "--sentences", number, "-f", "json").stdout)
    assert len(brief["summary"]) == number


@pytest.mark.parametrize("number", [15, 30, 60])
def test_summary_length_in_words(cli: CLI, article: Path, number: int) -> None:
    brief = json.loads(cli("summarize", article, "--words", number, "-f", "json").stdout)
    assert 0 < sum(len(sentence["text"].split()) for sentence in brief["summary"]) <= number


def test_summary_length_as_a_share(cli: CLI, article: Path) -> None:
    brief = json.loads(cli("summarize", article, "--ratio", 1, "-f", "json", "--detail", "full").stdout)
    body = [sentence["index"] for sentence in brief["sentences"] if sentence["role"] == "body"]
    assert [sentence["sentence"] for sentence in brief["summary"]] == body


def test_no_clean_keeps_everything_as_body(cli: CLI, article: Path) -> None:
    brief = json.loads(cli("summarize", article, "--no-clean", "-f", "json", "--detail", "full").stdout)
    assert {sentence["role"] for sentence in brief["sentences"]} == {"body"}
    assert brief["byline"] is None


USAGE = {
    "sentences and words": (
        ["--sentences", "2", "--words", "50"],
        "--sentences, --words and --ratio cannot be combined; use one of them",
    ),
    "words and ratio": (
        ["--words", "50", "--ratio", "0.2"],
        "--sentences, --words and --ratio cannot be combined; use one of them",
    ),
    "no sentences": (["--sentences", "0"], "--sentences 0 is too small; give 1 or more"),
    "no words": (["--words", "-3"], "--words -3 is too small; give 1 or more"),
    "fewer than no claims": (["--claims", "-1"], "--claims -1 is too small; give 0 or more"),
    "ratio of nothing": (["--ratio", "0"], "--ratio 0.0 is out of range; give a share such as 0.2"),
    "ratio above one": (["--ratio", "20"], "--ratio 20.0 is out of range; give a share such as 0.2"),
    "ratio that is no number": (["--ratio", "nan"], "--ratio nan is out of range; give a share such as 0.2"),
    "unknown method": (["--method", "magic"], f"unknown method 'magic'; try one of {', '.join(METHODS)}"),
}


@pytest.mark.parametrize("case", USAGE)
def test_wrong_usage_is_one_line_and_2(cli: CLI, article: Path, case: str) -> None:
    arguments, message = USAGE[case]
    result = cli("summarize", article, *arguments)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"briefer: {message}\n")


def test_unknown_language_is_wrong_usage(cli: CLI, article: Path) -> None:
    result = cli("summarize", article, "--language", "klingon")
    assert (result.exit_code, result.stdout) == (2, "")
    assert re.fullmatch(r"briefer: unknown language 'klingon'; .+\n", result.stderr)


@pytest.mark.parametrize("arguments", [["--format", "yaml"], ["--detail", "some"], ["--claims", "few"], ["--magic"]])
def test_what_typer_rejects_is_2(cli: CLI, article: Path, arguments: list[str]) -> None:
    result = cli("summarize", article, *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines()[-1].startswith("Error: ")
    assert arguments[-1].strip("-") in result.stderr


def test_no_input_on_a_terminal_is_wrong_usage() -> None:
    parent, child = pty.openpty()
    try:
        done = subprocess.run([*BRIEFER, "summarize"], stdin=child, capture_output=True, text=True, timeout=PATIENCE)
    finally:
        os.close(parent)
        os.close(child)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "briefer: no input; name a file, or pipe an article in: `cat article.txt | briefer summarize`\n"
    )


INPUTS = {
    "missing": (None, "no such file; check the path"),
    "folder": ("folder", "the folder holds nothing that briefer reads; check what is in it"),
    "empty": (b"", "it contains no text; check that this is the right file"),
    "white space": (b" \r\n\t\n", "it contains no text; check that this is the right file"),
    "binary": (
        bytes(300),
        "looks like binary data, not text; convert it to plain text first, or name its encoding with --encoding",
    ),
}


@pytest.mark.parametrize("case", INPUTS)
def test_bad_input_is_one_line_and_1(cli: CLI, tmp_path: Path, case: str) -> None:
    content, message = INPUTS[case]
    path = tmp_path / "input.txt"
    if content == "folder":
        path.mkdir()
    elif isinstance(content, bytes):
        path.write_bytes(content)
    result = cli("summarize", path)
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", f"briefer: {path}: {message}\n")


def test_a_folder_of_a_few_articles_is_briefed(cli: CLI, tmp_path: Path) -> None:
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(f"Storm {name} closes pier. The pier stays shut.", encoding="utf-8")
    result = cli("summarize", tmp_path, "-o", tmp_path / "all.txt")
    assert (result.exit_code, result.stderr) == (0, "")
    assert [line for line in (tmp_path / "all.txt").read_text().splitlines() if line.startswith("  Storm")] != []
    assert cli("summarize", tmp_path / "a.txt", tmp_path, "-o", tmp_path / "all.txt").exit_code == 0
    for number in range(20):
        (tmp_path / f"{number}.txt").write_text("Rain.", encoding="utf-8")
    result = cli("summarize", tmp_path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        f"briefer: {tmp_path}: the folder holds more than 20 articles; try `briefer batch FOLDER --out DIR`\n"
    )


@pytest.mark.parametrize("case", ["empty", "white space", "binary"])
def test_bad_standard_input_is_named(cli: CLI, case: str) -> None:
    content, message = INPUTS[case]
    result = cli("summarize", stdin=content)
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", f"briefer: standard input: {message}\n")


@pytest.mark.parametrize(
    ("encoding", "message"),
    [
        ("klingon", "unknown encoding 'klingon'; try utf-8, latin-1 or cp1252"),
        ("ascii", "this is not valid ascii; leave out --encoding to detect it"),
    ],
)
def test_wrong_encoding(cli: CLI, tmp_path: Path, encoding: str, message: str) -> None:
    path = tmp_path / "article.txt"
    path.write_text("Café", encoding="utf-8")
    result = cli("summarize", path, "--encoding", encoding)
    assert (result.exit_code, result.stderr) == (1, f"briefer: {path}: {message}\n")


def test_control_characters_of_a_name_are_marked(cli: CLI) -> None:
    result = cli("summarize", "a\x1b[31m\nb.txt")
    assert result.stderr == "briefer: a␛[31m b.txt: no such file; check the path\n"


def test_bug_is_one_line_unless_debugged(cli: CLI, article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("oh")

    monkeypatch.setattr("briefer.pipeline.brief", fail)
    result = cli("summarize", article)
    assert result.exit_code == 1
    assert result.stderr == (
        "briefer: internal error: ZeroDivisionError: oh; please report it, with the article and BRIEFER_DEBUG=1\n"
    )
    monkeypatch.setenv("BRIEFER_DEBUG", "1")
    assert isinstance(cli("summarize", article).exception, ZeroDivisionError)


def test_broken_promise_is_told_not_printed(cli: CLI, article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from briefer.model import Span

    monkeypatch.setattr("briefer.headline.make", lambda *_: Span(0, 10**6))
    monkeypatch.setattr("briefer.pipeline._title", lambda *_: None)
    result = cli("summarize", article)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        f"briefer: {article}: internal check failed: headline at 0:1000000 is not within the text;"
        " please report it with the article\n"
    )


def test_methods_are_listed_with_their_sources(cli: CLI) -> None:
    result = cli("methods")
    assert (result.exit_code, result.stderr) == (0, "")
    assert [line.split()[0] for line in result.stdout.splitlines()] == list(METHODS)
    for line, method in zip(result.stdout.splitlines(), METHODS.values(), strict=True):
        assert method.summary in line
        assert method.paper in line


@pytest.mark.parametrize("method", METHODS)
def test_every_method_makes_a_brief(cli: CLI, article: Path, method: str) -> None:
    result = cli("summarize", article, "--method", method, "--sentences", 2, "-f", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    assert len(json.loads(result.stdout)["summary"]) == 2


def test_version(cli: CLI) -> None:
    assert cli("--version").stdout == f"briefer {__version__}\n"


def test_no_command_shows_the_help(cli: CLI) -> None:
    result = cli()
    assert result.exit_code == 2
    assert "summarize" in result.output


def run(*arguments: str, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*BRIEFER, *arguments],
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, **environment},
        timeout=PATIENCE,
    )


def test_runs_as_a_module(article: Path, cli: CLI) -> None:
    done = run("summarize", str(article))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == cli("summarize", article).stdout


def test_output_is_utf8_whatever_the_locale(article: Path, cli: CLI) -> None:
    done = run("summarize", str(article), LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == cli("summarize", article).stdout


def test_error_can_be_printed_whatever_the_locale(tmp_path: Path) -> None:
    done = run("summarize", str(tmp_path / "Ünö.txt"), LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert done.stderr.endswith("no such file; check the path\n")


@pytest.mark.parametrize("arguments", [["summarize", "--format", "json", "--detail", "full"], ["schema"], ["methods"]])
def test_closed_pipe_ends_quietly(arguments: list[str], tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("The mayor said that the harbour will close on Monday. " * 400)
    files = [str(path)] if arguments[0] == "summarize" else []
    process = subprocess.Popen([*BRIEFER, *arguments, *files], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout and process.stderr
    if arguments[0] == "summarize":
        process.stdout.readline()
    process.stdout.close()  # for the others before they write at all
    errors = process.stderr.read()
    process.stderr.close()
    assert (process.wait(timeout=PATIENCE), errors) == (0, b"")


def test_closed_pipe_in_a_shell(article: Path) -> None:
    files = " ".join([str(article)] * 50)  # more than a pipe holds
    script = f"set -o pipefail; {sys.executable} -m briefer summarize -f json --detail full {files} | head -n 1"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, timeout=PATIENCE)  # noqa: S607
    assert (done.returncode, done.stdout, done.stderr) == (0, "[\n", "")


@pytest.mark.parametrize("arguments", [["summarize"], ["batch", "{folder}", "--out", "{folder}/out", "--jobs", "2"]])
def test_ctrl_c_is_130(arguments: list[str], tmp_path: Path) -> None:
    for number in range(1500):
        if "batch" in arguments:
            (tmp_path / f"{number}.txt").write_text(ARTICLE * 20)
    process = subprocess.Popen(
        [*BRIEFER, *(argument.format(folder=tmp_path) for argument in arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    if "batch" in arguments:
        processes.wait_for(lambda: any((tmp_path / "out").glob("*")))
    else:
        assert process.stdin
        process.stdin.write(b"Rain. " * 100_000)
        process.stdin.flush()
        processes.wait_for(lambda: processes.waiting_bytes(process.stdin) == 0)  # all is read, and it wants more
    assert process.poll() is None
    os.killpg(process.pid, signal.SIGINT)  # as the terminal does: to all processes of the group
    output, errors = process.communicate(timeout=processes.PATIENCE)
    assert (process.returncode, output) == (130, b"")
    assert errors.startswith(b"stopping once ") if "batch" in arguments else errors == b""
    assert b"Traceback" not in errors
    assert list(tmp_path.glob("**/*.part")) == []


def on_terminal(*arguments: str, columns: int = 80, **environment: str) -> str:
    """Return what the command prints on a terminal."""
    env = {**os.environ, "TERM": "xterm", **environment}
    code, printed = processes.on_terminal([*BRIEFER, *arguments], "stdin", "stdout", columns=columns, env=env)
    assert code == 0
    return printed


RE_COLOUR = re.compile(r"\x1b\[(?:0|1|2|31|33|35|1;36)m")


def test_terminal_adds_colour_and_nothing_else(cli: CLI, article: Path) -> None:
    printed = on_terminal("summarize", str(article))
    assert RE_COLOUR.search(printed)
    assert RE_COLOUR.sub("", printed) == cli("summarize", article).stdout


def test_no_color_is_obeyed(cli: CLI, article: Path) -> None:
    assert on_terminal("summarize", str(article), NO_COLOR="1") == cli("summarize", article).stdout


def test_terminal_width_is_used(article: Path) -> None:
    assert max(map(len, on_terminal("summarize", str(article), columns=40, NO_COLOR="1").splitlines())) <= 40
    wide = max(map(len, on_terminal("summarize", str(article), columns=200, NO_COLOR="1").splitlines()))
    assert 80 < wide <= 100


def test_no_escape_of_the_article_reaches_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_text(ESCAPES, encoding="utf-8")
    printed = on_terminal("summarize", str(path))
    assert "␛[31mred␛[0m" in printed
    assert re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", RE_COLOUR.sub("", printed)) is None


def test_output_into_a_file_has_no_colour(article: Path, cli: CLI, tmp_path: Path) -> None:
    on_terminal("summarize", str(article), "-o", str(tmp_path / "brief.txt"))
    assert (tmp_path / "brief.txt").read_text(encoding="utf-8") == cli("summarize", article).stdout


def test_ctrl_c_amid_the_imports_is_no_traceback() -> None:
    script = (
        "import sys, types, briefer.__main__ as program\n"
        "class Interrupted(types.ModuleType):\n"
        "    def __getattr__(self, name): raise KeyboardInterrupt\n"
        "sys.modules['briefer.cli'] = Interrupted('briefer.cli')\n"
        "program.main()\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=PATIENCE)
    assert (done.returncode, done.stderr) == (130, "")
