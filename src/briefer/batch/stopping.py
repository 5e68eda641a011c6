"""Signals that end a run: the first lets it finish work in progress, the second stops it at once."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TypeVar

T = TypeVar("T")

SIGNALS = (signal.SIGINT, signal.SIGTERM)
HANGUP = getattr(signal, "SIGHUP", None)  # the terminal is gone; Windows has none


class _StoppedError(BaseException):
    """We no longer wait for the next input."""


class Stop:
    """Whether a signal asked the run to end, and which."""

    def __init__(self, announce: Callable[[], None] = lambda: None) -> None:
        """`announce` is called at the first signal, to tell the user."""
        self.signal: signal.Signals | None = None
        self._announce = announce
        self._taking = False

    @property
    def requested(self) -> bool:
        """Whether to take no more inputs."""
        return self.signal is not None

    def next(self, inputs: Iterator[T]) -> T | None:
        """Return the next input, or None at the end or when the run should end, even if the source is still waiting."""
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
        """Handle Ctrl-C, SIGTERM and SIGHUP within a `with` statement; the second signal raises KeyboardInterrupt.

        Does nothing outside the main thread, where Python delivers no signals.
        """
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        heeded = [*SIGNALS]
        if HANGUP and signal.getsignal(HANGUP) is not signal.SIG_IGN:  # as under nohup
            heeded.append(HANGUP)
        before = {number: signal.signal(number, self._heed) for number in heeded}
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
