"""Many inputs, one brief each: a bad input spoils no other, and nothing gets lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from heapq import heappush, heappushpop

from briefer.batch.outputs import Output
from briefer.batch.stopping import Stop
from briefer.batch.work import Failure, Plan, Result
from briefer.errors import BrokenPromiseError
from briefer.readers import Item

__all__ = ["Engine", "Failure", "Output", "Plan", "Run", "Stop"]

SLOWEST = 3  # inputs that the summary names

Engine = Callable[[Iterator[Item]], Iterable[tuple[int, Result]]]  # numbers count the items that it took, from 0


class Run:
    """One pass over all inputs; the counts are always valid, and add up once `failures` is exhausted."""

    def __init__(
        self,
        inputs: Iterable[Item],
        output: Output,
        engine: Engine,
        *,
        fail_fast: bool = False,
        even_empty: bool = False,
        stop: Stop | None = None,
        tick: Callable[[], None] = lambda: None,
    ) -> None:
        """`engine` yields the results; `stop` says when to take no more inputs; `tick` is called after each input.

        Without inputs nothing is written, unless `even_empty` is set.
        """
        self.done = self.skipped = self.failed = 0
        self.taken = 0  # inputs that have been dealt with, or are being dealt with
        self.current = ""  # the label of the latest input dealt with
        self.slowest: list[tuple[float, str]] = []  # seconds and label, in no order
        self.interrupted = False
        self._inputs = iter(inputs)
        self._output = output
        self._engine = engine
        self._fail_fast = fail_fast
        self._even_empty = even_empty
        self._stop = stop or Stop()
        self._tick = tick
        self._working: dict[int, tuple[int, str, str]] = {}  # by number of the engine: our number, name, label

    def failures(self) -> Iterator[Failure]:
        """Brief the inputs, store each brief, and yield the failures as they occur.

        The stored bytes do not depend on the engine. Raises BrokenPromiseError if an input gets lost or comes
        twice, and OSError or OutputError if nothing more can be written.
        """
        for number, result in self._engine(self._feed()):
            ours, name, label = self._working.pop(number, (-1, "", ""))
            if ours < 0 or name != result.name:
                raise BrokenPromiseError(f"a result that belongs to no input: {result.name}", hint="please report it")
            failure = self._output.write(ours, result)
            self.current = label
            self._note(result.seconds, label)
            if failure:
                self.failed += 1
                yield failure
            else:
                self.done += 1
            self._tick()
            if failure and self._fail_fast:
                self.interrupted = True
                break
        self.interrupted = self.interrupted or self._stop.requested
        if self.interrupted:
            self.taken -= len(self._working)  # given back: nobody began them, or nobody waits for them
            self._working.clear()
        if self._working or self.done + self.skipped + self.failed != self.taken:
            raise BrokenPromiseError(
                f"{self.taken} inputs, but {self.done} done, {self.skipped} skipped and {self.failed} failed",
                hint="please report it",
            )
        self._output.interrupted = self.interrupted
        if self.taken or self._even_empty:
            self._output.finish()

    def _feed(self) -> Iterator[Item]:
        """Yield the inputs to brief."""
        fed = 0
        while (item := self._stop.next(self._inputs)) is not None:
            number = self.taken
            self.taken += 1
            if self._output.take(number, item):
                self.skipped += 1
                self.current = item.label
                self._tick()
                continue
            self._working[fed] = (number, item.name, item.label)
            fed += 1
            yield item

    def _note(self, seconds: float, label: str) -> None:
        if len(self.slowest) < SLOWEST:
            heappush(self.slowest, (seconds, label))
        else:
            heappushpop(self.slowest, (seconds, label))
