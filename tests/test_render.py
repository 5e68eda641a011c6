"""Rendering: article text stays text in every format, nothing steers a terminal, lines keep to the width."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

import briefer
from briefer import pipeline, readers
from briefer.errors import BrieferError, OptionError
from briefer.model import Brief
from briefer.pipeline import Options
from briefer.render import FORMATS, View, render
from briefer.render.harmless import visible
from briefer.render.markdown import CUT, escaped
from examples import examples

ROOT = Path(__file__).parents[1]
ARTICLES = sorted([*ROOT.glob("examples/*/article.*"), *ROOT.glob("tests/corpus/*.txt")])
PARSERS = {
    "commonmark": MarkdownIt("commonmark"),
    "gfm-like": MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]),
}
MARKUP = (
    "[link](https://example.org)",
    "![image](x.png)",
    "<b>bold</b>",
    "<script>alert(1)</script>",
    "<!-- gone -->",
    "<https://example.org>",
    "*emphasis* and **strong**",
    "_emphasis_ and __strong__",
    "`code`",
    "~~struck~~",
    "&amp; &lt; &#35;",
    "# heading",
    "> quotation",
    "- item",
    "+ item",
    "* item",
    "1. item",
    "12) item",
    "| a | b |",
    "---",
    "===",
    "```",
    "[ref]: https://example.org",
    "back\\slash \\* \\",
    "trailing  ",
    "a\tb",
    "$x$ and $$y$$",
    ":smile: @name #1",
    "[^1]: note",
    "- [ ] task",
    "==marked== and ^raised^",
    "www.example.org kim@example.org",
    "12:30:45",
    "GH-26 owner/name#26",
)
# What GitHub, GitLab and editors would turn into links, calls and pictures, although Markdown itself does not.
LIVE = {
    "@ada said @Kai-Berg": "\\@<!-- -->ada said \\@<!-- -->Kai-Berg",
    "ada@example.org": "ada\\@<!-- -->example\\.org",
    "#1 of name#26": "\\#<!-- -->1 of name\\#<!-- -->26",
    "GH-26": "GH-<!-- -->26",
    ":tada: :+1: :e-mail:": "\\:<!-- -->tada\\: \\:<!-- -->+1\\: \\:<!-- -->e-mail\\:",
    "www.example.org": "www\\.example\\.org",
    "http://example.org": "http\\:<!-- -->//example\\.org",
    "the boats of ferry.example, which": "the boats of ferry\\.example, which",
    "at 7 p.m. in the U.S. for 1.5 crowns.": "at 7 p.m. in the U.S. for 1.5 crowns.",
    "at 12:30:45": "at 12\\:30\\:45",
    "a @ b, # c": "a \\@ b, \\# c",
}
UNSAFE = [*range(0x09), *range(0x0E, 0x1C), 0x7F, *range(0x80, 0x85), *range(0x86, 0xA0), 0x061C, 0x200E, 0x200F]
UNSAFE += [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xD800, 0xDFFF]
RE_CODES = re.compile(r"\x1b\[(?:0|1|2|31|33|35|1;36)m")


def words_of(tokens: list[Token]) -> str:
    """Return what a reader of the rendered page sees; fail on anything but plain inline text."""
    seen = []
    for token in tokens:
        assert token.type in ("paragraph_open", "inline", "paragraph_close"), token
        for child in token.children or ():
            assert child.type in ("text", "text_special", "softbreak") or child.content == CUT, child
            seen.append(child.content.replace(CUT, "") if child.type == "html_inline" else child.content)
    return "".join(seen)


@pytest.mark.parametrize("parser", PARSERS)
@pytest.mark.parametrize("text", MARKUP)
def test_markup_of_the_article_stays_text(parser: str, text: str) -> None:
    assert words_of(PARSERS[parser].parse(escaped(text))) == " ".join(text.split())


@pytest.mark.parametrize("text", LIVE)
def test_nobody_is_called_and_nothing_is_linked(text: str) -> None:
    assert escaped(text) == LIVE[text]


@examples(400)
@given(st.one_of(st.text(max_size=60), st.text("*_`[]()<>#!|~&;\\-+=.1:/abGHw@^ \n", max_size=40)))
def test_any_text_stays_text_in_markdown(text: str) -> None:
    for parser in PARSERS.values():
        assert words_of(parser.parse(escaped(text))) == visible(text)


@cache
def brief_of(path: Path) -> Brief:
    return pipeline.brief(readers.read(path), Options())


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_structure_of_markdown_is_ours_alone(path: Path) -> None:
    brief = brief_of(path)
    tokens = PARSERS["gfm-like"].parse(render(brief, View(format="markdown")))
    headings = [tokens[index + 1].content for index, token in enumerate(tokens) if token.type == "heading_open"]
    assert headings[1:] == ["In short", "Key claims", "Sources"]
    items = [token for token in tokens if token.type == "list_item_open"]
    assert len(items) == len(brief.summary) + len(brief.key_claims)
    inline = {child.type for token in tokens for child in token.children or ()}
    assert inline <= {"text", "text_special", "hardbreak", "softbreak", "strong_open", "strong_close"}
    html = PARSERS["gfm-like"].render(render(brief, View(format="markdown")))
    assert "<a " not in html
    assert "<img" not in html


HOSTILE = """Storm [here](javascript:alert(1)) <b>and</b> *there*

The mayor said <img src=x onerror=alert(1)> the **pier** is `shut` until Friday, and that 1. no ~~boats~~ will sail.

1. “# Never,” said Ada_Novak_, the [head](http://example.org) of the *union* for sailors and other workers.
"""


def test_hostile_article_in_markdown() -> None:
    brief = briefer.brief(HOSTILE)
    tokens = PARSERS["gfm-like"].parse(render(brief, View(format="markdown")))
    children = [child for token in tokens for child in token.children or () if child.content != CUT]
    inline = {child.type for child in children}
    assert {"link_open", "image", "html_inline", "em_open", "code_inline", "s_open"}.isdisjoint(inline)
    assert "html_block" not in {token.type for token in tokens}
    shown = "".join(child.content for child in children)
    for item in brief.summary:
        assert visible(HOSTILE[item.start : item.end]) in shown


@pytest.mark.parametrize("code", UNSAFE, ids=lambda code: f"U+{code:04X}")
def test_what_could_steer_a_terminal_is_shown_as_a_mark(code: int) -> None:
    shown = visible(f"a{chr(code)}b")
    assert len(shown) >= 3
    assert shown.isprintable()
    assert shown.startswith("a")
    assert shown.endswith("b")


@pytest.mark.parametrize("code", UNSAFE, ids=lambda code: f"U+{code:04X}")
def test_no_unsafe_character_is_written(code: int) -> None:
    bad = chr(code)
    text = (
        f"Storm{bad}closes pier\n\nBy Ada {bad}Novak\n\nHOLM{bad}, May 3 — The pier {bad} is shut, the may{bad}or said."
        f"\n\nTwo {bad} officials told Holm{bad} Radio it could possibly{bad} open on Friday. “Never{bad},” she said."
    )
    brief = pipeline.brief(
        readers.read_text(text, known=readers.Known(published=f"May{bad}", title=f"A{bad} title")), Options()
    )
    for format in ("text", "markdown", "csv"):
        for colour in (False, True):
            rendered = render(brief, View(format=format, colour=colour, explain=True))
            assert bad not in RE_CODES.sub("", rendered)


@examples(200)
@given(st.text(max_size=300), st.sampled_from(["text", "markdown"]))
def test_output_of_any_text_is_printable(text: str, format: str) -> None:
    try:
        rendered = render(briefer.brief(text), View(format=format))
    except BrieferError:
        return
    unsafe = {chr(code) for code in UNSAFE} - {"\n"}
    assert not unsafe & set(rendered)
    assert len(rendered.splitlines()) == rendered.count("\n")


@pytest.mark.parametrize("width", [1, 20, 21, 30, 40, 72, 80, 120])
@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_lines_keep_to_the_width(path: Path, width: int) -> None:
    rendered = render(brief_of(path), View(width=width))
    limit = max(20, width)
    for line in rendered.splitlines():
        assert len(line) <= limit
        assert line == line.rstrip()


@pytest.mark.parametrize("width", [20, 40, 60, 80, 100])
@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_colour_adds_nothing_but_colour(path: Path, width: int) -> None:
    brief = brief_of(path)
    coloured = render(brief, View(width=width, colour=True))
    assert RE_CODES.sub("", coloured) == render(brief, View(width=width))
    assert coloured.count("\x1b[0m") * 2 == len(RE_CODES.findall(coloured)) > 6


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
@pytest.mark.parametrize("format", ["text", "markdown"])
def test_what_is_printed_is_in_the_article(path: Path, format: str) -> None:
    """Headline, summary and key claims are there word for word, white space folded."""
    brief = brief_of(path)
    document = brief.document
    rendered = render(brief, View(format=format))
    shown = " ".join(re.sub(r"\\(.)", r"\1", rendered).split() if format == "markdown" else rendered.split())
    claims = {claim.id: claim for claim in brief.claims}
    spans = [(item.start, item.end) for item in brief.summary]
    spans += [(claims[key].start, claims[key].end) for key in brief.key_claims]
    for start, end in spans:
        assert " ".join(document.text[start:end].split()) in shown


def test_unknown_format() -> None:
    with pytest.raises(OptionError) as caught:
        View(format="yaml")
    assert str(caught.value) == f"unknown format 'yaml'; try one of {', '.join(FORMATS)}"


def test_brief_without_anything_but_a_word() -> None:
    assert render(briefer.brief("Storm"), View()).splitlines()[0] == "Storm"
