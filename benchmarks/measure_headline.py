"""Measure headlines that are made against the editors' own, and how far slices of the lead could get at all.

    python benchmarks/measure_headline.py CORPUS.jsonl

A row of the corpus has `text` and `title`; the title is not in the text. Printed are ROUGE-1 F1 (stemmed, in percent)
and the mean number of words: on the odd rows, on the even rows and on all. The bounds pick the best slice by looking
at the title. Needs rouge-score. Takes about half a minute for 2,000 articles.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import mean

from rouge_score import tokenizers

from briefer import claims, cleaning, headline, languages, ranking
from briefer.grammar.parsing import parse
from briefer.headline.clause import read
from briefer.headline.ends import end_factor
from briefer.model import Document, Role
from briefer.sentences import segment
from briefer.words import Words, tokenise

LANGUAGE = "en"
LIMIT, LEAST = 14, 4  # words of a slice that a bound may choose


@dataclass(frozen=True)
class Headlines:
    """What stands for the headline of one article, by method: its stems, and how many words it has."""

    title: Counter[str]
    texts: dict[str, tuple[Counter[str], int]]


def f1(made: Counter[str], title: Counter[str]) -> float:
    """Return ROUGE-1 F1 in percent."""
    return 200 * (made & title).total() / max(1, made.total() + title.total())


def count(text: str) -> Counter[str]:
    """Return the stems of a text and how often each occurs, as rouge-score has them."""
    return Counter(stem for word in text.split() for stem in stems(word))


@cache
def stems(word: str) -> tuple[str, ...]:
    """Return the stems of a word as rouge-score has them."""
    return tuple(tokenizers.DefaultTokenizer(use_stemmer=True).tokenize(word))


def measure(text: str, title: str) -> Headlines | None:
    """Return the headlines of an article; None where the text brings its own, or its lead cannot be read."""
    document = Document(text, "")
    layout = cleaning.clean(document, LANGUAGE)
    sentences = segment(text, layout.blocks, LANGUAGE)
    words = tokenise(text, sentences, languages.get(LANGUAGE))
    lead = next((i for i, sentence in enumerate(sentences) if sentence.role is Role.BODY), None)
    if layout.headline or lead is None:
        return None
    parsed = parse(text, sentences, words, LANGUAGE)
    found = claims.attribute(parsed, None)
    clause = read(parsed, lead, found)
    scores = ranking.rank(ranking.Article(text, sentences, words, None, LANGUAGE), "auto").scores
    made = headline.make(parsed, found, scores)
    if clause is None or made is None:
        return None
    wanted = count(title)
    first, last = words.bounds[lead], words.bounds[lead + 1]
    ends = [clause.first + end for end in range(1, clause.end + 1) if end_factor(clause, end)]
    texts = {
        "made": made.of(text),
        "the first ten words": " ".join(text[words.starts[first] :].split(maxsplit=10)[:10]),
        "the lead": text[words.starts[first] : words.ends[last - 1]],
        "bound: the lead from its subject to an end that the grammar allows": best(
            text, words, [clause.first + clause.origin], ends, wanted, limit=None
        ),
        "bound: the lead from its subject to any end": best(
            text, words, [clause.first + clause.origin], range(first + 1, last + 1), wanted
        ),
        "bound: any slice of the lead": best(text, words, range(first, last), range(first + 1, last + 1), wanted),
    }
    return Headlines(wanted, {name: (count(own), len(own.split())) for name, own in texts.items()})


def best(
    text: str, words: Words, begins: Iterable[int], ends: Sequence[int], title: Counter[str], limit: int | None = LIMIT
) -> str:
    """Return the slice between two of these tokens that the title likes best, up to `limit` words; "" for none."""

    def slices() -> Iterator[str]:
        for begin in begins:
            for end in ends:
                if begin < end and (limit is None or end - begin <= 2 * limit):
                    yield text[words.starts[begin] : words.ends[end - 1]]

    fitting = (own for own in slices() if LEAST <= len(own.split()) <= (limit or len(own)))
    return max(fitting, key=lambda own: f1(count(own), title), default="")


def main() -> None:
    """Read the corpus, measure, print a line a method."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    with parser.parse_args().corpus.open(encoding="utf-8") as file:
        rows = [measure(row["text"], row["title"]) for row in map(json.loads, file) if row.get("title")]
    halves = {"odd": rows[1::2], "even": rows[::2], "all": rows}
    for name in next(row for row in rows if row).texts:
        figures = []
        for half, own in halves.items():
            found = [(f1(row.texts[name][0], row.title), row.texts[name][1]) for row in own if row]
            figures.append(f"{half} {mean(f for f, _ in found):5.2f} / {mean(n for _, n in found):4.1f}")
        print(f"{'   '.join(figures)}   {name}")


if __name__ == "__main__":
    main()
