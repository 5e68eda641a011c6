"""Contestants side by side: each in a process of its own, a run of each in turn, so that all meet the same machine."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple

HERE = Path(__file__).parent
VALGRIND = shutil.which("valgrind")


class Result(NamedTuple):
    """Median seconds, the median ratio to the first contestant of the same round, and peak memory in MB."""

    seconds: float
    ratio: float
    memory: float = 0.0


def race(names: Sequence[str], path: Path, rounds: int) -> dict[str, Result]:
    """Return the results of the contestants that are installed: processor seconds; the first one is the measure."""
    started: dict[str, subprocess.Popen[str]] = {}
    for name in names:
        process = subprocess.Popen(
            [sys.executable, str(HERE / "contestants.py"), name, str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert process.stdout  # noqa: S101
        if process.stdout.readline():
            started[name] = process
        else:
            print(f"{name} did not start: it is not installed, or cannot do this", file=sys.stderr)
    times: dict[str, list[float]] = {name: [] for name in started}
    memory: dict[str, float] = {}
    for _ in range(rounds):
        for name, process in started.items():
            assert process.stdin and process.stdout  # noqa: S101
            print("go", file=process.stdin, flush=True)
            used, memory[name] = json.loads(process.stdout.readline())
            times[name].append(used)
    for process in started.values():
        process.communicate()
    return _results(times, memory)


def race_commands(commands: dict[str, list[str]], rounds: int) -> dict[str, Result]:
    """Return the processor seconds of commands, start and end included; those that fail are left out."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(rounds + 1):  # the first round fills the caches of the disk
        for name, command in commands.items():
            used = _command_time(command)
            if used is None:
                times.pop(name, None)
            elif name in times:
                times[name].append(used)
        commands = {name: command for name, command in commands.items() if name in times}
    return _results({name: found[1:] for name, found in times.items()}, {})


def wall_time(command: list[str]) -> float:
    """Return the seconds by the clock that a command takes."""
    began = perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return perf_counter() - began


def instructions(command: list[str]) -> int | None:
    """Return the instructions that a command takes as valgrind counts them, in millions; None without valgrind."""
    if VALGRIND is None:
        return None
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    try:
        done = subprocess.run(
            [VALGRIND, "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null", *command],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    counted = next((line for line in done.stderr.splitlines() if "I refs:" in line or "I   refs:" in line), "")
    return int(counted.rpartition(":")[2].strip().replace(",", "")) // 1_000_000 if counted else None


def _command_time(command: list[str]) -> float | None:
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return None if child.returncode else usage.ru_utime + usage.ru_stime


def _results(times: dict[str, list[float]], memory: dict[str, float]) -> dict[str, Result]:
    measures = next(iter(times.values()), [])
    return {
        name: Result(
            median(found),
            median(own / measure for own, measure in zip(found, measures, strict=True)),
            memory.get(name, 0.0),
        )
        for name, found in times.items()
    }
