"""Detection by cases, and the data of each language."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import briefer
from briefer import languages
from briefer.cleaning import clean
from briefer.errors import LanguageDataError, OptionError
from briefer.readers import read_text
from examples import examples

CASES = Path(__file__).parent / "cases" / "languages"
PROMISED = ["en", "de", "fr", "es", "it", "pt", "nl", "sv", "pl", "ru", "cs", "ar", "zh", "ja"]


def cases(known_failures: bool) -> Iterator[object]:
    for path in sorted(CASES.glob("*.txt")):
        if (path.stem == "known-failures") is known_failures:
            for line in path.read_text(encoding="utf-8").splitlines():
                code, colon, text = line.partition(": ")
                if colon and not line.startswith("#"):
                    yield pytest.param(code, text, id=f"{path.stem}: {code}: {text[:30]}")


@pytest.mark.parametrize(("code", "text"), list(cases(known_failures=False)))
def test_case(code, text):
    assert languages.identify(text) == code


@pytest.mark.xfail(reason="too few words to tell the language by", strict=True)
@pytest.mark.parametrize(("code", "text"), list(cases(known_failures=True)))
def test_known_failure(code, text):
    assert languages.identify(text) == code


@examples(100)
@given(st.text(max_size=200))
def test_any_text_gets_a_known_code_twice_the_same(text):
    code = languages.identify(text)
    assert code == languages.UNKNOWN or code in languages.known()
    assert languages.identify(text) == code


def test_only_the_opening_of_a_long_text_counts():
    text = "The council voted to close the bridge, and nobody was asked. " * 100
    assert languages.identify(text + "Der Rat hat das nicht gewollt. " * 10_000) == "en"


@pytest.mark.parametrize(
    ("declared", "code"),
    [("de", "de"), ("DE-at", "de"), ("pt_BR", "pt"), ("nb", "no"), (" fr ", "fr"), ("und", "und"), ("sw", "en")],
)
def test_declared_language_holds_if_there_is_data_for_it(declared, code):
    assert languages.identify("The rain had stopped and it was late.", declared) == code


ENGLISH = "The council voted on Monday to close the bridge, and nobody who lives behind it had been asked before. " * 3
GERMAN = "Der Rat hat am Montag beschlossen, die Brücke zu schließen, und wer dahinter wohnt, wurde nicht gefragt. " * 3


@pytest.mark.parametrize(("text", "declared", "code"), [(ENGLISH, "de", "en"), (GERMAN, "en-GB", "de")])
def test_words_decide_between_english_and_what_is_declared(text, declared, code):
    assert languages.identify(text, declared) == code


def test_language_that_is_chosen_holds():
    assert briefer.brief(ENGLISH, language="de").language == "de"


def test_declared_language_without_data_holds_where_the_words_tell_nothing():
    text = "Zxqv brlt knpf wrtz qqlm ptrk vvnz xklw bbrt zzqp mmkw trpl qwrt"
    assert languages.identify(text, "sw") == "sw"
    assert languages.identify(text, "no such code") == "und"


@pytest.mark.parametrize("code", list(languages.known()))
def test_data_of_a_language_is_sound(code):
    row, language = languages.known()[code], languages.get(code)
    assert language.name and language.name[0].isupper()
    assert bool(language.stop_words) is row.stop_words
    assert all(word == word.lower() and not any(map(str.isspace, word)) for word in language.stop_words)
    assert language in languages.catalogue()


@pytest.mark.parametrize("code", PROMISED)
def test_promised_languages_have_stop_words(code):
    assert len(languages.get(code).stop_words) > 70


def test_each_stop_word_is_written_once():
    for code in languages.known():
        if languages.get(code).stop_words:
            entries = languages.load_lines(code, "stopwords.txt")
            assert len(entries) == len(set(entries)), code


def test_no_file_of_sentence_rules_or_stop_words_lies_unused():
    listed = set(languages.known())
    assert {path.parent.name for path in languages.DATA.glob("*/stopwords.txt")} <= listed
    assert {path.parent.name for path in languages.DATA.glob("*/sentences.txt")} <= listed


def test_detection_knows_every_language_with_stop_words():
    sections = languages.load_sections("", "detection.txt")
    told = {line.split()[0] for line in sections["words"]}
    told |= {code for line in sections["scripts"] for code in line.split()[1:]}
    assert {code for code, row in languages.known().items() if row.stop_words} <= told
    assert told <= set(languages.known())


def test_a_language_without_data_still_works():
    language = languages.get("xx")
    assert (language.name, language.stemmer, language.stop_words, language.claims) == ("xx", None, frozenset(), False)
    assert languages.get("und").name == "an unknown language"


def test_claims_are_english_alone():
    assert [language.code for language in languages.catalogue() if language.claims] == ["en"]


@pytest.mark.parametrize("code", ["auto", "en", "pt-BR", "und"])
def test_check_takes_what_can_be_used(code):
    assert languages.check(code) == code


def test_check_refuses_other_codes_and_names_the_known_ones():
    with pytest.raises(OptionError, match=r"unknown language 'qq'; `briefer languages` lists them all"):
        languages.check("qq")


def test_missing_data_is_told():
    with pytest.raises(LanguageDataError, match=r"cannot read language data en/missing\.txt; reinstall briefer"):
        languages.load_lines("en", "missing.txt")
    assert languages.load_sections("en", "missing.txt") == {}


EAST_ASIAN = json.loads((Path(__file__).parent / "cases" / "readers" / "east_asian.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", [pytest.param(case, id=case["kind"]) for case in EAST_ASIAN])
def test_headings_without_spaces_are_told_by_length_and_stop(case: dict[str, str | None]) -> None:
    text = case["text"] or ""
    document = read_text(text)
    layout = clean(document, languages.identify(text))
    assert (layout.headline.of(text) if layout.headline else None) == case["headline"]
