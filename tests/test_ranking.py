"""Ranking and choosing: cases by name, and what holds for every text."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer import languages
from briefer.errors import LanguageDataError, OptionError
from briefer.model import Length, Role, Sentence
from briefer.ranking import METHODS, Article, additive, check, choose, rank
from briefer.ranking.choosing import LONG
from briefer.ranking.covering import load_weights
from briefer.ranking.features import FEATURES, OPENINGS, load_lexicon, measure
from briefer.ranking.openings import Openings
from briefer.ranking.signs import broken, quoting, settling
from briefer.words import tokenise
from examples import examples

CASES = sorted((Path(__file__).parent / "cases" / "ranking").glob("*.txt"))
SUBJECTS = ("The council", "Norland Rail", "Dana Whitfield", "A storm", "The River Lode", "Harbour police", "It")
VERBS = ("closed", "flooded", "praised", "sold", "found", "repaired", "blamed")
OBJECTS = ("the pool on Tuesday", "240 homes", "the old bridge of Portham", "a law", "its trains in 2019", "nobody")


@dataclass(frozen=True)
class Case:
    article: Article
    length: Length
    wanted: frozenset[int]  # must be chosen
    unwanted: frozenset[int]  # must not


def make_article(lines: list[str], *, headline: str | None = None, language: str = "en") -> Article:
    """Return an article with a sentence a line; a line may open with its role, as in `[heading] The plan`."""
    text, sentences = "", []
    for index, line in enumerate(lines):
        role, _, words = line.removeprefix("[").partition("] ") if line.startswith("[") else ("body", "", line)
        sentences.append(Sentence(index, len(text), len(text) + len(words), Role(role), index + 1))
        text += words + "\n"
    return Article(text, sentences, tokenise(text, sentences, languages.get(language)), headline, language)


def make_text(count: int, seed: int = 1) -> list[str]:
    pick = random.Random(seed).choice  # noqa: S311 - a test text, no secret
    return [f"{pick(SUBJECTS)} {pick(VERBS)} {pick(OBJECTS)}, item {number}." for number in range(count)]


def read_case(path: Path) -> Case:
    options: dict[str, str] = {}
    lines, marks = [], []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            name, _, value = line[2:].partition(": ")
            options[name] = value
        else:
            marks.append(line[0])
            lines.append(line[2:])
    numbers = {name: int(options[name]) for name in ("sentences", "words") if name in options}
    length = Length(**numbers, ratio=float(options["ratio"]) if "ratio" in options else None)
    article = make_article(lines, headline=options.get("headline"), language=options.get("language", "en"))
    wanted = frozenset(index for index, mark in enumerate(marks) if mark == "+")
    return Case(article, length, wanted, frozenset(index for index, mark in enumerate(marks) if mark == "-"))


def summarise(article: Article, length: Length, method: str = "auto") -> tuple[int, ...]:
    return choose(article, rank(article, method), length)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path) -> None:
    case = read_case(path)
    chosen = set(summarise(case.article, case.length))
    assert case.wanted <= chosen
    assert not case.unwanted & chosen


def test_methods_are_listed_in_order_with_line_and_paper() -> None:
    names = ["auto", "lead", "lexrank", "textrank", "lsa", "luhn", "edmundson", "sum-basic", "kl", "reduction"]
    assert list(METHODS) == names
    assert all(method.name == name and method.paper and "\n" not in method.summary for name, method in METHODS.items())


def test_unknown_method_says_which_there_are() -> None:
    with pytest.raises(OptionError, match="unknown method 'zipf'; try one of auto, lead, lexrank"):
        rank(make_article(["One."]), "zipf")
    assert check("kl") == "kl"


def test_every_part_of_a_score_is_named_and_they_add_up() -> None:
    ranking = rank(make_article([*make_text(30), "[heading] The plan"]))
    for score in ranking.scores[:-1]:
        assert tuple(name for name, _ in score.parts) == tuple(FEATURES)
    for score in ranking.scores:
        assert score.value == pytest.approx(sum(weight for _, weight in score.parts), abs=6e-4)
    assert ranking.scores[-1].value < min(score.value for score in ranking.scores[:-1])
    assert ranking.scores[-1].parts[0][0] == "role: heading"


def test_features_of_a_hand_made_text() -> None:
    lines = ["The pool closed.", '"We love the pool," said Ann Lee of Ann Lee Tours.', "Why did 900 swimmers go?"]
    article = make_article(lines, headline="The pool")
    rows = [dict(zip(FEATURES, row, strict=True)) for row in measure(article, article.body(), load_lexicon("en"))]
    assert [row["position"] for row in rows] == [0, 1, 2]
    assert [row["quotes"] for row in rows] == [0, 6, 0]
    assert [row["opening"] for row in rows] == [OPENINGS["article"], OPENINGS["person"], 0]
    assert [row["question"] for row in rows] == [0, 0, 1]
    assert [row["numbers"] for row in rows] == [0, 0, 1]
    assert [row["names"] for row in rows] == [0, 3, 0]
    assert [row["lead"] for row in rows] == [-1, pytest.approx(1 / (2 * 5) ** 0.5), 0]
    assert [row["headline"] for row in rows] == [pytest.approx(0.5**0.5), pytest.approx(5**-0.5), 0]
    assert rows[0]["topic"] == pytest.approx(2 / 3)
    assert rows[0]["aftermath"] == pytest.approx((1 + 0) / 2 / 2)


@pytest.mark.parametrize("method", ["auto", "lead"])
def test_empty_article_has_an_empty_summary(method: str) -> None:
    article = make_article([])
    assert rank(article, method).scores == ()
    assert summarise(article, Length(), method) == ()


def test_lead_takes_the_first_of_the_body() -> None:
    article = make_article(["[heading] Head", *make_text(9)])
    assert summarise(article, Length(sentences=3), "lead") == (1, 2, 3)


@examples(100)
@given(
    st.integers(0, 40),
    st.one_of(
        st.integers(1, 50).map(lambda sentences: Length(sentences=sentences)),
        st.integers(1, 300).map(lambda words: Length(words=words)),
        st.floats(0.01, 1).map(lambda ratio: Length(ratio=ratio)),
        st.just(Length()),
    ),
    st.sampled_from(["auto", "lead"]),
)
def test_length_is_kept(count: int, length: Length, method: str) -> None:
    article = make_article(make_text(count, seed=count))
    chosen = summarise(article, length, method)
    sizes = [len(article.text[sentence.start : sentence.end].split()) for sentence in article.sentences]
    used = sum(sizes[index] for index in chosen)
    assert list(chosen) == sorted(set(chosen))
    if length.sentences is not None:
        assert len(chosen) == min(count, length.sentences)
    elif length.words is not None:
        assert used <= length.words
    elif length.ratio is not None:
        assert len(chosen) == min(count, max(1, round(length.ratio * count)))
    else:
        assert min(count, 2) <= len(chosen) <= 5


def test_what_is_left_of_the_words_goes_to_the_best_that_fits() -> None:
    article = make_article(["Rain fell on the old town of Portham.", "Ice covered the River Lode then.", "Snow came."])
    assert summarise(article, Length(words=9), "lead") == (0,)
    assert summarise(article, Length(words=10), "lead") == (0, 2)
    assert summarise(article, Length(words=14), "lead") == (0, 1)


def test_default_length_grows_when_sentences_are_short() -> None:
    short = make_article([f"Boat {name} sank." for name in ("Ada", "Bea", "Cleo", "Dora", "Eva", "Fay", "Gia")])
    long = make_article([f"{line[:-1]} and {' '.join(make_text(4, seed=9))}" for line in make_text(7)])
    assert len(summarise(short, Length())) == 5
    assert len(summarise(long, Length())) == 2


@pytest.mark.parametrize("count", [2, 5, 10])
def test_long_report_is_covered_over_its_length(count: int) -> None:
    size = 3 * LONG
    article = make_article(make_text(size))
    chosen = summarise(article, Length(sentences=count))
    assert [index * count // size for index in chosen] == list(range(count))
    assert max(summarise(article, Length(sentences=count), "lead")) < 2 * count  # repetitions left out


def test_a_text_that_repeats_itself_is_covered_too() -> None:
    few = make_text(30)
    article = make_article([line for _ in range(40) for line in few])
    chosen = summarise(article, Length(sentences=5))
    assert [index * 5 // len(article.sentences) for index in chosen] == list(range(5))
    assert len({few[index % len(few)] for index in chosen}) == 5


def test_same_bytes_under_two_hash_seeds() -> None:
    program = (
        "import test_ranking as t; from briefer.model import Length;"
        "a = t.make_article(t.make_text(300), headline='A storm');"
        "print(t.rank(a), [t.summarise(a, n) for n in (Length(), Length(words=90), Length(ratio=.3))])"
    )
    outputs = [
        subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            check=True,
            env={
                **os.environ,
                "PYTHONHASHSEED": seed,
                "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path]),
            },
        ).stdout
        for seed in ("1", "2")
    ]
    assert outputs[0] == outputs[1] != b""


def test_the_default_ranker_stays_light() -> None:
    program = (
        "import sys, briefer.ranking as r; r.additive.load_tables();"
        "print([name for name in ('sumy', 'nltk', 'numpy', 'lxml') if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    assert run.stdout == "[]\n"


def test_missing_weights_are_a_broken_installation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(languages, "load_lines", lambda *_: ("position: <1=2 else=0",))
    with pytest.raises(LanguageDataError, match="no weights for the features"):
        additive.load_tables.__wrapped__()


@pytest.mark.parametrize(
    "path", sorted((languages.DATA / "ranking" / "openings").glob("*.txt")), ids=lambda path: path.stem
)
def test_openings_are_of_known_classes_and_known_languages(path: Path) -> None:
    sections = languages.load_sections("ranking/openings", path.name)
    assert {"pronoun", "connective", "person"} <= sections.keys() <= OPENINGS.keys()
    lexicon = load_lexicon(path.stem)
    assert lexicon.kinds[sections["connective"][0].split()[0]] == OPENINGS["connective"]
    assert path.stem in languages.known()


def test_background_tells_common_terms_from_rare_ones() -> None:
    lexicon = load_lexicon("en")
    assert 0 < lexicon.rarity["time"] < lexicon.rarity["council"] < lexicon.unlisted
    assert load_lexicon("xx").unlisted == 1.0


@pytest.mark.parametrize(
    ("sentence", "leans", "turns"),
    [
        ("He left the port.", True, False),
        ("But he left the port.", True, True),
        ("And so it failed.", True, False),
        ("A similar bridge stands in Marle.", True, False),
        ("“That is how the mill burnt down,” she said.", True, False),
        ("The paper says that the mill burnt down.", True, False),
        ("Another ten mills burnt down in Marle.", True, False),
        ("At least nine mills burnt down, it added.", True, False),
        ("“It was a long night for Marle,” he said.", True, False),
        ("The newly built mill stands in Marle.", True, False),
        ("The paper mill burnt down, Rosa Lind said.", True, False),
        ("Rosa Lind said she had run the mill.", False, False),
        ("A paper says that he said nothing.", False, False),
        ("But Rosa Lind never ran the mill.", False, True),
        ("The bridge stands in Marle.", False, False),
        ("Thatchers mend the roof.", False, False),
        ("A bridge of a similar kind stands in Marle.", False, False),
    ],
)
def test_openings(sentence: str, leans: bool, turns: bool) -> None:
    openings = Openings(make_article(["Rosa Lind built it.", sentence]))
    assert openings.leans(1) is leans
    assert openings.turns(1) is turns


@pytest.mark.parametrize(
    ("lines", "surname"),
    [
        (["Rosa Lind built it.", "Ms Lind was not amused at all."], "Lind"),
        (["The mill of Rosa Lind burnt down.", "But Lind had sold it to the council before."], "Lind"),
        (["The mill of Rosa Lind burnt down.", "Rosa Lind had sold it to the council."], None),
        (["The mill of Marle burnt down.", "Marle had sold it to the council before."], None),
        (["The mill burnt down.", "Ms Lind was not amused at all."], None),
    ],
)
def test_surname(lines: list[str], surname: str | None) -> None:
    assert Openings(make_article(lines)).surname(1) == surname


STORY = [
    "The council of Marle has sold the old mill by the river to a hotel chain for nine million crowns.",
    "The council of Marle sold the old mill by the river to the hotel chain after nine years of talks.",
    "Weavers, who rent the mill from the council, went to court over the sale on Monday.",
    "A judge will hear the weavers in the court of Lower Marle after the summer.",
    "The hotel chain also owns a bath house in a valley far away.",
]


def test_words_go_to_what_has_not_been_told() -> None:
    chosen = summarise(make_article(STORY), Length(words=40))
    assert 0 in chosen
    assert 1 not in chosen
    assert len(chosen) == 2


def test_answer_is_told_with_the_charge() -> None:
    article = make_article([*STORY[:1], *STORY[2:], "The council denied that it had sold the mill in secret."])
    ranked = rank(article)
    assert 4 in choose(article, ranked, Length(words=50), frozenset({4}))


def test_short_sentence_that_completes_the_one_before_it_comes_with_it() -> None:
    lines = [
        "Engineers of the council closed the dam of Marle on Monday to save the mill from the flood.",
        "It failed.",
    ]
    article = make_article([*lines, *STORY])
    article = article._replace(sentences=tuple([replace(s, paragraph=1) for s in article.sentences]))
    for words in (30, 60, 90):
        chosen = summarise(article, Length(words=words))
        assert (0 in chosen) <= (1 in chosen)


@pytest.mark.parametrize(
    ("sentence", "settles"),
    [
        ("The port denies it.", True),
        ("The story of the golden bell was a hoax.", True),
        ("The cause of the fire could not be independently confirmed.", True),
        ("It isn’t clear whether the bridge will hold.", True),
        ("Nobody has been able to open the vault, and no one can verify what lies there.", True),
        ("The port does not deny it.", False),
        ("The minister confirmed the deal.", False),
        ("The council will not close the bridge; a clear sky is all that it needs.", False),
        ("Clear water ran below the bridge.", False),
    ],
)
def test_settling(sentence: str, settles: bool) -> None:
    article = make_article(["Rosa Lind built it.", sentence])
    assert settling(article, [0, 1]) == ({1} if settles else set())


@pytest.mark.parametrize(
    ("lines", "quoted"),
    [
        (["Rosa Lind built it.", "“That is how the mill burnt down.”"], {1}),
        (["“We saw it,” Rosa Lind said. ", "“Nobody slept.”"], {1}),
        (['"We were afraid. ', 'Nobody slept that night," said Rosa Lind.'], {0}),
        (["“We were afraid.", "“Nobody slept that night.”"], {0, 1}),
        (["“The old mill” has burnt down.", "The mayor called it “a loss”."], set()),
        (["“We saw it,” she said. “Nobody slept.”", "The mill's owner's hat"], set()),
    ],
)
def test_quoting(lines: list[str], quoted: set[int]) -> None:
    assert quoting(make_article(lines), range(len(lines))) == quoted


def test_broken() -> None:
    whole = ["The mill burnt down.", "“It burnt down,” she said.", "She asked “Why?”", "Two things burnt:"]
    parts = ["The mill burnt down in", "la", "Look at it! pic.twitter.com/x1", "— Rosa Lind (@rosalind) May 3, 2031."]
    assert broken(make_article([*whole, *parts]), range(8)) == {4, 5, 6, 7}


def test_missing_weights_of_a_summary_are_a_broken_installation() -> None:
    with pytest.raises(LanguageDataError, match="no weights for 'nothing'"):
        load_weights("nothing")
