"""briefer beside its peers, everything in one run: writes results.md and results.svg beside this folder.

    pip install -e '.[bench]'
    python benchmarks/side_by_side CORPUS.jsonl [--pages PAGES.jsonl] [--articles 200] [--rounds 7]

CORPUS.jsonl has an article a line (`text`), PAGES.jsonl a web page (`html`). All times are processor times of processes
that take turns, so that the ratios hold on a busy machine, too; only the two jobs of a batch go by the clock.
Peers that are not installed are left out, and named.
"""

from __future__ import annotations

import argparse
import json
import platform
import random
import sys
import tempfile
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median

import racing
import writing

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT / "releasing")]

import dependencies  # noqa: E402

ARTICLES = ("briefer", "sumy_lexrank", "sumy_luhn", "summa", "newspaper4k", "pysummarization")
SENTENCES = ("briefer_sentences", "sentencex", "pysbd", "spacy_blank")
PAGES = ("trafilatura_pages", "briefer_pages")
PDFS = ("pdfium_pdfs", "briefer_pdfs")
SIZES = {
    50: ARTICLES[:4],
    500: ("briefer", "sumy_luhn", "summa"),
    5_000: ("briefer",),
    20_000: ("briefer",),
}  # sentences
PEERS = ("sumy", "summa", "newspaper4k", "pysummarization", "trafilatura", "sentencex", "pysbd", "spacy")
SUMY = """
import sys
sys.path.insert(0, {here!r})
import contestants
contestants.sumy_lexrank(__import__('pathlib').Path({path!r}))()
"""
SUMMA = "from summa.summarizer import summarize; print(summarize(open({path!r}).read(), words=60))"


def main() -> None:
    """Run everything, and write the results."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--pages", type=Path, help="web pages, with their `html`; without it this part is left out")
    parser.add_argument("--articles", type=int, default=200, help="of the corpus, spread over it")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument(
        "--quick", action="store_true", help="leave out the longest texts and the batches: five minutes"
    )
    parser.add_argument("--name", default="", help="what the corpus is, for the page of results")
    parser.add_argument("--out", type=Path, default=ROOT / "benchmarks" / "results.md")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        page = measure(arguments, Path(folder))
    writing.write(arguments.out, page)


def measure(arguments: argparse.Namespace, folder: Path) -> writing.Page:
    """Return all figures."""
    rows = [json.loads(line) for line in arguments.corpus.open(encoding="utf-8")]
    articles = save(folder / "articles.jsonl", rows[:: max(1, len(rows) // arguments.articles)][: arguments.articles])
    rounds = arguments.rounds
    page = writing.Page(arguments.name or arguments.corpus.name, arguments.articles, rounds, *machine())
    say("articles")
    page.articles = racing.race(ARTICLES, articles, rounds)
    say("sentence ends")
    page.sentences = racing.race(SENTENCES, articles, rounds)
    if arguments.pages:
        say("web pages")
        pages = [json.loads(line) for line in arguments.pages.open(encoding="utf-8")]
        page.pages = racing.race(PAGES, save(folder / "pages.jsonl", pages[:60]), rounds)
    say("PDFs")
    page.pdfs = racing.race(PDFS, typeset(folder / "pdfs"), rounds)
    say("long texts")
    for size, names in list(SIZES.items())[: 2 if arguments.quick else None]:
        text = save(folder / f"{size}.jsonl", [{"text": long_text(rows, size)}])
        page.sizes[size] = racing.race(names, text, max(3, rounds // 2))
    say("cold starts")
    page.starts, page.instructions = starts(folder, rows[0]["text"], rounds)
    if not arguments.quick:
        say("batches")
        page.batches = batches(folder, rows, max(3, rounds // 2))
    page.installed = {name: size for name in ("briefer-cli", *PEERS) if (size := installed(name)) is not None}
    return page


def starts(folder: Path, text: str, rounds: int) -> tuple[dict[str, racing.Result], dict[str, int]]:
    """Return the times of one article from a cold start, and the instructions where they can be counted."""
    file = folder / "article.txt"
    file.write_text(text, encoding="utf-8")
    one = save(folder / "one.jsonl", [{"text": text}])
    python = [sys.executable, "-c"]
    commands = {
        "sumy_lexrank": [*python, SUMY.format(here=str(Path(__file__).parent), path=str(one))],
        "python": [*python, "pass"],
        "briefer": [sys.executable, "-m", "briefer", "summarize", str(file)],
        "summa": [*python, SUMMA.format(path=str(file))],
    }
    counted = {
        name: racing.instructions(command) for name, command in commands.items() if name in ("python", "briefer")
    }
    return racing.race_commands(commands, rounds), {name: count for name, count in counted.items() if count}


def batches(folder: Path, rows: list[dict[str, str]], rounds: int) -> dict[int, float]:
    """Return the median seconds of a batch of 2,000 articles with one job and with two."""
    corpus = save(
        folder / "batch.jsonl",
        [
            {"id": str(number), "text": f"{rows[number % len(rows)]['text']}\n\nReport {number}.\n"}
            for number in range(2000)
        ],
    )
    found: dict[int, list[float]] = {1: [], 2: []}
    for number in range(rounds):
        for jobs, times in found.items():
            out = folder / f"{number}-{jobs}.jsonl"
            command = [sys.executable, "-m", "briefer", "batch", str(corpus), "-o", str(out), "--jobs", str(jobs)]
            times.append(racing.wall_time(command))
    return {jobs: median(times) for jobs, times in found.items()}


def typeset(folder: Path) -> Path:
    """Write PDFs of ten pages into a folder."""
    from time_pdf import ten_pages

    folder.mkdir()
    for number, data in enumerate(ten_pages().values()):
        (folder / f"{number}.pdf").write_bytes(data)
    return folder


def long_text(rows: list[dict[str, str]], size: int) -> str:
    """Return a text of so many sentences, drawn from the corpus, seven a paragraph."""
    from sentencex import segment

    draw = random.Random(size)  # noqa: S311 - the same text every time
    pool = [sentence for row in rows[:2000] for line in row["text"].splitlines() for sentence in segment("en", line)]
    chosen = [draw.choice(pool).strip() for _ in range(size)]
    return "\n\n".join(" ".join(chosen[start : start + 7]) for start in range(0, size, 7))


def installed(name: str) -> float | None:
    """Return the MB of a package and of all it requires, without extras; None if it is not installed."""
    packages = list(dependencies.tree(name))
    return sum(package.size for package in packages) if packages else None


def machine() -> tuple[str, dict[str, str]]:
    """Return what the machine is, and the versions of all that run."""
    processor = next(
        (line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")),
        platform.machine(),
    )
    versions = {}
    for name in ("briefer-cli", *PEERS):
        try:
            versions[name] = version(name)
        except PackageNotFoundError:
            continue
    return f"{processor}, Python {platform.python_version()}", versions


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text(encoding="utf-8").splitlines()
    except OSError:
        return []


def save(path: Path, rows: list[dict[str, str]]) -> Path:
    """Write a corpus."""
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def say(what: str) -> None:
    """Tell on standard error what is measured now."""
    print(f"measuring {what} …", file=sys.stderr)


if __name__ == "__main__":
    main()
