"""Whether to ask something that may have failed: after a few failures in a row nobody waits for it a while.

One process, many threads: no lock is held while anything is asked, so that those who ask do not wait
for one another.
"""

import threading
import time
from collections.abc import Callable
from enum import Enum

import structlog

logger = structlog.get_logger(__name__)

#: Failures in a row after which nothing is asked, and for how many seconds.
FAILURES, REST = 3, 30.0
#: Seconds between two lines that say the same.
QUIET = 60.0


class _State(Enum):
    CLOSED = "asked"
    OPEN = "left alone"
    TRIED = "asked once, to see"


class Breaker:
    """A circuit breaker for one service.

    Whoever asks calls `allows()` before; if it says yes, then once `succeeded()` or `failed()`. One
    call is one whole question: of several answers of which one comes too late, none is a success.

    Three failures in a row open it: for thirty seconds `allows()` says no. Then it says yes to one
    caller, whose outcome closes it or opens it again. A trial that nobody tells the outcome of ends
    after as long. What was asked before it opened and ends meanwhile changes nothing.

    It logs `search.<nome>_unavailable` at the first failure and once a minute while it fails, and
    `search.<nome>_back` when it closes again and the former was told.
    """

    def __init__(self, nome: str, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._nome = nome
        self._clock = clock
        self._lock = threading.Lock()
        self._state = _State.CLOSED
        #: in a row
        self._failed = 0
        #: when it opened first; when it last did, or when the trial began
        self._opened = self._since = 0.0
        #: when a failure was last told; whether one was since it last worked
        self._told: float | None = None
        self._is_told = False

    def allows(self) -> bool:
        """Whether to ask now."""
        with self._lock:
            if self._state is _State.CLOSED:
                return True
            now = self._clock()
            if now - self._since < REST:
                return False
            self._state, self._since = _State.TRIED, now
            return True

    def succeeded(self) -> None:
        """What was allowed was answered, in time and whole."""
        with self._lock:
            if self._state is _State.OPEN:
                return
            is_back = self._state is _State.TRIED and self._is_told
            seconds, failed = self._clock() - self._opened, self._failed
            self._state, self._failed, self._is_told = _State.CLOSED, 0, False
        if is_back:
            logger.warning(f"search.{self._nome}_back", secondi=round(seconds), falliti=failed)

    def tell(self, why: str) -> None:
        """Log a failure of what nobody waits for: it opens nothing."""
        with self._lock:
            is_new = self._is_time_to_tell(self._clock())
            opened, failed = self._state is _State.OPEN, self._failed
        if is_new:
            self._log(why, failed=failed, opened=opened)

    def failed(self, why: str) -> None:
        """What was allowed was not answered. `why` is logged: a kind of failure, never an address."""
        with self._lock:
            if self._state is _State.OPEN:
                return
            now = self._clock()
            self._failed += 1
            if self._state is _State.TRIED or self._failed >= FAILURES:
                if self._state is _State.CLOSED:
                    self._opened = now
                self._state, self._since = _State.OPEN, now
            is_new = self._is_time_to_tell(now)
            self._is_told |= is_new
            opened, failed = self._state is _State.OPEN, self._failed
        if is_new:
            self._log(why, failed=failed, opened=opened)

    def _is_time_to_tell(self, now: float) -> bool:
        """Whoever calls holds the lock, and tells."""
        is_new = self._told is None or now - self._told >= QUIET
        if is_new:
            self._told = now
        return is_new

    def _log(self, why: str, *, failed: int, opened: bool) -> None:
        logger.warning(
            f"search.{self._nome}_unavailable", perche=why, falliti=failed, a_riposo=opened
        )
