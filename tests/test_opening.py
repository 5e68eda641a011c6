"""Opening inputs: web addresses, pipes, devices, what grows, what is too large; several at once; --fix-text."""

from __future__ import annotations

import gzip
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

import briefer
from briefer.errors import (
    BrieferError,
    CorpusError,
    EmptyInputError,
    ExtraMissingError,
    FormatError,
    InputMissingError,
    InputUnreadableError,
    TooLargeError,
)
from briefer.readers import Item, Reading, expand, read_bytes, read_item
from processes import PATIENCE

CLI = Callable[..., Result]
CASES = Path(__file__).parent / "cases"
ARTICLE = "Storm closes pier\n\nThe pier was closed on Monday, the mayor said.\n"
MOJIBAKE = json.loads((CASES / "readers" / "mojibake.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("url", "command"),
    [
        ("https://example.org/storm", "curl -sL https://example.org/storm | briefer summarize -"),
        ("HTTP://example.org/a?b=1&c=$(d)", "curl -sL 'HTTP://example.org/a?b=1&c=$(d)' | briefer summarize -"),
        ("https://example.org/it's", """curl -sL 'https://example.org/it'"'"'s' | briefer summarize -"""),
        ("ftp://example.org/a", "curl -sL ftp://example.org/a | briefer summarize -"),
    ],
)
def test_web_address_is_refused_with_what_to_do(cli: CLI, url: str, command: str) -> None:
    said = f"briefer: {url}: briefer works offline and opens no web address; try `{command}`\n"
    result = cli("summarize", url)
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", said)
    result = cli("batch", url, "--out", "-")
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", f"{said}0 briefs, 1 failed\n")


@pytest.mark.parametrize("host", ["", "localhost"])
def test_address_of_a_file_is_opened(tmp_path: Path, host: str) -> None:
    path = tmp_path / "a storm.txt"
    path.write_text(ARTICLE)
    url = f"file://{host}{tmp_path.as_posix()}/a%20storm.txt"
    assert briefer.read(url).text == ARTICLE
    with pytest.raises(InputMissingError, match=f"^{url}x: no such file"):
        briefer.read(f"{url}x")


def test_pipe_is_read_once(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    for data in (ARTICLE.encode(), gzip.compress(ARTICLE.encode()), b"\xef\xbb\xbf" + ARTICLE.encode()):
        writer = threading.Thread(target=path.write_bytes, args=(data,))
        writer.start()
        assert briefer.read(path).text == ARTICLE
        writer.join()


def test_corpus_from_a_pipe_is_streamed(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    os.mkfifo(path)
    row = b'{"text": "It rains."}\n'
    writer = threading.Thread(target=path.write_bytes, args=(row * 20_000,))
    writer.start()
    assert sum(1 for _ in briefer.read_all(path, max_bytes=1000)) == 20_000
    writer.join()


def test_pipes_and_sockets_in_folders_are_left_alone(cli: CLI, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(ARTICLE)
    os.mkfifo(folder / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as place:
        place.bind(str(folder / "s.txt"))
        result = cli("batch", folder, "--out", tmp_path / "out")
    assert result.exit_code == 0, result.stderr
    assert [path.name for path in (tmp_path / "out").glob("*.txt")] == ["a.txt.brief.txt"]


def test_socket_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "s"
    with socket.socket(socket.AF_UNIX) as place, pytest.raises(InputUnreadableError, match=r"cannot be read \("):
        place.bind(str(path))
        briefer.read(path)


def test_device_without_end_is_refused() -> None:
    with pytest.raises(TooLargeError):
        briefer.read("/dev/zero", max_bytes=1_000_000)
    with pytest.raises(EmptyInputError):
        briefer.read("/dev/null")


def test_file_that_grows_while_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "log.txt"
    path.write_bytes(b"rain ")
    stop = threading.Event()

    def grow() -> None:
        with path.open("ab") as file:
            while not stop.is_set() and file.tell() < 200_000_000:
                file.write(b"rain " * 100_000)

    writer = threading.Thread(target=grow)
    writer.start()
    try:
        while path.stat().st_size < 1_000_000:
            time.sleep(0.001)
        with pytest.raises(TooLargeError):
            briefer.read(path, max_bytes=1_000_000)
    finally:
        stop.set()
        writer.join()


@pytest.mark.parametrize("size", [len(ARTICLE) - 1, len(ARTICLE)])
def test_exactly_as_much_as_is_allowed(cli: CLI, tmp_path: Path, size: int) -> None:
    path = tmp_path / "a.txt"
    path.write_text(ARTICLE)
    for result in (cli("summarize", path, "--max-bytes", size), cli("summarize", "--max-bytes", size, stdin=ARTICLE)):
        assert result.exit_code == (0 if size == len(ARTICLE) else 1), result.stderr
    batch = cli("batch", path, "--out", "-", "--max-bytes", size)
    assert batch.exit_code == (0 if size == len(ARTICLE) else 1)


@pytest.mark.parametrize(
    ("text", "code"), [("1KiB", 0), ("1 kb", 0), ("2M", 0), ("20", 1), ("0", 2), ("-1", 2), ("x", 2), ("1.5M", 2)]
)
def test_sizes(cli: CLI, text: str, code: int) -> None:
    assert cli("summarize", f"--max-bytes={text}", stdin=ARTICLE).exit_code == code


def test_size_from_the_settings(cli: CLI, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFER_MAX_BYTES", "20")
    assert "it has more than 20 bytes" in cli("summarize", stdin=ARTICLE).stderr


# What a pipe may hold


@pytest.mark.parametrize("name", ["mail/reply-english.eml", "mhtml/browser.mhtml"])
def test_any_format_from_standard_input(cli: CLI, name: str) -> None:
    path = CASES / "readers" / name
    from_file = json.loads(cli("summarize", path, "--format", "json").stdout)
    from_pipe = json.loads(cli("summarize", "-", "--format", "json", stdin=path.read_bytes()).stdout)
    assert from_pipe["source"]["format"] == path.suffix.removeprefix(".")
    for brief in (from_file, from_pipe):
        del brief["source"]["path"], brief["source"]["id"]
    assert from_file == from_pipe


def test_feed_from_standard_input(cli: CLI) -> None:
    feed = CASES / "several" / "feeds" / "atom.xml"
    result = cli("summarize", "--format", "json", stdin=feed.read_bytes())
    assert [brief["source"]["id"][-1] for brief in json.loads(result.stdout)] == ["1", "2", "3"]


def test_standard_input_that_is_closed() -> None:
    run = "from briefer.__main__ import main; main()"
    code = f"import os, sys; os.close(0); sys.argv = ['briefer', 'summarize', '-']; {run}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode == 1
    assert done.stderr == "briefer: standard input: cannot be read (Bad file descriptor); check the file\n"


def test_compressed_corpus_through_a_real_pipe() -> None:
    data = gzip.compress(b"".join(b'{"id": "%d", "text": "It rains, they said."}\n' % n for n in range(300)))
    command = [sys.executable, "-m", "briefer", "summarize", "--format", "jsonl", "-"]
    done = subprocess.run(command, input=data, capture_output=True, timeout=PATIENCE)
    assert [json.loads(line)["source"]["id"] for line in done.stdout.splitlines()] == [str(n) for n in range(300)]


# Several documents through the library


def test_read_all(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"id": "a", "text": "One."}\nodd\n{"id": "c", "text": " "}\n{"id": "d", "text": "Four."}\n')
    errors: list[BrieferError] = []
    assert [document.id for document in briefer.read_all(path, on_error=errors.append)] == ["a", "d"]
    assert [type(error) for error in errors] == [CorpusError, EmptyInputError]
    assert str(errors[1]).startswith("c: it contains no text")
    documents = briefer.read_all(path)
    assert next(documents).text == "One."
    with pytest.raises(CorpusError):
        next(documents)


def test_read_all_of_one(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(ARTICLE)
    assert [document.text for document in briefer.read_all(path)] == [ARTICLE]
    with pytest.raises(InputMissingError):
        next(briefer.read_all(tmp_path / "none"))


def test_read_of_several_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"text": "One."}\n{"text": "Two."}\n')
    with pytest.raises(FormatError) as caught:
        briefer.read(path)
    assert (
        str(caught.value)
        == f"{path}: this holds several documents; read it with briefer.read_all, or try `briefer batch`"
    )
    path.write_text('{"text": "One."}\n')
    assert briefer.read(path).text == "One."
    path.write_text("")
    with pytest.raises(FormatError, match="it contains no document"):
        briefer.read(path)
    with pytest.raises(FormatError, match="this may hold several documents"):
        read_item(Item("a", "a", path="a.zip", data=b"PK\x03\x04"))


# Wrongly decoded letters


@pytest.mark.parametrize("case", [pytest.param(case, id=case["case"]) for case in MOJIBAKE])
def test_fix_text(case: dict[str, str]) -> None:
    fixing = Reading(fix_text=True)
    plain = read_bytes(case["text"].encode(), reading=fixing)
    assert plain.text == case["fixed"]
    assert bool(plain.warnings) == (case["text"] != case["fixed"])
    row = json.dumps({"text": case["text"], "title": case["text"], "authors": [case["text"]]}).encode()
    [item] = expand(Item("a", "a", path="a.jsonl", data=row), fixing)
    found = read_item(item, fixing)
    assert (found.text, found.title, found.authors) == (case["fixed"], case["fixed"], (case["fixed"],))
    assert read_bytes(case["text"].encode()).text == case["text"]


def test_fix_text_of_mails_pages_and_feeds() -> None:
    fixing = Reading(fix_text=True)
    mail = "From: a@example.org\nSubject: CafÃ©\nContent-Type: text/plain; charset=utf-8\n\nThe cafÃ© is shut, he said."
    document = read_bytes(mail.encode(), path="a.eml", reading=fixing)
    assert (document.title, document.text) == ("Café", "The café is shut, he said.")
    assert len(document.warnings) == 1
    page = "<html><body><p>The cafÃ© is shut, he said.</p></body></html>"
    assert read_bytes(page.encode(), reading=fixing).text == "The café is shut, he said."
    feed = "<rss><channel><item><description>The cafÃ© is shut.</description></item></channel></rss>"
    assert read_bytes(feed.encode(), reading=fixing).text == "The café is shut."


def test_fix_text_in_the_command_line(cli: CLI, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("The cafÃ© is shut, the mayor said on Monday.\n")
    for result in (cli("summarize", path, "--fix-text"), cli("batch", path, "--fix-text", "--out", "-", "-f", "text")):
        assert "The café is shut" in result.stdout
        assert "wrongly decoded letters were repaired" in result.stdout


def test_fix_text_needs_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ftfy", None)
    with pytest.raises(ExtraMissingError) as caught:
        read_bytes(b"Rain.", path="a.txt", reading=Reading(fix_text=True))
    assert str(caught.value) == "a.txt: repaired texts need the package ftfy; try `pip install ftfy`"
