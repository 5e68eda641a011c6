"""The progress of a batch, as a bar on a terminal or as log lines, and its closing lines."""

import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from enum import StrEnum
from importlib.util import find_spec
from typing import TYPE_CHECKING, Protocol, TextIO

from briefer.cli.messages import tell

if TYPE_CHECKING:
    from briefer.batch import Run

EVERY = 10.0  # seconds between two lines
PATIENCE, REPEAT = 2.0, 0.5  # seconds before a single document is spoken of, and between two looks at it
REFRESH = 0.1  # seconds between two looks of the bar
NAMED = 5  # files that a line names
LONG = 10.0  # seconds after which the closing words tell of speed and of the slowest
COLUMN = 40  # characters of the current input


class When(StrEnum):
    """How progress is shown."""

    AUTO = "auto"
    BAR = "bar"
    LOG = "log"
    NONE = "none"


class Progress(Protocol):
    """Shows the progress of a run."""

    def show(self, run: "Run") -> None:
        """Show the run's counts, if it is time to."""

    def tell(self, line: str) -> None:
        """Print a line on stderr."""

    def close(self) -> None:
        """Remove whatever should not stay on screen."""


def choose(when: When, total: Callable[[], int | None]) -> Progress:
    """Return a display for the progress; `total` counts the inputs, if possible, and is called only if needed."""
    if sys.stderr is None or when is When.NONE:
        return _Nothing()
    if when is When.AUTO:
        when = When.BAR if sys.stderr.isatty() and os.environ.get("TERM") != "dumb" else When.LOG
    if when is When.BAR and not find_spec("rich"):
        when = When.LOG
    return _Bar(total(), sys.stderr) if when is When.BAR else _Log(total)


@contextmanager
def waiting(label: str, *, quiet: bool) -> Iterator[None]:
    """Tell a terminal, after a while, what is being briefed and for how long; nothing is left of it at the end."""
    if quiet or sys.stderr is None or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield
        return
    from threading import Event, Thread

    done = Event()
    began = time.monotonic()

    def tick() -> None:
        while not done.wait(REPEAT):
            seconds = time.monotonic() - began
            if seconds >= PATIENCE:
                _overwrite(f"{_shown(label)}  {_duration(seconds)}")
        if time.monotonic() - began >= PATIENCE:
            _overwrite("")

    thread = Thread(target=tick, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _overwrite(words: str) -> None:
    """Put words in place of what stands in the last line of the terminal."""
    with suppress(OSError):
        sys.stderr.write(f"\r\x1b[K{words}")
        sys.stderr.flush()


class _Nothing:
    def show(self, run: "Run") -> None:
        pass

    def tell(self, line: str) -> None:
        tell(line)

    def close(self) -> None:
        pass


class _Log(_Nothing):
    """Prints a line every ten seconds; shorter runs print none."""

    def __init__(self, count: Callable[[], int | None]) -> None:
        self.count = count
        self.total: int | None = None
        self.began = self.shown = time.monotonic()

    def show(self, run: "Run") -> None:
        now = time.monotonic()
        if now - self.shown >= EVERY:
            if self.shown == self.began:
                self.total = self.count()
            self.shown = now
            counts = _counts(run, self.total)
            self.tell(", ".join((counts, *_pace(run, self.total, now - self.began), f"now at {_shown(run.current)}")))


class _Bar(_Nothing):
    """A bar below all other output; it has no thread of its own, because this process may fork."""

    def __init__(self, total: int | None, file: TextIO) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn

        self.total = total
        self.began = time.monotonic()
        self.shown = 0.0
        self.console = Console(file=file, highlight=False, markup=False, emoji=False)
        self.bar = Progress(
            BarColumn(bar_width=20),
            TextColumn("{task.fields[words]}", markup=False),
            console=self.console,
            auto_refresh=False,
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        self.task = self.bar.add_task("", total=total, words="")
        self.bar.start()

    def show(self, run: "Run") -> None:
        now = time.monotonic()
        if now - self.shown < REFRESH:
            return
        self.shown = now
        words = ", ".join((_counts(run, self.total), *_pace(run, self.total, now - self.began)))
        words = f"{words}  {_shown(run.current)}"
        self.bar.update(self.task, completed=run.done + run.skipped + run.failed, words=words)
        with suppress(OSError):  # the terminal is gone
            self.bar.refresh()

    def tell(self, line: str) -> None:
        with suppress(OSError):
            self.console.print(line, soft_wrap=True)

    def close(self) -> None:
        with suppress(OSError):
            self.bar.stop()


def closing(run: "Run", seconds: float, report: str | None) -> list[str]:
    """Return the closing lines: counts, and the list of failures; after a long run, also speed and slowest inputs."""
    lines = [f"{run.done:,} brief{'s' * (run.done != 1)}"]
    if run.skipped:
        lines[0] += f", {run.skipped:,} skipped"
    if run.failed:
        lines[0] += f", {run.failed:,} failed" + (f" (see {report})" if report else "")
    if run.interrupted:
        lines[0] += "; stopped early; run the same command again to resume"
    if seconds >= LONG:
        words = f"{_duration(seconds)}, {_rate(run, seconds)}"
        slow = [f"{_shown(label)} ({took:.1f} s)" for took, label in sorted(run.slowest, reverse=True)]
        lines.append(f"{words}; slowest: {', '.join(slow)}" if slow else words)
    return lines


def left_out(paths: Sequence[str]) -> str:
    """Return how many files briefer could not read, with the names of the first few."""
    named = ", ".join(_shown(path) for path in paths[:NAMED])
    more = f" and {len(paths) - NAMED:,} more" if len(paths) > NAMED else ""
    files = "1 file" if len(paths) == 1 else f"{len(paths):,} files"
    return f"left out {files} that briefer cannot read: {named}{more}"


def _counts(run: "Run", total: int | None) -> str:
    dealt = run.done + run.skipped + run.failed
    words = f"{dealt:,} of {total:,}" if total and total >= dealt else f"{dealt:,} inputs"
    words += f": {run.done:,} done, {run.failed:,} failed"
    return f"{words}, {run.skipped:,} skipped" if run.skipped else words


def _pace(run: "Run", total: int | None, seconds: float) -> list[str]:
    """Return the rate and, if it can be known, the time left; skipped inputs take next to no time."""
    briefed = run.done + run.failed
    words = [_rate(run, seconds)]
    left = (total or 0) - briefed - run.skipped
    if briefed and left > 0:
        words.append(f"{_duration(left * seconds / briefed)} left")
    return words


def _rate(run: "Run", seconds: float) -> str:
    rate = (run.done + run.failed) / max(seconds, 0.001)
    return f"{rate:,.0f} a second" if rate >= 10 else f"{rate:.1f} a second"


def _duration(seconds: float) -> str:
    """Return a time as hours, minutes and seconds.

    >>> _duration(7.4), _duration(75), _duration(3725)
    ('0:07', '1:15', '1:02:05')
    """
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _shown(label: str) -> str:
    """Return a label in one short line."""
    from briefer.render.harmless import visible

    label = visible(label)
    return label if len(label) <= COLUMN else "…" + label[1 - COLUMN :]
