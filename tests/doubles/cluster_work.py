"""A stand-in for `briefer.batch.work.work` on a cluster, steered by the texts; a module: workers import it by name."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Sequence

from briefer.batch.work import Plan, Result
from briefer.readers import Item


def work(inputs: Sequence[Item], plan: Plan) -> list[Result]:
    """Return each input's name as its brief.

    A text of "die" kills the process, "kill" also the worker of the cluster that started it, "hang" takes an hour,
    "print" prints, and "slow" takes 20 ms.
    """
    for item in inputs:
        if item.text == "kill":
            os.kill(os.getppid(), signal.SIGKILL)
        if item.text in ("die", "kill"):
            os.kill(os.getpid(), signal.SIGKILL)
        if item.text == "hang":
            time.sleep(3600)
        if item.text == "slow":
            time.sleep(0.02)
        if item.text == "print":
            print("noise")
            print("noise", file=sys.stderr)
    return [Result(item.name, f"{item.name}\n") for item in inputs]
