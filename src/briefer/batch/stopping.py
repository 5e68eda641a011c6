"""Signals that end a run: the first lets it finish what it is at, the second stops it at once."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TypeVar

T = TypeVar("T")

SIGNALS = (signal.SIGINT, signal.SIGTERM)


class _StoppedError(BaseException):
    """The next input is not waited for any longer."""


class Stop:
    """Whether the run was asked to end, and by which signal."""

    def __init__(self, announce: Callable[[], None] = lambda: None) -> None:
        """`announce` is called at the first signal, to tell the user."""
        self.signal: signal.Signals | None = None
        self._announce = announce
        self._taking = False

    @property
    def requested(self) -> bool:
        """Return whether no more inputs are to be taken."""
        return self.signal is not None

    def next(self, inputs: Iterator[T]) -> T | None:
        """Return the next input, None at their end or when the run is to end; a source that keeps silent is left."""
        if self.signal is not None:
            return None
        try:
            self._taking = True
            item = next(inputs, None)
            self._taking = False
        except _StoppedError:
            return None
        finally:
            self._taking = False
        return item

    @contextmanager
    def heeding(self) -> Iterator[None]:
        """Listen to Ctrl-C and SIGTERM until the block is left; the second one raises KeyboardInterrupt.

        Outside the main thread, where Python delivers no signals, nothing changes.
        """
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {number: signal.signal(number, self._heed) for number in SIGNALS}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _heed(self, number: int, frame: FrameType | None) -> None:
        if self.signal is not None:
            raise KeyboardInterrupt
        self.signal = signal.Signals(number)
        self._announce()
        if self._taking:
            raise _StoppedError
