"""One loop at a time on a machine, and one of all that does the site's jobs: locks that die with their process.

A machine's: `flock` on a file. The site's is of its database.

PostgreSQL: a session advisory lock on a connection of its own (behind a pooler in transaction
mode it would not hold: point `DATABASE_URL` of the jobs at the server itself).
SQLite: `flock` on a file beside the database. A database in memory belongs to one process: no lock.
"""

import fcntl
import os
import time
from abc import ABC, abstractmethod
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DEFAULT_DB_ALIAS, Error, connections
from django.db.backends.base.base import BaseDatabaseWrapper

#: Key of the advisory lock; PostgreSQL keeps such keys apart for each database.
ADVISORY_KEY = 0x434F4E_444956
#: Seconds in which a server may still be noticing that the previous holder was killed.
GRACE = 1.0
STEP = 0.05


class AlreadyRunningError(Exception):
    """Another process holds the lock."""


class LoopLock(ABC):
    """A lock used as a context manager: `AlreadyRunningError` if another process holds it."""

    @abstractmethod
    def _try(self) -> bool:
        """Take the lock without waiting; say whether it is ours."""

    @abstractmethod
    def release(self) -> None: ...

    @abstractmethod
    def is_held(self) -> bool:
        """Whether the lock taken is still ours (a lost connection loses it)."""

    def take(self) -> bool:
        """Take the lock if nobody has it, without waiting; say whether it is ours, by now or from before."""
        return self.is_held() or self._try()

    def acquire(self) -> None:
        """Take the lock within `GRACE` seconds, or raise `AlreadyRunningError`."""
        deadline = time.monotonic() + GRACE
        while not self._try():
            if time.monotonic() >= deadline:
                raise AlreadyRunningError
            time.sleep(STEP)

    def __enter__(self) -> "LoopLock":
        self.acquire()
        return self

    def __exit__(self, *_exc: object) -> None:
        self.release()


class FileLock(LoopLock):
    """`flock`: the kernel drops it with the process, however that ends."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._descriptor: int | None = None

    def _try(self) -> bool:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return False
        self._descriptor = descriptor
        return True

    def release(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def is_held(self) -> bool:
        return self._descriptor is not None


class AdvisoryLock(LoopLock):
    """A PostgreSQL session lock: the server drops it with the connection."""

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self._connection = connection
        self._held = False

    def _try(self) -> bool:
        try:
            with self._connection.cursor() as cursor:
                cursor.execute("SELECT pg_try_advisory_lock(%s)", [ADVISORY_KEY])
                row = cursor.fetchone()
        except Error:
            self.release()
            raise
        self._held = bool(row and row[0])
        return self._held

    def release(self) -> None:
        self._held = False
        self._connection.close()

    def is_held(self) -> bool:
        if not self._held:
            return False
        try:
            with self._connection.cursor() as cursor:
                cursor.execute("SELECT 1")
        except Error:
            self.release()
        return self._held


class NoLock(LoopLock):
    """For a database that no other process can see."""

    def _try(self) -> bool:
        return True

    def release(self) -> None: ...

    def is_held(self) -> bool:
        return True


def machine_lock() -> LoopLock:
    """The lock of the loop of this machine."""
    return FileLock(Path(settings.LAVORI_DIR) / "ciclo.lock")


def site_lock() -> LoopLock:
    """The lock of the site's jobs; ImproperlyConfigured for databases we do not run on."""
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.vendor == "postgresql":
        return AdvisoryLock(connections.create_connection(DEFAULT_DB_ALIAS))
    if connection.vendor == "sqlite":
        name = str(connection.settings_dict["NAME"])
        if ":memory:" in name or "mode=memory" in name:
            return NoLock()
        return FileLock(Path(f"{name}.lavori.lock"))
    raise ImproperlyConfigured(f"lavori non conosce il database «{connection.vendor}»")
