"""`briefer mcp`, asked by the SDK's own client over standard input and output."""

from __future__ import annotations

import importlib
import importlib.util
import json
import os
import shutil
import sys
import tomllib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from typer.testing import Result

from briefer import readers
from briefer.errors import InputMissingError, OptionError
from briefer.serving import tools
from briefer.serving.folders import Folders, OutsideError

CLI = Callable[..., Result]
ROOT = Path(__file__).parents[1]
HARBOUR = (ROOT / "examples" / "01-harbour" / "article.txt").read_text(encoding="utf-8")
CONTEXT = 16_000  # characters that an answer may have at most, and be it of a book


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of articles, beside which lies what nobody may read."""
    place = tmp_path_factory.mktemp("serving")
    folder = place / "inbox"
    shutil.copytree(ROOT / "examples" / "06-digest" / "articles", folder / "crane")
    (folder / "harbour.txt").write_text(HARBOUR, encoding="utf-8", newline="")
    rows = [{"id": f"row-{n}", "text": f"The pier is shut, Ada Lund said on day {n}."} for n in range(3)]
    (folder / "corpus.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    said = (f"Item {n} of the plan is too dear, councillor Ada{chr(97 + n % 26)} Lund said." for n in range(400))
    (folder / "long.txt").write_text("A long meeting\n\n" + "\n\n".join(said), encoding="utf-8")
    (place / "secret.txt").write_text("The mayor said that nobody may read this.", encoding="utf-8")
    (place / "inbox-2").mkdir()
    (place / "inbox-2" / "other.txt").write_text("The mayor said so.", encoding="utf-8")
    if hasattr(os, "symlink"):
        (folder / "link.txt").symlink_to(place / "secret.txt")
        (folder / "out").symlink_to(place)
        (folder / "in.txt").symlink_to(folder / "harbour.txt")
    return folder


Ask = Callable[..., list[tuple[bool, Any]]]


@pytest.fixture(scope="module")
def ask(inbox: Path) -> Ask:
    """Return a function that starts a server, calls tools one after the other, and returns (failed, answer) of each."""
    pytest.importorskip("mcp", reason="the SDK is not installed: pip install mcp")
    import anyio
    from mcp.client.client import Client
    from mcp.client.stdio import StdioServerParameters, stdio_client

    def run(*calls: tuple[str, dict[str, Any]], folders: list[str] | None = None) -> list[tuple[bool, Any]]:
        path = os.pathsep.join(part for part in sys.path if part)
        server = StdioServerParameters(
            command=sys.executable,
            args=["-m", "briefer", "mcp", *(folders or [str(inbox)])],
            env={**os.environ, "PYTHONPATH": path},
        )

        async def talk() -> list[tuple[bool, Any]]:
            answers: list[tuple[bool, Any]] = []
            async with Client(stdio_client(server)) as client:
                if not calls:
                    tools = (await client.list_tools()).tools
                    return [(False, tool) for tool in tools]
                for name, arguments in calls:
                    result = await client.call_tool(name, arguments)
                    (block,) = result.content
                    text = block.text
                    assert len(text) < CONTEXT
                    answers.append((bool(result.is_error), text if result.is_error else json.loads(text)))
            return answers

        # In a thread of its own: the browser of other tests leaves a loop running in this one.
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(anyio.run, talk).result()

    return run


def test_tools_say_what_they_do(ask: Ask) -> None:
    tools = {tool.name: tool for _, tool in ask()}
    assert list(tools) == ["brief", "claims", "digest", "check_quote"]
    for tool in tools.values():
        assert tool.description
        assert tool.annotations.read_only_hint
        assert "path" in str(tool.input_schema["required"])


def test_slices_of_all_tools_slice_the_file(ask: Ask, inbox: Path) -> None:
    brief, claims, found, digest = ask(
        ("brief", {"path": "harbour.txt"}),
        ("claims", {"path": "harbour.txt", "kind": "denial"}),
        ("check_quote", {"quote": "Nobody signed a paper", "path": "."}),
        ("digest", {"paths": ["crane"]}),
    )
    assert [failed for failed, _ in (brief, claims, found, digest)] == [False] * 4
    text = readers.read(inbox / "harbour.txt").text
    assert text == HARBOUR
    slices = [*brief[1]["key_claims"], *brief[1]["summary"], *claims[1]["claims"]]
    (place,) = [place for place in found[1]["places"] if place["article"] == "harbour.txt"]
    slices += [*place["spans"], place["sentence"]]
    assert all(text[part["start"] : part["end"]] == part["text"] for part in slices)
    assert [claim["source"] for claim in claims[1]["claims"]] == ["Union", "union"]
    assert (found[1]["verdict"], place["said_by"][0]["source"]) == ("verbatim", "Luis Bergamo")
    (story,) = [story for story in digest[1]["stories"] if len(story["articles"]) > 2]
    articles = {row["n"]: row["article"] for row in digest[1]["articles"]}
    for part in (*story["summary"], *story["claims"]):
        there = readers.read(inbox / articles[part["article"]]).text
        assert there[part["start"] : part["end"]] == part["text"]


def test_near_misses_are_told(ask: Ask) -> None:
    ((_, near), (_, absent)) = ask(
        ("check_quote", {"quote": "Nobody signed any paper", "path": "harbour.txt"}),
        ("check_quote", {"quote": "Everybody has signed the contract by now", "path": "."}),
    )
    assert near["verdict"] == "near"
    assert [(one["quote"], one["text"]) for one in near["places"][0]["differences"]] == [("any", "a")]
    assert (absent["verdict"], absent["places"]) == ("absent", [])


@pytest.mark.parametrize(
    "path",
    [
        "../secret.txt",
        "../inbox-2/other.txt",
        "link.txt",
        "out",
        "out/secret.txt",
        "crane/../../secret.txt",
        "/etc/passwd",
        "../nothing-there.txt",
        "file:///etc/passwd",
        "https://example.org/a.html",
        "s3://bucket/a.txt",
        "~/a.txt",
        "no\0name",
        "harbour.tx?",
        "*",
    ],
)
def test_what_lies_outside_is_refused(inbox: Path, path: str) -> None:
    with pytest.raises((OutsideError, InputMissingError)) as caught:
        Folders([str(inbox)]).find(path)
    inside = path in ("harbour.tx?", "*", "~/a.txt") or "://" in path  # names that a folder could have
    assert isinstance(caught.value, InputMissingError if inside else OutsideError)


def test_refusals_reach_the_client_and_end_nothing(ask: Ask, inbox: Path) -> None:
    answers = ask(
        ("brief", {"path": str(inbox.parent / "secret.txt")}),
        ("claims", {"path": "link.txt"}),
        ("digest", {"paths": ["crane", "out"]}),
        ("check_quote", {"quote": "nobody may read this", "path": "../secret.txt"}),
        ("brief", {"path": "missing.txt"}),
        ("check_quote", {"quote": "…", "path": "harbour.txt"}),
        ("brief", {"path": "in.txt"}),
    )
    assert [failed for failed, _ in answers] == [True] * 6 + [False]
    assert all("outside the folders" in answer for _, answer in answers[:4])
    assert not any("may read this" in str(answer) for _, answer in answers)
    assert "no such file" in answers[4][1]


def test_folders_leave_out_what_links_lead_out_to(ask: Ask, inbox: Path) -> None:
    ((_, listed), (_, quoted)) = ask(
        ("brief", {"path": "."}), ("check_quote", {"quote": "nobody may read this", "path": "."})
    )
    assert "harbour.txt" in listed["articles"]
    assert "crane/1-marrow-post.md" in listed["articles"]
    assert not any("link" in name or "secret" in name for name in listed["articles"])
    assert quoted["verdict"] == "absent"


def test_what_is_in_a_file_has_a_path_of_its_own(ask: Ask) -> None:
    ((_, listed), (_, one), (_, said), (failed, none)) = ask(
        ("brief", {"path": "corpus.jsonl"}),
        ("brief", {"path": "corpus.jsonl/row-1"}),
        ("check_quote", {"quote": "The pier is shut", "path": "."}),
        ("brief", {"path": "corpus.jsonl/row-9"}),
    )
    assert listed["articles"] == [f"corpus.jsonl/row-{n}" for n in range(3)]
    assert (one["article"], one["headline"]) == ("corpus.jsonl/row-1", "The pier is shut, Ada Lund said on day 1")
    assert [place["article"] for place in said["places"]] == listed["articles"]
    assert failed
    assert "holds nothing" in none


def test_answers_fit_and_pages_go_on(ask: Ask) -> None:
    ((_, first),) = ask(("claims", {"path": "long.txt", "limit": 100}))
    assert first["claims_in_all"] > 300
    assert first["left_out"] == 100 - len(first["claims"])
    assert first["next_skip"] == len(first["claims"])
    ((_, second), (_, last)) = ask(
        ("claims", {"path": "long.txt", "limit": 10, "skip": first["next_skip"]}),
        ("claims", {"path": "long.txt", "source": "adab lund", "words": "item 27 of"}),
    )
    assert second["claims"][0]["start"] > first["claims"][-1]["start"]
    assert [claim["text"] for claim in last["claims"]] == ["Item 27 of the plan is too dear"]
    assert last["next_skip"] is None


def test_too_many_articles_are_refused_not_cut(inbox: Path, tmp_path: Path) -> None:
    rows = [{"id": f"row-{n}", "text": f"The pier is shut, Ada Lund said on day {n}."} for n in range(201)]
    (tmp_path / "many.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    folders = Folders([str(tmp_path)])
    for ask_all in (
        lambda: tools.claims(folders, "many.jsonl"),
        lambda: tools.check_quote(folders, "The pier is shut", "."),
        lambda: tools.digest(folders, ["many.jsonl"]),
    ):
        with pytest.raises(OptionError, match="more than 200 articles"):
            ask_all()
    listed = tools.brief(folders, "many.jsonl")
    assert (len(listed["articles"]), listed["left_out"]) == (200, "1 or more")
    twice = tools.digest(Folders([str(inbox)]), ["crane", "crane/1-marrow-post.md"])
    assert len(twice["articles"]) + twice["in_no_story"] == 6


def test_several_folders_have_full_names(ask: Ask, inbox: Path) -> None:
    other = str(inbox.parent / "inbox-2")
    ((_, listed), (_, brief)) = ask(
        ("brief", {"path": other}), ("brief", {"path": "other.txt"}), folders=[str(inbox), other]
    )
    assert listed["articles"] == [os.path.join(os.path.realpath(other), "other.txt")]  # noqa: PTH118
    assert brief["article"] == listed["articles"][0]


def test_command_needs_folders(cli: CLI, tmp_path: Path) -> None:
    with pytest.raises(OptionError, match="is not a folder"):
        Folders([str(tmp_path / "missing")])
    pytest.importorskip("mcp", reason="the SDK is not installed: pip install mcp")
    assert cli("mcp", str(tmp_path / "missing")).exit_code == 2


def test_command_says_what_is_missing(cli: CLI, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mcp", None)
    result = cli("mcp", str(tmp_path))
    assert (result.exit_code, result.stderr) == (
        1,
        "briefer: tools for agents need the package mcp; try `pip install mcp`\n",
    )


def test_llm_gets_a_brief_as_a_fragment(monkeypatch: pytest.MonkeyPatch) -> None:
    """What `llm` calls, with its plugin interface in place of it where it is not installed."""

    class Fragment(str):
        def __new__(cls, content: str, source: str = "") -> Fragment:
            return super().__new__(cls, content)

    if importlib.util.find_spec("llm") is None:
        monkeypatch.setitem(sys.modules, "llm", SimpleNamespace(Fragment=Fragment, hookimpl=lambda hook: hook))
    monkeypatch.delitem(sys.modules, "briefer.serving.fragments", raising=False)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    plugin = importlib.import_module(project["entry-points"]["llm"]["briefer"])
    loaders: dict[str, Callable[[str], str]] = {}
    plugin.register_fragment_loaders(loaders.__setitem__)
    fragment = loaders["brief"](str(ROOT / "examples" / "01-harbour" / "article.txt"))
    assert fragment == (ROOT / "examples" / "01-harbour" / "brief.md").read_text(encoding="utf-8")
    with pytest.raises(ValueError, match="no such file"):
        loaders["brief"]("missing.txt")
    monkeypatch.delitem(sys.modules, "briefer.serving.fragments")
