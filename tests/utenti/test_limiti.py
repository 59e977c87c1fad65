"""Counters: exact under concurrency, never waiting, on SQLite and on PostgreSQL."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
import time_machine
from django.db import connections, transaction

from piattaforma.utenti import limiti
from piattaforma.utenti.jobs import delete_expired_counters
from piattaforma.utenti.models import Conteggio

MINUTE = timedelta(minutes=1)
THREADS = 20


def _in_threads(alias: str, work: Callable[[], bool]) -> list[bool]:
    """The results of `work` in 20 threads that start together, each with its own connection."""
    barrier = Barrier(THREADS)

    def run(_: int) -> bool:
        try:
            barrier.wait()
            return work()
        finally:
            connections[alias].close()

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(run, range(THREADS)))


@contextmanager
def _held_elsewhere(alias: str, chiave: str) -> Iterator[None]:
    """Another connection holds SQLite's write lock, or PostgreSQL's lock on the row."""
    other = connections[alias].copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN IMMEDIATE" if other.vendor == "sqlite" else "BEGIN")
            cursor.execute(
                "UPDATE utenti_conteggio SET quanti = quanti WHERE chiave = %s",
                [limiti.digest(chiave)],
            )
            yield
            cursor.execute("ROLLBACK")
    finally:
        other.close()


def _waiting_time(alias: str) -> Any:
    """How long the connection usually waits for locks."""
    with connections[alias].cursor() as cursor:
        postgres = connections[alias].vendor == "postgresql"
        cursor.execute("SHOW lock_timeout" if postgres else "PRAGMA busy_timeout")
        return cursor.fetchone()[0]


def _count(chiave: str) -> int:
    return Conteggio.objects.get(chiave=limiti.digest(chiave)).quanti


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A slow machine must not let uncounted requests pass while we count them."""
    monkeypatch.setattr(limiti, "ATTESA_MASSIMA", timedelta(seconds=30))


def test_simultaneous_requests_are_all_counted(limits_database: str, patient: None) -> None:
    def attempt() -> bool:
        return limiti.within_limit(chiave="a", quanti=200, finestra=MINUTE)

    assert all(_in_threads(limits_database, attempt))
    assert _count("a") == THREADS


def test_simultaneous_requests_never_pass_the_limit(limits_database: str, patient: None) -> None:
    def attempt() -> bool:
        return limiti.within_limit(chiave="a", quanti=5, finestra=MINUTE)

    assert sum(_in_threads(limits_database, attempt)) == 5
    assert _count("a") == 5


def test_a_window_ends_and_keys_are_apart(limits_database: str) -> None:
    start = datetime(2026, 5, 4, 10, tzinfo=UTC)
    with time_machine.travel(start, tick=False) as clock:
        for _ in range(2):
            assert limiti.within_limit(chiave="a", quanti=2, finestra=MINUTE)
            clock.shift(20)
        assert not limiti.within_limit(chiave="a", quanti=2, finestra=MINUTE)
        assert limiti.within_limit(chiave="b", quanti=2, finestra=MINUTE)
        assert limiti.remaining_wait(chiave="a", quanti=2) == timedelta(seconds=20)
        clock.shift(20)
        assert limiti.remaining_wait(chiave="a", quanti=2) is None
        assert limiti.within_limit(chiave="a", quanti=2, finestra=MINUTE)
        assert _count("a") == 1


def test_a_sliding_window_lasts_from_the_last_one_counted(limits_database: str) -> None:
    with time_machine.travel(datetime(2026, 5, 4, 10, tzinfo=UTC), tick=False) as clock:
        for _ in range(2):
            clock.shift(50)
            assert limiti.within_limit(chiave="a", quanti=2, finestra=MINUTE, scorrevole=True)
        clock.shift(50)
        # A refused request is not counted: it does not make the wait longer.
        assert not limiti.within_limit(chiave="a", quanti=2, finestra=MINUTE, scorrevole=True)
        assert limiti.remaining_wait(chiave="a", quanti=2) == timedelta(seconds=10)


def test_a_held_lock_lets_the_request_pass_within_a_second(
    limits_database: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert limiti.within_limit(chiave="a", quanti=1, finestra=MINUTE)
    usual = _waiting_time(limits_database)
    with _held_elsewhere(limits_database, "a"):
        start = time.monotonic()
        assert limiti.within_limit(chiave="a", quanti=1, finestra=MINUTE)
        elapsed = time.monotonic() - start
    assert 0.5 < elapsed < 3
    assert "la richiesta passa" in caplog.text
    assert _waiting_time(limits_database) == usual
    assert not limiti.within_limit(chiave="a", quanti=1, finestra=MINUTE)


@pytest.mark.parametrize("limits_database", ["postgres"], indirect=True)
@pytest.mark.postgres
def test_inside_a_transaction_a_held_lock_spoils_nothing(limits_database: str) -> None:
    limiti.within_limit(chiave="a", quanti=1, finestra=MINUTE)
    with transaction.atomic(using=limits_database):
        with _held_elsewhere(limits_database, "a"):
            assert limiti.within_limit(chiave="a", quanti=1, finestra=MINUTE)
        assert limiti.within_limit(chiave="b", quanti=1, finestra=MINUTE)
        assert _waiting_time(limits_database) == "0"
    assert _count("b") == 1


def test_nested_in_a_transaction_the_count_follows_it(limits_database: str) -> None:
    with transaction.atomic(using=limits_database):
        assert limiti.within_limit(chiave="a", quanti=1, finestra=MINUTE)
        transaction.set_rollback(True, using=limits_database)
    assert limiti.within_limit(chiave="a", quanti=1, finestra=MINUTE)


def test_keys_cannot_be_read_back(limits_database: str) -> None:
    limiti.within_limit(chiave="accesso:rita@example.it\x00", quanti=1, finestra=MINUTE)
    assert "rita" not in Conteggio.objects.get().chiave


def test_the_job_removes_what_is_over(limits_database: str) -> None:
    with time_machine.travel(datetime(2026, 5, 4, 10, tzinfo=UTC), tick=False) as clock:
        limiti.within_limit(chiave="a", quanti=1, finestra=MINUTE)
        clock.shift(50)
        limiti.within_limit(chiave="b", quanti=1, finestra=MINUTE)
        clock.shift(50)
        assert delete_expired_counters() == 1
        assert _count("b") == 1
