"""Word processors' files, e-books, RTF, reStructuredText and front matter, by cases."""

from __future__ import annotations

import json
import subprocess
import sys
import tracemalloc
import zipfile
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import Result

from briefer.errors import BrieferError, EmptyInputError, ExtraMissingError, FormatError, TooLargeError
from briefer.model import Document, Mark, Role
from briefer.readers import Item, Reading, expand, read_bytes, read_item
from briefer.readers.formats import supported
from examples import examples, slow_but
from formats.office import RTF_HEAD, W, docx_parts, epub_parts, odt_parts, page
from formats.packing import packed
from processes import PATIENCE

STRICT = "http://purl.oclc.org/ooxml/{}"
STYLE = '<w:style w:type="paragraph" w:styleId="{}"><w:name w:val="{}"/>{}</w:style>'
RTF_WORDS = [
    *(
        "{",
        "}",
        "{\\*\\x ",
        "\\par ",
        "\\u8364?",
        "\\u-10179 ",
        "\\uc0 ",
        "\\uc9 ",
        "\\'e9",
        "\\'",
        "\\bin2 ",
        "\\",
        "\\v ",
    ),
    *(
        "{\\fonttbl",
        "\\f1\\fcharset128 A;",
        "{\\stylesheet",
        "\\s1 heading 1;",
        "\\s1 ",
        "{\\upr",
        "{\\*\\ud",
        "\\f1 ",
        "\\plain ",
    ),
    *(
        "{\\*\\shpinst",
        "{\\shptxt ",
        "\\cell ",
        "{\\info{\\title t}",
        "\\outlinelevel0 ",
        "{\\pict ",
        "\\~",
        "\\_",
        "\\ansicpg932 ",
        "word",
    ),
]
CASES = Path(__file__).parent / "cases" / "office"
MAKERS: dict[str, tuple[str, Callable[[str], bytes]]] = {  # folder of cases -> suffix, and the file around their source
    "docx": (".docx", lambda body: packed(docx_parts(body))),
    "odt": (".odt", lambda body: packed(odt_parts(body))),
    "epub": (".epub", lambda body: packed(epub_parts({"a.xhtml": page(body)}))),
    "rtf": (".rtf", lambda body: (RTF_HEAD + body + "}").encode("cp1252")),
    "rst": (".rst", str.encode),
    "front-matter": (".md", str.encode),
}


def shown(document: Document) -> str:
    """Return all that a document holds, one line a fact, then its text."""
    lines = [
        *((name, getattr(document, name)) for name in ("title", "dek", "published", "language", "url")),
        *(("author", author) for author in document.authors),
        *((mark.role, document.text[mark.start : mark.end]) for mark in document.marks),
        *(("warning", warning) for warning in document.warnings),
    ]
    return "".join(f"{name}: {value}\n" for name, value in lines if value) + f"\n{document.text}\n"


def cases() -> list[object]:
    paths = sorted(path for kind in MAKERS for path in (CASES / kind).glob("*.txt"))
    return [pytest.param(path, id=f"{path.parent.name}/{path.stem}") for path in paths]


@pytest.mark.parametrize("path", cases())
def test_case(path: Path) -> None:
    source, _, expected = path.read_bytes().decode().partition("=== text\n")
    suffix, make = MAKERS[path.parent.name]
    document = read_bytes(make(source), path=f"article{suffix}")
    assert shown(document) == expected


WORDS = {
    "docx": packed(docx_parts("<w:p><w:r><w:t>It rained.</w:t></w:r></w:p>")),
    "odt": packed(odt_parts("<text:p>It rained.</text:p>")),
    "epub": packed(epub_parts({"a.xhtml": page("<p>It rained.</p>")})),
    "rtf": b"{\\rtf1 It rained.}",
}


@pytest.mark.parametrize("suffix", [None, "", ".txt", ".zip", ".doc", ".html", ".docm"])
@pytest.mark.parametrize("kind", WORDS)
def test_content_tells_the_format_whatever_the_name(kind: str, suffix: str | None) -> None:
    document = read_bytes(WORDS[kind], path=None if suffix is None else f"article{suffix}")
    assert (document.format, document.text) == (kind, "It rained.")


@pytest.mark.parametrize("kind", ["docx", "odt", "epub"])
def test_order_of_the_parts_is_free_where_the_suffix_tells(kind: str) -> None:
    makers = {"docx": docx_parts, "odt": odt_parts, "epub": lambda body: epub_parts({"a.xhtml": page(body)})}
    bodies = {"docx": "<w:p><w:r><w:t>It rained.</w:t></w:r></w:p>", "odt": "<text:p>It rained.</text:p>"}
    parts = makers[kind](bodies.get(kind, "<p>It rained.</p>"))
    data = packed({"a/b.txt": "x", **dict(reversed(parts.items()))}, stored=())
    assert read_bytes(data, path=f"a.{kind}").text == "It rained."


def test_archive_that_holds_documents_is_none_itself(tmp_path: Path) -> None:
    path = tmp_path / "several.zip"
    path.write_bytes(packed({"a.docx": WORDS["docx"], "b.epub": WORDS["epub"]}, stored=("a.docx", "b.epub")))
    items = list(expand(Item(name="several.zip", label="several.zip", path=str(path))))
    assert [read_item(item).format for item in items] == ["docx", "epub"]


def test_what_word_leaves_beside_an_open_document_is_no_input() -> None:
    assert supported("report.docx")
    assert not supported("~$report.docx")


def test_strict_documents_are_read() -> None:
    parts = docx_parts("<w:p><w:pPr><w:pStyle w:val='Titel'/></w:pPr><w:r><w:t>Pier</w:t></w:r></w:p>")
    strict = {
        name: str(part)
        .replace("http://schemas.openxmlformats.org/wordprocessingml/2006/main", STRICT.format("wordprocessingml/main"))
        .replace("http://schemas.openxmlformats.org/officeDocument/2006", STRICT.format("officeDocument"))
        for name, part in parts.items()
    }
    document = read_bytes(packed(strict))
    assert (document.text, document.marks) == ("Pier", (Mark(0, 4, Role.HEADLINE),))


@pytest.mark.parametrize(
    ("styles", "id", "role"),
    [
        ("", "Title", Role.HEADLINE),  # no such style is described: the id has to tell
        ("", "Heading1", Role.HEADLINE),
        (STYLE.format("a", "Mine", '<w:basedOn w:val="b"/>') + STYLE.format("b", "heading 3", ""), "a", Role.HEADLINE),
        (STYLE.format("a", "Mine", '<w:pPr><w:outlineLvl w:val="2"/></w:pPr>'), "a", Role.HEADLINE),
        (
            STYLE.format("a", "Mine", '<w:basedOn w:val="b"/>') + STYLE.format("b", "x", '<w:basedOn w:val="a"/>'),
            "a",
            None,
        ),
        (STYLE.format("a", "Title,Big", ""), "a", Role.HEADLINE),
        (STYLE.format("a", "Body Text", ""), "a", None),
        (STYLE.format("a", "Byline", ""), "a", Role.BYLINE),
    ],
)
def test_style_of_word(styles: str, id: str, role: Role | None) -> None:
    body = f'<w:p><w:pPr><w:pStyle w:val="{id}"/></w:pPr><w:r><w:t>Ann Lee</w:t></w:r></w:p>'
    marks = read_bytes(packed(docx_parts(body, styles=styles))).marks
    assert [mark.role for mark in marks] == ([role] if role else [])


PROPERTIES = {
    "<dc:creator>Ann Lee;Jo van Roe</dc:creator>": (None, ("Ann Lee", "Jo van Roe")),
    "<dc:creator>Microsoft Office User</dc:creator>": (None, ()),
    "<dc:creator>alee01; admin; a b@c; R2 D2</dc:creator>": (None, ()),
    "<dc:title>the  pier</dc:title>": ("the pier", ()),
    "<dc:title>Template for press releases</dc:title>": (None, ()),
    "<dc:created>2026-03-01</dc:created>": (None, ()),
}


@pytest.mark.parametrize("core", PROPERTIES)
def test_properties_of_a_word_document(core: str) -> None:
    body = "<w:p><w:r><w:t>The pier</w:t></w:r></w:p><w:p><w:r><w:t>It rained.</w:t></w:r></w:p>"
    document = read_bytes(packed(docx_parts(body, core=core)))
    assert (document.title, document.authors) == PROPERTIES[core]
    assert document.published is document.language is None


def test_properties_of_other_word_processors() -> None:
    meta = (
        "<dc:title>Pier</dc:title><meta:initial-creator>Ann Lee</meta:initial-creator><dc:creator>Jo Roe</dc:creator>"
    )
    document = read_bytes(packed(odt_parts("<text:p>Pier</text:p><text:p>It rained.</text:p>", meta=meta)))
    assert (document.title, document.authors) == ("Pier", ("Ann Lee",))
    rtf = rb"{\rtf1\ansi{\info{\title Pi\'e9r}{\author Ann {\b Lee}}{\operator Jo Roe}}Pi\'e9r\par It rained.}"
    assert (read_bytes(rtf).title, read_bytes(rtf).authors) == ("Piér", ("Ann Lee",))


BOOKS = json.loads((CASES / "books.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", [pytest.param(case, id=case["case"]) for case in BOOKS])
def test_book(case: dict[str, str]) -> None:
    chapters = {name: page(body) for name, body in case["chapters"].items()}
    parts = epub_parts(
        chapters, metadata=case.get("metadata", ""), manifest=case.get("manifest", ""), spine=case.get("spine", "")
    )
    for name in case.get("missing", []):
        del parts[name]
    assert shown(read_bytes(packed(parts))).splitlines() == case["expected"]


def test_mark_before_an_rtf_file_is_no_harm() -> None:
    assert read_bytes(b"\xef\xbb\xbf\n{\\rtf1 It rained.}", path="a.rtf").text == "It rained."


def test_rtf_that_breaks_off_is_read_with_a_warning() -> None:
    document = read_bytes(rb"{\rtf1 It rained.\par Then {\b it")
    assert document.text == "It rained.\n\nThen it"
    assert document.warnings == ("the file is cut short, and its end may be missing",)


def document_xml(xml: str | bytes) -> bytes:
    return packed(docx_parts("") | {"word/document.xml": xml})


def body_xml(body: str) -> str:
    return f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'


def ole(stream: str) -> bytes:
    return bytes.fromhex("D0CF11E0A1B11AE1") + bytes(500) + stream.encode("utf-16-le") + bytes(500)


def renamed(old: str, new: str) -> bytes:
    return packed({name: str(part).replace(old, new) for name, part in docx_parts("").items()})


def encrypted(algorithm: str) -> bytes:
    method = f'<e:EncryptionMethod xmlns:e="http://www.w3.org/2001/04/xmlenc#" Algorithm="{algorithm}"/>'
    return packed(epub_parts({"a.xhtml": page("<p>It rained.</p>")}) | {"META-INF/encryption.xml": method})


def flagged(data: bytes) -> bytes:
    """Return a zip archive whose parts say that they are encrypted."""
    return data.replace(b"PK\x03\x04\x14\0\0", b"PK\x03\x04\x14\0\1").replace(b"\x14\0\0\0\x08", b"\x14\0\1\0\x08")


def without(parts: dict[str, str | bytes], *names: str) -> bytes:
    return packed({name: part for name, part in parts.items() if name not in names})


ENTITIES = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
DAMAGED = "it is a damaged Word document ({})"
BROKEN: dict[str, tuple[str, bytes | Callable[[], bytes], str]] = {  # what is broken -> suffix, data, the whole message
    "no archive": (".docx", b"It rained.", "it is not a Word document"),
    "nothing": (".docx", b"", "it is not a Word document"),
    "truncated": (".docx", WORDS["docx"][:-300], DAMAGED.format("its end or its list of parts is missing")),
    "truncated early": (".docx", WORDS["docx"][:40], DAMAGED.format("its end or its list of parts is missing")),
    "bad bytes": (
        ".docx",
        WORDS["docx"].replace(b"word/document.xml", b"word/document.xmx", 1),
        DAMAGED.format("word/document.xml cannot be unpacked"),
    ),
    "no main part": (
        ".docx",
        without(docx_parts(""), "word/document.xml"),
        DAMAGED.format("word/document.xml is missing"),
    ),
    "path out of the package": (
        ".docx",
        renamed('Target="word/document.xml"', 'Target="../../../etc/passwd"'),
        DAMAGED.format("etc/passwd is missing"),
    ),
    "no XML": (
        ".docx",
        document_xml("<a><b></a>"),
        DAMAGED.format("word/document.xml: not well-formed XML: mismatched tag: line 1, column 8"),
    ),
    "unknown encoding": (
        ".docx",
        document_xml('<?xml version="1.0" encoding="klingon"?><a/>'),
        DAMAGED.format("word/document.xml: not well-formed XML: unknown encoding: klingon"),
    ),
    "entities": (
        ".docx",
        document_xml(ENTITIES + body_xml("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>")),
        DAMAGED.format("word/document.xml: it declares its own entities"),
    ),
    "nesting": (
        ".docx",
        lambda: document_xml(body_xml("<w:p>" * 20_000)),
        DAMAGED.format("word/document.xml: its elements are nested too deeply"),
    ),
    "long tag": (
        ".docx",
        lambda: document_xml(body_xml(f'<w:p a="{"x" * 5_000_000}"/>')),
        DAMAGED.format("word/document.xml: one of its tags is too long"),
    ),
    "many parts": (".docx", lambda: packed({f"{n}": "" for n in range(10_001)}), "it has more than 10,000 parts"),
    "other compression": (
        ".docx",
        WORDS["docx"].replace(b"\x14\0\0\0\x08", b"\x14\0\0\0\x0c"),
        DAMAGED.format("a compression that these documents do not use"),
    ),
    "encrypted parts": (".docx", flagged(WORDS["docx"]), "it is encrypted with a password"),
    "encrypted by Word": (".docx", ole("EncryptedPackage"), "it is encrypted with a password"),
    "old Word file": (".doc", ole("WordDocument"), "it is an old Word file (.doc)"),
    "old file by another name": (".txt", ole("WordDocument"), "it is an old Word file (.doc)"),
    "old spreadsheet": (".xls", ole("Workbook"), "this is a workbook, which briefer does not read"),
    "spreadsheet": (
        ".docx",
        renamed("word/document.xml", "xl/workbook.xml"),
        "it is a spreadsheet, not a Word document",
    ),
    "slides": (
        ".docx",
        renamed("word/document.xml", "ppt/presentation.xml"),
        "it is a damaged presentation (ppt/presentation.xml is missing)",
    ),
    "OpenDocument slides": (
        ".odt",
        packed(odt_parts("") | {"mimetype": "application/vnd.oasis.opendocument.presentation"}),
        "it is a 'presentation' document, not a text",
    ),
    "OpenDocument, encrypted": (
        ".odt",
        packed(odt_parts("", manifest="<manifest:encryption-data/>")),
        "it is encrypted with a password",
    ),
    "OpenDocument without contents": (
        ".odt",
        without(odt_parts(""), "content.xml"),
        "it is a damaged OpenDocument text (content.xml is missing)",
    ),
    "no flat XML": (
        ".fodt",
        b"<a>",
        "it is not an OpenDocument text (not well-formed XML: no element found: line 1, column 3)",
    ),
    "protected book": (
        ".epub",
        encrypted("http://www.w3.org/2001/04/xmlenc#aes128-cbc"),
        "it is protected against copying (DRM), and its words are encrypted",
    ),
    "book without chapters": (
        ".epub",
        packed(epub_parts({})),
        "it is a damaged e-book (its reading order is empty)",
    ),
    "book that lost its chapters": (
        ".epub",
        without(epub_parts({"a.xhtml": ""}), "OEBPS/a.xhtml"),
        "it is a damaged e-book (its chapters are missing)",
    ),
    "book without container": (
        ".epub",
        without(epub_parts({"a.xhtml": ""}), "META-INF/container.xml"),
        "it is a damaged e-book (META-INF/container.xml is missing)",
    ),
    "book of one ill-formed chapter": (
        ".epub",
        lambda: packed(epub_parts({"a.xhtml": "<p>" + "".join(f"{n} " for n in range(700_000))})),
        "it is a damaged e-book (a large chapter is not well-formed XHTML: a.xhtml)",
    ),
    "no RTF": (".rtf", b"It rained.", "it is not an RTF file"),
    "RTF, nested": (".rtf", b"{\\rtf1" + b"{" * 100_000, "its groups are nested too deeply"),
    "long reStructuredText": (".rst", b"It rained.\n\n" * 100_000, "it has more than 1,048,576 characters"),
    "long paragraph": (".rst", b"*It rained. " * 2_000, "one of its paragraphs has more than 20,000 characters"),
    "many titles": (".rst", b"A\n=\n\n" * 5_001, "it has more than 5,000 titles"),
    "nested lists": (
        ".rst",
        "".join(f"{'  ' * n}- x\n\n" for n in range(900)).encode(),
        "docutils cannot read it (RecursionError: maximum recursion depth exceeded)",
    ),
}


@pytest.mark.processor_time(10)
@pytest.mark.parametrize("name", BROKEN)
def test_what_cannot_be_read_is_told_in_one_line(name: str) -> None:
    suffix, data, message = BROKEN[name]
    data = data() if callable(data) else data
    with pytest.raises((FormatError, TooLargeError)) as caught:
        read_bytes(data, path=f"article{suffix}")
    assert caught.value.message.partition(" in comparison")[0] == message
    assert caught.value.input == f"article{suffix}"
    assert caught.value.hint


BOMBS = {
    "white space": lambda: document_xml(b" " * 100_000_000),
    "one word": lambda: document_xml(body_xml("<w:p><w:r><w:t>" + "a" * 50_000_000)),
    "paragraphs": lambda: document_xml(body_xml("<w:p/>" * 500_000)),
    "style sheet": lambda: packed(docx_parts("<w:p/>") | {"word/styles.xml": b" " * 50_000_000}),
    "chapter": lambda: packed(epub_parts({"a.xhtml": b" " * 50_000_000})),
    "chapters": lambda: packed(epub_parts({f"{n}.xhtml": page(f"<p>{'a' * 200_000}</p>") for n in range(30)})),
    "OpenDocument": lambda: packed(odt_parts("<text:p/>" * 500_000)),
}


@cache
def bomb(name: str) -> bytes:
    return BOMBS[name]()


@pytest.mark.parametrize("name", slow_but(BOMBS, "white space", "style sheet", "chapters"))
def test_bombs_are_put_out_in_little_memory(name: str) -> None:
    data = bomb(name)
    tracemalloc.start()
    try:
        with pytest.raises(TooLargeError) as caught:
            read_bytes(data, reading=Reading(max_bytes=1_000_000))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert caught.value.message == "it unpacks to more than 1,000,000 bytes"
    assert peak < 20_000_000


@pytest.mark.parametrize(
    "name", slow_but(["white space", "one word", "style sheet", "chapter"], "white space", "style sheet")
)
def test_bombs_are_known_by_their_ratio(name: str) -> None:
    with pytest.raises(TooLargeError, match="it unpacks to more than 200 times its size"):
        read_bytes(bomb(name))


def test_sizes_that_the_archive_declares_are_not_believed() -> None:
    data = document_xml(body_xml("<w:p><w:r><w:t>" + "a" * 6_000_000 + "</w:t></w:r></w:p>"))
    with zipfile.ZipFile(BytesIO(data)) as archive:
        size = archive.getinfo("word/document.xml").file_size
    small = data.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))
    with pytest.raises(BrieferError):
        read_bytes(small, reading=Reading(max_bytes=5_000_000))


def test_fonts_may_be_scrambled() -> None:
    assert read_bytes(encrypted("http://www.idpf.org/2008/embedding")).text == "It rained."


def test_entities_of_a_chapter_stay_words() -> None:
    chapter = ENTITIES + page("<p>It rained &a; &lt;so&gt;.</p>").partition("<!DOCTYPE html>")[2]
    assert read_bytes(packed(epub_parts({"a.xhtml": chapter}))).text == "It rained &a; <so>."


@pytest.mark.processor_time(10)
@pytest.mark.parametrize(
    "matter",
    [
        "a0: &a0 [x]\n"
        + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 40))
        + "author: *a39\n",
        "a: &a [*a, *a]\nauthor: *a\n",
        "title: " + "[" * 20_000 + "\n",
        "title: " + "x " * 20_000 + "\n",
        "? [a]\n: b\n",
        "title: \x01\n",
    ],
    ids=["laughs", "circle", "nesting", "length", "odd key", "control"],
)
def test_front_matter_that_means_harm(matter: str) -> None:
    document = read_bytes(f"---\nlayout: post\n{matter}---\nIt rained.".encode(), path="a.md")
    assert (document.text, document.title, document.authors) == ("It rained.", None, ())


def test_rst_without_docutils_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docutils.core", None)
    with pytest.raises(ExtraMissingError) as caught:
        read_bytes(b"It rained.", path="a.rst")
    assert str(caught.value) == ("a.rst: reStructuredText files need the package docutils; try `pip install docutils`")


def test_rst_reads_no_settings_and_no_files_and_is_quiet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "docutils.conf").write_text("[general]\nhalt_level: 1\nreport_level: 1\nfile_insertion_enabled: yes\n")
    (tmp_path / "secret.txt").write_text("secret")
    monkeypatch.chdir(tmp_path)
    source = ".. include:: secret.txt\n.. csv-table::\n   :file: secret.txt\n\n:nobody:`It` rained *odd.\n\nA\n-\n"
    document = read_bytes(source.encode(), path="a.rst")
    assert document.text == "It rained *odd.\n\nA"
    assert capfd.readouterr() == ("", "")


@examples(100)
@given(st.binary(max_size=300), st.sampled_from(["docx", "odt", "epub", "rtf"]), st.integers(0, 10_000))
def test_any_damage_is_read_or_refused(noise: bytes, kind: str, at: int) -> None:
    data = WORDS[kind]
    at %= len(data)
    try:
        document = read_bytes(data[:at] + noise + data[at + len(noise) :], path=f"a.{kind}")
    except BrieferError as error:
        assert "\n" not in error.message
        assert error.hint
    else:
        assert document.text.strip()


@examples(100)
@given(st.lists(st.sampled_from(RTF_WORDS), max_size=60), st.text(max_size=10))
def test_any_words_of_rtf_are_read_or_refused(words: list[str], text: str) -> None:
    source = r"{\rtf1 x" + "".join(words) + text
    try:
        document = read_bytes(source.encode("utf-8", "replace"), path="a.rtf")
    except BrieferError as error:
        assert error.hint
    else:
        document.text.encode("utf-8")
        for mark in document.marks:
            assert document.text[mark.start : mark.end].strip() == document.text[mark.start : mark.end] != ""


def test_word_processors_need_no_heavy_package() -> None:
    code = (
        "import sys; from briefer.readers import read_bytes; read_bytes(sys.stdin.buffer.read());"
        "print(sorted({'lxml', 'yaml', 'docutils', 'trafilatura', 'chardet'} & set(sys.modules)))"
    )
    for kind in WORDS:
        done = subprocess.run([sys.executable, "-c", code], input=WORDS[kind], capture_output=True, timeout=PATIENCE)
        assert (done.stdout, done.stderr) == (b"[]\n", b"")


def test_a_document_is_read_from_standard_input(cli: Callable[..., Result]) -> None:
    done = cli("summarize", "-", "--format", "json", stdin=WORDS["docx"])
    assert done.exit_code == 0
    assert json.loads(done.stdout)["source"]["format"] == "docx"


ELEMENTS = {
    "docx": (
        *(
            "w:p",
            "w:r",
            "w:t",
            "w:pPr",
            'w:pStyle w:val="Titel"',
            "w:tab",
            "w:br",
            "w:del",
            "w:rPr",
            "w:vanish",
            "w:tbl",
        ),
        *('w:fldChar w:fldCharType="begin"', 'w:fldChar w:fldCharType="separate"', 'w:fldChar w:fldCharType="end"'),
        *(
            "w:sdt",
            "w:showingPlcHdr",
            "w:sdtContent",
            "w:txbxContent",
            'w:framePr w:dropCap="drop"',
            'w:outlineLvl w:val="0"',
        ),
        *('w:sym w:char="F061" w:font="Symbol"', "w:rPrChange", "w:t"),
    ),
    "odt": (
        *(
            "text:p",
            "text:h",
            "text:span",
            'text:s text:c="3"',
            "text:tab",
            "text:line-break",
            "text:note",
            "text:section",
        ),
        *(
            'text:h text:outline-level="2"',
            "draw:text-box",
            "office:annotation",
            "office:meta",
            "dc:title",
            "style:style",
        ),
    ),
    "epub": (
        "p",
        "h1",
        "h2",
        "br",
        "b",
        "td",
        "figcaption",
        'section epub:type="copyright-page"',
        "script",
        "a",
        "div",
    ),
}
WORDS_AND_SPACE = st.text("ab. \n\t\xa0\xad", max_size=6)


def trees(names: tuple[str, ...]) -> st.SearchStrategy[str]:
    def element(name: str, inner: list[str]) -> str:
        return f"<{name}>{''.join(inner)}</{name.partition(' ')[0]}>"

    return st.recursive(
        WORDS_AND_SPACE,
        lambda inner: st.builds(element, st.sampled_from(names), st.lists(inner, max_size=4)),
        max_leaves=25,
    )


@examples(100)
@given(st.data(), st.sampled_from(sorted(ELEMENTS)))
def test_any_order_of_elements_gives_clean_paragraphs(data: st.DataObject, kind: str) -> None:
    body = data.draw(trees(ELEMENTS[kind])) + data.draw(trees(ELEMENTS[kind]))
    try:
        document = read_bytes(MAKERS[kind][1](body), path=f"a.{kind}")
    except EmptyInputError:
        return
    text = document.text
    assert text == text.strip()
    assert all(piece == piece.strip() and piece for piece in text.split("\n\n"))
    assert "\xad" not in text
    edges = [edge for mark in document.marks for edge in mark[:2]]
    assert edges == sorted(edges)
    whole = set(text.split("\n\n"))
    assert all(text[mark.start : mark.end] in whole for mark in document.marks)
