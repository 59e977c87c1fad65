"""Accounts: one spelling for an address, in every way of writing it and in the admin."""

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from piattaforma.utenti import gruppi
from piattaforma.utenti.models import User

pytestmark = pytest.mark.django_db

PASSWORD = "una frase lunga da ricordare"


def test_an_address_has_one_spelling() -> None:
    user = User.objects.create_user(" Rita@Example.IT ", PASSWORD)
    assert user.email == "rita@example.it"
    User.objects.bulk_create([User(email="REMO@example.it")])
    User.objects.filter(email="Remo@Example.it").update(email="REMO@EXAMPLE.IT")
    assert set(User.objects.values_list("email", flat=True)) == {
        "rita@example.it",
        "remo@example.it",
    }
    assert authenticate(username="RITA@EXAMPLE.IT", password=PASSWORD) == user
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("RITA@example.it", PASSWORD)


def test_the_database_itself_refuses_a_second_spelling() -> None:
    User.objects.create_user("rita@example.it", PASSWORD)
    with (
        pytest.raises(IntegrityError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE utenti_user SET email = 'Rita@example.it'")


def test_createsuperuser_asks_for_nothing_but_the_address(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    call_command("createsuperuser", email="Ada@example.it", interactive=False, verbosity=0)
    assert User.objects.get().is_superuser
    assert authenticate(username="ada@example.it", password=PASSWORD)


def test_users_are_made_and_changed_in_the_admin(groups: None, client: Client) -> None:
    client.force_login(User.objects.create_superuser("ada@example.it", PASSWORD))
    group = Group.objects.get(name=gruppi.REDAZIONE)
    data = {
        "email": "Rita@Example.it",
        "first_name": "Rita",
        "last_name": "Levi",
        "password1": PASSWORD,
        "password2": PASSWORD,
        "groups": [group.pk],
    }
    assert client.get(reverse("wagtailusers_users:add")).status_code == 200
    assert client.post(reverse("wagtailusers_users:add"), data).status_code == 302
    rita = User.objects.get(email="rita@example.it")
    assert (list(rita.groups.all()), rita.check_password(PASSWORD)) == ([group], True)

    again = client.post(reverse("wagtailusers_users:add"), data | {"email": "RITA@example.it"})
    assert again.context["form"].errors["email"] == [
        "Esiste già un utente con questo indirizzo e-mail."
    ]

    edit = reverse("wagtailusers_users:edit", args=[rita.pk])
    assert client.get(edit).status_code == 200
    changed = data | {"email": "r.levi@example.it", "password1": "", "password2": "", "groups": []}
    assert client.post(edit, changed | {"is_active": "on"}).status_code == 302
    rita.refresh_from_db()
    assert (rita.email, rita.groups.count()) == ("r.levi@example.it", 0)
    assert rita.check_password(PASSWORD)
    assert "Rita Levi" in client.get(reverse("wagtailusers_users:index")).content.decode()
