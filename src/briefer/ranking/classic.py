"""The eight classic methods of sumy behind our interface; nothing else imports sumy or nltk.

sumy gets our sentences and nltk's words; we get back one rating a sentence. Where sumy's own code depends on the hash
seed, divides by zero or takes quadratic time in Python, a subclass computes the same rating without that; the tests
compare them with the originals. Importing sumy and nltk costs 0.4 s, so every import of theirs stands in a function.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from itertools import groupby
from statistics import fmean
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias

from briefer import languages
from briefer.model import Role, Score, Sentence
from briefer.ranking import overlap
from briefer.ranking.article import Article, Ranking

if TYPE_CHECKING:
    from briefer.ranking.overlap import Matrix

# The costly methods compare so many sentences with one another at a time; a longer text is rated in several windows.
# More is nearer to the rating of the whole: of the 24 best among 2400 sentences, textrank keeps 18 with windows of 200,
# 21 with 800. With 1000, 20,000 sentences of news take each method 4 to 9 s; 60 words repeated, kl's worst case, 15 s.
WINDOW = 1000
WINDOW_TERMS = 40_000  # the same for texts whose sentences are endless
STEMS = 100_000  # stems remembered: nltk takes about 20 µs for each, and a corpus repeats its words
SENTENCES = 4096  # whose tokens are remembered, so that several methods on one text cut it once
DIGITS = 9  # significant digits kept of a rating: what lies below differs with the platform's linear algebra
TIE = 1e-12  # what kl and sum-basic compare is equal when nearer than this, and the first sentence is chosen
SMOOTHING = 0.4  # of the term frequencies in lsa, as in sumy
NO_WORDS = ("",)  # sumy refuses empty word lists; no token is empty

RE_CORE = re.compile(r"[^\W_](?:.*[^\W_])?", re.DOTALL)  # a token without the marks around it: “U.S.” is U.S
RE_CLITIC = re.compile(r"'[a-z]{1,2}")  # 's, 're


class Vocabulary(NamedTuple):
    """The words of one language, as sumy's methods want them; it is sumy's tokeniser and stemmer as well."""

    stem: Callable[[str], str]
    split: Callable[[str], list[str]]
    stop_words: frozenset[str]
    bonus: tuple[str, ...]
    stigma: tuple[str, ...]

    def to_words(self, text: str) -> tuple[str, ...]:
        """Return the lower-case words of a text in order, without punctuation marks."""
        tokens = self.split(text.replace("’", "'"))
        words = (token.lower() for token in tokens if not RE_CLITIC.fullmatch(token.lower()))
        return tuple(core[0] for word in words if (core := RE_CORE.search(word)))


class SumySentence(Protocol):
    """What the methods read of a sentence: its stemmed words."""

    words: Sequence[str]


class SumyDocument(Protocol):
    """What the methods read of a document: its sentences and all their words."""

    sentences: Sequence[SumySentence]
    words: Sequence[str]


class SumyRating(Protocol):
    """A sentence as sumy hands it to the count: its place in the text and its rating."""

    order: int
    rating: float


# Sumy hands the ratings of all sentences, best first, to a count of wanted sentences that is callable.
SumyCount: TypeAlias = Callable[[Sequence[SumyRating]], Sequence[SumyRating]]


class Summariser(Protocol):
    """A method of sumy, ready to rate a document."""

    stop_words: Iterable[str]

    def __call__(self, document: SumyDocument, count: SumyCount) -> object: ...


class Method(NamedTuple):
    """How one method is made and what its ratings are."""

    make: Callable[[Vocabulary, str], Summariser]  # from the words and the headline
    costly: bool = False  # time grows faster than the text: long texts are rated in windows
    ranks: bool = False  # ratings are 0, -1, -2 … by the order of choice
    headline: bool = False  # the headline takes part


def rate(name: str, article: Article) -> Ranking:
    """Return the ratings of a classic method, one score a sentence, higher being better.

    Body sentences alone are rated, or all of them if there is no body; the others, and repeated sentences, get a score
    below every rating. The ranks that kl and sum-basic give become shares: the first one chosen has 1.
    More than WINDOW sentences are dealt out to windows of equal size (every n-th sentence to the same window, so each
    is a sample of the whole text) under the methods that compare sentences with one another, and a warning says so.
    Raises KeyError when the method is not in METHODS.
    """
    method = METHODS[name]
    vocabulary = _vocabulary(article.language)
    unique = _unique(article)
    count = _windows([len(article.words.terms[sentence.index]) for sentence, _ in unique]) if method.costly else 1
    summariser = method.make(vocabulary, article.headline or "")
    ratings: dict[int, float] = {}
    for first in range(count):
        window = unique[first::count]
        values = _rate_window(summariser, vocabulary, window, article.headline if method.headline else None)
        if method.ranks:
            values = [1 + value / len(values) for value in values]
        elif count > 1:  # windows differ by a sentence in size, and with it differ the ratings of the graph methods
            mean = fmean(values)
            values = [value / mean for value in values] if mean > 0 else values
        for (sentence, _), value in zip(window, values, strict=True):
            ratings[sentence.index] = float(f"{value:.{DIGITS}g}")
    lowest = min(ratings.values(), default=0.0)
    below = 0.0 if lowest > 0 else lowest - 1
    values = [ratings.get(sentence.index, below) for sentence in article.sentences]
    warnings: tuple[str, ...] = ()
    if count > 1:
        warnings = (f"{name}: a text of {len(unique)} sentences is too long to rate whole; rated in {count} samples",)
    return Ranking(tuple(Score(value, ((name, value),)) for value in values), warnings)


def _windows(lengths: Sequence[int]) -> int:
    """Return how many windows sentences of these numbers of words are dealt out to."""
    count = math.ceil(max(len(lengths) / WINDOW, sum(lengths) / WINDOW_TERMS))
    return max(1, min(count, len(lengths)))


def _unique(article: Article) -> list[tuple[Sentence, str]]:
    """Return the sentences to rate with their text on one line, the first of equal ones."""
    rated = [sentence for sentence in article.sentences if sentence.role is Role.BODY] or article.sentences
    seen: dict[str, Sentence] = {}
    for sentence in rated:
        seen.setdefault(" ".join(article.text[sentence.start : sentence.end].split()), sentence)
    return [(sentence, text) for text, sentence in seen.items()]


def _rate_window(
    summariser: Summariser, vocabulary: Vocabulary, window: Sequence[tuple[Sentence, str]], headline: str | None
) -> list[float]:
    """Return sumy's ratings of sentences that are all different, in their order."""
    from sumy.models import dom

    heading = [dom.Sentence(headline, vocabulary, is_heading=True)] if headline else []
    paragraphs = []
    for _, group in groupby(window, key=lambda item: item[0].paragraph):
        paragraphs.append(dom.Paragraph([*heading, *(dom.Sentence(text, vocabulary) for _, text in group)]))
        heading = []  # it opens the first paragraph: one of its own would count as the first for the location
    ratings = [0.0] * len(window)

    def collect(infos: Sequence[SumyRating]) -> Sequence[SumyRating]:
        for info in infos:
            ratings[info.order] = float(info.rating)
        return infos

    summariser(dom.ObjectDocumentModel(paragraphs), collect)
    return ratings


@cache
def _vocabulary(code: str) -> Vocabulary:
    import snowballstemmer
    from nltk.stem.snowball import SnowballStemmer
    from nltk.tokenize import NLTKWordTokenizer
    from sumy.nlp.stemmers import null_stemmer

    language = languages.get(code)
    if language.stemmer in SnowballStemmer.languages:
        stem = SnowballStemmer(language.stemmer).stem
    else:  # nltk has half of the languages that Snowball knows
        stem = snowballstemmer.stemmer(language.stemmer).stemWord if language.stemmer else null_stemmer
    split = lru_cache(SENTENCES)(NLTKWordTokenizer().tokenize)
    plain = Vocabulary(lru_cache(STEMS)(stem), split, frozenset(), (), ())
    # nltk cuts "don't" into "do" and "n't": the pieces of a stop word are stop words.
    pieces = {piece for word in language.stop_words for piece in plain.to_words(word)}
    names = ("edmundson_bonus.txt", "edmundson_stigma.txt")  # not every language has them
    bonus, stigma = (
        languages.load_lines(code, name) if (languages.DATA / code / name).is_file() else () for name in names
    )
    return Vocabulary(plain.stem, plain.split, language.stop_words | pieces, bonus, stigma)


def _luhn(vocabulary: Vocabulary, _headline: str) -> Summariser:
    """Luhn 1958, The Automatic Creation of Literature Abstracts: the densest cluster of frequent words."""
    from sumy.summarizers.luhn import LuhnSummarizer

    class Luhn(LuhnSummarizer):  # type: ignore[misc]
        def _get_significant_words(self, words: Sequence[str]) -> frozenset[str]:
            return frozenset(super()._get_significant_words(words))  # theirs is a tuple, searched for every word

    return _with_stop_words(Luhn(vocabulary.stem), vocabulary)


def _edmundson(vocabulary: Vocabulary, headline: str) -> Summariser:
    """Edmundson 1969, New Methods in Automatic Extracting: cue words, words of the headline, position."""
    from sumy.summarizers.edmundson import EdmundsonSummarizer

    summariser: Summariser = EdmundsonSummarizer(vocabulary.stem)
    topic = [word for word in vocabulary.to_words(headline) if word not in vocabulary.stop_words]
    bonus = (*topic, *vocabulary.bonus)
    for name, words in (("bonus", bonus), ("stigma", vocabulary.stigma), ("null", vocabulary.stop_words)):
        setattr(summariser, f"{name}_words", words or NO_WORDS)
    return summariser


def _lsa(vocabulary: Vocabulary, _headline: str) -> Summariser:
    """Steinberger and Ježek 2004, Using Latent Semantic Analysis in Text Summarization and Summary Evaluation."""
    from sumy.summarizers.lsa import LsaSummarizer

    class Lsa(LsaSummarizer):  # type: ignore[misc]
        def __call__(self, document: SumyDocument, count: SumyCount) -> object:
            # A rating is the length of the sentence's vector after the singular value decomposition. Sumy keeps every
            # dimension, and a rotation changes no length: so it is the length before, and the terms that a sentence
            # has not count with their smoothed frequency. No decomposition, whose rounding follows the hash seed.
            terms = self._create_dictionary(document)
            ratings = {}
            for sentence in document.sentences:
                counts = Counter(stem for stem in map(self.stem_word, sentence.words) if stem in terms)
                largest = max(counts.values(), default=0)
                squares = sum((SMOOTHING + (1 - SMOOTHING) * number / largest) ** 2 for number in counts.values())
                absent = (len(terms) - len(counts)) * SMOOTHING**2
                ratings[sentence] = math.sqrt(squares + absent) if counts else 0.0
            return self._get_best_sentences(document.sentences, count, ratings)

    return _with_stop_words(Lsa(vocabulary.stem), vocabulary)


def _lexrank(vocabulary: Vocabulary, _headline: str) -> Summariser:
    """Erkan and Radev 2004, LexRank: Graph-based Lexical Centrality as Salience in Text Summarization."""
    import numpy as np
    from sumy.summarizers.lex_rank import LexRankSummarizer

    class LexRank(LexRankSummarizer):  # type: ignore[misc]
        @staticmethod
        def _compute_idf(sentences: list[list[str]]) -> dict[str, float]:
            holders = Counter(term for sentence in sentences for term in dict.fromkeys(sentence))
            return {term: math.log(len(sentences) / (1 + count)) for term, count in holders.items()}

        def _create_matrix(
            self, sentences: list[list[str]], threshold: float, tf: list[dict[str, float]], idf: dict[str, float]
        ) -> Matrix:
            products = overlap.products([{term: part[term] * idf[term] for term in part} for part in tf])
            norms = np.sqrt(products.diagonal())
            norms[norms == 0] = 1  # a sentence without words is like no other
            cosines = products / np.outer(norms, norms)
            # A cosine that is the threshold itself must not pass on one platform and fail on another.
            linked = (np.round(cosines, DIGITS) > threshold).astype(float)
            links: Matrix = linked / np.maximum(linked.sum(axis=1), 1)[:, np.newaxis]
            return links

        @staticmethod
        def power_method(matrix: Matrix, epsilon: float) -> Matrix:
            # Two sentences without a common word have idf 0 and no links; theirs then divides zero by zero.
            if not matrix.any():
                return np.zeros(len(matrix))
            ranks: Matrix = LexRankSummarizer.power_method(matrix, epsilon)
            return ranks

    return _with_stop_words(LexRank(vocabulary.stem), vocabulary)


def _textrank(vocabulary: Vocabulary, _headline: str) -> Summariser:
    """Mihalcea and Tarau 2004, TextRank: Bringing Order into Texts."""
    import numpy as np
    from sumy.summarizers.text_rank import TextRankSummarizer

    class TextRank(TextRankSummarizer):  # type: ignore[misc]
        def _create_matrix(self, document: SumyDocument) -> Matrix:
            sentences = [self._to_words_set(sentence) for sentence in document.sentences]
            common, norm = overlap.common_words(sentences)
            weights = np.divide(common, norm, out=common, where=norm > 0)
            weights /= weights.sum(axis=1)[:, np.newaxis] + self._ZERO_DIVISION_PREVENTION
            matrix: Matrix = (1.0 - self.damping) / len(sentences) + self.damping * weights
            return matrix

    return _with_stop_words(TextRank(vocabulary.stem), vocabulary)


def _reduction(vocabulary: Vocabulary, _headline: str) -> Summariser:
    """Fabish, Reduction (github.com/adamfabish/Reduction): the sum of a sentence's similarities as in TextRank."""
    import numpy as np
    from sumy.summarizers.reduction import ReductionSummarizer

    class Reduction(ReductionSummarizer):  # type: ignore[misc]
        def rate_sentences(self, document: SumyDocument) -> dict[SumySentence, float]:
            common, norm = overlap.common_words([self._to_words_set(sentence) for sentence in document.sentences])
            weights = np.divide(common, norm, out=np.zeros_like(common), where=norm > 0)
            np.fill_diagonal(weights, 0)
            return dict(zip(document.sentences, weights.sum(axis=1).tolist(), strict=True))

    return _with_stop_words(Reduction(vocabulary.stem), vocabulary)


def _sum_basic(vocabulary: Vocabulary, _headline: str) -> Summariser:
    """Nenkova and Vanderwende 2005, The Impact of Frequency on Summarization: each word counts less once used."""
    from sumy.summarizers.sum_basic import SumBasicSummarizer

    class SumBasic(SumBasicSummarizer):  # type: ignore[misc]
        def _compute_ratings(self, sentences: Sequence[SumySentence]) -> dict[SumySentence, int]:
            # Theirs averages every sentence anew for each choice; only those that share a word with it change.
            frequencies = self._compute_tf(sentences)
            words = [self._get_content_words_in_sentence(sentence) for sentence in sentences]
            holders = overlap.holders(words)
            averages = [self._compute_average_probability_of_words(frequencies, part) for part in words]
            waiting = list(range(len(sentences)))
            ratings: dict[SumySentence, int] = {}
            while waiting:
                highest = max([averages[index] for index in waiting]) * (1 - TIE)
                best = next(index for index in waiting if averages[index] >= highest)
                waiting.remove(best)
                ratings[sentences[best]] = -len(ratings)
                self._update_tf(frequencies, words[best])
                for index in {index for word in words[best] for index in holders[word]}.intersection(waiting):
                    averages[index] = self._compute_average_probability_of_words(frequencies, words[index])
            return ratings

    return _with_stop_words(SumBasic(vocabulary.stem), vocabulary)


def _kl(vocabulary: Vocabulary, _headline: str) -> Summariser:
    """Haghighi and Vanderwende 2009, Exploring Content Models for Multi-Document Summarization: KLSum."""
    from sumy.summarizers.kl import KLSummarizer

    class KL(KLSummarizer):  # type: ignore[misc]
        def _compute_ratings(self, sentences: Sequence[SumySentence]) -> dict[SumySentence, int]:
            # Theirs sums the divergence of summary and candidate over all their words, for every candidate and choice.
            # The summary's part of the sum is the same for all, so a candidate need only add what its words change.
            frequencies: dict[str, float] = self.compute_tf(sentences)
            words = [self._get_content_words_in_sentence(sentence) for sentence in sentences]
            holders = overlap.holders(words)
            logs = [0.0, *map(math.log, range(1, sum(map(len, words)) + 1))]
            parts = [
                [(word, count, frequencies[word], math.log(frequencies[word])) for word, count in Counter(part).items()]
                for part in words
            ]
            summary = dict.fromkeys(holders, 0)
            length = 0  # of the summary, with stop words

            def gain(index: int) -> tuple[float, float]:
                """Return the frequency of the words new to the summary, and the change of the sum of p·log(p/count)."""
                new = change = 0.0
                for word, count, frequency, log in parts[index]:
                    if before := summary[word]:
                        change += frequency * (logs[before] - logs[before + count])
                    else:
                        new += frequency
                        change += frequency * (log - logs[count])
                return new, change

            gains = [gain(index) for index in range(len(sentences))]
            covered = 0.0  # frequency of the words in the summary

            waiting = list(range(len(sentences)))
            ratings: dict[SumySentence, int] = {}
            while waiting:
                divergences = [
                    (covered + gains[index][0]) * math.log(length + len(words[index]) or 1) + gains[index][1]
                    for index in waiting
                ]
                lowest = min(divergences) + TIE
                best = next(index for index, value in zip(waiting, divergences, strict=True) if value <= lowest)
                waiting.remove(best)
                ratings[sentences[best]] = -len(ratings)
                covered += gains[best][0]
                length += len(sentences[best].words)
                for word, count, *_ in parts[best]:
                    summary[word] += count
                for index in {index for word in words[best] for index in holders[word]}.intersection(waiting):
                    gains[index] = gain(index)
            return ratings

    return _with_stop_words(KL(vocabulary.stem), vocabulary)


def _with_stop_words(summariser: Summariser, vocabulary: Vocabulary) -> Summariser:
    summariser.stop_words = vocabulary.stop_words
    return summariser


METHODS: dict[str, Method] = {
    "luhn": Method(_luhn),
    "edmundson": Method(_edmundson, headline=True),
    "lsa": Method(_lsa),
    "lexrank": Method(_lexrank, costly=True),
    "textrank": Method(_textrank, costly=True),
    "sum-basic": Method(_sum_basic, costly=True, ranks=True),
    "kl": Method(_kl, costly=True, ranks=True),
    "reduction": Method(_reduction, costly=True),
}
