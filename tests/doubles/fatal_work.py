"""A stand-in for `briefer.batch.work.work` that dies or hangs on some inputs; a module: workers import it by name."""

from __future__ import annotations

import ctypes
import os
import signal
import time
from collections.abc import Sequence
from pathlib import Path

from briefer.batch.work import Plan, Result
from briefer.readers import Item


def work(inputs: Sequence[Item], plan: Plan) -> list[Result]:
    """Return each input's name as its brief, and do to the process what the text says."""
    return [_one(item) for item in inputs]


def _one(item: Item) -> Result:
    if item.text == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    elif item.text == "exit":
        raise SystemExit(3)
    elif item.text == "hang":
        while True:
            try:
                time.sleep(60)
            except Exception as error:  # as a parser might that goes on whatever happens
                assert error
    elif item.text == "stuck":
        ctypes.PyDLL(None).pause()  # holds the interpreter, so that no thread and no handler of Python ever runs
    elif item.text == "large":
        time.sleep(0.002)
        return Result(item.name, f"{item.name}\n" * 50_000)
    elif item.text and item.text.startswith("await "):  # a file, and tell by another one that it is waited for
        gate = Path(item.text.removeprefix("await "))
        gate.with_suffix(".awaited").touch()
        while not gate.exists():
            time.sleep(0.01)
    elif item.text and item.text.startswith("sleep "):
        time.sleep(float(item.text.removeprefix("sleep ")))
    return Result(item.name, f"{item.name}\n", sha256="0" * 64)


def main() -> None:
    """Run the command line with this work in place of the real one."""
    from briefer.__main__ import main
    from briefer.batch import engine

    engine.work = work
    main()


if __name__ == "__main__":
    import fatal_work  # workers know it by this name

    fatal_work.main()
