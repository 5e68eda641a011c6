"""Every doubt about claims: its first sentence is stopped by it, its second passes all of them."""

from __future__ import annotations

import pytest

from briefer.claims.judging.doubting import Doubt
from briefer.claims.judging.doubts import DOUBTS
from briefer.grammar.marked import read
from briefer.model import Claim
from marking import claims_of, fits, shown


def claim_of(sentence: str) -> Claim:
    """Return the claim that is marked in a sentence."""
    example = read(sentence)
    claims = claims_of(example.text)
    return next((claim for claim in claims if fits(claim, example)), None) or pytest.fail(
        "; ".join(shown(claim, example.text) for claim in claims)
    )


@pytest.mark.parametrize("doubt", DOUBTS, ids=[doubt.name for doubt in DOUBTS])
def test_doubt_stops_its_example(doubt: Doubt) -> None:
    assert claim_of(doubt.stopped).doubt == doubt.name


@pytest.mark.parametrize("doubt", DOUBTS, ids=[doubt.name for doubt in DOUBTS])
def test_counterexample_passes(doubt: Doubt) -> None:
    claim = claim_of(doubt.passed)
    assert claim.doubt is None
    assert claim.confidence == "high"


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("source cut short", "> [According to] {the latest report of our SEA} (Ships) office, the dam would hold."),
        (
            "source cut short",
            "> But [according to] {one dude} who may not know much, it was all a sham, and the dam leaks.",
        ),
        ("seen in a picture", "> {Footage} [shows] clerks being led from the dam."),
        ("phrase for a clause", "> {The firm} [said] a few details of the boat, but even now much has changed."),
        ("number for a source", "> The dam would hold, [according to] {a 2011}."),
    ],
)
def test_doubt_stops_its_other_sentences(name: str, sentence: str) -> None:
    assert claim_of(sentence).doubt == name


def test_names_tell_doubts_apart() -> None:
    assert len({doubt.name for doubt in DOUBTS}) == len(DOUBTS)


def test_what_nobody_says_is_doubted() -> None:
    claims = claims_of("The dam is expected to hold, and the board was told that it would.")
    assert {claim.doubt for claim in claims} == {"no source"}


def test_headlines_are_doubted() -> None:
    claims = claims_of(
        "Brook: Dam Will Hold\n\nThe dam of Marle was built long ago by many hands and stands in a valley."
    )
    assert [claim.doubt for claim in claims] == ["outside the body"]


def test_who_asks_in_an_interview_is_sure() -> None:
    text = (
        "Interview with the mayor\n\nCOURIER: Who says that the dam would hold?\n\nBROOK: So you mean that it is safe?"
    )
    asked = [claim for claim in claims_of(text) if claim.construction.name == "transcript"]
    assert [claim.confidence for claim in asked] == ["high", "high"]
