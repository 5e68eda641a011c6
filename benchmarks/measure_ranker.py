"""Measure the default ranker as it ships on a corpus with reference summaries, beside Lead-k on the same sentences.

    python benchmarks/measure_ranker.py CORPUS.jsonl --text article --references highlights
    python benchmarks/measure_ranker.py CORPUS.jsonl --text text --references human_summaries --several

Reading, cleaning and cutting are those of a brief; claims and headline are left out. With --several the field holds
several references, and the one with the best ROUGE-1 counts. On the corpus that the weights were learned from, only
the cross-validated figures of learn_ranker.py mean anything. Needs rouge-score.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from statistics import mean

from rouge_score import rouge_scorer  # type: ignore[import-untyped]

from briefer import cleaning, languages
from briefer.model import Document, Length
from briefer.ranking import Article, choose, rank
from briefer.sentences import segment
from briefer.words import tokenise

KEYS = ("rouge1", "rouge2", "rougeLsum")
LENGTHS = {f"{count} sentences": Length(sentences=count) for count in (1, 2, 3, 4)} | {"by default": Length()}


def read_article(text: str) -> Article:
    """Return the article of a text, cleaned and cut as for a brief."""
    document = Document(text, sha256(text.encode()).hexdigest())
    language = languages.identify(text)
    layout = cleaning.clean(document, language)
    sentences = segment(text, layout.blocks, language)
    title = layout.headline.of(text) if layout.headline else None
    return Article(text, sentences, tokenise(text, sentences, languages.get(language)), title, language)


def summaries(article: Article) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield the name and the sentences of each summary to measure."""
    for method in ("lead", "auto"):
        ranking = rank(article, method)
        for name, length in LENGTHS.items():
            yield f"{method}, {name}", choose(article, ranking, length)


def best_score(scorer: rouge_scorer.RougeScorer, references: Sequence[str], summary: str) -> list[float]:
    """Return ROUGE-1, -2 and -L, in percent, by the reference with the best ROUGE-1."""
    rows = [scorer.score(reference, summary) for reference in references]
    best = max(rows, key=lambda row: row["rouge1"].fmeasure)
    return [100 * best[key].fmeasure for key in KEYS]


def main() -> None:
    """Print one row a method and length."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--text", default="article", help="the field with the text")
    parser.add_argument("--references", default="highlights", help="the field with the reference, or references")
    parser.add_argument("--several", action="store_true", help="the field has several references")
    arguments = parser.parse_args()
    scorer = rouge_scorer.RougeScorer(list(KEYS), use_stemmer=True)
    rows: dict[str, list[tuple[list[float], int]]] = {}
    with arguments.corpus.open(encoding="utf-8") as file:
        for record in map(json.loads, file):
            given = record[arguments.references]
            references = ["\n".join(r) if isinstance(r, list) else r for r in (given if arguments.several else [given])]
            article = read_article(record[arguments.text])
            for name, indices in summaries(article):
                own = [article.sentences[index] for index in indices]
                summary = "\n".join(article.text[sentence.start : sentence.end] for sentence in own)
                rows.setdefault(name, []).append((best_score(scorer, references, summary), len(summary.split())))
    print(f"{len(next(iter(rows.values()), []))} texts".ljust(20), "R-1    R-2    R-L    words")
    for name, own_rows in rows.items():
        means = [mean(scores[key] for scores, _ in own_rows) for key in range(len(KEYS))]
        print(name.ljust(20), "  ".join(f"{value:5.2f}" for value in means), f" {mean(n for _, n in own_rows):5.1f}")


if __name__ == "__main__":
    main()
