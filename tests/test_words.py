"""Tokens, their offsets, and the terms that ranking counts."""

from __future__ import annotations

import random
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer import languages, sentences, words
from briefer.model import Block, Role
from examples import examples


def tokenise(text: str, code: str = "en") -> words.Words:
    spans = sentences.segment(text, [Block(0, len(text), Role.BODY, 1)], code)
    return words.tokenise(text, spans, languages.get(code))


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Clinton’s aide didn't go.", "Clinton ’s aide didn't go ."),
        ("O'Brien paid $1,000.50 at 7:30 p.m. on the 10th.", "O'Brien paid $ 1,000.50 at 7:30 p.m. on the 10th ."),
        ("A 76% rise -- or 5bn?", "A 76% rise -- or 5bn ?"),
        ("The U.S. vice-president left...", "The U.S. vice-president left ..."),
        ("Mr. Hale and J. Moss", "Mr. Hale and J. Moss"),
    ],
)
def test_english_tokens(text, tokens):
    assert tokenise(text).texts == tokens.split()


@pytest.mark.parametrize(
    ("code", "text", "terms"),
    [
        ("en", "The children were running from Sen. Moss’s U.S. office.", "children run sen moss u.s. offic"),
        ("en", "It was what they had.", ""),
        ("de", "Die Brücken wurden gesperrt.", "bruck gesperrt"),
        ("fr", "L’eau de l'île et d'un autre.", "eau île"),
        ("ru", "Мосты были закрыты.", "мост закрыт"),
        ("zh", "中国经济的增长，GDP上涨5%。", "中国 国经 经济 增长 gdp 上涨 5"),
        ("ja", "東京でサッカーの大会が始まった。", "東京 サッカー 大会 始"),
        ("ko", "정부는 다리를 닫았다.", "정부 부는 다리 리를 닫았 았다"),
        ("th", "สะพาน", "สะพ ะพา พาน"),
        ("und", "Blor vit blor.", "blor vit blor"),
    ],
)
def test_terms(code, text, terms):
    assert list(tokenise(text, code).terms[0]) == terms.split()


@examples(100)
@given(st.text(max_size=120), st.sampled_from(["en", "fr", "zh", "ja", "th", "ko", "und"]))
def test_tokens_are_slices_in_order_that_cover_the_sentences(text, code):
    spans = sentences.segment(text, [Block(0, len(text), Role.BODY, 1)], code)
    found = words.tokenise(text, spans, languages.get(code))
    assert [text[start:end] for start, end in zip(found.starts, found.ends, strict=True)] == found.texts
    assert found.bounds[0] == 0
    assert found.bounds[-1] == len(found.texts) == len(found.lower)
    assert len(found.bounds) - 1 == len(found.terms) == len(spans)
    for span, first, last in zip(spans, found.bounds, found.bounds[1:], strict=False):
        at = span.start
        for start, end in zip(found.starts[first:last], found.ends[first:last], strict=True):
            assert span.start <= at <= start < end <= span.end
            assert not text[at:start].strip()
            at = end
        assert not text[at : span.end].strip()


@pytest.mark.parametrize("code", [language.code for language in languages.catalogue() if language.stemmer])
def test_each_named_stemmer_exists(code):
    stem = words.TermTable(languages.get(code))["xylophones"]
    assert stem and "xylophones".startswith(stem[:6])


def test_words_not_shown_to_the_english_stemmer_are_those_it_leaves_alone():
    stemmer = words.TermTable(languages.get("en")).stemmer
    chance = random.Random(7)  # noqa: S311
    parts = "tion ness ous ive ize al ic ing ed er or ogi ist ism ment ent ant able li ful less ate y ss at iz dd ku"
    for number in range(30_000):
        pieces = parts.split() if number % 2 else "abcdefghijklmnopqrstuvwxyz"
        word = "".join(chance.choices(pieces, k=chance.randint(1, 6)))
        if not words.RE_STEMMABLE.search(word):
            assert stemmer.stemWord(word) == word


def test_the_table_of_terms_stays_bounded(monkeypatch):
    monkeypatch.setattr(words.TermTable, "LIMIT", 10)
    table = words.TermTable(languages.get("en"))
    for number in range(100):
        assert table[f"word{number}x"] == f"word{number}x"
        assert len(table) <= 12


def test_stemming_imports_one_language_alone():
    code = (
        "import sys; from briefer import words, languages; words.TermTable(languages.get('en'))['running'];"
        "sys.exit('snowballstemmer' in sys.modules and 'Stemmer' not in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
