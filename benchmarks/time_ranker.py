"""Time ranking and choosing alone, on text shuffled from articles of our own.

    python benchmarks/time_ranker.py tests/corpus/*.txt

Prints microseconds for an article of 20 sentences, seconds for long texts, and the exponent of the growth.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from functools import partial
from math import log
from pathlib import Path
from time import perf_counter

from briefer import languages
from briefer.model import Block, Length, Role
from briefer.ranking import Article, choose, rank
from briefer.sentences import segment
from briefer.words import tokenise

SIZES = (1_250, 2_500, 5_000, 10_000, 20_000)


def make_article(paragraphs: list[str]) -> Article:
    """Return an article whose paragraphs are all of the body."""
    text, blocks = "", []
    for number, paragraph in enumerate(paragraphs, start=1):
        blocks.append(Block(len(text), len(text) + len(paragraph), Role.BODY, number))
        text += paragraph + "\n"
    sentences = segment(text, blocks, "en")
    return Article(text, sentences, tokenise(text, sentences, languages.get("en")), None, "en")


def summarise(article: Article) -> tuple[int, ...]:
    """Return the summary of default length."""
    return choose(article, rank(article), Length())


def best_time(run: Callable[[], object], times: int) -> float:
    """Return the least time of several runs, in seconds."""
    measured = []
    for _ in range(times):
        started = perf_counter()
        run()
        measured.append(perf_counter() - started)
    return min(measured)


def main() -> None:
    """Print the table of times."""
    article = make_article(
        [line for path in sys.argv[1:] for line in Path(path).read_text(encoding="utf-8").splitlines() if line.strip()]
    )
    pool = [article.text[sentence.start : sentence.end] for sentence in article.sentences]
    shuffle = random.Random(1)  # noqa: S311 - the same text every time
    small = make_article(shuffle.sample(pool, 20))
    ranking = rank(small)
    print(f"{len(small.sentences)} sentences, {len(small.words.texts)} tokens, warm:")
    print(f"  rank   {best_time(lambda: rank(small), 300) * 1e6:6.0f} µs")
    print(f"  choose {best_time(lambda: choose(small, ranking, Length()), 300) * 1e6:6.0f} µs")
    times = []
    for size in SIZES:
        long = make_article([shuffle.choice(pool) for _ in range(size)])
        times.append(best_time(partial(summarise, long), 3))
        print(f"{size:6} sentences  {times[-1]:6.3f} s")
    print(f"exponent {log(times[-1] / times[0]) / log(SIZES[-1] / SIZES[0]):.2f}")


if __name__ == "__main__":
    main()
