"""Where an index lives: a directory a generation, a file that names the one in use, two locks.

Locks are the system's: they go with the process that holds them, however it ends.
"""

import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..base import SearchUnavailable, WriterBusy

CURRENT, WRITER, BUILDER, SHAPE = "in-uso", "scrittura.lock", "costruzione.lock", "forma"
_PREFIX = "g-"
#: seconds between two looks at a lock that somebody holds
_PAUSE = 0.02


class Generations:
    """The generations of one index under `root`."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def current(self) -> str:
        """The name of the generation in use; "" if there is none."""
        try:
            return (self.root / CURRENT).read_text().strip()
        except FileNotFoundError:
            return ""

    def path(self, name: str) -> Path:
        return self.root / name

    def shape(self, name: str) -> str:
        try:
            return (self.path(name) / SHAPE).read_text().strip()
        except FileNotFoundError:
            return ""

    def start(self, shape: str) -> str:
        """Make an empty directory for a new generation. Whoever calls holds the builder’s lock."""
        self._sweep(keep={self.current()})
        name = f"{_PREFIX}{time.time_ns()}"
        directory = self.path(name)
        directory.mkdir(parents=True)
        (directory / SHAPE).write_text(shape)
        return name

    def use(self, name: str) -> None:
        """From here on every process reads `name`. The one before stays: somebody may be opening it."""
        before = self.current()
        fresh = self.root / f"{CURRENT}.nuovo"
        with fresh.open("w") as file:
            file.write(name)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self.root / CURRENT)
        self._sweep(keep={name, before})

    def discard(self, name: str) -> None:
        shutil.rmtree(self.path(name), ignore_errors=True)

    def building(self) -> str:
        """The generation that a living process builds; "" if none does."""
        try:
            with self.locked(BUILDER):
                return ""
        except WriterBusy:
            names = [one.name for one in self.root.glob(f"{_PREFIX}*")]
            return max((one for one in names if one != self.current()), default="")

    @contextmanager
    def locked(self, name: str, *, wait: float = 0) -> Iterator[None]:
        """Hold a lock; `WriterBusy` if somebody else still holds it after `wait` seconds."""
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            opened = (self.root / name).open("a")
        except OSError as exc:
            raise SearchUnavailable(f"L’indice non si scrive: {exc}") from exc
        with opened as file:
            until = time.monotonic() + wait
            while True:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if time.monotonic() >= until:
                        raise WriterBusy(name) from None
                    time.sleep(_PAUSE)
            yield

    def _sweep(self, keep: set[str]) -> None:
        for one in self.root.glob(f"{_PREFIX}*"):
            if one.name not in keep:
                self.discard(one.name)
