"""Web pages: the article found, what the page says of itself, and pages that mean harm."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml.html import fromstring
from typer.testing import CliRunner

from briefer.cli import app
from briefer.errors import EmptyInputError, FormatError
from briefer.model import Document, Role
from briefer.pipeline import Options, brief
from briefer.readers import Reading, clutter, html, read, read_bytes, read_markup
from briefer.readers.blocks import blocks
from briefer.readers.metadata import dates, names
from briefer.readers.rejoining import left_out
from examples import THOROUGH, slow_but
from processes import PATIENCE

CASES = Path(__file__).parent / "cases" / "html"
PAGES = sorted((CASES / "pages").glob("*.html"))
METADATA = sorted((CASES / "metadata").glob("*.html"))
TITLES = json.loads((CASES / "titles.json").read_text(encoding="utf-8"))
ENCODINGS = json.loads((CASES / "encodings.json").read_text(encoding="utf-8"))
NAMES = json.loads((CASES / "names.json").read_text(encoding="utf-8"))
DATES = json.loads((CASES / "dates.json").read_text(encoding="utf-8"))
CLUTTER = json.loads((CASES / "clutter.json").read_text(encoding="utf-8"))
LEFT_OUT = json.loads((CASES / "left_out.json").read_text(encoding="utf-8"))


def shown(document: Document) -> str:
    about = f"title: {document.title}\npublished: {document.published}\nlanguage: {document.language}\n"
    marks = [
        f"{mark.role}: {document.text[mark.start : mark.end]}\n"
        for mark in document.marks
        if mark.role is not Role.BODY
    ]
    return f"{about}{''.join(marks)}=== text\n{document.text}\n"


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in PAGES])
def test_page(path: Path) -> None:
    document = read(path)
    assert shown(document) == path.with_suffix(".expected.txt").read_text(encoding="utf-8")
    assert (document.format, document.encoding) == ("html", "utf-8")


@cache
def shown_as_markup(path: Path) -> str:
    return shown(read_markup(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", [None, "page", "page.txt", "page.md", "page.HTM", "page.xhtml"])
@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in PAGES])
def test_page_is_known_whatever_its_name(path: Path, name: str | None) -> None:
    data = path.read_bytes()
    document = read_bytes(data, path=name)
    assert document.format == "html"
    assert shown(document) == shown_as_markup(path)


@pytest.mark.parametrize("data", [b"<htmlish> words", b"Use <html> so.", b"<!-- a remark", b"<p>Rain.</p>"])
def test_text_that_only_looks_like_a_page(data: bytes) -> None:
    assert read_bytes(data).format == "text"


@pytest.mark.parametrize("case", [pytest.param(case, id=case["case"]) for case in TITLES])
def test_title(case: dict[str, str]) -> None:
    head = f"<meta property='og:title' content='{case['title']}'>" if "title" in case else ""
    site = f"<meta property='og:site_name' content='{case['site']}'>" if "site" in case else ""
    heading = f"<h1>{case['h1']}</h1>" if "h1" in case else ""
    assert (
        read_markup(f"<html><head>{head}{site}</head><body>{heading}<p>It rains.</p></body></html>").title
        == (case["expected"])
    )


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in METADATA])
def test_metadata(path: Path) -> None:
    """What a page says of itself: the comment at its end has the fields that the case is about."""
    expected = json.loads(path.read_text(encoding="utf-8").partition("<!-- expected")[2].removesuffix("-->\n"))
    document = read(path)
    found = {name: getattr(document, name) for name in expected}
    assert {name: list(value) if isinstance(value, tuple) else value for name, value in found.items()} == expected


@pytest.mark.parametrize("case", [pytest.param(case, id=case["case"]) for case in NAMES])
def test_names(case: dict[str, Any]) -> None:
    parse = names.shown if case.get("shown") else names.declared
    found = parse(case["text"], case.get("sites", ()))
    assert found == case["expected"]
    assert all(name in case["text"] for name in found)


@pytest.mark.parametrize("case", [pytest.param(case, id=case["case"]) for case in DATES])
def test_date(case: dict[str, str | None]) -> None:
    assert dates.day(str(case["text"])) == case["expected"]


@pytest.mark.parametrize("case", [pytest.param(case, id=case["case"]) for case in ENCODINGS])
def test_encoding(case: dict[str, str]) -> None:
    page = f"<!DOCTYPE html><html><head>{case['head']}</head><body><p>Café “Größe” – £5</p></body></html>"
    document = read_bytes(page.encode(case["codec"]))
    assert (document.text, document.encoding) == ("Café “Größe” – £5", case["encoding"])


def test_encoding_that_was_asked_for_wins() -> None:
    page = '<html><head><meta charset="utf-8"></head><body><p>Łódź</p></body></html>'
    assert read_bytes(page.encode("cp1250"), reading=Reading("cp1250")).text == "Łódź"


HOSTILE = {
    "open tags": "<html><p>Rain." + "<a " * 20_000,
    "attributes": "<html><p " + " ".join(f"a{i}=1" for i in range(100_000)) + ">Rain.",
    "nuls": "<html><p>R\0ain.\0</p>",
    "no body": "<html>Rain.",
    "comments": "<html><p>Rain.</p>" + "<!-- " * 50_000,
    "linked data": '<html><script type="application/ld+json">' + "[" * 100_000 + "</script><p>Rain.",
    "linked data of odd types": '<html><script type="application/ld+json">[{"@type": [1], "headline": 7}]</script>'
    "<p>Rain.",
    "white space": "<html><p>" + " " * 200_000 + "Rain." + "\n" * 200_000,
    "deep deks and bylines": "<html><meta property='og:title' content='Rain.'><h1>Rain.</h1>"
    + "<div class='dek byline date'>" * 200
    + "<p><b></b></p>" * 2_000,
    "surrogate": "<html><p title='\ud800'>Rain.",
}


@pytest.mark.processor_time(10)
@pytest.mark.parametrize("name", slow_but(HOSTILE, *HOSTILE.keys() - {"deep deks and bylines"}))
def test_hostile_page(name: str) -> None:
    assert read_markup(HOSTILE[name]).text == "Rain."


def test_page_nested_too_deeply() -> None:
    deep = "<div>" * 100_000 + "Rain." + "</div>" * 100_000
    with pytest.raises(FormatError) as caught:
        read_markup(f"<html>{deep}", id="7")
    assert str(caught.value) == "7: this web page is nested too deeply; save its text instead"
    document = read_markup(f"<html><p>It pours.</p>{deep}")
    assert document.text == "It pours."
    assert document.warnings == ("the page is nested too deeply, and its deepest parts were not read",)


@pytest.mark.parametrize(
    "piece",
    [
        "<img src='data:image/png;base64,{}'>",
        "<script>{}</script>",
        "<style>{}</style>",
        "<!-- {} -->",
    ],
)
def test_page_with_a_piece_of_any_length(piece: str) -> None:
    """Pages that are saved as one file hold their pictures; the parser has a limit to which it gives up the rest."""
    assert read_markup(f"<html>{piece.format('A' * 10_500_000)}<p>Rain.</p>").text == "Rain."


def test_page_that_is_longer_than_any_article(monkeypatch: pytest.MonkeyPatch) -> None:
    """No article is looked for in it, which would take minutes and a gigabyte."""
    monkeypatch.setattr(html, "_extracted", None)
    monkeypatch.setattr(html, "LONGEST_NODE", 900_000)
    monkeypatch.setattr(html, "LONGEST_ARTICLE", 500_000)
    assert len(read_markup(f"<html><p>{'It rains. ' * 100_000}").text) == 999_999


def test_page_of_any_length_that_is_nested_too_deeply() -> None:
    with pytest.raises(FormatError, match="nested too deeply"):
        read_markup("<html>" + "<div>" * 1_500 + "Rain. " * 2_000_000)


@pytest.mark.parametrize(
    "page", ["", " ", "<html></html>", "<!-- x -->", "<html><script>x</script><style>y</style><noscript>z</noscript>"]
)
def test_page_without_text(page: str) -> None:
    with pytest.raises(EmptyInputError):
        read_markup(page)


@pytest.mark.parametrize("error", [ValueError("odd\nand long"), RecursionError("too deep"), AttributeError("none")])
def test_extraction_that_fails(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("trafilatura.bare_extraction", fail)
    with pytest.raises(FormatError) as caught:
        read_bytes(b"<html><p>Rain.", path="a.html")
    assert str(caught.value).startswith(f"a.html: this web page cannot be parsed ({type(error).__name__}: ")
    assert "\n" not in str(caught.value)


def test_article_that_precision_loses(monkeypatch: pytest.MonkeyPatch) -> None:
    found = {True: [html.Paragraph("A note.", False)], False: [html.Paragraph("The whole article.", False)]}
    monkeypatch.setattr(html, "_extracted", lambda tree, favor_precision: found[favor_precision])
    monkeypatch.setattr(html, "SMALL", 0)
    monkeypatch.setattr(html, "FAR_MORE", 2)
    assert read_markup("<html><p>x").text == "The whole article."
    monkeypatch.setattr(html, "FAR_MORE", 3)
    assert read_markup("<html><p>x").text == "A note."


@pytest.mark.parametrize("case", [pytest.param(case, id=case["case"]) for case in LEFT_OUT])
def test_pieces_that_the_extraction_left_out(case: dict[str, Any]) -> None:
    tree = fromstring(f"<html><body>{case['html']}</body></html>")
    found = left_out(case["taken"], tree)
    assert {str(number): pieces for number, pieces in found.items()} == case["expected"]


@pytest.mark.parametrize("between", ["\n\n", "</p><p>"])
@pytest.mark.parametrize(("shown", "said"), [(0, True), (1, True), (12, False)])
def test_article_that_a_page_declares_and_does_not_show(shown: int, said: bool, between: str) -> None:
    """Pages that a script fills, and those that show but the beginning to who has not paid."""
    prose = [f"The town of Norholm counted its {i} boats again, and found them all in their places." for i in range(12)]
    whole = between.join(prose)
    linked = json.dumps({"@type": "NewsArticle", "articleBody": f"<p>{whole}</p>" if "<" in between else whole})
    head = f"<head><script type='application/ld+json'>{linked}</script></head>"
    article = "".join(f"<p>{words}</p>" for words in prose[:shown])
    document = read_markup(f"<html>{head}<body><article><h1>Boats</h1>{article}</article></body></html>")
    assert document.text.split("\n\n")[-12:] == prose
    assert document.warnings == ((html.UNSHOWN,) if said else ())


def test_article_is_whole_again(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second, third = (f"The town of Norholm counted its {boats} boats again." for boats in ("old", "new", "lost"))
    taken = [html.Paragraph(first, False), html.Paragraph(third, False)]
    monkeypatch.setattr(html, "_extracted", lambda tree, favor_precision: taken)
    monkeypatch.setattr(html, "SMALL", 0)
    page = f"<html><div><p>{first}</p><p>{second}</p><p>{third}</p></div>"
    assert read_markup(page).text == f"{first}\n\n{second}\n\n{third}"


def body(page: str) -> list[str]:
    document = read_markup(page)
    return [document.text[mark.start : mark.end] for mark in document.marks if mark.role is Role.BODY]


def test_middle_of_an_article_is_its_body() -> None:
    """Front and end are left to the cleaning, but for the front of an article of lists."""
    prose = [f"The town of Norholm counted its {i} boats again, and found them all in their places." for i in range(10)]
    items = [f"Boat number {i} of the town of Norholm, which is painted blue and carries goods" for i in range(10)]
    article = "<html><body><article><h1>Boats</h1>{}</article></body></html>"
    assert body(article.format("".join(f"<p>{words}</p>" for words in prose))) == prose[3:-5]
    assert body(article.format("".join(f"<p>{words}</p>" for words in items))) == items[:-5]


@pytest.mark.parametrize(
    ("raised", "kept"),
    [
        ("<sup class='reference'><a href='#note-1'>[1]</a></sup>", ""),
        ("<sup><a href='#n'><span>[</span>note 2<span>]</span></a></sup>", ""),
        ("<a href='#fn3'><sup>3</sup></a>", ""),
        ("<sup><a href='boats#fn3'>3</a></sup>", ""),
        ("<sup>2</sup>", "2"),
        ("<sup><a href='/square'>2</a></sup>", "2"),
        ("<sup><a href='#th'>th</a></sup>", "th"),
    ],
)
def test_marks_of_notes_are_no_words(raised: str, kept: str) -> None:
    assert (
        read_markup(f"<html><p>The line was founded in 1911{raised}.</p>").text
        == f"The line was founded in 1911{kept}."
    )


def test_heading_is_the_headline_where_no_title_is_known() -> None:
    prose = "".join(f"<p>The town of Norholm counted its {i} boats again, and all were there.</p>" for i in range(9))
    document = read_markup(f"<html><body><article><h1>Boats</h1>{prose}</article></body></html>")
    assert (document.title, document.marks[0]) == (None, (0, 5, Role.HEADLINE))


def test_corpus_of_pages(tmp_path: Path) -> None:
    page = (CASES / "pages" / "article.html").read_text(encoding="utf-8")
    rows = [
        {"id": "a", "html": page},
        {"id": "b", "html": page, "title": "Boats", "date": "2020-01-01", "language": "en"},
        {"id": "c", "html": "<html></html>"},
    ]
    corpus = tmp_path / "corpus.jsonl"
    corpus.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    result = CliRunner().invoke(app, ["batch", str(corpus), "--format", "jsonl", "--jobs", "1", "--out", "-"])
    assert result.exit_code == 1
    assert "(c): it contains no text" in result.stderr
    own, given = map(json.loads, result.stdout.splitlines())
    assert own["headline"]["text"] == "Ferry line buys two electric boats"
    assert own["published"]["text"] == "2024-05-03"
    assert "Anna Lind" in {source["name"] for source in own["sources"]}
    assert (given["headline"]["text"], given["published"]["text"]) == ("Boats", "2020-01-01")
    assert [claim["text"] for claim in given["claims"]] == [claim["text"] for claim in own["claims"]]


def test_page_from_a_pipe_says_nothing_on_standard_error() -> None:
    """Extraction logs what it does not find; a user of the command line has no use for that."""
    for page in PAGES if THOROUGH else PAGES[:2]:
        command = [sys.executable, "-m", "briefer", "summarize"]
        done = subprocess.run(command, input=page.read_bytes(), capture_output=True, timeout=PATIENCE)
        assert (done.returncode, done.stderr) == (0, b""), page


@pytest.mark.parametrize(
    ("line", "authors", "expected"),
    [
        ("By Anna LindThe Post", ("Anna Lind",), [("Anna Lind", 10)]),
        ("By Anna Lind and Bo Roe", ("Bo Roe", "Anna Lind"), [("Anna Lind", 10), ("Bo Roe", 24)]),
        ("By Anna Lind and Bo Roe", ("Anna Lind",), [("Anna Lind", 10), ("Bo Roe", 24)]),
        ("By Anna Lind", ("Cy Dahl",), [("Anna Lind", 10)]),
        ("By Associated Press", ("Cy Dahl",), [("Cy Dahl", None)]),
        ("", ("Anna Lind", "Bo Roe"), [("Anna Lind", None), ("Bo Roe", None)]),
    ],
)
def test_authors_of_page_and_text(line: str, authors: tuple[str, ...], expected: list[tuple[str, int | None]]) -> None:
    """What the text says has offsets and wins; names that the page declares cut the text's byline where it has them."""
    prose = "The Norholm ferry line has ordered two electric boats for the crossing to the islands, it said on Friday."
    document = Document(f"Boats\n\n{line}\n\n{prose}\n\n{prose}", sha256="", title="Boats", authors=authors)
    made = brief(document, Options())
    assert [(author.text, author.start) for author in made.authors] == expected
    assert made.byline is not None
    assert made.byline.text == (line or ", ".join(authors))


PROSE = "".join(f"<p>The guard of gate {name} told the board of Oslet that it does not shut.</p>" for name in "ABCDEF")


@pytest.mark.parametrize("case", [pytest.param(case, id=case["case"]) for case in CLUTTER])
def test_clutter(case: dict[str, Any]) -> None:
    tree = fromstring(f"<html><body><article><h1>The gates</h1>{PROSE}{case['html']}{PROSE}</article></body></html>")
    clutter.drop(tree)
    text = "\n".join(block.words for block in blocks(tree))
    assert [words for words in case["gone"] if words in text] == []
    assert [words for words in case["stays"] if words not in text] == []
