"""ROUGE (Lin 2004) of the summaries of one text, by the package rouge-score."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from briefer import languages, pipeline, sentences, words
from briefer.errors import BrieferError
from briefer.evaluation.corpus import Fields, Line, Reference, parse
from briefer.model import Length, Role, Sentence
from briefer.pipeline import Options
from briefer.ranking import Article, choose, rank

if TYPE_CHECKING:
    from rouge_score.rouge_scorer import RougeScorer

METRICS = ("rouge1", "rouge2", "rougeLsum")  # rougeLsum: the longest common subsequences of sentences
PERCENT = 100
STEMS = 100_000  # remembered by a process; a corpus repeats its words

Cut = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Plan:
    """What to compare: ranking methods at the length given in `options`, and the first sentences of the body."""

    methods: tuple[str, ...]
    leads: tuple[int, ...] = ()  # numbers of sentences
    options: Options = field(default_factory=Options)
    fields: Fields = field(default_factory=Fields)

    @property
    def systems(self) -> tuple[str, ...]:
        """Return the names of everything compared, in the order of the rows."""
        return (*self.methods, *(f"lead-{count}" for count in self.leads))


class Result(NamedTuple):
    """One corpus row's result: per system, the metrics in percent and the summary's words; or a failure."""

    label: str
    values: tuple[tuple[float, ...], ...] = ()
    warnings: tuple[str, ...] = ()
    failure: BrieferError | None = None


def measure(lines: Sequence[Line], plan: Plan) -> list[Result]:
    """Return one result per line, in order; no row can make it raise."""
    return [_measure_one(line, plan) for line in lines]


def _measure_one(line: Line, plan: Plan) -> Result:
    try:
        return _measured(line, plan)
    except BrieferError as error:
        return Result(line.label, failure=error)
    except (Exception, RecursionError) as error:
        what = f"internal error: {type(error).__name__}: {error}".splitlines()[0]
        return Result(line.label, failure=BrieferError(what, input=line.label, hint="please report it with the row"))


def _measured(line: Line, plan: Plan) -> Result:
    sample = parse(line, plan.fields)
    article = pipeline.prepare(sample.document, plan.options).article
    references = ["\n".join(_sentences(reference, article.language)) for reference in sample.references]
    scorer = _scorer(article.language)
    options = plan.options
    length = Length(options.sentences, options.words, options.ratio)
    warnings: list[str] = []
    chosen = []
    for method in plan.methods:
        ranking = rank(article, method)
        warnings += ranking.warnings
        chosen.append(choose(article, ranking, length))
    body = article.body()
    chosen += [tuple(body[:count]) for count in plan.leads]
    # Methods often choose the same sentences, and scoring takes longer than choosing.
    values = {
        indices: (*_score(scorer, references, _summary(article, indices)), _count(article, indices))
        for indices in dict.fromkeys(chosen)
    }
    return Result(line.label, tuple(values[indices] for indices in chosen), tuple(warnings))


def _sentences(reference: Reference, language: str) -> list[str]:
    """Return the sentences of a reference; a text is split line by line."""
    if isinstance(reference, tuple):
        return [" ".join(sentence.split()) for sentence in reference]
    found = []
    for line in reference.splitlines():
        found += [" ".join(line[start:end].split()) for start, end in sentences.split(line, language)]
    return found


def _summary(article: Article, indices: Iterable[int]) -> str:
    """Return the sentences of a summary, one a line."""
    chosen = (article.sentences[index] for index in indices)
    return "\n".join(" ".join(article.text[sentence.start : sentence.end].split()) for sentence in chosen)


def _count(article: Article, indices: Iterable[int]) -> int:
    """Return the words of a summary; in scripts without spaces, its tokens except punctuation."""
    if article.language not in words.UNSPACED:
        return len(_summary(article, indices).split())
    texts, bounds = article.words.texts, article.words.bounds
    return sum(text[0].isalnum() for index in indices for text in texts[bounds[index] : bounds[index + 1]])


def _score(scorer: RougeScorer, references: Sequence[str], summary: str) -> tuple[float, ...]:
    """Return the metrics' F1 in percent, against the reference with the best ROUGE-1."""
    scores = [scorer.score(reference, summary) for reference in references]
    best = max(scores, key=lambda score: score[METRICS[0]].fmeasure)
    return tuple(PERCENT * float(best[metric].fmeasure) for metric in METRICS)


class _Tokeniser:
    """A tokeniser for rouge-score, which asks for a sentence once per metric and summary; we split it once."""

    def __init__(self, cut: Cut) -> None:
        self.cut = cut
        self.known: dict[str, Sequence[str]] = {}

    def tokenize(self, text: str) -> list[str]:
        tokens: list[str] = []
        for line in text.split("\n"):
            if line not in self.known:
                self.known[line] = self.cut(line)
            tokens += self.known[line]
        return tokens


def _scorer(language: str) -> RougeScorer:
    """Return a scorer for one text.

    English is tokenised and stemmed by rouge-score itself, so that figures compare with published ones. It knows only
    the letters a to z, so other languages use briefer's tokens, in lower case and unstemmed.
    """
    from rouge_score.rouge_scorer import RougeScorer

    cut = _english() if language == languages.DEFAULT else _cut_into_words(language)
    return RougeScorer(list(METRICS), tokenizer=_Tokeniser(cut))


@cache
def _english() -> Cut:
    from rouge_score.tokenizers import DefaultTokenizer

    plain = DefaultTokenizer(use_stemmer=False)
    stem = lru_cache(STEMS)(DefaultTokenizer(use_stemmer=True).tokenize)  # of a word: a list of one
    return lambda line: [token for word in plain.tokenize(line) for token in stem(word)]


def _cut_into_words(language: str) -> Cut:
    def cut(line: str) -> list[str]:
        whole = Sentence(0, 0, len(line), Role.BODY, 1)
        tokens = words.tokenise(line, (whole,), languages.get(language)).lower
        return [token for token in tokens if token[0].isalnum()]

    return cut
