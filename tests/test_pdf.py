"""PDF files: the text in its reading order, what is known of it, and files that are broken or mean harm."""

from __future__ import annotations

import logging
import multiprocessing
import random
import subprocess
import sys
import zlib
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

import briefer
from briefer.errors import BrieferError, EmptyInputError, ExtraMissingError, FormatError, TimeLimitError, TooLargeError
from briefer.model import Brief, Document, Role
from briefer.readers import Reading, read, read_bytes
from briefer.readers.pdf import risks
from examples import diagonal, slow_but
from formats.article import Article, article
from formats.pdfs import Style, drawn, typeset
from processes import PATIENCE

CASES = Path(__file__).parent / "cases" / "pdf"
PAGES = sorted((CASES / "pages").glob("*.txt"))
PRINTED = sorted((CASES / "printed").glob("*.pdf"))  # by a browser, from the web pages beside them
EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("*/article.*"))
STYLES = {
    "one column": Style(),
    "flush with hyphens and indents": Style(set_flush=True, hyphens=True, indent=12, gap=0),
    "two columns": Style(2, set_flush=True, hyphens=True, indent=12, gap=0, head="The Avelin Courier"),
    "three columns": Style(3, set_flush=True, hyphens=True, indent=9, gap=0, size=9),
    "ragged columns": Style(3, hyphens=True, gap=5, size=9, head="The Avelin Courier", bottom=600),
    "short pages": Style(2, set_flush=True, hyphens=True, indent=12, gap=0, head="The Courier, page", bottom=500),
}
SENTENCE = "@72 700 11\nThe harbour authority will close its oldest pier in September.\n"
WORDS = "The harbour authority will close its oldest pier in September."
PASSWORD = "opens"


def shown(document: Document) -> str:
    """Return all that a document holds: one line a fact, then its paragraphs, each after its role if it has one."""
    facts = [
        *((name, getattr(document, name)) for name in ("title", "published", "language", "url")),
        *(("author", author) for author in document.authors),
        *(("warning", warning) for warning in document.warnings),
    ]
    roles = {mark.start: mark.role for mark in document.marks}
    at = 0
    lines = [f"{name}: {value}\n" for name, value in facts if value]
    for paragraph in document.text.split("\n\n"):
        role = f"[{roles[at]}] " if at in roles else ""
        lines.append(f"{role}{paragraph}\n")
        at += len(paragraph) + 2
    return "".join(lines)


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in PAGES])
def test_page(path: Path) -> None:
    source, _, expected = path.read_text(encoding="utf-8").partition("=== text\n")
    document = read_bytes(drawn(source), path="article.pdf")
    assert shown(document) == expected
    assert (document.format, document.encoding) == ("pdf", None)


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in PRINTED])
def test_printed_page(path: Path) -> None:
    assert shown(read(path)) == path.with_suffix(".expected.txt").read_text(encoding="utf-8")


def gist(brief: Brief) -> dict[str, object]:
    """Return what a brief says, but for where it stands."""
    text = brief.document.text
    claims = {claim.id: claim for claim in brief.claims}
    return {
        "headline": brief.headline and brief.headline.text,
        "dek": brief.dek and brief.dek.text,
        "authors": [author.text for author in brief.authors],
        "dateline": brief.dateline and brief.dateline.text,
        "summary": [text[sentence.start : sentence.end] for sentence in brief.summary],
        "claims": [text[claim.start : claim.end] for claim in brief.claims],
        "key claims": [text[claims[key].start : claims[key].end] for key in brief.key_claims],
        "words": brief.words,
    }


@pytest.mark.parametrize(("path", "style"), diagonal(EXAMPLES, list(STYLES)))
def test_typeset_article_gives_the_same_brief(path: Path, style: str) -> None:
    document = read(path)
    printed = read_bytes(typeset(article(document), STYLES[style]))
    assert gist(briefer.brief(printed)) == gist(briefer.brief(document))


def test_ten_pages_read_as_one_text() -> None:
    paragraphs = article(read(EXAMPLES[0])).paragraphs[1:9]
    long = Article("Pier to Close", None, None, tuple(p for number in range(12) for p in paragraphs))
    style = Style(set_flush=True, hyphens=True, indent=12, gap=0, head="The Avelin Courier", bottom=430)
    document = read_bytes(typeset(long, style))
    margin = [document.text[mark.start : mark.end] for mark in document.marks if mark.role is Role.BOILERPLATE]
    assert margin == ["The Avelin Courier"]
    text = "\n\n".join(("Pier to Close", *(paragraph.text for paragraph in long.paragraphs), *margin))
    assert document.text == text


@pytest.mark.parametrize("name", [None, "pier", "pier.pdf", "pier.PDF", "pier.txt"])
@pytest.mark.parametrize("junk", [b"", b"\xef\xbb\xbf", b"From the scanner\r\n", b"\0" * 500])
def test_pdf_is_known_whatever_its_name(name: str | None, junk: bytes) -> None:
    assert read_bytes(junk + drawn(SENTENCE), path=name).text == WORDS


@pytest.mark.parametrize("text", ["A file begins with %PDF-1.7 and goes on.", "x" * 1100 + "%PDF-1.4\n1 0 obj", "%PD"])
def test_text_that_only_speaks_of_pdf(text: str) -> None:
    assert read_bytes(text.encode()).text == text


def test_title_without_reason_is_none() -> None:
    assert read_bytes(drawn(f"Title: untitled\nAuthor: root\n{SENTENCE}")).title is None


# What is broken.


def pdf(
    content: bytes,
    *,
    stream: bytes = b"",
    kids: bytes = b"[3 0 R]",
    count: int = 1,
    resources: bytes = b"/Font<</F 5 0 R>>",
    more: tuple[bytes, ...] = (),
) -> bytes:
    """Return a PDF of one page with this content; `stream` is said of it, and `more` are objects from 6 on."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids %s/Count %d>>" % (kids, count),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<<%s>>>>" % resources,
        b"<</Length %d %s>>\nstream\n%s\nendstream" % (len(content), stream, content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *more,
    ]
    data = b"%PDF-1.4\n"
    places = []
    for number, written in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, written)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return data + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer <</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
        % (len(objects) + 1, table, len(objects) + 1, len(data))
    )


def form(content: bytes, resources: bytes) -> bytes:
    """Return a drawing that may be part of others."""
    return b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<<%s>>/Length %d>>\nstream\n%s\nendstream" % (
        resources,
        len(content),
        content,
    )


RAIN = b"BT /F 11 Tf 72 700 Td (Rain fell.) Tj ET "
FLATE = b"/Filter/FlateDecode"
READ = {
    "by hand": pdf(RAIN),
    "more pages than there are": pdf(RAIN, count=5000),
    "far more pages than there are": pdf(RAIN, count=2_000_000_000),
    "fewer pages than none": pdf(RAIN, count=-5),
    "pages that hold themselves": pdf(RAIN, kids=b"[2 0 R 3 0 R]", count=2),
    "states nested deeply": pdf(b"q " * 100_000 + RAIN),
    "letters without a place": pdf(b"BT /F 11 Tf 1e38 1e38 1e38 1e38 1e38 1e38 Tm (Rain.) Tj ET " + RAIN),
    "nothing but NULs around": pdf(b"\0" * 1000 + RAIN + b"\0" * 1000),
    "compressed": pdf(zlib.compress(RAIN), stream=FLATE),
    "names written oddly": pdf(RAIN, resources=b"/Fo#6et<</F 5 0 R>>"),
}


@pytest.mark.parametrize("name", READ)
def test_odd_file_is_read(name: str) -> None:
    assert read_bytes(READ[name]).text == "Rain fell."


GOOD = drawn(SENTENCE)
UNREADABLE = {
    "cut in the middle": GOOD[: len(GOOD) // 2],
    "cut near the beginning": GOOD[:200],
    "nothing but the header": b"%PDF-1.4\n",
    "garbage": b"%PDF-1.7\n" + bytes(range(256)) * 50,
    "nothing but NUL": b"%PDF-1.4\n" + b"\0" * 5000,
    "arrays nested deeply": b"%PDF-1.4\n1 0 obj\n" + b"[" * 100_000,
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_broken_file(name: str) -> None:
    with pytest.raises((FormatError, EmptyInputError)) as caught:
        read_bytes(UNREADABLE[name], path="pier.pdf")
    assert str(caught.value).startswith("pier.pdf: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("seed", slow_but(range(5), 0))
def test_damaged_file_is_read_or_refused(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    whole = PRINTED[seed % len(PRINTED)].read_bytes() if seed < len(PRINTED) else LONG
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 10, 100))):
            place = chance.randrange(len(data))
            if chance.random() < 0.6:
                data[place] = chance.randrange(256)
            else:
                del data[place : place + 1 + len(data) // 200]
        try:
            text = read_bytes(bytes(data), path="pier.pdf").text
        except BrieferError as error:
            assert "\n" not in str(error)
        else:
            assert text.strip()


def test_what_is_said_of_a_broken_file() -> None:
    with pytest.raises(FormatError) as caught:
        read_bytes(b"%PDF-1.4\n", path="pier.pdf")
    assert str(caught.value) == "pier.pdf: this PDF file cannot be read; it may be damaged or cut short"


def test_file_locked_with_a_password() -> None:
    with pytest.raises(FormatError) as caught:
        read_bytes(drawn(SENTENCE, password=PASSWORD, owner="other"), path="pier.pdf")
    assert str(caught.value) == (
        "pier.pdf: this PDF is locked with a password; "
        "save a copy without one, such as `qpdf --decrypt --password=… IN OUT`"
    )


def test_file_that_may_be_read_but_not_changed() -> None:
    assert read_bytes(drawn(SENTENCE, owner="other")).text == WORDS


@pytest.mark.parametrize("content", [b"", b"q 612 0 0 792 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \xff EI Q"])
def test_file_of_images(content: bytes) -> None:
    with pytest.raises(EmptyInputError) as caught:
        read_bytes(pdf(content), path="scan.pdf")
    assert str(caught.value) == (
        "scan.pdf: there is no text in this PDF: its pages hold only images; try `ocrmypdf IN.pdf OUT.pdf` first"
    )


def test_too_many_pages() -> None:
    with pytest.raises(TooLargeError) as caught:
        read_bytes(pdf(RAIN, kids=b"[" + b"3 0 R " * 20_000 + b"]", count=20_000), path="pier.pdf")
    assert str(caught.value) == "pier.pdf: it has 20,000 pages, and at most 10,000 are read; split it"


LONG = pdf(b"BT /F 4 Tf 72 700 Td (" + b"Rain. " * 50 + b") Tj ET", kids=b"[" + b"3 0 R " * 50 + b"]", count=50)


def test_too_much_text() -> None:
    with pytest.raises(TooLargeError) as caught:
        read_bytes(LONG, path="pier.pdf", reading=Reading(max_bytes=9999))
    assert str(caught.value) == "pier.pdf: it holds more than 9,999 characters; split it, or raise --max-bytes"


def test_package_that_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(ExtraMissingError) as caught:
        read_bytes(GOOD, path="pier.pdf")
    assert str(caught.value) == "pier.pdf: PDF files need the package pypdfium2; try `pip install pypdfium2`"


# What means harm.

LAUGHS = tuple(form(b"/X Do " * 10, b"/XObject<</X %d 0 R>>" % (7 + number)) for number in range(9))
HOSTILE = {
    "drawing of itself": pdf(
        b"/X Do", resources=b"/XObject<</X 6 0 R>>", more=(form(b"/X Do " * 50, b"/XObject<</X 6 0 R>>"),)
    ),
    "drawings of drawings": pdf(
        b"/X Do", resources=b"/XObject<</X 6 0 R>>", more=(*LAUGHS, form(RAIN, b"/Font<</F 5 0 R>>"))
    ),
    "content that unpacks to much": pdf(zlib.compress(RAIN * 2_000_000, 1), stream=FLATE),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(risks, "SECONDS", 2)
    with pytest.raises((TooLargeError, TimeLimitError)) as caught:
        read_bytes(HOSTILE[name], path="pier.pdf")
    assert str(caught.value).startswith("pier.pdf: its pages take ")


def test_drawings_without_harm_are_read() -> None:
    inner = form(RAIN, b"/Font<</F 5 0 R>>")
    outer = form(b"/X Do", b"/XObject<</X 7 0 R>>")
    data = pdf(b"/X Do", resources=b"/XObject<</X 6 0 R>>", more=(outer, inner))
    assert risks.is_risky(data)
    assert read_bytes(data).text == "Rain fell."


def test_errors_come_back_from_the_other_process() -> None:
    locked = drawn(SENTENCE, password=PASSWORD, owner="other") + b"%/A#6eB "
    assert risks.is_risky(locked)
    with pytest.raises(FormatError, match=r"^pier\.pdf: this PDF is locked with a password"):
        read_bytes(locked, path="pier.pdf")


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in PRINTED])
def test_usual_files_are_not_risky(path: Path) -> None:
    assert not risks.is_risky(path.read_bytes())


def test_nothing_is_printed_and_nothing_is_left_open() -> None:
    code = "import sys\nfrom briefer.readers import read_bytes\nfor _ in range(3):\n    print(read_bytes({!r}).text)\n"
    run = [sys.executable, "-X", "dev", "-W", "error", "-c", code.format(GOOD)]
    done = subprocess.run(run, capture_output=True, encoding="utf-8", timeout=PATIENCE)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{WORDS}\n" * 3, "")


def test_forked_workers_read() -> None:
    assert read_bytes(GOOD).text == WORDS
    if "fork" not in multiprocessing.get_all_start_methods():
        pytest.skip("there is no fork here")
    with ProcessPoolExecutor(2, multiprocessing.get_context("fork")) as pool:
        assert {document.text for document in pool.map(read_bytes, [GOOD] * 4)} == {WORDS}


def test_log_of_the_library_is_silent() -> None:
    assert any(isinstance(handler, logging.NullHandler) for handler in logging.getLogger("pypdfium2").handlers)


def test_every_error_names_the_input() -> None:
    for data in (*UNREADABLE.values(), pdf(b"")):
        with pytest.raises(BrieferError) as caught:
            read_bytes(data, path="pier.pdf")
        assert caught.value.input == "pier.pdf"
