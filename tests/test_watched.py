"""What briefer opens: its inputs, itself and its settings. What it writes: its outputs. Whom it calls: nobody."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import NamedTuple

import pytest

import briefer
from processes import PATIENCE

WATCHED = Path(__file__).parent / "doubles" / "watched.py"
ARTICLE = "Pier Closes\n\nThe pier is closed until Friday, the mayor said. Nobody was hurt.\n"
PAGE = f"<html><head><title>Pier</title></head><body><article><p>{ARTICLE * 3}</p></article></body></html>"
INSTALLED = [Path(sys.base_prefix), Path(sys.prefix), Path(briefer.__file__).parent, *map(Path, filter(None, sys.path))]
CACHES = [Path(os.environ[name]) for name in ("PYTHONPYCACHEPREFIX",) if name in os.environ]
SYSTEM = [Path("/proc"), Path("/dev"), Path("/usr/share/zoneinfo")]  # about this process, and of no file of a user


class Seen(NamedTuple):
    """The files that a run read and wrote, and its other dealings with the system."""

    read: set[Path]
    written: set[Path]
    others: list[str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "work"
    place.mkdir()
    (place / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (place / "b.txt").write_text(ARTICLE.replace("Friday", "Monday"), encoding="utf-8")
    (place / "page.html").write_text(PAGE, encoding="utf-8")
    (place / "corpus.jsonl").write_text(
        json.dumps({"id": "1", "text": ARTICLE, "summary": ARTICLE}) + "\n", encoding="utf-8"
    )
    with zipfile.ZipFile(place / "many.zip", "w") as archive:
        archive.writestr("in.txt", ARTICLE)
    return place


def watched(folder: Path, *arguments: str, within: tuple[str, ...] = ()) -> Seen:
    """Run briefer in a folder, and return what it did."""
    log = folder.parent / "log"
    environment = {**os.environ, "HOME": str(folder.parent / "home"), "WATCH": str(log), "PYTHONDONTWRITEBYTECODE": "1"}
    environment.pop("XDG_CONFIG_HOME", None)
    command = [*within, sys.executable, str(WATCHED), *arguments]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode == 0, done.stderr
    seen = Seen(set(), set(), [])
    for line in log.read_text(encoding="utf-8").splitlines():
        what, text = json.loads(line)
        if what == "read":
            seen.read.add(Path(text))
        elif what == "write":
            seen.written.add(Path(text))
        else:
            seen.others.append(f"{what} {text}")
    return seen


COMMANDS = {
    "a text": ("summarize", "a.txt"),
    "a page into a file": ("summarize", "page.html", "-o", "out/brief.html"),
    "an archive": ("summarize", "many.zip"),
    "a folder": ("batch", ".", "-o", "out/briefs", "--format", "html"),
    "a digest": ("digest", "a.txt", "b.txt", "-o", "out/digest.html"),
    "rules": ("rules",),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_nothing_but_inputs_is_read_and_nothing_but_outputs_written(folder: Path, name: str) -> None:
    (folder / "out").mkdir()
    seen = watched(folder, *COMMANDS[name])
    settings = folder.parent / "home" / ".config" / "briefer" / "config.toml"
    ours = [*INSTALLED, *CACHES, *SYSTEM, folder, settings]
    assert [path for path in seen.read if not any(path.is_relative_to(place) for place in ours)] == []
    outside = [
        path for path in seen.written if not path.is_relative_to(folder / "out") and path.parts[:2] != ("/", "dev")
    ]
    assert outside == []
    assert seen.others == []


def test_what_is_watched_shows(folder: Path) -> None:
    (folder / "out").mkdir()
    seen = watched(folder, "summarize", "a.txt", "-o", "out/brief.txt")
    assert folder / "a.txt" in seen.read
    assert any(path.is_relative_to(folder / "out") for path in seen.written)


ALONE = ("unshare", "--map-root-user", "--net")  # in a network that has no interface


@pytest.mark.slow
@pytest.mark.parametrize("name", COMMANDS)
def test_all_is_done_without_a_network(folder: Path, name: str) -> None:
    if not shutil.which(ALONE[0]) or subprocess.run([*ALONE, "true"], capture_output=True).returncode:
        pytest.skip("this machine allows no network namespaces")
    (folder / "out").mkdir()
    watched(folder, *COMMANDS[name], within=ALONE)
