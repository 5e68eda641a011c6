"""Disks that are full or read-only, inputs that vanish or may not be read: one line each, and nothing torn."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from briefer.batch import engine
from briefer.batch.inputs import find
from briefer.batch.work import Plan
from briefer.pipeline import Options
from briefer.render import View
from processes import PATIENCE

BRIEFER = [sys.executable, "-m", "briefer"]
TEXT = "Storm {0} Closes Pier\n\nThe pier will stay shut until day {0}, the harbour office said. Crews are at work.\n"
ROOT = os.name == "posix" and os.geteuid() == 0
# Root, but held to what files allow: another user might not be let to where briefer is installed.
POWERLESS = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"]
Run = Callable[..., subprocess.CompletedProcess[str]]


def run(folder: Path, *arguments: str, user: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*user, *BRIEFER, "batch", *arguments], cwd=folder, capture_output=True, text=True, timeout=PATIENCE
    )


@contextmanager
def mounted(folder: Path, options: str) -> Iterator[Callable[[str], None]]:
    """Mount a small disk in memory; yields what mounts it with other options."""
    folder.mkdir()

    def mount(options: str) -> None:
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], capture_output=True)  # noqa: S607
        if done.returncode:
            pytest.skip("no disk can be mounted here")

    if not ROOT:
        pytest.skip("only root may mount a disk")
    mount(options)
    try:
        yield lambda options: mount(f"remount,{options}")
    finally:
        subprocess.run(["umount", folder], check=True)  # noqa: S607


@pytest.fixture
def news(tmp_path: Path) -> Path:
    path = tmp_path / "news.jsonl"
    rows = [json.dumps({"id": f"n{number}", "text": TEXT.format(number)}) for number in range(200)]
    path.write_text("".join(row + "\n" for row in rows), encoding="utf-8")
    return path


def briefs(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if ".brief." in path.name
    }


FULL = "cannot be written (No space left on device); check the folder and the space left"


@pytest.mark.usefixtures("news")
@pytest.mark.parametrize("format", [pytest.param("text", marks=pytest.mark.slow), "json"])
def test_full_disk_ends_a_run_into_a_folder(tmp_path: Path, format: str) -> None:
    options = ("--format", format, "--progress", "none")
    run(tmp_path, "news.jsonl", "--out", "whole", *options)
    with mounted(tmp_path / "disk", "size=64k") as remount:
        done = run(tmp_path, "news.jsonl", "--out", "disk/out", *options)
        assert (done.returncode, done.stderr) == (1, f"briefer: disk/out: {FULL}\n")
        found = briefs(tmp_path / "disk" / "out")
        whole = briefs(tmp_path / "whole")
        assert 0 < len(found) < len(whole) == 200
        assert found.items() <= whole.items()
        rows = (tmp_path / "disk" / "out" / "manifest.jsonl").read_bytes()
        assert all(json.loads(row) for row in rows.splitlines())
        assert rows.endswith(b"\n")
        remount("size=8m")
        again = run(tmp_path, "news.jsonl", "--out", "disk/out", *options)
        assert again.returncode == 0
        assert again.stderr.endswith(" skipped\n")
        assert briefs(tmp_path / "disk" / "out") == whole


@pytest.mark.usefixtures("news")
@pytest.mark.parametrize(("ending", "small"), [(".jsonl", "64k"), (".db", "256k"), (".parquet", "64k")])
def test_full_disk_ends_a_run_into_one_file(tmp_path: Path, ending: str, small: str) -> None:
    if ending == ".parquet":
        pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    run(tmp_path, "news.jsonl", "--out", f"whole{ending}")
    with mounted(tmp_path / "disk", f"size={small}") as remount:
        done = run(tmp_path, "news.jsonl", "--out", f"disk/out{ending}")
        assert (done.returncode, done.stderr) == (1, f"briefer: disk/out{ending}: {FULL}\n")
        assert not (tmp_path / "disk" / f"out{ending}").exists()
        remount("size=8m")
        again = run(tmp_path, "news.jsonl", "--out", f"disk/out{ending}")
        assert again.returncode == 0
        left = int(again.stderr.split()[0])  # a database is written late: by then, all may be done
        assert left < 200
        assert left or ending == ".db"
        assert (tmp_path / "disk" / f"out{ending}").read_bytes() == (tmp_path / f"whole{ending}").read_bytes()
        rows = f"out{ending.replace('.jsonl', '')}.manifest.jsonl"
        assert sorted(path.name for path in (tmp_path / "disk").iterdir()) == sorted([f"out{ending}", rows])


@pytest.mark.usefixtures("news")
@pytest.mark.parametrize("out", ["disk", "disk/out", "disk/out.jsonl"])
def test_read_only_disk(tmp_path: Path, out: str) -> None:
    with mounted(tmp_path / "disk", "ro"):
        done = run(tmp_path, "news.jsonl", "--out", out)
    message = f"briefer: {out}: cannot be written (Read-only file system); check the folder and the space left\n"
    assert (done.returncode, done.stderr) == (2, message)


@pytest.fixture
def public() -> Iterator[tuple[Path, tuple[str, ...]]]:
    """Return a folder that everybody may write to, and what runs a command with no rights beyond."""
    if os.name != "posix" or (ROOT and not shutil.which("setpriv")):
        pytest.skip("needs a user who may not do everything")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o777)
        yield folder, tuple(POWERLESS) if ROOT else ()


def test_folder_that_may_not_be_written(public: tuple[Path, tuple[str, ...]]) -> None:
    folder, user = public
    (folder / "a.txt").write_text(TEXT.format(1))
    (folder / "out").mkdir(mode=0o555)
    for out in ("out", "out/deep", "out/briefs.jsonl"):
        done = run(folder, "a.txt", "--out", out, user=user)
        message = f"briefer: {out}: cannot be written (Permission denied); check the folder and the space left\n"
        assert (done.returncode, done.stderr) == (2, message)
    assert list((folder / "out").iterdir()) == []


def test_inputs_that_may_not_be_read(public: tuple[Path, tuple[str, ...]]) -> None:
    folder, user = public
    for name in ("a.txt", "closed/b.txt", "c.txt"):
        (folder / "in" / name).parent.mkdir(exist_ok=True, parents=True)
        (folder / "in" / name).write_text(TEXT.format(name))
    (folder / "in" / "a.txt").chmod(0)
    (folder / "in" / "closed").chmod(0)
    done = run(folder, "in", "--out", "out", user=user)
    (folder / "in" / "closed").chmod(0o755)
    assert (done.returncode, done.stderr.splitlines()) == (
        1,
        [
            "briefer: in/a.txt: permission denied; check who may read the file",
            "briefer: in/closed: the folder cannot be read (Permission denied); check who may read it",
            "1 brief, 2 failed (see out/failures.jsonl)",
        ],
    )


@pytest.mark.parametrize("number", [3, 50])
def test_inputs_that_vanish(tmp_path: Path, number: int) -> None:
    for name in range(number):
        (tmp_path / f"{name:02}.txt").write_text(TEXT.format(name))
    items = list(find([str(tmp_path)]))
    (tmp_path / "01.txt").unlink()
    results = list(engine.run(items, Plan(Options(), View()), jobs=2))
    assert [result.failure.message for result in results if result.failure] == ["no such file"]
    assert results[1].failure
    assert len(results) == number


def test_linked_folders_are_left_alone_and_links_to_nowhere_are_told(tmp_path: Path) -> None:
    """A link to a folder above would lead in circles for ever."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.txt").write_text(TEXT)
    (tmp_path / "sub" / "circle").symlink_to(tmp_path)
    (tmp_path / "sub" / "self.txt").symlink_to("self.txt")
    (tmp_path / "b.txt").symlink_to("sub/a.txt")
    (tmp_path / "nowhere.txt").symlink_to("gone.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    items = list(find([str(tmp_path)]))
    assert [(item.name, item.error and item.error.kind) for item in items] == [
        ("b.txt", None),
        ("nowhere.txt", "missing"),
        ("sub/a.txt", None),
        ("sub/self.txt", "unreadable"),
    ]
