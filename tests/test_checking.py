"""Quotations checked against an article: found as they are, as they are set, cut short, changed, or not at all."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import Result

import briefer
from briefer.errors import OptionError
from examples import examples

ROOT = Path(__file__).parents[1]
CLI = Callable[..., Result]
TEXT = """Lift at Harrow Hill stays shut

The lift at Harrow Hill will not open before May, the council said on Monday.

"The cable is not worn," said Ada Lund, the council's engineer, "but nobody may ride until the brakes are tested."

Peter Quill, who runs the kiosk at the top, denied that he had asked for money. \
"I asked for 12,000 crowns," he told Holm Radio, "and not for a sou\u00adve\u00adnir shop."

The repair costs £3.5m. Takings fell by 40% in March, a report found.
"""


@cache
def article() -> briefer.Brief:
    return briefer.brief(TEXT)


def check(quote: str) -> dict[str, Any]:
    return briefer.check_quote(quote, article())


@pytest.mark.parametrize(
    ("quote", "verdict", "source"),
    [
        ("The cable is not worn", "verbatim", "Ada Lund"),
        ('"The cable is not worn,"', "verbatim", "Ada Lund"),
        ("the cable is NOT worn.", "same words", "Ada Lund"),
        ("“The cable is not\n   worn”", "same words", "Ada Lund"),
        ("The cable is not worn, but nobody may ride until the brakes are tested.", "same words", "Ada Lund"),
        ("a souvenir shop", "same words", "Peter Quill"),
        ("I asked for 12,000 crowns and not for a souvenir shop", "same words", "Peter Quill"),
        ("he had asked for money", "verbatim", "Peter Quill"),
        ("The cable is not worn … until the brakes are tested", "shortened", "Ada Lund"),
        ("nobody may ride [the lift] until the brakes are tested", "shortened", "Ada Lund"),
        ("[…] nobody may ride", "shortened", "Ada Lund"),
        ("The cable is worn, but nobody may ride until the brakes are tested", "near", "Ada Lund"),
        ("nobody may ride until brakes have been tested", "near", "Ada Lund"),
        ("I asked for 120,000 crowns", "near", "Peter Quill"),
        ("Takings fell by 40 in March", "near", None),
        ("The lift opens again in spring", "absent", None),
        ("The cable isn't worn", "near", "Ada Lund"),
        ("cable not worn", "near", "Ada Lund"),
        ("brakes", "verbatim", "Ada Lund"),
        ("brake", "absent", None),
        ("The cable is worn", "near", "Ada Lund"),
        ("until the brakes are tested … the cable is not worn", "near", None),  # in another order
        ("…", "absent", None),
    ],
)
def test_verdict_and_speaker(quote: str, verdict: str, source: str | None) -> None:
    if quote == "…":
        with pytest.raises(OptionError, match="no words"):
            check(quote)
        return
    found = check(quote)
    assert found["verdict"] == verdict
    assert (found["places"] == []) == (verdict == "absent")
    if found["places"] and source:
        assert found["places"][0]["said_by"][0]["source"] == source


def test_slices_are_slices() -> None:
    for quote in (
        "The cable is worn, but nobody may ride till the brakes are tested",
        "a souvenir shop",
        "brakes … shop",
    ):
        for place in check(quote)["places"]:
            for part in (*place["spans"], place["sentence"]):
                assert TEXT[part["start"] : part["end"]] == part["text"]


@pytest.mark.parametrize(
    ("quote", "wanted"),
    [
        ("The cable is worn, but nobody may ride until the brakes are tested", [("", "not")]),
        ("nobody should ride until the brakes are tested", [("should", "may")]),
        ("nobody may [ever] ride until the brakes are tested", [("[ever]", "")]),
        ("I asked for 120,000 crowns", [("120", "12")]),
        ("Takings fell by 40 in March", [("", "%")]),
        ("The repair costs $3.5m", [("$", "£")]),
        (
            "The cable is not worn … until the brakes",
            [("…", '," said Ada Lund, the council\'s engineer, "but nobody may ride')],
        ),
    ],
)
def test_differences_are_told(quote: str, wanted: list[tuple[str, str]]) -> None:
    place = check(quote)["places"][0]
    assert [(one["quote"], one["text"]) for one in place["differences"]] == wanted
    for one in place["differences"]:
        there = TEXT[one["start"] : one["end"]]
        assert there == one["text"] or there.strip() == one["text"]


def test_a_denied_claim_is_told_as_denied() -> None:
    (who,) = check("he had asked for money")["places"][0]["said_by"]
    assert (who["source"], who["kind"], who["polarity"]) == ("Peter Quill", "denial", "denied")


def test_words_of_the_article_are_no_quotation() -> None:
    assert check("I asked for 12,000 crowns")["places"][0]["in_quotation_marks"]
    assert not check("he had asked for money")["places"][0]["in_quotation_marks"]
    assert not check("The cable is not worn said Ada Lund")["places"][0]["in_quotation_marks"]


def test_repeated_words_have_several_places() -> None:
    found = briefer.check_quote(
        "the pier is shut", "The pier is shut, Ada Lund said. Peter Quill denied that the pier is shut."
    )
    assert [place["match"] for place in found["places"]] == ["verbatim", "same words"]
    assert [place["said_by"][0]["source"] for place in found["places"]] == ["Peter Quill", "Ada Lund"]


@pytest.mark.parametrize("quote", ["", " \n", "“”", "?!", "word " * 201])
def test_what_cannot_be_checked_is_refused(quote: str) -> None:
    with pytest.raises(OptionError):
        check(quote)


def test_other_languages_are_searched_without_speakers() -> None:
    found = briefer.check_quote("le pont sera fermé", "Le maire a dit lundi que le pont sera fermé jusqu'à vendredi.")
    assert (found["verdict"], found["places"][0]["said_by"]) == ("verbatim", [])


WITHIN = "\u00ad-'’.,"  # what may stand in a word or a number


def within_a_word(at: int) -> bool:
    """Tell whether a place of the text stands between two letters; no hyphen or apostrophe between them parts words."""
    before, behind = TEXT[:at].rstrip(WITHIN), TEXT[at:].lstrip(WITHIN)
    return before[-1:].isalnum() and behind[:1].isalnum()


@examples(300)
@given(st.integers(0, len(TEXT)), st.integers(1, 300))
def test_every_slice_is_found_where_it_stands(start: int, length: int) -> None:
    quote = TEXT[start : start + length]
    if not any(map(str.isalnum, quote)):
        return
    cut = within_a_word(start) or within_a_word(start + length)
    found = check(quote)
    assert cut or found["verdict"] in ("verbatim", "same words"), quote


@pytest.mark.processor_time(20)
def test_repetition_costs_no_more_than_its_length() -> None:
    text = "the pier the board the pier a board " * 3000
    brief = briefer.brief(text, clean=False)
    briefer.check_quote("the pier a board the pier the pier a pier " * 20, brief)
    briefer.check_quote("[" * 2000 + "the pier" + "…" * 2000, brief)


def test_command_tells_and_its_exit_code_does(cli: CLI, tmp_path: Path) -> None:
    (tmp_path / "lift.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "other.txt").write_text("Nothing of it stands here.", encoding="utf-8")
    exact = cli("check", "The cable is not worn", tmp_path / "lift.txt")
    assert (exact.exit_code, exact.stderr) == (0, "")
    assert exact.stdout == (
        f"verbatim · Ada Lund (statement) · in quotation marks · {tmp_path}/lift.txt ¶3\n  The cable is not worn\n"
    )
    near = cli("check", "The cable is worn", tmp_path)
    assert near.exit_code == 1
    assert "\n  quotation: nothing · article: “not”\n" in near.stdout
    absent = cli("check", "It was never open to the public", tmp_path)
    assert (absent.exit_code, absent.stdout) == (1, "absent\n")
    assert json.loads(cli("check", "brakes", tmp_path, "--format", "json").stdout)["verdict"] == "verbatim"


def test_command_reports_what_it_cannot_do(cli: CLI, tmp_path: Path) -> None:
    (tmp_path / "lift.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "empty.txt").touch()
    assert cli("check", "…", tmp_path / "lift.txt").exit_code == 2
    some = cli("check", "The cable is not worn", tmp_path)
    assert (some.exit_code, some.stdout.startswith("verbatim"), "empty.txt" in some.stderr) == (1, True, True)
