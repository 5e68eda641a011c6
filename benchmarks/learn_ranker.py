"""Learn the weights of the default ranker and the background frequencies from a corpus of articles with summaries.

    python benchmarks/learn_ranker.py CORPUS.jsonl            cross-validate, and write src/briefer/data/ranking/
    python benchmarks/learn_ranker.py CORPUS.jsonl --check    cross-validate, and compare with the files that are there

A row of the corpus has `article` (text) and `highlights` (the sentences of its reference summary). The weights are
those under which a random pair of sentences, drawn with odds exp(sum of their scores), has the best expected ROUGE
(minimum risk training, Och 2003): all pairs of an article are drawn at once, since their ROUGE is counted beforehand.
Needs numpy and rouge-score. Takes about two minutes.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, pairwise
from math import log
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rouge_score import rouge_scorer, tokenizers  # type: ignore[import-untyped]

from briefer import languages
from briefer.model import Block, Length, Role
from briefer.ranking.additive import Table, make_table, rate
from briefer.ranking.article import Article
from briefer.ranking.choosing import choose
from briefer.ranking.features import FEATURES, OPENINGS, UNLISTED, Lexicon, load_lexicon, measure
from briefer.sentences import segment
from briefer.words import tokenise

DATA = Path(__file__).resolve().parent.parent / "src/briefer/data/ranking"
LANGUAGE = "en"
FOLDS = 10
BINS = 8  # of a feature with many values
POSITIONS = (1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 9.0, 12.0, 16.0, 21.0, 29.0)
# The corpus has no headlines: these weights are set by hand, with a range as wide as that of the first five positions.
HEADLINE = make_table("headline", (-0.5, 0.001, 0.1, 0.25), (0.0, -0.8, 0.8, 1.6, 2.4))
# Nor do its sentences end in a colon: one that only says what comes next is taken when there is little else.
ANNOUNCING = make_table("announcing", (1.0,), (0.0, -8.0))
BY_HAND = {table.parts[0][0]: table for table in (HEADLINE, ANNOUNCING)}
# Readers mind a sentence that asks, or that hangs on one left out; ROUGE does not. The most that such may weigh.
LEANING, ASKING = -2.0, -1.5
STEPS, RATE, RIDGE, SMOOTH = 130, 0.08, 1e-2, 2e-2  # of Adam (Kingma and Ba 2015); penalties on weights, on their steps
LEAST_TEXTS = 6  # that a term of the background list is in
RE_DATELINE = re.compile(r"\s*(?:[A-Z][\w .,]{0,40})?\(CNN[^)]{0,20}\)\s*(?:--|-|—)?\s*")
KEYS = ("rouge1", "rouge2", "rougeLsum")

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]


@dataclass(frozen=True)
class Example:
    """An article with its reference summary, and what ROUGE makes of every pair of its sentences."""

    article: Article
    strings: list[str]  # its sentences
    reference: str  # one sentence a line
    pairs: Indices  # (pairs, 2)
    rewards: Floats  # mean of the three ROUGE F1, in percent


def read_corpus(path: Path) -> list[Example]:
    """Return the examples of a corpus, in file order."""
    with path.open(encoding="utf-8") as file:
        return [make_example(row["article"], row["highlights"]) for row in map(json.loads, file)]


def make_example(text: str, highlights: Sequence[str]) -> Example:
    """Return the example of an article whose text is one block, its dateline left out."""
    dateline = RE_DATELINE.match(text)
    block = Block(dateline.end() if dateline else 0, len(text), Role.BODY, 1)
    sentences = segment(text, (block,), LANGUAGE)
    words = tokenise(text, sentences, languages.get(LANGUAGE))
    strings = [text[sentence.start : sentence.end] for sentence in sentences]
    rouge = Rouge(strings, highlights)
    pairs = list(combinations(range(len(strings)), 2))
    return Example(
        Article(text, sentences, words, None, LANGUAGE),
        strings,
        "\n".join(highlights),
        np.array(pairs, dtype=np.int64).reshape(-1, 2),
        np.array([sum(rouge.score(pair)) / 3 for pair in pairs]),
    )


class Rouge:
    """ROUGE-1, -2 and -Lsum of selections of sentences; as rouge-score counts them, but 50 times as fast."""

    def __init__(self, sentences: Sequence[str], reference: Sequence[str]) -> None:
        self.sentences = [tokens(sentence) for sentence in sentences]
        self.reference = [tokens(sentence) for sentence in reference]
        flat = [token for own in self.reference for token in own]
        self.size = len(flat)
        self.unigrams, self.bigrams = Counter(flat), Counter(pairwise(flat))
        self.common = [[common_places(line, own) for line in self.reference] for own in self.sentences]

    def score(self, selection: Sequence[int]) -> tuple[float, float, float]:
        """Return the three F1, in percent, of the selected sentences."""
        flat = [token for index in selection for token in self.sentences[index]]
        unigrams, bigrams = Counter(flat), Counter(pairwise(flat))
        left, wanted = dict(unigrams), dict(self.unigrams)
        longest = 0
        for number, line in enumerate(self.reference):
            places = set().union(*(self.common[index][number] for index in selection))
            for place in sorted(places):
                token = line[place]
                if left[token] > 0 and wanted[token] > 0:
                    left[token] -= 1
                    wanted[token] -= 1
                    longest += 1
        sizes = len(flat) + self.size
        return (
            f1((unigrams & self.unigrams).total(), sizes),
            f1((bigrams & self.bigrams).total(), sizes - 2),
            f1(longest, sizes),
        )


def f1(matches: int, sizes: int) -> float:
    """Return the F1 in percent from the matches and the sum of both sizes."""
    return 200 * matches / sizes if matches else 0.0


def tokens(text: str) -> list[str]:
    """Return the tokens of a text as rouge-score has them."""
    return [stem(word) for word in re.findall(r"[a-z0-9]+", text.lower())]


@cache
def stem(word: str) -> str:
    """Return the Porter stem of a word as rouge-score has it."""
    return "".join(tokenizers.DefaultTokenizer(use_stemmer=True).tokenize(word))


def common_places(line: Sequence[str], other: Sequence[str]) -> frozenset[int]:
    """Return the places in `line` of a longest common subsequence, the one that rouge-score takes."""
    table = [[0] * (len(other) + 1) for _ in range(len(line) + 1)]
    for i, token in enumerate(line):
        for j, candidate in enumerate(other):
            table[i + 1][j + 1] = table[i][j] + 1 if token == candidate else max(table[i][j + 1], table[i + 1][j])
    places = set()
    i, j = len(line), len(other)
    while i and j:
        if line[i - 1] == other[j - 1]:
            i, j = i - 1, j - 1
            places.add(i)
        elif table[i][j - 1] > table[i - 1][j]:
            j -= 1
        else:
            i -= 1
    return frozenset(places)


def learn_background(examples: Sequence[Example]) -> dict[float, list[str]]:
    """Return the terms by their rarity, the logarithm of texts per text with the term, to the nearest half."""
    counts = Counter(term for e in examples for term in sorted({t for own in e.article.words.terms for t in own}))
    levels: dict[float, list[str]] = {}
    for term in sorted(term for term, number in counts.items() if number >= LEAST_TEXTS and term.isalpha()):
        levels.setdefault(round(2 * log(len(examples) / counts[term])) / 2, []).append(term)
    levels.setdefault(round(2 * log(2 * len(examples) / LEAST_TEXTS)) / 2, []).append(UNLISTED)
    return dict(sorted(levels.items()))


def make_lexicon(levels: dict[float, list[str]]) -> Lexicon:
    """Return the lexicon with this background in place of the one that ships."""
    rarity = {term: level for level, terms in levels.items() for term in terms}
    shipped = load_lexicon(LANGUAGE)
    return Lexicon(shipped.kinds, shipped.names, rarity, rarity.pop(UNLISTED))


def bin_edges(name: str, values: Floats) -> tuple[float, ...]:
    """Return the bounds between the bins of a feature: between its values if they are few, else at its quantiles."""
    if name == "position":
        return POSITIONS
    distinct = np.unique(values)
    if len(distinct) > BINS:
        shares = np.linspace(0, 1, BINS + 1)[1:-1]
        edges = np.unique(np.quantile(values, shares, method="inverted_cdf"))
        distinct = np.concatenate([distinct[:1], edges[edges > distinct[0]]])
    return tuple(float(f"{edge:.3g}") for edge in distinct[1:])


def learn_weights(examples: Sequence[Example], lexicon: Lexicon) -> tuple[Table, ...]:
    """Return the tables of all features, in the order of FEATURES."""
    rows = [measure(e.article, range(len(e.strings)), lexicon) for e in examples]
    values = np.array([row for own in rows for row in own], dtype=np.float64)
    edges = [bin_edges(name, values[:, column]) for column, name in enumerate(FEATURES)]
    offsets = np.cumsum([0] + [len(own) + 1 for own in edges])
    bins = np.stack([np.searchsorted(own, values[:, c], side="right") for c, own in enumerate(edges)], axis=1)
    weights = minimise_risk(examples, bins + offsets[:-1], offsets)
    tables = []
    for name, own, (first, last) in zip(FEATURES, edges, pairwise(offsets), strict=True):
        column = [float(round(weight, 2)) + 0.0 for weight in weights[first:last]]
        if name == "opening":
            for kind in (OPENINGS["pronoun"], OPENINGS["connective"]):
                column[kind] = min(column[kind], LEANING)
        if name == "question":
            column[1] = min(column[1], ASKING)
        tables.append(BY_HAND.get(name) or make_table(name, own, column))
    return tuple(tables)


def minimise_risk(examples: Sequence[Example], bins: Indices, offsets: Indices) -> Floats:
    """Return one weight a bin; `bins` has the bins of each sentence, `offsets` the first bin of each feature."""
    starts = np.cumsum([0] + [len(e.strings) for e in examples])
    groups = np.cumsum([0] + [len(e.pairs) for e in examples])
    left, right = np.concatenate([e.pairs + s for e, s in zip(examples, starts, strict=False)]).T
    rewards = np.concatenate([e.rewards for e in examples])
    owner = np.repeat(np.arange(len(examples)), np.diff(groups))
    firsts = groups[:-1]
    neighbours = np.array([bin for first, last in pairwise(offsets) for bin in range(first, last - 1)])
    weights: Floats
    weights, mean, square = np.zeros((3, offsets[-1]))
    for step in range(1, STEPS + 1):
        scores = weights[bins].sum(axis=1)
        odds = scores[left] + scores[right]
        odds = np.exp(odds - np.maximum.reduceat(odds, firsts)[owner])
        odds /= np.add.reduceat(odds, firsts)[owner]
        expected = np.add.reduceat(odds * rewards, firsts)
        slope = odds * (rewards - expected[owner]) / len(examples)
        by_sentence = np.bincount(left, slope, len(bins)) + np.bincount(right, slope, len(bins))
        gradient = np.bincount(bins.ravel(), np.repeat(by_sentence, bins.shape[1]), len(weights)) - RIDGE * weights
        steepness = SMOOTH * (weights[neighbours + 1] - weights[neighbours])
        gradient[neighbours + 1] -= steepness
        gradient[neighbours] += steepness
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.999 * square + 0.001 * gradient**2
        pace = RATE * (1 - 0.9 * step / STEPS)
        weights = weights + pace * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return weights


def cross_validate(examples: Sequence[Example]) -> None:
    """Print ROUGE on the articles that nothing was learned from in their turn, beside Lead-k on the same sentences."""
    rows: dict[str, list[tuple[list[float], int]]] = {}
    scorer = rouge_scorer.RougeScorer(list(KEYS), use_stemmer=True)
    for fold in range(FOLDS):
        rest = [e for number, e in enumerate(examples) if number % FOLDS != fold]
        lexicon = make_lexicon(learn_background(rest))
        tables = learn_weights(rest, lexicon)
        for e in examples[fold::FOLDS]:
            ranking = rate(e.article, tables, lexicon)
            chosen: dict[str, Sequence[int]] = {f"lead-{k}": range(min(k, len(e.strings))) for k in (2, 3)}
            chosen |= {f"auto, {k} sentences": choose(e.article, ranking, Length(sentences=k)) for k in (1, 2, 3)}
            chosen |= {f"auto, {n} words": choose(e.article, ranking, Length(words=n)) for n in (50, 75)}
            chosen["auto, length by default"] = choose(e.article, ranking, Length())
            for name, indices in chosen.items():
                summary = "\n".join(e.strings[index] for index in indices)
                scores = scorer.score(e.reference, summary)
                rows.setdefault(name, []).append(([100 * scores[key].fmeasure for key in KEYS], len(summary.split())))
    print(f"{len(examples)} articles, {FOLDS} folds".ljust(26), "R-1    R-2    R-L    words")
    for name, own in rows.items():
        means = np.mean([scores for scores, _ in own], axis=0)
        print(name.ljust(26), "  ".join(f"{value:5.2f}" for value in means), f" {np.mean([n for _, n in own]):5.1f}")


def write_weights(tables: Sequence[Table]) -> str:
    """Return the text of the weights file."""
    lines = [
        "# Weights of the default ranker, written by benchmarks/learn_ranker.py. A sentence's score is the sum of one",
        "# weight a feature; `<2=0.5 <4=0.3 else=0.1` reads: 0.5 for values below 2, 0.3 for 2 to below 4, else 0.1.",
    ]
    for (name, meaning), table in zip(FEATURES.items(), tables, strict=True):
        bounds = [*(f"<{edge:g}" for edge in table.edges), "else"]
        bins = " ".join(f"{bound}={weight:g}" for bound, weight in zip(bounds, table.weights, strict=True))
        lines += ["", f"# {meaning}", f"{name}: {bins}"]
    return "\n".join(lines) + "\n"


def write_background(levels: dict[float, list[str]]) -> str:
    """Return the text of the background file."""
    lines = [
        "# How rare terms are in news, written by benchmarks/learn_ranker.py. After each number, the log of the texts",
        f"# per text with the term, stand the terms (stems) that have it; `{UNLISTED}` is for all that are not listed.",
        "[news]",
    ]
    for level, terms in levels.items():
        line = f"{level}"
        for term in terms:
            if len(line) + len(term) >= 120:
                lines.append(line)
                line = f"{level}"
            line += f" {term}"
        lines.append(line)
    return "\n".join(lines) + "\n"


def main() -> None:
    """Read the corpus, cross-validate, learn from all of it, and write the files or compare with them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if a file would change")
    parser.add_argument("--quick", action="store_true", help="do not cross-validate")
    arguments = parser.parse_args()
    examples = [e for e in read_corpus(arguments.corpus) if len(e.pairs)]
    if not arguments.quick:
        cross_validate(examples)
    levels = learn_background(examples)
    tables = learn_weights(examples, make_lexicon(levels))
    files = {
        DATA / "weights.txt": write_weights(tables),
        DATA / "background" / f"{LANGUAGE}.txt": write_background(levels),
    }
    if arguments.check:
        changed = [path for path, text in files.items() if not path.exists() or path.read_text("utf-8") != text]
        sys.exit("\n".join(f"would change: {path}" for path in changed) if changed else 0)
    for path, text in files.items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
