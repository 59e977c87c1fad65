"""Limits counted in a table, shared by every process and kept over a restart.

Counting never waits: if the row cannot be written within `ATTESA_MASSIMA` (another transaction
holds it, the disk is full), the request passes and the log says so. Call these functions outside
a transaction where you can: inside one, the row stays locked until it ends.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import OperationalError, connections, router, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone
from django.utils.crypto import salted_hmac

from .models import Conteggio

logger = logging.getLogger(__name__)

#: The longest a counter may keep a request waiting.
ATTESA_MASSIMA = timedelta(seconds=1)

_COUNT_ONE = """
    INSERT INTO {table} (chiave, quanti, scade) VALUES (%(chiave)s, 1, %(scade)s)
    ON CONFLICT (chiave) DO UPDATE SET
        quanti = CASE WHEN {table}.scade <= %(ora)s THEN 1 ELSE {table}.quanti + 1 END,
        scade = CASE WHEN %(scorrevole)s OR {table}.scade <= %(ora)s
                THEN excluded.scade ELSE {table}.scade END
    WHERE {table}.scade <= %(ora)s OR {table}.quanti < %(quanti)s
    RETURNING quanti
"""


def within_limit(
    *, chiave: str, quanti: int, finestra: timedelta, scorrevole: bool = False
) -> bool:
    """Count one more of `chiave`; False, and nothing counted, if `quanti` are there already.

    The count is forgotten `finestra` after the first of them, or after the last one if
    `scorrevole`: a limit that is reached then lasts for a whole window. One statement decides and
    counts, so simultaneous requests never pass in more than `quanti`.
    """
    connection = _connection()
    now = timezone.now()
    values: dict[str, str | int | bool | datetime | None] = {
        "chiave": digest(chiave),
        "quanti": quanti,
        "ora": _as_parameter(connection, now),
        "scade": _as_parameter(connection, now + finestra),
        "scorrevole": scorrevole,
    }
    statement = _COUNT_ONE.format(table=connection.ops.quote_name(Conteggio._meta.db_table))
    try:
        with _brief_wait(connection), connection.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.fetchone() is not None
    except OperationalError:
        logger.warning("Conteggio non scritto in tempo: la richiesta passa", exc_info=True)
        return True


def remaining_wait(*, chiave: str, quanti: int) -> timedelta | None:
    """How long until `chiave` may happen again; None if it may now. Reads only."""
    now = timezone.now()
    row = Conteggio.objects.filter(
        chiave=digest(chiave), quanti__gte=quanti, scade__gt=now
    ).values_list("scade", flat=True)
    end = row.first()
    return None if end is None else end - now


def clear(*, chiave: str) -> None:
    """Forget what was counted."""
    connection = _connection()
    try:
        with _brief_wait(connection):
            Conteggio.objects.using(connection.alias).filter(chiave=digest(chiave)).delete()
    except OperationalError:
        logger.warning("Conteggio non azzerato in tempo: scadrà da sé", exc_info=True)


def delete_expired() -> int:
    """Remove the counters whose window is over; how many they were."""
    deleted, _ = Conteggio.objects.filter(scade__lt=timezone.now()).delete()
    return deleted


def digest(chiave: str) -> str:
    """What is stored of a key: nobody reads an address back from the table."""
    return salted_hmac("piattaforma.limiti", chiave, algorithm="sha256").hexdigest()


def _connection() -> BaseDatabaseWrapper:
    return connections[router.db_for_write(Conteggio)]


def _as_parameter(connection: BaseDatabaseWrapper, moment: datetime) -> datetime | str | None:
    """As the database compares it: SQLite has text where PostgreSQL has a type."""
    value: datetime | str | None = connection.ops.adapt_datetimefield_value(moment)
    return value


@contextmanager
def _brief_wait(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """A transaction (a savepoint, inside another one) that waits for locks only briefly."""
    milliseconds = int(ATTESA_MASSIMA.total_seconds() * 1000)
    if connection.vendor == "postgresql":
        nested = connection.in_atomic_block
        with transaction.atomic(using=connection.alias):
            before = _lock_timeout(connection, f"{milliseconds}ms")
            yield
            if nested:
                _lock_timeout(connection, before)
    elif connection.in_atomic_block:
        # SQLite, inside a transaction that has the write lock already: nothing to wait for.
        with transaction.atomic(using=connection.alias):
            yield
    else:
        usual = _busy_timeout(connection, milliseconds)
        try:
            with transaction.atomic(using=connection.alias):
                yield
        finally:
            _busy_timeout(connection, usual)


def _lock_timeout(connection: BaseDatabaseWrapper, value: str) -> str:
    """Set PostgreSQL's lock_timeout for this transaction; what it was."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('lock_timeout')")
        before: str = cursor.fetchone()[0]
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [value])
    return before


def _busy_timeout(connection: BaseDatabaseWrapper, milliseconds: int) -> int:
    """Set SQLite's busy timeout on this connection; what it was."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        before: int = cursor.fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout = {milliseconds:d}")
    return before
