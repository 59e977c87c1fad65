"""The circuit breaker: when it lets somebody ask, and what it says of it."""

import threading
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from structlog.testing import capture_logs

from search.engines.breaker import FAILURES, QUIET, REST, Breaker


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def breaker(clock: Clock) -> Breaker:
    return Breaker("prova", clock=clock)


def opened(breaker: Breaker) -> None:
    for _ in range(FAILURES):
        assert breaker.allows()
        breaker.failed("Timeout")


def test_failures_in_a_row_open_it(breaker: Breaker) -> None:
    for _ in range(FAILURES - 1):
        breaker.failed("Timeout")
    breaker.succeeded()
    for _ in range(FAILURES - 1):
        breaker.failed("Timeout")
        assert breaker.allows()
    breaker.failed("Timeout")
    assert not breaker.allows()
    # Of what was asked before it opened.
    breaker.succeeded()
    assert not breaker.allows()


@pytest.mark.parametrize("is_back", [True, False])
def test_one_tries_and_what_happens_counts_for_all(
    breaker: Breaker, clock: Clock, is_back: bool
) -> None:
    opened(breaker)
    clock.now += REST - 0.1
    assert not breaker.allows()
    clock.now += 0.1
    assert [breaker.allows() for _ in range(3)] == [True, False, False]
    (breaker.succeeded if is_back else lambda: breaker.failed("503"))()
    assert [breaker.allows() for _ in range(3)] == [is_back] * 3
    clock.now += REST
    assert breaker.allows()
    # One that works may fail once; one that is tried may not.
    breaker.failed("503")
    assert breaker.allows() is is_back


def test_a_trial_that_nobody_tells_of_is_not_the_last(breaker: Breaker, clock: Clock) -> None:
    opened(breaker)
    clock.now += REST
    assert breaker.allows()
    clock.now += REST
    assert [breaker.allows(), breaker.allows()] == [True, False]


def test_of_many_threads_one_tries(breaker: Breaker, clock: Clock) -> None:
    opened(breaker)
    clock.now += REST
    together = threading.Barrier(16)
    allowed: list[bool] = []

    def ask() -> None:
        together.wait()
        allowed.append(breaker.allows())

    threads = [threading.Thread(target=ask) for _ in range(16)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert (len(allowed), sum(allowed)) == (16, 1)


def test_it_says_that_it_fails_and_that_it_is_back(breaker: Breaker, clock: Clock) -> None:
    with capture_logs() as lines:
        opened(breaker)
        for _ in range(5):
            clock.now += REST
            assert breaker.allows()
            breaker.failed("503")
        clock.now += REST
        assert breaker.allows()
        breaker.succeeded()
        breaker.succeeded()
    assert [(one["event"], one.get("perche")) for one in lines] == [
        ("search.prova_unavailable", "Timeout"),
        ("search.prova_unavailable", "503"),
        ("search.prova_unavailable", "503"),
        ("search.prova_back", None),
    ]
    assert (lines[-1]["secondi"], lines[-1]["falliti"]) == (6 * REST, FAILURES + 5)


def test_what_is_only_told_is_told_as_often_and_opens_nothing(
    breaker: Breaker, clock: Clock
) -> None:
    with capture_logs() as lines:
        for _ in range(2 * FAILURES):
            breaker.tell("403")
            clock.now += QUIET / (2 * FAILURES - 1)
        breaker.failed("503")
        assert breaker.allows()
        breaker.succeeded()
    assert [(one["event"], one["perche"]) for one in lines] == [
        ("search.prova_unavailable", "403"),
        ("search.prova_unavailable", "403"),
    ]


def test_what_failed_once_does_not_come_back(breaker: Breaker) -> None:
    with capture_logs() as lines:
        breaker.failed("Timeout")
        breaker.succeeded()
    assert [one["event"] for one in lines] == ["search.prova_unavailable"]


@given(st.lists(st.tuples(st.floats(0, 50), st.booleans()), max_size=80))
def test_whatever_happens(steps: list[tuple[float, bool]]) -> None:
    """Asked one after another: it rests after three failures in a row, says so once a minute at most, and
    says that it is back no more often than that it was away.
    """
    clock = Clock()
    breaker = Breaker("prova", clock=clock)
    in_a_row, rests_until = 0, 0.0
    told: list[float] = []
    balance = 0
    for seconds, works in steps:
        clock.now += seconds
        assert breaker.allows() is (clock.now >= rests_until)
        if clock.now < rests_until:
            continue
        report: Callable[[], None] = breaker.succeeded if works else lambda: breaker.failed("503")
        with capture_logs() as lines:
            report()
        in_a_row = 0 if works else in_a_row + 1
        rests_until = clock.now + REST if in_a_row >= FAILURES else 0.0
        told += [clock.now for one in lines if one["event"] == "search.prova_unavailable"]
        balance += sum(1 if "perche" in one else -1 for one in lines)
        assert balance >= 0
    assert all(later - sooner >= QUIET for sooner, later in pairwise(told))
