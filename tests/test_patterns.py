"""Patterns over the classes of tokens: the notation, and that none of them backtracks."""

from __future__ import annotations

import importlib
import itertools
import pkgutil
import re
import time
from collections.abc import Callable

import pytest

import briefer
from briefer.grammar.patterns import CLASSES, UNIONS, Pattern, expression, pattern
from briefer.grammar.tagging import word_classes

for module in pkgutil.walk_packages(briefer.__path__, "briefer."):
    if module.name.split(".")[1] in ("grammar", "claims", "headline"):
        importlib.import_module(module.name)

PATTERNS = sorted({made.notation for made in Pattern.made})
LETTERS = "".join(token_class.letter for token_class in CLASSES.values())
SHORT, LONG = 500, 4_000  # tokens
STEEP = 24  # times as long for eight times the tokens; what grows with their square takes 64 times as long


@pytest.mark.parametrize(
    ("notation", "letters"),
    [
        ("DET{0,3} NOMINAL++", "D{0,3}[NnZvL]++"),
        ("(?<=[PRON WHO])POSS", "(?<=[PW])L"),
        ('[^ , " CUE]*+ $', '[^,"V]*+$'),
        ("FINITE", "[AVv]"),
        ("(?P<occasion>NAME)", "(?P<occasion>N)"),
    ],
)
def test_notation(notation: str, letters: str) -> None:
    assert expression(notation) == letters


def test_a_name_must_be_known() -> None:
    with pytest.raises(KeyError):
        expression("DET NUON")


def test_every_class_has_its_letter_and_an_example() -> None:
    assert len(set(LETTERS)) == len(LETTERS) == len(CLASSES)
    assert not UNIONS.keys() & CLASSES.keys()
    classes = word_classes("en")
    for name, (letter, meaning, example) in CLASSES.items():
        assert meaning
        assert classes.get(example.lower(), letter) == letter, name


def units(notation: str) -> set[str]:
    """Return what a hostile text repeats: a class or two of those that the pattern names."""
    letters = sorted({letter for letter in re.sub(r"\(\?P<\w+>", "", expression(notation)) if letter in LETTERS + ',"'})
    return {"".join(unit) for length in (1, 2) for unit in itertools.product(letters, repeat=length)}


def spent(run: Callable[[str], object], text: str) -> float:
    """Return the processor time that the quickest of some runs takes."""
    times = []
    for _ in range(3):
        begun = time.thread_time()
        run(text)
        times.append(time.thread_time() - begun)
    return min(times)


@pytest.mark.parametrize("notation", PATTERNS)
def test_time_grows_with_the_tokens(notation: str) -> None:
    """No repetition of classes, whatever stands before or behind it, makes a match take more than linear time."""
    run = re.compile(expression(notation)).match
    for unit in units(notation):
        for before, behind in itertools.product(("", ",", "D"), ("", "x", ",")):
            for tokens in (16, 32, 64, 128):  # what grows exponentially shows before it hangs
                run(before + unit * (tokens // len(unit)) + behind)
            short, long = (before + unit * (tokens // len(unit)) + behind for tokens in (SHORT, LONG))
            if spent(run, long) > 0.001:
                assert min(spent(run, long) / spent(run, short) for _ in range(3)) < STEEP, unit


@pytest.mark.parametrize("bad", ["(?: DET? NAME+)* CUE", "ADV* AUX? ADV* CUE"])
def test_what_backtracks_shows(bad: str) -> None:
    run = re.compile(expression(bad)).match
    sizes = (12, 20) if "?:" in bad else (SHORT, LONG)
    text = [("N" if "?:" in bad else "R") * size for size in sizes]
    assert spent(run, text[1]) / spent(run, text[0]) > STEEP


def test_a_pattern_is_compiled_at_its_first_use() -> None:
    made = pattern("DET NAME")
    assert "match" not in vars(made)
    assert made.match("DN")
    assert "search" in vars(made)
    Pattern.made.remove(made)
