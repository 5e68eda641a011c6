"""Inputs that hold several documents: feeds, corpora, mailboxes, archives, whole and broken, honest and hostile."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import os
import stat
import tarfile
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import Result

from briefer.errors import BrieferError, ExtraMissingError
from briefer.readers import Item, Reading, expand, read_bytes, read_item
from briefer.readers.items import Columns
from examples import examples, slow_but

CLI = Callable[..., Result]
CASES = Path(__file__).parent / "cases" / "several"
FEEDS = sorted((CASES / "feeds").glob("*.xml"))
FIELDS = ("id", "title", "authors", "published", "language", "site", "url", "format", "text")
TEXT = "The harbour will close on Friday, the mayor said on Monday.\n"
SMALL = Reading(max_bytes=1000)
PACKERS = {
    ".gz": gzip.compress,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
    ".zst": zstandard.ZstdCompressor().compress,
}


def zipped(files: dict[str, bytes], **options: Any) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def tarred(files: dict[str, bytes], **options: Any) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", **options) as archive:
        for name, data in files.items():
            header = tarfile.TarInfo(name)
            header.size = len(data)
            archive.addfile(header, io.BytesIO(data))
    return buffer.getvalue()


ARCHIVERS = {
    ".zip": zipped,
    ".tar": tarred,
    ".tar.gz": lambda files: gzip.compress(tarred(files)),
    ".tgz": lambda files: gzip.compress(tarred(files)),
    ".tar.zst": lambda files: PACKERS[".zst"](tarred(files)),
    ".txz": lambda files: lzma.compress(tarred(files)),
}


def inside(data: bytes, name: str | None, reading: Reading = Reading()) -> list[tuple[str, str]]:  # noqa: B008
    """Return (name, text or error) of what is in the data."""
    return [found(item, reading) for item in expand(Item("in", "in", path=name, data=data), reading)]


def found(item: Item, reading: Reading) -> tuple[str, str]:
    try:
        return item.name, read_item(item, reading).text
    except BrieferError as error:
        assert "\n" not in str(error)
        return item.name, f"{type(error).__name__}: {error}"


def texts(data: bytes, name: str | None, reading: Reading = Reading()) -> list[str]:  # noqa: B008
    return [text for _, text in inside(data, name, reading)]


# Feeds


def shown(item: Item) -> dict[str, Any]:
    try:
        document = read_item(item)
    except BrieferError as error:
        return {"error": str(error)}
    kept = {"kept": document.kept} if document.kept else {}
    return {"name": item.name, **{field: getattr(document, field) for field in FIELDS}, **kept}


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in FEEDS])
@pytest.mark.parametrize("name", ["feed.xml", "feed.rss", "feed.txt", None])
def test_feed(path: Path, name: str | None) -> None:
    data = path.read_bytes()
    rows = [json.loads(json.dumps(shown(item))) for item in expand(Item("feed", "feed", path=name, data=data))]
    assert rows == [json.loads(row) for row in path.with_suffix(".jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"<rss><channel><title>x</title></channel></rss>", "EmptyInputError: in: there are no entries in this feed"),
        (
            b"<note><to>Anna</to></note>",
            "FormatError: in: this is not a feed; RSS and Atom are the only XML that briefer reads",
        ),
        (b"", "FormatError: in: this is not a feed"),
        (b"no XML at all", "FormatError: in: this is not a feed"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01" * 20, "FormatError: "),
    ],
)
def test_what_is_no_feed(data: bytes, error: str) -> None:
    assert texts(data, "a.rss")[0].startswith(error)


def test_feed_that_is_cut_short_gives_the_entries_before() -> None:
    data = (CASES / "feeds" / "rss-2.xml").read_bytes()
    rows = texts(data[: data.index(b"caf&amp;")], "a.xml")
    assert rows[1].startswith("A storm nears")
    assert rows[3:] == ["FormatError: in: this feed is cut short; check that it was copied whole"]


def test_encoding_of_a_feed_is_that_of_its_entries() -> None:
    entry = "<item><description>The café is “open”, the mayor said.</description></item>"
    feed = f"<?xml version='1.0' encoding='ISO-8859-1'?><rss><channel>{entry}</channel></rss>".encode("cp1252")
    [document] = [read_item(item) for item in expand(Item("in", "in", data=feed))]
    assert (document.text, document.encoding) == ("The café is “open”, the mayor said.", "cp1252")
    feed = f"<rss><channel>{entry * 20}</channel></rss>".replace("“", "").replace("”", "").encode("mac_roman")
    for item in expand(Item("in", "in", data=feed)):
        assert "the encoding was guessed" in " ".join(read_item(item).warnings)


HOSTILE_FEEDS = {
    "entities": b"<rss><channel><item><description>" + b"&x;" * 1_000_000 + b"</description></item></channel></rss>",
    "nothing closed": b"<rss><channel>" + b"<item><title>" * 200_000,
    "no CDATA closed": b"<rss><channel><item><title>" + b"<![CDATA[" * 300_000,
    "30,000 entries": b"<rss>" + b"<item><description>Rain.</description></item>" * 30_000 + b"</rss>",
    "tags without end": b"<rss>" + b"<a " * 20_000,
    "a million elements": b"<rss>" + b"<a/>" * 1_000_000 + b"</rss>",
    "30,000 empty entries": b"<rss>" + b"<item/>" * 30_000 + b"</rss>",
    "deep": b"<rss>" + b"<a>" * 300_000,
    "a text of 12 MB": b"<rss><item><description>" + b"rain " * 2_500_000 + b"</description></item></rss>",
}


@pytest.mark.processor_time(20)
@pytest.mark.parametrize(
    "name", slow_but(HOSTILE_FEEDS, "nothing closed", "no CDATA closed", "tags without end", "deep")
)
def test_hostile_feed_takes_no_time(name: str) -> None:
    assert list(expand(Item("in", "in", path="a.xml", data=HOSTILE_FEEDS[name])))


# Corpora and JSON


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in sorted(CASES.glob("json/*.json"))])
def test_json(path: Path) -> None:
    case = json.loads(path.read_text(encoding="utf-8"))
    data = case["input"] if isinstance(case["input"], str) else json.dumps(case["input"], indent=case.get("indent"))
    rows = []
    columns = Columns(case.get("text"), case.get("id"), tuple(case.get("keep", ())))
    for item in expand(Item("in", "in", path=case.get("path"), data=data.encode()), Reading(columns=columns)):
        row = shown(item)
        rows.append({key: value for key, value in row.items() if value and key not in ("name", "format")})
    assert json.loads(json.dumps(rows)) == case["expected"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-8-sig"])
def test_corpus_with_a_mark_of_its_encoding(encoding: str) -> None:
    rows = '{"text": "Café."}\n{"text": "Regen."}\n'.encode(encoding)
    assert texts(rows, "a.jsonl") == ["Café.", "Regen."]


def test_corpus_in_an_encoding_that_was_asked_for() -> None:
    rows = '{"text": "Łódź."}\n'.encode("cp1250")
    assert texts(rows, "a.jsonl", Reading("cp1250")) == ["Łódź."]
    assert texts(rows, "a.jsonl", Reading("klingon"))[0].startswith("DecodingError: in: unknown encoding 'klingon'")
    assert texts(b'{"text": "a"}\n\xff\xfe\n', "a.jsonl", Reading("utf-16"))[-1].startswith(
        "DecodingError: in: part of it is not valid utf-16"
    )


def test_compressed_corpus_whose_first_row_is_broken() -> None:
    rows = b"odd\n" + b'{"text": "Two."}\n' * 500
    assert texts(gzip.compress(rows), "a.jsonl.gz", SMALL)[1:] == ["Two."] * 500


def test_bug_of_ours_costs_one_input(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: Any) -> Any:
        raise KeyError("x")

    monkeypatch.setattr("briefer.readers.corpora._parsed", fail)
    assert texts(b'{"text": "One."}\n', "a.jsonl") == [
        "FormatError: in: internal error: KeyError: 'x'; please report it, with the file"
    ]


def test_row_that_is_too_long_costs_itself_alone() -> None:
    rows = b'{"text": "One."}\n{"text": "' + b"x" * 5000 + b'"}\n{"text": "Three."}\n'
    assert texts(rows, "a.jsonl", SMALL) == [
        "One.",
        "TooLargeError: in:2: it has more than 1,000 bytes; split it, or raise --max-bytes",
        "Three.",
    ]


def test_json_that_is_too_long_is_refused() -> None:
    data = b'[\n{"text": "' + b"x" * 5000 + b'"}]'
    assert texts(data, "a.json", SMALL) == [
        "TooLargeError: in: it has more than 1,000 bytes; split it, or raise --max-bytes"
    ]


def test_corpus_is_read_as_a_stream() -> None:
    class Endless(io.RawIOBase):
        """Rows without end."""

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any) -> int:
            row = b'{"text": "Rain."}\n'
            buffer[: len(row)] = row
            return len(row)

    stream = gzip.GzipFile(fileobj=io.BytesIO(gzip.compress(b'{"text": "Rain."}\n' * 10)))
    assert len(list(expand(Item("in", "in", stream=stream)))) == 10  # type: ignore[arg-type]
    endless = expand(Item("in", "in", path="a.jsonl", stream=io.BufferedReader(Endless())))
    assert [next(endless).text for _ in range(50_000)][-1] == "Rain."


@pytest.mark.parametrize("suffix", slow_but([".gz", ".zst"], ".gz"))
def test_compressed_corpus_takes_constant_memory(suffix: str) -> None:
    rows = b"".join(b'{"text": "%d %s"}\n' % (n, b"rain and wind " * 50) for n in range(8_000))
    data = PACKERS[suffix](rows)
    tracemalloc.start()
    try:
        assert sum(1 for _ in expand(Item("in", "in", path=f"a.jsonl{suffix}", data=data))) == 8_000
        assert tracemalloc.get_traced_memory()[1] < len(rows) / 5
    finally:
        tracemalloc.stop()


# Mailboxes

MAILBOX = (
    b"From anna@example.org Tue Mar  3 10:00:00 2020\nFrom: Anna <anna@example.org>\nSubject: One\n\n"
    b"The pier is shut.\nFrom here on it rains.\n>From now on, too.\n\n"
    b"From ben@example.org Tue Mar  3 11:00:00 2020\nFrom: Ben <ben@example.org>\nSubject: Two\nMessage-ID: <2@x>\n\n"
    b"The pier is open.\n\n"
    b"From eve@example.org Tue Mar  3 12:00:00 2020\nFrom: Eve <eve@example.org>\nSubject: Three\n\n\n"
)


@pytest.mark.parametrize("ending", [b"\n", b"\r\n"])
def test_mailbox(ending: bytes) -> None:
    items = list(expand(Item("in", "in", path="in.mbox", data=MAILBOX.replace(b"\n", ending))))
    assert [item.name for item in items] == ["in/1", "in/2", "in/3"]
    first, second = (read_item(item) for item in items[:2])
    assert (first.title, first.authors, first.id) == ("One", ("Anna",), "in.mbox/1.eml")
    assert first.text == "The pier is shut.\nFrom here on it rains.\nFrom now on, too."
    assert (second.title, second.text) == ("Two", "The pier is open.")
    assert found(items[2], Reading())[1].startswith("EmptyInputError: in.mbox/3.eml: it contains no text")


def test_mailbox_from_a_pipe_is_known_by_its_headers() -> None:
    assert len(texts(MAILBOX[MAILBOX.index(b"From ben") :], None)) == 2


def test_mail_that_is_too_long_costs_itself_alone() -> None:
    long = b"From a\nSubject: a\n\n" + b"It rains.\n" * 300 + b"\n"
    rows = texts(MAILBOX[: MAILBOX.index(b"From ben")] + long + MAILBOX, "a.mbox", SMALL)
    assert rows[1] == "TooLargeError: in:2: it has more than 1,000 bytes; split it, or raise --max-bytes"
    assert len(rows) == 5


def test_what_is_no_mailbox() -> None:
    assert texts(b"Rain.", "a.mbox") == ["FormatError: in: this is not a mailbox; rename a single mail to .eml"]


# Compressed data and archives


@pytest.mark.parametrize("suffix", PACKERS)
@pytest.mark.parametrize("name", ["storm.txt{}", "storm{}", "storm", None])
def test_compressed_text(suffix: str, name: str | None) -> None:
    data = PACKERS[suffix](TEXT.encode())
    document = read_bytes(data, path=name and name.format(suffix))
    assert (document.text, document.format) == (TEXT, "text")
    assert document.sha256 == read_bytes(TEXT.encode()).sha256


@pytest.mark.parametrize("suffix", PACKERS)
def test_what_is_compressed_is_known_by_the_name_beneath(suffix: str) -> None:
    assert read_bytes(PACKERS[suffix](b"# Storm\n\nRain."), path=f"a.MD{suffix.upper()}").format == "markdown"


@pytest.mark.parametrize("suffix", PACKERS)
def test_frames_one_after_another(suffix: str) -> None:
    data = PACKERS[suffix](b"Rain ") + PACKERS[suffix](b"and wind.")
    assert texts(data, f"a.txt{suffix}") == ["Rain and wind."]


@pytest.mark.parametrize("suffix", PACKERS)
@pytest.mark.parametrize("size", [12, -20, -5, -1])
def test_compressed_text_that_is_cut_short(suffix: str, size: int) -> None:
    [error] = texts(PACKERS[suffix](os.urandom(3000).hex().encode())[:size], f"a.txt{suffix}")
    assert error.startswith("FormatError: in: this ")
    assert error.endswith(" is damaged (it ends too early); check that it was copied whole")


@pytest.mark.parametrize("suffix", slow_but(PACKERS, ".gz"))
def test_compressed_corpus_that_is_cut_short_gives_the_rows_before(suffix: str) -> None:
    rows = b"".join(b'{"text": "%s"}\n' % os.urandom(20).hex().encode() for _ in range(15_000))
    items = texts(PACKERS[suffix](rows)[:-9], f"a.jsonl{suffix}")
    assert len(items) > 2_000
    assert [item for item in items if "Error" in item] == items[-1:]
    assert " is damaged" in items[-1]


def test_zstandard_needs_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "zstandard", None)
    with pytest.raises(ExtraMissingError) as caught:
        read_bytes(PACKERS[".zst"](b"Rain."), path="a.txt.zst")
    assert caught.value.hint == "try `pip install zstandard`"


FILES = {
    "b/storm.txt": b"Storm.",
    "a.md": b"# Rain\n\nIt rains.",
    "photo.jpg": b"\xff\xd8\xff",
    ".hidden.txt": b"Hidden.",
    "__MACOSX/._a.md": b"\0\1",
    "b/.git/x.txt": b"Hidden.",
    "rows.jsonl": b'{"id": "r1", "text": "Row one."}\n{"nothing": 1}\n',
    "broken.pdf": b"%PDF-1.7 and no more",
}


@pytest.mark.parametrize("suffix", ARCHIVERS)
@pytest.mark.parametrize("named", [True, False])
def test_archive(suffix: str, named: bool) -> None:
    rows = inside(ARCHIVERS[suffix](FILES), f"news{suffix}" if named else None)
    assert rows[:3] == [
        ("in/b/storm.txt", "Storm."),
        ("in/a.md", "Rain\n\nIt rains."),
        ("in/rows.jsonl/r1", "Row one."),
    ]
    assert [name for name, text in rows[3:]] == ["in/rows.jsonl:2", "in/broken.pdf"]
    assert all("Error: " in text for _, text in rows[3:])


@pytest.mark.parametrize("suffix", ARCHIVERS)
def test_archive_from_a_pipe(suffix: str) -> None:
    class Pipe(io.BytesIO):
        """What cannot go back."""

        def seekable(self) -> bool:
            return False

        def seek(self, *args: Any) -> int:
            raise io.UnsupportedOperation

    items = list(expand(Item("in", "in", stream=Pipe(ARCHIVERS[suffix](FILES)))))
    assert [item.name for item in items][:2] == ["in/b/storm.txt", "in/a.md"]
    assert all(item.stream is None for item in items)


@pytest.mark.parametrize("suffix", ARCHIVERS)
def test_archive_of_nothing_that_is_read(suffix: str) -> None:
    for files in ({}, {"photo.jpg": b"\xff\xd8\xff"}):
        [error] = texts(ARCHIVERS[suffix](files), f"a{suffix}")
        assert error.startswith("FormatError: in: it contains no file that briefer reads")


@pytest.mark.parametrize("suffix", slow_but([".tar", ".tar.gz", ".tar.zst", ".txz"], ".tar", ".tar.gz"))
@pytest.mark.parametrize("share", [0.3, 0.5, 0.9])
def test_tar_that_is_cut_short_gives_the_files_before(suffix: str, share: float) -> None:
    files = {f"{n:02}.txt": os.urandom(20_000).hex().encode() for n in range(20)}
    data = ARCHIVERS[suffix](files)
    rows = texts(data[: int(share * len(data))], f"a{suffix}")
    assert len(rows) > 20 * share - 3
    assert [row for row in rows if "Error" in row] == rows[-1:]
    assert "is damaged" in rows[-1]


def test_tar_with_a_broken_header_is_told() -> None:
    data = bytearray(tarred({"a.txt": b"One.", "b.txt": b"Two."}))
    data[1024 + 150] ^= 1  # in the checksum of the second
    assert texts(bytes(data), "a.tar") == [
        "One.",
        "FormatError: in: this tar archive is damaged (bad checksum); check that it was copied whole",
    ]


def test_links_and_devices_are_left_alone() -> None:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, kind in (
            ("l.txt", tarfile.SYMTYPE),
            ("h.txt", tarfile.LNKTYPE),
            ("d.txt", tarfile.CHRTYPE),
            ("f.txt", tarfile.FIFOTYPE),
        ):
            header = tarfile.TarInfo(name)
            header.type, header.linkname = kind, "/etc/hostname"
            archive.addfile(header)
        header = tarfile.TarInfo("a.txt")
        header.size = 5
        archive.addfile(header, io.BytesIO(b"Rain."))
    assert texts(buffer.getvalue(), "a.tar") == ["Rain."]
    link = zipfile.ZipInfo("l.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive_:
        archive_.writestr(link, "/etc/hostname")
        archive_.writestr("a.txt", "Rain.")
    assert texts(buffer.getvalue(), "a.zip") == ["Rain."]


def test_names_of_an_archive_stay_in_the_output_folder(cli: CLI, tmp_path: Path) -> None:
    names = ["../../up.txt", "/abs.txt", "a/../../b.txt", "..\\..\\win.txt", "C:\\c.txt"]
    path = tmp_path / "in" / "evil.zip"
    path.parent.mkdir()
    path.write_bytes(zipped({name: TEXT.encode() for name in names}))
    result = cli("batch", path, "--out", tmp_path / "in" / "out")
    assert result.exit_code == 0, result.stderr
    written = list(tmp_path.rglob("*.brief.txt"))
    assert len(written) == len(names)
    assert all(file.is_relative_to(tmp_path / "in" / "out") for file in written)


def encrypted() -> bytes:
    """Return a zip archive that says of its first file that it is encrypted."""
    data = bytearray(zipped({"secret.txt": b"Secret.", "open.txt": b"Open."}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def test_encrypted_file_costs_itself_alone() -> None:
    assert inside(encrypted(), "a.zip") == [
        ("in/secret.txt", "FormatError: in/secret.txt: it is encrypted; unpack it with its password first"),
        ("in/open.txt", "Open."),
    ]


def test_damaged_file_in_a_zip_costs_itself_alone() -> None:
    data = bytearray(zipped({"a.txt": os.urandom(500).hex().encode(), "b.txt": b"Two."}))
    data[60] ^= 255
    rows = texts(bytes(data), "a.zip")
    assert rows[0].startswith("FormatError: in/a.txt: this zip archive is damaged")
    assert rows[1:] == ["Two."]


@pytest.mark.parametrize("data", [zipped(FILES)[:-30], b"PK\x03\x04" + b"x" * 200, b"no zip", b""])
def test_damaged_zip(data: bytes) -> None:
    [error] = texts(data, "a.zip")
    assert error.startswith("FormatError: in: this zip archive is damaged")


# Bombs


@pytest.mark.parametrize("suffix", slow_but(PACKERS, ".gz"))
def test_bomb_of_one_text(suffix: str) -> None:
    data = PACKERS[suffix](b"rain " * 1_000_000)
    assert texts(data, f"a.txt{suffix}", SMALL)[0].startswith("TooLargeError: in: it ")


@pytest.mark.processor_time(10)
@pytest.mark.parametrize("suffix", slow_but(PACKERS, ".zst"))
def test_bomb_of_blank_lines(suffix: str) -> None:
    data = PACKERS[suffix](b'{"text": "One."}\n' + b"\n" * 20_000_000)
    rows = texts(data, f"a.jsonl{suffix}", SMALL)
    assert rows[:-1] in ([], ["One."])
    assert rows[-1:] == [
        "TooLargeError: in: it unpacks to more than 200 times its size; unpack it yourself, if you trust it"
    ]


@pytest.mark.parametrize("suffix", ARCHIVERS)
def test_file_that_is_too_large_costs_itself_alone(suffix: str) -> None:
    files = {"a.txt": b"One.", "big.txt": os.urandom(2_000).hex().encode(), "c.txt": b"Three."}
    rows = texts(ARCHIVERS[suffix](files), f"a{suffix}", SMALL)
    assert rows[::2] == ["One.", "Three."]
    assert rows[1] == "TooLargeError: in/big.txt: it has more than 1,000 bytes; split it, or raise --max-bytes"


@pytest.mark.parametrize("suffix", slow_but([".zip", ".tar.gz", ".tar.zst"], ".zip"))
def test_many_files_that_are_a_bomb_together(suffix: str) -> None:
    files = {f"{n}.txt": b"\0" * 900_000 for n in range(100)}
    rows = texts(ARCHIVERS[suffix](files), f"a{suffix}", Reading(max_bytes=1_000_000))
    assert "TooLargeError: in: it unpacks to more than 200 times its size" in rows[-1]
    assert len(rows) < 4


def test_archives_within_archives() -> None:
    data = zipped({"in.tgz": ARCHIVERS[".tgz"]({"rows.jsonl.gz": gzip.compress(b'{"text": "Deep."}')})})
    assert texts(gzip.compress(tarred({"a.jsonl.gz": gzip.compress(b'{"text": "Deep."}')})), "a.tgz") == ["Deep."]
    assert texts(data, "a.zip") == [
        "FormatError: in/in.tgz/rows.jsonl.gz: archives are nested too deeply; unpack it first"
    ]


@pytest.mark.parametrize("packed", [lambda d: zipped({"a.zip": d}), lambda d: tarred({"a.tar": d}), gzip.compress])
def test_archive_without_end(packed: Callable[[bytes], bytes]) -> None:
    data = TEXT.encode()
    for _ in range(30):
        data = packed(data)
    [error] = texts(data, None)
    assert "archives are nested too deeply" in error


def test_name_of_many_megabytes_in_a_tar() -> None:
    header = tarfile.TarInfo("a.txt")
    header.pax_headers = {"comment": "x" * 3_000_000}
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as archive:
        archive.addfile(header)
    assert "is damaged (it has a name that is too long)" in texts(buffer.getvalue(), "a.tar")[0]


@examples(100)
@given(
    st.sampled_from([*ARCHIVERS, ".mbox"]),
    st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=6)), max_size=4),
    st.floats(0, 1),
)
def test_any_damage_is_told(suffix: str, changes: list[tuple[float, bytes]], cut: float) -> None:
    data = (b"From a\n" + TEXT.encode()) * 3 if suffix == ".mbox" else ARCHIVERS[suffix](FILES)
    for place, new in changes:
        at = int(place * len(data))
        data = data[:at] + new + data[at + len(new) :]
    data = data[: int(cut * len(data)) or None]
    for item in expand(Item("in", "in", path=f"a{suffix}", data=data)):
        assert item.stream is None
        found(item, Reading())
