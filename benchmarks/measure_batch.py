"""Measure `briefer batch`: memory over many documents, one process against two, and the cost beyond the briefing.

    python benchmarks/measure_batch.py CORPUS.jsonl [--documents 50000] [--sample 4000] [--rounds 3] [--folder]

The documents are the rows of the corpus over and over, each with a number put into its text, so that no two are the
same. Times are the best of the rounds, which alternate; CPU times hold on a busy machine, too.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path
from typing import NamedTuple

MB = 1024 * 1024
LOOK = 0.5  # seconds between two looks at the memory
# A run that also adds up the CPU time of the briefing alone, as its workers have it: on a machine that others use, too,
# only times of the same run compare. Workers are forked, so they know this work.
DRIVER = """
import json, resource, sys
from time import process_time
from briefer.batch import Run, engine
work, total = engine.work, 0.0
def timed(items, plan):
    began = process_time()
    (result,) = work(items, plan)
    return [result._replace(seconds=process_time() - began)]
def note(run, seconds, label):
    global total
    total += seconds
engine.work, Run._note = timed, note
from briefer.__main__ import main
try:
    main()
finally:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    own, workers = (usage.ru_utime + usage.ru_stime for usage in used)
    print(json.dumps([total, own, workers]))
"""


class Measured(NamedTuple):
    """Seconds of a run; CPU seconds of the briefing, of the main process and of the workers; memory in MB."""

    wall: float
    briefing: float
    own: float
    workers: float
    main: list[float]  # as it went
    worker: float  # the largest


def make(corpus: Path, target: Path, number: int) -> None:
    """Write that many rows."""
    texts = [json.loads(line)["text"] for line in corpus.open(encoding="utf-8")]
    with target.open("w", encoding="utf-8") as file:
        for count, text in enumerate(islice(cycle(texts), number)):
            row = {"id": f"{count:06}", "text": f"{text}\n\nThis is report {count}.\n"}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def run(corpus: Path, out: Path, jobs: int) -> Measured:
    """Brief the corpus in a process of its own and look at its memory."""
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-c", DRIVER, "batch", str(corpus), "--out", str(out), "--jobs", str(jobs)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    main: list[float] = []
    worker = 0.0
    while process.poll() is None:
        main.append(memory(process.pid))
        worker = max([worker, *map(memory, children(process.pid))])
        time.sleep(LOOK)
    wall = time.perf_counter() - began
    output, _ = process.communicate()
    if process.returncode:
        sys.exit(f"the run failed with {process.returncode}")
    return Measured(wall, *json.loads(output), [size for size in main if size], worker)


def memory(pid: int) -> float:
    """Return the resident memory of a process in MB, 0 when it is gone."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / MB
    except (OSError, IndexError):
        return 0.0


def children(pid: int) -> list[int]:
    """Return the processes that a process has started."""
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--documents", type=int, default=50_000, help="for the memory; 0 leaves it out")
    parser.add_argument("--sample", type=int, default=4000, help="documents for the rates; 0 leaves them out")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", action="store_true", help="write a file a brief, not one for all")
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if arguments.sample:
            rates(arguments, folder)
        if arguments.documents:
            make(arguments.corpus, folder / "many.jsonl", arguments.documents)
            found = run(
                folder / "many.jsonl", folder / ("many" if arguments.folder else "many-briefs.jsonl"), arguments.jobs
            )
            tenth = len(found.main) // 10
            print(
                f"{arguments.documents:,} documents, {arguments.jobs} jobs: {found.wall:.0f} s, "
                f"{arguments.documents / found.wall:.0f} a second; main process {max(found.main):.0f} MB at most, "
                f"{found.main[tenth]:.0f} MB after a tenth, {found.main[-2]:.0f} MB at the end; "
                f"worker {found.worker:.0f} MB at most"
            )


def rates(arguments: argparse.Namespace, folder: Path) -> None:
    """Print the rates of one process and of two, and what a run costs beyond the briefing."""
    sample = folder / "sample.jsonl"
    make(arguments.corpus, sample, arguments.sample)
    runs: dict[int, list[Measured]] = {1: [], 2: []}
    for number in range(arguments.rounds):
        for jobs, found in runs.items():
            out = folder / (f"{number}-{jobs}" if arguments.folder else f"{number}-{jobs}.jsonl")
            found.append(run(sample, out, jobs))
    each = 1000 / arguments.sample  # seconds of a run -> milliseconds of a document
    for jobs, found in runs.items():
        best = min(found)
        beyond = min((one.own + one.workers) / one.briefing for one in found) - 1
        print(
            f"{jobs} job{'s' * (jobs > 1)}: {arguments.sample / best.wall:.0f} a second; a document takes "
            f"{best.briefing * each:.2f} ms of CPU, {(best.workers - best.briefing) * each:.2f} ms more in the worker "
            f"and {best.own * each:.2f} ms in the main process: {100 * beyond:.1f} % beyond the briefing"
        )
    print(f"2 jobs against 1: {min(runs[1]).wall / min(runs[2]).wall:.2f} ×")


if __name__ == "__main__":
    main()
