"""Reading: encodings, binary data, what cannot be opened, and Markdown, by cases."""

from __future__ import annotations

import codecs
import hashlib
import json
import os
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer import read
from briefer.errors import (
    BrieferError,
    DecodingError,
    EmptyInputError,
    FormatError,
    InputMissingError,
    InputUnreadableError,
)
from briefer.readers import Known, Reading, read_bytes, read_text, refused
from examples import examples

CASES = Path(__file__).parent / "cases" / "readers"
BINARY = json.loads((CASES / "binary" / "binary.json").read_text(encoding="utf-8"))
MARKS = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
}


def encodings() -> list[object]:
    rows = (CASES / "encodings" / "table.tsv").read_text(encoding="utf-8").splitlines()
    cells = [row.split("\t") for row in rows if row and not row.startswith("#")]
    return [pytest.param(*row, id=" ".join(row[:3]).removesuffix(" -")) for row in cells]


def sample(language: str, encoding: str) -> str:
    text = (CASES / "encodings" / f"{language}.txt").read_text(encoding="utf-8")
    return text.replace("’", "'") if encoding == "latin-1" else text


@pytest.mark.parametrize(("language", "encoding", "mark", "expected"), encodings())
def test_encoding_is_recognised(tmp_path: Path, language: str, encoding: str, mark: str, expected: str) -> None:
    text = sample(language, encoding)
    data = (MARKS[encoding] if mark == "BOM" else b"") + text.encode(encoding)
    path = tmp_path / "article.txt"
    path.write_bytes(data)
    document = read(path)
    assert document.text == text
    assert document.encoding == expected
    assert document.warnings == ()
    assert document.sha256 == hashlib.sha256(data).hexdigest()
    assert document.path == document.id == str(path)


@pytest.mark.parametrize(("language", "encoding", "mark", "expected"), encodings())
def test_encoding_asked_for_is_used(language: str, encoding: str, mark: str, expected: str) -> None:
    text = sample(language, encoding)
    document = read_bytes(text.encode(encoding), reading=Reading(encoding))
    assert (document.text, document.encoding) == (text, codecs.lookup(encoding).name)


@pytest.mark.xfail(reason="one line of UTF-16 without a mark and without spaces has hardly a NUL", strict=True)
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("language", ["japanese", "chinese"])
def test_utf16_of_a_single_line_without_spaces_is_recognised(language: str, encoding: str) -> None:
    line = sample(language, encoding).splitlines()[0]
    assert read_bytes(line.encode(encoding)).text == line


def test_byte_order_mark_is_no_part_of_the_text() -> None:
    assert read_bytes(codecs.BOM_UTF8 + b"Storm.").text == "Storm."
    assert read_bytes(codecs.BOM_UTF8 + b"# Storm", path="a.md").text == "Storm"


def test_line_ends_and_odd_characters_stay() -> None:
    text = "One.\r\nTwo.\rThree.\x0b\x0cFour\u2028five\x85six\u00a0seven\t \x00eight \U0001f6a2.\n"
    assert read_bytes(text.encode()).text == text


def test_a_few_bad_bytes_do_not_spoil_a_text() -> None:
    text = "The harbour closed on Tuesday, and nobody told the crews that were still at sea. " * 8
    document = read_bytes(text.encode() + b"\xff\xfe" + text.encode())
    assert document.text.startswith(text)


def test_unknown_encoding() -> None:
    with pytest.raises(DecodingError) as caught:
        read_bytes(b"Storm.", path="a.txt", reading=Reading("klingon"))
    assert str(caught.value) == "a.txt: unknown encoding 'klingon'; try utf-8, latin-1 or cp1252"


def test_encoding_that_is_no_text_encoding() -> None:
    with pytest.raises(DecodingError, match=r"^a\.txt: unknown encoding 'base64'"):
        read_bytes(b"Storm.", path="a.txt", reading=Reading("base64"))


def test_encoding_that_does_not_fit() -> None:
    with pytest.raises(DecodingError) as caught:
        read_bytes(b"caf\xe9", path="a.txt", reading=Reading("utf-8"))
    assert str(caught.value) == "a.txt: this is not valid utf-8; leave out --encoding to detect it"


def test_mark_that_does_not_fit() -> None:
    with pytest.raises(DecodingError) as caught:
        read_bytes(codecs.BOM_UTF16_LE + b"odd", path="a.txt")
    assert str(caught.value) == "a.txt: its byte order mark says utf-16, but it is not valid utf-16; set --encoding"


@pytest.mark.parametrize("name", BINARY)
@pytest.mark.parametrize("suffix", [".txt", ".md", ""])
def test_binary_data_is_refused(name: str, suffix: str) -> None:
    with pytest.raises(FormatError) as caught:
        read_bytes(BINARY[name]["latin1"].encode("latin-1"), path=f"file{suffix}")
    assert caught.value.message == BINARY[name]["message"]
    nameless = "binary data" in BINARY[name]["message"]  # then it may be text after all
    wanted = "convert it to plain text first" + ", or name its encoding with --encoding" * nameless
    assert caught.value.hint == wanted


@pytest.mark.parametrize(
    "data", [b"", b" \n\t\r\n", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, "\u00a0\u2003\u3000\n".encode()]
)
@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_nothing_but_white_space(data: bytes, suffix: str) -> None:
    with pytest.raises(EmptyInputError) as caught:
        read_bytes(data, path=f"a{suffix}")
    assert str(caught.value) == f"a{suffix}: it contains no text; check that this is the right file"


def test_markdown_without_words_is_empty() -> None:
    with pytest.raises(EmptyInputError):
        read_bytes(b"---\ntitle: x\n---\n<!-- nothing -->\n\n```\ncode\n```\n", path="a.md")


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(InputMissingError) as caught:
        read(tmp_path / "none.txt")
    assert str(caught.value) == f"{tmp_path}/none.txt: no such file; check the path"


def test_file_in_place_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Storm.")
    with pytest.raises(InputMissingError):
        read(tmp_path / "a.txt" / "b.txt")


def test_folder(tmp_path: Path) -> None:
    with pytest.raises(InputUnreadableError) as caught:
        read(tmp_path)
    assert str(caught.value) == f"{tmp_path}: this is a folder, not a file; try `briefer batch FOLDER --out DIR`"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_no_permission(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Storm.")
    path.chmod(0)
    with pytest.raises(InputUnreadableError) as caught:
        read(path)
    assert str(caught.value) == f"{path}: permission denied; check who may read the file"


def test_permission_error_is_worded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, mode: str) -> BinaryIO:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(InputUnreadableError, match="permission denied; check who may read the file"):
        read(tmp_path / "a.txt")


@pytest.mark.parametrize("name", ["a\0b.txt", "\ud800.txt", "x" * 5000])
def test_name_that_no_file_can_have(name: str) -> None:
    with pytest.raises(InputUnreadableError) as caught:
        read(name)
    assert caught.value.message.startswith("cannot be read (")


@pytest.mark.parametrize("path", [pytest.param(p, id=p.stem) for p in sorted((CASES / "markdown").glob("*.txt"))])
@pytest.mark.parametrize("ending", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_markdown(path: Path, ending: str) -> None:
    source, _, expected = path.read_text(encoding="utf-8").partition("=== text\n")
    data = source.replace("\n", ending).encode()
    if not expected:
        with pytest.raises(EmptyInputError):
            read_bytes(data, path="article.md")
        return
    document = read_bytes(data, path="article.md")
    marks = [f"{mark.role}: {document.text[mark.start : mark.end]}\n" for mark in document.marks]
    assert "".join(marks) + document.text + "\n" == expected
    assert document.format == "markdown"


@pytest.mark.parametrize("suffix", [".txt", ".text", ".md", ".markdown", ".TXT", ".Md", ".news", ""])
def test_suffix_decides_the_format(suffix: str) -> None:
    document = read_bytes(b"# Storm\n\nIt rains.", path=f"a{suffix}")
    markdown = suffix.lower() in (".md", ".markdown")
    assert document.format == ("markdown" if markdown else "text")
    assert document.text == ("Storm\n\nIt rains." if markdown else "# Storm\n\nIt rains.")


def test_text_that_came_decoded() -> None:
    document = read_text("Storm.", id="1", known=Known(title="A storm", language="en", published="2020-01-01"))
    assert document.sha256 == hashlib.sha256(b"Storm.").hexdigest()
    assert (document.id, document.path, document.encoding) == ("1", None, None)
    assert (document.title, document.language, document.published) == ("A storm", "en", "2020-01-01")
    with pytest.raises(EmptyInputError):
        read_text(" \n")


@examples(100)
@given(st.binary(max_size=400), st.sampled_from([None, "a.txt", "a.md"]))
def test_any_bytes_are_read_or_refused(data: bytes, path: str | None) -> None:
    try:
        document = read_bytes(data, path=path)
    except BrieferError as error:
        assert "\n" not in error.message
        assert error.hint
    else:
        assert document.text.strip()
        for mark in document.marks:
            assert 0 <= mark.start < mark.end <= len(document.text)


@examples(100)
@given(st.text(max_size=400))
def test_utf8_is_read_as_it_is(text: str) -> None:
    data = text.encode()
    try:
        document = read_bytes(data)
    except BrieferError:
        return
    if document.encoding == "utf-8":
        assert document.text == text.removeprefix("\ufeff")


def test_surrogates_that_meet_are_one_character() -> None:
    """A reader of the JSON would join them, and every offset behind them would be wrong."""
    assert read_text("A \ud83d\udea2 sails. \udea2\ud83d").text == "A \U0001f6a2 sails. \udea2\ud83d"


# Plain text that is not only prose

PLAIN = json.loads((CASES / "plain.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", [pytest.param(case, id=case["kind"]) for case in PLAIN])
def test_plain_text(case: dict[str, list[str]]) -> None:
    text = "\n".join(case["lines"]) + "\n"
    document = read_bytes(text.encode())
    if "text" in case:
        assert [line.strip() for line in document.text.splitlines()] == [line.strip() for line in case["text"]]
        return
    assert document.text == text
    assert document.title == case.get("title")
    assert list(document.authors) == case.get("authors", [])
    furniture = "".join(text[mark.start : mark.end] for mark in document.marks)
    assert all(words in furniture for words in case.get("furniture", []))
    assert not any(words in furniture for words in case.get("stays", []))


MARKUP = json.loads((CASES / "markup.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{n} {case['suffix']}") for n, case in enumerate(MARKUP)])
def test_markup(case: dict[str, Any]) -> None:
    document = read_bytes(case["source"].encode(), path=f"a{case['suffix']}")
    assert document.text.split("\n\n") == case["text"]
    assert (document.title, list(document.authors)) == (case["title"], case["authors"])
    assert document.published == case.get("published")


@pytest.mark.parametrize("suffix", sorted(refused.KNOWN))
def test_what_is_not_read_says_what_to_do(suffix: str) -> None:
    for data in (b"anything", b"PK\x03\x04" + b"\0" * 30, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        with pytest.raises(FormatError) as caught:
            read_bytes(data, path=f"a{suffix}")
        assert str(caught.value).startswith(f"a{suffix}: this is ")
        assert any(way in str(caught.value) for way in ("convert it first", "export it", "save it"))
