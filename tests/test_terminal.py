"""The brief on a terminal: recordings at three widths, colour, wide characters, and words that steer nothing."""

from __future__ import annotations

import json
import os
import re
import sys
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import Result

import briefer
import processes
from briefer.cli.terminal import When, colour
from briefer.render import View, render
from briefer.render.wrapping import columns, wrapped
from examples import examples

CASES = Path(__file__).parent / "cases" / "render" / "terminal"
ARTICLES = ("ferry", "chinese")
WIDTHS = (40, 80, 120)
RE_COLOUR = re.compile(r"\x1b\[(?:0|1|2|31|33|35|1;36)m")
VARIABLES = ("NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE")


@cache
def recorded(*arguments: str, width: int, **environment: str) -> str:
    """Return what the command sends to a terminal of this width."""
    kept = {name: value for name, value in os.environ.items() if name not in (*VARIABLES, "COLUMNS")}
    env = {**kept, "TERM": "xterm-256color", **environment}
    command = [sys.executable, "-m", "briefer", *arguments]
    code, printed = processes.on_terminal(command, "stdin", "stdout", columns=width, cwd=CASES, env=env)
    assert code == 0
    return printed


def shown(printed: str) -> str:
    """Return a recording with its escape codes readable, for a golden file."""
    return printed.replace("\x1b", "␛")


def cells(line: str) -> int:
    """Return the columns of a line by Unicode's own table, without what the code under test knows of clusters."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in line
    )


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("article", ARTICLES)
def test_recording(article: str, width: int, request: pytest.FixtureRequest) -> None:
    golden = CASES / f"{article}-{width}.recording"
    printed = recorded("summarize", f"{article}.txt", width=width)
    if request.config.getoption("--update-goldens"):
        golden.write_text(shown(printed), encoding="utf-8")
    assert golden.read_text(encoding="utf-8") == shown(printed), "run pytest --update-goldens, then read the diff"
    lines = RE_COLOUR.sub("", printed).splitlines()
    assert max(map(cells, lines)) <= min(width, 100)
    assert "\x1b" not in "".join(lines)
    for line in printed.splitlines():  # a pager forgets colour at the end of a line
        assert len(re.findall(r"\x1b\[[1-9]", line)) == line.count("\x1b[0m")


@pytest.mark.parametrize("width", WIDTHS)
def test_recording_without_colour_is_the_plain_brief(width: int) -> None:
    printed = recorded("summarize", "ferry.txt", width=width, NO_COLOR="1")
    assert printed == RE_COLOUR.sub("", recorded("summarize", "ferry.txt", width=width))
    brief = briefer.brief((CASES / "ferry.txt").read_text(encoding="utf-8"))
    assert printed == render(brief, View(width=min(width, 100)))


def test_anonymous_denied_and_uncertain_stand_out_in_words_and_in_colour() -> None:
    brief = briefer.brief((CASES / "ferry.txt").read_text(encoding="utf-8"))
    plain = render(brief, View(width=300))
    for words in (
        "because talks are private (anonymous), to",
        "denial",
        "possible: “could”, “possibly”",
        "allegation",
    ):
        assert words in plain
    coloured = render(brief, View(width=300, colour=True))
    assert "\x1b[31mdenial\x1b[0m" in coloured
    assert "\x1b[33mallegation\x1b[0m" in coloured
    assert "\x1b[33mpossible: “could”, “possibly”\x1b[0m" in coloured
    assert re.search(r"\x1b\[35mtwo officials[^\x1b]*\(anonymous\), to Holm Radio\x1b", coloured)


ENVIRONMENTS: list[tuple[dict[str, str], bool, bool]] = [  # environment, colour on a terminal, colour in a pipe
    ({}, True, False),
    ({"NO_COLOR": "1"}, False, False),
    ({"NO_COLOR": ""}, True, False),
    ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False, False),
    ({"FORCE_COLOR": "1"}, True, True),
    ({"FORCE_COLOR": "0"}, True, False),
    ({"FORCE_COLOR": ""}, True, False),
    ({"CLICOLOR_FORCE": "1"}, True, True),
    ({"CLICOLOR_FORCE": "0"}, True, False),
    ({"CLICOLOR": "0"}, False, False),
    ({"CLICOLOR": "1"}, True, False),
    ({"TERM": "dumb"}, False, False),
    ({"TERM": "dumb", "FORCE_COLOR": "1"}, True, True),
]


@pytest.mark.parametrize(("environment", "on_terminal", "in_pipe"), ENVIRONMENTS, ids=lambda value: json.dumps(value))
def test_when_there_is_colour(
    environment: dict[str, str], on_terminal: bool, in_pipe: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert colour(When.AUTO, terminal=True, file=False) is on_terminal
    assert colour(When.AUTO, terminal=False, file=False) is in_pipe
    assert not colour(When.AUTO, terminal=False, file=True)
    for terminal, file in ((True, False), (False, False), (False, True)):
        assert colour(When.ALWAYS, terminal=terminal, file=file)
        assert not colour(When.NEVER, terminal=terminal, file=file)


def test_option_colours_a_pipe_and_a_file(cli: Callable[..., Result], tmp_path: Path) -> None:
    article = CASES / "ferry.txt"
    plain = cli("summarize", article).stdout
    forced = cli("summarize", article, "--color", "always").stdout
    assert RE_COLOUR.sub("", forced) == plain != forced
    cli("summarize", article, "--color", "always", "-o", tmp_path / "brief.txt")
    assert (tmp_path / "brief.txt").read_text(encoding="utf-8") == forced


def test_option_takes_colour_from_a_terminal() -> None:
    assert "\x1b" not in recorded("summarize", "ferry.txt", "--color", "never", width=80)


@pytest.mark.parametrize("format", ["markdown", "json", "jsonl", "csv", "html", "annotations", "brat"])
def test_other_formats_have_no_colour(cli: Callable[..., Result], format: str) -> None:
    assert "\x1b" not in cli("summarize", CASES / "ferry.txt", "--color", "always", "--format", format).stdout


def test_colour_needs_a_word_it_knows(cli: Callable[..., Result]) -> None:
    assert cli("summarize", CASES / "ferry.txt", "--color", "sometimes").exit_code == 2


HOSTILE = (CASES / "ferry.txt").read_text(encoding="utf-8")
for plain, steering in (
    ("Ada Novak", "Ada\x1b]0;owned\x07 Novak"),
    ("Friday", "Fri\x1b[2Jday"),
    ("Mayor", "May\u202eor"),
    ("officials", "offi\x9b31mcials"),
    ("could", "co\x08uld"),
):
    HOSTILE = HOSTILE.replace(plain, steering)


@pytest.mark.parametrize("format", ["text", "markdown", "csv", "html", "plain template", "page template"])
@pytest.mark.parametrize("colour", ["always", "never"])
def test_article_steers_nothing(cli: Callable[..., Result], tmp_path: Path, format: str, colour: str) -> None:
    article = tmp_path / "hostile.txt"
    article.write_text(HOSTILE, encoding="utf-8", newline="")
    options = ["--format", format]
    if "template" in format:
        template = tmp_path / ("all.txt.j2" if format == "plain template" else "all.html")
        template.write_text("{{ headline.text }}{{ text }}{{ claims }}{% for c in claims %}{{ label(c) }}{% endfor %}")
        options = ["--template", str(template)]
    result = cli("summarize", article, "--color", colour, "--title", "A\x1b[31m title\u2066", *options)
    assert result.exit_code == 0
    printed = RE_COLOUR.sub("", result.stdout) if format == "text" else result.stdout
    assert re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]", printed) is None
    assert "␛[31m title⟨U+2066⟩" in printed.replace("\\", "")


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("plain", 5),
        ("naïve", 5),
        ("nai\u0308ve", 5),
        ("港口", 4),
        ("ﾊﾛｰ", 3),
        ("ＡＢ", 4),
        ("한국", 4),
        ("각", 2),
        ("👍", 2),
        ("👍🏽", 2),
        ("👩‍🚒", 2),
        ("👨‍👩‍👧‍👦", 2),
        ("🇩🇪🇫🇷", 4),
        ("❤️", 2),
        ("שָׁלוֹם", 4),
        ("a\u200bb", 2),
        ("“½” – …", 7),
        ("co\u00adop", 5),
        ("港\u00ad口", 5),
        ("Ελλάδα, Москва €5", 17),
    ],
)
def test_columns(text: str, width: int) -> None:
    assert columns(text) == width


@pytest.mark.parametrize(
    ("words", "width", "lines"),
    [
        ("港口当局投票决定关闭", 8, ["港口当局", "投票决定", "关闭"]),
        ("港口当局投票决定关闭", 9, ["港口当局", "投票决定", "关闭"]),
        ("港口当局。投票", 8, ["港口当", "局。投票"]),
        ("港口（当局）投票", 6, ["港口", "（当", "局）投", "票"]),
        ("セーフ カード", 4, ["セー", "フ", "カー", "ド"]),
        ("the 港口 said", 8, ["the 港口", "said"]),
        ("iPhone港口当局", 10, ["iPhone港口", "当局"]),
        ("👩‍🚒👩‍🚒👩‍🚒", 4, ["👩‍🚒👩‍🚒", "👩‍🚒"]),
        ("e\u0301e\u0301e\u0301e\u0301 ab", 4, ["e\u0301e\u0301e\u0301e\u0301", "ab"]),
        ("สวัสดีครับทุกคน", 5, ["สวัสดีค", "รับทุกค", "น"]),
    ],
)
def test_wrapping(words: str, width: int, lines: list[str]) -> None:
    assert wrapped(words, width).split("\n") == lines


@examples(300)
@given(
    st.text("ab -(港口、。）“é\u0301👍🏽\u200d🇩שָ각", max_size=60),
    st.integers(4, 30),
    st.sampled_from(["", " ", "  1  "]),
)
def test_wrapping_keeps_to_the_width_and_loses_nothing(words: str, width: int, first: str) -> None:
    lines = wrapped(words, width + len(first), first, " " * len(first)).split("\n")
    assert "".join("".join(lines).removeprefix(first).split()) == "".join(words.split())
    assert all(columns(line.rstrip()) <= width + len(first) for line in lines)
    assert len(lines) <= max(1, len(words))


def test_what_stands_before_the_lines_has_a_width_too() -> None:
    assert wrapped("港口当局投票", 8, "＞ ").split("\n") == ["＞ 港口", "＞ 当局", "＞ 投票"]


def test_wide_text_costs_linear_time() -> None:
    words = "港口当局投票决定关闭" * 20_000
    assert len(wrapped(words, 80).split("\n")) == 5000
