"""Options and helpers that all tests share."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from briefer.cli import app

SLOW = "BRIEFER_SLOW_TESTS"
NAMED = 8  # bytes up to which data names its test


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("briefer")
    group.addoption("--update-goldens", action="store_true", help="rewrite the briefs of examples/, raise the floors")
    group.addoption("--allow-regression", action="store_true", help="with --update-goldens: let floors fall, too")


def pytest_configure(config: pytest.Config) -> None:
    """Keep compiled modules where the surroundings keep none: compiling is most of what starting a process costs."""
    if os.environ.pop("PYTHONDONTWRITEBYTECODE", None) and getattr(config, "cache", None):
        sys.dont_write_bytecode = False
        sys.pycache_prefix = os.environ["PYTHONPYCACHEPREFIX"] = str(config.cache.mkdir("bytecode"))
    # A worker that is spawned imports the program that started it: that is pytest, which would begin all over again
    # where its script says nothing of `__name__`. Workers of ours need nothing of it.
    main = sys.modules["__main__"]
    main.__spec__ = None
    vars(main).pop("__file__", None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if os.environ.get(SLOW) == "1":
        return
    skip = pytest.mark.skip(reason=f"runs with {SLOW}=1")
    for item in items:
        if item.get_closest_marker("slow"):
            item.add_marker(skip)


def pytest_make_parametrize_id(config: pytest.Config, val: object, argname: str) -> str | None:
    """Name data by its argument: gzip files hold the time, and all processes must give a test the same name."""
    return argname if isinstance(val, bytes) and len(val) > NAMED else None


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that is set around the tests steers them, nor what a test before has set."""
    for name in [name for name in os.environ if name.startswith("BRIEFER_") and name != SLOW]:
        monkeypatch.delenv(name)
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "PYTHONHASHSEED"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", os.devnull)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Stop a test that takes more than its marker allows, of a time that does not pass while others use the machine."""
    marker = item.get_closest_marker("processor_time")
    if marker is None or sys.platform == "win32":
        return (yield)
    (seconds,) = marker.args

    def stop(signum: int, frame: object) -> None:
        pytest.fail(f"it takes more than {seconds} seconds of processor time")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        return (yield)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@pytest.fixture
def cli() -> Callable[..., Result]:
    """Return a function that runs the command line in this process: arguments in, a result with exit code out."""

    def run(*arguments: str | Path, stdin: str | bytes | None = None) -> Result:
        return CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin, prog_name="briefer")

    return run
