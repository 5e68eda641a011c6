"""The commands of docs/scale.md do what it says: each block runs as it stands there, in one shell."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

import pytest

from processes import PATIENCE

DOC = Path(__file__).parents[1] / "docs" / "scale.md"
BLOCKS = re.findall(r"^```console\n(.*?)^```$", DOC.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
TEXT = "Storm Closes Pier\n\nThe pier will stay shut until Friday, the harbour office said. It is storm {}.\n"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs bash")


@pytest.fixture
def playground(tmp_path: Path) -> Path:
    """Return a folder with articles."""
    for number in range(30):
        path = tmp_path / "articles" / f"{number % 3}" / f"{number}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT.format(number), encoding="utf-8")
    return tmp_path


def run(block: str, folder: Path) -> None:
    """Run a block, and end whatever it leaves running."""
    script = "set -eo pipefail\n" + "".join(line.removeprefix("$ ") + "\n" for line in block.splitlines())
    log = folder / "log"
    with log.open("wb") as said:  # no pipe, which would not end before the last process in the background
        process = subprocess.Popen(
            ["bash", "-c", script],  # noqa: S607
            cwd=folder,
            env={**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            start_new_session=True,
        )
    try:
        assert process.wait(timeout=PATIENCE) == 0, log.read_text(encoding="utf-8")
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def test_all_blocks_are_run() -> None:
    assert [("--shard" in block, "dask" in block) for block in BLOCKS] == [
        (False, False),
        (True, False),
        (True, False),
        (False, True),
    ]


def test_one_machine(playground: Path) -> None:
    run(BLOCKS[0], playground)
    assert len(list((playground / "briefs").rglob("*.brief.txt"))) == 30


def test_shards_of_a_folder(playground: Path) -> None:
    run(BLOCKS[1], playground)
    assert len(list((playground / "briefs").rglob("*.brief.txt"))) == 30
    assert sorted(path.name for path in (playground / "briefs").glob("manifest*")) == [
        f"manifest-{part}-of-3.jsonl" for part in (1, 2, 3)
    ]


def test_shards_as_files(playground: Path) -> None:
    run(BLOCKS[2], playground)
    assert len((playground / "together.jsonl").read_bytes().splitlines()) == 30


@pytest.mark.slow
@pytest.mark.skipif(not find_spec("distributed"), reason="needs pip install distributed")
def test_cluster_of_two(playground: Path) -> None:
    run(BLOCKS[3], playground)
    assert len((playground / "on-cluster.jsonl").read_bytes().splitlines()) == 30
