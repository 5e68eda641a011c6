"""Claims by construction: the lines of `cases/claims/constructions` are sentences marked with what is found in them.

The notation is that of `grammar.marked`; " ¶ " parts paragraphs. Known failures are strict: what starts to pass shows.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import briefer
from briefer.grammar.marked import FINDS, LEAVES, read
from marking import failing

CASES = Path(__file__).parent / "cases" / "claims" / "constructions"
FAILURES = "known-failures"


def lines() -> Iterator[tuple[str, str]]:
    for path in sorted(CASES.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                yield path.stem, line


def wrong(line: str) -> str:
    return failing(read(line.replace(" ¶ ", "\n\n")))


@pytest.mark.parametrize("asked", sorted({kind for kind, _ in lines()} - {FAILURES}))
def test_lines(asked: str) -> None:
    """A test for each line costs more than the lines."""
    assert {line: why for kind, line in lines() if kind == asked and (why := wrong(line))} == {}


@pytest.mark.xfail(reason="where such content ends takes a parser", strict=True)
@pytest.mark.parametrize("line", [line for kind, line in lines() if kind == FAILURES])
def test_known_failure(line: str) -> None:
    assert not wrong(line)


def test_there_are_sentences_to_find_and_to_leave() -> None:
    marks = [line[:2] for _, line in lines()]
    assert marks.count(FINDS) >= 160
    assert marks.count(LEAVES) >= 30


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("According to Tomas Orrel, .5 percent was lost to frost.", ".5 percent was lost to frost"),
        ("Tomas Orrel said -5 degrees was the forecast.", "-5 degrees was the forecast"),
        ("-5 degrees was the forecast, Tomas Orrel said.", "-5 degrees was the forecast"),
        ("- 12 boats were lost, Tomas Orrel said.", "12 boats were lost"),
    ],
)
def test_a_number_is_printed_with_its_sign(text: str, printed: str) -> None:
    claim = briefer.brief(text).claims[0]
    assert text[claim.start : claim.end] == printed


def test_captions_speak_and_what_they_show_is_no_claim() -> None:
    """What a caption reports is found and stays out of the key claims; pictures that "show" something say nothing."""
    text = (
        "Cruise ship hits bridge\n\nThe accident happened late on Tuesday on the river near Duisfeld.\n\n"
        "Four people were taken to hospital with serious injuries and 20 were slightly hurt.\n\n"
        "Port of Duisfeld turns 300 The olden days Scenes from bygone days show that the port mainly handled ore.\n\n"
        "Port of Duisfeld turns 300 Loads of coal The harbour master said that coal would be shipped for years.\n\n"
        "Port of Duisfeld turns 300 Trading place What started as a small pier is today the biggest inland port.\n\n"
        "A police spokesman said none of the injuries appeared fatal.\n"
    )
    brief = briefer.brief(text)
    said = {text[claim.start : claim.end]: claim for claim in brief.claims if claim.cue}
    assert not any("ore" in words for words in said)
    caption = next(claim for words, claim in said.items() if "coal" in words)
    assert caption.confidence == "low"
