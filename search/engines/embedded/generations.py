"""Where an index lives: a directory a generation, files that name the index and the one in use, locks.

Locks are the system's: they go with the process that holds them, however it ends.
"""

import fcntl
import os
import re
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ..base import WriterBusy
from .failures import UNWRITABLE, index_failures

CURRENT, BEGUN, SHAPE, DAMAGED = "in-uso", "in-costruzione", "forma", "guasto"
IDENTITY = "identita"
WRITER, BUILDER, NAMER = "scrittura.lock", "costruzione.lock", "identita.lock"
_IDENTITY = re.compile("[0-9a-f]{8}")
_PREFIX = "g-"
#: Seconds in which a generation just begun to be used is not said to be damaged: whatever still fails
#: then, the question or the disk, would fail over the next one too.
TRIAL = 600.0
#: seconds between two looks at a lock that somebody holds
_PAUSE = 0.02


class Generations:
    """The generations of one index under `root`."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def identity(self) -> str:
        """Eight hexadecimal digits that no other index has, the same for every process that asks."""
        if not _IDENTITY.fullmatch(found := self._written(IDENTITY)):
            with self.locked(NAMER, wait=1):
                if not _IDENTITY.fullmatch(found := self._written(IDENTITY)):
                    found = secrets.token_hex(4)
                    self._write(IDENTITY, found)
        return found

    def current(self) -> str:
        """The name of the generation in use; "" if there is none."""
        return self._written(CURRENT)

    def path(self, name: str) -> Path:
        return self.root / name

    def shape(self, name: str) -> str:
        return self._written(name, SHAPE)

    def start(self, shape: str) -> str:
        """Make an empty directory for a new generation. Whoever calls holds the builder’s lock."""
        (self.root / BEGUN).unlink(missing_ok=True)
        self._sweep(keep={self.current()})
        name = f"{_PREFIX}{time.time_ns()}"
        directory = self.path(name)
        directory.mkdir(parents=True)
        (directory / SHAPE).write_text(shape)
        (self.root / BEGUN).write_text(name)
        return name

    def use(self, name: str) -> None:
        """From here on every process reads `name`. The one before stays: somebody may be opening it."""
        before = self.current()
        self._write(CURRENT, name)
        self._sweep(keep={name, before})

    def say_damaged(self, why: str) -> None:
        """Whoever reads the generation in use could not: until another is used, `damage` says why."""
        with suppress(OSError):
            name = self.current()
            age = time.time() - (self.root / CURRENT).stat().st_mtime
            if name and not 0 <= age < TRIAL:
                (self.root / DAMAGED).write_text(f"{name}\n{why}")

    def damage(self, name: str) -> str:
        """What a reader said of a generation; "" if nothing."""
        said, _, why = self._written(DAMAGED).partition("\n")
        return why if said == name else ""

    def discard(self, name: str) -> None:
        shutil.rmtree(self.path(name), ignore_errors=True)

    def building(self) -> str:
        """The generation that a living process builds; "" if none does, or none yet.

        Names say nothing of what came after what: clocks go backwards too.
        """
        try:
            with self.locked(BUILDER, shared=True):
                return ""
        except WriterBusy:
            name = self._written(BEGUN)
            return "" if name == self.current() else name

    @contextmanager
    def locked(self, name: str, *, wait: float = 0, shared: bool = False) -> Iterator[None]:
        """Hold a lock; `WriterBusy` if somebody else still holds it after `wait` seconds.

        Those who only look whether it is held share it: they never take one another for its holder.
        """
        kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
        with index_failures(UNWRITABLE):
            self.root.mkdir(parents=True, exist_ok=True)
            file = (self.root / name).open("a")
        with file:
            until = time.monotonic() + wait
            while True:
                try:
                    fcntl.flock(file, kind | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if time.monotonic() >= until:
                        raise WriterBusy(name) from None
                    time.sleep(_PAUSE)
            yield

    def _written(self, *where: str) -> str:
        try:
            return self.root.joinpath(*where).read_text().strip()
        except FileNotFoundError:
            return ""

    def _write(self, name: str, text: str) -> None:
        """Whole or not at all. Whoever calls holds a lock."""
        fresh = self.root / f"{name}.nuovo"
        with fresh.open("w") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self.root / name)

    def _sweep(self, keep: set[str]) -> None:
        for one in self.root.glob(f"{_PREFIX}*"):
            if one.name not in keep:
                self.discard(one.name)
