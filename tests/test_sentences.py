"""Sentence spans: cases by language, properties over any text, and the cost of odd texts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer import sentences
from briefer.model import Block, Role
from examples import examples, slow_but

CASES = Path(__file__).parent / "cases" / "sentences"
ODD = "aZ .,:;!?…\n\r\t\"'“”‘’«»„()[]19-–—•\x00\x85\xa0\u2028\u200b\u3000\ud800\udfff😀éЖ。！「」漢ا؟।"


def cases(known_failures: bool) -> Iterator[object]:
    for path in sorted(CASES.glob("*.txt")):
        if (path.stem == "known-failures") is known_failures:
            for line in path.read_text(encoding="utf-8").splitlines():
                name, colon, marked = line.partition(": ")
                if colon and not line.startswith("#"):
                    code = "en" if known_failures else path.stem
                    yield pytest.param(code, marked.replace("\\n", "\n"), id=f"{path.stem}: {name}")


def pieces(text: str, language: str) -> list[str]:
    return [text[start:end] for start, end in sentences.split(text, language)]


@pytest.mark.parametrize(("language", "marked"), list(cases(known_failures=False)))
def test_case(language, marked):
    assert pieces(marked.replace("¦", ""), language) == [piece.strip() for piece in marked.split("¦") if piece.strip()]


@pytest.mark.xfail(reason="the marks alone do not tell where the sentence ends", strict=True)
@pytest.mark.parametrize(("language", "marked"), list(cases(known_failures=True)))
def test_known_failure(language, marked):
    test_case(language, marked)


def check_cover(text: str, spans: list[tuple[int, int]]) -> None:
    at = 0
    for start, end in spans:
        assert at <= start < end <= len(text)
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip()
        at = end
    assert not text[at:].strip()


@examples(400)
@given(
    st.text(st.characters(exclude_categories=()), max_size=80)
    | st.text(ODD, max_size=80)
    | st.lists(
        st.sampled_from(
            ["Mr.", " U.S.", " p.m.", "No. ", "1) ", "2) ", " a.", "“", ".”", " He", " said", "!", "(", ".)"]
        ),
        max_size=20,
    ).map("".join),
    st.sampled_from(["en", "de", "fr", "ru", "ar", "hi", "zh", "ja", "hy", "und", "xx"]),
)
def test_spans_cover_all_but_white_space_in_order(text, language):
    check_cover(text, sentences.split(text, language))


@pytest.mark.processor_time(20)
@pytest.mark.parametrize(
    "unit",
    slow_but(["a.", '"', "“", "...", "(a. ", "1. ", "a. ", "'", ". ", "“a. ", "`", "。", "J. "], "a.", '"', "..."),
)
def test_odd_megabyte_takes_linear_time(unit):
    text = unit * (1_000_000 // len(unit))
    check_cover(text, sentences.split(text, "en"))


def test_text_longer_than_a_window_is_split_like_its_parts():
    sentence = "The mayor, who had said “no. Never,” left at 5 p.m. on Friday for the U.S. coast."
    text = " ".join([sentence] * (3 * sentences.WINDOW // len(sentence)))
    assert set(pieces(text, "en")) == {sentence}


def test_text_without_an_end_is_cut_at_a_clause():
    text = "and so it went on, " * 2_000
    found = pieces(text, "en")
    assert all(len(piece) <= sentences.LONGEST for piece in found)
    assert all(piece.endswith(",") for piece in found)


def test_a_panic_or_error_of_the_library_falls_back_to_plain_rules(monkeypatch):
    import sentencex

    class PanicError(BaseException):
        """Stands for what a Rust panic arrives as."""

    def panic(language: str, text: str) -> list[dict[str, object]]:
        raise PanicError

    monkeypatch.setattr(sentencex, "get_sentence_boundaries", panic)
    assert pieces("It rained. Was it late? Dr. Hale left.", "en") == ["It rained.", "Was it late?", "Dr. Hale left."]


def test_an_interrupt_is_no_panic(monkeypatch):
    import sentencex

    def interrupt(language: str, text: str) -> list[dict[str, object]]:
        raise KeyboardInterrupt

    monkeypatch.setattr(sentencex, "get_sentence_boundaries", interrupt)
    with pytest.raises(KeyboardInterrupt):
        sentences.split("It rained.", "en")


def test_segment_counts_over_blocks_and_keeps_their_roles():
    text = "Rain and wind\n\nIt rained. It blew."
    blocks = [Block(0, 13, Role.HEADLINE, 1), Block(15, len(text), Role.BODY, 2)]
    found = sentences.segment(text, blocks, "en")
    assert [(s.index, text[s.start : s.end], s.role, s.paragraph) for s in found] == [
        (0, "Rain and wind", Role.HEADLINE, 1),
        (1, "It rained.", Role.BODY, 2),
        (2, "It blew.", Role.BODY, 2),
    ]
