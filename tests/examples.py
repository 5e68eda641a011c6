"""How much of a kind every run tries, and how much only a run that has the time: BRIEFER_SLOW_TESTS=1."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import Any

import pytest
from hypothesis import settings

THOROUGH = os.environ.get("BRIEFER_SLOW_TESTS") == "1"
FEW = 20


def examples(number: int, **options: Any) -> settings:
    """Return the settings of a property that deserves a number of examples: the same few in every run, or all.

    None has a deadline: that is a clock.
    """
    if THOROUGH:
        return settings(max_examples=number, deadline=None, **options)
    return settings(max_examples=min(number, FEW), deadline=None, derandomize=True, **options)


def slow_but(cases: Iterable[Any], *quick: Any) -> list[Any]:
    """Return the parameters of a test: cases of one kind, of which every run takes the quick ones, the slow all."""
    return [case if case in quick else pytest.param(case, marks=pytest.mark.slow) for case in cases]


def diagonal(one: Sequence[Any], other: Sequence[Any]) -> list[Any]:
    """Return the pairs of two kinds as parameters of a test: every run takes each of either kind once, the slow all."""
    longer = max(len(one), len(other))
    quick = {(number % len(one), number % len(other)) for number in range(longer)}
    return [
        pytest.param(a, b, marks=() if (i, k) in quick else pytest.mark.slow)
        for i, a in enumerate(one)
        for k, b in enumerate(other)
    ]
