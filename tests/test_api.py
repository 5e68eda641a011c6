"""briefer as a library: what it takes, what comes back, and what it says to mistakes."""

from __future__ import annotations

import copy
import io
import json
import pydoc
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any, get_type_hints

import pytest
from typer.testing import Result

import briefer
from briefer import api
from briefer.errors import InputMissingError, OptionError
from briefer.pipeline import Options
from briefer.readers import Reading
from briefer.render.records import COLUMNS

ROOT = Path(__file__).parents[1]
HARBOUR = ROOT / "examples" / "01-harbour" / "article.txt"
STORM = "Storm closes pier\n\nThe pier stays shut, Mayor Ada Lind said. She denied that the piles were rotten."


def test_what_a_brief_is_made_of_makes_no_difference() -> None:
    data = HARBOUR.read_bytes()
    found = briefer.brief(HARBOUR)
    given: list[Any] = [data.decode(), data, io.BytesIO(data), briefer.read(HARBOUR), briefer.read(str(HARBOUR))]
    for one in given:
        again = briefer.brief(one)
        assert (again.claims, again.summary, again.headline) == (found.claims, found.summary, found.headline)
    with HARBOUR.open("rb") as stream:
        document = briefer.read(stream)
    assert (document.path, document.sha256) == (str(HARBOUR), found.document.sha256)


def test_a_brief_gives_the_json_of_the_command_line(cli: Callable[..., Result]) -> None:
    found = briefer.brief(HARBOUR)
    printed = cli("summarize", str(HARBOUR), "--format", "json").stdout
    assert found.to_json() == printed
    assert found.to_dict() == json.loads(printed)
    assert json.loads(found.to_json(full=True, explain=True, indent=None)) == found.to_dict(full=True, explain=True)
    assert str(found) == found.render("text") == cli("summarize", str(HARBOUR)).stdout
    assert found.render("html").startswith("<!doctype html>")


def test_a_brief_is_short_in_a_shell_and_shown_in_a_notebook() -> None:
    found = briefer.brief("<b>Storm</b> & pier\n\nThe pier <i>stays</i> shut, Mayor Ada Lind said.")
    assert repr(found) == "<Brief '<b>Storm</b> & pier': 1 sentence, 1 claim>"
    shown = found._repr_html_()
    assert "<h3>&lt;b&gt;Storm&lt;/b&gt; &amp; pier</h3>" in shown
    assert "<i>" not in shown
    assert "Mayor Ada Lind" in shown
    assert copy.deepcopy(found) == found


@pytest.mark.parametrize(
    "name", ["article.txt", "missing.pdf", "inbox/report.docx", "https://news.example/a", str(HARBOUR), str(ROOT)]
)
def test_the_name_of_a_file_is_not_briefed_as_prose(name: str) -> None:
    with pytest.raises(OptionError, match=r"not a text|is an address"):
        briefer.brief(name)


def test_a_short_text_is_no_name() -> None:
    assert briefer.brief("Rain.").words == 1
    assert briefer.brief("He runs example.com and and/or notes.txt, he said.").words > 1


@pytest.mark.parametrize("wrong", ["sentance", "clams", "format"])
def test_an_option_that_does_not_exist_says_which_was_meant(wrong: str) -> None:
    for call in (briefer.brief, briefer.claims):
        with pytest.raises(OptionError, match=f"no option '{wrong}'; (did you mean|try one of)"):
            call("The pier stays shut.", **{wrong: 1})


def test_options_are_those_of_the_records() -> None:
    hints = get_type_hints(api.Keywords)
    records = {**get_type_hints(Options), **get_type_hints(Reading)}
    assert hints == {name: kind for name, kind in records.items() if name != "columns"}  # of corpora alone
    assert [*hints] == [field.name for field in fields(Options)] + [*Reading._fields[:-1]]
    for name in hints:
        assert name in (api.__doc__ or ""), name


@pytest.mark.parametrize("source", [io.StringIO("Rain."), 7, None, ["a.txt"]])
def test_what_cannot_be_read_is_said(source: Any) -> None:
    with pytest.raises(OptionError, match=r"gives text, not bytes|cannot be read"):
        briefer.read(source)


def test_a_pipe_is_read() -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    assert briefer.read(Pipe(b"{\\rtf1 Rain stops play.}")).format == "rtf"
    assert [document.text for document in briefer.read_all(Pipe(b'{"id": "1", "text": "Rain."}\n'))] == ["Rain."]


def test_claims_are_flat_records(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORM, encoding="utf-8")
    (tmp_path / "b.txt").write_text("It will rain, Petra Olin said.", encoding="utf-8")
    rows = briefer.claims(tmp_path)
    assert [tuple(row) for row in rows] == [COLUMNS] * 3
    assert {type(value) for row in rows for value in row.values()} <= {str, int, bool, type(None)}
    assert [(row["source"], row["kind"], row["anonymous"]) for row in rows] == [
        ("Ada Lind", "statement", False),
        ("Ada Lind", "denial", False),
        ("Petra Olin", "statement", False),
    ]
    assert rows[2]["sentence"] == "It will rain, Petra Olin said."
    several = [tmp_path / "a.txt", briefer.read(tmp_path / "b.txt")]
    assert briefer.claims(several) == rows
    assert briefer.claims([briefer.brief(one) for one in (tmp_path / "a.txt", tmp_path / "b.txt")]) == rows


def test_claims_of_many_processes_come_in_order(tmp_path: Path) -> None:
    rows = [
        json.dumps({"id": str(number), "text": f"It will rain, Ada Lind said {number} times."}) for number in range(40)
    ]
    (tmp_path / "corpus.jsonl").write_text("\n".join(rows), encoding="utf-8")
    assert briefer.claims(tmp_path, jobs=2) == briefer.claims(tmp_path / "corpus.jsonl")


def test_one_bad_input_is_raised_or_handed_over(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORM, encoding="utf-8")
    inputs = [tmp_path / "missing.txt", tmp_path / "a.txt"]
    with pytest.raises(InputMissingError):
        briefer.claims(inputs)
    with pytest.raises(InputMissingError):
        briefer.digest(inputs)
    failed: list[briefer.BrieferError] = []
    assert len(briefer.claims(inputs, on_error=failed.append)) == 2
    assert len(briefer.digest(inputs, on_error=failed.append).articles) == 1
    assert [error.input for error in failed] == [str(inputs[0])] * 2


def test_a_digest_gives_the_json_of_the_command_line(cli: Callable[..., Result]) -> None:
    folder = ROOT / "examples" / "06-digest" / "articles"
    found = briefer.digest(folder)
    assert found.to_json() == cli("digest", str(folder), "--format", "json").stdout
    assert found.to_dict() == json.loads(found.to_json())
    assert repr(found).startswith("<Digest: ")
    assert "denied by" in found._repr_html_()
    assert str(found) == cli("digest", str(folder)).stdout
    with pytest.raises(OptionError, match="did you mean markdown"):
        found.render("markdwn")


def test_help_shows_what_there_is() -> None:
    shown = pydoc.render_doc(briefer, renderer=pydoc.plaintext)
    for name in set(briefer.__all__) - {"__version__"}:
        assert name in shown
    assert set(briefer.__all__) <= set(dir(briefer))
    for function in (api.brief, api.claims, api.digest, briefer.read):
        assert "BrieferError" in (function.__doc__ or "") or "Error" in (function.__doc__ or "")
