"""A stand-in for `briefer.evaluation.scoring.measure` that dies on some rows; a module: workers import it by name."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence

from briefer.evaluation.corpus import Line
from briefer.evaluation.scoring import Plan, Result


def measure(lines: Sequence[Line], plan: Plan) -> list[Result]:
    """Return a result without values for each row; the row "die" kills the process."""
    for line in lines:
        if line.data == b"die":
            os.kill(os.getpid(), signal.SIGKILL)
    return [Result(line.label) for line in lines]
