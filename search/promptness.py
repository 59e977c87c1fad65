"""How often something may be done: a few times at once, then at a steady pace. One process."""

import threading
import time


class Promptness:
    """A bucket of `at_once` turns that fills with `each_second` of them."""

    def __init__(self, *, at_once: int, each_second: float) -> None:
        self._most = at_once
        self._pace = each_second
        self._lock = threading.Lock()
        self.reset()

    def reset(self) -> None:
        self._left = float(self._most)
        self._seen = time.monotonic()

    def allows(self) -> bool:
        """Take a turn, if one is left."""
        with self._lock:
            now = time.monotonic()
            self._left = min(self._most, self._left + (now - self._seen) * self._pace)
            self._seen = now
            if self._left < 1:
                return False
            self._left -= 1
            return True
