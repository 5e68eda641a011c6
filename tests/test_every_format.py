"""A folder with a good and a broken file of every kind: briefs for the good ones, a line for each broken one."""

from __future__ import annotations

import bz2
import gzip
import importlib.util
import io
import json
import lzma
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard
from typer.testing import Result

import briefer
from briefer.readers import FORMATS, refused
from formats import containers
from formats.article import Article, article
from formats.packing import packed
from formats.writers import WRITERS

CLI = Callable[..., Result]
EXAMPLE = Path(__file__).parents[1] / "examples" / "01-harbour" / "article.txt"
ALIKE = {  # suffix -> one of the table of writers that is written alike
    ".text": ".txt",
    ".srt": ".txt",
    ".vtt": ".txt",
    ".markdown": ".md",
    ".htm": ".html",
    ".xhtml": ".html",
    ".mht": ".mhtml",
    ".docm": ".docx",
    ".dotx": ".docx",
    ".dotm": ".docx",
    ".pptm": ".pptx",
    ".ppsx": ".pptx",
    ".ott": ".odt",
    ".xml": ".rss",
    ".rdf": ".atom",
    ".ndjson": ".jsonl",
    ".tsv": ".csv",
    ".mediawiki": ".wiki",
    ".wikitext": ".wiki",
    ".json": ".jsonl",
}
OTHERS: dict[str, Callable[[Article], bytes]] = {
    ".gz": lambda source: gzip.compress(WRITERS[".txt"](source)),
    ".bz2": lambda source: bz2.compress(WRITERS[".txt"](source)),
    ".xz": lambda source: lzma.compress(WRITERS[".txt"](source)),
    ".zst": lambda source: zstandard.ZstdCompressor().compress(WRITERS[".txt"](source)),
    ".mbox": lambda source: b"From a@example.org Tue Mar  3 10:00:00 2020\n" + WRITERS[".plain.eml"](source),
    ".tbz2": lambda source: bz2.compress(containers.tar(source)),
    ".txz": lambda source: lzma.compress(containers.tar(source)),
    ".tzst": lambda source: zstandard.ZstdCompressor().compress(containers.tar(source)),
    ".tar.gz": lambda source: gzip.compress(containers.tar(source)),
}
PARQUET = importlib.util.find_spec("pyarrow") is not None
READ = set(FORMATS) if PARQUET else set(FORMATS) - {".parquet"}


def in_parquet(source: Article) -> bytes:
    """Return the article as the one row of a Parquet file."""
    import pyarrow
    import pyarrow.parquet

    file = io.BytesIO()
    pyarrow.parquet.write_table(
        pyarrow.Table.from_pylist([json.loads(WRITERS[".jsonl"](source).splitlines()[0])]), file
    )
    return file.getvalue()


if PARQUET:
    OTHERS[".parquet"] = in_parquet
UNREADABLE = frozenset({".doc", *refused.KNOWN})  # which is recognised, to be refused with what to do
TOLD_BY_NAME = frozenset(
    {".wiki", ".md", ".rst", ".md.gz", ".md.bz2", ".md.xz", ".md.zst"}
)  # text with marks is text, too
NOISE = bytes(range(256)) * 8
BROKEN = {  # suffix -> a file that cannot be read; all others are cut in half
    **dict.fromkeys(
        (
            ".txt",
            ".text",
            ".srt",
            ".vtt",
            ".tex",
            ".wiki",
            ".mediawiki",
            ".wikitext",
            ".md",
            ".markdown",
            ".rst",
            ".html",
            ".htm",
            ".xhtml",
            ".rtf",
        ),
        NOISE,
    ),
    ".fodt": NOISE,
    ".eml": b"From: a@example.org\nContent-Type: multipart/encrypted; boundary=b\n\n--b\n\nx\n--b--\n",
    ".plain.eml": b"From: a@example.org\nSubject: nothing below\n\n",
    **dict.fromkeys(
        (".mhtml", ".mht"), b"From: <Saved by Example>\nContent-Type: multipart/related; boundary=b\n\n--b--\n"
    ),
    ".mbox": b"no mailbox at all\n",
    **dict.fromkeys((".jsonl", ".ndjson", ".json"), b"no JSON at all\n"),
    **dict.fromkeys((".csv", ".tsv"), b"town,people\nOslet,12\n"),
    ".pdf": b"%PDF-1.7 and nothing more",
    **dict.fromkeys(refused.KNOWN, b"no matter what"),
    ".doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + NOISE,
}


def good(source: Article) -> dict[str, bytes]:
    """Return a good file of every kind, by suffix."""
    files = {suffix: write(source) for suffix, write in (WRITERS | OTHERS).items()}
    return files | {suffix: files[like] for suffix, like in ALIKE.items() if like in files}


def broken(files: dict[str, bytes]) -> dict[str, bytes]:
    """Return a broken file of every kind."""
    return {suffix: data[: len(data) // 2] for suffix, data in files.items()} | {".tar": files[".tar"][:1500]} | BROKEN


@pytest.fixture(scope="module")
def source() -> Article:
    return article(briefer.read(EXAMPLE))


def test_there_is_a_file_of_every_kind(source: Article) -> None:
    files = good(source)
    assert READ - files.keys() <= UNREADABLE
    assert broken(files).keys() >= READ


def test_folder_of_every_kind(cli: CLI, tmp_path: Path, source: Article) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    files = good(source)
    for name, kind in (("good", files), ("broken", broken(files))):
        for suffix, data in kind.items():
            (folder / f"{name}{suffix}").write_bytes(data)
    (folder / "photo.jpg").write_bytes(NOISE)
    asked = [option for suffix in sorted(READ) for option in ("--include", f"*{suffix}")]  # .json and .xml, too
    result = cli("batch", folder, "--out", out, "--format", "json", "--jobs", "1", *asked)
    lines = [line.removeprefix(f"briefer: {folder}/") for line in result.stderr.splitlines() if f"{folder}/" in line]
    assert sorted(re.split("[:/]", line)[0] for line in lines) == sorted(f"broken{suffix}" for suffix in broken(files))
    assert result.exit_code == 1
    briefs = {path: json.loads(path.read_text(encoding="utf-8")) for path in out.rglob("*.brief.json")}
    made = {path.relative_to(out).as_posix().split(".brief")[0].split("/")[0] for path in briefs}
    assert made == {f"good{suffix}" for suffix in files}
    assert len(briefs) == len(files)
    for path, brief in briefs.items():
        assert brief["headline"]["text"] == source.headline, path
        assert len(brief["key_claims"]) == 6, path


@pytest.mark.parametrize("suffix", [suffix for suffix in WRITERS if suffix not in TOLD_BY_NAME])
def test_any_format_is_known_from_standard_input(cli: CLI, tmp_path: Path, source: Article, suffix: str) -> None:
    path = tmp_path / f"article{suffix}"
    path.write_bytes(WRITERS[suffix](source))
    results = (
        cli("summarize", path, "--format", "json"),
        cli("summarize", "-", "--format", "json", stdin=path.read_bytes()),
        cli("summarize", path.rename(tmp_path / "article.bin"), "--format", "json"),
    )
    briefs = [json.loads(result.stdout) for result in results]
    for brief in briefs:
        del brief["source"]["path"], brief["source"]["id"]
    assert briefs[0] == briefs[1] == briefs[2]


@pytest.mark.parametrize("suffix", [".zip", ".tgz"])
def test_archive_gives_the_same_bytes_whatever_the_jobs(cli: CLI, tmp_path: Path, suffix: str) -> None:
    files = {
        f"{n:03}.txt": f"Storm {n} closes pier\n\nIt was closed, mayor number {n} said.".encode() for n in range(70)
    }
    path = tmp_path / f"news{suffix}"
    path.write_bytes(packed(files) if suffix == ".zip" else gzip.compress(containers.tarred(files)))
    one, many = (cli("batch", path, "--out", "-", "--format", "jsonl", "--jobs", jobs) for jobs in ("1", "3"))
    assert (one.exit_code, many.exit_code) == (0, 0)
    assert one.stdout == many.stdout
    assert [json.loads(line)["source"]["id"] for line in one.stdout.splitlines()] == [
        f"{path}/{name}" for name in files
    ]
