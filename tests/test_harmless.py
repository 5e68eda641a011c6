"""No character that steers a terminal, an editor or a reader leaves in any field of any format; JSON loses none."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, cast

import pytest
from typer.testing import Result

import briefer
from briefer import digest, readers
from briefer.batch import manifest
from briefer.model import Brief
from briefer.render import FORMATS, View, digests, folder, render
from briefer.render.harmless import RE_BREAKS, RE_ESCAPED, RE_LINES, RE_UNSAFE, escaped, marked, visible

CLI = Callable[..., Result]
EXAMPLE = Path(__file__).parents[1] / "examples" / "01-harbour" / "article.txt"
STEERING = [  # Unicode's format characters, controls and surrogates, but for white space
    *(chr(code) for code in range(0xA0) if not 0x20 <= code < 0x7F and chr(code) not in "\t\n"),
    *"\u00ad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e",
    *(chr(code) for code in range(0x2060, 0x2070)),
    *"\ufeff\ufff9\ufffa\ufffb\ud800\udbff\udc00\udfff\U000e0001\U000e0020\U000e0041\U000e007f",
]
ALL = "x".join(STEERING)
RE_STEERING = re.compile("[" + "".join(map(re.escape, STEERING)) + "]")
RE_ID = re.compile("c[0-9]+")  # of a claim, which is ours


def hostile(value: Any) -> Any:
    """Return a record with every text in it made hostile, but for the ids of claims."""
    if isinstance(value, Enum) or value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str):
        return value if RE_ID.fullmatch(value) else f"{ALL}{value}\n{ALL}"
    if isinstance(value, tuple):
        made = [hostile(one) for one in value]
        return type(value)(*made) if hasattr(value, "_fields") else tuple(made)
    if is_dataclass(value) and not isinstance(value, type):
        named = {field.name: getattr(value, field.name) for field in fields(value)}
        changed = {name: hostile(one) for name, one in named.items() if name not in ("text", "construction")}
        if "text" in named and "sha256" in named:  # a document, whose offsets must hold
            changed["text"] = text(named["text"])
        elif "text" in named:
            changed["text"] = hostile(named["text"])
        return replace(value, **changed)
    return value


def text(words: str) -> str:
    """Return a text of the same length with a steering character in place of every third letter."""
    letters = list(words)
    for place in range(1, len(letters), 3):
        letters[place] = STEERING[place // 3 % len(STEERING)]
    return "".join(letters)


@cache
def brief() -> Brief:
    known = readers.Known(title="T", authors=("Ada Lund",), published="2026", site="S", url="https://example.org/")
    document = readers.read_text(EXAMPLE.read_text(encoding="utf-8"), known=known)
    made = briefer.brief(replace(document, id="id", path="p", encoding="utf-8", warnings=("note",)))
    return cast(Brief, hostile(made))


def harmless(printed: str, *, allowed: str = "") -> bool:
    found = {repr(char) for char in RE_STEERING.findall(printed.replace("\r\n", "\n"))} - {repr(c) for c in allowed}
    assert found == set()
    return True


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("format", FORMATS)
def test_no_field_of_any_format_steers(format: str, full: bool) -> None:
    printed = render(brief(), View(format, full=full, explain=full))
    assert harmless(printed)
    # JSON escapes what steers; brat has nothing of it between its fragments.
    assert format in ("json", "jsonl", "annotations", "brat") or "⟨U+202E⟩" in printed


def test_unicode_calls_nothing_printable_that_is_kept_back() -> None:
    printable = "".join(filter(str.isprintable, map(chr, range(sys.maxunicode + 1))))
    assert not any(harmful.search(printable) for harmful in (RE_BREAKS, RE_UNSAFE, RE_LINES, RE_ESCAPED))


def test_colours_are_all_that_colour_adds() -> None:
    assert harmless(re.sub(r"\x1b\[[0-9;]+m", "", render(brief(), View("text", colour=True))))


@pytest.mark.parametrize("name", ["own.md.j2", "own.html"])
def test_no_field_of_a_template_steers(tmp_path: Path, name: str) -> None:
    sheet = tmp_path / name
    sheet.write_text("{{ headline.text }} {{ byline | tojson }} {{ claims }} {{ facts }} {{ text | safe }}", "utf-8")
    assert harmless(render(brief(), View(template=str(sheet))))


def test_json_loses_nothing() -> None:
    data = json.loads(render(brief(), View("json", full=True)))
    original = brief().document.text
    assert data["text"].encode("utf-16", "surrogatepass") == original.encode("utf-16", "surrogatepass")
    assert data["source"]["site"].encode("utf-16", "surrogatepass") == str(brief().document.site).encode(
        "utf-16", "surrogatepass"
    )


def test_no_field_of_an_index_steers() -> None:
    rows = [{"input": ALL, "output": "a.html", "entry": folder.entry(brief())}]
    failures = [{"input": ALL, "error": "format", "message": ALL, "hint": ALL}]
    assert harmless(folder.index(rows, failures, ALL))


def test_no_field_of_a_manifest_steers(tmp_path: Path) -> None:
    row = {"input": ALL, "output": ALL, "status": "failed", "message": ALL}
    journal = manifest.Journal(tmp_path / "manifest.jsonl")
    journal.append(row)
    journal.close()
    written = (tmp_path / "manifest.jsonl").read_text(encoding="utf-8") + manifest.failure_line(row).decode("utf-8")
    assert harmless(written)


@pytest.mark.parametrize("format", digests.FORMATS)
def test_no_field_of_a_digest_steers(format: str) -> None:
    source = EXAMPLE.read_text(encoding="utf-8").replace(" pier ", f" {ALL.replace(chr(10), ' ')} pier ")
    items = [readers.Item(name=f"{n}{ALL}", label=f"{n}{ALL}", text=f"{source}\n\n{n}") for n in range(2)]
    made = digest.digest(items, digest.Options(same_story=True))
    assert harmless(digests.render(made, format, full=True))


def test_no_field_of_a_message_steers(cli: CLI) -> None:
    for arguments in (["summarize", f"a{ALL[1:]}.txt"], ["batch", "x\x1b[31m\u202e.txt", "-o", "y\x1b[31m\u202e.pdf"]):
        result = cli(*arguments)
        assert result.exit_code != 0
        assert harmless(result.stderr)


@pytest.mark.parametrize(
    "words",
    [
        "میخواهم",
        "می\u200cخواهم",  # Persian, which parts its syllables so
        "ശ്രീ ന\u0d4d\u200d",  # Malayalam
        "क\u094d\u200dष",  # Hindi
        "👩\u200d🚒 and ❤\ufe0f\u200d🔥",
        "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",  # the flag of Scotland
    ],
)
def test_what_a_script_or_a_picture_needs_stays(words: str) -> None:
    assert visible(words) == words


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Grund\u00adstück", "Grundstück"),
        ("a\u200bb\ufeffc\u2060d", "abcd"),
        ("pay\u200dpal", "pay⟨U+200D⟩pal"),
        ("👩\u200d\u200d🚒", "👩\u200d⟨U+200D⟩🚒"),
        ("hi\U000e0068\U000e0069", "hi⟨U+E0068⟩⟨U+E0069⟩"),
        ("🏴\U000e0067 x", "🏴⟨U+E0067⟩ x"),
        ("a\ufff9b", "a⟨U+FFF9⟩b"),
        ("a\x7fb\x9bc", "a␡b⟨U+009B⟩c"),
    ],
)
def test_what_hides_something_is_shown(words: str, shown: str) -> None:
    assert visible(words) == marked(words) == shown


def test_every_escape_reads_back() -> None:
    for code in range(sys.maxunicode + 1):
        if not 0xD800 <= code < 0xE000 and RE_STEERING.match(chr(code)):
            assert json.loads(escaped(json.dumps(chr(code), ensure_ascii=False))) == chr(code)
