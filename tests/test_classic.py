"""The classic methods: ratings by hand, as sumy's own, under any hash seed, of odd and of long texts."""

from __future__ import annotations

import importlib
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer import languages, words
from briefer.model import Role, Sentence
from briefer.ranking import classic
from briefer.ranking.article import Article, Ranking
from examples import THOROUGH, examples

CASES = Path(__file__).parent / "cases" / "classic"
NAMES = sorted(classic.METHODS)
ORIGINALS = {
    "luhn": "luhn.LuhnSummarizer",
    "lsa": "lsa.LsaSummarizer",
    "lexrank": "lex_rank.LexRankSummarizer",
    "textrank": "text_rank.TextRankSummarizer",
    "sum-basic": "sum_basic.SumBasicSummarizer",
    "kl": "kl.KLSummarizer",
    "reduction": "reduction.ReductionSummarizer",
}  # edmundson is sumy's own class
TOPICS = ("harbour", "storm", "school", "council", "bridge", "tide", "wall", "boat", "mayor", "report", "flood", "road")
OTHERS = ("closes", "rises", "falls", "opens", "warns", "rejects", "repairs", "carries", "the", "a", "of", "and")
WINDOWED = [name for name in NAMES if classic.METHODS[name].costly]


def cases(kind: str) -> list:
    return [pytest.param(path, id=path.stem) for path in sorted((CASES / kind).glob("*.txt"))]


def article_of(
    parts: list[str],
    *,
    roles: list[Role] | None = None,
    paragraphs: list[int] | None = None,
    headline: str | None = None,
    language: str = "en",
) -> Article:
    """Return an article whose sentences are the parts."""
    found = []
    position = 0
    for index, part in enumerate(parts):
        role = roles[index] if roles else Role.BODY
        paragraph = paragraphs[index] if paragraphs else index // 3 + 1
        found.append(Sentence(index, position, position + len(part), role, paragraph))
        position += len(part) + 1
    text = "\n".join(parts)
    sentences = tuple(found)
    return Article(text, sentences, words.tokenise(text, sentences, languages.get(language)), headline, language)


def lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def values(ranking: Ranking) -> list[float]:
    return [score.value for score in ranking.scores]


def random_parts(seed: int, count: int) -> list[str]:
    """Return sentences that share many words, with ties and some that are equal."""
    source = random.Random(seed)  # noqa: S311
    return [
        " ".join(source.choice(TOPICS + OTHERS) for _ in range(source.randint(1, 12))).capitalize() + "."
        for _ in range(count)
    ]


def first_of_best(ratings: list[float]) -> int:
    return next(index for index, rating in enumerate(ratings) if rating >= max(ratings) * (1 - 1e-12))


def by_original(name: str, article: Article) -> list[float]:
    """Return the ratings of sumy's own class for an article without equal sentences."""
    module, _, kind = ORIGINALS[name].partition(".")
    vocabulary = classic._vocabulary(article.language)
    summariser = getattr(importlib.import_module(f"sumy.summarizers.{module}"), kind)(vocabulary.stem)
    summariser.stop_words = vocabulary.stop_words
    if name == "kl":  # equal divergences differ by rounding, which then decides in sumy
        summariser._find_index_of_best_sentence = lambda kls: next(
            i for i, kl in enumerate(kls) if kl < min(kls) + 1e-12
        )
    if name == "sum-basic":  # as for kl
        summariser._find_index_of_best_sentence = lambda frequencies, sentences: first_of_best(
            [summariser._compute_average_probability_of_words(frequencies, words) for words in sentences]
        )
    return classic._rate_window(summariser, vocabulary, classic._unique(article), None)


@pytest.mark.parametrize("path", cases("ratings"))
def test_ratings_follow_from_the_definition(path: Path) -> None:
    head: dict[str, str] = {}
    parts, roles, paragraphs, expected = [], [], [], []
    paragraph = 1
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            key, _, value = line[1:].strip().partition(": ")
            head.setdefault(key, value)
        elif not line:
            paragraph += 1
        else:
            rating, _, sentence = line.partition(" | ")
            role = Role.BODY
            if sentence.startswith("["):
                name, _, sentence = sentence[1:].partition("] ")
                role = Role(name)
            expected.append(float(rating))
            parts.append(sentence)
            roles.append(role)
            paragraphs.append(paragraph)
    article = article_of(
        parts, roles=roles, paragraphs=paragraphs, headline=head.get("headline"), language=head.get("language", "en")
    )
    ranking = classic.rate(head["method"], article)
    assert values(ranking) == pytest.approx(expected, abs=1e-6)
    assert ranking.warnings == ()


@pytest.mark.parametrize("path", cases("texts"))
@pytest.mark.parametrize("name", sorted(ORIGINALS))
def test_rates_as_sumy_does(name: str, path: Path) -> None:
    check_against_original(name, article_of(lines(path)))


@pytest.mark.filterwarnings("ignore:Number of words")  # sumy's own lsa, which this is compared with
@pytest.mark.parametrize("name", sorted(ORIGINALS))
def test_rates_random_texts_as_sumy_does(name: str) -> None:
    for seed in range(12):
        check_against_original(name, article_of(list(dict.fromkeys(random_parts(seed, 5 + 3 * seed)))))


def check_against_original(name: str, article: Article) -> None:
    expected = by_original(name, article)
    if classic.METHODS[name].ranks:
        expected = [1 + rank / len(expected) for rank in expected]
    assert values(classic.rate(name, article)) == pytest.approx(expected, rel=1e-8)


@pytest.mark.parametrize("path", cases("odd"))
@pytest.mark.parametrize("name", NAMES)
def test_odd_text_is_rated_without_a_warning(name: str, path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    parts = lines(path)
    for language in ("en", "xx"):
        for headline in (None, "Harbour", "…"):
            ranking = classic.rate(name, article_of(parts, headline=headline, language=language))
            assert len(ranking.scores) == len(parts)
            assert all(value == value and abs(value) < 1e9 for value in values(ranking))
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("name", NAMES)
def test_empty_article_has_no_scores(name: str) -> None:
    assert classic.rate(name, article_of([])) == Ranking(())


@examples(60)
@given(st.lists(st.text(min_size=1, max_size=40), max_size=8), st.none() | st.text(max_size=20), st.sampled_from(NAMES))
def test_any_text_is_rated(parts: list[str], headline: str | None, name: str) -> None:
    ranking = classic.rate(name, article_of(parts, headline=headline))
    assert len(ranking.scores) == len(parts)
    assert all(value == value for value in values(ranking))


@pytest.mark.parametrize("code", languages.known())
def test_every_language_has_a_vocabulary(code: str) -> None:
    vocabulary = classic._vocabulary(code)
    source = random.Random(code)  # noqa: S311
    letters = "aeiouyéäöüßğışčłñœæøåбдежиклмостуыя'’-ابتهيل" + "nnrrsstt" * 4
    for _ in range(300 if THOROUGH else 30):
        for word in vocabulary.to_words("".join(source.choice(letters) for _ in range(source.randint(1, 12)))):
            assert isinstance(vocabulary.stem(word), str)


@pytest.mark.parametrize("name", NAMES)
def test_score_is_the_sum_of_its_parts(name: str) -> None:
    for score in classic.rate(name, article_of(random_parts(1, 12))).scores:
        assert sum(part for _, part in score.parts) == score.value
        assert [feature for feature, _ in score.parts] == [name]


@pytest.mark.parametrize("name", NAMES)
def test_repeated_sentence_rates_below_all_others_and_changes_nothing(name: str) -> None:
    parts = lines(CASES / "texts" / "library.txt")
    numbers = [1 + index // 20 for index in range(len(parts) + 2)]
    alone = values(classic.rate(name, article_of(parts, paragraphs=numbers[:-2])))
    again = values(classic.rate(name, article_of([*parts, parts[0], f" {parts[3]}"], paragraphs=numbers)))
    assert again[:-2] == alone
    assert max(again[-2:]) < min(alone)


@pytest.mark.parametrize("name", NAMES)
def test_sentence_outside_the_body_rates_below_all_others_and_changes_nothing(name: str) -> None:
    parts = lines(CASES / "texts" / "library.txt")
    numbers = list(range(1, len(parts) + 2))
    alone = values(classic.rate(name, article_of(parts, paragraphs=numbers[1:])))
    roles = [Role.BOILERPLATE, *[Role.BODY] * len(parts)]
    more = values(
        classic.rate(name, article_of(["Books, loans, people, towns.", *parts], roles=roles, paragraphs=numbers))
    )
    assert more[1:] == alone
    assert more[0] < min(alone)


def test_headline_words_raise_a_sentence_under_edmundson() -> None:
    parts = lines(CASES / "texts" / "harbour.txt")
    plain = values(classic.rate("edmundson", article_of(parts)))
    titled = values(classic.rate("edmundson", article_of(parts, headline="Insurers’ adjusters arrive")))
    index = next(number for number, part in enumerate(parts) if part.startswith("Insurers"))
    assert titled[index] == plain[index] + 6  # two words, three times each
    assert [value for number, value in enumerate(titled) if number != index] == [
        value for number, value in enumerate(plain) if number != index
    ]


def test_contractions_and_curly_apostrophes_are_stop_words() -> None:
    vocabulary = classic._vocabulary("en")
    found = vocabulary.to_words("“They don’t,” she said; the U.S. couldn't, and it's Ida's 7:30 boat.")
    assert found == (
        "they",
        "do",
        "n't",
        "she",
        "said",
        "the",
        "u.s",
        "could",
        "n't",
        "and",
        "it",
        "ida",
        "7:30",
        "boat",
    )
    assert {"do", "n't", "could"} <= vocabulary.stop_words


def test_language_without_a_stemmer_keeps_its_words() -> None:
    assert classic._vocabulary("en").stem("harbours") == "harbour"
    assert classic._vocabulary("tr").stem("limanlar") == "liman"  # Snowball has Turkish, nltk has not
    assert classic._vocabulary("xx").stem("Harbours") == "harbours"


def test_unknown_method_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        classic.rate("lead", article_of(["Storms."]))


@pytest.mark.parametrize("name", NAMES)
def test_long_text_is_rated_in_windows_with_one_warning(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(classic, "WINDOW", 20)
    parts = [f"{part} Number {index}." for index, part in enumerate(random_parts(3, 70))]
    ranking = classic.rate(name, article_of(parts))
    assert len(ranking.scores) == 70
    if name in WINDOWED:
        assert ranking.warnings == (f"{name}: a text of 70 sentences is too long to rate whole; rated in 4 samples",)
    else:
        assert ranking.warnings == ()
        monkeypatch.undo()
        assert classic.rate(name, article_of(parts)) == ranking


@pytest.mark.parametrize("name", WINDOWED)
def test_windows_take_every_nth_sentence_and_are_comparable(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    parts = [f"{part} Number {index}." for index, part in enumerate(random_parts(4, 40))]
    halves = [values(classic.rate(name, article_of(parts[first::2]))) for first in (0, 1)]
    monkeypatch.setattr(classic, "WINDOW", 20)
    merged = values(classic.rate(name, article_of(parts)))
    for first, half in enumerate(halves):
        window = merged[first::2]
        if not classic.METHODS[name].ranks:
            half = [value / (sum(half) / len(half)) for value in half]
            assert sum(window) / len(window) == pytest.approx(1)
        assert window == pytest.approx(half, rel=1e-6)


@pytest.mark.parametrize("name", WINDOWED)
def test_best_sentences_of_a_windowed_text_come_from_all_over_it(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(classic, "WINDOW", 30)
    merged = values(
        classic.rate(name, article_of([f"{part} Number {i}." for i, part in enumerate(random_parts(5, 300))]))
    )
    best = sorted(range(300), key=lambda index: (-merged[index], index))[:30]
    assert all(any(start <= index < start + 100 for index in best) for start in (0, 100, 200))


def test_endless_sentences_make_more_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(classic, "WINDOW_TERMS", 100)
    parts = [" ".join(f"word{index}x{number}" for number in range(60)) for index in range(5)]
    assert classic.rate("kl", article_of(parts)).warnings == (
        "kl: a text of 5 sentences is too long to rate whole; rated in 3 samples",
    )


PROGRAM = """
import sys
sys.path[:0] = [sys.argv[1]]
import test_classic as t
parts = [f"{part} Number {index % 7}." for index, part in enumerate(t.random_parts(6, int(sys.argv[2])))]
parts += t.lines(t.CASES / "texts" / "harbour.txt")
t.classic.WINDOW = int(sys.argv[2]) - 10
for name in t.NAMES:
    print(name, t.values(t.classic.rate(name, t.article_of(parts, headline="Harbour floods"))))
"""


def test_hash_seed_changes_nothing() -> None:
    outputs = {}
    for seed in ("0", "1", "4242") if THOROUGH else ("0", "4242"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-W", "error", "-c", PROGRAM, str(Path(__file__).parent), "60" if THOROUGH else "20"]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert done.stderr == ""
        outputs[seed] = done.stdout.splitlines()
    assert [line.partition(" ")[0] for line in outputs["0"]] == NAMES
    assert all(lines == outputs["0"] for lines in outputs.values())


def test_importing_the_module_is_cheap() -> None:
    code = "import sys, briefer.ranking.classic; print(sorted({'sumy', 'nltk', 'numpy'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
