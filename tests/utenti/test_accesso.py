"""Signing in: five failures lock an account, whoever it is, and nothing tells who exists."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client
from django.urls import reverse

from piattaforma.utenti import accesso, gruppi
from piattaforma.utenti.models import User

pytestmark = pytest.mark.django_db

PASSWORD = "una frase lunga da ricordare"
HERE, ELSEWHERE = "192.0.2.1", "198.51.100.7"


@pytest.fixture
def user(groups: None) -> User:
    user = User.objects.create_user("rita@example.it", PASSWORD, first_name="Rita")
    user.groups.set(user.groups.model.objects.filter(name=gruppi.REDAZIONE))
    return user


def _sign_in(
    email: str, password: str = "sbagliata", address: str = HERE, forwarded: str = ""
) -> Any:
    return Client().post(
        reverse("wagtailadmin_login"),
        {"username": email, "password": password},
        REMOTE_ADDR=address,
        HTTP_X_FORWARDED_FOR=forwarded,
    )


def _errors(response: Any) -> list[str]:
    return list(response.context["form"].non_field_errors())


def test_five_failures_lock_the_account_for_ten_minutes(user: User) -> None:
    with time_machine.travel("2026-05-04 10:00", tick=False) as clock:
        for _ in range(5):
            clock.shift(60)
            assert _sign_in(user.email).status_code == 200
        clock.shift(60)
        locked = _sign_in(user.email, PASSWORD, ELSEWHERE)
        assert locked.status_code == 429
        assert locked["Retry-After"] == "540"
        message = "Troppi tentativi di accesso non riusciti. Riprova fra 9 minuti."
        assert _errors(locked) == [message]
        assert message in locked.content.decode()
        assert "_auth_user_id" not in locked.client.session
        clock.shift(540)
        assert _sign_in(user.email, PASSWORD).status_code == 302


def test_the_lock_is_of_that_account_alone(user: User) -> None:
    User.objects.create_user("remo@example.it", PASSWORD)
    for spelling in ("rita@example.it", "RITA@example.it", " Rita@Example.it", "rita@example.it "):
        _sign_in(spelling)
    _sign_in("Rita@example.IT")
    assert _sign_in(user.email, PASSWORD).status_code == 429
    assert _sign_in("remo@example.it", PASSWORD).status_code == 302


def test_a_success_forgets_the_failures(user: User) -> None:
    for _ in range(2):
        for _ in range(4):
            _sign_in(user.email)
        assert _sign_in("RITA@EXAMPLE.IT", PASSWORD).status_code == 302


def test_an_address_nobody_has_is_answered_alike(
    user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Same statuses, same messages, and the same work: one hash an attempt, none when locked."""
    hashes: list[str] = []
    encode = MD5PasswordHasher.encode

    def counted(self: MD5PasswordHasher, password: str, salt: str) -> str:
        hashes.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    inactive = User.objects.create_user("ada@example.it", PASSWORD, is_active=False)
    seen = {}
    for email, password in (
        (user.email, "sbagliata"),
        ("nessuno@example.it", "sbagliata"),
        (inactive.email, PASSWORD),
    ):
        hashes.clear()
        answers = []
        for _ in range(6):
            response = _sign_in(email, password)
            answers.append((response.status_code, _errors(response), len(hashes)))
        seen[email] = answers
    existing, unknown, not_active = seen.values()
    assert existing == unknown == not_active
    assert [hashed for *_, hashed in existing] == [1, 2, 3, 4, 5, 5]


def test_an_address_is_stopped_only_after_many_failures(
    user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (200, timedelta(hours=1)) == (accesso.TENTATIVI_INDIRIZZO, accesso.FINESTRA_INDIRIZZO)
    monkeypatch.setattr(accesso, "TENTATIVI_INDIRIZZO", 8)
    with time_machine.travel("2026-05-04 10:00", tick=False) as clock:
        for number in range(8):
            # Colleagues who sign in meanwhile neither add to the count nor take from it.
            assert _sign_in(user.email, PASSWORD).status_code == 302
            # Who pretends to come from elsewhere is counted where he is.
            response = _sign_in(f"p{number}@example.it", forwarded=f"203.0.113.{number}")
            assert response.status_code == 200
        stopped = _sign_in(user.email, PASSWORD)
        assert (stopped.status_code, stopped["Retry-After"]) == (429, "3600")
        assert _sign_in(user.email, PASSWORD, ELSEWHERE).status_code == 302
        clock.shift(3600)
        assert _sign_in(user.email, PASSWORD).status_code == 302


def test_readers_of_private_pages_sign_in_under_the_same_limits(user: User) -> None:
    for _ in range(5):
        _sign_in(user.email)
    credentials = {"username": user.email, "password": PASSWORD}
    assert Client().post("/_util/login/", credentials).status_code == 429


def test_an_incomplete_form_is_no_attempt(user: User) -> None:
    for _ in range(6):
        assert _sign_in(user.email, "").status_code == 200
    assert _sign_in(user.email, PASSWORD).status_code == 302
