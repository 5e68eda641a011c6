"""What a batch costs here and on a cluster of two: python benchmarks/measure_cluster.py CORPUS.jsonl [DOCUMENTS]

Makes a corpus of as many documents (default 5,000) out of the rows of CORPUS.jsonl, briefs it with --jobs 1, --jobs 2
and on a Dask cluster of two workers on this machine, and prints documents a second, CPU seconds for 1,000 documents,
core-hours for a million, and the peak memory of the process that was started. CPU time says what the work costs also on
a machine that has other things to do; documents a second do not. Needs pip install distributed.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import psutil

DASK = [sys.executable, "-m", "distributed.cli.dask_"]


class Cost(NamedTuple):
    """What a run took: seconds, CPU seconds and megabytes."""

    seconds: float
    cpu: float
    memory: float


def main() -> None:
    source, count = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 5000
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        corpus = make_corpus(source, count, place / "corpus.jsonl")
        print(f"{count:,} documents, {corpus.stat().st_size / count:,.0f} bytes each")
        outputs = []
        for jobs in ("1", "2"):
            outputs.append(place / f"jobs{jobs}.jsonl")
            show(f"--jobs {jobs}", count, run(corpus, outputs[-1], "--jobs", jobs))
        outputs.append(place / "cluster.jsonl")
        on_cluster(place, corpus, outputs[-1], count)
        digests = {hashlib.sha256(path.read_bytes()).hexdigest() for path in outputs}
        print("the same bytes" if len(digests) == 1 else "DIFFERENT BYTES")


def make_corpus(source: Path, count: int, target: Path) -> Path:
    rows = [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines() if line.strip()]
    with target.open("w", encoding="utf-8") as file:
        for number, row in zip(range(count), itertools.cycle(rows), strict=False):
            file.write(json.dumps({**row, "id": f"{number}"}) + "\n")
    return target


def run(corpus: Path, out: Path, *options: str) -> Cost:
    start = time.monotonic()
    command = [sys.executable, "-m", "briefer", "batch", str(corpus), "--out", str(out), "--progress", "none", *options]
    process = subprocess.Popen(command)
    _, status, used = os.wait4(process.pid, 0)  # with the processes that it started
    if status:
        sys.exit(f"{' '.join(command)}: {status}")
    return Cost(time.monotonic() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1000)


def show(what: str, count: int, cost: Cost) -> None:
    print(
        f"{what:<22} {count / cost.seconds:7.0f} documents/s {1000 * cost.cpu / count:7.2f} CPU s for 1,000"
        f" {cost.cpu / count * 1e6 / 3600:7.2f} core-hours for a million {cost.memory:6.0f} MB"
    )


def on_cluster(place: Path, corpus: Path, out: Path, count: int) -> None:
    file = place / "scheduler.json"
    options = ["--scheduler-file", str(file), "--host", "127.0.0.1", "--no-dashboard"]
    commands = [["scheduler", "--port", "0", *options]] + [["worker", "--nthreads", "1", *options]] * 2
    started = []
    try:
        for kind, *rest in commands:
            command = [*DASK[:-1], DASK[-1] + kind, *rest]
            started.append(subprocess.Popen(command, cwd=place, stderr=subprocess.DEVNULL))
            while not file.exists():
                time.sleep(0.1)
        run(corpus, place / "warm.jsonl", "--scheduler", str(file), "--shard", "1/20")
        before = [cpu(process.pid) for process in started]
        cost = run(corpus, out, "--scheduler", str(file))
        used = [cpu(process.pid) - earlier for process, earlier in zip(started, before, strict=True)]
        show("two workers", count, cost._replace(cpu=cost.cpu + sum(used)))
        print(f"  of it: client {cost.cpu:.1f} s, scheduler {used[0]:.1f} s, workers {used[1]:.1f} s + {used[2]:.1f} s")
    finally:
        for process in reversed(started):
            process.terminate()
            process.wait(20)


def cpu(pid: int) -> float:
    """Return the CPU seconds of a process and of all below it that live."""
    process = psutil.Process(pid)
    times = [one.cpu_times() for one in (process, *process.children(recursive=True))]
    return sum(one.user + one.system for one in times)


main()
