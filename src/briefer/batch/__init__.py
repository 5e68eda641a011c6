"""Many inputs, one brief each: one bad input spoils nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefer.batch.engine import run
from briefer.batch.outputs import Output
from briefer.batch.work import Failure, Plan
from briefer.readers import Item

__all__ = ["Failure", "Output", "Plan", "Run"]


class Run:
    """One pass over all inputs; the counts hold once `failures` is exhausted."""

    def __init__(self, inputs: Iterable[Item], output: Output, plan: Plan, *, jobs: int, fail_fast: bool) -> None:
        self._results = run(inputs, plan, jobs=jobs)
        self._output = output
        self._fail_fast = fail_fast
        self.done = 0
        self.failed = 0

    @property
    def inputs(self) -> int:
        """Return how many inputs have been dealt with."""
        return self.done + self.failed

    def failures(self) -> Iterator[Failure]:
        """Brief the inputs in their order, write each brief, and yield the failures as they come.

        The briefs are the same bytes whatever `jobs` says.
        """
        for result in self._results:
            failure = self._output.write(result)
            if failure is None:
                self.done += 1
                continue
            self.failed += 1
            yield failure
            if self._fail_fast:
                return
