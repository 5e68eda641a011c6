"""Options and helpers that all tests share."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from briefer.cli import app

SLOW = "BRIEFER_SLOW_TESTS"


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("briefer")
    group.addoption("--update-goldens", action="store_true", help="rewrite the briefs of examples/, raise the floors")
    group.addoption("--allow-regression", action="store_true", help="with --update-goldens: let floors fall, too")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if os.environ.get(SLOW) == "1":
        return
    skip = pytest.mark.skip(reason=f"runs with {SLOW}=1")
    for item in items:
        if item.get_closest_marker("slow"):
            item.add_marker(skip)


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing that is set around the tests steers them."""
    for name in [name for name in os.environ if name.startswith("BRIEFER_") and name != SLOW]:
        monkeypatch.delenv(name)
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "PYTHONHASHSEED"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", os.devnull)
    yield


@pytest.fixture
def cli() -> Callable[..., Result]:
    """Return a function that runs the command line in this process: arguments in, a result with exit code out."""

    def run(*arguments: str | Path, stdin: str | bytes | None = None) -> Result:
        return CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin, prog_name="briefer")

    return run
