"""Carries out a batch: brings together engine, output, progress and signals, and returns the exit code."""

import os
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack, suppress
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import typer

from briefer.cli import progress
from briefer.cli.messages import complain, fail_usage, tell
from briefer.errors import BrieferError, ExtraMissingError, OutputError

if TYPE_CHECKING:
    from briefer.batch import Engine, Plan, Stop
    from briefer.batch.sharding import Shard
    from briefer.readers import Item

ANNOUNCEMENT = "stopping once the work in progress is done; interrupt again to stop at once\n"
SIGNALLED = 128  # added to the number of a signal, as shells do: 130 for Ctrl-C, 143 for SIGTERM


class How(NamedTuple):
    """How to run a batch; `part` distinguishes runs that share a folder, `total` counts the inputs."""

    jobs: int
    timeout: float | None
    force: bool
    fail_fast: bool
    show: progress.When
    scheduler: str | None
    part: "Shard"
    total: Callable[[], int | None]
    prune: bool = False
    quiet: bool = False
    waits: bool = False  # for inputs that are still to come
    passed: Sequence[str] = ()  # files of folders that were left out; it grows as they are gone through


def carry_out(items: Iterable["Item"], out: str, plan: "Plan", how: How) -> None:
    """Brief all items and report the outcome; exits with a code other than 0 if anything failed."""
    from briefer.batch import Run, Stop
    from briefer.batch.outputs import to
    from briefer.render.harmless import visible

    stop = Stop(_announce)
    began = time.monotonic()
    try:
        with stop.heeding(), ExitStack() as opened:
            engine = _engine(plan, how, opened, stop)
            try:
                output = opened.enter_context(to(out, plan, force=how.force, part=how.part, prune=how.prune))
            except (ExtraMissingError, OutputError) as error:
                complain(error)
                raise typer.Exit(2) from None  # nothing could start
            shown = progress.choose(how.show, how.total)
            opened.callback(shown.close)

            def tick() -> None:
                shown.show(run)

            ordered = output.ordered or how.fail_fast
            run = Run(
                items,
                output,
                engine(ordered, tick),
                fail_fast=how.fail_fast,
                stop=stop,
                tick=tick,
                even_empty=how.part.parts > 1,
            )
            for failure in run.failures():
                words = BrieferError(failure.message, input=failure.input, hint=failure.hint)
                shown.tell(f"briefer: {visible(str(words))}")
            if not run.taken and not stop.requested and not how.waits and how.part.parts == 1:
                fail_usage("nothing to brief; name files, or folders with files that briefer reads")
    except KeyboardInterrupt:
        tell("stopped at once; run the same command again to resume")
        raise typer.Exit(SIGNALLED + stop.signal if stop.signal else 130) from None
    if how.passed and not how.quiet:
        tell(progress.left_out(how.passed))
    for line in () if how.quiet else progress.closing(run, time.monotonic() - began, output.report):
        tell(line)
    if stop.signal:
        raise typer.Exit(SIGNALLED + stop.signal)
    if run.failed:
        raise typer.Exit(1)


def _engine(plan: "Plan", how: How, opened: ExitStack, stop: "Stop") -> Callable[[bool, Callable[[], None]], "Engine"]:
    """Return a function that makes the engine, ordered or not: on this machine, or on the requested cluster."""
    from briefer.batch import engine

    run = partial(engine.run_any, jobs=how.jobs, stopped=lambda: stop.requested)
    if how.scheduler:
        from briefer.batch.cluster import connected

        run = opened.enter_context(connected(how.scheduler)).run_any  # type: ignore[assignment]

    def made(ordered: bool, tick: Callable[[], None]) -> "Engine":
        return lambda items: run(items, plan, timeout=how.timeout, tick=tick, ordered=ordered)

    return made


def _announce() -> None:
    """Announce that the run will end; it may interrupt anything, so it bypasses all buffers."""
    if sys.stderr is not None:
        erase = "\r\x1b[K" if sys.stderr.isatty() else ""
        with suppress(OSError):
            os.write(2, f"{erase}{ANNOUNCEMENT}".encode())
