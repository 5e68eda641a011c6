"""Time the installed `briefer` on long texts, made of the paragraphs of our own articles, repeated and shuffled.

    python benchmarks/time_long.py examples/*/article.txt tests/corpus/*.txt

Prints for each text its length, the seconds of processor time and the peak memory of the whole command, the exponent
of the growth, and in which tenths of the text the summary's sentences stand.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
from math import log
from pathlib import Path

PAGE = 300  # words
WORDS = {
    "a long article": 5_000,
    "a book of 300 pages": 300 * PAGE,
    "four such books": 1_200 * PAGE,
}
HUGE = 50_000_000  # characters of the text that stands on one line


def paragraphs(paths: list[str]) -> list[str]:
    """Return the paragraphs of articles, hard-wrapped lines joined."""
    texts = (Path(path).read_text(encoding="utf-8") for path in paths)
    return [" ".join(piece.split()) for text in texts for piece in text.split("\n\n") if piece.strip()]


def shuffled(pool: list[str], words: int) -> str:
    """Return a text of at least so many words, the same every time."""
    shuffle = random.Random(words)  # noqa: S311
    parts: list[str] = []
    while words > 0:
        parts.append(shuffle.choice(pool))
        words -= len(parts[-1].split())
    return "\n\n".join(parts)


def measured(text: str) -> tuple[float, float, dict[str, object]]:
    """Return processor seconds, peak megabytes and the brief of one run on a text; Linux counts in kilobytes."""
    with tempfile.TemporaryDirectory() as folder:
        path, made = Path(folder, "text.txt"), Path(folder, "brief.json")
        path.write_text(text, encoding="utf-8")
        command = ["briefer", "summarize", str(path), "--format", "json", "--output", str(made)]
        process = subprocess.Popen(command)
        _, status, usage = os.wait4(process.pid, 0)
        if status:
            sys.exit(f"{' '.join(command)}: exit status {status}")
        return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, json.loads(made.read_text(encoding="utf-8"))


def report(name: str, text: str) -> tuple[float, int]:
    """Print a row of the table; return seconds and characters."""
    seconds, megabytes, brief = measured(text)
    tenths = [str(10 * item["start"] // len(text) + 1) for item in brief["summary"]]  # type: ignore[attr-defined]
    words = len(text.split())
    print(
        f"{name:22} {words:>10,} words  {seconds:6.2f} s  {megabytes:5.0f} MB  {len(brief['claims']):>6,} claims"  # type: ignore[arg-type]
        f"  summary from tenths {', '.join(tenths)}",
        flush=True,
    )
    return seconds, len(text)


def main() -> None:
    """Print the table."""
    pool = paragraphs(sys.argv[1:])
    rows = [report(name, shuffled(pool, words)) for name, words in WORDS.items()]
    (early, short), (late, long) = rows[-2:]
    print(f"exponent from {short:,} to {long:,} characters: {log(late / early) / log(long / short):.2f}")
    line = shuffled(pool, HUGE // 6).replace("\n\n", " ")[:HUGE]
    report("50 MB on one line", line)


if __name__ == "__main__":
    main()
