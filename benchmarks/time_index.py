"""How long the index of a folder takes: to make it, as a share of the batch, and to open and search it in Chromium.

    python benchmarks/time_index.py CORPUS.jsonl [--briefs 5000]

The corpus has `text` a row, and is gone through again where it has fewer rows than briefs are asked for. Without
Chromium and Playwright only the making is timed.
"""

from __future__ import annotations

import argparse
import gc
import json
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

from briefer import pipeline, readers
from briefer.pipeline import Options
from briefer.render import View, folder, render

RUNS = 5
WORDS = ("p", "profit", "the minister said")
SEARCH = """async (words) => { const start = performance.now(); const search = document.getElementById('q');
search.value = words; search.dispatchEvent(new Event('input'));
await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
return performance.now() - start; }"""
OPENED = "performance.getEntriesByType('navigation')[0].loadEventEnd"


def texts(corpus: Path, count: int) -> Iterator[str]:
    with corpus.open(encoding="utf-8") as file:
        rows = [json.loads(line)["text"] for line in file]
    return islice(cycle(rows), count)


def make(corpus: Path, count: int) -> str:
    """Return the index; print how long it took beside the briefs themselves."""
    rows: list[dict[str, object]] = []
    briefs = entries = 0.0
    for number, text in enumerate(texts(corpus, count)):
        start = time.process_time()
        brief = pipeline.brief(readers.read_text(text, id=str(number)), Options())
        render(brief, View(format="html"))
        middle = time.process_time()
        rows.append({"input": f"row {number}", "output": f"{number}.brief.html", "entry": folder.entry(brief)})
        briefs += middle - start
        entries += time.process_time() - middle
    taken = []
    for _ in range(RUNS):
        gc.collect()
        start = time.process_time()
        page = folder.index(rows, [], "Index")
        taken.append(time.process_time() - start)
    made = statistics.median(taken)
    print(f"{count} briefs with their pages {briefs:.2f} s; entries {entries:.2f} s; index {made:.2f} s")
    print(f"entries and index are {100 * (entries + made) / briefs:.1f} % of it; {len(page.encode()) / 1e6:.1f} MB")
    return page


def open_and_search(page: str) -> None:
    """Print the medians of opening the page and of the first and later searches."""
    browser_path = shutil.which("chromium") or shutil.which("google-chrome")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        browser_path = None
    if not browser_path:
        print("no Chromium or no Playwright: opening is not timed")
        return
    figures: dict[str, list[float]] = {"open": [], **{f"search {words!r}": [] for words in WORDS}}
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        target = Path(place, "index.html")
        target.write_text(page, encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox", "--disable-gpu"])
        for _ in range(RUNS):
            window = browser.new_page(viewport={"width": 1440, "height": 900})
            window.goto(target.as_uri())
            figures["open"].append(window.evaluate(OPENED))
            for words in WORDS:
                figures[f"search {words!r}"].append(window.evaluate(SEARCH, words))
            window.close()
        browser.close()
    for name, found in figures.items():
        print(f"{name}: median {statistics.median(found):.0f} ms, most {max(found):.0f} ms")


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--briefs", type=int, default=5000)
    options = parser.parse_args()
    open_and_search(make(options.corpus, options.briefs))


if __name__ == "__main__":
    main()
