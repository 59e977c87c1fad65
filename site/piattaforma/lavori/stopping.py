"""A clean stop: SIGTERM and SIGINT are noted, and obeyed between two steps.

A second signal of the same kind acts at once, as it would without us.
"""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SIGNALS = (signal.SIGTERM, signal.SIGINT)


class _Flag:
    raised = False


def stop_requested() -> bool:
    """True once the process was asked to stop: finish the step in hand and return."""
    return _Flag.raised


@contextmanager
def heeding_signals() -> Iterator[None]:
    """Note the signals inside the block; handlers and flag are as before after it."""
    previous = {number: signal.getsignal(number) for number in SIGNALS}

    def note(number: int, _frame: FrameType | None) -> None:
        _Flag.raised = True
        signal.signal(number, previous[signal.Signals(number)])

    for number in SIGNALS:
        signal.signal(number, note)
    try:
        yield
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)
        _Flag.raised = False
